"""Units learned from the heads of reports, for an office that has loaded no table of its own.

'UBND xã An Thịnh' below 'UBND huyện Pa Thơm' is taken for a unit of that name, marked as learned
until a person loads a table. Nothing is joined: a name that may be a misread other one stays a
question, unless both reported on one month, for then they are two. Knows the tables and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from extractor.archive.asking import valid
from extractor.archive.naming import end_of
from extractor.archive.schema import figures, reports
from extractor.units.matching import Matcher, key_of
from extractor.units.names import name_of, without_body
from extractor.units.placing import Placer
from extractor.units.tree import LEARNED, ROOT, Tree, Unit

_NEW = ("unknown", "place")
"""Ways in which a name means no unit of the tree: nobody has it, or one elsewhere."""


_DEEPEST = 3
"""Superiors above each other: a commune's district's province; misread heads may go in circles."""
MONTH = "month"
OTHER = "unit"
"""Level of a unit whose name does not tell one."""


class Learned(NamedTuple):
    """What the heads tell of units."""

    tree: Tree
    months: dict[str, frozenset[str]]
    """Of each learned unit: the months ('2025-05') that it reported on."""


class _Head(NamedTuple):
    issuer: str
    parent: str | None
    months: frozenset[str]
    """Of its monthly reports."""
    on: str | None
    """The last day that any of its reports is about."""


def learned(connection: Connection, known: Tree, everybody: str) -> Learned:
    """The tree and the units that reports with figures are of.

    ``everybody``: what the one above all is called, where nothing else is.
    """
    heads = _heads(connection)
    learner = _Learner(known, heads)
    for head in heads:
        learner.take(head)
    tree = _rooted(learner.tree, learner.used, everybody)
    return Learned(tree, {unit: frozenset(months) for unit, months in learner.months.items()})


def _heads(connection: Connection) -> list[_Head]:
    """Issuer and superior of each report with figures, the most frequent first."""
    has = select(figures.c.report_id).where(figures.c.report_id == reports.c.id).exists()
    columns = (
        *(reports.c.issuer, reports.c.parent),
        *(reports.c.period_end, reports.c.period_label, reports.c.period_kind),
    )
    told = reports.c.issuer.is_not(None) & reports.c.period_label.is_not(None)
    chosen = select(*columns, func.count()).where(told, has)
    found: defaultdict[tuple[str, str | None], list[tuple[str, bool]]] = defaultdict(list)
    rows = connection.execute(chosen.where(reports.c.id.in_(valid())).group_by(*columns))
    for issuer, parent, end, label, kind, times in rows:
        found[issuer, parent] += [(end or end_of(label) or "", kind == MONTH)] * times
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0][0], item[0][1] or ""))
    return [_head(*lines, ends) for lines, ends in ordered]


def _head(issuer: str, parent: str | None, ends: Sequence[tuple[str, bool]]) -> _Head:
    months = (end[: len("2025-05")] for end, monthly in ends if monthly)
    return _Head(issuer, parent, frozenset(filter(None, months)), max(ends)[0] or None)


class _Learner:
    """Units as far as the heads have told."""

    def __init__(self, known: Tree, heads: Iterable[_Head]) -> None:
        self.tree = Tree(known.all())
        self.matcher = Matcher(self.tree)
        self.months: dict[str, set[str]] = {}
        self.used: set[str] = set()
        self._above = {key_of(h.issuer): h.parent for h in reversed([*heads]) if h.parent}
        """Of a name: the superior that its own reports mostly print."""

    def take(self, head: _Head) -> None:
        """The unit of a head; none where its name is a question."""
        unit = self._unit(head.issuer, head.parent, head)
        if unit is not None:
            self.used.add(unit.id)
            if unit.source == LEARNED:
                self.months.setdefault(unit.id, set()).update(head.months)

    def _unit(self, issuer: str, parent: str | None, of: _Head, depth: int = 0) -> Unit | None:
        """The unit that two lines mean, a new one if need be; None where that is a question."""
        match = Placer(self.matcher, self.tree, of.on).place(issuer, parent)
        if match.unit is not None:
            return match.unit
        if match.how not in _NEW and (depth or not self._beside(match.units, of.months)):
            return None
        if not parent:
            return self._new(issuer, None)
        above = self._superior(parent, of, depth) if depth < _DEEPEST else None
        return self._new(issuer, above) if above else None

    def _superior(self, parent: str, of: _Head, depth: int) -> Unit | None:
        """What stands above a unit, with what its own reports print above it in turn."""
        return self._unit(parent, self._above.get(key_of(parent)), of, depth + 1)

    def _beside(self, units: Iterable[Unit], months: Iterable[str]) -> bool:
        """Whether all that it may be reported on a month on which this one did too."""
        mine = set(months)
        return all(mine & self.months.get(unit.id, set()) for unit in units)

    def _new(self, issuer: str, above: Unit | None) -> Unit | None:
        name = name_of(issuer)
        if not name.words:
            return None
        parts = (name.bare, "-".join(name.rank.split()), above.id if above else "")
        bare = "-".join(filter(None, parts))
        ids = chain((bare,), (f"{bare}-{n}" for n in count(2)))
        id = next(id for id in ids if id not in self.tree)
        parent = above.id if above else ""
        level = name.level or OTHER
        unit = Unit(id, without_body(issuer), name.rank, level, parent, source=LEARNED)
        self.tree.take(unit)
        self.matcher.take(unit)
        return unit


def _rooted(tree: Tree, used: Iterable[str], name: str) -> Tree:
    """Where units stand below several or below none, one above them all, so that none is lost."""
    above = [tree.ancestors(id) or (tree[id],) for id in used]
    tops = {ancestors[-1].id for ancestors in above}
    if len(tops) < 2:
        return tree
    under = (replace(u, parent=ROOT) if u.id in tops else u for u in tree.all())
    return Tree((Unit(ROOT, name, "", OTHER, source=LEARNED), *under))
