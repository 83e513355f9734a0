"""Every report's figures laid out by unit, scope and time, so that reports can be held together.

Knows heads, scopes and periods. What two reports say of the same figure is taken for one only
where they agree; a figure that is not sure, or told in two ways, is *unclear* and never accuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.across.periods import Stretch, stretch, year_to
from extractor.across.units import NOBODY, Name, is_alone, name_of
from extractor.checks.cells import Cell, agree, cell_of
from extractor.checks.verdict import is_assumed
from extractor.models import Figure, Report, Scope

TO_DATE = "cumulative"
"""A figure's period where it counts from the beginning of the year."""

Words = tuple[str, ...]
UnitKey = tuple[Words, Words]
"""The unit's own words and its superior's; () where no superior is known."""
ScopeKey = tuple[str, Words]


@dataclass(frozen=True, slots=True)
class Place:
    """A figure and the report it stands in."""

    report: Report
    figure: Figure


@dataclass(slots=True)
class Telling:
    """What one unit says of one scope in one period: at most one cell a metric."""

    unit: UnitKey
    when: Stretch
    scope: Scope
    reports: list[Report]
    to_date: bool = False
    cells: dict[str, Cell] = field(default_factory=dict)
    unclear: dict[str, Cell] = field(default_factory=dict)
    homes: dict[int, Report] = field(default_factory=dict)
    """By the identity of a figure: the report that it stands in."""

    def put(self, figure: Figure, report: Report) -> None:
        """Adds a figure; two that cannot be one number make their metric unclear."""
        cell = cell_of(figure)
        self.homes[id(figure)] = report
        if not cell.known or is_assumed(cell):
            if figure.metric not in self.cells:
                self.unclear.setdefault(figure.metric, cell)
            return
        old = self.cells.get(figure.metric)
        if old is not None and not agree(old, cell):
            self.unclear[figure.metric] = old
        elif old is None or (not old.exact and cell.exact):
            self.cells[figure.metric] = cell

    def close(self) -> None:
        """An unclear metric has no cell; one that was told for certain too is clear."""
        for metric, cell in list(self.unclear.items()):
            told = self.cells.get(metric)
            if told is not None and (not cell.known or is_assumed(cell)):
                del self.unclear[metric]
            else:
                self.cells.pop(metric, None)

    def place(self, cell: Cell) -> Place | None:
        """Where a cell of this telling stands."""
        report = self.homes.get(id(cell.figure))
        return Place(report, cell.figure) if report and cell.figure else None


@dataclass(slots=True)
class Filed:
    """One report under its unit and its months."""

    number: int
    report: Report
    unit: UnitKey
    name: Name
    when: Stretch


@dataclass(slots=True)
class Ledger:
    """All that could be laid out; ``apart`` are the reports whose unit or months are unknown."""

    filed: list[Filed] = field(default_factory=list)
    apart: list[Report] = field(default_factory=list)
    names: dict[UnitKey, str] = field(default_factory=dict)
    """Each unit as its first report prints it."""
    parts: dict[UnitKey, Name] = field(default_factory=dict)
    tellings: dict[tuple[UnitKey, ScopeKey], list[Telling]] = field(default_factory=dict)
    """By time; one for each period, and one to date where a report counts so."""

    def by_unit(self) -> Mapping[UnitKey, list[Filed]]:
        """The reports of each unit in the order of time."""
        found: defaultdict[UnitKey, list[Filed]] = defaultdict(list)
        for one in sorted(self.filed, key=lambda f: (f.when, f.number)):
            found[one.unit].append(one)
        return found


def file(reports: Sequence[Report], same: Mapping[str, str]) -> Ledger:
    """The reports under their units and months; no figure is looked at yet.

    ``same`` gives the name that a person has decided another name stands for.
    """
    ledger = Ledger()
    named = [(_called(r.document.issuer, same), _called(r.document.parent, same)) for r in reports]
    superiors: defaultdict[Words, set[Words]] = defaultdict(set)
    for own, above in named:
        if above.words:
            superiors[own.without(above).words].add(above.words)
    for number, (report, (own, above)) in enumerate(zip(reports, named, strict=True)):
        when = stretch(report.document.period)
        if not report.figures:
            continue
        if own is NOBODY or not own.words or when is None:
            ledger.apart.append(report)
            continue
        own = own.without(above)
        known = superiors[own.words]
        one = len(known) == 1 and is_alone(own)
        superior = above.words or (next(iter(known)) if one else ())
        unit = (own.words, superior)
        ledger.names.setdefault(unit, report.document.issuer or "")
        ledger.parts.setdefault(unit, own)
        ledger.filed.append(Filed(number, report, unit, own, when))
    return ledger


def _called(printed: str | None, same: Mapping[str, str]) -> Name:
    return name_of(same.get(printed, printed) if printed else None)


def lay_out(ledger: Ledger, counted: Iterable[Sequence[Filed]]) -> None:
    """The figures of the reports that count; those of one group speak for one period together."""
    for group in counted:
        for telling in _tellings(group):
            key = (telling.unit, scope_key(telling.scope))
            ledger.tellings.setdefault(key, []).append(telling)
    for series in ledger.tellings.values():
        series.sort(key=lambda t: (t.when, t.to_date))


def _tellings(group: Sequence[Filed]) -> Iterator[Telling]:
    found: dict[tuple[ScopeKey, bool], Telling] = {}
    when, unit = group[0].when, group[0].unit
    for one in group:
        for figure in one.report.figures:
            to_date = figure.period == TO_DATE
            if figure.period is not None and not to_date:
                continue
            key = (scope_key(figure.scope), to_date)
            telling = found.get(key)
            if telling is None:
                over = year_to(when) if to_date else when
                reports = [f.report for f in group]
                telling = found[key] = Telling(unit, over, figure.scope, reports, to_date)
            telling.put(figure, one.report)
    for telling in found.values():
        telling.close()
    return iter(found.values())


def scope_key(scope: Scope) -> ScopeKey:
    """Whose figures, however the unit's name is typed."""
    return (scope.level, name_of(scope.name).words if scope.name else ())
