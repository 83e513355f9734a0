"""The sheet in the shape of form II.06a: heads, blocks by level, totals as live formulas.

Knows the form's layout (Circular 01/2020/TT-VPCP); which rows may be added is decided by
:mod:`extractor.consolidate.totals`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.book.names import level_name
from extractor.consolidate import Book
from extractor.consolidate.form import COLUMNS, EXTRA, Mark
from extractor.consolidate.totals import Block, Total, blocks
from extractor.writers.cells import (
    GRID,
    HEADER,
    PLAIN,
    ROW_LIMIT,
    Look,
    Pen,
    as_date,
    height,
    tint,
)
from extractor.writers.longsheets import CENTRE, WRAP, page_set_up

METRICS = (*COLUMNS, *EXTRA)
FIRST = 6
"""Column of (3); before it: number, unit, scope, period, from, to."""
REMARK = FIRST + len(METRICS)
DOCUMENT = REMARK + 1
TOP = 5
"""First of the three heading rows; the row of column numbers and the data follow."""
WIDTHS = (5, 28, 18, 16, 11, 11, *[9] * len(METRICS), 30, 26)
COUNT: Look = {"num_format": "#,##0"}
DOUBTFUL: Look = {"num_format": '#,##0"*"'}
BOLD: Look = {"bold": True}
RIGHT: Look = {"align": "right"}
SMALL: Look = {"bold": False, "font_size": 9}
SUM: Look = {**BOLD, **COUNT, "bg_color": "#EEF2F6"}
GROUP: Look = {**BOLD, "bg_color": "#D5DEE8"}
SAID = ("merged", "merged-elsewhere", "part-only", "without-carried-over", "duplicate", "copies")
"""Marks that change what a number means: they stand in the remarks, for paper has no comments."""

UPRIGHT = ("no", "unit", "scope", "period", "start", "end")
UPPER = (("received", 0, 3), ("resolved", 4, 7), ("pending", 8, 10), ("extra", 11, 14))
LOWER = {
    0: "total",
    3: "carried",
    4: "total",
    5: "early",
    6: "on_time",
    7: "late",
    8: "total",
    9: "in_time",
    10: "overdue",
    11: "supplement",
    12: "withdrawn",
    13: "refused",
    14: "stopped",
}


def fill_form(pen: Pen, sheet: Any, book: Book) -> None:
    """The whole sheet."""
    _title(pen, sheet, book)
    _heads(pen, sheet)
    row = _body(pen, sheet, book) if len(book.wide) else _empty(pen, sheet)
    for col, width in enumerate(WIDTHS):
        sheet.set_column(col, col, width)
    sheet.freeze_panes(TOP + 4, 2)
    sheet.autofilter(TOP + 3, 0, max(row - 1, TOP + 4), DOCUMENT)
    page_set_up(pen, sheet)
    sheet.repeat_rows(TOP, TOP + 3)
    sheet.print_area(0, 0, max(row - 1, TOP + 4), REMARK)


def _title(pen: Pen, sheet: Any, book: Book) -> None:
    big = pen.look({"bold": True, "font_size": 15, "align": "center"})
    sheet.merge_range(0, 0, 0, REMARK, pen.say("title"), big)
    subtitle = pen.say("subtitle", documents=len(book.sources))
    sheet.merge_range(1, 0, 1, REMARK, subtitle, pen.look(CENTRE, {"italic": True}))
    sheet.merge_range(2, 0, 2, FIRST + 7, _span(pen, book), pen.look(CENTRE))
    unit = pen.look({"italic": True, "align": "right"})
    sheet.merge_range(2, FIRST + 8, 2, REMARK, pen.say("unit"), unit)
    sheet.merge_range(3, 0, 3, REMARK, pen.say("note"), pen.look({"italic": True}))
    said = pen.say("unsure", count=book.unsure) if book.unsure else pen.say("sure")
    alarm = tint("warning" if book.unsure else None)
    sheet.merge_range(4, 0, 4, REMARK, said, pen.look(BOLD, alarm))
    sheet.set_row(0, 24)


def _span(pen: Pen, book: Book) -> str:
    """First and last day of all rows; '' where one row's period is not known."""
    starts = [as_date(value) for value in book.wide["start"]]
    ends = [as_date(value) for value in book.wide["end"]]
    first, last = [d for d in starts if d], [d for d in ends if d]
    if not first or len(first) < len(starts) or len(last) < len(ends):
        return ""
    return pen.say("span", start=f"{min(first):%d/%m/%Y}", end=f"{max(last):%d/%m/%Y}")


