"""The units of a table: which stand below the one that is asked for, and in which of its months.

A unit that was made of others is asked for together with them: the year of a province that was
merged in July holds the first half of those it was made of. One that was split is in none of the
units that came of it. Knows the tree; no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.consolidate.official.asked import Asked
from extractor.units.tree import Tree, Unit


@lru_cache(maxsize=4096)
def last_day(month: int) -> str:
    """The day on which a month of reports ends, as ISO: on it the tree is looked at."""
    return Asked(month, month).days()[1].isoformat()


@dataclass(frozen=True, slots=True)
class Node:
    """A unit, the months of the period in which it stood, and the units below it."""

    unit: Unit
    months: range
    below: tuple[Node, ...] = ()

    def all(self) -> Iterator[Node]:
        """Itself and everything below."""
        yield self
        for node in self.below:
            yield from node.all()


@dataclass(slots=True)
class Kin:
    """The units of one period, looked up once."""

    tree: Tree
    asked: Asked
    _nodes: dict[str, Node | None] = field(default_factory=dict)

    def node(self, unit: Unit) -> Node | None:
        """The unit with what is below it; None where it stood in none of the months."""
        if unit.id not in self._nodes:
            self._nodes[unit.id] = None  # a tree has no circles; one that had would end here
            self._nodes[unit.id] = self._node(unit)
        return self._nodes[unit.id]

    def _node(self, unit: Unit) -> Node | None:
        months = [m for m in self.asked.months if unit.stands(last_day(m))]
        if not months:
            return None
        nodes = (self.node(child) for child in self.tree.children(unit.id))
        below = tuple(node for node in nodes if node is not None)
        return Node(unit, range(months[0], months[-1] + 1), below)

    def top(self, unit: Unit) -> tuple[Node, ...]:
        """The unit and, where they stood in these months too, those that it was made of."""
        found: dict[str, Node] = {}
        queue = [unit]
        while queue:
            one = queue.pop()
            node = self.node(one)
            if node is not None and one.id not in found:
                found[one.id] = node
            queue += [u for u in self._former(one) if len(u.successors) == 1]
        return tuple(sorted(found.values(), key=lambda n: (n.months.start, n.unit.id)))

    def apart(self, unit: Unit) -> tuple[Unit, ...]:
        """Those that it was made of too, but that went to several: no report tells their parts."""
        former = (u for top in (unit, *(n.unit for n in self.top(unit))) for u in self._former(top))
        divided = (u for u in former if len(u.successors) > 1 and self.node(u) is not None)
        return tuple(dict.fromkeys(divided))

    def _former(self, unit: Unit) -> tuple[Unit, ...]:
        """What a unit was made of that began in these months, or after them."""
        if unit.start <= last_day(self.asked.first):
            return ()
        return tuple(u for u in self.tree.predecessors(unit.id) if u.level == unit.level)
