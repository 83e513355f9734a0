"""Which unit a written name means: certainly, perhaps, one of several, or none that we know.

Only a name that is written as the unit is called, or without any marks and then fits one unit
alone, is certain. Everything else is offered to a person and joined by nobody else: two
districts of one name are two, a name a letter apart may be another commune's, and a place's
name without its rank may be the province's or that of the town in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from extractor.book.units import near
from extractor.units.names import Name, name_of
from extractor.units.tree import Tree, Unit

How = Literal[
    "name",
    "unmarked",
    "confirmed",
    "ambiguous",
    "unranked",
    "rank",
    "marks",
    "near",
    "time",
    "place",
    "unknown",
]
CERTAIN = frozenset({"name", "unmarked", "confirmed"})


@dataclass(frozen=True, slots=True)
class Match:
    """What a written name may mean."""

    how: How
    units: tuple[Unit, ...] = ()
    """One where it is certain; otherwise every one that it may be."""

    @property
    def unit(self) -> Unit | None:
        """The unit, where that is certain."""
        return self.units[0] if self.how in CERTAIN else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name of a unit: its own, or another that it goes by."""

    unit: Unit
    name: Name

    def fits(self, rank: str) -> bool:
        """Whether a name of that rank may be this one; a name that was given without is whole."""
        return rank == self.name.rank or (not self.name.rank and rank == self.unit.kind)


class Matcher:
    """The names of a tree, ready to be looked up."""

    def __init__(
        self,
        tree: Tree,
        confirmed: Mapping[str, str] | None = None,
        merged: Mapping[str, str] | None = None,
    ) -> None:
        """What people said goes before all else.

        Args:
            tree: the units.
            confirmed: from :func:`key_of` a written name to a unit's id.
            merged: from a unit that has ended to the one that its name means since.
        """
        self.tree = tree
        self._confirmed, self._merged = dict(confirmed or {}), dict(merged or {})
        self._marked: defaultdict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        self._bare: defaultdict[str, list[_Entry]] = defaultdict(list)
        for unit in tree.all():
            self.take(unit)

    def take(self, unit: Unit) -> None:
        """The names of one more unit of the tree."""
        for written in (unit.full, *unit.aliases):
            name = name_of(written)
            entry = _Entry(unit, name)
            self._marked[name.words].append(entry)
            self._bare[name.bare].append(entry)

    def over(self, tree: Tree) -> Matcher:
        """The same words of people over another tree."""
        return Matcher(tree, self._confirmed, self._merged)

    def said(self, written: str) -> Unit | None:
        """The unit that a person said the name means; None where nobody said anything."""
        said = self._confirmed.get(key_of(written)) if self._confirmed else None
        return self.tree[said] if said is not None and said in self.tree else None

    def match(self, written: str, on: str | None = None) -> Match:
        """What a name means, on an ISO day if one is given: a name may have meant others before."""
        match = self._match(written, on)
        if match.how != "time" or len(match.units) != 1 or on is None:
            return match
        now, met = match.units[0], set[str]()
        while now.id in self._merged and now.id not in met and not now.stands(on):
            met.add(now.id)
            now = self.tree[self._merged[now.id]]
        return Match("confirmed", (now,)) if now.stands(on) else match

    def _match(self, written: str, on: str | None) -> Match:
        if (said := self.said(written)) is not None:
            return Match("confirmed", (said,))
        name = name_of(written)
        if not name.words:
            return Match("unknown")
        if found := self._marked.get(name.words):
            return self._told(name, found, on, "name")
        if (found := self._bare.get(name.bare)) and not name.unmarked:
            return self._told(name, found, on, "marks")
        if found:
            # What lost its marks was badly read, and may have been a letter's neighbour.
            beside = self._told(name, self._within(name, 1), on, "unmarked")
            return beside if beside.how == "ambiguous" else self._told(name, found, on, "unmarked")
        most = min(near().most, len(name.bare) // near().letters)
        return self._told(name, self._nearest(name, most), on, "near")

    def _told(self, name: Name, found: Iterable[_Entry], on: str | None, how: How) -> Match:
        """The best that can be said of entries whose words fit."""
        placed = [entry for entry in found if self._below(entry, name)]
        if not placed:
            return Match("unknown")
        ranked = [entry for entry in placed if entry.fits(name.rank)]
        if not ranked:
            return Match("rank" if name.rank else "unranked", _units(placed, on))
        standing = _units(ranked, on)
        if not standing:
            return Match("time", _units(ranked, None))
        return Match(how if len(standing) == 1 or how == "near" else "ambiguous", standing)

    def _below(self, entry: _Entry, name: Name) -> bool:
        """Whether what the name says of its place does not contradict the tree.

        What looks like a place in the unit's own name is none: 'Sở Lao động và Xã hội'.
        """
        ancestors = self.tree.ancestors(entry.unit.id)
        if not ancestors:
            return True
        known = {name_of(above.full).bare for above in ancestors}
        known |= {own.bare for own in entry.name.above}
        return all(said.bare in known for said in name.above)

    def _within(self, name: Name, most: int) -> list[_Entry]:
        """Entries whose letters differ from the name's in so many places at the most."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(
            name.bare, self._bare.keys(), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        # In the order of the tree, as the entries were put in.
        found = {bare for bare, _, _ in near}
        return [e for bare, entries in self._bare.items() if bare in found for e in entries]

    def _nearest(self, name: Name, most: int) -> list[_Entry]:
        """What a poor scan may have made the name of: the nearest entries that are near at all."""
        for distance in range(1, most + 1):
            if found := self._within(name, distance):
                return found
        return []


def _units(entries: Iterable[_Entry], on: str | None) -> tuple[Unit, ...]:
    units = {entry.unit.id: entry.unit for entry in entries}
    return tuple(unit for unit in units.values() if on is None or unit.stands(on))


def key_of(written: str) -> str:
    """A written name as a key: two that a person would call the same writing have the same."""
    name = name_of(written)
    parts = (name, *name.above)
    return " < ".join(" ".join((part.rank, *part.words)).strip() for part in parts)
