"""Cases that prove each relation: figures on which it must fire, and others it must let pass.

They are data (``patterns/cases``); here they are held to the checks. Knows what a case promises; no
document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import Field

from extractor.book.loading import Declared, below, load, paths
from extractor.book.rules import COUNTS, REPEATED, relations, rules
from extractor.checks import Examined, examine
from extractor.evaluate.planted.made import figure
from extractor.models import Figure, Report, Scope, SourceInfo
from extractor.numbers import as_decimal

TABLE, AGAIN = "table", "again"
Prints = Mapping[str, str]
"""'level:unit@span/metric' → the figure as printed."""
UNTOLD = (COUNTS, REPEATED)
"""Relations that are told of only where they fail."""


class Case(Declared):
    """One relation, what must pass it and what must not."""

    of: str
    silent: dict[str, str] = Field(default_factory=dict)
    fires: dict[str, str] = Field(default_factory=dict)


class CaseFile(Declared):
    """One file of ``patterns/cases``."""

    case: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that is not held; ``file`` is '' where nobody made it."""

    file: str
    relation: str
    code: str
    """unknown-relation, fires-not, fires-besides, not-silent, no-firing-case, no-silent-case."""
    detail: str


def broken_cases() -> Iterator[Broken]:
    """Cases that do not come out as declared, and relations that have none."""
    known = relations(rules())
    proven: dict[str, set[str]] = {}
    for path in paths("cases"):
        for case in load(CaseFile, path).case:
            if case.of not in known:
                yield Broken(below(path), case.of, "unknown-relation", ", ".join(known))
                continue
            proven.setdefault("fires" if case.fires else "", set()).add(case.of)
            proven.setdefault("silent" if case.silent else "", set()).add(case.of)
            yield from (Broken(below(path), case.of, *fault) for fault in _faults(case))
    for want, code in (("fires", "no-firing-case"), ("silent", "no-silent-case")):
        for name in known:
            if name not in proven.get(want, ()):
                yield Broken("", name, code, "patterns/cases")


def _faults(case: Case) -> Iterator[tuple[str, str]]:
    if case.silent:
        loud, passed = _outcome(report_of(case.silent), case.of)
        if loud or not (passed or case.of in UNTOLD):
            yield "not-silent", f"{dict(case.silent)} → {', '.join(loud) or '—'}"
    if case.fires:
        loud, _ = _outcome(report_of(case.fires), case.of)
        if case.of not in loud:
            yield "fires-not", f"{dict(case.fires)} → {', '.join(loud) or '—'}"
        elif len(loud) > 1:
            yield "fires-besides", f"{dict(case.fires)} → {', '.join(loud)}"


def _outcome(report: Report, relation: str) -> tuple[list[str], bool]:
    """The relations that raised an error or a warning; whether this one was seen to hold."""
    examined = examine(report)
    loud = [name for name, code in _raised(examined) if code != "info"]
    held = any(c.relation == relation and c.outcome == "consistent" for c in examined.report.checks)
    return list(dict.fromkeys(loud)), held


def _raised(examined: Examined) -> Iterator[tuple[str, str]]:
    for verdict, finding in examined.verdicts:
        if finding:
            yield verdict.relation, finding.severity
    for check, finding in examined.compared:
        if finding:
            yield check.relation, finding.severity


def report_of(prints: Prints) -> Report:
    """A report of these figures, in the order in which they are given."""
    figures = tuple(_figure(place, shown, n) for n, (place, shown) in enumerate(prints.items()))
    source = SourceInfo(path="case", sha256="", media_type="text/plain", pages=1, status="ok")
    return Report(source=source, figures=figures)


def _figure(place: str, printed: str, number: int) -> Figure:
    *where, metric = place.split("/")
    marks = [w for w in where if w in (TABLE, AGAIN)]
    whose, _, span = next((w for w in where if w not in marks), "whole").partition("@")
    level, _, unit = whose.partition(":")
    table = TABLE in marks
    block = f"table1:row{ord(unit[0]) if unit else 0}" if table else f"passage {len(marks)}"
    made = figure(
        metric, printed.removesuffix("%"), Scope(level=level, name=unit or None), block, number,
        table=table, origin=True,
    )  # fmt: skip
    value = as_decimal(printed) if made.value is None else made.value
    told = {"id": place, "printed": printed, "value": value, "period": span or None}
    return made.model_copy(update=told)
