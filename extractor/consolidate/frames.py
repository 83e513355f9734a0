"""The long tables of a book: every figure, every finding, every source, in words.

Knows the columns and how codes are said; neither form 06 nor any file format.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from extractor.across import first_of_each
from extractor.book.names import Lang, level_name, metric_name
from extractor.messages import explain, say
from extractor.models import Figure, Finding, Report

FIGURES = (
    "document",
    "page",
    "issuer",
    "period",
    "start",
    "end",
    "level",
    "level_name",
    "unit",
    "metric",
    "metric_name",
    "value",
    "printed",
    "qualifier",
    "status",
    "confidence",
    "quote",
    "findings",
    "severity",
    "id",
)
FINDINGS = (
    "severity",
    "code",
    "document",
    "page",
    "level",
    "level_name",
    "unit",
    "metric",
    "metric_name",
    "equation",
    "stated",
    "computed",
    "difference",
    "cause",
    "suggestions",
    "message",
    "row",
)
SOURCES = (
    "document",
    "type",
    "number",
    "issuer",
    "parent",
    "date",
    "period",
    "start",
    "end",
    "status",
    "pages",
    "figures",
    "unresolved",
    "errors",
    "warnings",
    "infos",
    "consistent",
    "inconsistent",
    "cannot_tell",
    "blocked",
    "quality",
    "problems",
    "sha256",
)
VERSIONS = "duplicate-report"
RANK = {"error": 0, "warning": 1, "info": 2}
_QUALITY = ("good", "fair", "poor")


Told = Mapping[str, Sequence[tuple[str, Finding]]]
"""Path of a document → figures of it that findings over several documents cite."""


def figures_frame(
    reports: Sequence[Report], lang: Lang = "vi", across: Sequence[Finding] = ()
) -> pd.DataFrame:
    """A row a figure, in the order of documents; ``findings`` holds codes, worst first."""
    told = cited_in(across)
    rows = [row for report in reports for row in _figures(report, told, lang)]
    return pd.DataFrame(rows, columns=list(FIGURES), dtype=object)


def _figures(report: Report, told: Told, lang: Lang) -> Iterator[tuple[Any, ...]]:
    head, path = report.document, report.source.path
    period = head.period
    when = (period.label, period.start, period.end) if period else (None, None, None)
    touched = findings_of(report, told)
    for f in report.figures:
        mine = touched.get(f.id, [])
        codes = ", ".join(dict.fromkeys(found.code for found in mine))
        scope = (f.scope.level, level_name(f.scope.level, lang), f.scope.name)
        value = (f.value, f.printed, f.qualifier, f.status, f.reading.confidence)
        yield (
            *(path, f.evidence.page, head.issuer, *when, *scope),
            *(
                f.metric,
                metric_name(f.metric, lang),
                *value,
                " ".join(f.evidence.quote.split()),
                codes,
            ),
            *(mine[0].severity if mine else None, f.id),
        )


def cited_in(across: Sequence[Finding]) -> Told:
    """Which figures findings over several documents accuse.

    Remarks are left out, and versions: those stand beside each other row by row.
    """
    found: defaultdict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for finding in across:
        if finding.severity != "info" and finding.code != VERSIONS:
            for place in finding.cited:
                found[place.document].append((place.figure.id, finding))
    return found


def findings_of(report: Report, told: Told | None = None) -> dict[str, list[Finding]]:
    """Figure id → the findings it stands in, worst first; those of its own document first."""
    touched: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        for figure in dict.fromkeys(finding.figures):
            touched[figure].append(finding)
    for figure, finding in (told or {}).get(report.source.path, ()):
        touched[figure].append(finding)
    return {figure: by_severity(found) for figure, found in touched.items()}


def by_severity(findings: Sequence[Finding]) -> list[Finding]:
    """Worst first; otherwise in the order given."""
    return sorted(findings, key=lambda finding: RANK[finding.severity])


def findings_frame(
    reports: Sequence[Report], across: Sequence[Finding] = (), lang: Lang = "vi"
) -> pd.DataFrame:
    """A row a finding by severity, then document; one over several names each on a line."""
    rows: list[tuple[Any, ...]] = []
    places: dict[tuple[str, str], int] = {}
    first = 0
    for report in reports:
        path = report.source.path
        figures = {f.id: (n, f) for n, f in enumerate(report.figures)}
        rows += [_finding(f, path, figures, first, lang) for f in report.findings]
        places.update(((path, name), first + n) for name, (n, _) in figures.items())
        first += len(report.figures)
    for finding in across:
        cited = {c.figure.id: (places.get((c.document, c.figure.id), -1), c.figure)
                 for c in finding.cited[:1]}  # fmt: skip
        told = finding.model_copy(update={"figures": tuple(cited)})
        rows.append(_finding(told, "\n".join(finding.documents), cited, 0, lang))
    rows.sort(key=lambda row: (RANK[row[0]], row[2]))
    return pd.DataFrame(rows, columns=list(FINDINGS), dtype=object)


def _finding(
    finding: Finding, path: str, figures: dict[str, tuple[int, Figure]], first: int, lang: Lang
) -> tuple[Any, ...]:
    known = [figures[id] for id in finding.figures if id in figures]
    row, page = (first + known[0][0], known[0][1].evidence.page) if known else (-1, None)
    level = finding.scope.level if finding.scope else None
    unit = finding.scope.name if finding.scope else None
    metric = finding.metric
    hints = "; ".join(explain(hint, lang) for hint in finding.suggestions)
    return (
        *(finding.severity, finding.code, path, page),
        *(level, level_name(level, lang) if level else None, unit),
        *(metric, metric_name(metric, lang) if metric else None),
        *(finding.equation, finding.stated, finding.computed, finding.difference),
        *(finding.cause, hints, finding.message or finding.code, row),
    )


def sources_frame(
    reports: Sequence[Report], lang: Lang = "vi", replaced: Mapping[int, str] | None = None
) -> pd.DataFrame:
    """A row a document, in the order given; ``problems`` in words."""
    copies, later = first_of_each(reports), replaced or {}
    rows = [_source(report, copies.get(n), later.get(n), lang) for n, report in enumerate(reports)]
    return pd.DataFrame(rows, columns=list(SOURCES), dtype=object)


def _source(report: Report, copy_of: str | None, later: str | None, lang: Lang) -> tuple[Any, ...]:
    source, head = report.source, report.document
    period = head.period
    when = (period.label, period.start, period.end) if period else (None, None, None)
    severities = Counter(finding.severity for finding in report.findings)
    outcomes = Counter(check.outcome for check in report.checks)
    unsure = sum(figure.status == "unresolved" for figure in report.figures)
    return (
        *(source.path, head.type, head.number, head.issuer, head.parent, head.date, *when),
        *(source.status, source.pages, len(report.figures), unsure),
        *(severities[severity] for severity in ("error", "warning", "info")),
        *(outcomes[o] for o in ("consistent", "inconsistent", "cannot-tell", "blocked")),
        *(worst_quality(report), _problems(report, copy_of, later, lang), source.sha256),
    )


def worst_quality(report: Report) -> str | None:
    """The poorest of the pages' qualities; None where no page was read."""
    qualities = [_QUALITY.index(reading.quality) for reading in report.source.readings]
    return _QUALITY[max(qualities)] if qualities else None


def _problems(report: Report, copy_of: str | None, later: str | None, lang: Lang) -> str:
    said = [
        f"{say('book.page', {'page': p.page}, lang)}: {p.message}" if p.page else p.message
        for p in report.source.problems
    ]
    if copy_of:
        said.append(say("book.copy_of", {"document": copy_of}, lang))
    if later:
        said.append(say("book.replaced_by", {"document": later}, lang))
    return "\n".join(said)
