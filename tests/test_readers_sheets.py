"""Workbooks: cells as a person sees them, merged ranges, addresses, hidden sheets."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from extractor.consolidate import consolidate
from extractor.models import Page
from extractor.readers import sheets
from extractor.readers.sheets import address, shown
from extractor.settings import Limits
from extractor.writers.workbook import write_workbook
from tests.makers.files import LIMITS, codes, pages, zipped
from tests.reports import broken_sum, report


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "Biểu 06"
    sheet["B2"] = "Tiếp nhận"
    sheet.merge_cells("B2:C2")
    sheet["B3"], sheet["C3"], sheet["D3"] = 1465, 0.6848, 68.48
    sheet["C3"].number_format = "0.00%"
    sheet["B4"], sheet["C4"] = datetime.date(2024, 5, 1), "a\n b"
    hidden: Any = made.create_sheet("Ẩn")
    hidden["A1"] = 7
    hidden.sheet_state = "hidden"
    made.create_sheet("Trống")
    path = tmp_path / "a.xlsx"
    made.save(path)
    return path


def test_a_sheet_is_a_page_and_a_table(book: Path) -> None:
    first, hidden, empty = pages(book, "xlsx")
    assert first.text == "Tiếp nhận\t\t\n1465\t68,48%\t68,48\n2024-05-01\ta b\t"
    (table,) = first.tables
    assert (table.rows, table.cols) == (3, 3)
    by_ref = {c.ref: (first.text[c.start : c.end], c.row_span, c.col_span) for c in table.cells}
    assert by_ref["B2"] == ("Tiếp nhận", 1, 2)
    assert "C2" not in by_ref
    assert (by_ref["C3"][0], by_ref["D3"][0], by_ref["D2"][0]) == ("68,48%", "68,48", "")
    assert (hidden.text, hidden.tables, empty.text, empty.tables) == ("7", (), "", ())
    assert codes(book, "xlsx") == ["hidden-sheet"]


SHEET: list[list[Any]] = [
    ["UBND XÃ MƯỜNG MÔN"],
    ["BÁO CÁO"],
    ["Trong tháng xã tiếp nhận 27 hồ sơ."],
    [],
    ["Biểu 1. Theo lĩnh vực"],
    ["TT", "Lĩnh vực", "Tiếp nhận", None, "Giải quyết"],
    [None, None, "Mới", "Cũ", "Xong"],
    ["A", "Đất đai"],
    [1, "Chuyển nhượng", 12, 3, 14],
    ["B. HỘ TỊCH"],
    [2, "Khai sinh", 15, "-", 15],
    [None, "Cộng", 27, 3, 29],
    ["Ghi chú: không tính 02 hồ sơ rút."],
    [],
    ["Biểu 2. Hình thức nộp"],
    ["Hình thức", "Số hồ sơ"],
    ["Trực tuyến", 20],
    ["Trực tiếp", 7],
    [],
    ["NGƯỜI LẬP", None, "CHỦ TỊCH"],
]


def sheet_of(path: Path, rows: list[list[Any]]) -> Page:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    made.save(path)
    (page,) = pages(path, "xlsx")
    return page


def test_a_sheet_may_hold_prose_and_several_tables(tmp_path: Path) -> None:
    page = sheet_of(tmp_path / "a.xlsx", SHEET)
    one, two = page.tables
    assert (one.rows, one.cols, two.rows, two.cols) == (7, 5, 3, 2)
    assert page.text[one.start : one.end].startswith("TT\tLĩnh vực\tTiếp nhận\t\tGiải quyết\n")
    assert page.text[one.start : one.end].endswith("\tCộng\t27\t3\t29")
    assert page.text[two.start : two.end] == "Hình thức\tSố hồ sơ\nTrực tuyến\t20\nTrực tiếp\t7"
    around = page.text[: one.start], page.text[one.end : two.start], page.text[two.end :]
    assert [text.strip().split("\n")[-1] for text in around] == [
        "Biểu 1. Theo lĩnh vực", "Biểu 2. Hình thức nộp", "NGƯỜI LẬP\tCHỦ TỊCH",
    ]  # fmt: skip
    by_ref = {c.ref: page.text[c.start : c.end] for t in page.tables for c in t.cells}
    assert (by_ref["C9"], by_ref["B17"], "A3" in by_ref) == ("12", "20", False)


def test_a_group_row_behind_a_blank_one_begins_no_table(tmp_path: Path) -> None:
    rows: list[list[Any]] = [*SHEET[4:9], [], ["C", "Chứng thực"], [3, "Bản sao", 5, 1, 6]]
    (table,) = sheet_of(tmp_path / "a.xlsx", rows).tables
    assert table.rows == 7


def test_a_sheet_of_prose_alone_has_no_table(tmp_path: Path) -> None:
    page = sheet_of(tmp_path / "a.xlsx", SHEET[:4])
    assert page.tables == () and "tiếp nhận 27 hồ sơ" in page.text


@pytest.mark.parametrize(
    ("value", "percent", "text"),
    [
        (1465.0, False, "1465"),
        (0.0, False, "0"),
        (-3.0, False, "-3"),
        (1.465, False, "1,465"),
        (0.1 + 0.2, False, "0,3"),
        (0.6848, True, "68,48%"),
        (1.0, True, "100%"),
        (0, True, "0%"),
        (1e21, False, "1e+21"),
        (True, False, "TRUE"),
        ("  a \n\tb ", False, "a b"),
        ("1.465", False, "1.465"),
        ("", False, ""),
        (datetime.date(2024, 5, 1), False, "2024-05-01"),
        (datetime.datetime(2024, 5, 1), False, "2024-05-01"),
        (datetime.datetime(2024, 5, 1, 7, 30), False, "2024-05-01 07:30:00"),
        (datetime.time(7, 30), False, "07:30:00"),
    ],
)
def test_values_are_shown_as_a_person_sees_them(value: object, percent: bool, text: str) -> None:
    assert shown(value, percent) == text


@pytest.mark.parametrize(
    ("at", "ref"), [((0, 0), "A1"), ((11, 1), "B12"), ((0, 25), "Z1"), ((0, 26), "AA1"),
                    ((0, 701), "ZZ1"), ((1_048_575, 16_383), "XFD1048576")],
)  # fmt: skip
def test_addresses(at: tuple[int, int], ref: str) -> None:
    assert address(*at) == ref


@pytest.mark.parametrize(
    ("limits", "found", "count"),
    [
        (Limits(pages=1), ["too-many-pages"], 1),
        (Limits(cells=8), ["sheet-too-large", "hidden-sheet"], 2),
    ],
)
def test_limits(book: Path, limits: Limits, found: list[str], count: int) -> None:
    assert (codes(book, "xlsx", limits), len(pages(book, "xlsx", limits))) == (found, count)


def test_a_formula_gives_its_saved_value_and_never_its_text(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    sheet.write_formula("A1", "=1+2", None, 3)
    sheet.write_formula("A2", '=cmd|"/c calc"!A0', None, "x")
    made.close()
    assert pages(path, "xlsx")[0].text == "3\nx"


def test_damaged_workbooks_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    assert codes(path, "xlsx") == ["damaged-workbook"]
    zipped(path, {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<broken"})
    assert codes(path, "xlsx") == ["damaged-workbook"]


def test_a_sheet_that_cannot_be_read_costs_only_itself(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sheets._sheet

    class Book:
        def get_sheet_by_name(self, name: str) -> object:
            raise python_calamine.XmlError("hỏng")

    def one_broken(book: object, name: str, *rest: Any) -> object:
        return real(Book() if name == "Biểu 06" else book, name, *rest)

    monkeypatch.setattr(sheets, "_sheet", one_broken)
    assert codes(book, "xlsx") == ["unreadable-sheet", "hidden-sheet"]
    assert [page.number for page in pages(book, "xlsx")] == [2, 3]


def test_a_workbook_of_the_openoffice_kind(tmp_path: Path) -> None:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="T"><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    media = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    path = zipped(
        tmp_path / "a.ods",
        {"mimetype": media, "META-INF/manifest.xml": manifest, "content.xml": content},
    )
    (page,) = pages(path, "ods")
    assert isinstance(page, Page)
    assert (page.text, page.reader) == ("12", "xlsx")


def test_percent_formats_are_found_only_where_they_are(tmp_path: Path) -> None:
    from extractor.models import Source
    from extractor.readers.percent import percent_cells

    made = openpyxl.Workbook()
    sheet: Any = made.active
    for i, form in enumerate(["0%", "0.0%", '0.0"%"', "General", "0.00"], start=1):
        sheet.cell(i, 1, 0.5).number_format = form
    path = tmp_path / "a.xlsx"
    made.save(path)
    found = percent_cells(Source("a", "xlsx", "", "", 0, str(path)), LIMITS)
    assert found == {"Sheet": frozenset({"A1", "A2"})}


# ------------------------------------------------------------- workbooks of our own making


@pytest.fixture(params=["vi", "en"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    figures, finding = broken_sum()
    path = tmp_path / "own.xlsx"
    made = report(figures=figures, findings=[finding])
    write_workbook(consolidate([made], request.param), path, request.param)
    return path


def resaved(path: Path, *kept: int) -> Path:
    """The workbook as a program saves it that keeps no properties, and only these sheets."""
    book = openpyxl.load_workbook(path)
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    for number, sheet in enumerate(book.worksheets):
        if kept and number not in kept:
            book.remove(sheet)
    book.save(path)
    return path


def test_a_workbook_of_our_own_is_no_report(own: Path) -> None:
    assert (codes(own, "xlsx"), pages(own, "xlsx")) == (["own-workbook"], [])


def test_so_it_is_when_another_program_has_saved_it(own: Path) -> None:
    resaved(own)
    with zipfile.ZipFile(own) as package:
        assert "docProps/custom.xml" not in package.namelist()
    assert (codes(own, "xlsx"), pages(own, "xlsx")) == (["own-workbook"], [])


@pytest.mark.parametrize("sheet", [1, 2, 3, 4])
def test_a_sheet_of_ours_alone_is_no_report(own: Path, sheet: int) -> None:
    assert (codes(resaved(own, sheet), "xlsx"), pages(own, "xlsx")) == (["own-workbook"], [])


def test_a_sheet_of_ours_among_others_costs_only_itself(own: Path) -> None:
    book = openpyxl.load_workbook(resaved(own, 2))
    book.worksheets[0].title = "Trang tính2"
    mine: Any = book.create_sheet("Báo cáo", 0)
    mine.append(["Đơn vị", "Tiếp nhận", "Đã giải quyết"])
    book.save(own)
    assert codes(own, "xlsx") == ["own-workbook"]
    assert [page.text for page in pages(own, "xlsx")] == ["Đơn vị\tTiếp nhận\tĐã giải quyết"]


def test_headings_like_ours_are_not_enough(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Nguồn"
    sheet.append(["Đơn vị", "Kỳ báo cáo", "Chỉ tiêu", "Giá trị", "Lỗi", "Cảnh báo"])
    sheet.append(["UBND xã A", "Quý I", "Tiếp nhận", 12, 0, 0])
    book.save(tmp_path / "a.xlsx")
    assert (codes(tmp_path / "a.xlsx", "xlsx"), len(pages(tmp_path / "a.xlsx", "xlsx"))) == ([], 1)
