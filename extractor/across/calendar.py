"""V2 over time: which periods of a unit are missing, lie over each other or do not touch.

A period is only missed of a unit that reports often enough, or where nearly all of its kind
reported. Where another name is proposed for the unit, its reports count as found. Knows units and
months; no figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.across.ledger import Filed, Ledger, UnitKey
from extractor.across.periods import Stretch, month_label
from extractor.across.telling import remark
from extractor.book.joining import relations
from extractor.messages import Param
from extractor.models import Finding, Severity

LENGTHS = (1, 3, 6, 12)
"""Months of the periods that follow each other through a year."""
MOST_TOLD = 6
Edge = tuple[Filed, Filed, int]
"""Two periods and the days between them; negative where they share days."""
Aliases = Mapping[UnitKey, Collection[UnitKey]]


@dataclass(frozen=True, slots=True)
class Row:
    """The reports of one unit for periods of one length, each period once, by time."""

    unit: UnitKey
    name: str
    level: str
    reports: tuple[Filed, ...]

    @property
    def months(self) -> set[int]:
        """The last month of each period."""
        return {one.when.last for one in self.reports}


def calendar(ledger: Ledger, aliases: Aliases) -> Iterator[Finding]:
    """What is missing, and what does not touch, by unit and by length of period."""
    units = ledger.by_unit()
    for length in LENGTHS:
        rows = list(_rows(units, ledger, length))
        known = {row.unit: row.months for row in rows}
        for row in rows:
            others = {m for alias in aliases.get(row.unit, ()) for m in known.get(alias, ())}
            yield from _gaps(row, length, others, _longer(units[row.unit], length))
            yield from _edges(row)
        if length == 1:
            yield from _missed(rows, aliases, known)


def _rows(units: Mapping[UnitKey, Sequence[Filed]], ledger: Ledger, length: int) -> Iterator[Row]:
    for unit, filed in units.items():
        once = {one.when.last: one for one in filed if one.when.length == length}
        if once:
            level = ledger.parts[unit].level
            reports = tuple(once[last] for last in sorted(once))
            yield Row(unit, ledger.names[unit], level, reports)


def _longer(filed: Iterable[Filed], length: int) -> list[Stretch]:
    return [one.when for one in filed if one.when.length > length]


def _gaps(
    row: Row, length: int, others: Collection[int], longer: Sequence[Stretch]
) -> Iterator[Finding]:
    """Periods between the first and the last that nobody reported on."""
    for before, after in pairwise(row.reports):
        between = range(before.when.last + length, after.when.last, length)
        months = [last for last in between if last not in others]
        if not months:
            continue
        first, last = months[0] - length + 1, months[-1]
        covered = any(w.first <= first and w.last >= last for w in longer)
        span = row.reports[-1].when.last - row.reports[0].when.last
        often = len(row.reports) >= relations().expected.reports
        regular = often and 2 * (len(row.reports) - 1) * length > span
        yield _gap(row, first, last, "warning" if regular and not covered else "info", covered)


def _gap(row: Row, first: int, last: int, severity: Severity, covered: bool) -> Finding:
    params: dict[str, Param] = {
        "unit": row.name, "start": month_label(first), "end": month_label(last),
        "variant": "covered" if covered else "months",
    }  # fmt: skip
    about = (row.name, month_label(first), month_label(last))
    return remark(
        "period-gap", severity, params, about=about, rule="V2",
        documents=[one.report for one in row.reports if one.when.last in (first - 1, last + 1)],
    )  # fmt: skip


def _edges(row: Row) -> Iterator[Finding]:
    """Periods that follow each other by name, and by their days do not touch."""
    near = relations().expected.near
    small, large = list[Edge](), list[Edge]()
    for before, after in pairwise(row.reports):
        if before.when.last + after.when.length != after.when.last:
            continue
        days = (after.when.start - before.when.end).days - 1
        if days and before.when.dated and after.when.dated:
            (small if abs(days) <= near else large).append((before, after, days))
    for sign, code in ((1, "period-gap"), (-1, "period-overlap")):
        if found := [e for e in small if e[2] * sign > 0]:
            yield _loose(row, code, "info", found)
        if found := [e for e in large if e[2] * sign > 0]:
            yield _loose(row, code, "warning", found)


def _loose(row: Row, code: str, severity: Severity, found: Sequence[Edge]) -> Finding:
    """One finding for all places where a unit's periods do not touch."""
    shown = [
        f"{b.when.end:%d/%m/%Y}–{a.when.start:%d/%m/%Y} ({abs(days)})"
        for b, a, days in found[:MOST_TOLD]
    ]
    edges = "; ".join(shown) + ("; …" if len(found) > MOST_TOLD else "")
    params: dict[str, Param] = {
        "unit": row.name, "variant": "days", "edges": edges, "count": len(found)
    }  # fmt: skip
    documents = dict.fromkeys(r.source.path for b, a, _ in found for r in (b.report, a.report))
    reports = {f.report.source.path: f.report for b, a, _ in found for f in (b, a)}
    return remark(
        code, severity, params, about=(row.name, edges), rule="V2",
        documents=[reports[path] for path in documents],
    )  # fmt: skip


def _missed(
    rows: Sequence[Row], aliases: Aliases, known: Mapping[UnitKey, set[int]]
) -> Iterator[Finding]:
    """Months for which nearly all units of a kind reported, and not this one."""
    kinds: defaultdict[tuple[object, str], list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row.unit[1], row.level].append(row)
    declared = relations().expected
    for alike in kinds.values():
        if len(alike) < declared.units:
            continue
        count: defaultdict[int, int] = defaultdict(int)
        for row in alike:
            for month in row.months:
                count[month] += 1
        usual = {m for m, n in count.items() if n >= declared.share * len(alike)}
        for row in alike:
            others = {m for alias in aliases.get(row.unit, ()) for m in known.get(alias, ())}
            first, last = row.reports[0].when.last, row.reports[-1].when.last
            absent = {m for m in usual - row.months - others if not first < m < last}
            if absent:
                yield _missing(row, sorted(absent))


def _missing(row: Row, months: Sequence[int]) -> Finding:
    labels = ", ".join(map(month_label, months))
    params: dict[str, Param] = {"unit": row.name, "variant": "months", "months": labels}
    return remark("missing-report", "warning", params, about=(row.name, labels), rule="V2")
