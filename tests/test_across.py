"""Reports judged together: openings, longer periods, levels, versions, names; a planted year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor import batch
from extractor.across import Joined, join
from extractor.across.habits import score
from extractor.across.periods import stretch
from extractor.across.units import name_of
from extractor.consolidate import consolidate
from extractor.judge import judge_report
from extractor.messages import reasons, retold
from extractor.models import Figure, Finding, Period, Report
from extractor.settings import Settings
from extractor.writers.page import page as pieces
from extractor.writers.text import findings_text
from tests.makers.year import models, scored, year
from tests.makers.yeartext import write
from tests.reports import figure, report

UNIT = "Ủy ban nhân dân xã Tân Hưng"
BOTH = {"received_includes_carried_over": True}


def month(number: int, cut: int = 15) -> tuple[str, str, str]:
    """A month of 2024 by Decree 09/2019, or from another day on."""
    before = f"2023-12-{cut:02}" if number == 1 else f"2024-{number - 1:02}-{cut:02}"
    return before, f"2024-{number:02}-{cut - 1:02}", f"tháng {number} năm 2024"


SPANS = {
    "quý I": ("2023-12-15", "2024-03-14", "quý I năm 2024"),
    "6 tháng": ("2023-12-15", "2024-06-14", "6 tháng đầu năm 2024"),
}


def told(
    path: str, when: Any, level: str = "whole", issuer: str = UNIT, /, **counts: int
) -> Report:
    """A report of some counts; 'carried', 'new', 'settled', 'late', 'open', 'waiting'."""
    names = {
        "total": "received.total", "carried": "received.carried_over", "new": "received.new",
        "settled": "resolved.total", "late": "resolved.late", "open": "pending.total",
        "overdue": "pending.overdue", "waiting": "awaiting_supplement.total",
    }  # fmt: skip
    period = month(when) if isinstance(when, int) else SPANS.get(when, when)
    figures = [figure(names[name], value, level) for name, value in counts.items()]
    return report(path, figures, issuer=issuer, period=period, conventions=dict(BOTH))


def codes(joined: Joined) -> list[tuple[str, str, str]]:
    """Code, severity and variant of every finding."""
    return [(f.code, f.severity, str(f.params.get("variant", ""))) for f in joined.findings]


# ---------------------------------------------------------------------------- openings


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        (21, []),  # what is open
        (24, []),  # with what awaits supplement
        (40, []),  # all that is not settled
        (27, [("carry-over-mismatch", "info", "between")]),
        (12, [("carry-over-mismatch", "warning", "ways")]),
        (72, [("carry-over-mismatch", "warning", "ways")]),
    ],
)
def test_an_opening_is_held_against_every_way_of_counting(
    opening: int, found: list[tuple[str, str, str]]
) -> None:
    before = told("a", 1, total=140, settled=100, open=21, waiting=3)
    joined = join([before, told("b", 2, carried=opening)])
    assert codes(joined) == found
    told_as = "cannot-tell" if found and found[0][1] == "info" else "inconsistent"
    assert [c.outcome for c in joined.checks] == ([told_as] if found else ["consistent"])


def test_a_finding_names_both_figures_with_file_page_and_quote() -> None:
    [finding] = join([told("a", 1, open=21), told("b", 2, carried=12)]).findings
    assert finding.equation == "12 ≠ 21"
    assert (finding.stated, finding.computed, finding.difference) == (12, 21, -9)
    assert [(c.document, c.figure.printed, c.figure.evidence.page) for c in finding.cited] == [
        ("b", "12", 1), ("a", "21", 1),
    ]  # fmt: skip
    told_as = [(e.act, [c.to for c in e.changes]) for e in finding.explanations]
    assert sorted(told_as) == [("as-printed", []), ("slip", ["12"]), ("slip", ["21"])]
    assert [e.odds for e in finding.explanations] == sorted(
        (e.odds for e in finding.explanations), reverse=True
    )


def series(openings: list[int], opens: list[int], waits: list[int]) -> list[Report]:
    return [
        told(f"{n}", n + 1, carried=c, open=o, waiting=w)
        for n, (c, o, w) in enumerate(zip(openings, opens, waits, strict=True))
    ]


def test_a_units_own_months_show_its_convention_and_a_change_is_told() -> None:
    joined = join(series([5, 24, 33, 44, 50], [21, 30, 40, 50, 60], [3, 3, 4, 5, 6]))
    [unit] = joined.units
    assert unit.conventions == {"received.carried_over of whole": "pending-awaiting"}
    assert codes(joined) == [("convention-changed", "info", "")]


def test_a_unit_that_counts_in_no_known_way_is_asked_once_and_not_accused() -> None:
    joined = join(series([5, 90, 80, 70, 95], [21, 30, 40, 50, 60], [0, 0, 0, 0, 0]))
    assert codes(joined) == [("carry-over-mismatch", "info", "strange")]
    assert [c.outcome for c in joined.checks] == ["cannot-tell"] * 4


def test_last_months_opening_left_standing_is_told() -> None:
    joined = join(series([35, 35], [21, 30], [0, 0]))
    acts = {e.act: e for e in joined.findings[0].explanations}
    assert "copied" in acts and "số của kỳ trước" in acts["copied"].text


@pytest.mark.parametrize(
    ("ends", "begins", "code"),
    [
        ("2024-02-14", "2024-02-15", "warning"),
        ("2024-02-13", "2024-02-15", "info"),
        ("2024-02-16", "2024-02-15", "info"),
    ],
)
def test_periods_must_touch_before_anything_is_said_of_an_opening(
    ends: str, begins: str, code: str
) -> None:
    a = told("a", ("2024-01-15", ends, "tháng 2"), open=21)
    b = told("b", (begins, "2024-03-14", "tháng 3"), carried=99)
    found = [f for f in join([a, b]).findings if f.code == "carry-over-mismatch"]
    assert [f.severity for f in found] == [code]


def test_an_unresolved_figure_never_accuses() -> None:
    unsure = figure("pending.total", 21, "whole", status="unresolved")
    before = report("a", [unsure], issuer=UNIT, period=month(1))
    joined = join([before, told("b", 2, carried=99)])
    assert [c.outcome for c in joined.checks] == ["blocked"]
    assert not joined.findings


# --------------------------------------------------------------------- longer periods

MONTHS = [
    told("1", 1, carried=5, new=100, settled=90, open=15),
    told("2", 2, carried=15, new=110, settled=100, open=25),
    told("3", 3, carried=25, new=120, settled=130, open=15),
]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"carried": 5, "new": 330, "settled": 320, "open": 15}, []),
        ({"carried": 5, "new": 330, "settled": 302, "open": 15}, ["flow"]),
        ({"carried": 45, "new": 330, "settled": 320, "open": 15}, ["stock"]),
        ({"carried": 5, "new": 330, "settled": 320, "open": 55}, ["stock"]),
        ({"carried": 9, "new": 3, "settled": 3, "open": 2}, ["strange"]),
    ],
)
def test_flows_add_up_and_stocks_do_not(counts: dict[str, int], found: list[str]) -> None:
    joined = join([*MONTHS, told("q", "quý I", **counts)])
    assert [v for c, _, v in codes(joined) if c == "cumulative-mismatch"] == found


def test_a_missing_month_leaves_a_longer_period_untold() -> None:
    quarter = told("q", "quý I", new=330, settled=320)
    joined = join([MONTHS[0], MONTHS[2], quarter])
    assert "cumulative-mismatch" not in {f.code for f in joined.findings}
    assert ("02/2024",) in [c.missing for c in joined.checks if c.rule == "X2"]
    less = told("q", "quý I", new=330, settled=219)
    joined = join([MONTHS[0], MONTHS[2], less])
    assert [f.stated for f in joined.findings if f.code == "cumulative-mismatch"] == [219]


def test_a_year_to_date_is_held_against_what_came_before_and_this_month() -> None:
    def with_sum(path: str, number: int, settled: int, so_far: int) -> Report:
        own = figure("resolved.total", settled, "whole")
        total = figure("resolved.total", so_far, "whole", id="sum", period="cumulative")
        return report(path, [own, total], issuer=UNIT, period=month(number))

    right = [with_sum("1", 1, 90, 90), with_sum("2", 2, 100, 190), with_sum("3", 3, 130, 320)]
    assert not join(right).findings
    wrong = [*right[:2], with_sum("3", 3, 130, 302), with_sum("4", 4, 10, 330)]
    [finding] = join(wrong).findings
    assert finding.equation == "302 ≠ 190 + 130 = 320"


# -------------------------------------------------------------------------------- levels

DISTRICT = "Ủy ban nhân dân huyện Tuy Phước"
UNITS = {"xã Tân Hưng": 120, "xã Phú Lộc": 340, "thị trấn An Bình": 56}
METRICS = ("received.total", "resolved.total", "pending.total")


def flow(size: int) -> dict[str, int]:
    return dict(zip(METRICS, (size, size - size // 10, size // 10), strict=True))


def below(**missing: bool) -> list[Report]:
    return [
        report(
            name, [figure(m, v) for m, v in flow(size).items()], period=month(3),
            issuer=f"UBND {name}", parent=DISTRICT,
        )
        for name, size in UNITS.items() if not missing.get("first") or name != "xã Tân Hưng"
    ]  # fmt: skip


def above(figures: list[Figure]) -> Report:
    return report("d", figures, issuer=DISTRICT, period=month(3))


def sums(**off: int) -> list[Figure]:
    whole = {m: sum(flow(size)[m] for size in UNITS.values()) for m in METRICS}
    return [
        figure(m, v + off.get(m.split(".")[0], 0), "commune", id=f"sum/{m}")
        for m, v in whole.items()
    ]


def test_a_sum_of_all_units_that_one_figure_breaks_is_an_error() -> None:
    assert not join([*below(), above(sums())]).findings
    joined = join([*below(), above(sums(resolved=9))])
    assert codes(joined) == [("parent-mismatch", "error", "level")]
    assert len(joined.findings[0].cited) == 4


def test_where_a_unit_may_be_missing_nothing_is_said() -> None:
    joined = join([*below(first=True), above(sums())])
    assert "parent-mismatch" not in {f.code for f in joined.findings}
    assert {c.outcome for c in joined.checks if c.rule == "V1"} == {"cannot-tell"}


def listed(name: str, size: int, **off: int) -> list[Figure]:
    return [
        figure(
            m, v + off.get(m.split(".")[0], 0), "unit", name, origin="table", block="table1:row1"
        )
        for m, v in flow(size).items()
    ]


@pytest.mark.parametrize("name", ["xã Tân Hưng", "Xã Tân Hưng", "X. Tân Hưng", "UBND xã Tân Hưng"])
def test_a_line_for_a_unit_is_held_against_its_own_report(name: str) -> None:
    assert not join([*below(), above(listed(name, 120))]).findings
    joined = join([*below(), above(listed(name, 120, pending=3))])
    assert codes(joined) == [("parent-mismatch", "error", "row")]
    assert joined.findings[0].equation == "15 ≠ 12"


def test_lines_that_differ_throughout_accuse_nobody() -> None:
    joined = join([*below(), above(listed("xã Tân Hưng", 777))])
    assert codes(joined) == [("parent-mismatch", "info", "strange")]


# ---------------------------------------------------------------- versions and annexes


def versions(**later: Any) -> Joined:
    first = told("a", 3, settled=100, late=3)
    second = told("b", 3, settled=109, late=3)
    head = second.document.model_copy(
        update={"number": "15/BC-UBND", "date": "2024-03-20", **later}
    )
    following = told("c", 4, settled=9)
    return join([first, second.model_copy(update={"document": head}), following])


def test_the_version_signed_last_counts_and_what_changed_is_told() -> None:
    joined = versions()
    [finding] = joined.findings
    assert (finding.code, finding.severity, finding.params["variant"]) == (
        "duplicate-report", "warning", "later",
    )  # fmt: skip
    assert finding.params["changes"] == "100 → 109"
    assert joined.replaced == {0: "b"}
    assert versions(title="Báo cáo thay thế báo cáo số 12").findings[0].severity == "info"


def test_versions_of_one_day_leave_open_which_counts() -> None:
    joined = versions(date="2024-03-15")
    assert codes(joined) == [("duplicate-report", "warning", "undecided")]
    assert not joined.replaced


@pytest.mark.parametrize(
    ("rows", "severity"), [((100, 90, 13), "error"), ((777, 778, 779), "warning")]
)
def test_a_report_and_its_annex_file_agree(rows: tuple[int, ...], severity: str) -> None:
    prose = [figure(m, v) for m, v in zip(METRICS, (100, 90, 10), strict=True)]
    table = [
        figure(m, v, origin="table", block="table1:row1")
        for m, v in zip(METRICS, rows, strict=True)
    ]
    annex = report("b.xlsx", table, issuer=UNIT, period=month(3))
    head = annex.document.model_copy(update={"number": None, "date": None})
    joined = join(
        [
            report("a.docx", prose, issuer=UNIT, period=month(3)),
            annex.model_copy(update={"document": head}),
        ]
    )
    found = [f for f in joined.findings if f.code == "annex-mismatch"]
    assert {f.severity for f in found} == {severity}


# ------------------------------------------------------------------------------- calendar


def test_a_missing_month_is_told_of_a_unit_that_reports_monthly() -> None:
    joined = join([told(str(n), n, settled=n) for n in (1, 2, 3, 5)])
    assert codes(joined) == [("period-gap", "warning", "months")]
    assert joined.findings[0].params["start"] == "04/2024"
    few = join([told("1", 1, settled=1), told("5", 5, settled=5)])
    assert codes(few) == [("period-gap", "info", "months")]


def test_reports_without_unit_or_period_are_said_to_stand_apart() -> None:
    joined = join([told("a", 1, settled=1), told("b", None, settled=2)])
    assert codes(joined) == [("report-apart", "info", "")]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2024-02-15", "2024-03-14", 3, 3),
        ("2024-03-01", "2024-03-31", 3, 3),
        ("2024-07-21", "2024-08-20", 8, 8),
        ("2023-12-15", "2024-05-15", 1, 5),
        ("2022-12-07", "2023-12-04", 1, 12),
        ("2023-12-15", "2024-03-14", 1, 3),
    ],
)
def test_a_period_is_the_months_that_end_in_it(start: str, end: str, first: int, last: int) -> None:
    found = stretch(Period(start=start, end=end, label="", kind="span"))
    assert found and (found.first % 12 + 1, found.last % 12 + 1) == (first, last)


# ---------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UBND TP. Sa Đéc", "Ủy ban nhân dân thành phố Sa Đéc", True),
        ("ỦY BAN NHÂN DÂN THỊ XÃ KỲ ANH", "UBND TX Kỳ Anh", True),
        ("Uỷ ban nhân dân xã Hoà Bình", "UBND X. Hòa Bình", True),
        ("Phường 01", "P.1", True),
        ("Văn phòng HĐND và UBND huyện A Lưới", "VP HĐND & UBND huyện A Lưới", True),
        ("UBND huyện Kỳ Anh", "UBND thị xã Kỳ Anh", False),
        ("UBND xã Tân Thành", "UBND xã Tân Thạnh", False),
        ("Phường 1", "Phường 10", False),
        ("Văn phòng UBND huyện A Lưới", "UBND huyện A Lưới", False),
    ],
)
def test_names_are_one_key_however_typed_and_no_more(one: str, other: str, same: bool) -> None:
    assert (name_of(one) == name_of(other)) is same


@pytest.mark.parametrize(
    ("first", "then", "reason"),
    [
        ("UBND xã Tân Hưng", "UBND Xa Tan Hung", "marks"),
        ("UBND xã Tân Hưng", "UBND xã Tân Hưog", "letter"),
        ("UBND xã Tân Hưng", "UBND phường Tân Hưng", "rank"),
        ("UBND huyện Kỳ Anh", "UBND thị xã Kỳ Anh", None),
        ("UBND xã Tân Hưng", "UBND xã Phú Lộc", None),
        ("UBND phường 1", "UBND phường 7", None),
    ],
)
def test_one_unit_under_two_names_is_proposed_and_not_made_one(
    first: str, then: str, reason: str | None
) -> None:
    reports = [
        told(str(n), n, "whole", first if n < 3 else then, open=9, carried=99) for n in (1, 2, 3, 4)
    ]
    joined = join(reports)
    found = [f.params["variant"] for f in joined.findings if f.code == "unit-alias"]
    assert found == ([reason] if reason else [])
    assert len(joined.units) == 2
    assert len(join(reports, same={then: first}).units) == 1


@pytest.mark.parametrize(
    ("name", "superior", "one"),
    [
        ("huyện Hòn Đất", "tỉnh Kiên Giang", True),
        ("huyện Châu Thành", "tỉnh Kiên Giang", False),  # there are ten
        ("xã Tân Hưng", "huyện Tuy Phước", False),
        ("Sở Y tế", "tỉnh An Giang", False),
    ],
)
def test_without_its_superior_only_a_name_borne_once_is_that_unit(
    name: str, superior: str, one: bool
) -> None:
    figures = [figure("pending.total", 9)]
    joined = join([
        report("a", figures, issuer=name, parent=superior, period=month(1)),
        report("b", figures, issuer=name, period=month(2)),
    ])  # fmt: skip
    assert len(joined.units) == (1 if one else 2)
    proposed = [f.params["variant"] for f in joined.findings if f.code == "unit-alias"]
    assert proposed == ([] if one else ["superior"])


def test_two_names_that_both_report_are_two_units() -> None:
    reports = [
        told(f"{u}{n}", n, "whole", f"UBND xã {u}", open=9)
        for u in ("Tân Hưng", "Tân Hưog")
        for n in (1, 2)
    ]
    assert "unit-alias" not in {f.code for f in join(reports).findings}


# --------------------------------------------------------------------------------- habits


@pytest.mark.parametrize(
    ("past", "value", "outlying"),
    [
        ([0, 0, 0, 0, 0, 0], 2, False),  # the normal score would divide by nothing
        ([0, 0, 0, 0, 0, 0], 12, True),
        ([0, 1, 0, 2, 0, 1], 4, False),
        ([100, 98, 103, 97, 105, 99], 104, False),
        ([100, 98, 103, 97, 105, 99], 1000, True),
        ([100, 98, 103, 97, 105, 9000], 101, False),  # one strange month spoils no scale
        ([100, 98, 103, 97, 105, 9000], 900, True),
    ],
)
def test_small_counts_are_no_outliers_and_strange_months_no_measure(
    past: list[int], value: int, outlying: bool
) -> None:
    assert (abs(score(value, past)) > 3.5) is outlying


def test_an_outlier_and_a_copied_row_are_remarks() -> None:
    usual = [told(str(n), n, settled=100 + n, open=50 + n, new=90 + n) for n in range(1, 8)]
    joined = join([*usual, told("8", 8, settled=1080, open=58, new=98)])
    assert codes(joined) == [("outlier", "info", "")]
    joined = join([*usual, told("8", 8, settled=107, open=57, new=97)])
    assert codes(joined) == [("repeated-row", "info", "")]


def test_a_figure_left_standing_is_told_where_its_own_report_does_not_add_up() -> None:
    def judged(number: int, settled: int, early: int, late: int) -> Report:
        counts = {"resolved.total": settled, "resolved.early": early, "resolved.late": late}
        figures = [figure(m, v, id=m.split(".")[1]) for m, v in counts.items()]
        return judge_report(report(str(number), figures, issuer=UNIT, period=month(number)))

    joined = join([judged(1, 130, 100, 30), judged(2, 147, 120, 30)])
    assert codes(joined) == [("repeated-row", "info", "figure")]
    (finding,) = joined.findings
    assert [c.figure.metric for c in finding.cited] == ["resolved.late"] * 2
    first, *others = finding.explanations
    assert (first.act, first.cause, first.changes[0].to) == ("copied", "author", "27")
    assert [e.act for e in others] == ["as-printed"]
    assert "là số của kỳ trước" in reasons(first)


def test_part_of_an_old_line_is_told_at_one_stroke() -> None:
    def judged(number: int, settled: int, early: int, late: int, open: int) -> Report:
        counts = {
            "received.total": settled + open, "resolved.total": settled, "pending.total": open,
            "resolved.early": early, "resolved.late": late,
        }  # fmt: skip
        figures = [figure(m, v, id=m) for m, v in counts.items()]
        return judge_report(report(str(number), figures, issuer=UNIT, period=month(number)))

    joined = join([judged(1, 130, 100, 30, 40), judged(2, 160, 100, 30, 55)])
    (finding,) = (f for f in joined.findings if f.code == "repeated-row")
    assert (finding.severity, finding.params["variant"]) == ("info", "part")
    assert [c.figure.printed for c in finding.cited] == ["100", "30"] * 2
    first = finding.explanations[0]
    assert (first.act, [c.from_ for c in first.changes]) == ("copied", ["100", "30"])
    assert "{" not in retold(finding, "en").message


def test_a_unit_of_the_superiors_table_without_a_report_is_missed() -> None:
    names = [f"xã {a} {b}" for a in ("Tân", "Phú", "Mỹ") for b in ("Lộc", "Hội")]
    rows = [
        figure("resolved.total", 100 + n, "unit", name, origin="table", block=f"table1:row{n}")
        for n, name in enumerate(names)
    ]
    own = [
        report(
            name, [figure("resolved.total", 100 + n)], issuer=name, parent=DISTRICT, period=month(3)
        )
        for n, name in enumerate(names[:-1])
    ]
    joined = join([above(rows), *own])
    assert codes(joined) == [("missing-report", "info", "listed")]
    assert joined.findings[0].params["unit"] == names[-1]


# ----------------------------------------------------------------------------- the whole


def names(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(f.id for f in findings)


def test_a_year_of_planted_breaks_is_found_and_nothing_is_invented() -> None:
    made = year(3, communes=12, districts=3, breaks=8)
    reports = models(made)
    joined = join(reports)
    found = scored(made, joined.findings)
    assert made.carried and made.parents and made.missing and made.corrected and made.renamed
    assert (found.missed, found.invented) == ([], [])
    proposed = [f.params["second"] for f in joined.findings if f.code == "unit-alias"]
    assert sorted(map(str, proposed)) == sorted(
        f"Ủy ban nhân dân {n}" for n in made.renamed.values()
    )


def test_the_order_of_files_changes_no_name() -> None:
    reports = models(year(5, communes=5, districts=2, breaks=3))
    joined = join(reports)
    assert names(join(reports[::-1]).findings) == names(joined.findings)
    assert len(set(names(joined.findings))) == len(joined.findings)


def test_findings_are_said_in_both_languages() -> None:
    reports = models(year(7, communes=6, districts=2, breaks=4))
    for lang in ("vi", "en"):
        for finding in join(reports, lang).findings:
            assert "{" not in finding.message and finding.message != finding.code
            assert all("{" not in e.text for e in finding.explanations)


def test_the_files_of_a_year_come_to_the_same_findings(tmp_path: Path) -> None:
    """From the text of files through the whole line; only where a number stands may differ."""
    made = year(11, communes=5, districts=2, breaks=4)
    write(made, tmp_path)
    reports = list(batch.run(sorted(tmp_path.iterdir()), Settings(), jobs=1))
    assert [counted(r) for r in reports] == [counted(r) for r in models(made)]
    joined = join(reports)
    found = scored(made, joined.findings)
    assert (found.missed, found.invented) == ([], [])
    lines = [c.figure.evidence.line for f in joined.findings for c in f.cited]
    assert lines and all(lines)


def counted(report: Report) -> set[tuple[str, str, str, object]]:
    """The figures of a report, wherever they stand."""
    return {(f.scope.level, f.scope.name or "", f.metric, f.value) for f in report.figures}


def test_the_list_the_book_and_the_page_show_both_places() -> None:
    reports = [told("a.md", 1, open=21), told("b.md", 2, carried=12)]
    joined = join(reports)
    text = findings_text(reports, "vi", joined=joined)
    assert "12 ≠ 21" in text and "b.md, trang 1" in text and "a.md, trang 1" in text
    book = consolidate(reports)
    [row] = book.findings.to_dict("records")
    assert (row["document"], row["equation"], row["row"]) == ("b.md\na.md", "12 ≠ 21", 1)
    assert book.long["findings"].tolist() == ["carry-over-mismatch"] * 2
    page = "".join(pieces(reports, "vi"))
    assert "12 ≠ 21" in page and "a.md, " in page and "b.md, " in page
