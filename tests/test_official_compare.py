"""A period beside the one before and the year before, in the book and on the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.outlook import outlook
from extractor.consolidate.official.whole import Official
from extractor.writers.official.book import write_official
from extractor.writers.official.page import official_page
from tests.test_official import COMMUNES, DISTRICT, JANUARY, MARCH, QUARTER, numbers, office, said

LAST = JANUARY - 12


def compared(asked: Asked, gone: tuple[str, int] | None = None) -> Official:
    """Two years of three communes, 100 new files a month and 120 in the second year."""
    months = range(LAST, JANUARY + 12)
    reports = {
        unit.id: [
            said(m, numbers(100 if m < JANUARY else 120)) for m in months if (unit.id, m) != gone
        ]
        for unit in COMMUNES
    }
    made = office(reports, months=tuple(months))
    return Official(
        made.table(asked, DISTRICT), "printed", (date(2024, 1, 1),) * 2, None,
        outlook(made, asked, DISTRICT), (), (), (),
    )  # fmt: skip


def rows(official: Official, folder: Path) -> list[list[Any]]:
    """The comparison in the workbook: heading, then a row a metric."""
    write_official(official, folder / "book.xlsx", "en")
    sheet = openpyxl.load_workbook(folder / "book.xlsx", data_only=True).worksheets[1]
    return [list(row) for row in sheet.iter_rows(min_row=4, max_row=15, max_col=8)]


def on_page(official: Official) -> list[list[str]]:
    page: Any = html.fromstring(official_page(official, "en"))
    lines = page.xpath('//table[@class="plain"][1]//tr')
    return [[cell.text_content() for cell in line] for line in lines][:12]


def test_a_quarter_beside_both(tmp_path: Path) -> None:
    found = rows(compared(QUARTER), tmp_path)
    assert [cell.value.split("\n")[-1] for cell in found[0] if cell.value][1:6:2] == [
        "Quarter I of 2024", "Change", "Quarter I of 2023",
    ]  # fmt: skip
    # New files of three months, and what the first of them begins with.
    now, then = 3 * (3 * 120 + 60), 3 * (3 * 100 + 50)
    assert [c.value for c in found[1][1:]] == [
        now, 3 * (3 * 100 + 50), now - then, (now - then) / then, then, now - then,
        (now - then) / then,
    ]  # fmt: skip
    assert not any("≈" in c.number_format for row in found for c in row)
    assert on_page(compared(QUARTER))[1][1:] == [
        "1,260", "1,050", "+210", "+20.0 %", "1,050", "+210", "+20.0 %",
    ]  # fmt: skip


def test_a_change_that_a_missing_report_may_make_is_marked(tmp_path: Path) -> None:
    """One commune's February of the year before is not there: fewer files then, no rise now."""
    made = compared(QUARTER, ("x2", LAST + 1))
    received = rows(made, tmp_path)[1]
    assert ["≈" in cell.number_format for cell in received] == [False] * 6 + [True] * 2
    assert "≥" in received[5].number_format
    assert on_page(made)[1][4:] == ["+20.0 %", "≥ 950", "≈ +310", "≈ +32.6 %"]


@pytest.mark.parametrize("asked", [Asked(JANUARY, JANUARY + 11), Asked(JANUARY, MARCH, True)])
def test_one_other_period_stands_once(asked: Asked, tmp_path: Path) -> None:
    """The period before a year is the year before; a year to date has none before it."""
    made = compared(asked)
    assert made.outlook.before is None and made.outlook.year_before.row is not None
    assert [cell.value for cell in rows(made, tmp_path)[0][5:]] == [None] * 3
    assert len(on_page(made)[0]) == 5
