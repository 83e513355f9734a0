"""Which periods mean the same month, quarter or year, though their days differ.

The month in a title is the month in which the period ends, and offices deviate from the
cut-offs of Decree 09/2019 art. 12 by days. Knows dates; whether figures may be added over
periods is answered here too, because it hangs on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal

from extractor.models import Period
from extractor.text import fold

Span = tuple[date, date]
Together = Literal["same", "touching", "overlapping", "unknown"]

_LENGTHS = ((20, 45, "month"), (80, 105, "quarter"), (165, 200, "half"), (350, 380, "year"))
"""Days from, days to, name: what an office still calls a month, a quarter, …"""


def span(start: str | None, end: str | None) -> Span | None:
    """Both ends as dates, or None where one is unknown or no date."""
    try:
        first, last = date.fromisoformat(start or ""), date.fromisoformat(end or "")
    except ValueError:
        return None
    return (first, last) if first <= last else None


def nominal(period: Period | None) -> str:
    """One name for periods that mean the same; '' for an unknown one.

    Sorts by time: '2024-03 month' for 15/2–14/3/2024 and for 1/3–31/3/2024.
    """
    if period is None:
        return ""
    days = span(period.start, period.end)
    if days is None:
        return f"~ {' '.join(fold(period.label).split())}" if period.label else ""
    length = (days[1] - days[0]).days + 1
    for least, most, name in _LENGTHS:
        if least <= length <= most:
            return f"{days[1]:%Y-%m} {name}"
    return f"{days[1]:%Y-%m} {days[0]}…{days[1]}"


def together(periods: Iterable[tuple[str, str | None, str | None]]) -> Together:
    """How periods, each (nominal, start, end), lie to each other.

    'touching' stands for several that share no day of their nominal spans.
    """
    given = list(periods)
    names = {name for name, _, _ in given}
    if len(names) == 1 and (names != {""} or len(given) == 1):
        return "same"
    spans: dict[str, Span] = {}
    for name, start, end in given:
        days = span(start, end)
        if days is None:
            return "unknown"
        seen = spans.get(name, days)
        spans[name] = (max(seen[0], days[0]), min(seen[1], days[1]))
    ordered = sorted(spans.values())
    clash = any(after[0] <= before[1] for before, after in pairwise(ordered))
    return "overlapping" if clash else "touching"
