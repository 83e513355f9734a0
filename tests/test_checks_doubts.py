"""Nobody is accused on a doubt: unread columns, assumed groups, brackets that belong elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.messages import render
from extractor.models import Figure, Finding, Report
from extractor.tables import read_tables
from tests.test_checks import checked, codes, figure, only, row, told
from tests.test_tables import Spec, page_of


def noted(figures: Sequence[Figure], metric: str, note: str) -> list[Figure]:
    return [
        f.model_copy(update={"note": note, "evidence": f.evidence.model_copy()})
        if f.metric == metric
        else f
        for f in figures
    ]


def outcomes(report: Report, rule: str) -> list[str]:
    return [c.outcome for c in report.checks if c.rule == rule]


FILED = [
    ("S 21; Se 23", "resolved.total", "resolved.early"),
    ("P 5; Pi 9", "pending.total", "pending.in_time"),
    ("K 12; Kd 10", "digitised_results.due", "digitised_results.count"),
    ("G 1; Gp 2", "feedback_resolved.total", "feedback_resolved.published"),
]


@pytest.mark.parametrize(("text", "whole", "part"), FILED)
def test_a_part_over_its_whole_is_filed_under_the_whole(text: str, whole: str, part: str) -> None:
    finding = only(checked(*told(text)))
    assert (finding.code, finding.metric) == ("part-exceeds-whole", whole)
    assert any(part in name for name in finding.figures)


SHOWN = [
    # The passage itself shows that the total holds the carry-over: it is not added again.
    ("F 143; Fn 125; Fc 18; G 130; H 31", ["sum-mismatch"]),
    ("F 143; Fn 125; Fc 18; G 112; H 31", []),
    ("F 143; Fc 18; G 130; H 31", []),
    ("F 125; Fn 125; Fc 18; G 112; H 31", []),
    ("T 143; N 125; C 18; Non 130; Noff 31", ["sum-mismatch"]),
    ("T 143; C 18; Non 130; Noff 31", []),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_a_convention_that_the_passage_refutes_excuses_nothing(
    text: str, expected: list[str]
) -> None:
    assert codes(checked(*told(text))) == expected


def test_a_total_of_all_communes_is_called_by_their_level() -> None:
    def table(total: str, level: str = "unit") -> Report:
        names = ("Xã A", "Xã B", "Xã C")
        rows = [
            f
            for i, (name, text) in enumerate(
                zip(names, ("T 5; S 4; P 1", "T 7; S 5; P 2", "T 9; S 9; P 0"), strict=True)
            )
            for f in row("table1", i, level, name, text)
        ]
        return checked(*rows, *row("table1", 9, "commune", None, total))

    for level in ("unit", "commune"):
        assert codes(table("T 21; S 18; P 3", level)) == []
        wrong = table("T 21; S 18; P 5", level)
        assert ("parent-mismatch", "pending.total") in [(f.code, f.metric) for f in wrong.findings]
    # A row of another level that adds up to nothing is no total.
    assert outcomes(table("T 80; S 70; P 10"), "V1") == []


def in_one_row(figures: Sequence[Figure], line: str) -> list[Figure]:
    """The figures with their places in a printed row, in order."""
    found, at = [], 0
    for f in figures:
        at = line.index(f.printed, at)
        place = f.evidence.model_copy(
            update={"quote": line, "start": 0, "end": len(line), "printed_start": at,
                    "printed_end": at + len(f.printed)}
        )  # fmt: skip
        found.append(f.model_copy(update={"evidence": place}))
        at += len(f.printed)
    return found


UNREAD = [
    # The rest stands printed among the figures: a column was not read.
    ("2 Hòa Thắng 50 42 5 3", "P 50; Pi 42; Po 3", "cannot-tell", []),
    ("2 Hòa Thắng 50 42 3 5", "P 50; Pi 42; Po 3", "cannot-tell", []),
    # The row's own number is no figure.
    ("5 Hòa Thắng 50 42 3", "P 50; Pi 42; Po 3", "inconsistent", ["sum-mismatch"]),
    ("2 Hòa Thắng 50 42 4 3", "P 50; Pi 42; Po 3", "inconsistent", ["sum-mismatch"]),
    # Nothing unread mends parts that are too many.
    ("2 Hòa Thắng 50 52 5 3", "P 50; Pi 52; Po 3", "inconsistent", ["sum-mismatch"]),
]


@pytest.mark.parametrize(("line", "text", "outcome", "expected"), UNREAD)
def test_a_rest_that_is_printed_in_the_row_was_not_read(
    line: str, text: str, outcome: str, expected: list[str]
) -> None:
    others = [*row("table1", 0, "unit", "A", "P 9; Pi 8; Po 1")]
    report = checked(*others, *in_one_row(row("table1", 1, "unit", "B", text), line))
    assert codes(report) == expected
    assert outcome in outcomes(report, "R4")


BLANKS = [
    # No row shows that a blank means zero: the rest may stand in the blank.
    ([("P 9; Pi 8; Po 1"), ("P 7; Pi 5")], "warning"),
    # Another row with a blank there adds up: a blank is zero in this table.
    ([("P 9; Pi 8; Po 1"), ("P 6; Pi 6"), ("P 7; Pi 5")], "error"),
    ([("P 9; Pi 8; Po 1"), ("P 7; Pi 8")], "error"),
]


@pytest.mark.parametrize(("rows", "severity"), BLANKS)
def test_a_blank_is_zero_only_where_the_table_shows_it(rows: list[str], severity: str) -> None:
    figures = [f for i, text in enumerate(rows) for f in row("table1", i, "unit", f"U{i}", text)]
    assert only(checked(*figures)).severity == severity


LATE = "resolved.late"
ASSUMED = [
    ("S 354; So 350; Sl 4", "consistent", [], []),
    ("S 354; So 350; Sl 9", "blocked", [], ["sum-mismatch"]),
    # Too many even without the figure in doubt.
    ("S 354; Se 300; So 60; Sl 9", "inconsistent", ["sum-mismatch"], []),
    ("S 354; Sl 400", "blocked", [], ["part-exceeds-whole"]),
]


@pytest.mark.parametrize(("text", "outcome", "expected", "asked"), ASSUMED)
def test_a_figure_of_an_assumed_group_accuses_nobody(
    text: str, outcome: str, expected: list[str], asked: list[str]
) -> None:
    """Yet that it does not fit is said, with both ways in which that may be."""
    report = checked(*noted(told(text), LATE, "group-assumed"))
    assert codes(report) == expected
    assert [c for c in codes(report, "warning") if c != "ambiguous-claim"] == asked
    assert outcome in outcomes(report, "R3")
    for question in (f for f in report.findings if f.code in asked):
        assert "đoán theo ngữ cảnh" in question.message
        assert (question.metric, question.explanations) == ("resolved.total", ())
    (doubt,) = [f for f in report.findings if f.code == "ambiguous-claim"]
    assert (doubt.severity, doubt.metric) == ("warning", LATE)
    assert doubt.figures == tuple(f.id for f in report.figures if f.metric == LATE)
    assert all(f.evidence.quote in doubt.message for f in report.figures if f.metric == LATE)
    assert "{" not in render(doubt, "en")


def test_an_assumed_group_told_twice_is_a_question() -> None:
    sure, doubtful = told("S 9; Sl 4", block="a"), told("Sl 7", block="b")
    assert codes(checked(*sure, *doubtful)) == ["duplicate-conflict"]
    assert codes(checked(*sure, *noted(doubtful, LATE, "group-assumed"))) == []


def test_an_assumed_group_is_not_held_against_a_table() -> None:
    prose = told("T 9; S 9; Sl 4", level="whole", block="p")
    table = row("table1", 1, "whole", None, "T 9; S 9; Sl 3")
    assert codes(checked(*prose, *table)) == ["annex-mismatch"]
    assert codes(checked(*noted(prose, LATE, "group-assumed"), *table)) == []


def test_what_the_table_says_of_a_level_may_be_said_of_it() -> None:
    """'Trễ hạn của các phòng là 4' taken for all of it: the table has 4 for their level."""
    prose = told("T 90; S 85; Sl 4", level="whole", block="p")
    whole = row("table1", 3, "whole", None, "T 90; S 85; Sl 7")
    other = row("table1", 1, "district", None, "T 30; S 29; Sl 3")
    assert codes(checked(*prose, *whole, *other)) == ["annex-mismatch"]
    level = row("table1", 1, "district", None, "T 30; S 29; Sl 4")
    assert codes(checked(*prose, *whole, *level)) == []


def test_a_bracket_of_another_total_is_said_to_be() -> None:
    figures = told("T 498; N 431; C 67; Non 477; Noff 21")
    for metric in ("received.online", "received.in_person_or_postal"):
        figures = noted(figures, metric, "reattached-by-arithmetic")
    report = checked(*figures)
    assert report.conventions["channel_split_of"] == "received.total"
    finding: Finding = only(report)
    assert (finding.severity, finding.rule, finding.metric) == ("info", "R2", "received.total")
    assert finding.message.startswith("Tổng số tiếp nhận 498 = 477 + 21: ")
    assert "{" not in render(finding, "en")


TOGETHER = [
    ("T 90; Seo 70; Sl 5; Pi 10; Po 5", "consistent", []),
    ("T 90; S 75; Pi 10; Po 5", "consistent", []),
    ("T 90; Se 40; So 30; Sl 5; Pi 12; Po 5", "inconsistent", [("balance-exceeded", "warning")]),
    ("T 90; S 75; Pi 20; Po 5", "inconsistent", [("balance-exceeded", "warning")]),
    ("T 90; S 75; Po 5", "cannot-tell", []),
]


@pytest.mark.parametrize(("text", "outcome", "expected"), TOGETHER)
def test_the_balance_takes_parts_for_a_total_that_is_not_printed(
    text: str, outcome: str, expected: list[tuple[str, str]]
) -> None:
    report = checked(*told(text))
    assert outcomes(report, "R5") == [outcome]
    assert [(f.code, f.severity) for f in report.findings] == expected


TURNED: list[list[Spec]] = [
    ["STT", "Nội dung", "Tổng số", "UBND huyện Cư Jút", "UBND huyện Krông Nô"],
    ["I", "Tổng số hồ sơ tiếp nhận", "30", "10", "20"],
    ["II", "Tổng số hồ sơ đã giải quyết", "26", "9", "17"],
    ["1", "Trước hạn", "20", "6", "14"],
    ["2", "Đúng hạn", "5", "2", "3"],
    ["3", "Quá hạn", "1", "1", "0"],
    ["III", "Tổng số hồ sơ đang giải quyết", "4", "1", "3"],
]


def test_a_turned_table_is_judged_unit_by_unit() -> None:
    def judged(rows: list[list[Spec]]) -> Report:
        return checked(*read_tables([page_of(("", rows))]))

    right = judged(TURNED)
    assert right.findings == ()
    assert outcomes(right, "R3") == ["consistent"] * 3 and "consistent" in outcomes(right, "V1")
    assert len({f.block for f in right.figures}) == 3
    wrong = [list(line) for line in TURNED]
    wrong[4][3] = "3"
    found = [(f.code, f.scope and f.scope.name, f.metric) for f in judged(wrong).findings]
    assert ("sum-mismatch", "UBND huyện Cư Jút", "resolved.total") in found
    assert ("parent-mismatch", None, "resolved.on_time") in found


TWICE = [
    # Near by size, or one digit apart: one thing told differently. Far apart: mostly two things.
    ("1.196", "1.199", "error"),
    ("1.196", "196", "error"),
    ("412.330", "301.000", "warning"),
]


@pytest.mark.parametrize(("first", "second", "severity"), TWICE)
def test_only_tellings_that_could_be_of_one_thing_are_an_error(
    first: str, second: str, severity: str
) -> None:
    report = checked(
        figure("received.total", first, block="b1"), figure("received.total", second, block="b2")
    )
    (finding,) = (f for f in report.findings if f.metric == "received.total")
    assert (finding.code, finding.severity) == ("duplicate-conflict", severity)


def test_three_values_for_one_figure_are_a_question() -> None:
    told_three = [
        figure("received.total", number, block=f"b{number}") for number in ("371", "41", "14")
    ]
    assert codes(checked(*told_three)) == []


def test_a_total_far_from_another_that_its_parts_make_up_accuses_nobody() -> None:
    parts = [
        figure("resolved.total", "14.366", block="b1"),
        figure("pending.total", "541", block="b1"),
    ]
    right, other = figure("received.total", "14.907", block="b1"), "1.325"
    doubted = checked(right, *parts, figure("received.total", other, block="b2"))
    assert [f.code for f in doubted.findings if f.severity == "error"] == []
    alone = checked(figure("received.total", other, block="b1"), *parts)
    assert [f.code for f in alone.findings if f.severity == "error"] == ["balance-exceeded"]


def test_what_makes_up_all_that_came_in_is_not_held_against_what_is_open() -> None:
    came = [
        figure("received.new", "601.852", block="b1"),
        figure("received.total", "614.739", block="b1"),
    ]
    left = figure("pending.total", "14.089", block="b2")
    one = checked(*came, figure("pending.total", "12.887", block="b1"), left)
    assert [f.severity for f in one.findings if f.metric == "pending.total"] == ["warning"]
    two = checked(*came, figure("pending.total", "12.888", block="b1"), left)
    assert "error" in [f.severity for f in two.findings if f.metric == "pending.total"]
