"""A line of a plain text's table: its cells, and the columns that each of them stands over.

Knows where cells stand in a line; not what they hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 0.25
"""Share of a cell, or of a column narrower than it, that makes it stand over the column."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place in the text and the spans of its cells."""

    start: int
    cells: tuple[Span, ...]
    parted: str
    """'|' and tabs are walls, the same in every line; a blank is a gap somewhere."""
    edges: tuple[int, ...] = ()
    """Where the bars stand in the line, one more than the cells."""
    ruled: bool = False
    """A line of dashes stands right above."""

    @property
    def walled(self) -> bool:
        """Whether an empty cell has its place too."""
        return self.parted != " "


def standing_over(line: Line, columns: Sequence[Span]) -> list[tuple[list[int], Span]]:
    """Each cell of the line with the columns it stands over."""
    return [
        (columns_over(columns, (a - line.start, b - line.start)), (a, b)) for a, b in line.cells
    ]


def columns_over(columns: Sequence[Span], cell: Span) -> list[int]:
    """The columns that a cell stands over; the nearest where it stands over none."""
    start, end = cell
    over = [c for c, (a, b) in enumerate(columns) if a < end and start < b]
    if over:  # a heading that reaches by a letter over the longest name on its left is not its
        shared = [min(end, columns[c][1]) - max(start, columns[c][0]) for c in over]
        widths = [min(end - start, columns[c][1] - columns[c][0]) for c in over]
        parts = zip(over, shared, widths, strict=True)
        return [c for c, part, wide in parts if part >= LEAST * wide] or over
    gaps = [max(a - end, start - b) for a, b in columns]
    return [gaps.index(min(gaps))]
