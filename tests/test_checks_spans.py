"""X2 inside one table: months against the row of the quarter, and who must not be accused."""

from __future__ import annotations

import pytest

from extractor.checks import examine
from extractor.checks.timespans import timelines
from extractor.evaluate.rules.cases import report_of
from extractor.models import Finding, Period, Report

QUARTER = Period(start="2024-01-01", end="2024-03-31", label="quý I năm 2024", kind="quarter")
METRICS = ("received.new", "resolved.total", "pending.total")
MONTHS = {"Tháng 1": "120 100 20", "Tháng 2": "130 110 40", "Tháng 3": "150 160 30"}


def table(rows: dict[str, str], metrics: tuple[str, ...] = METRICS) -> Report:
    """Rows of one unit by their label; '' is the total row."""
    prints = {
        f"table/whole@{span}/{metric}": shown
        for span, numbers in rows.items()
        for metric, shown in zip(metrics, numbers.split(), strict=True)
        if shown != "_"
    }
    return report_of(prints)


def told(report: Report, own: Period | None = QUARTER) -> list[Finding]:
    head = report.document.model_copy(update={"period": own})
    found = examine(report.model_copy(update={"document": head})).report.findings
    return [f for f in found if f.code == "cumulative-mismatch"]


def said(report: Report, own: Period | None = QUARTER) -> list[tuple[str, str]]:
    return [(f.severity, f.equation) for f in told(report, own)]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("400 370 30", []),
        ("400 307 30", [("error", "307 ≠ 100 + 110 + 160 = 370")]),
        ("400 370 33", [("error", "33 ≠ 30")]),
        # What is open is not added: who did so is asked.
        ("400 370 90", [("warning", "90 ≠ 30")]),
    ],
)
def test_flows_add_up_and_what_is_open_is_the_last(
    total: str, expected: list[tuple[str, str]]
) -> None:
    assert said(table({**MONTHS, "": total})) == expected
    assert said(table({**MONTHS, "Quý I": total})) == expected


@pytest.mark.parametrize(
    "rows",
    [
        # a month is missing, at the beginning or between
        {"Tháng 2": "130 110 40", "Tháng 3": "150 160 30", "": "280 370 30"},
        {"Tháng 1": "120 100 20", "Tháng 3": "150 160 30", "": "270 307 30"},
        # or was left blank
        {**MONTHS, "Tháng 2": "130 _ 40", "": "400 260 30"},
        # figures run on from the beginning of the year
        {"Tháng 1": "120 100 20", "Tháng 2": "250 210 40", "Tháng 3": "400 370 30",
         "": "400 370 30"},
        # no column bears out that the row is a sum
        {**MONTHS, "": "900 800 30"},
        # two years
        {"Tháng 3 năm 2023": "120 100 20", "Tháng 3": "130 110 40", "": "400 307 30"},
    ],
)  # fmt: skip
def test_nobody_is_accused_where_the_sum_is_not_told(rows: dict[str, str]) -> None:
    assert "error" not in {severity for severity, _ in said(table(rows))}


def test_beside_figures_from_the_beginning_of_the_year_it_is_a_question() -> None:
    rows = {**MONTHS, "cumulative": "900 800 30", "": "400 307 30"}
    assert {severity for severity, _ in said(table(rows))} == {"warning"}


def test_a_total_that_holds_the_carry_over_is_added_without_it() -> None:
    names = ("received.total", "resolved.total", "pending.total")
    months = {"Tháng 1": "120 100 20", "Tháng 2": "150 110 40", "Tháng 3": "190 160 30"}
    assert not said(table({**months, "": "400 370 30"}, names))
    assert [s for s, _ in said(table({**months, "": "410 370 30"}, names))] == ["warning"]


def test_what_the_month_before_left_open_is_no_excess() -> None:
    names = ("received.total", "resolved.total", "pending.total")
    report = table({**MONTHS, "": "400 370 30"}, names)
    found = examine(report)
    assert not [f for f in found.report.findings if f.severity != "info"]
    assert found.report.conventions["received_includes_carried_over"] is False
    # Two more open than there can be: nothing explains it.
    rows = {**MONTHS, "Tháng 2": "130 110 42", "": "400 370 30"}
    assert "balance-exceeded" in {f.code for f in examine(table(rows, names)).report.findings}


@pytest.mark.parametrize(
    ("label", "months"),
    [
        ("Tháng 01/2024", (1, 1)), ("tháng 12", (12, 12)), ("Quý II", (4, 6)), ("quý 3", (7, 9)),
        ("6 tháng đầu năm", (1, 6)), ("6 tháng cuối năm 2024", (7, 12)),
    ],
)  # fmt: skip
def test_a_label_names_its_months(label: str, months: tuple[int, int]) -> None:
    report = table({label: "1 1 0", "tháng 13": "1 1 0", "tháng trước": "1 1 0"})
    from extractor.checks.cells import views_of

    (line,) = timelines(views_of(report.figures), QUARTER)
    assert [(a % 12 or 12, b % 12 or 12) for a, b in line.parts] == [months]


# ------------------------------------------------- what opens a month was left open before it

CARRIED = ("received.carried_over", "received.new", "resolved.total", "pending.total")
CHAIN = {"Tháng 1": "12 120 112 20", "Tháng 2": "20 130 110 40", "Tháng 3": "40 150 160 30"}


def openings(report: Report) -> list[tuple[str, str, str]]:
    found = examine(report).report.findings
    told = [f for f in found if f.code == "carry-over-mismatch"]
    return [(f.severity, str(f.params["variant"]), f.equation) for f in told]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (CHAIN, []),
        (CHAIN | {"Tháng 3": "46 150 160 36"}, [("warning", "table", "46 ≠ 40")]),
        # A month between is missing, or what it left open.
        ({m: n for m, n in CHAIN.items() if m != "Tháng 2"}, []),
        (CHAIN | {"Tháng 2": "20 130 110 _"}, []),
        # Each row opens with what the year opened with.
        ({"Tháng 1": "12 120 112 20", "Tháng 2": "12 250 222 40", "Tháng 3": "12 400 382 30"}, []),
        # Most do not fit: it is told once.
        (
            {"Tháng 1": "12 120 112 20", "Tháng 2": "25 130 110 45", "Tháng 3": "48 150 160 38"},
            [("warning", "table-strange", "25 ≠ 20")],
        ),
    ],
)
def test_a_month_opens_with_what_the_one_before_left_open(
    rows: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert openings(table(rows, CARRIED)) == expected


def test_files_that_wait_may_be_left_open_too() -> None:
    metrics = (*CARRIED, "awaiting_supplement.total")
    rows = {"Tháng 1": "12 120 110 20 2", "Tháng 2": "22 130 110 42 0"}
    assert openings(table(rows, metrics)) == []
