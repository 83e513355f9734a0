"""The rows of a table with its columns known: given scopes, made figures.

Knows how columns, rows and cells come together; not how any of them is understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.book.tables import table_book
from extractor.head.months import is_over
from extractor.models import Cell, Figure, Scope
from extractor.tables.called import are_fields
from extractor.tables.cells import Reads, figures, place
from extractor.tables.clarity import Clear, Line, cases
from extractor.tables.collected import names_rows, read_rows
from extractor.tables.columns import Column
from extractor.tables.crossed import crossed, parting
from extractor.tables.doubles import in_doubt, levels_once, told_once
from extractor.tables.grid import Grid
from extractor.tables.rows import Row, give_scopes
from extractor.tables.shares import kept_as_shares
from extractor.tables.table import FileTable
from extractor.tables.values import Value
from extractor.tables.words import BEFORE, owner_of_all


def table_figures(table: FileTable) -> Iterator[Figure]:
    """Every figure of a table whose rows are units, fields or totals."""
    rows = read_rows(table)
    give_scopes(rows, table.columns, table.caption.level, table.damaged)
    levels_once(rows, table.damaged)
    in_doubt(rows)
    figured = [c for c in table.columns if not names_rows(table, c.col)]
    columns = {c.col: c for c in told_once(figured, rows) if c.metric is not None}
    for row in rows:
        row.cells = {col: cell for col, cell in row.cells.items() if col in columns}
    fractions = kept_as_shares(rows, columns)
    reads = {col: _reads(table, column, col in fractions) for col, column in columns.items()}
    on_page = {id(part.grid): part.on_page for part in table.parts}
    lost, clarity = _thousands_lost(rows, columns), _clarity(table, rows, columns)
    turned = crossed([row.label for row in rows], table.columns, table.damaged)
    nobodys = parting(rows, table.columns)
    for row in rows:
        past = row.period == BEFORE or (row.period and is_over(row.period, table.own))
        if past or row.scope is None:
            continue
        if turned:
            if row.label not in turned:  # a sum of files and results
                continue
            row.scope = Scope(level=table.caption.level[0] if table.caption.level else "whole")
        elif row.number in nobodys:
            continue
        if not any(
            v.sort == "number" or _is_ratio(columns[c], v) for c, (_, v) in row.cells.items()
        ):
            continue
        where = place(row.grid, row.index, table.number, on_page[id(row.grid)], row.number)
        for col, (cell, value) in row.cells.items():
            column = turned.get(row.label, columns)[col]
            if column.metric is None:
                continue
            scope = row.scope if column.level is None else _narrowed(row.scope, column.level)
            note = _note(row, column, cell, value)
            if row.number in lost and column.kind == "count" and _below_thousand(value):
                note, value = note or "thousands-lost", replace(value, guess=_restored(value))
            around = clarity.get((row.number, col), "")
            read = _reads(table, column, col in fractions) if row.label in turned else reads[col]
            if row.period and column.period == "cumulative":
                continue  # all there was until the end of that month
            read = replace(read, period=row.period) if row.period else read
            made = figures(row.grid, where, cell, value, read, scope, note, around)
            if (other := may_mean(column)) is not None:
                table.vague |= {figure.id: other for figure in made}
            yield from made


def _is_ratio(column: Column, value: Value) -> bool:
    """'90/100' below a heading that names both."""
    return column.ratio is not None and value.whole is not None


def may_mean(column: Column) -> str | None:
    """What the column may mean as well, should another table say so: 'Nhận trong kỳ' alone."""
    for rule in table_book().headings.elsewhere:
        fits = rule.with_ in (None, *column.own) and rule.without not in column.own
        if fits and not column.by_form and column.metric == rule.metric:
            return rule.means
    return None


def _reads(table: FileTable, column: Column, fraction: bool) -> Reads:
    cumulative = "cumulative" if table.caption.cumulative else None
    return Reads(
        metric=column.metric or "",
        kind=column.kind,
        pattern=table.pattern if column.by_form else "table-heading",
        rate=column.rate,
        factor=column.factor,
        period=column.period or cumulative or table.caption.period,
        fraction=fraction,
        commas=column.factor > 1 and table.commas,
        ratio=column.ratio,
    )


def _note(row: Row, column: Column, cell: Cell, value: Value) -> str:
    """Why it is disputed which figure the cell holds, or ''."""
    if cell.row_span > 1 or cell.col_span > 1:
        return "merged-cell"
    told = column.ratio is not None and value.whole is not None
    return "ambiguous-column" if column.ambiguous and not told else row.note


def _narrowed(scope: Scope, level: tuple[str, str]) -> Scope:
    """The row's scope, narrowed by a level that the column's heading names."""
    name, words = level
    if name == "whole":  # 'Tổng cộng' over columns sums those beside it
        return scope
    if name == "field":
        return Scope(level=name, name=f"{scope.name} / {words}" if scope.name else words)
    if scope.name is None:
        return Scope(level=name, name=words if name == "unit" else None)
    return Scope(level=scope.level, name=f"{words} / {scope.name}")


def _thousands_lost(rows: Sequence[Row], columns: dict[int, Column]) -> set[int]:
    """Numbers of a sheet's rows where '1.200' was taken for a decimal and kept as 1.2.

    No file is a fraction. Beside one, a small whole number may be another (2 of '2.000').
    """
    return {
        row.number
        for row in rows
        if row.grid.page.page.reader == "xlsx"
        for col, (_, value) in row.cells.items()
        if columns[col].kind == "count" and _is_fraction(value)
    }


def _is_fraction(value: Value) -> bool:
    number = value.decimal if value.sort == "number" and not value.percent else None
    return value.count is None and number is not None and number % 1 != 0


def _clarity(table: FileTable, rows: Sequence[Row], columns: dict[int, Column]) -> Clear:
    lines = [
        Line(r.grid, r.index, r.number, r.label, [c for c, _ in r.cells.values()]) for r in rows
    ]
    guessed = [col for col, column in columns.items() if column.guessed and not column.by_form]
    orders = [c.col for c in table.columns if c.label == "order"]
    told = cases(lines, columns, headings(table), guessed, orders)
    # Where all headings could be read, one that is not known is the author's own word.
    dark = any(case.startswith("head") for case in told.values())
    named = are_fields([row.label for row in rows]) or any(
        column.label in ("field", "unit", "either") for column in table.columns
    )
    unclear = {row.number for row in rows if dark and _is_unclear(row, named)}
    unclear |= {row.number for row in rows if told and _is_like_total(row)}
    if "name-dark" in told.values():
        unclear |= _totals_of_both(rows)
    # 'Tiếp nhận' is all that came in unless a heading beside it tells a carry-over.
    vague = {col for col, column in columns.items() if dark and may_mean(column) is not None}
    return {
        at: "name-dark" if at[0] in unclear
        else "head-dark" if at[1] in vague and not case.startswith("name") else case
        for at, case in told.items()
    }  # fmt: skip


def _totals_of_both(rows: Sequence[Row]) -> set[int]:
    """Sums below units as well as fields: one of the names was misread, so whose are they?"""
    scopes = [row.scope for row in rows if row.scope is not None]
    both = {"unit", "field"} <= {scope.level for scope in scopes if scope.name is not None}
    totals = (row for row in rows if row.scope is not None and row.scope.name is None)
    return {row.number for row in totals if both}


def _is_unclear(row: Row, named: bool) -> bool:
    """Whether it could not be told what a row's name names: a unit, a field of work or a sum.

    ``named``: the heading over the names says what they are, or they are known to be such.
    """
    if row.scope is not None and row.scope.level in ("field", "whole") and not named:
        return True
    return _is_like_total(row)


def _is_like_total(row: Row) -> bool:
    """Whether its name is a total's but for marks or a letter: 'Cọng' is no field of work."""
    totals = table_book().totals
    marked = owner_of_all(totals, row.label, damaged=False)
    return marked is None and owner_of_all(totals, row.label, damaged=True) is not None


def headings(table: FileTable) -> Iterator[tuple[Grid, int, int]]:
    """Page, first row and row after the last of each of a table's headings."""
    for part in table.parts:
        if part.header is not None:
            yield part.grid, part.header.first, part.header.last


def _below_thousand(value: Value) -> bool:
    """It may have been a thousand times as much."""
    number = value.decimal if value.sort == "number" else None
    return number is not None and 0 < number < 1_000


def _restored(value: Value) -> str:
    """What a fraction was before its point was taken for a decimal point."""
    return str(int((value.decimal or 0) * 1_000)) if "," in value.printed else value.guess
