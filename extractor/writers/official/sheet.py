"""The sheet of the official table: form 06 as its circular draws it, with live totals.

Knows the form's layout; what stands in a cell is given. Formulas are made of this sheet's own cell
addresses and of nothing else: whatever comes from a document is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.consolidate.form import COLUMNS
from extractor.consolidate.official.cells import Cell, Note, Row, rows_added
from extractor.consolidate.official.table import Line, Table
from extractor.consolidate.official.whole import Official
from extractor.writers.cells import GRID, HEADER, PLAIN, Look, Pen, height, tint
from extractor.writers.longsheets import CENTRE, WRAP, page_set_up
from extractor.writers.official.words import called, head, heading, noted, numeral, period, tell

FIRST = 2
"""Column of (3)."""
REMARK = FIRST + len(COLUMNS)
TOP = 6
"""First of the three heading rows; the row of column numbers and the data follow."""
DATA = TOP + 4
WIDTHS = (5, 34, *[9.5] * len(COLUMNS), 40)
UPPER = (("received", 0, 3), ("resolved", 4, 7), ("pending", 8, 10))
LOWER = {
    0: "total", 3: "carried", 4: "total", 5: "early", 6: "on_time", 7: "late",
    8: "total", 9: "in_time", 10: "overdue",
}  # fmt: skip
BOLD: Look = {"bold": True}
MIDDLE: Look = {"valign": "vcenter"}
RIGHT: Look = {"align": "right"}
SMALL: Look = {"font_size": 9}
GROUP: Look = {**BOLD, "bg_color": "#D5DEE8"}
SUM: Look = {**BOLD, "bg_color": "#EEF2F6"}
OWN: Look = {"italic": True}
FORMS: dict[str, Look] = {
    "ok": {"num_format": "#,##0"},
    "disputed": {"num_format": '#,##0"*"'},
    "partial": {"num_format": '"≥ "#,##0'},
}
TINTS = {
    "missing": "error", "unresolved": "warning", "disputed": "warning", "partial": "info",
    "silent": None, "neutral": None, "ok": None,
}  # fmt: skip
DECIDED = "number-decided"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where lines came to stand, for charts: the first and last row of all lines."""

    rows: tuple[tuple[int, Line], ...]
    total: int


def fill_table(pen: Pen, sheet: Any, official: Official, table: Table) -> Placed:
    """The whole sheet; says where its lines stand."""
    _title(pen, sheet, official)
    _heads(pen, sheet, table)
    row, placed = _body(pen, sheet, table)
    for col, width in enumerate(WIDTHS):
        sheet.set_column(col, col, width)
    _foot(pen, sheet, row)
    sheet.freeze_panes(DATA, FIRST)
    page_set_up(pen, sheet)
    sheet.repeat_rows(TOP, TOP + 3)
    sheet.print_area(0, 0, row + 7, REMARK)
    return placed


