"""Whole acts that one stroke of the author explains, though several figures are wrong by it.

Two figures that changed places, a breakdown that belongs to another total, a row whose numbers
stand one column off. Each is tried outright on the relations it touches. Knows figures and their
places in a row; not how likely an act is beside a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from extractor.book.judging import odds
from extractor.checks.verdict import Terms, total
from extractor.judge.relations import Net, Relation
from extractor.judge.solve import Search
from extractor.models import Figure

SWAPPED, ATTACHED, SHIFTED = "swapped", "attached", "shifted"
TELLING = 10
"""Least value of a figure that parts add up to by more than chance."""
_COLUMN = regex.compile(r"(\d+)$|^([A-Z]+)\d+$")


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, and what the figures would be without it; one left open is not there."""

    name: str
    chance: float
    values: Mapping[int, int] = field(default_factory=dict)
    """Spot → its value."""
    about: tuple[Figure, ...] = ()


def acts_on(net: Net, relation: Relation) -> Iterator[Act]:
    """Every act that makes a failing relation hold and breaks none that it touches."""
    yield from _swaps(net, relation)
    yield from _attached(net, relation)
    yield from _shifts(net, relation)


def _own(net: Net, relation: Relation) -> list[int]:
    """The spots of the counts that the relation's telling prints."""
    cells = relation.verdict.view.cells.values()
    found = (net.index[c.id] for c in cells if c.id in net.index)
    return [spot for spot in dict.fromkeys(found) if not net.spots[spot].rate]


def _swaps(net: Net, relation: Relation) -> Iterator[Act]:
    """A figure of the relation and another of the same telling changed places."""
    values = net.values
    figures = [i for i in relation.spots if net.spots[i].figure and not net.spots[i].rate]
    tried: set[frozenset[int]] = set()
    for a in sorted(figures):
        for b in _own(net, relation):
            pair = frozenset((a, b))
            if values[a] == values[b] or pair in tried:
                continue
            tried.add(pair)
            changed = {a: values[b], b: values[a]}
            if _mends(net, relation, changed):
                yield Act(SWAPPED, odds().act.swapped, changed, _figures(net, (a, b)))


def _figures(net: Net, spots: Sequence[int]) -> tuple[Figure, ...]:
    return tuple(f for i in spots if (f := net.spots[i].figure))


def _mends(net: Net, relation: Relation, changed: Mapping[int, int]) -> bool:
    """Whether the relation holds then, and all others that held or are touched and failed."""
    before = net.values
    after = list(before)
    for spot, value in changed.items():
        after[spot] = value
    if not relation.holds(after):
        return False
    for other in net.relations:
        if other is relation or other.spots.isdisjoint(changed):
            continue
        open_rest = other.verdict.outcome == "consistent" and not other.holds(before)
        if not open_rest and not other.holds(after):
            return False
    return True


def _attached(net: Net, relation: Relation) -> Iterator[Act]:
    """The parts add up to another figure of the telling."""
    verdict = relation.verdict
    if verdict.kind != "equal" or len(verdict.parts) < 2 or verdict.rule in ("V1", "V3"):
        return
    made = total(verdict.parts)
    taken = {cell.id for cell in verdict.cells()}
    for cell in verdict.view.cells.values():
        exact = cell.figure and cell.exact and cell.id not in taken
        if exact and made == (cell.lo, cell.hi) and cell.lo >= TELLING and cell.figure:
            about = (cell.figure, *_printed(verdict.whole))
            yield Act(ATTACHED, odds().act.attached, about=about)


def _printed(terms: Terms) -> Iterator[Figure]:
    return (cell.figure for cell, _ in terms if cell.figure)


def _shifts(net: Net, relation: Relation) -> Iterator[Act]:
    """From some column on, the numbers of a table's row stand one place off."""
    view = relation.verdict.view
    if not view.table or relation.verdict.rule == "V1":
        return
    failing = [r for r in net.relations if r.verdict.view is view and r.verdict.code]
    if sum(r.verdict.severity == "error" for r in failing) < 2:
        return
    row = sorted(_own(net, relation), key=lambda i: _place(net.spots[i].figure))
    for start in range(len(row) - 1):
        for moved in (row[start:], row[start:][::-1]):
            # Each number belongs where the one before it stands; the last place is left open.
            values = {a: net.spots[b].value for a, b in pairwise(moved)}
            values = {i: v for i, v in values.items() if v != net.spots[i].value}
            if len(values) > 1 and (open_ := _fits(net, relation, values, moved[-1])) is not None:
                about = _figures(net, sorted(moved))
                yield Act(SHIFTED, odds().act.shifted, values | open_, about)


def _place(figure: Figure | None) -> tuple[int, int]:
    return (figure.evidence.page, figure.evidence.printed_start) if figure else (0, 0)


def _fits(
    net: Net, relation: Relation, values: Mapping[int, int], left: int
) -> dict[int, int] | None:
    """What the one place left open must hold so that all is well; None where nothing does."""
    shifted = list(net.values)
    for spot, value in values.items():
        shifted[spot] = value
    touched = {*values, left}
    wanted = [r for r in net.relations if (r.spots & touched and r.verdict.code != "")
              or (r.spots & touched and r.holds(net.values))]  # fmt: skip
    search = Search(net, wanted, shifted)
    if not relation.spots & touched:
        return None
    found = search.values_of((left,))
    return {left: found[0][0]} if found and found[0][0] is not None else None
