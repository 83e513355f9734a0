"""Several documents for one unit and one period: copies, an annex, or versions of one report.

Of versions the one signed last counts, where that can be told; else none does, and what they say
differently stays unclear. Knows heads and figures; no relation between periods.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.across.ledger import Filed, Ledger, Place
from extractor.across.telling import Judged, remark
from extractor.book.joining import relations
from extractor.checks.cells import agree, cell_of, key_of
from extractor.checks.verdict import is_assumed
from extractor.messages import Param
from extractor.models import Figure, Finding, Report, Severity
from extractor.text import plain

Told = Mapping[tuple[object, str], Figure]
_KINDS: dict[bool, tuple[str, Severity]] = {True: ("replaced", "info"), False: ("later", "warning")}
"""Of a later version that says so, and of one that does not."""
MOST_TOLD = 8
"""Changed figures that the message names; all are cited."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What two documents say of the same figures."""

    changed: tuple[tuple[Place, Place], ...]
    alike: int
    """How many they say alike and not of zero files."""
    shared: int
    """How many both say at all."""


def sorted_out(ledger: Ledger) -> tuple[list[list[Filed]], list[Judged]]:
    """The reports that count, those for one unit and period together, and what was found."""
    groups: defaultdict[object, list[Filed]] = defaultdict(list)
    for one in ledger.filed:
        groups[one.unit, one.when.first, one.when.last].append(one)
    found: list[Judged] = []
    counted = []
    for group in groups.values():
        if len(group) > 1:
            group, judged = _sort_out(group, ledger)
            found += judged
        counted.append(group)
    return counted, found


def _sort_out(group: list[Filed], ledger: Ledger) -> tuple[list[Filed], list[Judged]]:
    """Versions in the order of signing, each against the one before; then the annexes."""
    unit = ledger.names[group[0].unit]
    group = sorted(group, key=lambda f: (is_annex(f.report), _signed(f.report), f.number))
    annexes = [f for f in group[1:] if is_annex(f.report) and not is_annex(group[0].report)]
    kept, found = [group[0]], list[Judged]()
    for later in group[1 : len(group) - len(annexes)]:
        earlier = kept[-1]
        compared = compare(earlier.report, later.report)
        if compared.changed and _signed(earlier.report) < _signed(later.report):
            kind = _KINDS[replaces(earlier.report, later.report)]
            found.append(_double(*kind, earlier, later, compared, unit))
            kept = [later]
            continue
        kept.append(later)
        if compared.changed:
            found.append(_double("undecided", "warning", earlier, later, compared, unit))
        elif compared.shared:
            found.append(_double("same", "info", earlier, later, compared, unit))
    main = kept[-1]
    for annex in annexes:
        found += _annexed(main, annex, compare(main.report, annex.report), unit)
    return [*kept, *annexes], found


def _signed(report: Report) -> str:
    """When it was signed, as far as it says; '' sorts first."""
    stamps = [s.at for s in report.document.signed if s.at]
    return (max(stamps) if stamps else report.document.date) or ""


def is_annex(report: Report) -> bool:
    """Whether a document is a table that goes with a report: no number of its own, no prose."""
    return report.document.number is None and all(f.origin == "table" for f in report.figures)


def replaces(earlier: Report, later: Report) -> bool:
    """Whether the later one says that it stands for the other."""
    title = plain(later.document.title or "")
    number = earlier.document.number
    return any(plain(word) in title for word in relations().expected.replacing) or any(
        number is not None and citation.number == number for citation in later.document.citations
    )


def compare(a: Report, b: Report) -> Compared:
    """The figures that both tell for certain and once."""
    there = told_once(b)
    changed, alike, shared = [], 0, 0
    for key, figure in told_once(a).items():
        other = there.get(key)
        if other is None:
            continue
        shared += 1
        if agree(cell_of(figure), cell_of(other)):
            alike += bool(figure.value)
        else:
            changed.append((Place(a, figure), Place(b, other)))
    return Compared(tuple(changed), alike, shared)


