"""Scores what a report says is ordered against gold: one to one, by the words of the gold.

A commitment is found when its quote holds the gold's words. A deadline or a target of the gold
that was not found counts as wrong, and so does one that the gold does not have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TypeVar

from extractor.evaluate.gold import Gold, GoldCommitment
from extractor.evaluate.tally import Ratio, Tally
from extractor.models import Commitment, Report
from extractor.text import fold

T = TypeVar("T")
_WORDS = re.compile(r"\w+")


@dataclass
class OrdersScore:
    """What one document, or many together, got right."""

    documents: int = 0
    kinds: Ratio = field(default_factory=Ratio)
    commitments: Tally = field(default_factory=Tally)
    actors: Ratio = field(default_factory=Ratio)
    """Of the commitments that were found and have one, in gold or as read."""
    deadlines: Ratio = field(default_factory=Ratio)
    """Of all that have a day or a rhythm, in gold or as read: both are exact."""
    targets: Ratio = field(default_factory=Ratio)
    """Of all that have a target, in gold or as read: metric, comparison and value are exact."""
    inspected: Tally = field(default_factory=Tally)
    cites: Tally = field(default_factory=Tally)
    achieved: int = 0
    """Targets and inspected numbers that were read as figures of a period."""

    def add(self, other: OrdersScore) -> None:
        """Counts the other's as well."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if isinstance(mine, int):
                setattr(self, one.name, mine + theirs)
            else:
                mine.add(theirs)


def compare_orders(report: Report, gold: Gold) -> OrdersScore:
    """The score of one report; nothing is counted where the gold does not say."""
    score = OrdersScore()
    if gold.kind:
        score.kinds.count(report.kind is not None and report.kind.kind == gold.kind)
    if gold.commitments is None:
        return score
    score.documents = 1
    for wanted, got in pairs(report.commitments, gold.commitments):
        _count(score, wanted, got)
    _sets(
        score.inspected,
        _inspected(report),
        {_number(g.metric, g.value) for g in gold.inspected or ()},
    )
    _sets(score.cites, _cited(report), {_bare(number) for number in gold.cites or ()})
    score.achieved = len(_achieved(report, gold))
    return score


def pairs(
    got: Sequence[Commitment], want: Sequence[GoldCommitment]
) -> Iterator[tuple[GoldCommitment | None, Commitment | None]]:
    """Each gold commitment with the one that was read for it, or None; then what is too much.

    Of several that hold its words, the one of its target and its day, then the shortest.
    """
    free = list(got)
    for wanted in want:
        words = _flat(wanted.words)
        holding = [one for one in free if words in _flat(one.quote)]
        best = min(holding, key=lambda one: _distance(one, wanted), default=None)
        if best is not None:
            free = [one for one in free if one is not best]
        yield wanted, best
    yield from ((None, one) for one in free)


def wrong_orders(report: Report, gold: Gold) -> Iterator[tuple[str, str]]:
    """'missed' or 'extra', and the words, of each commitment that was not found or is none."""
    if gold.commitments is None:
        return
    for wanted, got in pairs(report.commitments, gold.commitments):
        if got is None and wanted is not None:
            yield "missed", wanted.words
        elif wanted is None and got is not None:
            yield "extra", " ".join(got.quote.split())


def _distance(one: Commitment, wanted: GoldCommitment) -> tuple[bool, bool, int]:
    return _target(one) != _target(wanted), one.deadline != wanted.deadline, len(one.quote)


def _count(score: OrdersScore, wanted: GoldCommitment | None, got: Commitment | None) -> None:
    score.commitments.right += wanted is not None and got is not None
    score.commitments.missed += got is None
    score.commitments.extra += wanted is None
    if wanted and got and (wanted.actor or got.actor):
        score.actors.count(_flat(wanted.actor or "") == _flat(got.actor or ""))
    days = [(one.deadline, one.repeat) if one else (None, None) for one in (wanted, got)]
    if any(any(day) for day in days):
        score.deadlines.count(days[0] == days[1])
    aims = [_target(one) if one else None for one in (wanted, got)]
    if any(aims):
        score.targets.count(aims[0] == aims[1])


def _target(one: Commitment | GoldCommitment) -> tuple[str | None, str, Decimal] | None:
    if one.target is None or one.comparison is None:
        return None
    return one.metric, one.comparison, Decimal(one.target).normalize()


def _number(metric: str | None, value: int | Decimal) -> tuple[str | None, Decimal]:
    return metric, Decimal(value).normalize()


def _inspected(report: Report) -> set[tuple[str | None, Decimal]]:
    return {_number(one.metric, one.value) for one in report.inspected}


def _cited(report: Report) -> set[str]:
    return {_bare(c.number) for c in report.document.citations if c.number}


def _bare(number: str) -> str:
    return fold(number).replace(" ", "")


def _sets(tally: Tally, got: set[T], want: set[T]) -> None:
    tally.right += len(got & want)
    tally.extra += len(got - want)
    tally.missed += len(want - got)


def _achieved(report: Report, gold: Gold) -> set[tuple[str | None, Decimal]]:
    aims = {_number(c.metric, c.target) for c in gold.commitments or () if c.target is not None}
    aims |= {_number(one.metric, one.value) for one in gold.inspected or ()}
    own = {_number(f.metric, f.value) for f in gold.figures if f.value is not None}
    read = {_number(f.metric, f.value) for f in report.figures if f.value is not None}
    return (read & aims) - own


def _flat(text: str) -> str:
    # a quote has the page's own characters, which may be half-composed
    return " ".join(_WORDS.findall(fold(unicodedata.normalize("NFC", text))))
