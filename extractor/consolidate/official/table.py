"""The table: a line a unit below the one asked for, in groups, with what is missing counted.

A unit without units below it is its own reports. One with such units is what it does itself and
what they report, recomputed; what its own report prints of all that stands beside, never instead.
Knows which units make up a total; not how it is laid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.consolidate.form import counted
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import (
    MISSING,
    SILENT,
    WIDTH,
    Note,
    Row,
    note,
    rows_added,
)
from extractor.consolidate.official.kin import Kin, Node, last_day
from extractor.consolidate.official.reckon import Cover, cover, reckon
from extractor.consolidate.official.remarks import TOLD, Owed, beside, lacking, standing
from extractor.consolidate.official.told import Numbers, Told, own, speaking
from extractor.units.tree import LEARNED, ROOT, Tree, Unit

Reports = Mapping[str, Sequence[Told]]
"""By unit: the reports that count, at most one for each period."""
ORDER = ("department", "land_registry", "centre", "unit", "district", "commune")
PROVINCE, DEPARTMENT = "province", "department"
LineKind = Literal["unit", "own", "field", "rest", "printed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    name: str
    row: Row
    kind: LineKind = "unit"
    unit: str = ""
    notes: tuple[Note, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; numbering begins anew."""

    title: str
    lines: tuple[Line, ...]
    level: str = ""
    """Of the units, where the heading is their level; '' where ``title`` names it."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that is owed and of which nothing can be used."""

    unit: Unit
    month: int
    status: str
    """Why: 'missing', 'awaited', or a status of one that came ('duplicated', 'returned' …)."""


@dataclass(slots=True)
class Table:
    """The official table of one unit and period."""

    asked: Asked
    unit: Unit
    by: Literal["unit", "field"]
    groups: tuple[Group, ...]
    total: Row
    printed: Line | None
    """What the unit's own report prints of all of it."""
    expected: int = 0
    """Reports that are owed."""
    units: int = 0
    """Units that owe one."""
    missing: tuple[Missing, ...] = ()
    states: Counter[str] = field(default_factory=Counter)
    """Cells of the lines by state."""
    apart: tuple[Unit, ...] = ()
    """Units that stood in the period and of which only a part became the one asked for."""

    @property
    def lines(self) -> Iterator[Line]:
        """All lines that are added."""
        return (line for group in self.groups for line in group.lines)


@dataclass(slots=True)
class Office:
    """All that tables of one archive are made from."""

    tree: Tree
    reports: Reports
    owed: Owed

    def table(self, asked: Asked, unit: Unit, level: str | None = None) -> Table:
        """The table by unit; ``level``: of the units of one level, wherever they stand below."""
        kin = Kin(self.tree, asked)
        tops = kin.top(unit)
        maker = _Maker(self, asked)
        groups = maker.of_level(tops, level) if level else maker.below(tops)
        lines = [line for group in groups for line in group.lines]
        counted = maker.counted([n for top in tops for n in _in_table(top, level)])
        made = Table(
            asked, unit, "unit", groups, rows_added([line.row for line in lines]),
            maker.own_print(unit, tops, level),
        )  # fmt: skip
        made.states = Counter(cell.state for line in lines for cell in line.row)
        made.expected, made.units, made.missing = counted
        made.apart = kin.apart(unit)
        return made

    def before(self, unit: Unit, month: int) -> tuple[Unit, ...]:
        """Who reported a unit's files in the month before it: itself, or what it was made of.

        Nobody where that went to several units: which of its files, no report tells.
        """
        if unit.stands(last_day(month)):
            return (unit,)
        earlier = self.tree.predecessors(unit.id)
        return earlier if all(len(one.successors) == 1 for one in earlier) else ()


def _in_table(top: Node, level: str | None) -> Iterator[Node]:
    """The units whose reports the table is made of."""
    for node in top.all():
        if node is not top and (level is None or node.unit.level == level):
            yield node


