"""A figure that is wrong by itself: a rate above a hundred, a count with decimals or below zero.

No other figure can be to blame, so only what it may have been is asked: a separator or a digit that
its print lost. Knows single figures; no relation between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.book.judging import odds
from extractor.checks.verdict import HUNDRED, Verdict
from extractor.judge.candidates import UNEXPLAINED, Change, Prints, change_of
from extractor.judge.ranking import AS_PRINTED, SLIP, Explained, Shares
from extractor.judge.weights import Evidence
from extractor.models import Figure
from extractor.numbers import decimals
from extractor.slips import Number, neighbours

PLACES = (2, 1)
"""Decimals that a rate may have lost, the commoner first."""


def lone(verdict: Verdict, evidence: Evidence, prints: Prints) -> list[Explained]:
    """The explanations of a failure that no bounds can say, by its figures alone."""
    figures = {c.id: c.figure for c in verdict.cells() if c.figure}
    changes = [
        change_of(figure, evidence.of(figure), value, prints)
        for figure in figures.values()
        for value in (*_values(verdict, figure), None)
    ]
    found = [_explained(c) for c in changes if c.how != UNEXPLAINED or c.value is None]
    found.append(Explained(AS_PRINTED, odds().as_printed.chance, {"unknown": 1.0}))
    return sorted(found, key=lambda e: -e.chance)


def _explained(change: Change) -> Explained:
    reading = change.reading / change.chance
    if change.how != UNEXPLAINED:
        shares: Shares = {"reading": reading, "author": 1 - reading}
        return Explained(SLIP, change.chance, shares, (change,))
    shares = {"unknown": 1.0} if reading > odds().search.excluded else {"author": 1.0}
    return Explained(UNEXPLAINED, change.chance, shares, (change,))


def _values(verdict: Verdict, figure: Figure) -> Iterator[Number]:
    """Numbers that would be in order and are one slip away, each once; none of two figures."""
    if not verdict.variant or (verdict.whole and verdict.parts):
        return
    digits = "".join(c for c in figure.printed if c.isdigit())
    if verdict.variant != "over-hundred":
        yield from sorted({int(near) for near in neighbours(digits) if near} - {figure.value})
        return
    shown = decimals(figure.printed)
    lost = [Decimal(digits).scaleb(-k) for k in PLACES if k != shown]
    near = [Decimal(n).scaleb(-shown) for n in neighbours(digits) if n]
    yield from (v for v in dict.fromkeys([*lost, *near]) if v <= HUNDRED)
