"""The comparison with other periods, and native charts of received, settled on time and pending.

Knows one sheet; its charts point at cells of the workbook, so that they follow what is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.book.names import metric_name
from extractor.consolidate.form import COLUMNS
from extractor.consolidate.official.cells import Cell, Row
from extractor.consolidate.official.outlook import At, whole
from extractor.consolidate.official.table import Line
from extractor.consolidate.official.whole import Official
from extractor.writers.cells import GRID, HEADER, Look, Pen, height, tint
from extractor.writers.longsheets import CENTRE, page_set_up
from extractor.writers.official.sheet import FORMS, RIGHT, TINTS
from extractor.writers.official.words import called, period, tell

SERIES = ("received", "timely", "pending")
COLOURS = ("#5B7FA6", "#5E9C76", "#C98A3C")
MOST = 15
"""Units of the chart; more cannot be read."""
_AT = {metric: n for n, metric in enumerate(COLUMNS)}
WIDE = 13
BESIDE = 9
"""Column in which the tables of the charts begin."""


def fill_comparison(pen: Pen, sheet: Any, official: Official) -> None:
    """Totals of three periods, months in a row, units that received most; charts under them."""
    lang = pen.lang
    title = pen.look({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, tell("compare.title", lang), title)
    sheet.write_string(1, 0, tell("compare.partial", lang), pen.look({"italic": True}))
    last = _compare(pen, sheet, official)
    months = [(at.asked.label(), three(at.row)) for at in official.outlook.months if at.row]
    units = largest(official)
    name = sheet.get_name()
    first = last + 3
    at_units = _series(pen, sheet, first, 0, tell(f"column.{official.table.by}", lang),
                       [(called(line, lang), three(line.row)) for line in units])  # fmt: skip
    at_months = _series(pen, sheet, first, BESIDE, tell("compare.month", lang), months)
    below = first + 2 + max(len(units), len(months))
    key = f"compare.by-{official.table.by}"
    if units:
        chart = _chart(pen, name, "bar", at_units, 0, tell(key, lang, count=len(units)))
        chart.set_y_axis({"reverse": True})
        chart.set_size({"width": 760, "height": max(320, 60 + 38 * len(units))})
        sheet.insert_chart(below, 0, chart)
    if months:
        chart = _chart(pen, name, "column", at_months, BESIDE, tell("compare.over-time", lang))
        chart.set_size({"width": 760, "height": 400})
        sheet.insert_chart(below, BESIDE, chart)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, BESIDE - 1, WIDE)
    sheet.set_column(BESIDE, BESIDE, 12)
    sheet.set_column(BESIDE + 1, BESIDE + 3, 14)
    page_set_up(pen, sheet)
    sheet.fit_to_pages(1, 1)


def _compare(pen: Pen, sheet: Any, official: Official) -> int:
    """The three periods; each change a live formula. The last row."""
    lang, look = pen.lang, official.outlook
    now = At(official.asked, official.table.total)
    others = [("before", look.before), ("year_before", look.year_before)]
    shown = [(key, at) for key, at in others if at is not None]
    top = 3
    pen.put(sheet, top, 0, tell("compare.metric", lang), HEADER)
    heads = [f"{tell('compare.now', lang)}\n{period(now.asked, lang)}"]
    heads += [f"{tell(f'compare.{key}', lang)}\n{period(at.asked, lang)}" for key, at in shown]
    pen.put(sheet, top, 1, heads[0], HEADER)
    for n, heading in enumerate(heads[1:]):
        col = 2 + 3 * n
        pen.put(sheet, top, col, heading, HEADER)
        pen.put(sheet, top, col + 1, tell("compare.change", lang), HEADER)
        pen.put(sheet, top, col + 2, tell("compare.percent", lang), HEADER)
    sheet.set_row(top, height((heading, WIDE - 2) for heading in heads))
    for n, metric in enumerate(COLUMNS):
        row = top + 1 + n
        pen.put(sheet, row, 0, metric_name(metric, lang), GRID)
        _number(pen, sheet, row, 1, now.row[n] if now.row else None)
        for m, (_, at) in enumerate(shown):
            _against(pen, sheet, row, 2 + 3 * m, now.row, at.row, n)
    return top + len(COLUMNS)


def _number(pen: Pen, sheet: Any, row: int, col: int, cell: Cell | None) -> None:
    if cell is None or cell.value is None:
        pen.put(sheet, row, col, "…", GRID, RIGHT)
    else:
        form = FORMS.get(cell.state, FORMS["ok"])
        pen.put(sheet, row, col, cell.value, GRID, RIGHT, form, tint(TINTS[cell.state]))


def _against(
    pen: Pen, sheet: Any, row: int, col: int, now: Row | None, then: Row | None, n: int
) -> None:
    """The other period's number, the change and its share."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    mine, other = (now[n] if now else None), (then[n] if then else None)
    _number(pen, sheet, row, col, other)
    if mine is None or other is None or mine.value is None or other.value is None:
        for blank in (col + 1, col + 2):
            pen.put(sheet, row, blank, None, GRID)
        return
    a, b = xl_rowcol_to_cell(row, 1), xl_rowcol_to_cell(row, col)
    off = mine.value - other.value
    sure = whole(mine, other)
    shade = tint(None if sure else TINTS["partial"])
    change = pen.look(GRID, RIGHT, _CHANGE if sure else _ABOUT_CHANGE, shade)
    sheet.write_formula(row, col + 1, f"={a}-{b}", change, off)
    share: float | str = off / other.value if other.value else ""
    percent = pen.look(GRID, RIGHT, _PERCENT if sure else _ABOUT_PERCENT, shade)
    sheet.write_formula(row, col + 2, f'=IF({b}=0,"",({a}-{b})/{b})', percent, share)


