"""The period that a table is asked for, as months: a month, a quarter, …, or the year so far.

Knows the calendar and the cut-off of Decree 09/2019/NĐ-CP article 12; no report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extractor.across.periods import month_label
from extractor.book.head import period_words

Kind = Literal["month", "quarter", "half-year", "nine-months", "year", "to-date"]

_LENGTHS: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half-year", 9: "nine-months", 12: "year"}


@dataclass(frozen=True, slots=True)
class Asked:
    """``first`` … ``last``: months counted from the year 0, each the one in which it ends."""

    first: int
    last: int
    to_date: bool = False

    @property
    def months(self) -> range:
        """Every month of it."""
        return range(self.first, self.last + 1)

    @property
    def kind(self) -> Kind:
        """What such a period is called."""
        return "to-date" if self.to_date else _LENGTHS[len(self.months)]

    @property
    def year(self) -> int:
        """Of its last month."""
        return self.last // 12

    @property
    def number(self) -> int:
        """Which month, quarter or half of its year; of a year to date its last month."""
        at = self.last % 12 + 1
        return at if self.to_date else at // len(self.months)

    def days(self) -> tuple[date, date]:
        """From the day after the cut-off to the cut-off: the 15th to the 14th by the Decree."""
        cut = period_words().cutoff.day
        before = self.first - 1
        start = date(before // 12, before % 12 + 1, cut + 1)
        return start, date(self.year, self.last % 12 + 1, cut)

    def before(self) -> Asked | None:
        """The period before it; the year to date has none."""
        if self.to_date:
            return None
        return replace(self, first=self.first - len(self.months), last=self.first - 1)

    def year_before(self) -> Asked:
        """The same period a year earlier."""
        return replace(self, first=self.first - 12, last=self.last - 12)

    def label(self) -> str:
        """'03/2024' or '01–03/2024'."""
        last = month_label(self.last)
        return last if self.first == self.last else f"{self.first % 12 + 1:02}–{last}"
