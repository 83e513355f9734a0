"""The workbook as a spreadsheet program sees it: opened again, looked at, recalculated."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.consolidate import consolidate
from extractor.errors import OutputError
from extractor.models import Citation, Report, SourceProblem
from extractor.writers import cells
from extractor.writers.cells import FILLS, safe
from extractor.writers.workbook import workbook_bytes, write_workbook
from tests.reports import broken_sum, figure, report, row, wrong_rate

SUMMARY, FIGURES, FINDINGS, SOURCES = "Tổng hợp", "Số liệu chi tiết", "Phát hiện", "Nguồn"
DATA = 11
"""First row under the heads and the block's own line."""


def opened(reports: list[Report], values: bool = False) -> Any:
    content = workbook_bytes(consolidate(reports))
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def communes(count: int, **more: Any) -> list[Report]:
    return [
        report(f"{n}.docx", row("whole", base=100 * n), issuer=f"UBND phường {n}", **more)
        for n in range(1, count + 1)
    ]


def test_the_heads_are_those_of_the_form() -> None:
    sheet = opened(communes(2))[SUMMARY]
    assert [c.value for c in sheet[9]][:2] == ["(1)", "(2)"]
    assert [c.value for c in sheet[9]][6:17] == [f"({n})" for n in range(3, 14)]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"G6:J6", "K6:N6", "O6:Q6", "H7:I7", "G7:G8", "A6:A8"} <= merged
    heads = [sheet["G6"].value, sheet["H7"].value, sheet["I8"].value, sheet["K6"].value]
    assert heads == [
        "Số hồ sơ tiếp nhận",
        "Trong kỳ",
        "Trực tiếp, dịch vụ bưu chính",
        "Số hồ sơ đã giải quyết",
    ]
    assert "Đơn vị tính: Số hồ sơ TTHC" in [cell.value for cell in sheet[3]]


def test_totals_are_live_and_hold_their_value() -> None:
    formulas, values = opened(communes(3))[SUMMARY], opened(communes(3), values=True)[SUMMARY]
    last = DATA + 3
    assert formulas.cell(last, 7).value == f"=SUM(G{DATA}:G{DATA + 2})"
    assert values.cell(last, 7).value == 600
    assert values.cell(last, 2).value == "Tổng cộng toàn đơn vị"
    assert formulas.cell(last, 18).value.startswith("=IF(COUNT(")
    assert values.cell(last, 18).value in ("", None)


def test_each_level_has_its_own_total_and_none_spans_two() -> None:
    sheet = opened([report("a", row("district") + row("commune"))])[SUMMARY]
    sums = [c.value for c in sheet["G"] if isinstance(c.value, str) and c.value.startswith("=")]
    assert sums == ["=SUM(G11:G11)", "=SUM(G14:G14)"]


def test_numbers_dates_panes_filters_and_print() -> None:
    book = opened(communes(2))
    sheet = book[SUMMARY]
    assert sheet.cell(DATA, 7).number_format == "#,##0"
    assert (sheet.cell(DATA, 5).number_format, sheet.cell(DATA, 5).is_date) == ("dd/mm/yyyy", True)
    assert sheet.freeze_panes == "C10"
    assert sheet.auto_filter.ref.startswith("A9:")
    assert sheet.print_title_rows == "$6:$9"
    for name in (SUMMARY, FIGURES, FINDINGS, SOURCES):
        setup = book[name]
        assert (setup.page_setup.orientation, setup.page_setup.paperSize) == ("landscape", 9)
        assert setup.sheet_properties.pageSetUpPr.fitToPage and setup.page_setup.fitToHeight == 0
        assert setup.freeze_panes and setup.auto_filter.ref
    assert book.properties.title


def test_rates_have_two_decimals_and_counts_none() -> None:
    made = [figure("resolved.early_rate", "68.48"), figure("resolved.total", 1465)]
    sheet = opened([report(figures=made)])[FIGURES]
    heads = {cell.value: cell.column for cell in sheet[1]}
    column = heads["Giá trị"]
    shown = [(sheet.cell(r, column).value, sheet.cell(r, column).number_format) for r in (2, 3)]
    assert shown == [(68.48, "0.00"), (1465, "#,##0")]


