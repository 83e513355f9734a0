"""What stands in one cell of the table, how sure it is, and how cells are added.

Knows states and sums; no unit and no month. A cell's number is only ever what was printed, what a
person decided, or a sum of such; a sum that lacks a part says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.consolidate.form import COLUMNS

State = Literal["ok", "neutral", "silent", "disputed", "partial", "unresolved", "missing"]
"""From good to bad. 'neutral': blank for a reason that is no lack; 'silent': not printed;
'missing': no report."""
DOUBTFUL: frozenset[State] = frozenset({"disputed", "partial", "unresolved", "missing"})
STATES: tuple[State, ...] = (
    "ok", "neutral", "silent", "disputed", "partial", "unresolved", "missing",
)  # fmt: skip


class Note(NamedTuple):
    """Something to be said beside a cell: a key of the catalogue and what fills it."""

    key: str
    params: tuple[tuple[str, str | int], ...] = ()


def note(key: str, **params: str | int) -> Note:
    """A note by its parts."""
    return Note(key, tuple(sorted(params.items())))


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the table."""

    value: int | None
    state: State
    notes: tuple[Note, ...] = ()
    shown: str = ""
    """What is printed in the place of a number that was not read for certain."""


MISSING = Cell(None, "missing")
SILENT = Cell(None, "silent")
Row = tuple[Cell, ...]
"""A cell for each of the form's columns (3) to (13)."""
WIDTH = len(COLUMNS)


def added(cells: Sequence[Cell]) -> Cell:
    """The sum of a column; partial where one of the cells lacks what it should hold."""
    known = [cell.value for cell in cells if cell.value is not None]
    asked = [cell for cell in cells if cell.state != "neutral"]
    if not asked:
        return Cell(None, "neutral")
    if not known:
        return Cell(None, worst(cell.state for cell in asked))
    lacking = [c for c in asked if c.state in ("silent", "partial", "unresolved", "missing")]
    total = sum(known)
    if lacking:
        told = note("sum-partial", told=len(asked) - len(lacking), count=len(asked))
        return Cell(total, "partial", (told,))
    doubtful = sum(cell.state == "disputed" for cell in asked)
    if doubtful:
        return Cell(total, "disputed", (note("sum-disputed", count=doubtful),))
    return Cell(total, "ok")


def worst(states: Iterable[State]) -> State:
    """The worst of them."""
    return max(states, key=STATES.index, default="ok")


def rows_added(rows: Sequence[Row]) -> Row:
    """The sums of all columns; of no row at all, nothing."""
    if not rows:
        return (MISSING,) * WIDTH
    return tuple(added(column) for column in zip(*rows, strict=True))
