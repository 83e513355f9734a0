"""The explanations of one failing relation, ranked: a block's hypotheses seen from where it is.

Hypotheses that ask the same of the relation's own figures are one explanation, as likely as the
best of them; what its figures need elsewhere, so that no other relation breaks, is part of it.
Knows chances; not how anything is worded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, prod

from extractor.book.judging import odds
from extractor.judge.acts import Act, bears_on
from extractor.judge.candidates import RECKONED, UNEXPLAINED, Change
from extractor.judge.hypotheses import MOVED, Hypothesis, Maker, Rest
from extractor.judge.relations import Net, Relation
from extractor.models import Cause, Figure

SLIP, RATE, OMITTED, APART, AS_PRINTED = "slip", "rate", "omitted", "apart", "as-printed"
Shares = Mapping[Cause, float]


@dataclass(frozen=True, slots=True)
class Explained:
    """One explanation of one relation: what was done, with which figures, how likely."""

    act: str
    chance: float
    """Relative to the relation's other explanations."""
    causes: Shares
    """How the chance is shared out; the shares make 1."""
    changes: tuple[Change, ...] = ()
    rests: tuple[Rest, ...] = ()
    about: tuple[Figure, ...] = ()
    mends: tuple[Relation, ...] = ()
    """Failing relations that hold then."""


def ranked(
    net: Net,
    relation: Relation,
    hypotheses: Sequence[Hypothesis],
    acts: Sequence[Act],
    maker: Maker,
) -> list[Explained]:
    """Every explanation of a relation, the likeliest first; as printed is one of them."""
    groups: dict[object, list[Hypothesis]] = {}
    for hypothesis in hypotheses:
        groups.setdefault(_asked(hypothesis, relation), []).append(hypothesis)
    found = [
        max((_seen_from(net, relation, h) for h in members), key=lambda e: e.chance)
        for members in groups.values()
    ]
    found += [_acted(net, relation, act, maker) for act in acts if bears_on(act, relation)]
    chance = odds().as_printed.chance * _left_open(net, relation, net.values)
    found.append(Explained(AS_PRINTED, chance, {"unknown": 1.0}))
    order = {id(e): n for n, e in enumerate(found)}
    return sorted(found, key=lambda e: (-e.chance, order[id(e)]))


def _asked(hypothesis: Hypothesis, relation: Relation) -> object:
    """What a hypothesis asks of the relation's own figures and of its rest."""
    own = [(i, c.to) for i, c in sorted(hypothesis.changes.items()) if i in relation.spots]
    rests = [(i, r.size) for i, r in sorted(hypothesis.rests.items()) if i in relation.spots]
    return tuple(own), tuple(rests)


def _seen_from(net: Net, relation: Relation, hypothesis: Hypothesis) -> Explained:
    """A hypothesis from where the relation is: its own figures, and what they need elsewhere."""
    needed, values = _needed(net, relation, hypothesis)
    changes = {i: c for i, c in hypothesis.changes.items() if i in needed}
    rests = {i: r for i, r in hypothesis.rests.items() if i in needed}
    chance = prod(c.chance for c in changes.values()) * prod(r.chance for r in rests.values())
    chance *= exp(-relation.cost(values)) * _left_open(net, relation, values)
    act = _act(relation, changes.values(), rests.values())
    if hypothesis.act == MOVED and len(changes) == 2:
        act, chance = MOVED, max(chance, odds().act.moved)
    return Explained(
        act, chance, _causes(act, relation, tuple(changes.values()), tuple(rests.values())),
        tuple(changes.values()), tuple(rests.values()), mends=_mended(net, changes, values),
    )  # fmt: skip


def _needed(net: Net, relation: Relation, hypothesis: Hypothesis) -> tuple[set[int], list[int]]:
    """Spots of the relation that change, and those without which others would not hold then."""
    asked = {*hypothesis.changes, *hypothesis.rests}
    needed = asked & relation.spots
    while True:
        values = net.values
        for spot in needed:
            values[spot] = hypothesis.values[spot]
        more = {
            spot
            for r in net.relations
            if r.spots & needed and r.rate not in needed and not r.holds(values)
            for spot in r.spots & asked
        } - needed
        if not more:
            return needed, values
        needed |= more


