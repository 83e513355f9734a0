"""The sheets beside the table: differences, submissions month by month, documents used.

Knows layout; which differences there are and what a status means is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.across.periods import month_label
from extractor.book.names import LEVELS, Lang, level_name, metric_name
from extractor.consolidate.official.holding import Difference
from extractor.consolidate.official.whole import Official
from extractor.messages import catalogue
from extractor.writers.cells import GRID, HEADER, PLAIN, ROW_LIMIT, Look, Pen, height, tint
from extractor.writers.longsheets import CENTRE, WRAP, page_set_up
from extractor.writers.official.words import tell

COUNT: Look = {"num_format": "#,##0", "align": "right"}
OFF: Look = {"num_format": "+#,##0;-#,##0;0", "align": "right"}
ALARMS = {"differs": "error", "exceeds": "warning", "strange": "info"}
STATUSES = {
    "missing": "error", "duplicated": "warning", "returned": "warning", "unread": "warning",
    "late": "warning", "undated": "info",
}  # fmt: skip
_SHOWN = 6
"""Documents that one difference names."""


def fill_differences(pen: Pen, sheet: Any, found: Sequence[Difference]) -> None:
    """A row a difference."""
    columns = (
        ("kind", 24), ("status", 22), ("unit", 26), ("months", 12), ("metric", 26),
        ("printed", 12), ("made", 12), ("difference", 12), ("about", 26), ("documents", 50),
    )  # fmt: skip
    _heads(pen, sheet, columns)
    for row, one in enumerate(found[: ROW_LIMIT - 2], 1):
        documents = "\n".join(one.documents[:_SHOWN])
        if len(one.documents) > _SHOWN:
            documents += "\n…"
        cells: tuple[tuple[object, Look], ...] = (
            (tell(f"kinds.{one.kind}", pen.lang), WRAP),
            (tell(f"statuses.{one.status}", pen.lang), WRAP),
            (one.unit, WRAP), (one.months, CENTRE), (metric_name(one.metric, pen.lang), WRAP),
            (one.printed, COUNT), (one.made, COUNT), (one.made - one.printed, OFF),
            (about_of(one, pen.lang), WRAP), (documents, WRAP),
        )  # fmt: skip
        for col, (value, look) in enumerate(cells):
            alarm = tint(ALARMS[one.status]) if col in (1, 7) else PLAIN
            pen.put(sheet, row, col, value, GRID, look, alarm)
        texts = [(value, columns[col][1]) for col, (value, _) in enumerate(cells)]
        if (needed := height(texts)) is not None:
            sheet.set_row(row, needed)
    _finish(pen, sheet, columns, len(found), "none")


def about_of(one: Difference, lang: Lang) -> str:
    """What a printed number is held against, in words."""
    about = level_name(one.about, lang) if one.about in LEVELS else one.about
    return tell(f"about.{one.kind}", lang, parts=one.parts, about=about)


def fill_submissions(pen: Pen, sheet: Any, official: Official) -> None:
    """A row a unit, a column a month."""
    months = tuple((month_label(month), 11.0) for month in official.asked.months)
    columns = (("unit", 34.0), ("parent", 26.0), *months, ("missing", 9.0))
    _heads(pen, sheet, columns)
    for row, one in enumerate(official.submissions, 1):
        pen.put(sheet, row, 0, one.unit, GRID, WRAP)
        pen.put(sheet, row, 1, one.parent, GRID, WRAP)
        for col, status in enumerate(one.statuses, 2):
            pen.put(sheet, row, col, _status(pen, status), GRID, CENTRE, tint(STATUSES.get(status)))
        missing = sum(status == "missing" for status in one.statuses)
        pen.put(sheet, row, len(columns) - 1, missing or None, GRID, COUNT)
    _finish(pen, sheet, columns, len(official.submissions), "nothing")


def _status(pen: Pen, status: str) -> str:
    return tell(f"status.{status}", pen.lang) if status else ""


def fill_used(pen: Pen, sheet: Any, official: Official) -> None:
    """A row a document whose figures are in the table."""
    columns = (
        ("unit", 30), ("months", 14), ("document", 60), ("number", 20), ("date", 12),
        ("sha256", 24),
    )  # fmt: skip
    _heads(pen, sheet, columns)
    for row, one in enumerate(official.used[: ROW_LIMIT - 2], 1):
        values = (one.unit, one.months, one.document, one.number, one.date, one.sha256)
        for col, value in enumerate(values):
            pen.put(sheet, row, col, value, GRID, CENTRE if col in (1, 4) else WRAP)
    _finish(pen, sheet, columns, len(official.used), "nothing")


def _heads(pen: Pen, sheet: Any, columns: Sequence[tuple[str, float]]) -> None:
    for col, (key, width) in enumerate(columns):
        known = f"official.side.{key}" in catalogue()
        pen.put(sheet, 0, col, tell(f"side.{key}", pen.lang) if known else key, HEADER)
        sheet.set_column(col, col, width)
    sheet.set_row(0, 32)


def _finish(
    pen: Pen, sheet: Any, columns: Sequence[tuple[str, float]], rows: int, empty: str
) -> None:
    if not rows:
        last = min(5, len(columns) - 1)
        sheet.merge_range(1, 0, 1, last, tell(f"side.{empty}", pen.lang), pen.look(CENTRE))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, rows), len(columns) - 1)
    page_set_up(pen, sheet)
    sheet.repeat_rows(0)