@pytest.mark.parametrize(("lang", "unit"), [("vi", "điểm phần trăm"), ("en", "percentage points")])
def test_rates_differ_by_percentage_points(lang: Any, unit: str) -> None:
    rate, of_rate = wrong_rate()
    counts, of_sum = broken_sum()
    made = report(figures=[rate, *counts], findings=[of_rate, of_sum])
    content = workbook_bytes(consolidate([made], lang), lang)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[2]
    differences = [cell for row in sheet.iter_rows() for cell in row if cell.value in (-3.99, -3)]
    found = {cell.value: cell.number_format for cell in differences}
    assert found == {-3.99: f'0.00##" {unit}"', -3: "#,##0"}
    width = sheet.column_dimensions[differences[0].column_letter].width
    assert width > len(f"-3.99 {unit}"), "a spreadsheet shows #### where a number does not fit"


def test_cells_of_a_finding_are_coloured_and_say_why() -> None:
    figures, finding = broken_sum("whole")
    book = opened([report(figures=figures, findings=[finding])])
    cell = book[SUMMARY].cell(DATA, 11)
    assert cell.value == 1196
    assert cell.fill.start_color.rgb == "FF" + FILLS["error"][1:]
    assert finding.message in cell.comment.text
    assert cell.number_format.endswith('"*"'), "colour is not the only sign"
    value = next(c for c in book[FIGURES][2] if c.value == 1196)
    assert finding.message in value.comment.text


def test_a_finding_leads_to_its_figure() -> None:
    figures, finding = broken_sum()
    first = report("a", row(), issuer="A")
    book = opened([first, report("b", figures, findings=[finding])])
    [link] = [c.hyperlink for c in book[FINDINGS][2] if c.hyperlink]
    assert link.location == f"'{FIGURES}'!A13"
    assert book[FIGURES]["A13"].value == "b"


def test_an_unread_number_is_shown_as_printed_and_left_out_of_the_sum() -> None:
    torn = figure("received.total", None, printed="1l6", status="unresolved")
    reports = [*communes(2), report("x", [torn], issuer="UBND phường X")]
    sheet = opened(reports, values=True)[SUMMARY]
    got = {sheet.cell(r, 7).value for r in range(DATA, DATA + 3)}
    assert got == {100, 200, "1l6"}
    assert sheet.cell(DATA + 3, 7).value == 300
    assert "2/3" in sheet.cell(DATA + 3, 7).comment.text
    assert "1 ô" in sheet["A5"].value


def test_several_periods_add_flows_only() -> None:
    months = [("2024-01-15", "2024-02-14", "tháng 2"), ("2024-02-15", "2024-03-14", "tháng 3")]
    sheet = opened([report(p[2], row(), issuer="A", period=p) for p in months], values=True)[
        SUMMARY
    ]
    total = [sheet.cell(DATA + 2, column).value for column in (7, 11, 15)]
    assert total == [None, 160, None]
    assert "chỉ cộng" in sheet.cell(DATA + 2, 22).value


HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "http://evil.example",
    "mailto:a@b.c",
    "internal:Sheet1!A1",
    "external:c:\\x.xlsx",
    "0012",
    "<script>&amp;",
    "_x0041_",
    "  lead",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_document_stays_text(text: str) -> None:
    made = figure("resolved.total", 5, "unit", text, quote=text + " 5", printed="5")
    problem = SourceProblem(code="x", page=None, message=text)
    book = opened([report(text, [made], issuer=text, problems=[problem], period=("", "", text))])
    found = [
        cell
        for name in (SUMMARY, FIGURES, SOURCES)
        for line in book[name].iter_rows()
        for cell in line
        if cell.value == text
    ]
    assert len(found) >= 6
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in found)


def test_no_formula_and_no_outer_link_comes_from_a_document() -> None:
    made = [figure("resolved.total", 5, "unit", text) for text in HOSTILE]
    content = workbook_bytes(consolidate([report(t, made, issuer=t) for t in HOSTILE]))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                text = parts.read(name).decode()
                assert 'TargetMode="External"' not in text
                formulas = [f.split("</f>")[0] for f in text.split("<f>")[1:]]
                assert all(f.startswith(("SUM(", "IF(COUNT(")) for f in formulas)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x0bc\x1f\x7fd", "abcd"),
        ("\ud800x\uffff", "x"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("x" * 40_000, "x" * 32_766 + "…"),
        ("x" * 32_767, "x" * 32_767),
        ("😀" * 20_000, "😀" * 16_383 + "…"),
    ],
    ids=["control", "surrogates", "line-ends", "long", "just-fits", "beyond-the-plane"],
)
def test_text_is_cut_and_cleaned_as_the_format_demands(text: str, kept: str) -> None:
    assert safe(text) == kept
    assert len(safe(text).encode("utf-16-le")) // 2 <= cells.TEXT_LIMIT


