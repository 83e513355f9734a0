"""Numbers of files that an inspection found: never figures of a period, and never targets.

Knows a passage and the vocabulary. Files are late, open past their day or refused by the words
behind their number; a number with nothing behind it is of what the one before it was; any other
is a count of something that no metric means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from extractor.book.metrics import grammar, resolve
from extractor.book.orders import compiled, findings
from extractor.numbers import as_count
from extractor.orders.named import features_of
from extractor.orders.targets import rates_told
from extractor.patience import Pattern
from extractor.text import fold

_DELIMITERS = regex.compile(r"[;()]|[,.:]\s|\s,")
_SENTENCE = regex.compile(r"[.]\s+(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class Found:
    """A number at ``text[start:end]`` with the words that say what it counts."""

    start: int
    end: int
    metric: str | None
    value: int | Decimal
    quote_start: int
    quote_end: int


def find_inspected(text: str, ordered: Sequence[tuple[int, int]], *, told: bool) -> Iterator[Found]:
    """Numbers of a passage; what stands in an order is counted only in brackets.

    ``told``: the passage stands where an inspection tells what it found.
    """
    folded = fold(text)
    if not any(c.isdigit() for c in folded) and not told:
        return
    counts = list(_counts(text, folded, told=told))
    rates = _rates(text) if told or any(found.metric for found in counts) else ()
    for found in (*counts, *rates):
        inside = any(a <= found.start < b for a, b in ordered)
        if not inside or _in_brackets(text, found.start):
            yield found


def _rates(text: str) -> Iterator[Found]:
    for rate in rates_told(text):
        start, end = _around(text, rate.start, rate.end)
        yield Found(rate.start, rate.end, rate.metric, rate.value, start, end)


def _counts(text: str, folded: str, *, told: bool) -> Iterator[Found]:
    last: str | None = None
    sentence = 0
    book = findings()
    for match in _counted().finditer(folded):
        if _SENTENCE.search(text, sentence, match.start()):
            last = None
        sentence = match.start()
        at = match.start("n")
        value = as_count(text[at : match.end("n")]) if match["n"] else 0
        start, end = _around(text, match.start(), match.end())
        ahead = folded[start : match.start()]
        spared = compiled(book.spared).search(ahead)
        if value is None or spared:
            continue
        behind = folded[match.end() : end]
        metric = metric_of(text[match.end() : end], text[start : match.start()])
        if metric is None and (not behind.strip() or match["bare"]):
            metric = last
        if last == book.metrics["open"] and metric == book.metrics["late"]:
            open_still = compiled(book.overdue).search(behind) and not compiled(
                book.settled
            ).search(behind)
            metric = last if open_still else metric  # '… còn 90 hồ sơ quá hạn (A 42 hồ sơ quá hạn)'
        if match["n"] is None and metric not in (*book.metrics.values(), None):
            metric = None
        if match["n"] is None and metric is None:
            continue
        if metric is None and not (told and match["unit"]):
            continue
        last = metric or last
        yield Found(at if match["n"] else match.start(), match.end(), metric, value, start, end)


def metric_of(behind: str, before: str = "") -> str | None:
    """What files are by the words behind their number, else by the verb before it."""
    book = findings()
    features = features_of(f"{before} {behind}")
    behind, before = fold(behind), fold(before)
    late = compiled(book.late).search(behind)
    still = compiled(book.open).search(behind) is not None
    overdue = late is not None and compiled(book.overdue).search(late.group()) is not None
    if late and overdue and compiled(book.remain).search(before):
        still = still or compiled(book.settled).search(behind[: late.end()]) is None
    if late and not compiled(book.lacking).search(behind[: late.start()]):
        return book.metrics["open" if still else "late"]
    if compiled(book.refused).match(behind.strip()):
        return book.metrics["refused"]
    if compiled(book.feedback).match(behind.strip()):
        return book.metrics["feedback"]
    if compiled(book.lacking).search(behind):
        return None
    if not behind.strip() and compiled(book.late).search(before):
        still = compiled(book.open).search(before) is not None
        return book.metrics["open" if still else "late"]
    classes = grammar().classes
    if features & classes["channel"]:  # 'trong đó 96 hồ sơ nộp trực tuyến'
        meant = resolve(features - classes["group"], frozenset(), "count")
        return meant.metric if meant else None
    if not features or not (features & classes["group"]):
        return None
    received = compiled(book.received).search(before)
    meant = resolve(features, frozenset(), "count") if received else None
    return meant.metric if meant else None


@cache
def _counted() -> Pattern:
    book = findings()
    number = r"(?<![\d.,/])(?P<n>\d{1,3}(?:\.\d{3})+|\d+)"
    return compiled(
        rf"(?:{number}(?:/\d+)? (?:bo )?(?P<unit>{book.unit})(?!\w)(?! ?%)"
        rf"|(?<!\w){book.none} (?:bo )?{book.unit}(?!\w)"
        rf"|(?P<bare>(?<=[(,] ?(?:[a-z]+ ){{1,6}}){number})(?= ?(?:[;)]|,(?!\d))))"
    )


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause between two signs that holds the number."""
    signs = list(_DELIMITERS.finditer(text))
    first = max((m.end() for m in signs if m.end() <= start), default=0)
    last = min((m.start() for m in signs if m.start() >= end), default=len(text))
    return first, last
