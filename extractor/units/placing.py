"""Whose report it is: the issuer in its head, held against the superior that stands above it.

'UBND xã Tân Lập' may be any of several communes; the line above says of which district it is.
Where both lines contradict the tree nobody is taken for the other. Knows names; no report.
"""

from __future__ import annotations

from extractor.units.matching import CERTAIN, Match, Matcher
from extractor.units.names import PLACES, name_of
from extractor.units.tree import Tree, Unit


class Placer:
    """Answers for the issuers of one day."""

    def __init__(self, matcher: Matcher, tree: Tree, on: str | None) -> None:
        self._matcher, self._tree, self._on = matcher, tree, on
        self._known: dict[tuple[str, str | None], Match] = {}

    def place(self, issuer: str, parent: str | None) -> Match:
        """What the two lines of a head mean together."""
        key = issuer, parent
        if key not in self._known:
            self._known[key] = self._placed(issuer, parent)
        return self._known[key]

    def _placed(self, issuer: str, parent: str | None) -> Match:
        if parent:
            said = self._matcher.said(written(issuer, parent))
            if said is not None:
                return Match("confirmed", (said,))
        match = self._matcher.match(issuer, self._on)
        if not parent:
            return match
        if match.how == "ambiguous":
            below = tuple(unit for unit in match.units if self._named(unit, parent))
            return Match("name", below) if len(below) == 1 else match
        if match.how in CERTAIN and self._contradicts(match.units[0], parent):
            return Match("place", match.units)
        return match

    def _named(self, unit: Unit, parent: str) -> bool:
        """Whether the superior that is printed certainly stands above the unit."""
        above = self._matcher.match(parent, self._on)
        if above.how == "ambiguous":
            ancestors = set(self._tree.ancestors(unit.id))
            return any(one in ancestors for one in above.units)
        return above.unit is not None and above.unit in self._tree.ancestors(unit.id)

    def _contradicts(self, unit: Unit, parent: str) -> bool:
        """Whether another place of a level is printed above than the tree has on that level."""
        if self._named(unit, parent):
            return False
        printed = name_of(parent)
        for name in (printed, *printed.above):
            if name.level not in PLACES or not name.words or name.level == unit.level:
                continue
            known = [
                name_of(above.full)
                for above in self._tree.ancestors(unit.id)
                if above.level == name.level
            ]
            if known and all((k.bare, k.rank) != (name.bare, name.rank) for k in known):
                return True
        return False


def written(issuer: str, parent: str | None) -> str:
    """Both lines as one name, under which a person's word on it is kept."""
    return f"{issuer}, {parent}" if parent else issuer
