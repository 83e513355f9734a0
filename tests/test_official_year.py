"""From a folder of made files to the consolidated workbook: troubles, totals, the sheet itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from extractor.archive.opening import opened
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.outlook import outlook
from extractor.consolidate.official.table import Office
from extractor.consolidate.official.whole import Official, Submission
from extractor.office.consolidating import Wish, consolidated
from extractor.office.terms import parse
from extractor.units.tree import Tree, Unit
from extractor.writers.official.book import write_official
from extractor.writers.official.page import official_page
from extractor.writers.official.sheet import DATA
from tests.archives import Kept
from tests.makers.province import Province, province
from tests.makers.provincefiles import write
from tests.makers.provincemodels import keep
from tests.makers.provincescore import expected, strangers, told, total, troubles
from tests.makers.recalculated import recalculated

MONTHS = range(5, 8)
TODAY = date(2025, 12, 1)


class Small:
    """A province of twelve units over three months, in an archive."""

    def __init__(self, folder: Path) -> None:
        self.made: Province = province(
            4, departments=2, districts=1, communes=9, first=MONTHS.start, last=MONTHS.stop - 1
        )
        files = write(self.made, folder)
        self.kept = Kept(folder / "kho", None)
        from extractor.archive.naming import load

        with opened(self.kept.root) as archive:
            load(archive, folder / "don-vi.csv", "test")
        self.kept.add(files, jobs=2)

    def official(self, period: str, **more: Any) -> Official:
        term = parse(period)
        assert term is not None
        with opened(self.kept.root) as archive, archive.reading() as connection:
            return consolidated(connection, Wish(term, **more), "vi", TODAY)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    yield Small(tmp_path_factory.mktemp("tinh"))


@pytest.mark.slow
def test_every_trouble_is_told_and_none_is_invented(small: Small) -> None:
    found = set()
    for month in MONTHS:
        found |= told(small.made, small.official(f"2025-{month:02}"))
    assert found == troubles(small.made)
    assert len({kind for kind, *_ in found}) == 5
    unknown = [name for m in MONTHS for name in strangers(small.official(f"2025-{m:02}"))]
    assert unknown == ["la.txt"] * small.made.truth.strangers


@pytest.mark.slow
@pytest.mark.parametrize("month", MONTHS)
def test_totals_are_right_to_the_last_file(small: Small, month: int) -> None:
    assert total(small.official(f"2025-{month:02}")) == expected(small.made, [month])


@pytest.mark.slow
def test_by_field_makes_the_same_total(small: Small) -> None:
    assert total(small.official("2025-06", by="field")) == expected(small.made, [6])


@pytest.mark.slow
def test_months_that_nobody_reported_make_a_year_partial(small: Small) -> None:
    official = small.official("2025", to_date=False)
    whole = expected(small.made, MONTHS)
    assert total(official)["resolved.total"] == whole["resolved.total"]
    assert total(official)["pending.total"] is None
    assert {cell.state for cell in official.table.total} == {"partial", "missing"}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_sheet_is_the_form_and_every_word_is_in_the_catalogue(
    small: Small, lang: Any, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    write_official(small.official("2025-06", as_="both"), path, lang)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert [c.value for c in sheet[DATA]][:13] == [f"({n})" for n in range(1, 14)]
    assert {"C7:F7", "G7:J7", "K7:M7", "D8:E8", "A7:A9"} <= {
        str(a) for a in sheet.merged_cells.ranges
    }
    assert sheet.freeze_panes == f"C{DATA + 1}" and sheet.print_title_rows == "$7:$10"
    assert sheet.page_setup.orientation == "landscape"
    said = [str(c.value) for s in book for line in s.iter_rows() for c in line]
    said += [c.comment.text for s in book for line in s.iter_rows() for c in line if c.comment]
    assert not [t for t in said if re.search(r"\b(?:official|book|note)\.[a-z]|\{\w+\}", t)]
    formulas = [t for t in said if t.startswith("=")]
    cell = r"\$?[A-Z]+\$?\d+"
    assert formulas and all(
        re.fullmatch(rf'=(?:SUM\(|IF\(|{cell}|[-+(),/:]|=0|"")+', t) for t in formulas
    )
    assert any(s._charts for s in book.worksheets)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_comes_to_the_same_totals(small: Small, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    official = small.official("2025-Q2")
    write_official(official, path)
    assert recalculated(path, tmp_path) == list(total(official).values())


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_shows_the_same_table_and_draws_it(small: Small, lang: Any) -> None:
    official = small.official("2025-06")
    page: Any = html.fromstring(official_page(official, lang))
    rows = page.xpath('//table[@class="form06"]/tbody/tr[@class="total"]/td/text()')
    digits = [int(re.sub(r"\D", "", text)) for text in rows if re.search(r"\d", text)]
    assert digits == [value for value in total(official).values() if value is not None]
    assert len(page.xpath("//svg")) == 2 and len(page.xpath("//svg//rect")) > 6
    text = " ".join(page.text_content().split())
    assert not re.findall(r"\b(?:official|book|note)\.[a-z]|\{\w+\}", text.split("}")[-1])
    assert not page.xpath("//script|//link|//img|//@src|//@onclick")


def test_what_a_document_says_is_text_on_the_page_and_in_the_book(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://a")<script>alert(1)</script>'
    unit = Unit("t", evil, "tỉnh", "province")
    office = Office(
        Tree((unit, Unit("x", evil, "xã", "commune", "t"))), {}, {("x", 24299): "missing"}
    )
    asked = Asked(24299, 24299)
    made = Official(
        office.table(asked, unit), "decided", asked.days(), None,
        outlook(office, asked, unit), (), (Submission(evil, evil, ("missing",)),), (),
    )  # fmt: skip
    page = official_page(made)
    assert "<script" not in page and "&lt;script" in page
    path = tmp_path / "book.xlsx"
    write_official(made, path)
    cells = [c for s in openpyxl.load_workbook(path) for line in s.iter_rows() for c in line]
    assert any(evil in str(c.value) for c in cells)
    assert not [c for c in cells if c.data_type == "f" and "HYPERLINK" in str(c.value)]


def test_both_databases_come_to_the_same(tmp_path: Path, database: str | None) -> None:
    made = province(9, departments=1, districts=1, communes=3, first=5, last=6, troubles=0)
    term = parse("2025-Q2")
    assert term is not None
    with opened(keep(made, tmp_path, database)) as archive, archive.reading() as connection:
        official = consolidated(connection, Wish(term), "vi", TODAY)
    found, right = total(official), expected(made, [5, 6])
    assert {m: found[m] for m in ("resolved.total", "pending.total")} == {
        m: right[m] for m in ("resolved.total", "pending.total")
    }
