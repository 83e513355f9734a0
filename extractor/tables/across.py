"""Whose figures, and of when, the columns of a turned table hold.

Knows the headings over columns of numbers; no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.book.tables import table_book
from extractor.match.scopes import HOUSES
from extractor.models import Scope
from extractor.tables.called import are_fields
from extractor.tables.columns import Column
from extractor.tables.labels import is_name_of_place, level_listed, level_of, level_summed
from extractor.tables.table import FileTable
from extractor.tables.values import value_of
from extractor.tables.words import BEFORE, meaning, named, owner_of_all, period_of_row, weightless

_WHOSE = ("unit", "field", "either")


def period_over(column: Column, table: FileTable, section: str = "") -> str:
    """The span of time that a column's headings name ('Tháng 2'), the section, or the table."""
    said = period_of_row(column.path[-1], table.damaged) if column.path else ""
    cumulative = "cumulative" if table.caption.cumulative else ""
    return said or column.period or section or cumulative or table.caption.period or ""


def with_numbers(table: FileTable) -> list[Column]:
    """The columns; one of numbers right of 'Chỉ tiêu' names no rows ('Các phòng', '12 phường')."""
    first = next((c.col for c in table.columns if c.label == "metric"), len(table.columns))
    return [
        replace(c, label=None)
        if c.col > first and c.label in _WHOSE and _holds_numbers(table, c.col)
        else c
        for c in table.columns
    ]


def whole_of(table: FileTable) -> Scope:
    """Whose figures a column holds that names nobody: those of the table's title, or all."""
    return Scope(level=table.caption.level[0] if table.caption.level else "whole")


def value_columns(table: FileTable) -> list[tuple[int, Scope]]:
    """Columns of numbers and whose they are; remarks, comparisons and numerals left out."""
    whole = whole_of(table)
    found = []
    columns = [
        c
        for c in table.columns
        if c.label is None and not c.aside and c.col and _holds_numbers(table, c.col)
    ]
    scopes = {c.col: _column_scope(c, whole, table.damaged) for c in columns}
    scopes |= {c.col: Scope(level="unit", name=c.path[-1]) for c in _houses(columns, scopes)}
    unknown = [c for c in columns if scopes[c.col] is None]
    fields = are_fields([c.path[-1] for c in unknown]) if unknown else False
    bare = _of_places(unknown, table)
    for column in columns:
        scope = scopes[column.col]
        if scope is None and fields:
            scope = Scope(level="field", name=column.path[-1])
        elif scope is None and (
            column in bare or _among_units(column, columns, scopes, table.damaged)
        ):
            scope = Scope(level="unit", name=column.path[-1])
        if scope is not None:
            found.append((column.col, scope))
    units = [scope.name or "" for _, scope in found if scope.level == "unit"]
    level = level_listed(units) if whole.level == "whole" else None
    over = Scope(level=level) if level else whole
    return [(col, over if scope is whole else scope) for col, scope in found]


def _houses(columns: Sequence[Column], scopes: dict[int, Scope | None]) -> Iterator[Column]:
    """Columns of a land registry or a counter among single units: one of these is what it is."""
    for column in columns:
        scope = scopes[column.col]
        if scope is None or scope.level not in HOUSES:
            continue
        beside_it = [scopes[c.col] for c in columns if c.path[:-1] == column.path[:-1]]
        others = [other for other in beside_it if other != scope]
        if len(others) > 1 and all(o is not None and o.level == "unit" for o in others):
            yield column


def _of_places(columns: Sequence[Column], table: FileTable) -> Sequence[Column]:
    """Columns of places without what they are ('Tân Hòa | Bình Thắng'), if all that are unknown.

    Every word of a place's name has a capital; of what nobody knows otherwise, only its first.
    """
    names = [c.path[-1] for c in columns]
    alike = not table.damaged and len(names) > 1
    return columns if alike and all(is_name_of_place(name) for name in names) else ()


def _among_units(
    column: Column, columns: Sequence[Column], scopes: dict[int, Scope | None], damaged: bool
) -> bool:
    """Whether a name that nobody knows stands among units, which are as many at least."""
    if damaged or meaning(column.path[-1], damaged).features:
        return False
    beside_it = [scopes[c.col] for c in columns if c.path[:-1] == column.path[:-1]]
    units = sum(scope is not None and scope.level == "unit" for scope in beside_it)
    return units >= max(1, beside_it.count(None))


def _holds_numbers(table: FileTable, col: int) -> bool:
    part = table.parts[0]
    cells = [part.grid.at(row, col) for row in range(part.first, min(part.last, part.first + 40))]
    values = [value_of(part.grid.raw(cell)) for cell in cells if cell is not None]
    numbers = sum(v.sort == "number" or v.whole is not None for v in values)
    return numbers * 2 > sum(v.sort != "blank" for v in values)


def _column_scope(column: Column, whole: Scope, damaged: bool) -> Scope | None:
    """Whose figures stand in the column; None where its heading is not understood."""
    if column.level is not None:
        level, words = level_of(column.path[-1], damaged) or column.level
        return (
            whole
            if level == "whole"
            else Scope(level=level, name=words if level == "unit" else None)
        )
    for text in reversed(column.path):
        found = level_of(text, damaged)
        if told := found[0] if found else level_summed(text, damaged):
            return Scope(level=told)
        names = [name for name in named(text, damaged) if name.first]
        if names and names[0].phrase.name != "none":
            return Scope(level=names[0].phrase.level, name=text)
        if owner_of_all(table_book().totals, text, damaged) is not None:
            return whole
        span = period_of_row(text, damaged)
        role = owner_of_all(table_book().roles, text, damaged)
        if span == BEFORE or not (span or role or weightless(text, damaged, counted=True)):
            return None
    return whole


def told_twice(table: FileTable, values: Sequence[tuple[int, Scope]], asked: set[int]) -> set[int]:
    """Columns whose headings say of one and the same that they hold its figures.

    'Lũy kế tháng | Lũy kế năm': nobody can say which of them is meant. ``asked`` are those that say
    of how many.
    """
    said = {
        col: (scope.level, scope.name, period_over(c, table), c.kind == "rate", col in asked)
        for col, scope in values
        for c in (table.columns[col],)
    }
    seen = Counter(said.values())
    return {col for col, key in said.items() if seen[key] > 1}