def _left_open(net: Net, relation: Relation, values: Sequence[int]) -> float:
    """Chance of the rests that balances beside the relation then leave."""
    return prod(
        exp(-net.spots[o.rest].weight) / net.spots[o.rest].spread
        for o in net.open
        if o.rest is not None and o.spots & relation.spots and not o.holds(values)
    )


def _mended(net: Net, changes: Iterable[int], values: Sequence[int]) -> tuple[Relation, ...]:
    """Relations that an error was told of and that hold when the figures are changed."""
    touched = set(changes)
    return tuple(
        r
        for r in net.relations
        if r.verdict.outcome == "inconsistent"
        and r.spots & touched
        and (r.rate in touched or r.holds(values))
    )


def _act(relation: Relation, changes: Iterable[Change], rests: Iterable[Rest]) -> str:
    own = list(changes)
    if not own:
        ours = next((r for r in rests if r.relation is relation), None)
        return APART if ours is None or relation.verdict.rule in ("V1", "V3") else OMITTED
    if any(c.how == UNEXPLAINED for c in own):
        return UNEXPLAINED
    return RATE if any(c.how == RECKONED for c in own) else SLIP


def _causes(
    act: str, relation: Relation, changes: Sequence[Change], rests: Sequence[Rest]
) -> Shares:
    """Who made it: by the two chances of each change."""
    if act == OMITTED:
        return {"omitted-category": 1.0}
    if act == APART or not changes:
        return {"unknown": 1.0}
    reading = prod(c.reading / c.chance for c in changes)
    author = prod(c.author / c.chance for c in changes)
    if act == UNEXPLAINED and reading > odds().search.excluded:
        return {"unknown": 1.0}
    if act == MOVED:
        return {"author": 1.0}
    return {"reading": reading, "author": author, "unknown": max(0.0, 1 - reading - author)}


def _acted(net: Net, relation: Relation, act: Act, maker: Maker) -> Explained:
    """An act as an explanation; what it asks of single figures is not weighed again."""
    made = maker.made(act.values)
    return Explained(
        act.name,
        act.chance * _left_open(net, relation, made.values),
        {"author": 1.0},
        tuple(made.changes.values()),
        about=act.about,
        mends=_mended(net, act.values, made.values),
    )


def shares(explained: Sequence[Explained]) -> dict[Cause, float]:
    """The odds of each cause; they make 1."""
    whole = sum(e.chance for e in explained)
    found: dict[Cause, float] = {}
    for one in explained:
        for cause, share in one.causes.items():
            found[cause] = found.get(cause, 0.0) + one.chance * share / whole
    return found


def cause_of(found: Mapping[Cause, float]) -> Cause:
    """The cause that is likely enough to be named, else 'unknown'."""
    best: Cause = max(found, key=lambda cause: found[cause])
    return best if found[best] >= odds().search.cause else "unknown"


def shown(explained: Sequence[Explained], relation: Relation) -> list[Explained]:
    """Those near enough to the best to be told, and as printed.

    Of each printed figure of the relation the best at least, if that is likelier than as printed.
    """
    limits = odds().search
    least = explained[0].chance * exp(-limits.shown)
    last = [e for e in explained if e.act == AS_PRINTED]
    kept: list[Explained] = []
    open_ = set(relation.verdict.figures())
    for one in explained:
        figures = {c.figure.id for c in one.changes}
        new = len(figures) == 1 and figures <= open_ and one.chance > last[0].chance
        if one.act != AS_PRINTED and (one.chance >= least or new):
            open_ -= figures
            kept.append(one)
    return sorted(kept[: limits.most_shown] + last, key=lambda e: -e.chance)
