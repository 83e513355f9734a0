"""One printed line against the sum of others: what agrees, what does not, what cannot be told.

Knows rows of the form. That a line counts just these units is only known where other numbers of it
agree; where hardly any does, the two are counted in different ways and no number is at fault
(``patterns/across/relations.toml``, levels).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.book.joining import relations
from extractor.consolidate.form import COLUMNS, MERGED
from extractor.consolidate.official.cells import Cell, Row
from extractor.consolidate.official.columns import EARLY, ON_TIME

Status = Literal["differs", "exceeds", "strange"]
_AT = {metric: n for n, metric in enumerate(COLUMNS)}
_MERGED_NOTES = frozenset({"merged", "merged-months"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One metric: as printed, and as the others make it."""

    metric: str
    printed: int
    made: int
    complete: bool
    """Whether every part told it for certain."""

    @property
    def holds(self) -> bool:
        """Whether they agree; only of a complete one."""
        return self.complete and self.printed == self.made


@dataclass(frozen=True, slots=True)
class Compared:
    """All metrics of one line."""

    pairs: tuple[Pair, ...]

    @property
    def agreeing(self) -> tuple[Pair, ...]:
        """Those that hold."""
        return tuple(pair for pair in self.pairs if pair.holds)

    @property
    def failing(self) -> tuple[Pair, ...]:
        """Those that are complete and do not."""
        return tuple(p for p in self.pairs if p.complete and not p.holds)

    def verdict(self) -> tuple[Status, tuple[Pair, ...]] | None:
        """What must be told, if anything."""
        if failing := self.failing:
            told = len(failing) + len(self.agreeing)
            if self._evident() and len(failing) <= relations().levels.share * told:
                return "differs", failing
            return "strange", failing
        over = tuple(p for p in self.pairs if not p.complete and p.made > p.printed)
        if over and len(over) <= relations().levels.share * len(self.pairs):
            return "exceeds", over
        return None

    def _evident(self) -> bool:
        """Whether numbers agree that would hardly do so by chance."""
        needed = relations().levels
        shown = {str(pair.printed) for pair in self.agreeing if pair.printed}
        return len(shown) >= needed.agreeing and sum(map(len, shown)) >= needed.digits


def compared(printed: Row, parts: Sequence[Row]) -> Compared:
    """A printed row against the rows that should make it."""
    left, rights = _told(printed), [_told(row) for row in parts]
    pairs = []
    for metric, cell in left.items():
        if cell.state != "ok" or cell.value is None:
            continue
        cells = [right.get(metric) for right in rights]
        known = [c.value for c in cells if c is not None and c.value is not None]
        whole = all(c is not None and c.state == "ok" for c in cells) and bool(cells)
        if known:
            pairs.append(Pair(metric, cell.value, sum(known), whole))
    apart = {pair.metric for pair in pairs if pair.complete} >= {EARLY, ON_TIME}
    return Compared(tuple(p for p in pairs if not (apart and p.metric == MERGED)))


def best(printed: Row, ways: Sequence[Sequence[Row]]) -> Compared:
    """In the way in which most agrees."""
    found = [compared(printed, way) for way in ways]
    return max(found, key=lambda c: (len(c.agreeing), -len(c.failing)), default=Compared(()))


def _told(row: Row) -> dict[str, Cell]:
    """The columns, and early and on time together, which many print in one."""
    found = dict(zip(COLUMNS, row, strict=True))
    early, on_time = row[_AT[EARLY]], row[_AT[ON_TIME]]
    if any(said.key in _MERGED_NOTES for said in on_time.notes):
        del found[EARLY], found[ON_TIME]
        found[MERGED] = on_time
    elif early.state == "ok" and on_time.state == "ok":
        found[MERGED] = Cell((early.value or 0) + (on_time.value or 0), "ok")
    return found
