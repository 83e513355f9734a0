"""The lines of V1: a superior's figure, what its units tell of it, and how much the lines bear out.

Where totals are counted with and without the carry-over, both sides are brought to one way of
counting first. Knows figures; not whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.across.ledger import Telling
from extractor.across.telling import compared
from extractor.book.joining import relations
from extractor.book.rules import Balance, rules
from extractor.checks import relations as weighed
from extractor.checks.cells import Value
from extractor.checks.verdict import Terms, meets, show, total
from extractor.models import Evidence, Figure, Reading, Scope

WHOLE = "whole"
NOWHERE = Evidence(page=0, quote="", start=0, end=0, printed_start=0, printed_end=0)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the superior and what its units tell of it."""

    head: Telling
    metric: str
    left: Terms
    parts: tuple[tuple[Telling, Terms], ...]
    complete: bool = True
    """Whether every unit at hand tells it."""

    def terms(self) -> Terms:
        """What the units tell."""
        return tuple(term for _, terms in self.parts for term in terms)

    @property
    def stated(self) -> Value:
        """What the superior tells."""
        return total(self.left)[0]

    def holds(self) -> bool:
        """Whether they agree."""
        return self.complete and meets(total(self.left), total(self.terms()))

    def equation(self) -> str:
        """As printed."""
        return compared(self.left, self.terms(), "=" if self.holds() else "≠")


def lines_of(head: Telling, tellings: Sequence[Telling]) -> Iterator[Line]:
    """A line for each figure that the superior tells and some of the others tell too."""
    for metric in relations().levels.metrics:
        if metric not in head.cells:
            continue
        told = [t for t in tellings if metric in t.cells]
        if not told:
            continue
        plain = tuple((t, ((t.cells[metric], 1),)) for t in told)
        complete = len(told) == len(tellings)
        line = Line(head, metric, ((head.cells[metric], 1),), plain, complete)
        if line.holds() or not complete:
            yield line
        else:
            yield from _in_one_way(line)


def _in_one_way(line: Line) -> Iterator[Line]:
    """The line where all count in one way; a total without the carry-over gets it added.

    Nothing where the ways are not known.
    """
    balance = next((b for b in rules().balance if b.total == line.metric), None)
    if balance is None:
        yield line
        return
    ways = [_way(telling, balance) for telling, _ in line.parts]
    own = _way(line.head, balance)
    if own is not None and set(ways) == {own}:
        yield line
        return
    parts = [
        (t, _with_carried(t, balance, includes=way))
        for (t, _), way in zip(line.parts, ways, strict=True)
        if way is not None
    ]
    heads = [
        _with_carried(line.head, balance, includes=way)
        for way in ((True, False) if own is None else (own,))
    ]
    if len(parts) < len(ways) or not all(terms for _, terms in parts) or not all(heads):
        return
    told = [replace(line, left=left, parts=tuple(parts)) for left in heads]
    yield next((one for one in told if one.holds()), told[0])


def _way(telling: Telling, balance: Balance) -> bool | None:
    """Whether a telling's total holds the carry-over; where there is none, it is all the same."""
    carried = telling.cells.get(balance.carried)
    if carried is not None and carried.exact and not carried.lo:
        return True
    shown = {report.conventions.get(balance.convention) for report in telling.reports}
    way = shown.pop() if len(shown) == 1 else None
    return way if isinstance(way, bool) else None


def _with_carried(telling: Telling, balance: Balance, *, includes: bool) -> Terms:
    """The total with the carry-over in it; () where that is not printed."""
    own = ((telling.cells[balance.total], 1),)
    if includes:
        return own
    carried = telling.cells.get(balance.carried)
    return (*own, (carried, 1)) if carried else ()


def whole_lines(head: Telling, tellings: Sequence[Telling]) -> Iterator[Line]:
    """A line for each figure that the superior tells and all the others tell too."""
    yield from (line for line in lines_of(head, tellings) if line.complete)


def weight(lines: Sequence[Line]) -> tuple[int, int]:
    """How much lines bear out that both sides count the same files, to choose the best by."""
    return alike(lines), sum(line.holds() for line in lines)


def alike(lines: Iterable[Line]) -> int:
    """How many figures agree that are not zero; two that print one number count once."""
    return len({line.stated for line in lines if line.holds() and line.stated})


def evident(lines: Sequence[Line]) -> bool:
    """Whether so much agrees that both count the same files: no coincidence of small numbers."""
    told = {line.stated for line in lines if line.holds() and line.stated}
    declared = relations().levels
    digits = sum(len(str(int(value))) for value in told)
    return len(told) >= declared.agreeing and digits >= declared.digits


def could_be_a_unit(lines: Sequence[Line]) -> bool:
    """Whether what is between the two sides may be the report of one more unit, or of one less.

    It may where its figures are none below zero and break no relation among themselves: 100 files
    settled, and none received, are nobody's.
    """
    between = {line.metric: line.stated - total(line.terms())[0] for line in lines if line.complete}
    for sign in (1, -1):
        rest = {metric: sign * value for metric, value in between.items()}
        if all(value >= 0 for value in rest.values()) and _is_sound(rest):
            return True
    return False


def _is_sound(rest: Mapping[str, Value]) -> bool:
    """Whether figures may stand in one report: no relation among them fails."""
    scope = Scope(level=WHOLE)
    figures = [
        Figure(
            id=metric, scope=scope, metric=metric, value=value, printed=show(value),
            evidence=NOWHERE, reading=Reading(reader=""),
        )
        for metric, value in rest.items()
    ]  # fmt: skip
    return not any(verdict.outcome == "inconsistent" for verdict in weighed(figures))
