"""From a solution to what may have happened: changes with values, and what was left out.

A hypothesis says how all that fails in a block came to fail, and how likely that is beside others.
Knows solutions and chances; not how one is worded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from math import exp

from extractor.checks.verdict import HUNDRED, Terms
from extractor.judge.candidates import Change, Prints, change_of
from extractor.judge.linear import Bound
from extractor.judge.relations import Net, Relation, Spot
from extractor.judge.solve import Solution
from extractor.numbers import as_count, decimals
from extractor.slips import neighbours

SLIPS = "slips"
MOVED = "moved"
MOST_NEAR = 4
"""Numbers told of a figure to which its relations leave room."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What a relation leaves out, and how much it would be; None where that stays open."""

    relation: Relation
    size: int | None
    chance: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Everything that would have to be so at once: by spot, changes and rests.

    ``values`` are those of all spots of the net then.
    """

    act: str
    changes: Mapping[int, Change]
    rests: Mapping[int, Rest]
    values: tuple[int, ...]


class Maker:
    """Makes hypotheses in one net."""

    def __init__(self, net: Net, prints: Prints, conventions: Mapping[str, str | bool]) -> None:
        self.net, self.prints, self.conventions = net, prints, conventions
        self.rests = {r.rest: r for r in net.relations if r.rest is not None}
        self.rates = {r.rate: r for r in net.relations if r.rate is not None}

    def of(self, solution: Solution) -> Iterator[Hypothesis]:
        """One for each combination of values that the solution may have."""
        for values in solution.values:
            given = dict(zip(solution.spots, values, strict=True))
            yield self.made(given)
            open_ = [i for i, v in given.items() if v is None and not self.net.spots[i].rate]
            if len(open_) == 1:
                yield from self._nearest(given, open_[0])

    def _nearest(self, given: Mapping[int, Bound], spot: int) -> list[Hypothesis]:
        """The likeliest of the numbers near the print; their chance is shared among all of them."""
        near = list(self._near(given, spot))
        found = []
        for value in near:
            made = self.made({**given, spot: value})
            one = made.changes[spot]
            one = replace(one, reading=one.reading / len(near), author=one.author / len(near))
            found.append(replace(made, changes={**made.changes, spot: one}))
        return sorted(found, key=lambda h: -h.changes[spot].chance)[:MOST_NEAR]

    def _near(self, given: Mapping[int, Bound], spot: int) -> Iterator[int]:
        """Numbers one digit away from the print with which all that the figure is in holds.

        For a figure that its relations leave room.
        """
        figure = self.net.spots[spot].figure
        values = self.net.values
        for other, value in given.items():
            values[other] = values[other] if value is None else value
        asking = [r for r in self.net.relations if spot in r.spots and r.rate not in given]
        tried = {values[spot]}
        for printed in neighbours(figure.printed) if figure else ():
            value = as_count(printed)
            if value is None or value in tried:
                continue
            tried.add(value)
            values[spot] = value
            if all(r.holds(values) for r in asking):
                yield value

    def made(self, given: Mapping[int, Bound]) -> Hypothesis:
        """The hypothesis in which these spots have these values."""
        values = self.net.values
        for spot, value in given.items():
            values[spot] = values[spot] if value is None else value
        changes: dict[int, Change] = {}
        rests: dict[int, Rest] = {}
        for spot, value in given.items():
            entry = self.net.spots[spot]
            if entry.figure is None:
                chance = exp(-entry.weight) / entry.spread
                rests[spot] = Rest(self.rests[spot], value, chance)
            else:
                changes[spot] = self._change(spot, entry, value, values)
        act = MOVED if self._moved(given) else SLIPS
        return Hypothesis(act, changes, rests, tuple(values))

    def _change(self, spot: int, entry: Spot, value: Bound, values: list[int]) -> Change:
        assert entry.figure is not None and entry.chances is not None
        shown: int | Decimal | None = value
        if entry.rate:
            shown = self._reckoned(self.rates[spot], values) if spot in self.rates else None
        return change_of(entry.figure, entry.chances, shown, self.prints)

    def _reckoned(self, relation: Relation, values: list[int]) -> Decimal | None:
        """The rate that its terms make, in its own decimals and the report's way of rounding."""
        verdict = relation.verdict
        n, d = (self._sum(terms, values) for terms in (verdict.parts, verdict.base))
        figure = verdict.whole[0][0].figure
        if not d or figure is None:
            return None
        mode = ROUND_DOWN if self.conventions.get("rate_mode") == "truncate" else ROUND_HALF_UP
        unit = Decimal(1).scaleb(-decimals(figure.printed))
        return (HUNDRED * n / d).quantize(unit, mode)

    def _sum(self, terms: Terms, values: list[int]) -> Decimal:
        made = Decimal(0)
        for cell, sign in terms:
            spot = self.net.index.get(cell.id)
            made += sign * (cell.lo if spot is None else values[spot])
        return made

    def _moved(self, given: Mapping[int, Bound]) -> bool:
        """Whether as much is taken from one part as another is given, in a sum that held."""
        if len(given) != 2 or any(v is None for v in given.values()):
            return False
        (a, x), (b, y) = given.items()
        spots = self.net.spots
        if x is None or y is None or spots[a].figure is None or spots[b].figure is None:
            return False
        if x - spots[a].value != spots[b].value - y:
            return False
        values = self.net.values
        return any({a, b} <= r.spots and r.rest is not None and r.holds(values)
                   for r in self.net.relations)  # fmt: skip
