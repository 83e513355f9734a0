"""Which search suits a block: all of it at once, failure by failure, or the solver.

A whole search is exact; many failures that have nothing to do with each other multiply its answers,
so each is then looked at with all that holds around it, and only what is still too much goes to the
mixed-integer solver. What was cut short is said. Knows limits; not how a search is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

from extractor.book.judging import odds
from extractor.judge.acts import Act, bears_on
from extractor.judge.relations import Net, Relation
from extractor.judge.solve import Found, Search, Solution


@dataclass(frozen=True, slots=True)
class Located:
    """The solutions that bear on some failing relations; ``status`` is how they were found."""

    relations: tuple[Relation, ...]
    solutions: tuple[Solution, ...]
    status: str
    """'complete', 'parted' (failures alone), 'cut' (by a limit), or the solver's own word."""


def locate(net: Net, failing: Sequence[Relation], acts: Sequence[Act] = ()) -> list[Located]:
    """The solutions of a block: one group, or one for each knot of failures.

    Where a whole act explains all failures at once, what is far heavier is not looked for.
    """
    limits = odds().search
    most = _heaviest(failing, acts)
    whole = Search(net).run(limits.margin, _nodes(net), most)
    if whole.complete:
        return [Located(tuple(failing), whole.solutions, "complete")]
    return [_alone(net, knot, _heaviest(knot, acts)) for knot in knots(net, failing)]


def _nodes(net: Net) -> int:
    """Sets tried: all there are room for in a block of few figures, fewer the larger it is."""
    limits = odds().search
    return limits.nodes * limits.cells // max(limits.cells, len(net.spots))


def _heaviest(failing: Sequence[Relation], acts: Sequence[Act]) -> float:
    """Weight above which a solution is no match for an act that explains all these failures."""
    explaining = (a.chance for a in acts if all(bears_on(a, r) for r in failing))
    best = max(explaining, default=0.0)
    return odds().search.margin - log(best) if best else inf


def _alone(net: Net, knot: Sequence[Relation], most: float) -> Located:
    values = net.values
    wanted = [r for r in net.relations if r in knot or r.holds(values)]
    found = Search(net, wanted).run(odds().search.margin, _nodes(net), most)
    if found.complete:
        return Located(tuple(knot), found.solutions, "parted")
    return _solver(net, wanted, knot, found)


def _solver(
    net: Net, wanted: Sequence[Relation], knot: Sequence[Relation], found: Found
) -> Located:
    from extractor.judge.mip import minimise  # highspy is loaded only where it is needed

    limits = odds().search
    solved = minimise(net, wanted, limits.margin, limits.seconds)
    if not solved.solutions:
        return Located(tuple(knot), found.solutions, "cut")
    return Located(tuple(knot), solved.solutions, solved.status)


def knots(net: Net, failing: Sequence[Relation]) -> list[list[Relation]]:
    """Failing relations put together where they share an unknown."""
    groups: list[tuple[set[int], list[Relation]]] = []
    for relation in failing:
        near = [g for g in groups if g[0] & relation.spots]
        spots = set(relation.spots).union(*(g[0] for g in near))
        together = [r for g in near for r in g[1]]
        groups = [g for g in groups if g not in near] + [(spots, [*together, relation])]
    return [relations for _, relations in groups]