def _title(pen: Pen, sheet: Any, official: Official) -> None:
    """Form at left, title in the middle, units at right; under it what is missing."""
    lang = pen.lang
    start, end = (f"{day:%d/%m/%Y}" for day in official.days)
    receiver = official.receiver.full if official.receiver else tell("unknown", lang)
    units = "\n".join((
        tell("reporter", lang, unit=official.table.unit.full),
        tell("receiver", lang, unit=receiver),
    ))  # fmt: skip
    sheet.merge_range(0, 0, 2, 1, tell("form", lang), pen.look(WRAP, BOLD))
    title = pen.look({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"}, WRAP)
    sheet.merge_range(0, FIRST, 0, REMARK - 2, pen.say("title"), title)
    named = tell("period", lang, period=period(official.asked, lang))
    sheet.merge_range(1, FIRST, 1, REMARK - 2, named, pen.look(CENTRE, BOLD))
    days = tell("days", lang, start=start, end=end)
    sheet.merge_range(2, FIRST, 2, REMARK - 2, days, pen.look(CENTRE, {"italic": True}))
    sheet.merge_range(0, REMARK - 1, 2, REMARK, units, pen.look(WRAP))
    sheet.set_row(0, 22)
    _notices(pen, sheet, official)


def _notices(pen: Pen, sheet: Any, official: Official) -> None:
    lines = head(official, pen.lang)
    first, rest = lines[0], lines[1:]
    width = sum(WIDTHS)
    sheet.merge_range(
        3, 0, 3, REMARK, first[0], pen.look(WRAP, BOLD, tint("error" if first[1] else None))
    )
    said = " ".join(text for text, _ in rest)
    alarm = tint("warning" if any(loud for _, loud in rest) else None)
    sheet.merge_range(4, 0, 4, REMARK, said, pen.look(WRAP, PLAIN, alarm))
    for row, text in ((3, first[0]), (4, said)):
        sheet.set_row(row, height([(text, width)]) or 18)
    sheet.merge_range(
        5, 0, 5, REMARK, tell("unit", pen.lang), pen.look({"italic": True, "align": "right"})
    )


def _heads(pen: Pen, sheet: Any, table: Table) -> None:
    look = pen.look(HEADER)

    def over(row: int, col: int, last_row: int, last_col: int, text: str) -> None:
        if (row, col) == (last_row, last_col):
            sheet.write_string(row, col, text, look)
        else:
            sheet.merge_range(row, col, last_row, last_col, text, look)

    over(TOP, 0, TOP + 2, 0, tell("column.no", pen.lang))
    over(TOP, 1, TOP + 2, 1, tell(f"column.{table.by}", pen.lang))
    over(TOP, REMARK, TOP + 2, REMARK, tell("column.remark", pen.lang))
    for key, first, last in UPPER:
        over(TOP, FIRST + first, TOP, FIRST + last, pen.say(f"form.{key}"))
    for col, key in LOWER.items():
        over(TOP + 1, FIRST + col, TOP + 2, FIRST + col, pen.say(f"form.{key}"))
    over(TOP + 1, FIRST + 1, TOP + 1, FIRST + 2, pen.say("form.in_period"))
    over(TOP + 2, FIRST + 1, TOP + 2, FIRST + 1, pen.say("form.online"))
    over(TOP + 2, FIRST + 2, TOP + 2, FIRST + 2, pen.say("form.counter"))
    small: Look = {**HEADER, "bold": False, "italic": True, "font_size": 9}
    for col in range(REMARK + 1):
        pen.put(sheet, TOP + 3, col, f"({col + 1})" if col < REMARK else None, small)
    sheet.set_row(TOP + 2, 46)


def _body(pen: Pen, sheet: Any, table: Table) -> tuple[int, Placed]:
    """Groups, lines, total, what is printed beside it; the first free row."""
    row = DATA
    placed: list[tuple[int, Line]] = []
    sums: list[int] = []
    for number, group in enumerate(table.groups, 1):
        sums.append(row)
        lines = [line.row for line in group.lines]
        _words(pen, sheet, row, numeral(number), heading(group, pen.lang), (), GROUP)
        _sums(pen, sheet, row, rows_added(lines), [(row + 1, row + len(lines))], GROUP)
        for n, line in enumerate(group.lines, 1):
            _line(pen, sheet, row + n, str(n), line)
            placed.append((row + n, line))
        row += len(lines) + 1
    if not table.groups:
        empty = tell("empty", pen.lang)
        sheet.merge_range(row, 0, row, REMARK, empty, pen.look(CENTRE, GRID))
        row += 1
    _words(pen, sheet, row, "", tell("total", pen.lang), (), SUM)
    _sums(pen, sheet, row, table.total, [(at, at) for at in sums], SUM)
    total = row
    if table.printed is not None:
        row = _beside(pen, sheet, total, table, table.printed)
    return row + 1, Placed(tuple(placed), total)


def _words(
    pen: Pen, sheet: Any, row: int, number: str, name: str, notes: Sequence[Note], *looks: Look
) -> None:
    """The cells of a row that hold no number."""
    remark = "; ".join(dict.fromkeys(noted(note, pen.lang) for note in notes))
    pen.put(sheet, row, 0, number, GRID, CENTRE, MIDDLE, *looks)
    pen.put(sheet, row, 1, name, GRID, WRAP, MIDDLE, *looks)
    pen.put(sheet, row, REMARK, remark, GRID, WRAP, MIDDLE, *looks, SMALL)
    needed = height(((name, WIDTHS[1]), (remark, WIDTHS[REMARK] * 1.2)))
    if needed is not None:
        sheet.set_row(row, needed)


def _line(pen: Pen, sheet: Any, row: int, number: str, line: Line, *looks: Look) -> None:
    _words(pen, sheet, row, number, called(line, pen.lang), line.notes, *looks)
    for col, cell in enumerate(line.row, FIRST):
        _cell(pen, sheet, row, col, cell, *looks)


def _cell(pen: Pen, sheet: Any, row: int, col: int, cell: Cell, *looks: Look) -> None:
    """The number; '…' where a report is missing, '?' where it was not read for certain."""
    value: object = cell.value
    if value is None:
        value = {"missing": "…", "unresolved": "?"}.get(cell.state)
    form = FORMS.get(cell.state, FORMS["ok"])
    decided = any(note.key == DECIDED for note in cell.notes)
    shade = TINTS[cell.state] or ("info" if decided else None)
    pen.put(sheet, row, col, value, GRID, RIGHT, MIDDLE, form, *looks, tint(shade))
    pen.comment(sheet, row, col, [noted(note, pen.lang) for note in cell.notes])


def _sums(
    pen: Pen, sheet: Any, row: int, total: Row, spans: Sequence[tuple[int, int]], look: Look
) -> None:
    """Live sums over these rows, with their values for programs that do not calculate."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    for col, cell in enumerate(total, FIRST):
        form = FORMS.get(cell.state, FORMS["ok"])
        shape = pen.look(GRID, RIGHT, MIDDLE, look, form, tint(TINTS[cell.state]), BOLD)
        areas = [
            ":".join(dict.fromkeys(xl_rowcol_to_cell(at, col) for at in span)) for span in spans
        ]
        formula = _sum(areas)
        if cell.value is None or not areas:
            pen.put(sheet, row, col, "…" if cell.state == "missing" else None, GRID, RIGHT, MIDDLE,
                    look, tint(TINTS[cell.state]))  # fmt: skip
        else:
            sheet.write_formula(row, col, formula, shape, cell.value)
        pen.comment(sheet, row, col, [noted(note, pen.lang) for note in cell.notes])


_MOST = 200
"""Parts of one SUM; a spreadsheet takes 255."""


def _sum(areas: Sequence[str]) -> str:
    pieces = [areas[n : n + _MOST] for n in range(0, len(areas), _MOST)]
    return "=" + "+".join(f"SUM({','.join(piece)})" for piece in pieces)


def _beside(pen: Pen, sheet: Any, total: int, table: Table, printed: Line) -> int:
    """The unit's own print under the total, and the difference as a live formula."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    row = total + 1
    name = tell("printed", pen.lang, unit=printed.name)
    _words(pen, sheet, row, "", name, printed.notes, OWN)
    _words(pen, sheet, row + 1, "", tell("difference", pen.lang), (), OWN)
    for col, (made, cell) in enumerate(zip(table.total, printed.row, strict=True), FIRST):
        _cell(pen, sheet, row, col, cell, OWN)
        if made.value is None or cell.value is None:
            pen.put(sheet, row + 1, col, None, GRID, OWN)
            continue
        off = made.value - cell.value
        above, below = (xl_rowcol_to_cell(at, col) for at in (total, row))
        loud = None if not off else "info" if made.state != "ok" else "error"
        look = pen.look(GRID, RIGHT, OWN, {"num_format": "+#,##0;-#,##0;0"}, tint(loud))
        sheet.write_formula(row + 1, col, f"={above}-{below}", look, off)
    return row + 1


def _foot(pen: Pen, sheet: Any, row: int) -> None:
    """The legend, and the place to sign."""
    legend = tell("legend", pen.lang)
    look = pen.look(WRAP, {"italic": True, "font_size": 9})
    sheet.merge_range(row, 0, row, REMARK, legend, look)
    sheet.set_row(row, 26)
    centred = pen.look(CENTRE, WRAP, BOLD)
    date = tell("sign.date", pen.lang)
    sheet.merge_range(row + 2, REMARK - 4, row + 2, REMARK, date, pen.look(CENTRE))
    sheet.merge_range(row + 3, 0, row + 3, FIRST, tell("sign.maker", pen.lang), centred)
    sheet.merge_range(row + 3, REMARK - 4, row + 3, REMARK, tell("sign.head", pen.lang), centred)
    sheet.set_row(row + 3, 34)
