"""The long sheets of the workbook: every figure, every finding, every source.

Knows how a column looks and where a finding leads; computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from extractor.writers.cells import (
    GRID,
    HEADER,
    KINDS,
    LINK_LIMIT,
    PLAIN,
    ROW_LIMIT,
    Look,
    Pen,
    as_date,
    height,
    printed_day,
    tint,
)
from extractor.writers.quotes import kind

if TYPE_CHECKING:
    import pandas as pd

WRAP: Look = {"text_wrap": True}
CENTRE: Look = {"align": "center"}
BOTH: Look = {**WRAP, **CENTRE}

Record = Mapping[str, Any]

COMMENT_LIMIT = 10_000
"""Beyond it a spreadsheet program opens slowly; the findings' own column still names them."""


@dataclass(frozen=True)
class Column:
    """One column: widths in characters, how its values are said and look."""

    key: str
    least: int
    most: int
    look: Look = field(default_factory=dict)
    words: str = ""
    """Prefix in the catalogue for a column of codes ('status')."""
    dated: bool = False
    numbered: bool = False
    """Whether it holds figures, whose form hangs on the metric."""


def _count(key: str) -> Column:
    return Column(key, 9, 14, {"num_format": "#,##0"})


_DATES = (Column("start", 11, 11, CENTRE, dated=True), Column("end", 11, 11, CENTRE, dated=True))
FIGURES = (
    Column("document", 16, 26, WRAP),
    Column("page", 6, 8, CENTRE),
    Column("issuer", 16, 24, WRAP),
    Column("period", 12, 18, WRAP),
    *_DATES,
    Column("level_name", 10, 18, WRAP),
    Column("unit", 10, 24, WRAP),
    Column("metric_name", 18, 26, WRAP),
    Column("value", 12, 18, numbered=True),
    Column("printed", 10, 16, {"align": "right"}),
    Column("qualifier", 10, 12, CENTRE, "qualifier"),
    Column("status", 11, 13, CENTRE, "status"),
    Column("confidence", 9, 9, {"num_format": "0.00", "align": "center"}),
    Column("quote", 40, 60, WRAP),
    Column("findings", 14, 20, WRAP),
    Column("metric", 18, 30),
)
FINDINGS = (
    Column("severity", 10, 12, {**CENTRE, "bold": True}, "severity"),
    Column("row", 11, 13, CENTRE),
    Column("document", 16, 26, WRAP),
    Column("page", 6, 8, CENTRE),
    Column("level_name", 10, 18, WRAP),
    Column("unit", 10, 24, WRAP),
    Column("metric_name", 16, 28, WRAP),
    Column("equation", 24, 38, WRAP),
    Column("stated", 10, 16, numbered=True),
    Column("computed", 10, 16, numbered=True),
    Column("difference", 10, 28, numbered=True),
    Column("message", 36, 50, WRAP),
    Column("suggestions", 18, 32, WRAP),
    Column("cause", 12, 22, WRAP, "cause"),
    Column("code", 14, 22),
)
SOURCES = (
    Column("document", 16, 28, WRAP),
    Column("status", 12, 15, CENTRE, "status"),
    Column("problems", 24, 44, WRAP),
    Column("type", 6, 9, CENTRE),
    Column("number", 12, 20, WRAP),
    Column("issuer", 16, 24, WRAP),
    Column("parent", 14, 22, WRAP),
    Column("date", 11, 12, CENTRE, dated=True),
    Column("period", 12, 18, WRAP),
    *_DATES,
    *map(_count, ("pages", "figures", "unresolved", "errors", "warnings", "infos")),
    *map(_count, ("consistent", "inconsistent", "cannot_tell", "blocked")),
    Column("quality", 10, 12, CENTRE, "quality"),
    Column("sha256", 20, 20),
)

CONVENTIONS = (
    Column("document", 16, 28, WRAP),
    Column("issuer", 16, 24, WRAP),
    Column("period", 12, 18, WRAP),
    Column("convention", 24, 40, WRAP),
    Column("about", 16, 28, WRAP),
    Column("shown", 14, 32, WRAP),
    _count("count"),
    Column("equations", 24, 44, WRAP),
    Column("code", 14, 26),
)

TIMELINE = (
    Column("issuer", 14, 24, WRAP),
    Column("day", 11, 12, CENTRE, dated=True),
    Column("sort", 12, 16, BOTH, "sort"),
    Column("document", 16, 26, WRAP),
    Column("page", 6, 8, CENTRE),
    Column("quote", 40, 60, WRAP),
    Column("actor", 14, 28, WRAP),
    Column("metric_name", 16, 28, WRAP),
    Column("target", 10, 16, CENTRE),
    Column("deadline", 14, 26, WRAP),
    Column("outcome", 12, 18, {**BOTH, "bold": True}, "outcome"),
    Column("reported", 10, 16, CENTRE),
    Column("period", 12, 18, WRAP),
    Column("report", 16, 26, WRAP),
    Column("told", 30, 50, WRAP),
    Column("metric", 18, 30),
)

