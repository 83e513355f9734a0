"""The tree of units, each with the days between which it stood, and what followed it.

Knows the form of a unit's row; not how a name is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

LEARNED = "learned"
"""Source of a unit that only the heads of reports tell of."""
ROOT = "?"
"""Id of what stands above units of which nobody knows what they lie below."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit for as long as it stood; days are ISO 8601, '' where nobody knows or none is."""

    id: str
    """Stable; another unit of the same name after a merger has another one."""
    name: str
    """Without its rank: 'Kỳ Anh'."""
    kind: str
    """Its rank ('thị xã') or what it is ('sở')."""
    level: str
    """As of a scope: province, district, commune, department …"""
    parent: str = ""
    start: str = ""
    """First day."""
    end: str = ""
    """Last day."""
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""

    def stands(self, on: str) -> bool:
        """Whether the unit stood on that day."""
        return (not self.start or self.start <= on) and (not self.end or on <= self.end)

    @property
    def full(self) -> str:
        """'thị xã Kỳ Anh'; a name that says itself what it is stays as it is."""
        said = self.name.casefold().startswith(self.kind.casefold())
        return self.name if said else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Merger:
    """A unit's end in another one, as a person said it."""

    unit: str
    into: str
    """The unit itself: it was not merged after all."""
    day: str
    """The first day on which it is the other one; ISO 8601."""


def merged(units: Iterable[Unit], mergers: Iterable[Merger]) -> tuple[Unit, ...]:
    """The units as people said they were merged; the last word on a unit counts.

    The one ends on the day before and has the other as its successor. What lies below it stays
    where the table has it.
    """
    found = {unit.id: unit for unit in units}
    for one in {said.unit: said for said in mergers}.values():
        if one.unit == one.into or not {one.unit, one.into} <= found.keys():
            continue
        old = found[one.unit]
        last = (date.fromisoformat(one.day) - timedelta(days=1)).isoformat()
        last = min(last, old.end) if old.end else last
        followed = dict.fromkeys((one.into, *old.successors))
        found[old.id] = replace(old, end=last, successors=tuple(followed))
    return tuple(found.values())


class Tree:
    """All units of all times."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, Unit] = {}
        self._children: defaultdict[str, list[Unit]] = defaultdict(list)
        self._before: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in {unit.id: unit for unit in units}.values():
            self.take(unit)

    def take(self, unit: Unit) -> None:
        """One more, of an id that none has."""
        self._units[unit.id] = unit
        self._children[unit.parent].append(unit)
        for successor in unit.successors:
            self._before[successor].append(unit)

    def __getitem__(self, id: str) -> Unit:
        return self._units[id]

    def __contains__(self, id: object) -> bool:
        return id in self._units

    def __len__(self) -> int:
        return len(self._units)

    def all(self, on: str | None = None) -> tuple[Unit, ...]:
        """Every unit, or those that stood on a day."""
        return tuple(u for u in self._units.values() if on is None or u.stands(on))

    def children(self, id: str = "", on: str | None = None) -> tuple[Unit, ...]:
        """The units directly below one; below none: those at the top."""
        return tuple(u for u in self._children[id] if on is None or u.stands(on))

    def ancestors(self, id: str) -> tuple[Unit, ...]:
        """Parent, its parent, and so on."""
        found: list[Unit] = []
        above = self._units[id].parent
        while above:
            found.append(self._units[above])
            above = found[-1].parent
        return tuple(found)

    def predecessors(self, id: str) -> tuple[Unit, ...]:
        """The units that this one was made of."""
        return tuple(self._before[id])

    def successors(self, id: str) -> tuple[Unit, ...]:
        """What became of a unit."""
        return tuple(self._units[one] for one in self._units[id].successors)
