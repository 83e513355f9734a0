"""Localisation: the lightest sets of unknowns whose change lets every relation of a block hold.

After Fellegi and Holt (1976), over alternatives: best first, branching on the unknowns of a
relation that cannot hold yet, so that only sets which could help are ever tried. All minimal sets
within a margin of the best are kept, in an order that hangs on nothing but the block. Knows
bounds and weights; not what an unknown means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from extractor.judge.linear import Bound, Line, Range, meet, range_of, solve
from extractor.judge.relations import Net, Relation

Values = tuple[Bound, ...]
MOST_VALUES = 16
"""Combinations of values kept of one set."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Unknowns that may be wrong together, and what they would have to be.

    ``values`` are aligned with ``spots``; None for one that is left open, or is a rate.
    """

    spots: tuple[int, ...]
    weight: float
    values: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The solutions, lightest first; ``complete`` unless the search was cut short."""

    solutions: tuple[Solution, ...]
    complete: bool
    tried: int


class Search:
    """One net; ``wanted`` are the relations that must hold in the end.

    ``values`` may be given where they are not those printed.
    """

    def __init__(
        self, net: Net, wanted: Sequence[Relation] | None = None, values: list[int] | None = None
    ) -> None:
        self.net = net
        self.values = net.values if values is None else values
        self.relations = list(net.relations if wanted is None else wanted)
        self.failing = [r for r in self.relations if not r.holds(self.values)]
        self.at: dict[int, list[Relation]] = {}
        for relation in self.relations:
            for spot in relation.spots:
                self.at.setdefault(spot, []).append(relation)

    def run(self, margin: float, most: int, limit: float = inf) -> Found:
        """Every minimal set within ``margin`` nats of the lightest, at most ``most`` tried.

        None that is heavier than ``limit``.
        """
        waiting: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
        seen: set[tuple[int, ...]] = {()}
        found: list[Solution] = []
        tried = 0
        while waiting and tried < most:
            weight, spots = heappop(waiting)
            if weight > min(limit, found[0].weight + margin if found else inf):
                return Found(tuple(found), True, tried)
            if any(set(s.spots) <= set(spots) for s in found):
                continue
            tried += 1
            values = self._feasible(spots)
            if isinstance(values, tuple):
                found.append(Solution(spots, weight, values))
                continue
            for spot in values:
                more = tuple(sorted((*spots, spot)))
                if spot not in spots and more not in seen:
                    seen.add(more)
                    heappush(waiting, (weight + self.net.spots[spot].weight, more))
        return Found(tuple(found), not waiting, tried)

    def values_of(self, spots: tuple[int, ...]) -> tuple[Values, ...]:
        """The values these unknowns would have to have; () where they do not suffice."""
        values = self._feasible(spots)
        return values if isinstance(values, tuple) else ()

    def _feasible(self, spots: tuple[int, ...]) -> tuple[Values, ...] | set[int]:
        """The values under which all hold, or the unknowns of which one more is needed."""
        chosen = frozenset(spots)
        for relation in self.failing:
            if chosen.isdisjoint(relation.spots):
                return set(relation.spots)
        touched = [r for r in self._concerned(spots) if r.rate not in chosen]
        free = [i for i in spots if not self.net.spots[i].rate]
        return (
            self._single(spots, free, touched)
            if len(free) <= 1
            else self._several(spots, free, touched)
        )

    def _concerned(self, spots: Iterable[int]) -> list[Relation]:
        return list({id(r): r for spot in spots for r in self.at.get(spot, ())}.values())

    def _single(
        self, spots: tuple[int, ...], free: list[int], touched: list[Relation]
    ) -> tuple[Values, ...] | set[int]:
        """One unknown: what all its relations leave of it, as ranges."""
        if not free:
            return (tuple(None for _ in spots),)
        least = None if self.net.spots[free[0]].signed else 0
        left: list[Range] = [(least, None)]
        core: set[int] = set()
        for relation in touched:
            core |= relation.spots
            left = [
                both for a in left for b in self._ranges(relation, free) if (both := meet(a, b))
            ]
            if not left:
                return core
        own = self.values[free[0]]
        known = {lo if lo == hi else None for lo, hi in left}
        ordered = sorted(known - {own} or known, key=lambda v: (v is None, v or 0))
        return tuple(_aligned(spots, free, (value,)) for value in ordered[:MOST_VALUES])

    def _ranges(self, relation: Relation, free: list[int]) -> Iterator[Range]:
        for option in relation.options:
            found: Range | None = (None, None)
            for line in option.lines:
                one = range_of(line.given(self.values, free))
                found = found and one and meet(found, one)
            if found:
                yield found

    def _several(
        self, spots: tuple[int, ...], free: list[int], touched: list[Relation]
    ) -> tuple[Values, ...] | set[int]:
        """Several unknowns: every way of choosing an option for each relation."""
        least = [Line(((i, 1),), 0, None) for i, s in enumerate(free) if not self._signed(s)]
        found: dict[Values, None] = {}
        self._choose(sorted(touched, key=lambda r: len(r.options)), least, free, found)
        if found:
            return tuple(_aligned(spots, free, values) for values in found)
        return {i for relation in touched for i in relation.spots}

    def _signed(self, spot: int) -> bool:
        return self.net.spots[spot].signed

    def _choose(
        self, left: list[Relation], lines: list[Line], free: list[int], found: dict[Values, None]
    ) -> None:
        """Adds to ``found`` what each choice of options for the relations ``left`` gives."""
        if len(found) >= MOST_VALUES:
            return
        values = solve(lines, len(free))
        if values is None:
            return
        if not left:
            found[values] = None
            return
        for option in left[0].options:
            more = [line.given(self.values, free) for line in option.lines]
            self._choose(left[1:], [*lines, *more], free, found)


def _aligned(spots: tuple[int, ...], free: list[int], values: Values) -> Values:
    """Values of the free unknowns as values of all of them."""
    known = dict(zip(free, values, strict=True))
    return tuple(known.get(spot) for spot in spots)
