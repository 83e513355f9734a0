"""Asks HiGHS for figures under which clauses hold, or one of them does not.

All figures are whole and between 0 and :data:`MOST`; what is found is checked again in whole
numbers, so that only "there are none" is taken on trust. Knows lines; no metric.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

import highspy

from extractor.evaluate.rules.system import Clause, Option
from extractor.judge.linear import Line

MOST = 40
"""Room enough: the declared sums have a handful of terms of one each."""
DRAWN = 2
"""Points drawn at random before anything is proved."""
Point = tuple[int, ...]


class Figures:
    """A number of figures that are held to clauses."""

    def __init__(
        self, count: int, held: Sequence[Clause], broken: Clause | None = None, least: int = 0
    ) -> None:
        self.held, self.broken, self.count = held, broken, count
        self.model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("random_seed", 1), ("threads", 1)):
            self.model.setOptionValue(name, value)
        whole = highspy.HighsVarType.kInteger
        self.cells = [self.model.addVariable(least, MOST, 0, whole) for _ in range(count)]
        for clause in held:
            self._one_of([[(line, False) for line in option] for option in clause.options])
        for option in broken.options if broken else ():
            self._one_of([[(line, True)] for line in option])

    def _one_of(self, ways: Sequence[Sequence[tuple[Line, bool]]]) -> None:
        """At least one of the ways, all of whose lines hold (or, where True, do not)."""
        chosen = [self._switch() for _ in ways]
        self.model.addConstr(sum(chosen[1:], start=chosen[0] + 0.0) >= 1)
        for switch, lines in zip(chosen, ways, strict=True):
            for line, fails in lines:
                self._misses(line, switch) if fails else self._meets(line, switch)

    def _switch(self) -> Any:
        return self.model.addVariable(0, 1, 0, highspy.HighsVarType.kInteger)

    def _meets(self, line: Line, switch: Any) -> None:
        self._between(line, line.lo, line.hi, switch)

    def _misses(self, line: Line, switch: Any) -> None:
        """Below its least or above its most."""
        below, above = self._switch(), self._switch()
        self.model.addConstr(below + above >= switch + 0.0)
        self._between(line, None, -1 if line.lo is None else line.lo - 1, below)
        self._between(line, 1 if line.hi is None else line.hi + 1, None, above)
        for switched, bound in ((below, line.lo), (above, line.hi)):
            if bound is None:
                self.model.addConstr(switched + 0.0 <= 0)

    def _between(self, line: Line, lo: int | None, hi: int | None, switch: Any) -> None:
        made = sum((c * self.cells[i] for i, c in line.terms), start=switch * 0.0)
        room = MOST * sum(abs(c) for _, c in line.terms) + 1
        if lo is not None:
            self.model.addConstr(made - (room + lo) * switch >= -room)
        if hi is not None:
            self.model.addConstr(made + (room - hi) * switch <= room)

    def best(self, weights: Iterable[tuple[int, int]]) -> Point | None:
        """The figures for which this sum is greatest; None where there are none at all."""
        for cell in self.cells:
            self.model.changeColCost(cell.index, 0.0)
        for i, weight in weights:
            self.model.changeColCost(self.cells[i].index, float(-weight))
        self.model.minimize()
        if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = self.model.getSolution().col_value
        point = tuple(round(found[cell.index]) for cell in self.cells)
        if not self.meets(point):
            raise ArithmeticError("the solver's figures do not hold")
        return point

    def most(self, figure: int) -> int:
        """The greatest value of a figure; 0 where there are none."""
        point = self.best(((figure, 1),))
        return point[figure] if point else 0

    def meets(self, point: Point) -> bool:
        """Whether these figures are as they are wanted, in whole numbers."""
        held = all(any(_holds(o, point) for o in c.options) for c in self.held)
        return held and not (self.broken and any(_holds(o, point) for o in self.broken.options))

    def drawn(self) -> list[Point]:
        """A few points far apart, the same in each run; [] where there are none."""
        random = Random(self.count)
        found = []
        for _ in range(DRAWN):
            point = self.best([(i, random.randint(-9, 9)) for i in range(self.count)])
            if point is None:
                return []
            found.append(point)
        return found


def _holds(option: Option, point: Point) -> bool:
    return all(line.holds(point) for line in option)
