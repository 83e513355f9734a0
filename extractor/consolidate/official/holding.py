"""Reports held against each other: a unit's own print against those below it, and over time.

Accuses nobody: it shows both numbers and the documents they stand in. What cannot be told, since a
report is missing or a number was not read for certain, is not told. Knows which lines belong
together; how two lines are compared is in :mod:`.compared`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.across.periods import month_label
from extractor.across.units import name_of
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import MISSING, WIDTH, Row
from extractor.consolidate.official.compared import Compared, Status, best, compared
from extractor.consolidate.official.kin import Kin, Node, last_day
from extractor.consolidate.official.opening import closings, opening, summed
from extractor.consolidate.official.reckon import Cover, cover, reckon
from extractor.consolidate.official.table import DEPARTMENT, PROVINCE, Office
from extractor.consolidate.official.told import WHOLE, Numbers, Told, own, speaking
from extractor.units.tree import Unit

Kind = Literal["units", "row", "months", "opening"]
CARRIED = "received.carried_over"
NOTHING: Row = (MISSING,) * WIDTH


@dataclass(frozen=True, slots=True)
class Difference:
    """Two numbers that should be one."""

    kind: Kind
    status: Status
    unit: str
    months: str
    metric: str
    printed: int
    made: int
    about: str = ""
    """The level or the unit whose numbers make the other side."""
    parts: int = 1
    documents: tuple[str, ...] = ()
    first: int = 0
    """First month, to sort by."""


def held(office: Office, asked: Asked, unit: Unit) -> tuple[Difference, ...]:
    """All differences of the unit and everything below it in these months, by time and unit."""
    found: list[Difference] = []
    for month in asked.months:
        at = Asked(month, month)
        for top in Kin(office.tree, at).top(unit):
            for node in top.all():
                found += _Holder(office, at).of(node)
    for top in Kin(office.tree, asked).top(unit):
        for node in top.all():
            found += _longer(office, node)
    return tuple(sorted(found, key=lambda d: (d.first, d.unit, d.kind)))


@dataclass(frozen=True, slots=True)
class _Holder:
    """One month."""

    office: Office
    at: Asked

    def of(self, node: Node) -> Iterator[Difference]:
        """Everything about one unit."""
        report = self.report(node)
        if report is None:
            return
        yield from self.opening(node, report)
        if node.below:
            yield from self.rows(node, report)
            yield from self.levels(node, report)

    def report(self, node: Node) -> Told | None:
        """The unit's report of just this month."""
        reports = self.office.reports.get(node.unit.id, ())
        month = self.at.first
        return next((r for r in reports if r.when.first == r.when.last == month), None)

    def row(self, report: Told | None, numbers: Numbers | None) -> Row | None:
        """A report's row; None where it says nothing of that scope."""
        if report is None or numbers is None:
            return None
        return reckon(Cover((report,), ()), self.at.months, self.at, lambda _: (numbers, ()))

    def whole(self, node: Node) -> Row | None:
        """What a unit's own report says of all of it."""
        report = self.report(node)
        return None if report is None else self.row(report, speaking(report, node.unit.level)[0])

    def own(self, node: Node) -> Row | None:
        """What it says of the unit's own level."""
        report = self.report(node)
        return None if report is None else self.row(report, own(report, node.unit.level))

    # ---------------------------------------------------------------- units and their superior

    def levels(self, node: Node, report: Told) -> Iterator[Difference]:
        """Each unnamed line of the superior against the units that it stands for."""
        for (level, name), numbers in report.scopes.items():
            printed = self.row(report, numbers)
            if name is not None or printed is None:
                continue
            nodes, ways = self._ways(node, level, report)
            if nodes:
                yield from self._told("units", node, printed, best(printed, ways), level, nodes)

    def _ways(self, node: Node, level: str, report: Told) -> tuple[list[Node], list[list[Row]]]:
        """The units of a line, and the ways in which their reports may make it."""
        if level == WHOLE[0]:
            nodes = list(node.below)
        elif level == node.unit.level == PROVINCE:
            nodes = [n for n in node.below if n.unit.level == DEPARTMENT]
        elif level == node.unit.level:
            nodes = []
        else:
            nodes = [n for n in node.all() if n.unit.level == level and n is not node]
        whole = [self.whole(one) or () for one in nodes]
        ways = [[row or NOTHING for row in whole]]
        if any(self.own(one) is not None for one in nodes):
            ways.append(
                [self.own(one) or row or NOTHING for one, row in zip(nodes, whole, strict=True)]
            )
        mine = self.row(report, own(report, node.unit.level))
        if level == WHOLE[0] and mine is not None:
            ways = [[mine, *way] for way in ways]
        return nodes, ways

    def rows(self, node: Node, report: Told) -> Iterator[Difference]:
        """Each named line of the superior's table against the report of the unit it names."""
        named = {name_of(one.unit.full).words: one for one in node.below}
        for (level, name), numbers in report.scopes.items():
            child = named.get(name_of(name).words) if name and level != "field" else None
            printed = self.row(report, numbers) if child else None
            if child is None or printed is None:
                continue
            ways = [[row] for row in (self.whole(child), self.own(child)) if row is not None]
            result = best(printed, ways)
            yield from self._told("row", node, printed, result, child.unit.full, [child])

    def _told(
        self, kind: Kind, node: Node, printed: Row, result: Compared, about: str,
        nodes: Sequence[Node],
    ) -> Iterator[Difference]:  # fmt: skip
        verdict = result.verdict()
        if verdict is None:
            return
        status, pairs = verdict
        reports = [r for r in map(self.report, (node, *nodes)) if r is not None]
        documents = tuple(report.document for report in reports)
        if len({(r.when.start, r.when.end) for r in reports}) > 1:
            status = "strange"  # of other days other numbers may well be right
        for pair in pairs[:1] if status == "strange" else pairs:
            yield Difference(
                kind, status, node.unit.full, month_label(self.at.first), pair.metric,
                pair.printed, pair.made, about, len(nodes), documents, self.at.first,
            )  # fmt: skip

    # --------------------------------------------------------------------------- over time

    def opening(self, node: Node, report: Told) -> Iterator[Difference]:
        """What the month begins with against what the month before left open."""
        for scope, told in report.scopes.items():
            begins = opening(told) if scope[1] is None else None
            if begins is None or begins.value is None or not self.stayed(node, scope[0]):
                continue
            before, left = self._left(node, scope[0])
            if left and begins.value not in left.values():
                made = next(iter(left.values()))
                documents = (report.document, *(b.document for b in before))
                status: Status = "differs" if len(before) == 1 else "strange"
                yield Difference(
                    "opening", status, node.unit.full, month_label(self.at.first), CARRIED,
                    begins.value, made, scope[0], len(before), documents, self.at.first,
                )  # fmt: skip

    def stayed(self, node: Node, level: str) -> bool:
        """Whether the units that a line is about are those of the month before."""
        if level in (WHOLE[0], node.unit.level):
            return True
        day = last_day(self.at.first - 1)
        return all(n.unit.stands(day) for n in node.all() if n.unit.level == level)

    def _left(self, node: Node, level: str) -> tuple[list[Told], dict[str, int]]:
        """The reports of the month before, and what they left open by each way of counting."""
        month = self.at.first - 1
        earlier = self.office.before(node.unit, month)
        reports = [_last(self.office.reports.get(unit.id, ()), month) for unit in earlier]
        if not reports or any(report is None for report in reports):
            return [], {}
        known = [report for report in reports if report is not None]
        told = [(r, r.scopes.get((level, None))) for r in known]
        if len(known) > 1 or any(numbers is None for _, numbers in told):
            told = [(r, speaking(r, node.unit.level)[0]) for r in known]
        ways = [closings(r, numbers) if numbers else {} for r, numbers in told]
        return known, summed(ways)


