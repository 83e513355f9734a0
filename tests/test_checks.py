"""Each rule by example: figures as printed beside what must be said of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.book.names import METRICS, metric_kind
from extractor.checks import adds_up
from extractor.judge import judge_report
from extractor.messages import explain, render
from extractor.models import (
    Evidence,
    Figure,
    Finding,
    PageReading,
    Reading,
    Report,
    Scope,
    SourceInfo,
)
from extractor.numbers import as_count, as_decimal

SOURCE = SourceInfo(
    path="a.txt", sha256="", media_type="text/plain", pages=1, status="ok",
    readings=(PageReading(page=1, reader="text", quality="good"),),
)  # fmt: skip


SHORT = {
    # The letters of the formulas: received, settled, open, feedback, ratings, tasks.
    "T": "received.total",
    "N": "received.new",
    "C": "received.carried_over",
    "Non": "received.online",
    "Noff": "received.in_person_or_postal",
    "Nc": "received.in_person",
    "Np": "received.postal",
    "S": "resolved.total",
    "Se": "resolved.early",
    "So": "resolved.on_time",
    "Seo": "resolved.early_or_on_time",
    "Sl": "resolved.late",
    "P": "pending.total",
    "Pi": "pending.in_time",
    "Po": "pending.overdue",
    "B": "awaiting_supplement.total",
    "W": "withdrawn.total",
    "F": "feedback_received.total",
    "Fn": "feedback_received.new",
    "Fc": "feedback_received.carried_over",
    "Fr": "feedback_received.on_regulation",
    "Fb": "feedback_received.on_conduct",
    "G": "feedback_resolved.total",
    "Gp": "feedback_resolved.published",
    "H": "feedback_pending.total",
    "R": "satisfaction.total",
    "R1": "satisfaction.very_satisfied",
    "R2": "satisfaction.satisfied",
    "R4": "satisfaction.unsatisfied",
    "Q": "tasks.completed",
    "Qo": "tasks.completed_on_time",
    "Ql": "tasks.completed_late",
    "K": "digitised_results.count",
    "Kd": "digitised_results.due",
}


def figure(
    metric: str,
    printed: str,
    *,
    level: str = "district",
    name: str | None = None,
    block: str = "b1",
    origin: str = "prose",
    period: str | None = None,
    qualifier: str = "exact",
    status: str = "read",
    number: int = 0,
) -> Figure:
    value = as_decimal(printed) if metric_kind(metric) == "rate" else as_count(printed)
    place = Evidence(
        page=1, quote=printed, start=0, end=len(printed), printed_start=0, printed_end=len(printed)
    )
    return Figure.model_validate(
        {
            "id": f"{metric}@{level}:{name}:{block}:{period}:{number}",
            "scope": Scope(level=level, name=name), "metric": metric, "value": value,
            "printed": printed, "evidence": place, "reading": Reading(reader="text"),
            "block": block, "origin": origin, "period": period, "qualifier": qualifier,
            "status": status,
        }
    )  # fmt: skip


def checked(*figures: Figure) -> Report:
    return judge_report(Report(source=SOURCE, figures=figures))


def told(text: str, **where: str) -> list[Figure]:
    """'T 502; N 457' or 'received.total 502; received.new 457' as figures of one passage."""
    found = []
    for number, part in enumerate(text.split(";")):
        metric, printed = part.split()
        found.append(figure(SHORT.get(metric, metric), printed, number=number, **where))
    return found


def codes(report: Report, severity: str = "error") -> list[str]:
    return [f.code for f in report.findings if f.severity == severity]


def only(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


HOLDS = [
    ("R1", "T 502; N 457; C 45"),
    ("R1", "T 457; N 457; C 45"),
    ("R2", "T 498; N 431; Non 477; Noff 21"),
    ("R2", "T 498; N 431; Non 400; Nc 20; Np 11"),
    ("R2", "T 498; C 67; Non 410; Noff 21"),
    ("R3", "S 354; Se 341; So 13; Sl 00"),
    ("R3", "S 354; Seo 350; Sl 4"),
    ("R3", "S 354; So 350; Sl 4"),
    ("R3", "S 354; So 350; Se 300; Sl 4"),
    ("R3", "S 1.277; Se 1.275; Sl 02"),
    ("R3", "S 354; Se 341; So 13"),
    ("R4", "P 1.142; Pi 1.014; Po 128"),
    ("R5", "T 1.320; S 1.277; P 37; W 06"),
    ("R5", "T 100; S 80; P 20; B 7"),
    ("R5", "N 90; C 10; S 80; P 20"),
    ("R5", "T 90; N 90; C 10; S 80; P 20"),
    ("R7", "F 5; G 3; H 2"),
    ("R7", "F 5; Fn 3; Fc 2; Fr 1; Fb 2"),
    ("R8", "R 296; R1 291; R2 05"),
    ("R8", "R 296; R1 200; R2 294; R4 2"),
    ("R6", "Q 9; Qo 8; Ql 1"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), HOLDS)
def test_what_holds_under_some_convention_is_consistent(rule: str, text: str) -> None:
    report = checked(*told(text))
    assert report.findings == ()
    assert "consistent" in {c.outcome for c in report.checks if c.rule == rule}
    assert "inconsistent" not in {c.outcome for c in report.checks}


FAILS = [
    ("T 502; N 457; C 54", "sum-mismatch", "502 ≠ 457 + 54 = 511", -9),
    ("S 1.196; Se 1.127; So 69; Sl 03", "sum-mismatch", "1.196 ≠ 1.127 + 69 + 03 = 1.199", -3),
    ("S 354; Se 341; Sl 00", "sum-mismatch", "354 ≠ 341 + 00 = 341", 13),
    ("P 161; Pi 119; Po 00", "sum-mismatch", "161 ≠ 119 + 00 = 119", 42),
    ("T 498; N 431; Non 470; Noff 21", "sum-mismatch", "498 ≠ 470 + 21 = 491", 7),
    ("T 500; S 400; P 120", "balance-exceeded", "500 < 400 + 120 = 520", -20),
    ("S 10; Sl 12", "part-exceeds-whole", "10 < 12", 2),
    ("K 12; Kd 10", "part-exceeds-whole", "10 < 12", 2),
    ("G 1; Gp 2", "part-exceeds-whole", "1 < 2", 1),
    ("F 5; G 3; H 1", "sum-mismatch", "5 ≠ 3 + 1 = 4", 1),
    ("R 300; R1 291; R2 05; R4 1", "sum-mismatch", "300 ≠ 291 + 05 + 1 = 297", 3),
    ("Q 9; Qo 8; Ql 2", "sum-mismatch", "9 ≠ 8 + 2 = 10", -1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "equation", "difference"), FAILS)
def test_what_holds_under_no_convention_is_an_error(
    text: str, code: str, equation: str, difference: int
) -> None:
    finding = only(checked(*told(text)))
    assert (finding.code, finding.severity) == (code, "error")
    assert (finding.equation, finding.difference) == (equation, difference)


def test_the_message_quotes_the_equation_as_printed_in_both_languages() -> None:
    finding = only(checked(*told(FAILS[1][0])))
    assert finding.message == "Đã giải quyết 1.196 ≠ 1.127 + 69 + 03 = 1.199 (lệch −3)"
    assert render(finding, "en") == "Settled 1.196 ≠ 1.127 + 69 + 03 = 1.199 (off by −3)"
    assert render(finding) == finding.message


POOR = SOURCE.model_copy(update={"readings": (PageReading(page=1, reader="text", quality="poor"),)})


def test_every_one_digit_repair_is_listed_the_likeliest_first() -> None:
    finding, _ = judge_report(Report(source=POOR, figures=tuple(told(FAILS[1][0])))).findings
    assert [(s.from_, s.to) for s in finding.suggestions] == [
        ("03", "00"), ("1.196", "1.199"), ("1.127", "1.124"), ("69", "66"),
    ]  # fmt: skip
    assert [s.score for s in finding.suggestions] == sorted(
        (s.score for s in finding.suggestions), reverse=True
    )
    assert explain(finding.suggestions[0]) == "03 → 00: một chữ số, hay bị đọc nhầm"


def test_what_reads_well_was_mistyped_if_it_is_wrong() -> None:
    finding = only(checked(*told(FAILS[1][0])))
    assert {s.from_: s.reason for s in finding.suggestions} == {
        "1.196": "digit-mistyped", "1.127": "digit-mistyped", "69": "digit-mistyped",
        "03": "digit-changed",
    }  # fmt: skip


REPAIRS = [
    ("1.196", "Q 1.196; Qo 1.169; Ql 0", "1.169", "digits-swapped"),
    ("16", "Q 166; Qo 16; Ql 0", "166", "digit-missing"),
    ("1660", "Q 166; Qo 1660; Ql 0", "166", "digit-extra"),
    ("1660", "Q 160; Qo 1660; Ql 0", "160", "digit-doubled"),
    ("1.308", "Q 1.308; Qo 1.304; Ql 0", "1.304", "digit-changed"),
    ("1.306", "Q 1.306; Qo 1.305; Ql 0", "1.305", "digit-mistyped"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "text", "to", "reason"), REPAIRS)
def test_repairs_by_kind(printed: str, text: str, to: str, reason: str) -> None:
    finding = only(checked(*told(text)))
    assert (printed, to, reason) in [(s.from_, s.to, s.reason) for s in finding.suggestions]


def test_a_repair_that_breaks_what_holds_is_not_offered() -> None:
    report = checked(
        *told(
            "received.total 500; received.new 450; received.carried_over 59;"
            "resolved.total 400; pending.total 100"
        )
    )
    finding = only(report)
    assert [(s.from_, s.to) for s in finding.suggestions] == [("59", "50")]


def test_a_rest_is_a_note_that_names_what_is_not_listed() -> None:
    finding = only(checked(*told("received.total 498; resolved.total 371; pending.total 88")))
    assert (finding.code, finding.severity) == ("balance-remainder", "info")
    assert (finding.difference, finding.cause) == (39, "omitted-category")
    assert "39" in finding.message and "rút hồ sơ" in finding.message


RATES = [
    ("68,48", 1465, 2139, None, None),
    ("69,39", 1136, 1637, None, None),
    ("61,55", 329, 502, "rate-mismatch", "error"),
    ("65,54", 329, 502, None, None),
    ("0,16", 2, 1277, None, None),
    ("100", 28, 28, None, None),
    ("100", 0, 0, None, None),
    ("99.57", 232, 233, None, None),
    ("1,7", 17, 989, None, None),
    ("48,2", 4812, 10000, "rate-mismatch", "warning"),
    ("101,2", 10, 11, "part-exceeds-whole", "error"),
]


@pytest.mark.parametrize(("printed", "count", "due", "code", "severity"), RATES)
def test_rates_may_be_rounded_or_truncated(
    printed: str, count: int, due: int, code: str | None, severity: str | None
) -> None:
    report = checked(
        *told(f"digitised_results.count {count}; digitised_results.due {due};"
              f"digitised_results.rate {printed}")
    )  # fmt: skip
    found = [(f.code, f.severity) for f in report.findings if f.severity != "info"]
    assert found == ([(code, severity)] if code else [])


def test_a_truncated_rate_is_noted_and_the_mode_is_kept() -> None:
    report = checked(
        *told("digitised_results.count 1.465; digitised_results.due 2.139;"
              "digitised_results.rate 68,48")
    )  # fmt: skip
    assert codes(report, "info") == ["rate-truncated"]
    assert report.conventions["rate_mode"] == "truncate"


def test_a_rate_adjusted_to_make_a_hundred_is_accepted() -> None:
    report = checked(
        *told("resolved.total 10.000; resolved.early 4.812; resolved.on_time 5.188;"
              "resolved.late 0; resolved.early_rate 48,2; resolved.on_time_rate 51,8;"
              "resolved.late_rate 0")
    )  # fmt: skip
    assert [(f.code, f.metric, f.params.get("variant")) for f in report.findings] == [
        ("rate-truncated", "resolved.early_rate", "adjusted"),
        ("rate-truncated", "resolved.on_time_rate", None),
    ]


HUNDREDS = [
    ("resolved.on_time_rate 98,28; resolved.late_rate 1,7", None),
    ("resolved.early_rate 60; resolved.on_time_rate 39,9; resolved.late_rate 0,1", None),
    ("resolved.early_rate 60; resolved.on_time_rate 99,9; resolved.late_rate 0,1", None),
    ("resolved.early_rate 60; resolved.late_rate 0,1", None),
    ("resolved.early_or_on_time_rate 89,28; resolved.late_rate 1,72", "89,28 + 1,72 = 91 ≠ 100"),
]


@pytest.mark.parametrize(("text", "equation"), HUNDREDS)
def test_rates_without_counts_make_a_hundred(text: str, equation: str | None) -> None:
    report = checked(*told(text))
    assert [(f.severity, f.equation) for f in report.findings] == (
        [("warning", equation)] if equation else []
    )


def test_another_known_denominator_is_named() -> None:
    finding = only(
        checked(
            *told(
                "received.total 400; resolved.total 300; resolved.late 30; resolved.late_rate 7,5"
            )
        )
    )
    assert (finding.code, finding.severity) == ("rate-base", "info")
    assert "tổng số tiếp nhận" in finding.message and "30/400" in finding.message


def test_a_rate_without_its_terms_is_not_accused() -> None:
    report = checked(
        figure("received.online_rate", "99,91", level="whole"),
        *told("received.total 100; received.online 10; received.in_person_or_postal 90"),
    )
    assert report.findings == ()
    (check,) = [c for c in report.checks if c.rule == "R9"]
    assert (check.outcome, check.missing) == ("cannot-tell", ("received.online", "received.total"))


def test_one_class_of_ratings_alone_is_no_sum_of_them() -> None:
    report = checked(*told("satisfaction.total 7540; satisfaction.unsatisfied 13"))
    assert [f for f in report.findings if f.severity == "error"] == []
    both = "satisfaction.total 7540; satisfaction.satisfied 7500; satisfaction.unsatisfied 13"
    assert only(checked(*told(both))).code == "sum-mismatch"


def test_an_incomplete_split_cannot_tell_and_says_what_is_missing() -> None:
    report = checked(*told("resolved.total 354; resolved.early 341"))
    assert report.findings == ()
    (check,) = [c for c in report.checks if c.rule == "R3"]
    assert (check.outcome, check.missing) == ("cannot-tell", ("resolved.late",))


def test_an_unresolved_term_blocks_its_relations() -> None:
    report = checked(
        *told("resolved.total 354; resolved.early 341; resolved.on_time 13"),
        figure("resolved.late", "0", status="unresolved"),
    )
    assert [(f.code, f.severity) for f in report.findings] == [("unresolved-figure", "warning")]
    assert {c.outcome for c in report.checks if c.rule == "R3"} == {"blocked"}


def test_approximate_figures_are_intervals() -> None:
    about = figure("received.total", "1.400", qualifier="about")
    near = told("received.new 1.380; received.carried_over 45")
    far = told("received.new 1.080; received.carried_over 450")
    assert codes(checked(about, *near)) == []
    assert codes(checked(about, *far)) == ["sum-mismatch"]
    over = figure("received.total", "1.400", qualifier="over")
    assert codes(checked(over, *far)) == []
    assert codes(checked(over, *told("received.new 980; received.carried_over 45"))) == [
        "sum-mismatch"
    ]


def test_scopes_and_periods_are_never_mixed() -> None:
    report = checked(
        *told("received.total 100; resolved.total 80; pending.total 20"),
        *told("received.total 900; resolved.total 850; pending.total 50", period="cumulative"),
        *told("received.total 50; resolved.total 40; pending.total 10", level="commune"),
    )
    assert report.findings == ()
    assert [c.outcome for c in report.checks if c.rule == "R5"] == ["consistent"] * 3


def test_one_figure_told_twice_with_two_values() -> None:
    report = checked(
        *told("received.total 1.465", block="b1"),
        *told("received.total 1.456; received.new 1.400; received.carried_over 56", block="b2"),
    )
    assert codes(report) == ["duplicate-conflict"]
    assert [c.outcome for c in report.checks if c.rule == "R1"][-1] == "consistent"


def test_two_tellings_that_both_close_are_a_question_and_no_error() -> None:
    report = checked(
        *told("resolved.total 10; resolved.on_time 9; resolved.late 1", block="b1"),
        *told("resolved.total 30; resolved.on_time 28; resolved.late 2", block="b2"),
    )
    assert codes(report) == []
    assert set(codes(report, "warning")) == {"ambiguous-claim"}


def row(table: str, number: int, level: str, name: str | None, text: str) -> list[Figure]:
    where = {"level": level, "block": f"{table}:row{number}", "origin": "table"}
    return told(text, **where, **({"name": name} if name else {}))


TABLE = [
    *row("table1", 4, "unit", "A", "received.total 10; resolved.total 8; pending.total 2"),
    *row("table1", 5, "unit", "B", "received.total 20; resolved.total 20"),
    *row("table1", 6, "whole", None, "received.total 30; resolved.total 28; pending.total 2"),
]


def test_a_table_adds_up_with_blanks_as_zero() -> None:
    report = checked(*TABLE)
    assert report.findings == ()
    assert [c.outcome for c in report.checks if c.rule == "V1"] == ["consistent"] * 3


def test_a_wrong_total_of_a_table_is_an_error() -> None:
    wrong = [*TABLE[:-3], *row("table1", 6, "whole", None,
             "received.total 31; resolved.total 28; pending.total 2")]  # fmt: skip
    report = checked(*wrong)
    (finding,) = [f for f in report.findings if f.code == "parent-mismatch"]
    assert (finding.severity, finding.equation) == ("error", "31 ≠ 10 + 20 = 30")


def test_a_table_with_unread_rows_is_not_accused() -> None:
    report = checked(*row("table1", 3, "unit", "C", "received.total 7; resolved.total 7"), *TABLE)
    assert codes(report) == []
    assert set(codes(report, "warning")) == {"parent-mismatch"}


def test_group_rows_are_no_units() -> None:
    report = checked(
        *row("table1", 1, "district", None, "received.total 30; resolved.total 30"),
        *row("table1", 2, "unit", "A", "received.total 10; resolved.total 10"),
        *row("table1", 3, "unit", "B", "received.total 20; resolved.total 20"),
        *row("table1", 4, "commune", None, "received.total 7; resolved.total 7"),
        *row("table1", 5, "unit", "C", "received.total 3; resolved.total 3"),
        *row("table1", 6, "unit", "D", "received.total 4; resolved.total 4"),
        *row("table1", 7, "whole", None, "received.total 37; resolved.total 37"),
    )
    assert report.findings == ()
    assert [c.outcome for c in report.checks if c.rule == "V1"] == ["consistent"] * 6


def test_a_subtotal_may_stand_below_its_rows() -> None:
    """Its rows are held to it though the grand total of the subtotals is right."""
    found = checked(
        *row("table1", 1, "unit", "A", "T 10; S 7; P 3"),
        *row("table1", 2, "unit", "B", "T 20; S 16; P 4"),
        *row("table1", 3, "district", None, "T 30; S 20; P 7"),
        *row("table1", 4, "unit", "C", "T 3; S 2; P 1"),
        *row("table1", 5, "unit", "D", "T 4; S 2; P 2"),
        *row("table1", 6, "commune", None, "T 7; S 4; P 3"),
        *row("table1", 7, "whole", None, "T 37; S 24; P 10"),
    ).findings
    errors = [(f.code, f.equation) for f in found if f.rule == "V1"]
    assert errors == [("parent-mismatch", "20 ≠ 7 + 16 = 23")]


def test_a_total_row_may_be_called_by_its_level() -> None:
    rows = [
        *row("table1", 2, "unit", "A", "T 10; S 10; P 0"),
        *row("table1", 3, "unit", "B", "T 20; S 19; P 1"),
    ]
    report = checked(*rows, *row("table1", 4, "commune", None, "T 30; S 92; P 1"))
    found = [(f.code, f.severity, f.equation) for f in report.findings if f.rule == "V1"]
    assert found == [("parent-mismatch", "error", "92 ≠ 10 + 19 = 29")]
    report = checked(*rows, *row("table1", 4, "land_registry", None, "T 7; S 5; P 2"))
    assert report.findings == ()


def test_a_column_that_was_not_read_is_no_error() -> None:
    def rows(*texts: str) -> list[Figure]:
        return [f for i, text in enumerate(texts) for f in row("table1", i, "unit", f"U{i}", text)]

    unread = checked(*rows("P 28; Pi 26; Po 1", "P 32; Pi 31; Po 1", "P 50; Pi 42; Po 3"))
    assert [(f.severity, f.cause) for f in unread.findings] == [("warning", "omitted-category")] * 2
    one = checked(*rows("P 28; Pi 27; Po 1", "P 32; Pi 31; Po 1", "P 50; Pi 42; Po 3"))
    assert codes(one) == ["sum-mismatch"]
    over = checked(*rows("P 28; Pi 28; Po 1", "P 32; Pi 31; Po 1", "P 50; Pi 42; Po 3"))
    assert codes(over) == ["sum-mismatch"] * 2


def test_a_part_that_is_no_metric_keeps_a_sum_open() -> None:
    open_files, *parts = told("P 283; Pi 254; Po 9")
    noted = open_files.model_copy(update={"note": "unread-part"})
    report = checked(noted, *parts)
    assert report.findings == ()
    assert [c.outcome for c in report.checks if c.rule == "R4"] == ["cannot-tell"]


def test_prose_and_annex_must_agree() -> None:
    prose = told("received.total 33; resolved.total 28", level="whole", block="p")
    report = checked(*prose, *TABLE)
    (finding,) = [f for f in report.findings if f.severity == "error"]
    assert (finding.code, finding.equation) == ("annex-mismatch", "33 ≠ 30")


def test_a_table_about_something_else_is_not_an_error() -> None:
    prose = told("received.total 330; resolved.total 280", level="whole", block="p")
    assert codes(checked(*prose, *TABLE)) == []


def test_a_whole_and_its_levels_in_one_passage() -> None:
    def said(whole: str) -> Report:
        return checked(
            figure("digitised_results.count", whole, level="whole"),
            figure("digitised_results.count", "329"),
            figure("digitised_results.count", "1.136", level="commune"),
        )

    assert [c.outcome for c in said("1.465").checks if c.rule == "V1"] == ["consistent"]
    assert codes(said("1.400")) == []
    assert codes(said("1.400"), "warning") == ["parent-mismatch"]


def test_conventions_are_said() -> None:
    report = checked(
        *told("received.total 457; received.new 457; received.carried_over 45;"
              "received.online 400; received.in_person_or_postal 102")
    )  # fmt: skip
    assert report.findings == ()
    assert report.conventions["received_includes_carried_over"] is False
    assert report.conventions["channel_split_of"] == "received.total"


def test_no_figure_passes_in_silence() -> None:
    """Every metric that stands in a rule yields a check, alone as it may be."""
    silent = {m for m in METRICS if not checked(figure(m, "7")).checks}
    assert silent == {
        "awaiting_supplement.total", "withdrawn.total", "refused.total", "stopped.total",
        "digitised_records.due", "digitised_results.due", "online_level3.due",
        "online_level4.due", "payment.due", "online_full.count", "online_partial.count",
        "payment.tax_count", "payment.fee_count", "payment.tax_amount", "payment.fee_amount",
        "procedures.total", "tasks.in_progress",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "parts", "fits"), [(498, (477, 21), True), (431, (477, 21), False), (0, (), True)]
)
def test_adds_up(whole: int, parts: tuple[int, ...], fits: bool) -> None:
    assert adds_up(whole, parts) is fits


def test_the_decimal_of_a_finding_is_exact() -> None:
    finding = only(
        checked(*told("digitised_results.count 329; digitised_results.due 502;"
                      "digitised_results.rate 61,55"))
    )  # fmt: skip
    assert (finding.stated, finding.computed) == (Decimal("61.55"), Decimal("65.54"))
    assert "61,55 % ≠ 329/502 = 65,54 %" in finding.message


LOOSE_RATES = [
    ("over", "99", 9950, 10000, []),
    ("over", "99,6", 9950, 10000, ["rate-mismatch"]),
    ("under", "100", 9950, 10000, []),
    ("under", "98", 9950, 10000, ["rate-mismatch"]),
    ("about", "99", 9950, 10000, []),
    ("about", "90", 9950, 10000, ["rate-mismatch"]),
]


@pytest.mark.parametrize(("qualifier", "printed", "count", "due", "found"), LOOSE_RATES)
def test_a_rate_said_loosely(
    qualifier: str, printed: str, count: int, due: int, found: list[str]
) -> None:
    report = checked(
        *told(f"K {count}; Kd {due}"),
        figure("digitised_results.rate", printed, qualifier=qualifier),
    )
    assert codes(report) == found


def test_a_rate_of_approximate_counts() -> None:
    def said(printed: str) -> Report:
        return checked(
            figure("digitised_results.count", "1.400", qualifier="about"),
            figure("digitised_results.due", "2.000"),
            figure("digitised_results.rate", printed),
        )

    assert codes(said("71,2")) == [] and codes(said("75,2")) == ["rate-mismatch"]


def test_a_passage_that_gives_two_values_is_a_question() -> None:
    fits = checked(*told("S 354; So 350; Sl 4; Sl 2"))
    assert [c.outcome for c in fits.checks if c.rule == "R3"] == ["consistent"]
    neither = checked(*told("S 354; So 350; Sl 3; Sl 2"))
    assert [c.outcome for c in neither.checks if c.rule == "R3"] == ["blocked"]
    for report in (fits, neither):
        assert [(f.code, f.severity) for f in report.findings] == [("ambiguous-claim", "warning")]


@pytest.mark.parametrize(("value", "variant"), [(-3, "negative"), (Decimal("2.5"), "fraction")])
def test_a_count_is_a_whole_number_not_below_zero(value: int | Decimal, variant: str) -> None:
    wrong = figure("procedures.total", "3").model_copy(update={"value": value})
    finding = only(checked(wrong))
    assert (finding.code, finding.params["variant"]) == ("part-exceeds-whole", variant)


def test_the_cause_is_the_author_only_where_the_page_reads_well() -> None:
    told_wrong = tuple(told("P 161; Pi 119; Po 00"))
    poor = SOURCE.model_copy(
        update={"readings": (PageReading(page=1, reader="ocr", quality="poor"),)}
    )
    assert only(checked(*told_wrong)).cause == "author"
    broken, read = judge_report(Report(source=poor, figures=told_wrong)).findings
    assert (broken.code, broken.cause) == ("sum-mismatch", "unknown")
    assert (read.code, read.params["page"]) == ("low-quality-page", 1)


def test_a_rate_that_fits_no_base_names_all_that_it_was_held_against() -> None:
    report = checked(*told("T 1284; N 1201; Non 1023; received.online_rate 80,5"))
    (finding,) = [f for f in report.findings if f.rule == "R9"]
    assert finding.equation == "80,5 % ≠ 1023/1284 = 79,67 %"
    assert "1023/1201 = 85,18 %" in finding.message
    blamed = {(c.figure, c.to) for e in finding.explanations for c in e.changes}
    assert any("received.new" in figure for figure in finding.figures)
    assert ("received.new@district:None:b1:None:1", "1271") in blamed


def test_a_quotient_over_nothing_excuses_no_rate() -> None:
    report = checked(*told("S 834; So 0; Sl 0; Se 834; resolved.on_time_rate 19,00"))
    assert "rate-mismatch" in codes(report)
