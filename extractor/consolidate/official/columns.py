"""The form's columns from what one report prints of one scope.

Knows in which ways reports count (whether the total holds the carry-over, one figure for 'early or
on time', two for counter and post) and what each means for form 06; no month is added here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.consolidate.form import COLUMNS, MERGED
from extractor.consolidate.official.cells import Note, note
from extractor.consolidate.official.told import Number, Numbers, Told

TOTAL, NEW, CARRIED = "received.total", "received.new", "received.carried_over"
ONLINE, COUNTER = "received.online", "received.in_person_or_postal"
HALVES = ("received.in_person", "received.postal")
EARLY, ON_TIME = "resolved.early", "resolved.on_time"
NEITHER = ("disputed", "several")


@dataclass(frozen=True, slots=True)
class Printed:
    """A report's numbers by column; what is not printed is not there."""

    numbers: Numbers
    new: Number | None = None
    """Files newly received, where the report tells them or they follow from what it tells."""
    split_of_new: bool = False
    """Whether its split by channel may be added over months."""
    notes: dict[str, Note] = field(default_factory=dict)
    merged: bool = False
    """Whether 'on time' holds what was settled early."""


def printed(report: Told, told: Numbers) -> Printed:
    """The columns of one scope of a report."""
    found = {metric: told[metric] for metric in COLUMNS if metric in told}
    notes: dict[str, Note] = {}
    new = _received(report, told, found, notes)
    if COUNTER not in found and any(half in told for half in HALVES):
        found[COUNTER] = _sum([told[half] for half in HALVES if half in told])
    merged = _timing(told, found, notes)
    split = report.split_of_new or _makes_new(found, new) or _zero(told.get(CARRIED))
    return Printed(found, new, split, notes, merged)


def _received(report: Told, told: Numbers, found: Numbers, notes: dict[str, Note]) -> Number | None:
    """Puts column (3) right and returns the files newly received."""
    total, new, carried = told.get(TOTAL), told.get(NEW), told.get(CARRIED)
    includes = _includes(report, told)
    if total is None and new is not None and carried is not None:
        found[TOTAL] = _sum([new, carried])
        notes[TOTAL] = note("total-made")
    elif total is not None and carried is not None and includes is False:
        found[TOTAL] = _sum([total, carried])
        notes[TOTAL] = note("total-without", printed=total.printed)
        return new or total
    elif total is not None and carried is not None and includes is None:
        notes[TOTAL] = note("total-unclear")
    if new is not None or total is None or carried is None:
        return new
    return _sum([total, carried], -1) if includes else None


def _includes(report: Told, told: Numbers) -> bool | None:
    """Whether the total holds the carry-over: as this scope's own numbers show, or its report."""
    total, new, carried = (_value(told.get(m)) for m in (TOTAL, NEW, CARRIED))
    if carried == 0:
        return True
    if total is not None and carried is not None:
        came = new if new is not None else _channels(told)
        if came is not None and came + carried == total:
            return True
        if new is not None and new == total:
            return False
    return report.includes


def _channels(told: Numbers) -> int | None:
    parts = [_value(told.get(metric)) for metric in (ONLINE, COUNTER)]
    return None if None in parts else sum(part for part in parts if part is not None)


def _makes_new(found: Numbers, new: Number | None) -> bool:
    return new is not None and new.value is not None and _channels(found) == new.value


def _zero(number: Number | None) -> bool:
    return number is not None and number.value == 0


def _value(number: Number | None) -> int | None:
    return None if number is None else number.value


def _timing(told: Numbers, found: Numbers, notes: dict[str, Note]) -> bool:
    """'Early or on time' in one figure stands under 'on time', unless that would count twice."""
    merged = told.get(MERGED)
    if merged is None or ON_TIME in found:
        return False
    if EARLY in found:
        notes[ON_TIME] = note("merged-elsewhere", printed=merged.printed)
        return False
    found[ON_TIME] = merged
    notes[ON_TIME] = note("merged", printed=merged.printed)
    notes[EARLY] = note("merged-early")
    return True


def _sum(parts: list[Number], sign: int = 1) -> Number:
    """The first and, with the sign, the others; in doubt where one of them is."""
    values = [part.value for part in parts]
    doubt = next((p for p in parts if p.value is None), None)
    doubt = doubt or next((p for p in parts if p.doubt in NEITHER), parts[0])
    known = [value for value in values if value is not None]
    whole = len(known) == len(values)
    value = known[0] + sign * sum(known[1:]) if whole else None
    shown = (" + " if sign > 0 else " − ").join(part.printed for part in parts)
    return doubt._replace(value=value, printed=shown)
