"""What confidences are worth: how many of the numbers and figures marked so were right.

Counts on made scans: a table of reliability for ``evaluate``, and the shares that
``patterns/reading/trust.toml`` keeps for each way in which a number was told, and
``patterns/doubts.toml`` for what stands around a figure (both counted anew by
``python -m extractor.cli.refit``); for garbled text, ``patterns/doubts-text.toml``. Knows no
witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.evaluate.corpus import Scored
from extractor.evaluate.scans.run import ScoredScan
from extractor.evaluate.scans.score import all_found
from extractor.evaluate.score import rightness, told_right
from extractor.evaluate.tally import Ratio
from extractor.numbers import as_count, as_decimal, find_numbers

EDGES = (0.0, 0.5, 0.7, 0.85, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001)
"""Bins of confidence: narrow where a figure counts as read."""
Marked = tuple[float, bool]
"""A confidence, and whether what was marked with it is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Those whose confidence is from ``low`` to below ``high``."""

    low: float
    high: float
    marked: float
    """Their mean confidence."""
    count: Ratio


def reliability(marked: Iterable[Marked]) -> list[Bin]:
    """The bins that hold anything, the least sure first."""
    given = list(marked)
    found = []
    for low, high in pairwise(EDGES):
        inside = [(sure, right) for sure, right in given if low <= sure < high]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            count = Ratio(sum(right for _, right in inside), len(inside))
            found.append(Bin(low, min(high, 1.0), mean, count))
    return found


def of_numbers(scored: Iterable[ScoredScan]) -> Iterator[Marked]:
    """Every printed number and cell that was read, by the confidence of its sights."""
    for one in scored:
        for found in all_found(one.truths, one.result.pages):
            if found.sights:
                yield min(sight.confidence for sight in found.sights), found.exact


def of_figures(scored: Iterable[ScoredScan]) -> Iterator[Marked]:
    """Every figure that has a value, unresolved or not, against the gold."""
    for one in scored:
        yield from rightness(one.report, one.gold)


@dataclass
class Count:
    """How often a case was met."""

    seen: int = 0
    right: int = 0
    scans: set[tuple[str, ...]] = field(default_factory=set)
    """Those on which it was met."""

    def add(self, right: bool, scan: tuple[str, ...]) -> None:
        """Once more."""
        self.seen += 1
        self.right += right
        self.scans.add(scan)


Ways = dict[str, Count]


def counted(scored: Iterable[ScoredScan]) -> Ways:
    """Way in which a number was told → how many were right."""
    ways: Ways = {}
    for one in scored:
        for found in all_found(one.truths, one.result.pages):
            if len(found.sights) == 1:
                way = ways.setdefault(found.sights[0].how, Count())
                way.add(found.exact or _same(found.printed, found.read), _scan(one))
    return ways


def _same(printed: str, read: str) -> bool:
    """Whether two prints are one number: a blank or a sign beside it makes it no other."""
    values = [_value(print_) for print_ in (printed, read)]
    return values[0] is not None and values[0] == values[1]


def _value(printed: str) -> Decimal | None:
    found = list(find_numbers("".join(printed.split())))
    if len(found) != 1:
        return None
    count = as_count(found[0].printed)
    return as_decimal(found[0].printed) if count is None else Decimal(count)


def figures_counted(scored: Iterable[ScoredScan]) -> Ways:
    """How a figure's surroundings were read → how many had the right name, scope and value.

    Of figures whose digits were beyond doubt.
    """
    ways: Ways = {}
    for one in scored:
        for figure, right in told_right(one.report, one.gold):
            if figure.reading.around and not figure.reading.alternatives:
                ways.setdefault(figure.reading.around, Count()).add(right, _scan(one))
    return ways


def texts_counted(scored: Iterable[Scored]) -> Ways:
    """The same of garbled texts, document by document."""
    ways: Ways = {}
    for one in scored:
        for figure, right in told_right(one.report, one.case.gold):
            if figure.reading.around:
                name = (one.case.set, one.case.name)
                ways.setdefault(figure.reading.around, Count()).add(right, name)
    return ways


def _scan(one: ScoredScan) -> tuple[str, ...]:
    """By which a scan is told from others: its truth stands elsewhere in another typeface."""
    return one.level, one.name, str(hash(one.truths))


def rewritten(text: str, ways: Ways, made_with: str) -> str:
    """The file of shares with its counts replaced; cases that were never met stay as they are."""
    for name, count in ways.items():
        numbers = f"seen = {count.seen}\nright = {count.right}\nscans = {len(count.scans)}"
        case = rf'(name = "{regex.escape(name)}"\nmeaning = [^\n]*\n(?:sums = true\n)?)'
        before = r"seen = \d+\nright = \d+\nscans = \d+"
        text = regex.sub(case + before, rf"\g<1>{numbers}", text)
    return regex.sub(r'made_with = "[^"\n]*"', lambda _: f'made_with = "{made_with}"', text)