_CHANGE: Look = {"num_format": "+#,##0;-#,##0;0"}
_PERCENT: Look = {"num_format": "+0.0%;-0.0%;0.0%"}
_ABOUT_CHANGE: Look = {"num_format": '"≈ "+#,##0;"≈ "-#,##0;"≈ "0'}
_ABOUT_PERCENT: Look = {"num_format": '"≈ "+0.0%;"≈ "-0.0%;"≈ "0.0%'}


def three(row: Row) -> tuple[int | None, int | None, int | None]:
    """Received, settled early or on time, pending."""
    early, on_time = row[_AT["resolved.early"]].value, row[_AT["resolved.on_time"]].value
    timely = None if on_time is None else on_time + (early or 0)
    return row[_AT["received.total"]].value, timely, row[_AT["pending.total"]].value


def largest(official: Official) -> list[Line]:
    """The lines that received most, the most first."""
    lines = [line for line in official.table.lines if line.row[0].value is not None]
    lines.sort(key=lambda line: -(line.row[0].value or 0))
    return lines[:MOST]


Point = tuple[str, tuple[int | None, int | None, int | None]]


def _series(
    pen: Pen, sheet: Any, row: int, col: int, name: str, points: Sequence[Point]
) -> tuple[int, int]:
    """A small table that a chart points at; its first and last row."""
    if points:
        pen.put(sheet, row, col, name, HEADER)
        for n, key in enumerate(SERIES, 1):
            pen.put(sheet, row, col + n, tell(f"compare.{key}", pen.lang), HEADER)
        sheet.set_row(row, 46)
    for n, (label, values) in enumerate(points, row + 1):
        pen.put(sheet, n, col, label, GRID, CENTRE if col else {})
        for m, value in enumerate(values, col + 1):
            pen.put(sheet, n, m, value, GRID, RIGHT, FORMS["ok"])
    return row + 1, row + len(points)


def _chart(pen: Pen, name: str, kind: str, rows: tuple[int, int], col: int, title: str) -> Any:
    chart = pen.workbook.add_chart({"type": kind})
    for n, colour in enumerate(COLOURS, 1):
        chart.add_series({
            "name": [name, rows[0] - 1, col + n],
            "categories": [name, rows[0], col, rows[1], col],
            "values": [name, rows[0], col + n, rows[1], col + n],
            "fill": {"color": colour}, "gap": 60,
        })  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    axis = {"num_format": "#,##0", "major_gridlines": {"visible": True,
            "line": {"color": "#D9D9D9"}}, "name": tell("compare.files", pen.lang)}  # fmt: skip
    (chart.set_x_axis if kind == "bar" else chart.set_y_axis)(axis)
    return chart