def _last(reports: Sequence[Told], month: int) -> Told | None:
    """The report that ends with a month, the shortest of them."""
    ending = [report for report in reports if report.when.last == month]
    return min(ending, key=lambda r: r.when.length, default=None)


def _longer(office: Office, node: Node) -> Iterator[Difference]:
    """A unit's longer periods against the shorter ones in them."""
    reports = office.reports.get(node.unit.id, ())
    for whole in reports:
        if whole.when.length == 1 or not _inside(whole, node.months):
            continue
        months = range(whole.when.first, whole.when.last + 1)
        parts = cover([r for r in reports if r is not whole], months)
        if parts.gaps:
            continue
        asked = Asked(months.start, months.stop - 1)

        def speak(report: Told) -> tuple[Numbers | None, Sequence[str]]:
            return speaking(report, node.unit.level)

        printed = reckon(Cover((whole,), ()), months, asked, speak)
        verdict = compared(printed, [reckon(parts, months, asked, speak)]).verdict()
        if verdict is None:
            continue
        status, pairs = verdict
        documents = (whole.document, *(part.document for part in parts.parts))
        for pair in pairs[:1] if status == "strange" else pairs:
            yield Difference(
                "months", status, node.unit.full, whole.when.label(), pair.metric, pair.printed,
                pair.made, "", len(parts.parts), documents, months.start,
            )  # fmt: skip


def _inside(report: Told, months: range) -> bool:
    return report.when.first >= months.start and report.when.last < months.stop
