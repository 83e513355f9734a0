"""Over which columns a heading stands that heads several, where no line tells.

A heading is centred over its columns, those beside one another share them out, and the headings
directly below one stand on one height. Knows geometry only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]
"""First column and number of columns; (0, 0) for a heading over nothing."""

SKIPPED = 0.15
"""What a column under no heading weighs, as a share of its width, against one off its middle."""
UNEVEN = 3.0
"""What it weighs that the headings below one stand on different heights, against the same."""


@dataclass(slots=True)
class Phrase:
    """One heading, perhaps of several lines."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Its middle from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def level(self) -> float:
        """Its middle from top to bottom."""
        return (self.top + self.bottom) / 2


Leaves = Mapping[int, Phrase]
"""Column → the lowest heading, over it alone."""


def spans(
    levels: Sequence[Sequence[Phrase]], leaf: Leaves, walls: Sequence[float], labels: int
) -> list[list[Span]]:
    """For every level, top down, what each of its headings stands over.

    The first ``labels`` columns name the rows: no heading is shared by them.
    """
    found: list[list[Span]] = []
    held: set[int] = set()
    for level in reversed(levels):
        floor = max(p.bottom for p in level) - 0.3 * min(p.bottom - p.top for p in level)
        columns = range(labels, len(walls) - 1)
        under = [c for c in columns if c not in leaf or leaf[c].top >= floor]
        own = {c: leaf[c].level for c in under if c in leaf and c not in held}
        mine = _Sharing(level, under, own, walls).best(0, labels)[1]
        found.append(list(mine))
        held |= {c for first, wide in mine for c in range(first, first + wide)}
    return found[::-1]


@dataclass(slots=True)
class _Sharing:
    """How the headings of one level can share the columns ``under`` them."""

    level: Sequence[Phrase]
    under: Sequence[int]
    own: Mapping[int, float]
    """Column → height of its heading, where none of a lower level stands between."""
    walls: Sequence[float]
    known: dict[tuple[int, int], tuple[float, tuple[Span, ...]]] = field(default_factory=dict)

    def best(self, at: int, column: int) -> tuple[float, tuple[Span, ...]]:
        """Least cost, and the spans, of the headings from ``at`` over columns from ``column``."""
        if (at, column) not in self.known:
            self.known[at, column] = self._best(at, column)
        return self.known[at, column]

    def _best(self, at: int, column: int) -> tuple[float, tuple[Span, ...]]:
        if at == len(self.level):
            return self._skipped(column, len(self.walls)), ()
        found: tuple[float, tuple[Span, ...]] | None = None
        for first in (c for c in self.under if c >= column):
            for end in self._ends(first):
                rest, others = self.best(at + 1, end)
                cost = rest + self._skipped(column, first) + self._off(self.level[at], first, end)
                if found is None or cost < found[0]:
                    found = cost, ((first, end - first), *others)
        return found or (1e9, ((0, 0),) * (len(self.level) - at))

    def _ends(self, first: int) -> list[int]:
        """Where a heading may end that begins over ``first``: at every column that is under."""
        ends = []
        for end in range(first + 1, len(self.walls)):
            if end - 1 not in self.under:
                break
            ends.append(end)
        return ends

    def _skipped(self, first: int, end: int) -> float:
        """The cost of columns that no heading of the level stands over."""
        left = (self.walls[c + 1] - self.walls[c] for c in self.under if first <= c < end)
        return SKIPPED * sum(left)

    def _off(self, phrase: Phrase, first: int, end: int) -> float:
        """How far the heading is from the middle of its columns, and these from one height."""
        heights = [self.own[c] for c in range(first, end) if c in self.own]
        uneven = max(heights) - min(heights) if heights else 0.0
        middle = (self.walls[first] + self.walls[end]) / 2
        return abs(middle - phrase.middle) + UNEVEN * uneven
