"""Failing relations that share figures, explained together: what mends one may leave another.

An explanation that lets a neighbour fail on is only as likely as that neighbour's own best one
beside it; one that mends both needs no second error. Knows explanations of single relations; makes
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod

from extractor.book.judging import odds
from extractor.judge.ranking import AS_PRINTED, Explained
from extractor.judge.relations import Net, Relation

MOST = 24
"""Failing relations that are weighed together; of more each stands for itself."""


def jointly(
    net: Net, relations: Sequence[Relation], every: Sequence[Sequence[Explained]]
) -> list[list[Explained]]:
    """The explanations of each relation, ranked anew beside those of its neighbours."""
    if not 1 < len(relations) <= MOST:
        return [list(explained) for explained in every]
    touched = [[(_spots(net, one), one) for one in explained] for explained in every]
    return [
        sorted(_weighed(relation, explained, list(_beside(relation, relations, touched))),
               key=lambda one: -one.chance)
        for relation, explained in zip(relations, every, strict=True)
    ]  # fmt: skip


Alone = tuple[Relation, float, float]
"""A neighbour, its best explanation that leaves the relation's figures alone, and its best."""


def _beside(
    relation: Relation,
    relations: Sequence[Relation],
    touched: Sequence[Sequence[tuple[frozenset[int], Explained]]],
) -> Iterator[Alone]:
    least = odds().as_printed.chance
    for other, explained in zip(relations, touched, strict=True):
        if other is relation or other.spots.isdisjoint(relation.spots):
            continue
        apart = (one.chance for spots, one in explained if spots.isdisjoint(relation.spots))
        yield other, max(apart, default=least), max(one.chance for _, one in explained)


def _weighed(
    relation: Relation, explained: Sequence[Explained], beside: Sequence[Alone]
) -> Iterator[Explained]:
    for one in explained:
        mended = {id(r) for r in one.mends}
        # Where the rule does not apply, its figures may be wrong for all it says.
        left = prod(
            best if one.act == AS_PRINTED else apart
            for other, apart, best in beside
            if id(other) not in mended
        )
        yield replace(one, chance=one.chance * left)


def _spots(net: Net, one: Explained) -> frozenset[int]:
    """The unknowns that an explanation takes for wrong."""
    found: Mapping[str, int] = net.index
    return frozenset(found[c.figure.id] for c in one.changes if c.figure.id in found)
