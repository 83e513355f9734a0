"""Reporting terms: the month, quarter, half-year, nine months or year that a report is owed for.

Written '2024-03', '2024-Q1', '2024-H1', '2024-9M', '2024'. Which term a report's own period
means is told here too. Knows calendars; no unit and no database.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

from extractor.across.periods import stretch
from extractor.head.periods import months_of
from extractor.models import Period

TermKind = Literal["month", "quarter", "half-year", "nine-months", "year"]
MONTHS: dict[TermKind, int] = dict(zip(get_args(TermKind), (1, 3, 6, 9, 12), strict=True))
_KINDS = {months: kind for kind, months in MONTHS.items()}
_WRITTEN = re.compile(
    r"(?P<year>20\d\d)(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<nine>9M)))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """So many months that end with month ``last`` (1..12) of a year."""

    year: int
    last: int
    months: int

    @property
    def kind(self) -> TermKind:
        """How long it is."""
        return _KINDS[self.months]

    def __str__(self) -> str:
        """As people write it on the command line, such as '2024-03' or '2024-Q1'."""
        part = {
            1: f"-{self.last:02}",
            3: f"-Q{self.last // 3}",
            6: f"-H{self.last // 6}",
            9: "-9M",
        }
        return f"{self.year}{part.get(self.months, '')}"

    def end(self, cutoff: int) -> date:
        """Its last day, where periods end on that day of a month; 31 is a month's last day."""
        return _day(self.year, self.last, cutoff)

    def start(self, cutoff: int) -> date:
        """Its first day: the one after the cut-off of the month before its first."""
        before = self.year * 12 + self.last - 1 - self.months
        return _day(before // 12, before % 12 + 1, cutoff) + timedelta(days=1)

    def back(self, terms: int) -> Term:
        """The term of the same length so many terms earlier (later where negative)."""
        step = 12 if self.months == 9 else self.months
        last = self.year * 12 + self.last - 1 - terms * step
        return Term(last // 12, last % 12 + 1, self.months)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def ending(month: int, length: int) -> Term:
    """The term of so many months whose last is the month counted from the year 0."""
    return Term(month // 12, month % 12 + 1, length)


def counted_months(term: Term) -> range:
    """Its months, counted from the year 0."""
    last = term.year * 12 + term.last - 1
    return range(last - term.months + 1, last + 1)


def parse(written: str) -> Term | None:
    """The term that is written so; None for any other text."""
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return None
    year = int(match["year"])
    if match["month"]:
        return Term(year, int(match["month"]), 1)
    if match["quarter"]:
        return Term(year, int(match["quarter"]) * 3, 3)
    if match["half"]:
        return Term(year, int(match["half"]) * 6, 6)
    return Term(year, 9, 9) if match["nine"] else Term(year, 12, 12)


@dataclass(frozen=True, slots=True)
class Meant:
    """Which term a period means."""

    term: Term
    strays: int = 0
    """Days between the end that is printed and the cut-off; 0 where none is printed."""


@lru_cache(maxsize=4096)
def meant(period: Period, cutoff: int, tolerance: int) -> Meant | None:
    """The term of a report's period; None for spans that are none, such as five months.

    The label is asked first ('quý I/2020' over 1/12–29/2 is the first quarter); without one the
    month in which the period ends names it, or for longer terms the nearest cut-off that lies
    within ``tolerance`` days (DOMAIN: periods; Decree 09/2019/NĐ-CP, art. 12).
    """
    term = _labelled(period) or _dated(period, cutoff, tolerance)
    if term is None:
        return None
    end = _iso(period.end)
    return Meant(term, abs((end - term.end(cutoff)).days) if end else 0)


def _labelled(period: Period) -> Term | None:
    months = months_of(period) if period.label else None
    if months is None:
        return None
    return _whole(months.year * 12 + months.last - 1, months.last - months.first + 1)


def _dated(period: Period, cutoff: int, tolerance: int) -> Term | None:
    when = stretch(period)
    if when is None or when.length not in _KINDS:
        return None
    if (exact := _whole(when.last, when.length)) is not None:
        return exact
    near = (_whole(when.last + step, when.length) for step in (1, -1))
    found = [term for term in near if term]
    found.sort(key=lambda term: abs((when.end - term.end(cutoff)).days))
    return next((t for t in found if abs((when.end - t.end(cutoff)).days) <= tolerance), None)


def _whole(last: int, months: int) -> Term | None:
    """The term of so many months that ends with a month counted from the year 0."""
    month = last % 12 + 1
    fits = month == 9 if months == 9 else months in _KINDS and month % months == 0
    return Term(last // 12, month, months) if fits else None


def _iso(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        return None
