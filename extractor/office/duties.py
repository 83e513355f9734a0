"""Duties: which unit owes which report for which term, and by when; as data of an office.

The form of ``patterns/office/calendar.toml``, which comes with the program and which an office
edits and loads. Knows units and days; no report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Field

from extractor.book.loading import Declared, load, parse
from extractor.book.names import LEVELS
from extractor.book.rules import Metric
from extractor.office.terms import Term, TermKind
from extractor.units.tree import Tree, Unit

_DAY = re.compile(r"(\d{4}-)?\d{2}-\d{2}")
_LEAP = 2024
"""A year that has every day of a month, to try one without a year."""


def _is_day(written: str) -> str:
    if not written:
        return written
    if not _DAY.fullmatch(written):
        raise ValueError("a day is written 2025-07-01, one of every year 07-01")
    date.fromisoformat(written if len(written) > 5 else f"{_LEAP}-{written}")
    return written


def _is_whole_day(written: str) -> str:
    if written:
        date.fromisoformat(written)
    return written


def _is_level(written: str) -> str:
    if written not in LEVELS:
        raise ValueError(f"there are the levels {', '.join(sorted(LEVELS))}")
    return written


Day = Annotated[str, AfterValidator(_is_day)]
WholeDay = Annotated[str, AfterValidator(_is_whole_day)]
Level = Annotated[str, AfterValidator(_is_level)]


class Duty(Declared):
    """One kind of report that is owed for every term of one length."""

    id: str
    name: str
    period: TermKind
    cutoff: int = Field(14, ge=1, le=31)
    """The day of a month with which a period ends; 31 is its last."""
    due: int = Field(11, ge=0, le=366)
    """Days after the cut-off until the report must be there."""
    levels: tuple[Level, ...] = ()
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    types: tuple[str, ...] = ("BC",)
    """Types of documents that count; one that is nothing but a table counts always."""
    metrics: tuple[Metric, ...] = ("received.total", "resolved.total", "pending.total")
    """A report holds at least one of them."""
    from_: WholeDay = Field("", alias="from")
    to: WholeDay = ""

    def runs(self, term: Term) -> bool:
        """Whether it is owed for that term."""
        day = term.end(self.cutoff).isoformat()
        return self.period == term.kind and self.from_ <= day and (not self.to or day <= self.to)

    def asks(self, unit: Unit) -> bool:
        """Whether it is asked of such a unit."""
        return (
            unit.id not in self.without
            and (not self.levels or unit.level in self.levels)
            and (not self.kinds or unit.kind in self.kinds)
            and (not self.units or unit.id in self.units)
        )


class Calendar(Declared):
    """``calendar.toml``."""

    about: str = ""
    source: str = ""
    receiver: str = ""
    """Id of the unit that the reports are owed to; '' where the office has not said."""
    days_off: tuple[Day, ...] = ()
    tolerance: int = Field(20, ge=0, le=45)
    duties: tuple[Duty, ...]

    def due(self, duty: Duty, term: Term) -> date:
        """The last day on which the report is on time: never a weekend or a day off."""
        day = term.end(duty.cutoff) + timedelta(days=duty.due)
        while day.weekday() > 4 or {day.isoformat(), f"{day:%m-%d}"} & set(self.days_off):
            day += timedelta(days=1)
        return day

    def running(self, term: Term) -> tuple[Duty, ...]:
        """The duties of a term."""
        return tuple(duty for duty in self.duties if duty.runs(term))

    def owing(self, duty: Duty, term: Term, tree: Tree, own: frozenset[str]) -> Iterator[Unit]:
        """The units that owe it: those that stand on the day of the cut-off.

        ``own``: ids of the office's own table. Without a receiver its rows that name a superior
        owe; with one, what of them lies below it, or below what it was made of or became. A unit
        that the duty itself names owes anyway.
        """
        above = self._receivers(tree)
        for unit in tree.all(term.end(duty.cutoff).isoformat()):
            if not duty.asks(unit):
                continue
            ours = unit.parent if not above else any(a.id in above for a in tree.ancestors(unit.id))
            if unit.id in duty.units or (unit.id in own and ours):
                yield unit

    def _receivers(self, tree: Tree) -> frozenset[str]:
        if self.receiver not in tree:
            return frozenset({self.receiver} - {""})
        kin = (*tree.predecessors(self.receiver), *tree.successors(self.receiver))
        return frozenset({self.receiver, *(unit.id for unit in kin)})


@cache
def shipped() -> Calendar:
    """The calendar that comes with the program."""
    return load(Calendar, "office/calendar.toml")


def calendar_of(text: str, name: str) -> Calendar:
    """A calendar that an office edited.

    Raises:
        PatternError: a mistake in it, named by its key.
    """
    return parse(Calendar, text, name)
