"""Many reports become one book: what stands in form 06, what is marked, what may be added."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.across import across
from extractor.across.periods import nominal, together
from extractor.consolidate import consolidate
from extractor.consolidate.form import COLUMNS, Mark
from extractor.consolidate.totals import FLOWS, blocks
from extractor.models import Figure, Finding, Period, Report, Scope, SourceProblem
from tests.reports import broken_sum, figure, report, row

FEBRUARY = ("2024-01-15", "2024-02-14", "tháng 2")
MARCH = ("2024-02-15", "2024-03-14", "tháng 3")


def cells(figures: list[Figure], **more: Any) -> tuple[dict[str, Any], list[Mark]]:
    """The one row these figures make, and its marks."""
    book = consolidate([report(figures=figures, **more)])
    assert len(book.wide) == 1
    return {str(k): v for k, v in book.wide.iloc[0].items()}, list(book.marks)


def test_a_row_holds_the_eleven_columns_of_the_form() -> None:
    got, marks = cells(row("commune", base=100))
    assert [got[column] for column in COLUMNS] == [100, 50, 40, 10, 80, 20, 55, 5, 20, 18, 2]
    assert (got["issuer"], got["level"], got["start"], got["end"], got["period"]) == (
        "UBND phường An Hòa",
        "commune",
        "2024-02-15",
        "2024-03-14",
        "tháng 3",
    )
    assert not marks


def test_what_a_report_does_not_say_stays_blank() -> None:
    got, _ = cells([figure("resolved.total", 0)])
    assert got["resolved.total"] == 0
    assert got["received.total"] is None


ON_TIME, COUNTER = "resolved.on_time", "received.in_person_or_postal"


@pytest.mark.parametrize(
    ("figures", "column", "value", "kinds"),
    [
        ([("resolved.early_or_on_time", 90)], ON_TIME, 90, {"merged"}),
        ([("resolved.early_or_on_time", 90), (ON_TIME, 60)], ON_TIME, 60, set()),
        (
            [("resolved.early_or_on_time", 90), ("resolved.early", 30)],
            ON_TIME,
            None,
            {"merged-elsewhere"},
        ),
        ([("received.in_person", 12), ("received.postal", 3)], COUNTER, 15, {"part-only"}),
        ([("received.in_person", 12)], COUNTER, 12, {"part-only"}),
        ([("received.in_person", 12), (COUNTER, 20)], COUNTER, 20, set()),
    ],
)
def test_a_figure_that_is_not_quite_the_columns_own_is_marked(
    figures: list[tuple[str, int]], column: str, value: int | None, kinds: set[str]
) -> None:
    got, marks = cells([figure(metric, number) for metric, number in figures])
    assert got[column] == value
    assert {mark.kind for mark in marks if mark.column == column} == kinds


@pytest.mark.parametrize(
    ("made", "value", "kind"),
    [
        (figure("resolved.total", None, printed="1l6", status="unresolved"), "1l6", "unresolved"),
        (figure("resolved.total", 116, status="unresolved"), 116, "unresolved"),
        (
            figure("resolved.total", 10180, printed="10,18 ngàn", qualifier="about"),
            10180,
            "approximate",
        ),
        (figure("resolved.total", "10.5", printed="10,5"), "10,5", None),
    ],
)
def test_a_doubtful_figure_is_shown_and_marked(
    made: Figure, value: int | str, kind: str | None
) -> None:
    got, marks = cells([made])
    assert got["resolved.total"] == value
    assert [mark.kind for mark in marks] == ([kind] if kind else [])


def test_two_values_for_one_cell_are_both_told_and_the_surer_one_stands() -> None:
    figures = [
        figure("resolved.total", 110, id="a", status="unresolved"),
        figure("resolved.total", 116, id="b"),
    ]
    book = consolidate([report(figures=figures)])
    assert book.wide["resolved.total"][0] == 116
    assert [(m.kind, m.params["values"]) for m in book.marks] == [("several", "110; 116")]
    assert book.unsure == 1


def test_figures_in_a_finding_are_marked_and_counted() -> None:
    figures, finding = broken_sum()
    book = consolidate([report(figures=figures, findings=[finding])])
    assert {m.column for m in book.marks} == {f.metric for f in figures}
    assert {m.severity for m in book.marks} == {"error"}
    assert book.unsure == 4


def test_a_note_does_not_put_a_figure_in_doubt() -> None:
    figures, finding = broken_sum()
    note = finding.model_copy(update={"severity": "info"})
    assert consolidate([report(figures=figures, findings=[note])]).unsure == 0


def test_a_total_without_the_carry_over_says_so() -> None:
    _, marks = cells(row(), conventions={"received_includes_carried_over": False})
    assert [(m.kind, m.column) for m in marks] == [("without-carried-over", "received.total")]
    assert not cells(row(), conventions={"received_includes_carried_over": True})[1]


def test_scopes_never_share_a_row_or_a_block() -> None:
    figures = row("district") + row("commune") + row("commune", "Phường 1") + row("whole")
    book = consolidate([report(figures=figures)])
    assert [(b.level, b.named) for b in blocks(book.wide)] == [
        ("whole", False),
        ("district", False),
        ("commune", False),
        ("commune", True),
    ]
    assert book.wide["received.total"].tolist() == [100, 100, 100, 100]


# ------------------------------------------------------------------- documents told twice


def test_the_same_bytes_are_counted_once_and_said_to_be() -> None:
    same = [report(path, row(), sha256="one") for path in ("a.docx", "b.docx")]
    book = consolidate(same)
    assert book.wide["document"].tolist() == ["a.docx"]
    assert "a.docx" in book.sources["problems"][1]


def test_the_same_file_given_twice_is_counted_once() -> None:
    assert len(consolidate([report("a.docx", row())] * 2).wide) == 1


def test_two_documents_that_agree_make_one_row() -> None:
    book = consolidate([report("a.docx", row()), report("a.pdf", row())])
    assert len(book.wide) == 1
    [mark] = book.marks
    assert mark.kind == "copies" and mark.params["documents"] == "a.docx, a.pdf"


def test_two_documents_that_disagree_keep_both_rows_with_a_warning() -> None:
    book = consolidate([report("a.docx", row(base=100)), report("b.docx", row(base=200))])
    assert book.wide["received.total"].tolist() == [100, 200]
    assert [(m.row, m.kind) for m in book.marks] == [(0, "duplicate"), (1, "duplicate")]
    assert book.findings["code"].tolist() == ["duplicate-report"]


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ({}, {}, 1),
        ({}, {"issuer": "UBND PHƯỜNG  AN HÒA"}, 1),
        ({}, {"issuer": "UBND phường 2"}, 0),
        ({}, {"period": FEBRUARY}, 0),
        ({"issuer": None}, {"issuer": None}, 0),
        ({"period": None}, {"period": None}, 0),
    ],
)
def test_reports_of_one_unit_and_period_are_found(
    left: dict[str, Any], right: dict[str, Any], found: int
) -> None:
    reports = [report("a", row(), **left), report("b", row(), **right)]
    assert [f.code for f in across(reports)].count("duplicate-report") == found


def test_unknown_issuers_are_never_taken_for_one() -> None:
    reports = [report(path, row(), issuer=None) for path in ("a", "b")]
    assert len(consolidate(reports).wide) == 2


# ------------------------------------------------------------------------------- totals


def monthly(*periods: Any) -> list[Report]:
    return [
        report(f"{n}", row("district"), issuer=f"UBND huyện {n}", period=period)
        for n, period in enumerate(periods)
    ]


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([MARCH, MARCH], [("all", 0, 1, "same")]),
        ([MARCH, ("2024-02-15", "2024-03-13", "tháng 03")], [("all", 0, 1, "same")]),
        ([FEBRUARY, MARCH, MARCH], [("all", 1, 2, "same"), ("flows", 0, 2, "touching")]),
        ([FEBRUARY, MARCH], [("flows", 0, 1, "touching")]),
        ([MARCH, ("2023-12-15", "2024-03-14", "quý I")], [("none", 0, 1, "overlapping")]),
        ([MARCH, None], [("none", 0, 1, "unknown")]),
        ([None, None], [("none", 0, 1, "unknown")]),
        ([MARCH], [("all", 0, 0, "same")]),
    ],
)
def test_only_what_may_be_added_is(
    periods: list[Any], expected: list[tuple[str, int, int, str]]
) -> None:
    [block] = blocks(consolidate(monthly(*periods)).wide)
    got = [
        (
            "all" if t.columns > FLOWS else "flows" if t.columns == FLOWS else "none",
            t.first,
            t.last,
            t.lies,
        )
        for t in block.totals
    ]
    assert got == expected


def test_stocks_are_no_flows() -> None:
    assert not {c for c in FLOWS if c.startswith(("received.", "pending.", "awaiting"))}


@pytest.mark.parametrize(
    ("start", "end", "label", "name"),
    [
        ("2024-02-15", "2024-03-14", "", "2024-03 month"),
        ("2024-03-01", "2024-03-31", "", "2024-03 month"),
        ("2023-12-15", "2024-03-14", "", "2024-03 quarter"),
        ("2023-12-15", "2024-06-14", "", "2024-06 half"),
        ("2022-12-07", "2023-12-04", "", "2023-12 year"),
        ("2023-12-15", "2024-05-15", "", "2024-05 2023-12-15…2024-05-15"),
        (None, "2024-03-14", "Tháng  3", "~ thang 3"),
        ("2024-03-14", "2024-02-15", "", ""),
        (None, None, "", ""),
    ],
)
def test_periods_that_mean_the_same_have_one_name(
    start: str | None, end: str | None, label: str, name: str
) -> None:
    assert nominal(Period(start=start, end=end, label=label, kind="span")) == name


def test_a_gap_between_periods_is_no_overlap() -> None:
    spans = [("a", "2024-01-01", "2024-01-31"), ("b", "2024-03-01", "2024-03-31")]
    assert together(spans) == "touching"


# ---------------------------------------------------------------------------- long tables


def test_every_figure_of_every_report_is_in_the_long_table() -> None:
    figures, finding = broken_sum()
    rate = figure("digitised_results.rate", "68.48", printed="68,48", page=3)
    book = consolidate([report("a", [*figures, rate], findings=[finding]), report("b", row())])
    assert len(book.long) == 16
    last = book.long.iloc[4]
    assert (last["page"], last["printed"], str(last["value"])) == (3, "68,48", "68.48")
    assert last["metric_name"] == "Tỷ lệ số hóa kết quả giải quyết"
    assert book.long["findings"].tolist()[:5] == ["sum-mismatch"] * 4 + [""]


def test_findings_are_sorted_by_severity_then_document_and_lead_to_their_figure() -> None:
    figures, error = broken_sum()
    info = error.model_copy(update={"severity": "info", "code": "balance-remainder"})
    lonely = Finding(code="low-quality-page", severity="warning", scope=Scope(level="whole"))
    other = report("b", row(), findings=[lonely], issuer="UBND phường 2")
    book = consolidate([other, report("a", figures, findings=[info, error])])
    found = book.findings[["severity", "document", "row"]].to_numpy().tolist()
    assert found == [["error", "a", 11], ["warning", "b", -1], ["info", "a", 11]]
    assert book.long["metric"][11] == "resolved.total"


def test_sources_say_what_came_of_each_document() -> None:
    problem = SourceProblem(code="encrypted", page=None, message="Tệp có mật khẩu")
    torn = SourceProblem(code="x", page=4, message="Trang hỏng")
    book = consolidate(
        [
            report("a", row()),
            report("b", status="failed", problems=[problem, torn], issuer=None, period=None),
        ]
    )
    assert book.sources["status"].tolist() == ["ok", "failed"]
    assert book.sources["problems"].tolist() == ["", "Tệp có mật khẩu\ntrang 4: Trang hỏng"]
    assert book.sources["figures"].tolist() == [11, 0]


def test_nothing_makes_an_empty_book() -> None:
    book = consolidate([])
    assert [len(f) for f in (book.wide, book.long, book.findings, book.sources)] == [0, 0, 0, 0]
    assert blocks(book.wide) == []
