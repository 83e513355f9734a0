"""Reads workbooks (XLSX, XLSB, XLS, ODS) through calamine: a sheet is a page with its tables.

Knows how a person in Viet Nam sees a cell: whole numbers without decimals, decimals with a
comma, dates as ISO. A formula gives the value it was saved with.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from extractor.models import Cell, Page, Problem, Source, Table
from extractor.readers.compose import PageText
from extractor.readers.sheet_tables import tables_of
from extractor.settings import Limits

Span = tuple[int, int]


def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Every sheet with anything in it, hidden ones named; none of a workbook of our own."""
    import python_calamine as calamine

    from extractor.readers.own import is_headed, is_marked
    from extractor.readers.percent import percent_cells

    try:
        book = calamine.CalamineWorkbook.from_path(source.file)
    except calamine.PasswordError:
        yield Problem("encrypted-office")
        return
    except calamine.CalamineError as error:
        yield Problem("damaged-workbook", None, str(error))
        return
    if is_marked(source, limits) or _is_own(book, limits):
        yield Problem("own-workbook")
        return
    percents = percent_cells(source, limits)
    number = 0
    for meta in book.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if number >= limits.pages:
            yield Problem("too-many-pages", None, f"{limits.pages}")
            return
        number += 1
        if meta.visible != calamine.SheetVisibleEnum.Visible:
            yield Problem("hidden-sheet", number, meta.name)
        item = _sheet(book, meta.name, number, limits, percents.get(meta.name, frozenset()))
        own = isinstance(item, Page) and is_headed(item.text)
        yield Problem("own-workbook", number) if own else item


def _is_own(book: Any, limits: Limits) -> bool:
    """Whether one of several sheets has both the name and the headings of ours."""
    from extractor.readers.own import is_headed, is_named

    items = (
        _sheet(book, name, number, limits, frozenset())
        for number, name in enumerate(book.sheet_names, 1)
        if number > 1 and is_named(name)
    )
    return any(isinstance(item, Page) and is_headed(item.text) for item in items)


def _sheet(
    book: Any, name: str, number: int, limits: Limits, percents: frozenset[str]
) -> Page | Problem:
    try:
        sheet = book.get_sheet_by_name(name)
    except Exception as error:  # calamine's errors on one sheet say nothing of the others
        return Problem("unreadable-sheet", number, f"{name}: {error}")
    if sheet.height * sheet.width > limits.cells:
        return Problem("sheet-too-large", number, name)
    rows = sheet.to_python(skip_empty_area=True) if sheet.height else []
    first = sheet.start or (0, 0)
    return _page(number, rows, first, _merged(sheet), percents)


def _merged(sheet: Any) -> dict[Span, Span]:
    """Top-left cell of each merged range → (row_span, col_span), in sheet coordinates."""
    try:
        ranges = sheet.merged_cell_ranges or ()
    except Exception:  # not every format says what it merged
        return {}
    return {tuple(a): (b[0] - a[0] + 1, b[1] - a[1] + 1) for a, b in ranges}


def _page(
    number: int,
    rows: list[list[Any]],
    first: Span,
    merged: dict[Span, Span],
    percents: frozenset[str],
) -> Page:
    sheet = _cells(rows, first, merged, percents)
    parts = tables_of([[(c.col, c.wide, c.shown) for c in row if c.shown] for row in sheet])
    text = PageText()
    tables = []
    done = 0
    for part in parts:
        _write(text, sheet[done : part.start])
        if part.start:
            text.add("\n")
        tables.append(_table(text, sheet[part.start : part.stop]))
        done = part.stop
    _write(text, sheet[done:])
    whole = text.text()
    return Page(
        number=number, text=whole, reader="xlsx", tables=tuple(t for t in tables if t.cells)
    )


class _Shown(NamedTuple):
    """A cell as a person sees it, the top-left one of those it is merged with."""

    col: int
    tall: int
    wide: int
    shown: str
    ref: str


def _cells(
    rows: list[list[Any]], first: Span, merged: dict[Span, Span], percents: frozenset[str]
) -> list[list[_Shown]]:
    covered: set[Span] = set()
    sheet = []
    for r, row in enumerate(rows):
        found = []
        for c, value in enumerate(row):
            at = (first[0] + r, first[1] + c)
            if at in covered:
                continue
            tall, wide = merged.get(at, (1, 1))
            tall, wide = min(tall, len(rows) - r), min(wide, len(row) - c)
            if tall * wide > 1:
                covered |= {(at[0] + i, at[1] + j) for i in range(tall) for j in range(wide)}
            ref = address(*at)
            found.append(_Shown(c, tall, wide, shown(value, ref in percents), ref))
        sheet.append(found)
    return sheet


def _write(text: PageText, rows: list[list[_Shown]]) -> None:
    """Rows around tables, a line each: a person sees their words one behind the other."""
    for row in rows:
        if text.length:
            text.add("\n")
        text.add("\t".join(cell.shown for cell in row if cell.shown))


def _table(text: PageText, rows: list[list[_Shown]]) -> Table:
    """``rows`` as a table, without the columns to the right in which none has anything."""
    begin = text.length
    cells = []
    cols = max((cell.col + cell.wide for row in rows for cell in row if cell.shown), default=0)
    for r, row in enumerate(rows):
        if r:
            text.add("\n")
        at = 0
        for cell in (one for one in row if one.col < cols):
            text.add("\t" * (cell.col - at))
            at = cell.col
            start, end = text.add(cell.shown)
            tall = min(cell.tall, len(rows) - r)
            cells.append(Cell(r, cell.col, tall, cell.wide, start, end, None, cell.ref))
    return Table(len(rows), cols, tuple(cells), begin, text.length)


def shown(value: Any, percent: bool = False) -> str:
    """A cell's value as a person reads it, on one line.

    Decimals take a comma: a dot would make 1.465 of a cell look like one thousand and more.
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _figure(value * 100 if percent else value) + ("%" if percent else "")
    if isinstance(value, datetime.datetime):
        plain = value.time() == datetime.time()
        return value.date().isoformat() if plain else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return " ".join(str(value).split())


def _figure(value: int | float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:.15g}"
    # Excel keeps 15 digits; the last of them is arithmetic dust.
    return f"{value:.12g}".replace(".", ",")


def address(row: int, col: int) -> str:
    """'B12' of zero-based row and column."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
