"""What the declared relations imply: contradictions, redundancies, equalities nobody wrote down.

After Fellegi and Holt (1976), for whom rules imply rules; as validatetools (de Jonge, van der Loo)
does for statistical edits, each question is whether some figures exist: for a contradiction that
hold to all rules, for a redundancy that hold to all but one, for a figure that is forced, or two
that are always equal, others than those met so far. Knows lines; a verdict is told of metrics.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractor.book.rules import RuleFile
from extractor.evaluate.rules.solver import Figures, Point
from extractor.evaluate.rules.system import (
    Clause,
    Shape,
    full_shapes,
    least_shapes,
    systems,
)


@dataclass(frozen=True, slots=True)
class Implied:
    """What follows from the relations and should not, or need not be said."""

    name: str
    """The relation."""
    code: str
    """contradiction (nothing but zeros meets them), forced-figure, hidden-equality, redundant."""
    detail: str


def implied(book: RuleFile) -> list[Implied]:
    """Everything odd, each once; what only follows from figures that are forced is not told."""
    found = list(_forced(book))
    if not found:
        found += _redundant(book)
        for shape in full_shapes(book):
            found += _equal(book, shape)
    return list(dict.fromkeys(found))


def _forced(book: RuleFile) -> Iterator[Implied]:
    """Figures that have one value only in some way of adding, or with all that hangs together.

    That value is zero: all relations are between sums, so that nothing but zeros always meets them.
    """
    for only, shape in (*least_shapes(book), *((book, shape) for shape in full_shapes(book))):
        everywhere = systems(only, shape)
        if not any(_some(len(shape), told) for told in everywhere):
            told = everywhere[0]
            zeros = [m for i, m in enumerate(shape) if Figures(len(shape), told).most(i) == 0]
            names = _conflict(len(shape), told)
            code = "contradiction" if len(zeros) == len(shape) else "forced-figure"
            yield Implied(names[0], code, f"{', '.join(names)} → {' = '.join(zeros)} = 0")


def _some(count: int, held: Sequence[Clause]) -> bool:
    """Whether figures above zero meet all clauses."""
    return Figures(count, held, least=1).best(()) is not None


def _conflict(count: int, told: Sequence[Clause]) -> list[str]:
    """Relations that force a figure together, and no longer do without any one of them."""
    needed = list(told)
    for clause in told:
        fewer = [c for c in needed if c is not clause]
        if not _some(count, fewer):
            needed = fewer
    return [c.name for c in needed]


def _redundant(book: RuleFile) -> Iterator[Implied]:
    """Relations that hold wherever all others do, in everything that can be printed."""
    asserted: dict[str, list[tuple[Shape, tuple[Clause, ...]]]] = {}
    for shape in full_shapes(book):
        for told in systems(book, shape):
            for clause in told:
                asserted.setdefault(clause.name, []).append((shape, told))
    for name, everywhere in asserted.items():
        if not any(_can_fail(name, shape, told) for shape, told in everywhere):
            yield Implied(
                name, "redundant", ", ".join(c.name for c in everywhere[0][1] if c.name != name)
            )


def _can_fail(name: str, shape: Shape, told: Sequence[Clause]) -> bool:
    others = [c for c in told if c.name != name]
    (broken,) = (c for c in told if c.name == name)
    return Figures(len(shape), others, broken).best(()) is not None


def _equal(book: RuleFile, shape: Shape) -> Iterator[Implied]:
    """Pairs of figures that can never differ."""
    asked = [Figures(len(shape), told) for told in systems(book, shape)]
    points = [point for system in asked for point in system.drawn()]
    for i, j in combinations(range(len(shape)), 2):
        if not _differ(asked, points, i, j):
            yield Implied(shape[i], "hidden-equality", f"{shape[i]} = {shape[j]}")


def _differ(asked: Sequence[Figures], points: list[Point], i: int, j: int) -> bool:
    """Whether some point tells two figures apart; new points are kept for the next question."""
    if any(point[i] != point[j] for point in points):
        return True
    for sign in (1, -1):
        for system in asked:
            point = system.best(((i, sign), (j, -sign)))
            if point and point[i] != point[j]:
                points.append(point)
                return True
    return False
