"""Small systems of linear bounds over whole numbers: can they hold, and what do they leave?

Exact, by elimination in fractions; meant for a handful of unknowns. Where several unknowns stay
open, fractions are allowed for them, which can only call too much possible, never too little.
Knows no figure and no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor

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
        made = sum(c * values[i] for i, c in self.terms)
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


Row = tuple[list[Fraction], Fraction]
"""Coefficients c and b of ``c·x = b`` or ``c·x <= b``."""


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
    fixed = _eliminate(equal, unknowns)
    if fixed is None:
        return None
    below = [_put(row, fixed) for row in below]
    open_ = [i for i in range(unknowns) if i not in fixed]
    if not _possible(below, open_):
        return None
    values = [_value(i, fixed, below, open_) for i in range(unknowns)]
    if any(isinstance(v, Fraction) for v in values):
        return None
    return tuple(v if isinstance(v, int) else None for v in values)


def _rows(lines: Sequence[Line], unknowns: int) -> tuple[list[Row], list[Row]]:
    equal: list[Row] = []
    below: list[Row] = []
    for line in lines:
        c = [Fraction(0)] * unknowns
        for i, factor in line.terms:
            c[i] += factor
        if line.lo is not None and line.lo == line.hi:
            equal.append((c, Fraction(line.lo)))
            continue
        if line.hi is not None:
            below.append((c, Fraction(line.hi)))
        if line.lo is not None:
            below.append(([-x for x in c], Fraction(-line.lo)))
    return equal, below


def _eliminate(rows: list[Row], unknowns: int) -> dict[int, Row] | None:
    """Unknown → what it is of the others and a constant; None where the rows contradict."""
    fixed: dict[int, Row] = {}
    for row in rows:
        c, b = _put(row, fixed)
        pivot = next((i for i in range(unknowns) if c[i]), None)
        if pivot is None:
            if b:
                return None
            continue
        factor = c[pivot]
        # x = b/f - sum of c/f of the others
        new: Row = ([-x / factor for x in c], b / factor)
        new[0][pivot] = Fraction(0)
        fixed = {i: _replaced(r, pivot, new) for i, r in fixed.items()}
        fixed[pivot] = new
    return fixed


def _replaced(row: Row, at: int, by: Row) -> Row:
    """An affine row with unknown ``at`` replaced by the affine row ``by``."""
    factor = row[0][at]
    if not factor:
        return row
    c = [x + factor * y for x, y in zip(row[0], by[0], strict=True)]
    c[at] = by[0][at] * factor
    return c, row[1] + factor * by[1]


def _put(row: Row, fixed: dict[int, Row]) -> Row:
    """A row ``c·x ? b`` with every fixed unknown replaced."""
    c, b = list(row[0]), row[1]
    for i, (of, constant) in fixed.items():
        factor = c[i]
        if factor:
            c[i] = Fraction(0)
            c = [x + factor * y for x, y in zip(c, of, strict=True)]
            b -= factor * constant
    return c, b


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
    c = [m * x + n * y for x, y in zip(up[0], down[0], strict=True)]
    return c, m * up[1] + n * down[1]


def _value(
    i: int, fixed: dict[int, Row], below: list[Row], open_: list[int]
) -> int | Fraction | None:
    """The one value an unknown can have; a fraction where it is none, None where it is open."""
    if i in fixed:
        c, b = fixed[i]
        if any(c):
            return None
        return int(b) if b.denominator == 1 else b
    if len(open_) > 1:
        return None
    lo = max((ceil(b / c[i]) for c, b in below if c[i] < 0), default=None)
    hi = min((floor(b / c[i]) for c, b in below if c[i] > 0), default=None)
    if lo is not None and hi is not None and lo > hi:
        return Fraction(1, 2)  # no whole number lies between: impossible
    return lo if lo is not None and lo == hi else None
