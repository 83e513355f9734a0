"""Whole acts that one stroke of the author explains, though several figures are wrong by it.

Two figures that changed places, a breakdown that belongs to another total, a row whose numbers
stand one column off. Each is tried outright on the relations it touches. Knows figures and their
places in a row; not how likely an act is beside a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.book.judging import odds
from extractor.book.rules import rules
from extractor.checks.cells import View
from extractor.checks.verdict import Terms, total
from extractor.judge.relations import Net, Relation
from extractor.judge.solve import Search
from extractor.models import Figure

SWAPPED, ATTACHED, SHIFTED = "swapped", "attached", "shifted"
TELLING = 10
"""Least value of a figure that parts add up to by more than chance."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, and what the figures would be without it; one left open is not there."""

    name: str
    chance: float
    values: Mapping[int, int] = field(default_factory=dict)
    """Spot → its value."""
    about: tuple[Figure, ...] = ()
    relation: Relation | None = None
    """The one it was found on."""


def acts_on(net: Net, failing: Sequence[Relation]) -> list[Act]:
    """Every act that makes a failing relation hold and breaks none that it touches."""
    found: dict[object, Act] = {}
    acts = [act for r in failing for act in (*_swaps(net, r), *_attached(net, r))]
    for act in (*acts, *_shifts(net, failing)):
        about = tuple(figure.id for figure in act.about)
        found.setdefault((act.name, tuple(sorted(act.values.items())), about), act)
    return list(found.values())


def bears_on(act: Act, relation: Relation) -> bool:
    """Whether the act is one that mends the relation."""
    if act.name == ATTACHED:
        return act.relation is relation
    return not relation.spots.isdisjoint(act.values)


def _own(net: Net, view: View) -> list[int]:
    """The spots of the counts that a telling prints."""
    found = (net.index[c.id] for c in view.cells.values() if c.id in net.index)
    return [spot for spot in dict.fromkeys(found) if not net.spots[spot].rate]


def _swaps(net: Net, relation: Relation) -> Iterator[Act]:
    """A figure of the relation and another of the same telling changed places."""
    values = net.values
    tried: set[frozenset[int]] = set()
    for own in _tellings(net):
        for a in sorted(relation.spots.intersection(own)):
            for b in own:
                pair = frozenset((a, b))
                if values[a] == values[b] or pair in tried:
                    continue
                tried.add(pair)
                changed = {a: values[b], b: values[a]}
                if _mends(net, relation, changed):
                    yield Act(SWAPPED, odds().act.swapped, changed, _figures(net, (a, b)), relation)


def _tellings(net: Net) -> list[list[int]]:
    """The counts of each telling that a relation of the block is of."""
    views = {id(r.verdict.view): r.verdict.view for r in net.relations}
    return [own for view in views.values() if len(own := _own(net, view)) > 1]


def _figures(net: Net, spots: Sequence[int]) -> tuple[Figure, ...]:
    return tuple(f for i in spots if (f := net.spots[i].figure))


def _mends(net: Net, relation: Relation, changed: Mapping[int, int]) -> bool:
    """Whether the relation holds then, and every other that is touched."""
    after = net.values
    for spot, value in changed.items():
        after[spot] = value
    if not relation.holds(after):
        return False
    for other in net.relations:
        if other is relation or other.spots.isdisjoint(changed):
            continue
        if not other.holds(after):
            return False
    return True


def _attached(net: Net, relation: Relation) -> Iterator[Act]:
    """The parts add up to another figure of the telling."""
    verdict = relation.verdict
    if verdict.kind != "equal" or len(verdict.parts) < 2 or verdict.rule in ("V1", "V3"):
        return
    totals = {m for rule in rules().sum for whole in rule.wholes for m, _ in whole.signed}
    made = total(verdict.parts)
    taken = {cell.id for cell in verdict.cells()}
    for cell in verdict.view.cells.values():
        exact = cell.metric in totals and cell.exact and cell.id not in taken
        if exact and made == (cell.lo, cell.hi) and cell.lo >= TELLING and cell.figure:
            about = (cell.figure, *_printed(verdict.whole))
            yield Act(ATTACHED, odds().act.attached, {}, about, relation)


def _printed(terms: Terms) -> Iterator[Figure]:
    return (cell.figure for cell, _ in terms if cell.figure)


def _shifts(net: Net, failing: Sequence[Relation]) -> Iterator[Act]:
    """From some column on, the numbers of a table's row stand one place off."""
    views = {id(v): v for r in net.relations if (v := r.verdict.view).table}
    for view in views.values():
        row = sorted(_own(net, view), key=lambda i: _place(net.spots[i].figure))
        if any(r.spots.intersection(row) for r in failing if r.verdict.view is view) or (
            sum(not r.spots.isdisjoint(row) for r in failing) > 1
        ):
            yield from _shifted(net, row, failing)


def _shifted(net: Net, row: list[int], failing: Sequence[Relation]) -> Iterator[Act]:
    """Each number belongs where the one before it stands; the last place is left open."""
    for start in range(len(row) - 1):
        for moved in (row[start:], row[start:][::-1]):
            values = {a: net.spots[b].value for a, b in pairwise(moved)}
            values = {i: v for i, v in values.items() if v != net.spots[i].value}
            if len(values) < 2 or all(r.spots.isdisjoint(values) for r in failing):
                continue
            open_ = _fits(net, values, moved[-1])
            if open_ is not None:
                about = _figures(net, sorted(moved))
                yield Act(SHIFTED, odds().act.shifted, values | open_, about)


def _place(figure: Figure | None) -> tuple[int, int]:
    return (figure.evidence.page, figure.evidence.printed_start) if figure else (0, 0)


def _fits(net: Net, values: Mapping[int, int], left: int) -> dict[int, int] | None:
    """What the one place left open must hold so that all is well; None where nothing does.

    {} where anything does.
    """
    shifted = list(net.values)
    for spot, value in values.items():
        shifted[spot] = value
    touched = {*values, left}
    wanted = [r for r in net.relations if (r.spots & touched and r.verdict.code != "")
              or (r.spots & touched and r.holds(net.values))]  # fmt: skip
    search = Search(net, wanted, shifted)
    found = search.values_of((left,))
    if not found:
        return None
    return {} if found[0][0] is None else {left: found[0][0]}
