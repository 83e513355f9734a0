"""Headings of a table set with blanks that stand over several columns, each over which.

Knows where headings and columns stand, and which headings below are alike; not what they say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from extractor.readers.lines import Line, Span, columns_over

OFF = 4.0
"""Characters that the middle of a heading may be from that of the columns below it."""
SURE = 2.0
"""Characters that all headings of a line together may differ in that beyond doubt."""
GROUPS = 16
"""Headings of a line beyond which none is looked at as one of several columns."""
LEFT_OVER = 0.75
"""Characters that a column without a heading above it counts as."""
KEPT = 32
"""Ways to share columns out among the first headings of a line that are followed up."""

Headed = tuple[int, int]
"""The first column below a heading, and how many."""


def over_groups(line: Line, columns: Sequence[Span], headed: Set[int]) -> list[Headed] | None:
    """The columns below each heading of a line, some of which stand over those of others.

    None where no heading stands over several. All are set above the middle of theirs, or all where
    the first of them begins.
    """
    if len(line.cells) > GROUPS:
        return None
    off, by_middle = _by_middle(line, columns, headed)
    if off <= SURE and by_middle:
        return by_middle
    return _by_left(line, columns, headed) or by_middle or None


def opened_alike(
    line: Line, columns: Sequence[Span], headed: Set[int], below: Mapping[int, str], figures: int
) -> list[Headed] | None:
    """The columns below each heading where all groups open as the first does ('Tổng | … | Tổng').

    As many groups as headings, and each heading stands above its own or begins there.
    """
    first = below.get(min(headed, default=-1), "")
    opens = [c for c in sorted(headed) if below.get(c) == first]
    edge = columns[figures - 1][1] if figures else 0
    spans = [(a - line.start, b - line.start) for a, b in line.cells]
    names, over = [s for s in spans if s[0] <= edge], [s for s in spans if s[0] > edge]
    if len(opens) < 2 or len(opens) != len(over) or not figures:
        return None
    groups = [
        [c for c in sorted(headed) if a <= c < b] for a, b in pairwise([*opens, len(columns)])
    ]
    for group, cell in zip(groups, over, strict=True):
        begin, end = columns[group[0]][0], columns[group[-1]][1]
        middle = sum(cell) / 2
        if len(group) < 2 or len(group) <= group[-1] - group[0] or not begin < middle < end:
            return None
    left = [(columns_over(columns, cell)[0], 1) for cell in names]
    return [*left, *((group[0], len(group)) for group in groups)]


def _by_left(line: Line, columns: Sequence[Span], headed: Set[int]) -> list[Headed]:
    """Each heading over the columns from where it begins to where the next one does."""
    starts: list[int] = []
    for a, _ in line.cells:
        start = a - line.start
        at = next((c for c, column in enumerate(columns) if start <= column[0]), len(columns))
        behind = at == 0 or columns[at - 1][1] < start
        if at == len(columns) or not behind or at in starts:
            return []
        starts.append(at)
    found = []
    for at, following in pairwise([*starts, len(columns)]):
        stop = next((c for c in range(at, following) if c not in headed), following)
        found.append((at, max(1, stop - at)))
    whole = sum(wide for at, wide in found if at in headed) == len(headed)
    return found if whole and any(wide > 1 for _, wide in found) else []


def _by_middle(line: Line, columns: Sequence[Span], headed: Set[int]) -> tuple[float, list[Headed]]:
    """(how far off, columns) of the headings over as many as can be, none left over between.

    Numbers that end below one another stand right of the middle of their columns, all of them
    alike: what counts is how much the headings differ in that.
    """
    kept: list[list[tuple[Headed, float | None]]] = [[]]
    for a, b in line.cells:
        choices = _choices((a - line.start, b - line.start), columns, headed)
        made = [[*one, choice] for one in kept for choice in choices if _joins(one, choice, headed)]
        kept = sorted(made, key=_worth)[:KEPT]
    if not kept:
        return 0.0, []
    found = [at for at, _ in kept[0]]
    _, apart, mean = _worth(kept[0])
    lone = SURE * any(wide == 1 and col in headed for col, wide in found)
    off = apart + max(lone, abs(mean) - SURE)
    return off, found if any(wide > 1 for _, wide in found) else []


def _joins(
    before: Sequence[tuple[Headed, float | None]],
    choice: tuple[Headed, float | None],
    headed: Set[int],
) -> bool:
    """Whether the columns follow those of the headings before, none left over between."""
    if not before:
        return True
    (first, wide), (col, _) = before[-1][0], choice[0]
    after = first + wide
    return col >= after and (col == after or after - 1 not in headed or after not in headed)


def _worth(headings: Sequence[tuple[Headed, float | None]]) -> tuple[float, float, float]:
    """Less is better: how unlike the headings are set, and columns left over at an end of them."""
    offs = [off for _, off in headings if off is not None]
    mean = sum(offs) / len(offs) if offs else 0.0
    apart = sum(abs(off - mean) for off in offs) + sum(map(abs, offs)) / 8
    return apart - LEFT_OVER * sum(wide for (_, wide), _ in headings), apart, mean


def _choices(
    cell: Span, columns: Sequence[Span], headed: Set[int]
) -> list[tuple[Headed, float | None]]:
    """(columns, how far right their middle is) that a heading may stand over; None over one."""
    middle = sum(cell)
    over = columns_over(columns, cell)
    found: list[tuple[Headed, float | None]] = []
    if len(over) == 1 and (over[0] not in headed or _inside(cell, columns[over[0]])):
        found = [((over[0], 1), None)]
    for a in sorted(c for c in headed if _from(columns, c) <= cell[0]):
        for b in range(a + 1, len(columns)):
            off = (columns[a][0] + columns[b][1] - middle) / 2
            if b not in headed or off > OFF:
                break
            if off >= -OFF and cell[1] <= _until(columns, b):
                found.append(((a, b - a + 1), off))
    return found


def _from(columns: Sequence[Span], at: int) -> int:
    """Where a heading over this column and others may begin: over none on its left."""
    return min(columns[at][0] - 1, columns[at - 1][1] + 1 if at else 0)


def _until(columns: Sequence[Span], at: int) -> int:
    """Where it may end whose last column this is."""
    return max(columns[at][1] + 1, columns[at + 1][0] - 1 if at + 1 < len(columns) else 0)


def _inside(cell: Span, column: Span) -> bool:
    """Whether a heading of several lines is no wider than its column, to a character or so."""
    return column[0] - SURE <= cell[0] and cell[1] <= column[1] + SURE
