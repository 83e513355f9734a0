"""The long tables of a book: every figure, every finding, every source, in words.

Knows the columns and how codes are said; neither form 06 nor any file format.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from extractor.book.names import Lang, level_name, metric_name
from extractor.consolidate.across import first_of_each
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
RANK = {"error": 0, "warning": 1, "info": 2}
_QUALITY = ("good", "fair", "poor")


def figures_frame(reports: Sequence[Report], lang: Lang = "vi") -> pd.DataFrame:
    """A row a figure, in the order of documents; ``findings`` holds codes, worst first."""
    rows = [row for report in reports for row in _figures(report, lang)]
    return pd.DataFrame(rows, columns=list(FIGURES), dtype=object)


def _figures(report: Report, lang: Lang) -> Iterator[tuple[Any, ...]]:
    head, path = report.document, report.source.path
    period = head.period
    when = (period.label, period.start, period.end) if period else (None, None, None)
    touched = findings_of(report)
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


def findings_of(report: Report) -> dict[str, list[Finding]]:
    """Figure id → the findings it stands in, worst first."""
    touched: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in by_severity(report.findings):
        for figure in dict.fromkeys(finding.figures):
            touched[figure].append(finding)
    return dict(touched)


def by_severity(findings: Sequence[Finding]) -> list[Finding]:
    """Worst first; otherwise in the order given."""
    return sorted(findings, key=lambda finding: RANK[finding.severity])


def findings_frame(
    reports: Sequence[Report], across: Sequence[Finding] = (), lang: Lang = "vi"
) -> pd.DataFrame:
    """A row a finding by severity, then document; those across documents name none."""
    rows = [_finding(finding, "", {}, -1, lang) for finding in across]
    first = 0
    for report in reports:
        figures = {f.id: (n, f) for n, f in enumerate(report.figures)}
        rows += [_finding(f, report.source.path, figures, first, lang) for f in report.findings]
        first += len(report.figures)
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


def sources_frame(reports: Sequence[Report], lang: Lang = "vi") -> pd.DataFrame:
    """A row a document, in the order given; ``problems`` in words."""
    copies = first_of_each(reports)
    rows = [_source(report, copies.get(n), lang) for n, report in enumerate(reports)]
    return pd.DataFrame(rows, columns=list(SOURCES), dtype=object)


def _source(report: Report, copy_of: str | None, lang: Lang) -> tuple[Any, ...]:
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
        *(worst_quality(report), _problems(report, copy_of, lang), source.sha256),
    )


def worst_quality(report: Report) -> str | None:
    """The poorest of the pages' qualities; None where no page was read."""
    qualities = [_QUALITY.index(reading.quality) for reading in report.source.readings]
    return _QUALITY[max(qualities)] if qualities else None


def _problems(report: Report, copy_of: str | None, lang: Lang) -> str:
    said = [
        f"{say('book.page', {'page': p.page}, lang)}: {p.message}" if p.page else p.message
        for p in report.source.problems
    ]
    if copy_of:
        said.append(say("book.copy_of", {"document": copy_of}, lang))
    return "\n".join(said)
