"""Holds a consolidation against the truth of a made year: nothing missed, nothing invented."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.consolidate.form import COLUMNS
from extractor.consolidate.official.whole import Official
from tests.makers.province import PROVINCE, PROVINCE_ID, YEAR, Province


def troubles(made: Province) -> set[tuple[str, str, int]]:
    """(kind, unit, month) of all that was planted and must be told."""
    truth = made.truth
    named = {"missing": truth.missing, "duplicated": truth.duplicated, "late": truth.late,
             "units": truth.parents, "opening": truth.openings}  # fmt: skip
    return {(kind, unit, month) for kind, found in named.items() for unit, month in found}


def told(made: Province, official: Official) -> set[tuple[str, str, int]]:
    """The same of what the consolidation tells."""
    ids = {(unit.full, unit.first): unit.id for unit in made.units}
    by_name = {name: id for (name, _), id in ids.items()} | {PROVINCE: PROVINCE_ID}
    found: set[tuple[str, str, int]] = {
        (one.kind, by_name[one.unit], int(one.months[:2]))
        for one in official.differences
        if one.status != "strange"
    }
    for one in official.submissions:
        for month, status in zip(official.asked.months, one.statuses, strict=True):
            if status in ("missing", "duplicated", "late"):
                found.add((status, by_name[one.unit], month % 12 + 1))
    return found - _followed(made)


def _followed(made: Province) -> set[tuple[str, str, int]]:
    """Openings of superiors: a wrong number of theirs is one, or a break below is in their sum."""
    truth = made.truth
    parents = {unit.id: unit.parent for unit in made.units}
    found = {(unit, month + later) for unit, month in truth.parents for later in (0, 1)}
    found |= {(above, month) for unit, month in truth.openings
              for above in (parents[unit], PROVINCE_ID)}  # fmt: skip
    return {("opening", unit, month) for unit, month in found - truth.openings}


def strangers(official: Official) -> list[str]:
    """The files that have no certain place."""
    return sorted(Path(path).name for path, _ in official.strangers)


def total(official: Official) -> dict[str, int | None]:
    """The total row by metric."""
    cells = zip(COLUMNS, official.table.total, strict=True)
    return {metric: cell.value for metric, cell in cells}


def expected(made: Province, months: Iterable[int]) -> dict[str, int]:
    """What the total row must hold over these months of the year."""
    given = sorted(months)
    return made.expected(given[0], given[-1])


__all__ = ["YEAR", "expected", "strangers", "told", "total", "troubles"]
