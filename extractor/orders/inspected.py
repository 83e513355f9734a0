"""Numbers of files that an inspection found: never figures of a period, and never targets.

Knows a passage and the vocabulary; a number whose words mean no metric is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.book.metrics import grammar, resolve
from extractor.book.orders import compiled, targets
from extractor.numbers import as_count
from extractor.orders.targets import features_of
from extractor.patience import patience
from extractor.text import fold

_DELIMITERS = regex.compile(r"[;()]|[,.:]\s")


@dataclass(frozen=True, slots=True)
class Found:
    """A number at ``text[start:end]`` with the words that say what it counts."""

    start: int
    end: int
    metric: str
    value: int
    quote_start: int
    quote_end: int


def find_inspected(text: str, ordered: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Counts of files in a passage; what stands in an order is counted only in brackets."""
    folded = fold(text)
    if "ho so" not in folded and "hs" not in folded:
        return
    for match in _counted().finditer(folded, timeout=patience(folded)):
        at = match.start("n")
        if any(a <= at < b for a, b in ordered) and not _in_brackets(text, at):
            continue
        value = as_count(text[match.start("n") : match.end("n")])
        start, end = _around(text, match.start(), match.end())
        metric = _metric(text[start:end])
        if value is not None and metric is not None:
            yield Found(at, match.end("n"), metric, value, start, end)


@cache
def _counted() -> regex.Pattern[str]:
    return compiled(r"(?<![\d.,/])(?P<n>\d{1,3}(?:\.\d{3})+|\d+) (?:bo )?(?:ho so|hs)(?!\w)(?! ?%)")


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause between two signs that holds the number."""
    signs = list(_DELIMITERS.finditer(text))
    first = max((m.end() for m in signs if m.end() <= start), default=0)
    last = min((m.start() for m in signs if m.start() >= end), default=len(text))
    return first, last


def _metric(words: str) -> str | None:
    features = features_of(words)
    meant = resolve(features, frozenset(), "count") if features else None
    if meant is None:
        return None
    still = compiled(targets().words.open).search(fold(words), timeout=patience(words))
    if still:
        return _open_instead(features) or meant.metric
    return meant.metric


def _open_instead(features: frozenset[str]) -> str | None:
    """Late files that nobody has settled are open ones past their day."""
    own = features - grammar().classes["group"] | {"open"}
    meant = resolve(own, frozenset(), "count")
    return meant.metric if meant else None
