"""Which search suits a block: all of it at once, failure by failure, or the solver.

A whole search is exact; many failures that have nothing to do with each other multiply its answers,
so each is then looked at with all that holds around it, and only what is still too much goes to the
mixed-integer solver. What was cut short is said. Knows limits; not how a search is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.book.judging import odds
from extractor.judge.relations import Net, Relation
from extractor.judge.solve import Found, Search, Solution


@dataclass(frozen=True, slots=True)
class Located:
    """The solutions that bear on some failing relations; ``status`` is how they were found."""

    relations: tuple[Relation, ...]
    solutions: tuple[Solution, ...]
    status: str
    """'complete', 'parted' (failures alone), 'cut' (by a limit), or the solver's own word."""


def locate(net: Net, failing: Sequence[Relation]) -> list[Located]:
    """The solutions of a block: one group, or one for each knot of failures."""
    limits = odds().search
    whole = Search(net).run(limits.margin, limits.nodes)
    if whole.complete:
        return [Located(tuple(failing), whole.solutions, "complete")]
    return [_alone(net, knot) for knot in knots(net, failing)]


def _alone(net: Net, knot: Sequence[Relation]) -> Located:
    limits, values = odds().search, net.values
    wanted = [r for r in net.relations if r in knot or r.holds(values) or _near(r, knot)]
    found = Search(net, wanted).run(limits.margin, limits.nodes)
    if found.complete:
        return Located(tuple(knot), found.solutions, "parted")
    return _solver(net, wanted, knot, found)


def _near(relation: Relation, knot: Sequence[Relation]) -> bool:
    """A rest that is open, of a relation that shares a figure with the knot."""
    told = relation.verdict.outcome == "consistent"
    return told and any(relation.spots & other.spots for other in knot)


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
