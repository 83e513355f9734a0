"""A made year as a folder: the units' table, and each report as text, Markdown, DOCX, XLSX or PDF.

Only the wording and the files are made here; numbers and names are :mod:`tests.makers.province`'s.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from extractor.units.table import COLUMNS
from tests.makers.pdf import render
from tests.makers.province import (
    CARRIED,
    COUNTER,
    CUT,
    EARLY,
    IN_TIME,
    LATE,
    METRICS,
    NEW,
    ON_TIME,
    ONLINE,
    OPEN,
    OVERDUE,
    PROVINCE_ID,
    REFORM,
    SETTLED,
    TOTAL,
    YEAR,
    Flow,
    Made,
    Province,
)

LEVELS = {
    "whole": "Kết quả tiếp nhận, giải quyết hồ sơ", "province": "Tại cấp tỉnh",
    "district": "Tại cấp huyện", "commune": "Tại cấp xã",
}  # fmt: skip
HEADS = (
    ("TT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "", "", "", "Số hồ sơ đã giải quyết", "", "", "",
     "Số hồ sơ đang giải quyết", "", ""),
    ("", "", "Tổng số", "Trong kỳ", "", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn",
     "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn"),
    ("", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "", "", "", "", "", "", "", ""),
    tuple(f"({n})" for n in range(1, 14)),
)  # fmt: skip


def write(made: Province, folder: Path) -> Path:
    """A file for each report, in a folder a month; returns the folder of reports."""
    root = folder / "bao-cao"
    for one in made.made:
        path = root / f"{YEAR}-{one.month:02}" / f"{one.unit.id}{one.copy}.{one.format}"
        path.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[one.format](one, path)
    write_units(made, folder / "don-vi.csv")
    return root


def write_units(made: Province, path: Path) -> None:
    """The office's table, as an office would keep it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(COLUMNS)
        for unit in made.units:
            start = f"{YEAR}-07-01" if unit.first == REFORM else ""
            end = f"{YEAR}-06-30" if unit.last < 12 else ""
            out.writerow([unit.id, unit.name, unit.kind, unit.level, unit.parent or PROVINCE_ID,
                          start, end, "; ".join(unit.successors), "", "made"])  # fmt: skip


def lines(one: Made) -> list[str]:
    """Letterhead, number, date, title, and the figures in prose."""
    day = one.signed
    body = "" if one.unit.level == "department" else "ỦY BAN NHÂN DÂN\n"
    above = f"ỦY BAN NHÂN DÂN\n{one.above.upper()}" if one.above else ""
    start, end = period_of(one.month)
    head = [
        *([above] if above else []),
        f"{body}{one.issuer.upper()}",
        f"Số: {one.number}/BC-{'UBND' if body else _initials(one.unit.name)}",
        f"Điện Biên, ngày {day.day:02} tháng {day.month:02} năm {day.year}",
        f"BÁO CÁO\n{one.title.capitalize()}"
        f"Kết quả giải quyết thủ tục hành chính tháng {one.month} năm {YEAR}",
        f"(Số liệu từ ngày {_day(start)} đến ngày {_day(end)})",
    ]
    told = [_prose(LEVELS[level], dict(flow)) for level, name, flow in one.scopes if not name]
    return [*head, *(told if one.form == "prose" else [])]


def _initials(name: str) -> str:
    """'SNV' of 'Sở Nội vụ'."""
    return "".join(word[0] for word in name.replace(",", "").split() if word != "và").upper()


def period_of(month: int) -> tuple[date, date]:
    """From the 15th of the month before to the 14th."""
    first = date(YEAR - (month == 1), (month - 2) % 12 + 1, CUT + 1)
    return first, date(YEAR, month, CUT)


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _prose(where: str, flow: Flow) -> str:
    said = {m: f"{v:,}".replace(",", ".") + " hồ sơ" for m, v in flow.items()}
    return "\n".join([
        f"{where}:",
        f"- Tổng số hồ sơ tiếp nhận: {said[TOTAL]}; tiếp nhận mới trong kỳ: {said[NEW]} "
        f"(trực tuyến: {said[ONLINE]}, trực tiếp và qua dịch vụ bưu chính: {said[COUNTER]}); "
        f"từ kỳ trước chuyển qua: {said[CARRIED]}.",
        f"- Đã giải quyết: {said[SETTLED]} (trước hạn: {said[EARLY]}, đúng hạn: {said[ON_TIME]}, "
        f"trễ hạn: {said[LATE]}).",
        f"- Đang giải quyết: {said[OPEN]} (trong hạn: {said[IN_TIME]}, quá hạn: {said[OVERDUE]}).",
    ])  # fmt: skip


def rows(one: Made) -> list[list[str]]:
    """Form 06: heads, a row a field of work, the total."""
    found = [list(head) for head in HEADS]
    for n, (_, name, flow) in enumerate(one.scopes, 1):
        told = dict(flow)
        first = [str(n), name] if name else ["", "Tổng cộng"]
        found.append([*first, *(str(told[metric]) for metric in METRICS)])
    return found


def _text(one: Made, path: Path) -> None:
    path.write_text("\n\n".join(lines(one)) + "\n", encoding="utf-8")


def _docx(one: Made, path: Path) -> None:
    import docx

    document = docx.Document()
    for line in lines(one):
        document.add_paragraph(line)
    if one.form == "table":
        table = rows(one)
        grid = document.add_table(len(table), len(table[0]))
        for at, row in enumerate(table):
            cells = grid.rows[at].cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
        _merge(lambda a, b, c, d: grid.cell(a, b).merge(grid.cell(c, d)))
    document.save(str(path))


def _merge(merge: Any) -> None:
    """The form's merged heads."""
    for area in ((0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 5), (0, 6, 0, 9), (0, 10, 0, 12),
                 (1, 3, 1, 4), (1, 2, 2, 2), *((1, c, 2, c) for c in range(5, 13))):  # fmt: skip
        merge(*area)


def _xlsx(one: Made, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Bao cao")
        at = 0
        for line in lines(one):
            for text in line.split("\n"):
                sheet.write_string(at, 0, text)
                at += 1
        table = rows(one)
        for row in table:
            for col, text in enumerate(row):
                if text.isdigit() and len(row[0]) < 3 and col:
                    sheet.write_number(at, col, int(text))
                else:
                    sheet.write_string(at, col, text)
            at += 1
        top = at - len(table)
        _merge(lambda a, b, c, d: sheet.merge_range(top + a, b, top + c, d, HEADS[a][b]))


def _pdf(one: Made, path: Path) -> None:
    render(path, "\n\n".join(lines(one)))


WRITERS = {"txt": _text, "md": _text, "docx": _docx, "xlsx": _xlsx, "pdf": _pdf}