@dataclass(slots=True)
class _Maker:
    """One table under way."""

    office: Office
    asked: Asked
    _covers: dict[str, Cover] = field(default_factory=dict)

    def covered(self, node: Node) -> Cover:
        """The reports of a unit over its months."""
        if node.unit.id not in self._covers:
            reports = self.office.reports.get(node.unit.id, ())
            self._covers[node.unit.id] = cover(reports, node.months)
        return self._covers[node.unit.id]

    def below(self, tops: Sequence[Node]) -> tuple[Group, ...]:
        """The units directly below, a group for each level."""
        found: dict[str, list[Line]] = {}
        for top in tops:
            if (line := self.own_line(top)) is not None:
                found.setdefault(top.unit.level, []).append(line)
            for node in sorted(filter(self.shown, top.below), key=_place):
                found.setdefault(node.unit.level, []).append(self.line(node))
        levels = sorted(found, key=lambda level: (_rank(level), level))
        return tuple(Group("", tuple(found[level]), level) for level in levels)

    def shown(self, node: Node) -> bool:
        """Whether it has a line: nobody knows that a learned unit stood when nobody reported."""
        if node.unit.source != LEARNED and node.unit.parent != ROOT:
            return True
        return any(self.covered(one).parts or self.owing(one) for one in node.all())

    def of_level(self, tops: Sequence[Node], level: str) -> tuple[Group, ...]:
        """The units of a level, a group for each superior."""
        groups = []
        for top in tops:
            for above in top.all():
                mine = (n for n in above.below if n.unit.level == level and self.shown(n))
                nodes = sorted(mine, key=_place)
                if nodes:
                    lines = tuple(map(self.line, nodes))
                    groups.append(Group(above.unit.full, lines, level if above is top else ""))
        return tuple(groups)

    def line(self, node: Node) -> Line:
        """One unit's line."""
        covered = self.covered(node)
        row, documents = self.row(node, covered)
        notes = [note("learned")] if node.unit.source == LEARNED else []
        notes += [*standing(node, self.asked), *lacking(covered, node, self.office.owed)]
        notes += self._absent(node)
        if node.below and covered.parts:
            notes += beside(_of_levels(self.printed_row(node, covered))[0], row)
        return Line(node.unit.full, row, "unit", node.unit.id, tuple(notes), documents)

    def _absent(self, node: Node) -> Iterator[Note]:
        """The units below whose reports cannot be used."""
        below = [n for n in node.all() if n is not node]
        names = list(dict.fromkeys(m.unit.full for m in self.counted(below)[2]))
        if names:
            yield note("absent", count=len(names), units="; ".join(names[:TOLD]))

    def row(self, node: Node, covered: Cover) -> tuple[Row, tuple[str, ...]]:
        """Recomputed from the units below, where these report at all; else as reported."""
        documents = tuple(part.document for part in covered.parts)
        told = [n for child in node.below for n in child.all() if self.covered(n).parts]
        if not told:
            return self.printed_row(node, covered), documents
        rows = [self.row(child, self.covered(child))[0] for child in node.below]
        mine = self.own_row(node, covered)
        if mine is None and not _all_is_below(node):
            if covered.parts:
                return self.printed_row(node, covered), documents
            mine = (MISSING,) * WIDTH if self.owing(node) else None
        return rows_added(rows if mine is None else [mine, *rows]), documents

    def printed_row(self, node: Node, covered: Cover) -> Row:
        """What the unit's own reports say of all of it."""
        if not covered.parts and not self.owing(node):
            return (SILENT,) * WIDTH
        return reckon(covered, node.months, self.asked, lambda r: speaking(r, node.unit.level))

    def owing(self, node: Node) -> bool:
        """Whether it owes a report for any of its months."""
        return any((node.unit.id, month) in self.office.owed for month in node.months)

    def own_row(self, node: Node, covered: Cover) -> Row | None:
        """What the unit does itself; None where its reports do not tell that apart."""
        level = node.unit.level
        if _departments(node) or not any(own(part, level) for part in covered.parts):
            return None

        def speak(report: Told) -> tuple[Numbers | None, Sequence[str]]:
            return own(report, level), ()

        return reckon(covered, node.months, self.asked, speak)

    def own_line(self, top: Node) -> Line | None:
        """A line for what the asked unit does itself, beside those below it."""
        covered = self.covered(top)
        row = self.own_row(top, covered)
        if row is None:
            return None
        documents = tuple(part.document for part in covered.parts)
        return Line(top.unit.full, row, "own", top.unit.id, (note("own-level"),), documents)

    def own_print(self, unit: Unit, tops: Sequence[Node], level: str | None) -> Line | None:
        """What the asked unit prints of what is in the table; nothing where it prints none."""
        rows = []
        documents: list[str] = []
        for top in tops:
            covered = self.covered(top)
            if not covered.parts:
                continue
            documents += [part.document for part in covered.parts]

            def speak(report: Told, top: Node = top) -> tuple[Numbers | None, Sequence[str]]:
                return (own(report, level), ()) if level else speaking(report, top.unit.level)

            rows.append(reckon(covered, top.months, self.asked, speak))
        if not rows or all(cell.value is None for row in rows for cell in row):
            return None
        row, notes = _of_levels(rows[0] if len(rows) == 1 else rows_added(rows))
        return Line(unit.full, row, "printed", unit.id, notes, tuple(documents))

    def counted(self, nodes: Iterable[Node]) -> tuple[int, int, tuple[Missing, ...]]:
        """Owed reports, units that owe them, and those that are not there."""
        expected, units, missing = 0, 0, list[Missing]()
        for node in nodes:
            owed = [month for month in node.months if (node.unit.id, month) in self.office.owed]
            gaps = set(self.covered(node).gaps)
            missing += [
                Missing(node.unit, month, self.office.owed[node.unit.id, month])
                for month in owed
                if month in gaps
            ]
            expected += len(owed)
            units += bool(owed)
        return expected, units, tuple(missing)


def _of_levels(row: Row) -> tuple[Row, tuple[Note, ...]]:
    """That levels were added is said once of the line, and is no doubt about each number."""
    said = [n for cell in row for n in cell.notes if n.key == "levels"]
    if not said:
        return row, ()
    cells = tuple(
        replace(cell, state="ok", notes=())
        if cell.state == "disputed" and all(n.key == "levels" for n in cell.notes)
        else cell
        for cell in row
    )
    return cells, (note("levels", levels=dict(said[0].params)["levels"]),)


def _rank(level: str) -> int:
    """Offices before places, and wider places before the smaller ones, as tables have them."""
    return ORDER.index(level) if level in ORDER else -1


def _place(node: Node) -> tuple[str, str, int]:
    return (node.unit.level, counted(node.unit.name), node.months.start)


def _departments(node: Node) -> bool:
    """Whether what a unit does itself is told by units below it: a province's departments."""
    return any(child.unit.level == DEPARTMENT for child in node.below)


def _all_is_below(node: Node) -> bool:
    return node.unit.level == PROVINCE or _departments(node)
