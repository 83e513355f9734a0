"""Columns that read as one and the same figure: told once where they print the same, else in doubt.

Knows what columns were understood as and what their rows print; no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.models import Scope
from extractor.tables.column import Column
from extractor.tables.labels import level_of
from extractor.tables.rows import Row

FEWEST = 2
"""Rows that must print the same number above zero."""


def told_once(columns: Iterable[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns, a second telling of a figure left out; all in doubt where they differ.

    'Đã giải quyết | Quá hạn' and 'Hồ sơ quá hạn | Đã giải quyết' are one figure in every row.
    """
    alike: dict[object, list[Column]] = {}
    for column in columns:
        level = column.level if column.level and column.level[0] != "whole" else None
        key = (column.metric, column.period, level) if column.metric else column.col
        alike.setdefault(key, []).append(column)
    found: list[Column] = []
    for first, *others in alike.values():
        if not others:
            found.append(first)
        elif all(_same(first, other, rows) for other in others):
            found.append(replace(first, ambiguous=False))
        else:
            found += [replace(c, ambiguous=True, ratio=None) for c in (first, *others)]
    return sorted(found, key=lambda column: column.col)


def _same(one: Column, other: Column, rows: Sequence[Row]) -> bool:
    """Whether both print the same counts in every row, and not all but zeros."""
    told = [(row.counts.get(one.col), row.counts.get(other.col)) for row in rows if row.cells]
    return all(a == b for a, b in told) and sum(bool(a) for a, _ in told) >= FEWEST


def levels_once(rows: Sequence[Row], damaged: bool) -> None:
    """'Cấp tỉnh 820', below it 'Ngành dọc 20': one row of a table is its level, others units."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        if (
            row.scope is None
            or row.scope.name
            or not row.counts
            or not level_of(row.label, damaged)
        ):
            continue
        first = seen.setdefault((row.scope.level, row.period), row)
        if first.label != row.label and first.counts != row.counts:
            row.scope = Scope(level="unit", name=row.label)


def in_doubt(rows: Sequence[Row]) -> None:
    """Rows that follow each other and are said to be one and the same, but print other numbers.

    'Sở Y tế | Trực tuyến', 'Sở Y tế | Trực tiếp': something that was not understood tells them
    apart. A row that is told again elsewhere in the table is another telling of it.
    """
    counted = [row for row in rows if row.counts and row.scope is not None]
    for one, other in pairwise(counted):
        same = one.label and (one.scope, one.period) == (other.scope, other.period)
        if same and one.label == other.label and one.counts != other.counts:
            one.note = other.note = "ambiguous-row"
