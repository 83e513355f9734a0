"""What no single document shows: that two of them speak for the same unit and period.

Knows heads and hashes of documents; compares no figures (the rows of form 06 do that).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extractor.book.names import Lang
from extractor.messages import say_finding
from extractor.models import Finding, Report
from extractor.text import fold

Key = tuple[str, ...]


def across(reports: Sequence[Report], lang: Lang = "vi") -> tuple[Finding, ...]:
    """A warning for each group of documents that report for one unit and one period."""
    groups: defaultdict[Key, list[Report]] = defaultdict(list)
    for report in reports:
        if report.figures and (key := same_report(report)):
            groups[key].append(report)
    return tuple(_finding(group, lang) for group in groups.values() if len(group) > 1)


def _finding(group: Sequence[Report], lang: Lang) -> Finding:
    head = group[0].document
    params: dict[str, str | int | float] = {
        "unit": head.issuer or group[0].source.path,
        "documents": ", ".join(report.source.path for report in group),
    }
    return Finding(
        code="duplicate-report",
        severity="warning",
        message=f"{say_finding('duplicate-report', params, lang)}: {params['documents']}",
        rule="V2",
        params=params,
    )


def same_report(report: Report) -> Key | None:
    """What two reports for one unit and period share; None where unit or period is unknown."""
    head = report.document
    period = head.period
    if not head.issuer or period is None or not (period.start and period.end):
        return None
    return (plain(head.issuer), period.start, period.end)


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


def plain(name: str) -> str:
    """A name for comparing: no marks, no capitals, single spaces."""
    return " ".join(fold(name).split())
