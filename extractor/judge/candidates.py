"""How likely it is that a figure stands for another number, by the two models of slips.

One model for a reader who took the print for another, one for the author who typed it; and what
speaks for a number beside its shape. Knows single figures; no relation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractor.book.judging import odds
from extractor.book.rules import rules
from extractor.judge.weights import Chances, same_digits
from extractor.models import Figure, Report, Scope
from extractor.slips import Number, reprint, slip_of

UNEXPLAINED = "unexplained"
ALIKE, MISTYPED = "digit-confused", "digit-mistyped"
RECKONED = "rate-reckoned"
SEEN = "witness-saw"
SEEN_AGAIN = "seen-again"
ELSEWHERE = "printed-elsewhere"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that stands for another number, and how that may have come about."""

    figure: Figure
    value: Number | None
    to: str
    how: str
    """The likelier slip by its code, :data:`RECKONED` for a rate, :data:`UNEXPLAINED` for none."""
    reading: float
    author: float
    """Chances that it was misread, or mistyped, into just this print."""
    reasons: tuple[tuple[str, Scope | None], ...] = ()
    """What else speaks for it: code, and the scope it is about."""

    @property
    def chance(self) -> float:
        """Either way."""
        return self.reading + self.author


class Prints:
    """What the report prints for each metric, by scope."""

    def __init__(self, report: Report) -> None:
        self._told: dict[tuple[str, str], list[Figure]] = {}
        for figure in report.figures:
            self._told.setdefault((figure.metric, figure.printed), []).append(figure)

    def elsewhere(self, figure: Figure, printed: str) -> Scope | None:
        """Another scope of the report whose same figure is printed so."""
        told: Iterable[Figure] = self._told.get((figure.metric, printed), ())
        return next((f.scope for f in told if f.scope != figure.scope), None)


@cache
def _carried() -> frozenset[str]:
    """What was carried over: metrics whose number comes from another report."""
    return frozenset(balance.carried for balance in rules().balance)


def change_of(figure: Figure, chances: Chances, value: Number | None, prints: Prints) -> Change:
    """The figure taken for ``value``; None where its relations leave that open."""
    believed = odds().value
    other_number = believed.carried if figure.metric in _carried() else believed.other
    if value is None:
        reading, author = chances.reading * believed.other, chances.author * other_number
        return Change(figure, None, "", UNEXPLAINED, reading, author)
    read, typed = (
        slip_of(figure.printed, value, "reading"),
        slip_of(figure.printed, value, "typing"),
    )
    misread = read.weight * believed.slip if read else believed.other
    mistyped = max(typed.weight * believed.slip if typed else 0.0, other_number)
    misreads = chances.reading * misread > chances.author * mistyped
    slip = (read if misreads else typed) or read
    to = reprint(figure.printed, value)
    how = slip.code if slip else UNEXPLAINED
    if how == ALIKE and not misreads:
        how = MISTYPED
    reasons: list[tuple[str, Scope | None]] = []
    seen_again = any(same_digits(seen, to) for seen in figure.reading.again)
    if to in figure.reading.alternatives or seen_again:
        misread = max(misread, believed.seen)
        how = SEEN if how == UNEXPLAINED else how
        reasons.append((SEEN_AGAIN if seen_again else SEEN, None))
    elif isinstance(value, Decimal) and how == UNEXPLAINED:
        how, mistyped = RECKONED, max(mistyped, believed.reckoned)
    other = prints.elsewhere(figure, to)
    if other is not None:
        misread, mistyped = misread * believed.elsewhere, mistyped * believed.elsewhere
        reasons.append((ELSEWHERE, other))
    return Change(
        figure, value, to, how, chances.reading * misread, chances.author * mistyped, tuple(reasons)
    )
