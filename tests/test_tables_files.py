"""Tables in real files: DOCX, XLSX, PDF and Markdown give the same figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from extractor.book.tables import table_book
from extractor.models import Figure
from extractor.repair import repair
from extractor.tables import read_tables
from tests.makers import pdf
from tests.makers.files import pages

METRICS = [c.metric for f in table_book().forms if f.name == "form-06" for c in f.column]
TITLE = (
    "Biểu số II.06a/VPCP/KSTT",
    "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "Kỳ báo cáo: Quý II năm 2024 (Từ ngày 15/3/2024 đến ngày 14/6/2024)",
    "Đơn vị báo cáo: UBND huyện Tam Nông",
    "Đơn vị tính: Số hồ sơ TTHC",
)
HEAD = [
    [
        "TT", "Lĩnh vực", "Tiếp nhận", "", "", "", "Đã giải quyết", "", "", "", "Đang giải quyết",
        "", "",
    ],
    [
        "", "", "Tổng số", "Trong kỳ", "", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn",
        "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn",
    ],
    ["", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "", "", "", "", "", "", "", ""],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)", "(13)"],
]  # fmt: skip
SPANS = [
    (0, 0, 3, 1), (0, 1, 3, 1), (0, 2, 1, 4), (0, 6, 1, 4), (0, 10, 1, 3), (1, 2, 2, 1),
    (1, 3, 1, 2), *((1, col, 2, 1) for col in range(5, 13)),
]  # fmt: skip
"""(row, col, row span, col span) of the merged heading cells."""


def body(count: int) -> list[list[str]]:
    """Rows that close: 3 = 4+5+6, 7 = 8+9+10, 11 = 12+13, 3 = 7+11; the last is the total."""
    rows, total = [], [0] * 11
    for n in range(1, count + 1):
        online, counter, carried, early, late, overdue = 1000 * n, 17 * n, n, 700 * n, n % 3, n % 2
        received = online + counter + carried
        settled = received - 40 * n
        on_time, pending = settled - early - late, 40 * n
        row = [received, online, counter, carried, settled, early, on_time, late, pending,
               pending - overdue, overdue]  # fmt: skip
        total = [a + b for a, b in zip(total, row, strict=True)]
        rows.append([str(n), f"Lĩnh vực số {n}", *map(dotted, row)])
    return [*rows, ["", "Tổng cộng", *map(dotted, total)]]


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def word_file(path: Path, rows: Sequence[Sequence[str]]) -> tuple[Path, str]:
    import docx

    document = docx.Document()
    for line in ("BÁO CÁO", *TITLE):
        document.add_paragraph(line)
    table = document.add_table(rows=len(HEAD) + len(rows), cols=13, style="Table Grid")
    for r, row in enumerate((*HEAD, *rows)):
        for cell, text in zip(table.rows[r].cells, row, strict=True):
            cell.text = text
    for r, c, down, right in SPANS:
        table.cell(r, c).merge(table.cell(r + down - 1, c + right - 1)).text = HEAD[r][c]
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx"), "docx"


def sheet_file(path: Path, rows: Sequence[Sequence[str]]) -> tuple[Path, str]:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path.with_suffix(".xlsx"))) as book:
        sheet = book.add_worksheet("06a")
        for r, line in enumerate(TITLE):
            sheet.merge_range(r, 0, r, 12, line)
        top = len(TITLE)
        merged = {(r, c): (down, right) for r, c, down, right in SPANS}
        for r, row in enumerate((*HEAD, *rows)):
            for c, text in enumerate(row):
                if (r, c) in merged:
                    down, right = merged[r, c]
                    sheet.merge_range(top + r, c, top + r + down - 1, c + right - 1, text)
                elif text and r >= len(HEAD) and c > 1:
                    sheet.write_number(top + r, c, int(text.replace(".", "")))
                elif text:
                    sheet.write_string(top + r, c, text)
        sheet.write_string(top + len(HEAD) + len(rows) + 2, 10, "Ngày 15 tháng 6 năm 2024")
    return path.with_suffix(".xlsx"), "xlsx"


def pdf_file(path: Path, rows: Sequence[Sequence[str]]) -> tuple[Path, str]:
    from tests.makers.pdf import Grid, render

    grid = Grid([*HEAD, *rows], SPANS, widths=[25, 95, *[54] * 11], size=7, repeat=4)
    return render(path.with_suffix(".pdf"), [*TITLE, grid], size=10, landscape=True), "pdf"


def markdown_file(path: Path, rows: Sequence[Sequence[str]]) -> tuple[Path, str]:
    lines = [f"| {' | '.join(row)} |" for row in (*HEAD, *rows)]
    lines.insert(1, "|" + "---|" * 13)
    path.with_suffix(".md").write_text("\n".join([*TITLE, "", *lines]), encoding="utf-8")
    return path.with_suffix(".md"), "markdown"


Maker = Callable[[Path, Sequence[Sequence[str]]], tuple[Path, str]]
MAKERS = [word_file, sheet_file, pdf_file, markdown_file]


def read(made: tuple[Path, str]) -> tuple[tuple[Figure, ...], list[Any]]:
    delivered = pages(*made)
    return read_tables([repair(page) for page in delivered]), delivered


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: str(maker.__name__))
@pytest.mark.parametrize("count", [3, 60])
def test_every_cell_of_form_06(maker: Maker, count: int, tmp_path: Path) -> None:
    rows = body(count)
    found, delivered = read(maker(tmp_path / "report", rows))
    values = {(f.scope.level, f.scope.name, f.metric): f.value for f in found}
    expected = {
        (
            *(
                ("whole", None)
                if row[1] == "Tổng cộng"
                else ("field", row[1].removeprefix("Lĩnh vực "))
            ),
            metric,
        ): int(printed.replace(".", ""))
        for row in rows
        for metric, printed in zip(METRICS, row[2:], strict=True)
    }
    assert values == expected
    assert len(found) == len(expected)
    assert {f.block.split(":")[0] for f in found} == {"table1"}
    texts = {page.number: page.text for page in delivered}
    for figure in found:
        e = figure.evidence
        assert texts[e.page][e.start : e.end] == e.quote
        assert texts[e.page][e.printed_start : e.printed_end] == figure.printed
        assert figure.status == "read"


def test_a_pdf_table_runs_over_pages_and_every_cell_has_its_box(tmp_path: Path) -> None:
    found, _ = read(pdf_file(tmp_path / "report", body(60)))
    assert {f.evidence.page for f in found} > {1, 2}
    assert all(f.evidence.bbox is not None for f in found)
    assert len({f.block for f in found}) == 61


def test_a_cell_of_a_sheet_is_named_by_its_address(tmp_path: Path) -> None:
    found, _ = read(sheet_file(tmp_path / "report", body(3)))
    assert found[0].evidence.cell == "C10"
    assert (found[0].reading.reader, found[0].metric) == ("xlsx", "received.total")


def test_rates_of_a_sheet(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "rates.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0.00%"})
        sheet.write_row(0, 0, ["TT", "Đơn vị", "Tiếp nhận", "Đã giải quyết đúng hạn",
                               "Tỷ lệ đúng hạn", "Tỷ lệ quá hạn (%)"])  # fmt: skip
        sheet.write_row(1, 0, [1, "Xã An Hòa", 2139, 1465])
        sheet.write_number(1, 4, 0.6848, percent)
        sheet.write_number(1, 5, 0.3152)
    found, _ = read((path, "xlsx"))
    assert {f.metric: float(f.value or 0) for f in found} == {
        "received.total": 2139, "resolved.on_time": 1465, "resolved.on_time_rate": 68.48,
        "resolved.late_rate": 31.52,
    }  # fmt: skip


def test_two_tables_on_one_sheet(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for top, title in ((0, "I. UBND CẤP HUYỆN"), (8, "II. UBND CẤP XÃ")):
            sheet.write(top, 0, title)
            sheet.write_row(top + 1, 0, ["TT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "Đã giải quyết"])
            sheet.write_row(top + 2, 0, [1, "Đất đai", 10 + top, 9])
            sheet.write_row(top + 3, 0, [2, "Hộ tịch", 20, 18])
            sheet.write_row(top + 4, 0, ["", "Tổng cộng", 30 + top, 27])
    found, _ = read((path, "xlsx"))
    received = [(f.scope.level, f.scope.name, f.value) for f in found if "received" in f.metric]
    assert received == [
        ("field", "UBND CẤP HUYỆN / Đất đai", 10), ("field", "UBND CẤP HUYỆN / Hộ tịch", 20),
        ("district", None, 30),
        ("field", "UBND CẤP XÃ / Đất đai", 18), ("field", "UBND CẤP XÃ / Hộ tịch", 20),
        ("commune", None, 38),
    ]  # fmt: skip


def test_a_sheet_that_lost_its_thousands_is_not_believed(tmp_path: Path) -> None:
    """'1.200' typed where a point is the decimal point is kept as 1.2, and 2.000 as 2."""
    import xlsxwriter

    rows: list[list[Any]] = [
        ["1", "Đất đai", 530, 400, 60, 70],
        ["2", "Đầu tư", 1.315, 1.2, 100, 15],
        ["3", "Thuế", 2, 1.9, 90, 10],
    ]
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        heading = ["STT", "Lĩnh vực", "Tổng số tiếp nhận", "Trực tuyến", "Trực tiếp", "Kỳ trước"]
        for r, row in enumerate([heading, *rows]):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    clean = [repair(page) for page in pages(tmp_path / "a.xlsx", "xlsx")]
    seen = {(f.scope.name, f.printed): (f.value, f.note) for f in read_tables(clean)}
    assert seen["Đất đai", "530"] == (530, "")
    for name, printed in (("Đầu tư", "1,315"), ("Đầu tư", "100"), ("Thuế", "2"), ("Thuế", "1,9")):
        assert seen[name, printed] == (None, "thousands-lost")


HEADING = ["TT", "Chỉ tiêu", "Tháng 7", "Tháng 8", "Ghi chú"]
TURNED = [
    ["A", "CẤP HUYỆN", "", "", ""],
    ["1", "Đã giải quyết", "390", "397", ""],
    ["2", "Đang giải quyết", "41", "39", ""],
    ["B", "CẤP XÃ", "", "", ""],
    ["1", "Đã giải quyết", "2.250", "2.119", ""],
    ["", "- Trước hạn", "1.200", "1.100", ""],
    ["", "- Đúng hạn", "1.045", "1.019", ""],
    ["", "- Quá hạn", "5", "", "do mất điện"],
    ["2", "Đang giải quyết", "63", "61", ""],
]


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("broken", range(2, len(TURNED) - 1))
def test_a_turned_table_goes_on_overleaf(tmp_path: Path, broken: int, repeated: bool) -> None:
    """What its rows opened on the page before holds for the first ones of the next."""
    head = [HEADING] if repeated else []
    title = "BÁO CÁO\nKết quả giải quyết thủ tục hành chính huyện Na Rì"
    blocks: list[pdf.Block] = [
        title,
        pdf.Grid([HEADING, *TURNED[:broken]], widths=[30, 150, 60, 60, 100]),
        pdf.PageBreak(),
        pdf.Grid([*head, *TURNED[broken:]], widths=[30, 150, 60, 60, 100]),
    ]
    found, _ = read((pdf.render(tmp_path / "a.pdf", blocks), "pdf"))
    july = [f for f in found if f.value in (390, 41, 2250, 1200, 1045, 5, 63)]
    assert [(f.scope.level, f.metric) for f in july] == [
        ("district", "resolved.total"), ("district", "pending.total"),
        ("commune", "resolved.total"), ("commune", "resolved.early"),
        ("commune", "resolved.on_time"), ("commune", "resolved.late"),
        ("commune", "pending.total"),
    ]  # fmt: skip
