"""Columns that read as one and the same figure: told once where they print the same, else in doubt.

Knows what columns were understood as and what their rows print; no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.tables.column import Column
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
