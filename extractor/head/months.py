"""Which months a printed span of time names: 'Quý II/2024' is April to June of 2024.

Knows labels and the days of a document's period; which spans make up another is not known here.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import regex

from extractor.book.rules import Spans, rules
from extractor.head.periods import find_spans
from extractor.models import Period
from extractor.text import fold

Told = tuple[int, int, int]
"""Year (0: not told), first and last month."""
_TOKEN = regex.compile(r"\d+|[a-z]+")
_DAYS = 30.44
_BEFORE = 12
"""Characters before a number in which that word stands, if it does."""


def is_over(said: str | None, own: Period | None) -> bool:
    """Whether a printed span ended before the document's own began: what that is compared with.

    'Kết quả năm 2023' in a report of 2024, 'Tháng 3' in one of April; not the quarters of a
    half-year.
    """
    spans = find_spans(said or "", labels_until=len(said or ""))
    there, here = told(spans[0][2].label if len(spans) == 1 else said), told_of(own)
    if there is None or here is None:
        return False
    ours = here[0] or int((own.end if own and own.end else "0")[:4])
    year = there[0] or ours - (there[1] > here[2])
    return bool(ours) and 12 * year + there[2] < 12 * ours + here[1]


@cache
def _words() -> Spans:
    declared = rules().spans
    assert declared is not None
    folded = {name: fold(getattr(declared, name)) for name in ("month", "quarter", "year")}
    return declared.model_copy(update={**folded, "last": tuple(map(fold, declared.last))})


@cache
def told(label: str | None) -> Told | None:
    """Year (0: not told), first and last month of a printed span; None where it names none."""
    words = _words()
    tokens = _TOKEN.findall(fold(label or ""))
    year = next((int(t) for t in tokens if len(t) == 4 and t.isdigit()), 0)
    tokens = [t for t in tokens if not (len(t) == 4 and t.isdigit())]
    for at, token in enumerate(tokens):
        before = _number(tokens[at - 1]) if at else 0
        after = _number(tokens[at + 1]) if at + 1 < len(tokens) else 0
        if token == words.month and 0 < after <= 12:
            return year, after, after
        if token == words.month and 0 < before <= 12:
            late = any(t in words.last for t in tokens)
            return (year, 13 - before, 12) if late else (year, 1, before)
        if token == words.quarter and 0 < after <= 4:
            return year, 3 * after - 2, 3 * after
    return (year, 1, 12) if year and tokens == [words.year] else None


def names_month(before: str) -> bool:
    """Whether what stands before a number ends with the word for a month."""
    return _TOKEN.findall(fold(before[-_BEFORE:]))[-1:] == [_words().month]


def _number(token: str) -> int:
    """Of digits or of a small Roman numeral; 0 for another word."""
    roman = _words().roman
    return int(token) if token.isdigit() else roman.index(token) + 1 if token in roman else 0


def told_of(period: Period | None) -> Told | None:
    """The document's own: by its label, else by its days, to whole months."""
    if period is None:
        return None
    if said := told(period.label):
        return said
    if not (period.start and period.end):
        return None
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    months = max(1, round(((last - first).days + 1) / _DAYS))
    return last.year, last.month - months + 1, last.month
