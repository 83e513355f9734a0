"""Reports judged together: what no single document shows.

A pure function of reports: nothing is read, nothing is kept, nothing is made one silently. Linear
in the number of reports. Knows the order of things; each kind of relation has its own module:
versions and annexes (:mod:`.doubles`), the line of time (:mod:`.calendar`), openings
(:mod:`.carrying`), longer periods (:mod:`.adding`), superiors and their units (:mod:`.levels`),
ways of counting (:mod:`.ways`), old numbers left standing (:mod:`.copying`), what is unusual
(:mod:`.habits`), names that may be one unit's (:mod:`.aliases`), and targets against what was
reported (:mod:`.timeline`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.across.adding import added_up
from extractor.across.aliases import aliases
from extractor.across.calendar import calendar
from extractor.across.carrying import Conventions, carried_over
from extractor.across.copying import repeated
from extractor.across.doubles import first_of_each, replaced, sorted_out
from extractor.across.habits import unusual
from extractor.across.ledger import Ledger, file, lay_out
from extractor.across.levels import levels
from extractor.across.telling import Judged, remark
from extractor.across.timeline import promised
from extractor.across.ways import changed_ways, learned
from extractor.book.names import Lang
from extractor.messages import retold
from extractor.models import Check, Finding, Report

__all__ = ["Joined", "UnitWays", "across", "first_of_each", "join"]

ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class UnitWays:
    """A unit of the batch: its name, its superior, how often it reported, and its ways."""

    name: str
    periods: tuple[str, ...]
    conventions: Mapping[str, str]
    """'received.carried_over of commune' → the way of counting that its own periods show, and
    each convention ('rate_base resolved.late_rate') → the value that its reports show."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of judging reports together."""

    findings: tuple[Finding, ...] = ()
    """Worst first."""
    checks: tuple[Check, ...] = ()
    units: tuple[UnitWays, ...] = ()
    replaced: Mapping[int, str] = field(default_factory=dict)
    """Position of a version that does not count → path of the one that does."""


def across(
    reports: Sequence[Report], lang: Lang = "vi", same: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """The findings of :func:`join`, said in a language."""
    return join(reports, lang, same).findings


def join(
    reports: Sequence[Report], lang: Lang = "vi", same: Mapping[str, str] | None = None
) -> Joined:
    """The reports held together; ``same``: names that a person has said stand for another name."""
    if len(reports) < 2:
        return Joined()
    ledger = file(reports, same or {})
    counted, found = sorted_out(ledger)
    lay_out(ledger, counted)
    pairs, proposed = aliases(ledger)
    ways: Conventions = {}
    found += carried_over(ledger, ways)
    found += added_up(ledger)
    found += levels(ledger)
    found += (Judged(None, f) for f in (*calendar(ledger, pairs), *proposed))
    found += (Judged(None, f) for f in (*repeated(ledger), *unusual(ledger)))
    found += (Judged(None, f) for f in (*changed_ways(ledger), *_apart(ledger)))
    found += (Judged(None, f) for f in promised(reports, same))
    findings = sorted((j.finding for j in found if j.finding), key=lambda f: ORDER[f.severity])
    return Joined(
        findings=tuple(_told(findings, lang)),
        checks=tuple(j.check for j in found if j.check),
        units=tuple(_units(ledger, ways)),
        replaced=replaced(ledger, counted),
    )


def _apart(ledger: Ledger) -> Iterator[Finding]:
    """Reports that could be held against nothing: silence must not pass for agreement."""
    if ledger.apart:
        params = {"count": len(ledger.apart)}
        paths = sorted(report.source.sha256 for report in ledger.apart)
        yield remark("report-apart", "info", params, about=paths, rule="V2", documents=ledger.apart)


def _told(findings: Iterable[Finding], lang: Lang) -> Iterator[Finding]:
    """Said in the language; findings alike in all are numbered in their order."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.id] += 1
        number = f"-{seen[finding.id]}" if seen[finding.id] > 1 else ""
        yield retold(finding.model_copy(update={"id": f"{finding.id}{number}"}), lang)


def _units(ledger: Ledger, ways: Conventions) -> Iterator[UnitWays]:
    shown: dict[object, dict[str, str]] = {}
    for (key, metric), way in ways.items():
        unit, (level, name) = key
        where = " ".join((level, *name))
        shown.setdefault(unit, {})[f"{metric} of {where}"] = way
    for unit, filed in ledger.by_unit().items():
        periods = tuple(dict.fromkeys(one.when.label() for one in filed))
        yield UnitWays(ledger.names[unit], periods, learned(filed) | shown.get(unit, {}))
