"""Which periods mean the same month, quarter or year, though their days differ.

The month in a title is the month in which the period ends, and offices deviate from the
cut-offs of Decree 09/2019 art. 12 by days. Knows dates; whether figures may be added over
periods is answered here too, because it hangs on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from extractor.head import periods as head_periods
from extractor.models import Period
from extractor.text import fold

Span = tuple[date, date]
Together = Literal["same", "touching", "overlapping", "unknown"]

_LENGTHS = ((20, 45, "month"), (80, 105, "quarter"), (165, 200, "half"), (350, 380, "year"))
"""Days from, days to, name: what an office still calls a month, a quarter, …"""
_MONTH = 30.44
_STRAY = 10
"""Days by which a period may miss whole months, and one more for each month."""


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


# ------------------------------------------------------------------- months that are added


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A period on the line of months: ``first``…``last``, counted from the year 0.

    A month is the one in which its period ends. ``dated`` tells whether its days are printed.
    """

    last: int
    first: int
    start: date
    end: date
    dated: bool = True

    @property
    def length(self) -> int:
        """Months in it."""
        return self.last - self.first + 1

    def label(self) -> str:
        """'03/2024' or '01–03/2024'."""
        end = month_label(self.last)
        return end if self.first == self.last else f"{month_label(self.first)}–{end}"


def month_label(month: int) -> str:
    """'03/2024'."""
    return f"{month % 12 + 1:02}/{month // 12}"


def stretch(period: Period | None) -> Stretch | None:
    """The months of a period; None where its days are unknown or make no whole months."""
    if period is None or (told := head_periods.nominal(period)) is None:
        return None
    days = span(*told)
    if days is None:
        return None
    length = (days[1] - days[0]).days + 1
    months = max(1, round(length / _MONTH))
    if abs(length - months * _MONTH) > _STRAY + months:
        return None
    last = days[1].year * 12 + days[1].month - 1
    return Stretch(last, last - months + 1, *days, bool(period.start and period.end))


def year_to(when: Stretch) -> Stretch:
    """From the year's first month to the end of this one."""
    first = when.last - when.last % 12
    start = when.start if first == when.first else months_back(when.start, when.first - first)
    return Stretch(when.last, first, start, when.end, when.dated)


def months_back(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one that month has."""
    number = day.year * 12 + day.month - 1 - months
    for last in (day.day, 30, 29, 28):
        try:
            return date(number // 12, number % 12 + 1, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
