"""One consolidation as one self-contained HTML page: head, table, differences, charts as SVG.

Knows the template and how it is filled; everything that comes from a document is escaped, and the
page's own policy forbids it to run or fetch anything.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.book.names import Lang, metric_name
from extractor.consolidate.form import COLUMNS
from extractor.consolidate.official.cells import Cell, Row, rows_added
from extractor.consolidate.official.outlook import whole
from extractor.consolidate.official.table import Line, Table
from extractor.consolidate.official.whole import Official
from extractor.messages import say
from extractor.writers.atomic import replace
from extractor.writers.official.bars import lying, standing
from extractor.writers.official.charts import SERIES, largest, three
from extractor.writers.official.sides import about_of
from extractor.writers.official.words import (
    called,
    count,
    head,
    heading,
    noted,
    numeral,
    period,
    tell,
)
from extractor.writers.page import environment

if TYPE_CHECKING:
    from jinja2 import Template

MOST = 2_000
"""Differences shown; the workbook has them all."""


class Shown(NamedTuple):
    """A cell: what is printed, its state, what is said beside it."""

    text: str
    state: str
    title: str


class Printed(NamedTuple):
    """A row of the table."""

    number: str
    name: str
    cells: tuple[Shown, ...]
    remark: str
    kind: str


def write_official_page(official: Official, path: Path, lang: Lang = "vi") -> None:
    """Writes the page to ``path``.

    Raises:
        OutputError: the file cannot be written; an earlier one is whole.
    """
    text = official_page(official, lang)
    with replace(path, lang) as stream:
        stream.write(text.encode("utf-8", errors="replace"))


def official_page(official: Official, lang: Lang = "vi") -> str:
    """The page."""
    start, end = (f"{day:%d/%m/%Y}" for day in official.days)
    receiver = official.receiver.full if official.receiver else tell("unknown", lang)
    units = [(called(line, lang), three(line.row)) for line in largest(official)]
    months = [(at.asked.label(), three(at.row)) for at in official.outlook.months if at.row]

    def shown(number: int) -> str:
        return count(number, lang)

    return _template().render(
        lang=lang, say=lambda key, **params: say(key, params, lang),
        t=lambda key, **params: tell(key, lang, **params),
        period=tell("period", lang, period=period(official.asked, lang)),
        days=tell("days", lang, start=start, end=end),
        unit=official.table.unit.full, receiver=receiver, notices=head(official, lang),
        by=official.table.by, rows=_rows(official.table, lang),
        series=[tell(f"compare.{key}", lang) for key in SERIES],
        by_unit=lying(units, shown) if units else None, unit_count=len(units),
        by_month=standing(months, shown) if months else None,
        compared=_compared(official, lang), others=_others(official, lang),
        differences=[_difference(one, lang) for one in official.differences[:MOST]],
    )  # fmt: skip


def _rows(table: Table, lang: Lang) -> list[Printed]:
    found = []
    for n, group in enumerate(table.groups, 1):
        total = rows_added([line.row for line in group.lines])
        found.append(_row(numeral(n), heading(group, lang), total, "", "group", lang))
        for m, line in enumerate(group.lines, 1):
            found.append(_line(str(m), called(line, lang), line, line.kind, lang))
    found.append(_row("", tell("total", lang), table.total, "", "total", lang))
    if table.printed is not None:
        name = tell("printed", lang, unit=table.printed.name)
        found.append(_line("", name, table.printed, "printed", lang))
        found.append(_off(table.total, table.printed.row, lang))
    return found


def _line(number: str, name: str, line: Line, kind: str, lang: Lang) -> Printed:
    remark = "; ".join(dict.fromkeys(noted(note, lang) for note in line.notes))
    return _row(number, name, line.row, remark, kind, lang)


def _row(number: str, name: str, row: Row, remark: str, kind: str, lang: Lang) -> Printed:
    return Printed(number, name, tuple(_cell(cell, lang) for cell in row), remark, kind)


def _cell(cell: Cell, lang: Lang) -> Shown:
    title = "\n".join(dict.fromkeys(noted(note, lang) for note in cell.notes))
    if cell.value is None:
        text = {"missing": "…", "unresolved": "?"}.get(cell.state, "")
    else:
        text = count(cell.value, lang)
        text = {"partial": f"≥ {text}", "disputed": f"{text}*"}.get(cell.state, text)
    return Shown(text, cell.state, title)


def _off(total: Row, printed: Row, lang: Lang) -> Printed:
    cells = []
    for made, cell in zip(total, printed, strict=True):
        if made.value is None or cell.value is None:
            cells.append(Shown("", "neutral", ""))
            continue
        off = made.value - cell.value
        state = "ok" if not off else "partial" if made.state != "ok" else "missing"
        cells.append(Shown(_signed(off, lang), state, ""))
    return Printed("", tell("difference", lang), tuple(cells), "", "printed")


def _signed(number: int, lang: Lang) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{count(abs(number), lang)}"


def _others(official: Official, lang: Lang) -> list[str]:
    look = official.outlook
    found = [("before", look.before)] if look.before else []
    return [
        f"{tell(f'compare.{key}', lang)} ({period(at.asked, lang)})"
        for key, at in (*found, ("year_before", look.year_before))
        if at
    ]


def _compared(official: Official, lang: Lang) -> list[tuple[str, list[str]]]:
    """Each metric: now, then for each other period its number, the change and its share."""
    look = official.outlook
    others = [at for at in (look.before, look.year_before) if at is not None]
    found = []
    for n, metric in enumerate(COLUMNS):
        now = official.table.total[n]
        cells = [_cell(now, lang).text or "…"]
        for at in others:
            then = at.row[n] if at.row else None
            cells.append(_cell(then, lang).text or "…" if then else "…")
            cells += _change(now, then, lang)
        found.append((metric_name(metric, lang), cells))
    return found


def _change(now: Cell, then: Cell | None, lang: Lang) -> list[str]:
    if then is None or now.value is None or then.value is None:
        return ["", ""]
    off = now.value - then.value
    about = "" if whole(now, then) else "≈ "
    if not then.value:
        return [about + _signed(off, lang), ""]
    share = f"{about}{100 * off / then.value:+.1f} %".replace("-", "−")
    return [about + _signed(off, lang), share.replace(".", ",") if lang == "vi" else share]


def _difference(one: Any, lang: Lang) -> dict[str, Any]:
    return {
        "status": one.status,
        "cells": (
            tell(f"kinds.{one.kind}", lang), tell(f"statuses.{one.status}", lang), one.unit,
            one.months, metric_name(one.metric, lang),
        ),
        "numbers": (
            count(one.printed, lang), count(one.made, lang), _signed(one.made - one.printed, lang),
        ),
        "about": about_of(one, lang),
        "documents": one.documents[:3],
    }  # fmt: skip


@cache
def _template() -> Template:
    return environment().get_template("official.html.j2")
