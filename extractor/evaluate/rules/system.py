"""The declared relations as lines over the figures that a report may print together.

A *shape* is a set of metrics that are printed in one telling; a *world* says which conventions a
report follows, of those that refute a way of adding. Relations become clauses: they hold where one
of their options does. Rates are quotients and are left out. Knows the declarations; solves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import product

from extractor.book.rules import Balance, Bound, RuleFile, Signed, Split, Sum, Whole
from extractor.judge.linear import Line

World = Mapping[str, str | bool]
Shape = tuple[str, ...]
"""Metrics, sorted; an unknown of a line is a place in it."""
Option = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One relation over a shape; ``name`` is its id."""

    name: str
    options: tuple[Option, ...]


def worlds(book: RuleFile) -> list[World]:
    """Every combination of the conventions that refute a way of adding."""
    names = {n for s in book.sum for w in s.wholes for n in w.refuted_by}
    ordered = sorted(names)
    return [
        dict(zip(ordered, values, strict=True))
        for values in product((True, False), repeat=len(names))
    ]


def least_shapes(book: RuleFile) -> Iterator[tuple[RuleFile, Shape]]:
    """Each closing way of adding as the only one of its sum, with the fewest metrics it needs."""
    for rule in book.sum:
        for whole, split in product(rule.wholes, rule.splits):
            if split.closes:
                parts = {*split.parts, *(split.optional if not split.parts else ()), *split.needs}
                alone = rule.model_copy(update={"wholes": (whole,), "splits": (split,)})
                sums = tuple(alone if other is rule else other for other in book.sum)
                shape = tuple(sorted({m for m, _ in whole.signed} | parts))
                yield book.model_copy(update={"sum": sums}), shape


def full_shapes(book: RuleFile) -> list[Shape]:
    """What hangs together, all of it printed: one closing split of each sum, in every mixture.

    A sum that is looked at only with its whole may be missing altogether.
    """
    found: dict[Shape, None] = {}
    for group in _groups(book):
        for chosen in product(*(_told(rule) for rule in group)):
            printed = set[str]().union(*chosen)
            found.setdefault(tuple(sorted(printed | _beside(book, printed))))
    return list(found)


def _told(rule: Sum) -> Iterator[set[str]]:
    """The metrics of a sum with each of its closing splits."""
    for split in rule.splits:
        if split.closes:
            whole = {m for m, _ in rule.wholes[0].signed}
            yield {*whole, *split.parts, *split.optional, *split.needs}
    if rule.with_whole:
        yield set()


def _groups(book: RuleFile) -> list[list[Sum]]:
    """Sums put together where they share a metric, or a balance is drawn up over them."""
    groups: list[tuple[set[str], list[Sum]]] = []
    links = [{b.total, b.carried, b.new, *b.parts} for b in book.balance]
    for rule in book.sum:
        metrics = set(rule.metrics)
        metrics = reduce(lambda m, link: m | link if m & link else m, links, metrics)
        near = [g for g in groups if g[0] & metrics]
        groups = [g for g in groups if g not in near]
        groups.append((metrics.union(*(g[0] for g in near)), [*_flat(g[1] for g in near), rule]))
    return [sums for _, sums in groups]


def _flat(groups: Iterable[list[Sum]]) -> Iterator[Sum]:
    return (rule for group in groups for rule in group)


def _beside(book: RuleFile, printed: set[str]) -> set[str]:
    """What bounds and balances hold beside these."""
    bounds = {b.part for b in book.bound if b.whole in printed}
    balances = {m for b in book.balance if {b.total, *b.parts} <= printed for m in b.extras}
    return bounds | balances


def systems(book: RuleFile, shape: Shape) -> list[tuple[Clause, ...]]:
    """What is asserted of a shape, for each world in which that differs."""
    return list(dict.fromkeys(tuple(clauses(book, shape, world)) for world in worlds(book)))


def clauses(book: RuleFile, shape: Shape, world: World) -> list[Clause]:
    """Every relation that is asserted of a shape."""
    at = {metric: n for n, metric in enumerate(shape)}
    found = [_sum(rule, at, world) for rule in book.sum]
    found += [_balance(rule, at, world) for rule in book.balance]
    found += [_bound(rule, at) for rule in book.bound]
    return [clause for clause in found if clause]


def _sum(rule: Sum, at: Mapping[str, int], world: World) -> Clause | None:
    """Any way of adding that is offered may hold, if a closing one is; else no part exceeds."""
    wholes = [w for w in rule.wholes if _fits(w, at, world)]
    splits = [s for s in rule.splits if _offered(s, at) and _agrees(s.sets, world)]
    closing = any(s.closes for s in splits)
    if not wholes or not (closing or splits):
        return None
    options = tuple(
        _option(w.signed, s, at) if closing else _at_most(w.signed, m, at)
        for w, s in product(wholes, splits)
        for m in (("",) if closing else (p for p in s.parts if p not in rule.free))
    )
    return Clause(rule.id, options) if options else None


def _fits(whole: Whole, at: Mapping[str, int], world: World) -> bool:
    printed = all(m in at for m, _ in whole.signed)
    return (
        printed
        and _agrees(whole.sets, world)
        and world.items().isdisjoint(whole.refuted_by.items())
    )


def _agrees(sets: World, world: World) -> bool:
    return all(world.get(name, value) == value for name, value in sets.items())


def _offered(split: Split, at: Mapping[str, int]) -> bool:
    some = split.parts or any(m in at for m in split.optional)
    return bool(some) and split.printed <= at.keys() and at.keys().isdisjoint(split.unless)


def _option(whole: Signed, split: Split, at: Mapping[str, int]) -> Option:
    parts = (*split.parts, *(m for m in split.optional if m in at))
    terms = _added((*whole, *((m, -1) for m in parts)), at)
    inside = (_at_most(((i.of, 1),), i.part, at)[0] for i in split.inside)
    return (Line(terms, 0, 0), *inside)


def _at_most(whole: Signed, part: str, at: Mapping[str, int]) -> Option:
    return (Line(_added((*whole, (part, -1)), at), 0, None),)


def _added(signed: Iterable[tuple[str, int]], at: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = {}
    for metric, sign in signed:
        found[at[metric]] = found.get(at[metric], 0) + sign
    return tuple((n, c) for n, c in sorted(found.items()) if c)


def _balance(rule: Balance, at: Mapping[str, int], world: World) -> Clause | None:
    """What came in is no less than what was settled and is open; categories may stand inside."""
    if not {rule.total, *rule.parts} <= at.keys():
        return None
    bases: list[tuple[str, ...]] = [(rule.total,)]
    if rule.carried in at and world.get(rule.convention) is not True:
        bases.append((rule.total, rule.carried))
    parts = tuple((m, -1) for m in rule.parts)
    lines = ((Line(_added((*((m, 1) for m in base), *parts), at), 0, None),) for base in bases)
    return Clause(rule.id, tuple(lines))


def _bound(rule: Bound, at: Mapping[str, int]) -> Clause | None:
    if not {rule.part, rule.whole} <= at.keys():
        return None
    return Clause(rule.id, (_at_most(((rule.whole, 1),), rule.part, at),))