def told_once(report: Report) -> Told:
    """Scope, period and metric → the figure, where all tellings of it agree."""
    found: dict[tuple[object, str], Figure] = {}
    unclear = set()
    for figure in report.figures:
        cell = cell_of(figure)
        key = (key_of(figure), figure.metric)
        if not cell.known or is_assumed(cell):
            continue
        if key in found and not agree(cell_of(found[key]), cell):
            unclear.add(key)
        found.setdefault(key, figure)
    return {key: figure for key, figure in found.items() if key not in unclear}


def _double(
    variant: str, severity: Severity, a: Filed, b: Filed, compared: Compared, unit: str
) -> Judged:
    paths = ", ".join(f.report.source.path for f in (a, b))
    params: dict[str, Param] = {
        "variant": variant, "unit": unit, "period": a.when.label(), "documents": paths,
        "first": a.report.source.path, "second": b.report.source.path,
        "changed": len(compared.changed), "changes": side_by_side(compared.changed),
    }  # fmt: skip
    finding = remark(
        "duplicate-report", severity, params, about=(unit, a.when.label(), variant), rule="V2",
        places=[p for pair in compared.changed for p in pair], documents=(a.report, b.report),
    )  # fmt: skip
    return Judged(None, finding)


def side_by_side(changed: Sequence[tuple[Place, Place]]) -> str:
    """'1.196 → 1.199; 03 → 00; …'."""
    shown = [f"{_shown(a.figure)} → {_shown(b.figure)}" for a, b in changed[:MOST_TOLD]]
    return "; ".join(shown) + ("; …" if len(changed) > MOST_TOLD else "")


def _shown(figure: Figure) -> str:
    return " ".join(figure.printed.split())


def _annexed(report: Filed, annex: Filed, compared: Compared, unit: str) -> Iterator[Judged]:
    """What a report and its annex say differently: an error only where the rest agrees."""
    same_days = (report.when.start, report.when.end) == (annex.when.start, annex.when.end)
    needed = relations().levels.agreeing
    certain = same_days and compared.alike >= max(needed, len(compared.changed))
    for said, shown in compared.changed:
        yield Judged(None, _differs(said, shown, "error" if certain else "warning", unit, report))
    if compared.shared and not compared.changed:
        yield _double("annex", "info", report, annex, compared, unit)


def _differs(said: Place, shown: Place, severity: Severity, unit: str, filed: Filed) -> Finding:
    metric = said.figure.metric
    params: dict[str, Param] = {
        "variant": "files", "metric": f"metric:{metric}", "unit": unit,
        "prose": _shown(said.figure), "table": _shown(shown.figure),
        "first": said.report.source.path, "second": shown.report.source.path,
    }  # fmt: skip
    return remark(
        "annex-mismatch", severity, params, about=(unit, filed.when.label()), rule="V3",
        places=(said, shown), scope=said.figure.scope, metric=metric,
        equation=f"{_shown(said.figure)} ≠ {_shown(shown.figure)}",
        stated=said.figure.value, computed=shown.figure.value,
    )  # fmt: skip


def replaced(ledger: Ledger, counted: Iterable[Sequence[Filed]]) -> dict[int, str]:
    """Position of each version that does not count → path of the one that does."""
    kept = {(g[0].unit, g[0].when.first, g[0].when.last): g for g in counted}
    standing = {one.number for group in kept.values() for one in group}
    return {
        one.number: kept[one.unit, one.when.first, one.when.last][0].report.source.path
        for one in ledger.filed
        if one.number not in standing
    }


def first_of_each(reports: Iterable[Report]) -> Mapping[int, str]:
    """Position of a copy → path of the document, met before, that has the very same bytes."""
    seen: dict[str, str] = {}
    copies: dict[int, str] = {}
    for n, report in enumerate(reports):
        source = report.source
        key = source.sha256 or f"{n}"
        if key in seen:
            copies[n] = seen[key]
        seen.setdefault(key, source.path)
    return copies
