"""Small systems of linear bounds over whole numbers: can they hold, and what do they leave?

Exact, by elimination in whole numbers; meant for a handful of unknowns. Where several unknowns stay
open, fractions are allowed for them, which can only call too much possible, never too little.
Knows no figure and no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

Bound = int | None
Range = tuple[Bound, Bound]
"""Least and greatest whole number, None for no end."""


@dataclass(frozen=True, slots=True)
class Line:
    """``lo <= sum of coefficient * unknown <= hi``; unknowns are named by number."""

    terms: tuple[tuple[int, int], ...]
    lo: Bound
    hi: Bound

    def given(self, values: Sequence[int], free: Sequence[int]) -> Line:
        """The same with every unknown but ``free`` at its value; ``free`` numbered from 0."""
        known = sum(c * values[i] for i, c in self.terms if i not in free)
        terms = tuple((free.index(i), c) for i, c in self.terms if i in free)
        return Line(terms, _less(self.lo, known), _less(self.hi, known))

    def holds(self, values: Sequence[int]) -> bool:
        """Whether these values meet it."""
        made = sum([c * values[i] for i, c in self.terms])
        return (self.lo is None or self.lo <= made) and (self.hi is None or made <= self.hi)


def _less(bound: Bound, known: int) -> Bound:
    return None if bound is None else bound - known


def range_of(line: Line) -> Range | None:
    """What a line leaves of its one unknown; None for nothing, all where it has none and holds."""
    if not line.terms:
        return (None, None) if line.holds(()) else None
    ((_, c),) = line.terms
    lo, hi = (line.lo, line.hi) if c > 0 else (_negative(line.hi), _negative(line.lo))
    c = abs(c)
    found = (None if lo is None else -(-lo // c), None if hi is None else hi // c)
    return None if _empty(found) else found


def _negative(bound: Bound) -> Bound:
    return None if bound is None else -bound


def _empty(range_: Range) -> bool:
    lo, hi = range_
    return lo is not None and hi is not None and lo > hi


def meet(a: Range, b: Range) -> Range | None:
    """What two ranges have in common; None for nothing."""
    lo = a[0] if b[0] is None else b[0] if a[0] is None else max(a[0], b[0])
    hi = a[1] if b[1] is None else b[1] if a[1] is None else min(a[1], b[1])
    return None if _empty((lo, hi)) else (lo, hi)


Row = tuple[list[int], int]
"""Coefficients c and b of ``c·x = b`` or ``c·x <= b``, in whole numbers throughout."""


def solve(lines: Sequence[Line], unknowns: int) -> tuple[Bound, ...] | None:
    """The unknowns' values, None for each that stays open; None when nothing meets all lines.

    Lines that hold one unknown are used up first, again and again; elimination sees what is left.
    """
    ranges: list[Range] = [(None, None)] * unknowns
    left = list(lines)
    while True:
        settled: dict[int, int] = {}
        coupled = []
        for line in left:
            if len(line.terms) > 1:
                coupled.append(line)
                continue
            own = range_of(line)
            at = line.terms[0][0] if line.terms else 0
            both = own and (meet(ranges[at], own) if line.terms else own)
            if both is None:
                return None
            if line.terms:
                ranges[at] = both
        settled = {i: lo for i, (lo, hi) in enumerate(ranges) if lo is not None and lo == hi}
        reduced = [_reduced(line, settled) for line in coupled]
        if all(a is b for a, b in zip(reduced, coupled, strict=True)):
            break
        left = reduced
    if not coupled:
        return tuple(settled.get(i) for i in range(unknowns))
    ends = [
        Line(((i, 1),), lo, hi) for i, (lo, hi) in enumerate(ranges) if (lo, hi) != (None, None)
    ]
    return _coupled([*coupled, *ends], unknowns)


def _reduced(line: Line, settled: dict[int, int]) -> Line:
    """The line with what is settled put in; the same object where nothing is."""
    if not any(i in settled for i, _ in line.terms):
        return line
    known = sum(c * settled[i] for i, c in line.terms if i in settled)
    terms = tuple((i, c) for i, c in line.terms if i not in settled)
    return Line(terms, _less(line.lo, known), _less(line.hi, known))


def _coupled(lines: Sequence[Line], unknowns: int) -> tuple[Bound, ...] | None:
    """As :func:`solve`, where lines hold several unknowns at once."""
    equal, below = _rows(lines, unknowns)
    pivots = _eliminate(equal)
    if pivots is None:
        return None
    for at, row in pivots.items():
        below = [_without(other, at, row) for other in below]
    open_ = [i for i in range(unknowns) if i not in pivots]
    if not _possible(below, open_):
        return None
    values: list[Bound] = []
    for i in range(unknowns):
        least, most = _ends(i, pivots, below, open_)
        if least is not None and most is not None and least > most:
            return None
        values.append(least if least == most else None)
    return tuple(values)


def _rows(lines: Sequence[Line], unknowns: int) -> tuple[list[Row], list[Row]]:
    equal: list[Row] = []
    below: list[Row] = []
    for line in lines:
        c = [0] * unknowns
        for i, factor in line.terms:
            c[i] += factor
        if line.lo is not None and line.lo == line.hi:
            equal.append((c, line.lo))
            continue
        if line.hi is not None:
            below.append((c, line.hi))
        if line.lo is not None:
            below.append(([-x for x in c], -line.lo))
    return equal, below


def _eliminate(rows: list[Row]) -> dict[int, Row] | None:
    """Unknown → the one row that still holds it; None where the rows contradict each other."""
    pivots: dict[int, Row] = {}
    for row in rows:
        for at, known in pivots.items():
            row = _without(row, at, known)
        new = next((i for i, c in enumerate(row[0]) if c), None)
        if new is None:
            if row[1]:
                return None
            continue
        pivots = {at: _without(known, new, row) for at, known in pivots.items()}
        pivots[new] = row
    return pivots


def _without(row: Row, at: int, by: Row) -> Row:
    """``row`` less as much of the equality ``by`` as takes unknown ``at`` out; its sense stays."""
    factor, pivot = row[0][at], by[0][at]
    if not factor:
        return row
    m, n = abs(pivot), factor if pivot > 0 else -factor
    return [m * x - n * y for x, y in zip(row[0], by[0], strict=True)], m * row[1] - n * by[1]


def _possible(below: list[Row], open_: Sequence[int]) -> bool:
    """Fourier and Motzkin: whether some fractions meet all of ``c·x <= b``."""
    for at in open_:
        up = [row for row in below if row[0][at] > 0]
        down = [row for row in below if row[0][at] < 0]
        below = [row for row in below if not row[0][at]]
        below += [_added(u, d, at) for u, d in product(up, down)]
    return all(b >= 0 for _, b in below)


def _added(up: Row, down: Row, at: int) -> Row:
    m, n = -down[0][at], up[0][at]
    return [m * x + n * y for x, y in zip(up[0], down[0], strict=True)], m * up[1] + n * down[1]


def _ends(i: int, pivots: dict[int, Row], below: list[Row], open_: list[int]) -> Range:
    """Between what an unknown lies; least above most where no whole number is left."""
    if i in pivots:
        c, b = pivots[i]
        if any(x for at, x in enumerate(c) if at != i):
            return None, None
        value, rest = divmod(b, c[i])
        return (1, 0) if rest else (value, value)
    if len(open_) > 1:
        return None, None
    lo = max((-(b // -c[i]) for c, b in below if c[i] < 0), default=None)
    hi = min((b // c[i] for c, b in below if c[i] > 0), default=None)
    return lo, hi