CITATIONS = (
    Column("named", 18, 28, WRAP),
    Column("named_date", 11, 12, CENTRE, dated=True),
    Column("named_issuer", 14, 26, WRAP),
    Column("cited", 14, 22, WRAP, "cited"),
    Column("kept", 16, 26, WRAP),
    Column("role", 12, 18, BOTH, "role"),
    Column("document", 16, 26, WRAP),
    Column("number", 12, 18, WRAP),
    Column("issuer", 14, 24, WRAP),
    Column("date", 11, 12, CENTRE, dated=True),
    Column("quote", 36, 56, WRAP),
    Column("sha256", 20, 20),
)

Paint = Callable[[Record, Column], str | None]
"""The severity in whose colours a cell stands."""


def fill(
    pen: Pen, sheet: Any, frame: pd.DataFrame, columns: Sequence[Column], paint: Paint, empty: str
) -> None:
    """Heads, rows, widths, filter, panes and print set-up of one long sheet."""
    for col, column in enumerate(columns):
        pen.put(sheet, 0, col, pen.say(f"column.{column.key}"), HEADER)
    records: list[Record] = frame.head(ROW_LIMIT - 2).to_dict("records")  # type: ignore[assignment]
    for row, record in enumerate(records, start=1):
        for col, column in enumerate(columns):
            value, look = _cell(pen, record, column)
            pen.put(sheet, row, col, value, GRID, column.look, look, tint(paint(record, column)))
    if not records:
        sheet.merge_range(1, 0, 1, min(7, len(columns) - 1), pen.say(empty), pen.look(CENTRE))
    elif len(records) < len(frame):
        cut = pen.say("cut", count=len(frame) - len(records))
        pen.put(sheet, len(records) + 1, 0, cut, {"bold": True})
    _set_up(pen, sheet, columns, records)


def _cell(pen: Pen, record: Record, column: Column) -> tuple[object, Look]:
    value = record[column.key]
    if column.words and value:
        return _told(pen, record, column), PLAIN
    if column.dated:
        return as_date(value) or printed_day(value) or None, PLAIN
    if points := _points(pen, record, column):
        return value, _with(points)
    if column.numbered:
        return value, KINDS[kind(record["metric"] or "")]
    return value, PLAIN


def _told(pen: Pen, record: Record, column: Column) -> object:
    """A value as it is read: codes in words."""
    value = record[column.key]
    return pen.say(f"{column.words}.{value}") if column.words and value else value


@cache
def _with(unit: str) -> Look:
    return {"num_format": f'0.00##"{unit}"'}


def _points(pen: Pen, record: Record, column: Column) -> str:
    """What stands behind a difference of two rates, which is none in per cent; '' elsewhere."""
    differs = column.key == "difference" and kind(record["metric"] or "") == "rate"
    return f" {pen.say('points')}" if differs and record["difference"] is not None else ""


def _set_up(pen: Pen, sheet: Any, columns: Sequence[Column], records: Sequence[Record]) -> None:
    widths = []
    for col, column in enumerate(columns):
        lengths = (
            _longest(_told(pen, record, column)) + len(_points(pen, record, column))
            for record in records[:2000]
        )
        longest = max(lengths, default=0)
        head = len(pen.say(f"column.{column.key}")) + 3
        wide = min(max(column.least, longest + 2, min(head, column.most)), column.most)
        sheet.set_column(col, col, wide)
        widths.append(wide)
    sheet.set_row(0, 32)
    wrapped = [
        (c, wide) for c, wide in zip(columns, widths, strict=True) if c.look.get("text_wrap")
    ]
    for row, record in enumerate(records, start=1):
        needed = height((_told(pen, record, column), wide) for column, wide in wrapped)
        if needed is not None:
            sheet.set_row(row, needed)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(records)), len(columns) - 1)
    page_set_up(pen, sheet)
    sheet.repeat_rows(0)
    # The last column is a code for programs: it is in the sheet and not on paper.
    sheet.print_area(0, 0, max(1, len(records)), len(columns) - 2)


def page_set_up(pen: Pen, sheet: Any) -> None:
    """A4, landscape, as many pages down as it takes and one across."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&A&R{pen.say('footer')}")


def _longest(value: object) -> int:
    return max(map(len, str(value).split("\n"))) if value is not None else 0


def comment_figures(pen: Pen, sheet: Any, book_long: pd.DataFrame, said: Mapping[int, str]) -> None:
    """A comment on the value of each figure that stands in a finding; ``said`` by row."""
    col = next(n for n, column in enumerate(FIGURES) if column.key == "value")
    rows = [row for row in range(min(len(book_long), ROW_LIMIT - 2)) if row in said]
    for row in rows[:COMMENT_LIMIT]:
        pen.comment(sheet, row + 1, col, said[row].split("\n"))


def link_findings(pen: Pen, sheet: Any, findings: pd.DataFrame) -> None:
    """From each finding to the row of its first figure."""
    target = pen.say("sheet.figures").replace("'", "''")
    col = next(n for n, column in enumerate(FINDINGS) if column.key == "row")
    look = pen.look(GRID, CENTRE, {"font_color": "#1F4E9E", "underline": 1})
    for n, figure in enumerate(findings["row"].head(ROW_LIMIT - 2)):
        if 0 <= figure < ROW_LIMIT - 2 and n < LINK_LIMIT:
            link = f"internal:'{target}'!A{figure + 2}"
            sheet.write_url(n + 1, col, link, look, pen.say("goto", row=figure + 2))
        else:
            pen.put(sheet, n + 1, col, None, GRID)