def _heads(pen: Pen, sheet: Any) -> None:
    look = pen.look(HEADER)

    def over(row: int, col: int, last_row: int, last_col: int, key: str) -> None:
        text = pen.say(f"form.{key}")
        if (row, col) == (last_row, last_col):
            sheet.write_string(row, col, text, look)
        else:
            sheet.merge_range(row, col, last_row, last_col, text, look)

    for col, key in enumerate(UPRIGHT):
        over(TOP, col, TOP + 2, col, key)
    for key, first, last in UPPER:
        over(TOP, FIRST + first, TOP, FIRST + last, key)
    for col, key in LOWER.items():
        over(TOP + 1, FIRST + col, TOP + 2, FIRST + col, key)
    over(TOP + 1, FIRST + 1, TOP + 1, FIRST + 2, "in_period")
    over(TOP + 2, FIRST + 1, TOP + 2, FIRST + 1, "online")
    over(TOP + 2, FIRST + 2, TOP + 2, FIRST + 2, "counter")
    over(TOP, REMARK, TOP + 2, REMARK, "remark")
    over(TOP, DOCUMENT, TOP + 2, DOCUMENT, "document")
    _numbers(pen, sheet)
    sheet.set_row(TOP + 2, 44)


def _numbers(pen: Pen, sheet: Any) -> None:
    """The row (1) … (13) of the form."""
    look: Look = {**HEADER, "bold": False, "italic": True}
    numbered = {0: 1, 1: 2} | {FIRST + n: n + 3 for n in range(len(COLUMNS))}
    for col in range(DOCUMENT + 1):
        pen.put(sheet, TOP + 3, col, f"({numbered[col]})" if col in numbered else None, look)


def _empty(pen: Pen, sheet: Any) -> int:
    sheet.merge_range(TOP + 4, 0, TOP + 4, REMARK, pen.say("nothing_form"), pen.look(CENTRE, GRID))
    return TOP + 5


def _body(pen: Pen, sheet: Any, book: Book) -> int:
    """All blocks; returns the first free row."""
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in book.marks:
        marks[mark.row].append(mark)
    row = TOP + 4
    for block in blocks(book.wide):
        if row + (block.last - block.first) + len(block.totals) + 3 >= ROW_LIMIT:
            pen.put(sheet, row, 0, pen.say("cut", count=len(book.wide) - block.first), BOLD)
            return row + 1
        key = "form.block_named" if block.named else "form.block"
        _group(pen, sheet, row, pen.say(key, level=_level(pen, block)))
        first = row + 1
        for n in range(block.first, block.last + 1):
            _row(pen, sheet, first + n - block.first, book, n, n - block.first + 1, marks[n])
        row = first + block.last - block.first + 1
        for total in block.totals:
            _total(pen, sheet, row, first - block.first, book, block, total, marks)
            row += 1
    return row


def _level(pen: Pen, block: Block) -> str:
    name = level_name(block.level, pen.lang)
    return name[:1].upper() + name[1:]


def _group(pen: Pen, sheet: Any, row: int, text: str) -> None:
    for col in range(DOCUMENT + 1):
        pen.put(sheet, row, col, text if col == 1 else None, GRID, GROUP)


def _row(
    pen: Pen, sheet: Any, row: int, book: Book, n: int, number: int, marks: Sequence[Mark]
) -> None:
    record = book.wide.iloc[n].to_dict()
    scope = level_name(record["level"], pen.lang)
    scope = f"{scope}: {record['unit']}" if record["unit"] else scope
    start, end = (as_date(record[key]) or record[key] for key in ("start", "end"))
    issuer = record["issuer"] or record["document"]
    for col, value in enumerate((number, issuer, scope, record["period"], start, end)):
        pen.put(sheet, row, col, value, GRID, WRAP, CENTRE if col in (0, 4, 5) else PLAIN)
    for col, metric in enumerate(METRICS, start=FIRST):
        mine = [mark for mark in marks if mark.column == metric]
        _figure(pen, sheet, row, col, record[metric], mine)
    remarks = "\n".join(dict.fromkeys(_said(pen, mark) for mark in marks if mark.kind in SAID))
    alarm = tint("warning" if any(mark.kind == "duplicate" for mark in marks) else None)
    pen.put(sheet, row, REMARK, remarks, GRID, WRAP, SMALL, alarm)
    texts = {1: issuer, 2: scope, 3: record["period"], REMARK: remarks}
    sheet.set_row(row, height((text, WIDTHS[col]) for col, text in texts.items()))
    pen.put(sheet, row, DOCUMENT, record["document"], GRID, WRAP, SMALL)


