"""A name for a finding that is the same in every run, so that a decision about it holds.

Made of what is judged (code, rule, scope, period, metrics) and the numbers as printed; not of the
order in which figures were read. Knows findings and figures; no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from extractor.models import Figure, Finding
from extractor.text import fold

LENGTH = 12


def named(findings: Iterable[Finding], figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Each finding with its ``id``; findings alike in all are numbered in their order."""
    seen: Counter[str] = Counter()
    for finding in findings:
        name = _name(finding, [figures[i] for i in finding.figures if i in figures])
        seen[name] += 1
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        yield finding.model_copy(update={"id": f"{name}{number}"})


def _name(finding: Finding, figures: list[Figure]) -> str:
    scope = finding.scope
    parts = [finding.code, finding.rule, finding.metric or "", str(finding.params.get("page", ""))]
    parts += [scope.level, fold(scope.name or "")] if scope else ["", ""]
    parts += sorted(f"{f.metric}={f.printed.strip()}@{f.period or ''}" for f in figures)
    return sha256("\0".join(parts).encode()).hexdigest()[:LENGTH]
