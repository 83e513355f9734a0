"""The same localisation as a mixed-integer program, for blocks that are too large to search.

An indicator says for each unknown whether it may change; one of each relation's options is chosen.
Solutions are asked for one by one, each forbidden to the next, until one is too heavy, none is left
or time is up. HiGHS does the work (MIT licence); it is loaded when this module is. Also what the
search is measured against: this is the method of errorlocate (Jonge and Loo).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy

from extractor.judge.linear import Line
from extractor.judge.relations import Net, Relation
from extractor.judge.solve import Search, Solution

ROOM = 4
"""An unknown may become so many times the largest number of its block."""
MOST = 64
"""Solutions asked for."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver found, lightest first, and how it ended."""

    solutions: tuple[Solution, ...]
    status: str
    """'optimal' where all within the margin are there; 'time' where time was up."""
    seconds: float


def minimise(
    net: Net, wanted: Sequence[Relation], margin: float, seconds: float, most: int = MOST
) -> Solved:
    """The lightest sets of unknowns under which the wanted relations hold."""
    since = time.perf_counter()
    program = _Program(net, wanted)
    search = Search(net, wanted)
    found: list[Solution] = []
    status = "optimal"
    while len(found) < most:
        left = seconds - (time.perf_counter() - since)
        spots = program.next(left) if left > 0 else None
        if spots is None:
            status = "time" if left <= 0 or program.cut else status
            break
        weight = sum(net.spots[i].weight for i in spots)
        if not spots or (found and weight > found[0].weight + margin):
            break
        values = search.values_of(spots)
        if values:
            found.append(Solution(spots, weight, values))
        program.forbid(spots)
    return Solved(tuple(found), status, time.perf_counter() - since)


class _Program:
    """The program of one net; unknowns that no wanted relation holds are left out."""

    def __init__(self, net: Net, wanted: Sequence[Relation]) -> None:
        self.cut = False
        self.model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.model.setOptionValue("output_flag", False)
        self.model.setOptionValue("random_seed", 1)
        self.model.setOptionValue("threads", 1)
        values = net.values
        self.most = float(ROOM * max([1, *map(abs, values)]))
        self.spots = sorted({i for r in wanted for i in r.spots})
        self.changed = {
            i: self.model.addVariable(0, 1, net.spots[i].weight, highspy.HighsVarType.kInteger)
            for i in self.spots
        }
        self.value = {i: self._value(net, i, values[i]) for i in self.spots}
        for relation in wanted:
            self._relation(relation)

    def _value(self, net: Net, spot: int, printed: int) -> Any:
        """An unknown's value: as printed, unless it is changed."""
        entry, model = net.spots[spot], self.model
        least = -self.most if entry.signed else 0.0
        value = model.addVariable(least, self.most, 0, highspy.HighsVarType.kInteger)
        changed = self.changed[spot]
        model.addConstr(value - (self.most - printed) * changed <= printed)
        model.addConstr(value + (printed - least) * changed >= printed)
        return value

    def _relation(self, relation: Relation) -> None:
        """Its lines, all of one option; of a rate only while the rate is not changed."""
        options = [
            self.model.addVariable(0, 1, 0, highspy.HighsVarType.kInteger) for _ in relation.options
        ]
        waived = [] if relation.rate is None else [self.changed[relation.rate]]
        first, *others = [*options, *waived]
        self.model.addConstr(sum(others, start=first + 0.0) >= 1)
        for chosen, option in zip(options, relation.options, strict=True):
            for line in option.lines:
                self._line(line, chosen)

    def _line(self, line: Line, chosen: Any) -> None:
        reach = sum(abs(c) for _, c in line.terms) * self.most
        made = sum((c * self.value[i] for i, c in line.terms), start=chosen * 0.0)
        if line.lo is not None:
            room = reach + abs(line.lo)
            self.model.addConstr(made - room * chosen >= line.lo - room)
        if line.hi is not None:
            room = reach + abs(line.hi)
            self.model.addConstr(made + room * chosen <= line.hi + room)

    def next(self, seconds: float) -> tuple[int, ...] | None:
        """The lightest set that is not forbidden; None where there is none, or time is up."""
        self.model.setOptionValue("time_limit", seconds)
        self.model.minimize()
        status = self.model.getModelStatus()
        self.cut = status == highspy.HighsModelStatus.kTimeLimit
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        chosen = self.model.getSolution().col_value
        return tuple(i for i in self.spots if chosen[self.changed[i].index] > 0.5)

    def forbid(self, spots: Sequence[int]) -> None:
        """No set that holds all of these; there is at least one, for something fails."""
        made = sum((self.changed[i] for i in spots[1:]), start=self.changed[spots[0]] + 0.0)
        self.model.addConstr(made <= len(spots) - 1)