def _figure(pen: Pen, sheet: Any, row: int, col: int, value: object, marks: Sequence[Mark]) -> None:
    shape = DOUBTFUL if any(mark.doubtful for mark in marks) else COUNT
    severity = worst(marks)
    pen.put(sheet, row, col, value, GRID, RIGHT, shape, tint(severity))
    pen.comment(sheet, row, col, [_said(pen, mark) for mark in marks])


def worst(marks: Sequence[Mark]) -> str | None:
    """The gravest severity of the marks."""
    found = {mark.severity for mark in marks}
    return next((s for s in ("error", "warning", "info") if s in found), None)


def _said(pen: Pen, mark: Mark) -> str:
    if mark.kind != "finding":
        return pen.say(f"mark.{mark.kind}", **mark.params)
    return f"{pen.say(f'severity.{mark.severity}')}: {mark.params['message']}"


def _total(
    pen: Pen,
    sheet: Any,
    row: int,
    offset: int,
    book: Book,
    block: Block,
    total: Total,
    marks: dict[int, list[Mark]],
) -> None:
    """One total; ``offset`` leads from a row of the frame to a row of the sheet."""
    key = "form.sum_period" if total.period else "form.sum_named" if block.named else "form.sum"
    title = pen.say(key, level=level_name(block.level, pen.lang), period=total.period or "")
    for col in range(DOCUMENT + 1):
        pen.put(sheet, row, col, title if col == 1 else None, GRID, SUM, WRAP)
    rows = range(total.first, total.last + 1)
    for col, metric in enumerate(METRICS, start=FIRST):
        if metric in total.columns:
            values = book.wide[metric].iloc[total.first : total.last + 1].tolist()
            own = [mark for n in rows for mark in marks[n] if mark.column == metric]
            span = (total.first + offset, total.last + offset)
            _sum(pen, sheet, row, col, span, values, own)
    doubled = any(mark.kind == "duplicate" for n in rows for mark in marks[n])
    remarks = " ".join(_remarks(pen, book, total, doubled))
    alarm = tint("warning" if doubled else None)
    pen.put(sheet, row, REMARK, remarks, GRID, SUM, WRAP, alarm, SMALL)
    sheet.set_row(row, height([(title, WIDTHS[1]), (remarks, WIDTHS[REMARK])]))


def _sum(
    pen: Pen,
    sheet: Any,
    row: int,
    col: int,
    span: tuple[int, int],
    values: Sequence[object],
    marks: Sequence[Mark],
) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    numbers = [value for value in values if isinstance(value, int)]
    area = ":".join(xl_rowcol_to_cell(end, col) for end in span)
    doubtful = len({mark.row for mark in marks if mark.doubtful})
    look = pen.look(GRID, SUM, DOUBTFUL if doubtful else PLAIN, RIGHT)
    if numbers:
        sheet.write_formula(row, col, f"=SUM({area})", look, sum(numbers))
    else:
        sheet.write_formula(row, col, f'=IF(COUNT({area})=0,"",SUM({area}))', look, "")
    said = []
    if numbers and len(numbers) < len(values):
        said.append(pen.say("form.partial_sum", count=len(numbers), rows=len(values)))
    if doubtful:
        said.append(pen.say("form.doubtful_sum", count=doubtful))
    pen.comment(sheet, row, col, said)


def _remarks(pen: Pen, book: Book, total: Total, doubled: bool) -> Iterator[str]:
    if doubled:
        yield pen.say("form.duplicate_sum")
    if total.lies == "touching":
        yield pen.say("form.flows_only")
    elif total.lies == "overlapping":
        yield pen.say("form.overlapping")
    elif total.lies == "unknown":
        yield pen.say("form.unknown_period")
    else:
        days = book.wide.loc[total.first : total.last, ["start", "end"]].drop_duplicates()
        if len(days) > 1:
            yield pen.say("form.days_differ")
