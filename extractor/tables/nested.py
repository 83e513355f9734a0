"""Rows of a turned table named in two columns: what they are of ('Đã giải quyết'), then the part.

Knows which two columns these are, and which group each row stands in; no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.tables.columns import Column
from extractor.tables.grid import Grid
from extractor.tables.labels import split_label
from extractor.tables.words import meaning

LEAST = 0.5
"""Share of the rows that have a part named in the second column."""


@dataclass(frozen=True, slots=True)
class Nested:
    """The groups of a table's rows and their parts, row by row."""

    cols: tuple[int, int]
    named: dict[int, tuple[str, str]]
    """Row → its group, its own name; one is '' where the row is the group's own."""

    def over(self, row: int) -> tuple[str, ...]:
        """What the row is a part of."""
        group, part = self.named[row]
        return (group,) if group and part else ()

    def text(self, row: int) -> str:
        """The row's own name."""
        group, part = self.named[row]
        return part or group


def nested(
    grid: Grid, rows: range, columns: Sequence[Column], labels: Sequence[int]
) -> Nested | None:
    """How the rows are named, if a second column of names stands right beside the only one.

    The first names fewer than the rows: merged, or left blank while it goes on.
    """
    if len(labels) != 1:
        return None
    for cols in ((labels[0], labels[0] + 1), (labels[0] - 1, labels[0])):
        second = cols[1] if cols[0] == labels[0] else cols[0]
        if not 0 <= second < len(columns) or columns[second].label not in (None, "aspect"):
            continue
        if (found := _between(grid, rows, cols)) is not None:
            return found
    return None


def _between(grid: Grid, rows: range, cols: tuple[int, int]) -> Nested | None:
    """The rows as two columns name them; None where they are no groups and their parts."""
    named: dict[int, tuple[str, str]] = {}
    group = ""
    for row in rows:
        first, part = (grid.text_at(row, col) for col in cols)
        group = split_label(first)[1] or group
        named[row] = group, "" if part == first else part
    groups = {group for group, _ in named.values() if group}
    parts = [part for _, part in named.values() if part]
    told = sum(bool(meaning(part, False).features) for part in parts)
    fewer = 1 < len(groups) < len(parts)
    enough = len(parts) > LEAST * len(named) and told > LEAST * len(parts)
    return Nested(cols, named) if fewer and enough else None