@pytest.mark.parametrize("number", [10**15, 10**40, -(10**16)])
def test_a_number_that_would_lose_digits_is_text(number: int) -> None:
    sheet = opened([report(figures=[figure("resolved.total", number)])])[FIGURES]
    assert str(number) in [cell.value for cell in sheet[2]]


def test_empty_tables_say_so() -> None:
    book = opened([])
    assert "Không có số liệu" in str(book[SUMMARY]["A10"].value)
    assert book[FINDINGS]["A2"].value == "Không có phát hiện nào"
    assert book[FIGURES]["A2"].value == "Không có số liệu nào"
    assert book[SOURCES]["A2"].value == "Không có văn bản nào"


def test_more_rows_than_a_sheet_holds_are_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("extractor.writers.longsheets.ROW_LIMIT", 8)
    monkeypatch.setattr("extractor.writers.formsheet.ROW_LIMIT", 12)
    book = opened([report(figures=row("whole") + row("commune"))])
    assert book[FIGURES]["A8"].value.startswith("Còn 16 dòng")
    assert any("Còn" in str(c.value) for c in book[SUMMARY]["A"])


def test_english_is_spoken_on_request() -> None:
    content = workbook_bytes(consolidate(communes(1), "en"), "en")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Summary", "Figures", "Findings", "Conventions", "Sources"]


def test_the_earlier_workbook_survives_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(consolidate(communes(1)), path)
    old = path.read_bytes()
    with pytest.raises(OutputError):
        write_workbook(consolidate(communes(2)), path / "below")
    assert path.read_bytes() == old


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_comes_to_the_same_totals(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(consolidate(communes(3)), path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "book.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    command += ["--outdir", "again", "book.ods"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    again = openpyxl.load_workbook(tmp_path / "again" / "book.xlsx", data_only=True)[SUMMARY]
    here = openpyxl.load_workbook(path, data_only=True)[SUMMARY]
    line = DATA + 3
    columns = range(7, 18)
    got = [again.cell(line, c).value for c in columns]
    assert got == [here.cell(line, c).value for c in columns] and got[0] == 600


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_word_is_in_the_catalogue(lang: Any) -> None:
    """A code that has no text would be shown as it is."""
    figures, finding = broken_sum()
    odd = [
        figure("resolved.early_or_on_time", 5, "unit", "A"),
        figure("received.postal", 5, "unit", "A", qualifier="over"),
        figure("resolved.total", None, "unit", "A", printed="?", status="unresolved"),
    ]
    reports = [
        report("a", [*figures, *row("whole")], findings=[finding]),
        report(
            "b",
            [*row("whole", base=200), *odd],
            conventions={"received_includes_carried_over": False},
        ),
        report("c", row("whole"), issuer="X", period=None),
        report("d", status="partial", sha256="hash of a"),
    ]
    content = workbook_bytes(consolidate(reports, lang), lang)
    book = openpyxl.load_workbook(io.BytesIO(content))
    said = [str(c.value) for sheet in book for line in sheet.iter_rows() for c in line]
    said += [c.comment.text for s in book for line in s.iter_rows() for c in line if c.comment]
    assert not [t for t in said if re.search(r"\b(?:book|mark|column|form)\.[a-z]|\{\w+\}", t)]


def test_who_names_whom_has_a_sheet_of_its_own() -> None:
    def citing(path: str, number: str, *named: str) -> Report:
        made = report(path, row("whole"), issuer="UBND phường 1")
        cited = tuple(
            Citation(type="KH", number=n, date="2024-03-15", issuer=None, quote=f"=số\n {n}")
            for n in named
        )
        parts = {"number": number, "citations": cited}
        head = made.document.model_copy(update={**parts, "date": "2024-03-15"})
        return made.model_copy(update={"document": head})

    first = citing("a", "12/KH-UBND")
    second = citing("b", "13/BC-UBND", "12/KH-UBND", "14/KH-UBND")
    sheet = opened([first, second])["Viện dẫn"]
    rows = [[cell.value for cell in line[:7]] for line in sheet.iter_rows(min_row=2)]
    assert [(told[0], told[3], told[4], told[6]) for told in rows] == [
        ("KH 12/KH-UBND", "có trong các tệp này", "a", "b"),
        ("KH 14/KH-UBND", "không có trong các tệp này", None, "b"),
    ]
    assert [line[10].value for line in sheet.iter_rows(min_row=2)] == [
        "=số 12/KH-UBND", "=số 14/KH-UBND",
    ]  # fmt: skip
    assert "Viện dẫn" not in opened([first]).sheetnames
