"""The same totals at other times: the period before, the year before, and month by month.

Knows periods and totals; no unit's line.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import Cell, Row
from extractor.consolidate.official.table import Office
from extractor.units.tree import Unit

MONTHS = 12
"""Months that the line over time shows at least."""


@dataclass(frozen=True, slots=True)
class At:
    """The totals of one period.

    ``row`` None: nothing was reported for it, or by another unit of which this one is a part.
    """

    asked: Asked
    row: Row | None


def whole(now: Cell, then: Cell) -> bool:
    """Whether a change between the two is certain: a missing report looks like a change."""
    return all(cell.state in ("ok", "neutral") for cell in (now, then))


@dataclass(frozen=True, slots=True)
class Outlook:
    """Totals beside each other."""

    before: At | None
    year_before: At
    months: tuple[At, ...]


def outlook(office: Office, asked: Asked, unit: Unit, level: str | None = None) -> Outlook:
    """The totals of the unit at other times, of the same units as the table's."""
    before = asked.before()
    if before == asked.year_before():  # of a whole year they are one, and stand once
        before = None
    first = min(asked.first, asked.last - MONTHS + 1)
    months = tuple(_at(office, Asked(m, m), unit, level) for m in range(first, asked.last + 1))
    told = [n for n, at in enumerate(months) if at.row is not None]
    return Outlook(
        _at(office, before, unit, level) if before else None,
        _at(office, asked.year_before(), unit, level),
        months[told[0] :] if told else (),
    )


def _at(office: Office, asked: Asked, unit: Unit, level: str | None) -> At:
    if not any(
        report.when.last in asked.months and report.when.first in asked.months
        for reports in office.reports.values() for report in reports
    ):  # fmt: skip
        return At(asked, None)
    table = office.table(asked, unit, level)
    whole = not table.apart and any(cell.value is not None for cell in table.total)
    return At(asked, table.total if whole else None)
