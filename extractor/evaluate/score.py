"""Compares one report with its gold, and adds comparisons up.

Knows when a figure, a finding and a head field are right; knows no file and no output.
A figure is right when level, unit, metric and value are; the same figure twice counts once.
A figure that the reader left unresolved is no claim: it is missed, never wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.evaluate.gold import Gold, GoldHead
from extractor.evaluate.orders import OrdersScore, compare_orders
from extractor.evaluate.tally import Ratio, Tally
from extractor.evaluate.units import same_body, same_name
from extractor.models import DocumentHead, Figure, Finding, Report

Key = tuple[str, str, str, Decimal | None]
"""Level, unit, metric, value; unit and value in one spelling."""

HEAD_FIELDS = ("type", "issuer", "number", "date", "period", "signer")


@dataclass
class Score:
    """What one report, or many together, got right."""

    documents: int = 0
    unread: int = 0
    """Documents that failed or came only in part."""
    figures: Tally = field(default_factory=Tally)
    metrics: dict[str, Tally] = field(default_factory=dict)
    values: Ratio = field(default_factory=Ratio)
    """Of the gold's (scope, metric) that were read at all: the value is exact."""
    scopes: Ratio = field(default_factory=Ratio)
    """Of the gold's (metric, value) that were read at all: the scope is right."""
    qualifiers: Ratio = field(default_factory=Ratio)
    """Of the right figures whose gold has a qualifier: 'about', 'over', 'under', 'exact'."""
    reports: Ratio = field(default_factory=Ratio)
    """Reports with every figure right and none extra."""
    findings: Ratio = field(default_factory=Ratio)
    false_alarms: int = 0
    """Error-level findings that the gold does not have."""
    silent: int = 0
    """Wrong figures that no finding points at: the outcome this program exists to prevent."""
    head: dict[str, Ratio] = field(default_factory=dict)
    orders: OrdersScore = field(default_factory=OrdersScore)
    """Of documents whose gold says what they order."""
    seconds: float = 0.0

    def add(self, other: Score) -> None:
        """Adds another score to this one."""
        self.documents += other.documents
        self.unread += other.unread
        self.false_alarms += other.false_alarms
        self.silent += other.silent
        self.seconds += other.seconds
        for mine, theirs in ((self.metrics, other.metrics), (self.head, other.head)):
            for name, part in theirs.items():
                mine.setdefault(name, type(part)()).add(part)  # type: ignore[arg-type]
        self.figures.add(other.figures)
        self.orders.add(other.orders)
        for name in ("values", "scopes", "qualifiers", "reports", "findings"):
            getattr(self, name).add(getattr(other, name))


def compare(report: Report, gold: Gold) -> Score:
    """The score of one report."""
    got, want = _got(report), _want(gold)
    score = Score(documents=1, unread=int(report.source.status != "ok"))
    _score_figures(score, set(got), want)
    _score_qualifiers(score, got, gold)
    score.silent = len(wrong_in_silence(report, gold))
    _score_findings(score, report, gold)
    score.orders = compare_orders(report, gold)
    if gold.document is not None:
        score.head = _score_head(report.document, gold.document)
    return score


def difference(report: Report, gold: Gold) -> tuple[list[Key], list[Key]]:
    """The figures missed and the figures too many, sorted by their names."""
    got, want = set(_got(report)), _want(gold)
    return sorted(want - got, key=str), sorted(got - want, key=str)


def _got(report: Report) -> dict[Key, Figure]:
    return {_key(f): f for f in report.figures if f.status != "unresolved"}


def _want(gold: Gold) -> set[Key]:
    return {key_of(f.level, f.unit, f.metric, f.value) for f in gold.figures}


def key_of(level: str, unit: str | None, metric: str, value: int | Decimal | None) -> Key:
    """The figure in one spelling: 12, 12.0 and Decimal('12.00') are one value."""
    number = None if value is None else Decimal(value).normalize()
    return level, same_name(unit), metric, number


def _key(figure: Figure) -> Key:
    return key_of(figure.scope.level, figure.scope.name, figure.metric, figure.value)


def _score_figures(score: Score, got: set[Key], want: set[Key]) -> None:
    parts = {"right": got & want, "extra": got - want, "missed": want - got}
    score.figures = Tally(**{name: len(keys) for name, keys in parts.items()})
    for name, keys in parts.items():
        for metric, count in Counter(key[2] for key in keys).items():
            setattr(score.metrics.setdefault(metric, Tally()), name, count)
    slots, pairs = {key[:3] for key in got}, {key[2:] for key in got}
    for key in want:
        if key[:3] in slots:
            score.values.count(key in got)
        if key[2:] in pairs:
            score.scopes.count(key in got)
    score.reports.count(got == want)


def _score_qualifiers(score: Score, got: dict[Key, Figure], gold: Gold) -> None:
    for wanted in gold.figures:
        figure = got.get(key_of(wanted.level, wanted.unit, wanted.metric, wanted.value))
        if figure is not None and wanted.qualifier is not None:
            score.qualifiers.count(figure.qualifier == wanted.qualifier)


def wrong_in_silence(report: Report, gold: Gold) -> set[Key]:
    """The wrong figures that no warning and no error points at."""
    warned = {name for f in report.findings if f.severity != "info" for name in f.figures}
    want = _want(gold)
    return {key for key, f in _got(report).items() if key not in want and f.id not in warned}


def rightness(report: Report, gold: Gold) -> Iterator[tuple[float, bool]]:
    """For each figure that has a value, unresolved or not: its confidence, whether it is right."""
    return ((figure.reading.confidence, right) for figure, right in told_right(report, gold))


def told_right(report: Report, gold: Gold) -> Iterator[tuple[Figure, bool]]:
    """Each figure that has a value, unresolved or not, and whether it is right."""
    want = _want(gold)
    return ((f, _key(f) in want) for f in report.figures if f.value is not None)


def _score_findings(score: Score, report: Report, gold: Gold) -> None:
    got = Counter(_finding_key(f) for f in report.findings)
    for wanted in gold.findings:
        key = (wanted.code, wanted.severity, wanted.level or "", same_name(wanted.unit))
        hit = next((k for k in got if k[:4] == key and wanted.metric in (None, k[4])), None)
        score.findings.count(hit is not None)
        if hit is not None:
            del got[hit]
    score.false_alarms = sum(n for key, n in got.items() if key[1] == "error")


def _finding_key(finding: Finding) -> tuple[str, str, str, str, str | None]:
    scope = finding.scope
    level, name = (scope.level, same_name(scope.name)) if scope else ("", "")
    return finding.code, finding.severity, level, name, finding.metric


def _score_head(got: DocumentHead, want: GoldHead) -> dict[str, Ratio]:
    # A label without dates says no dates, as gold that gives none.
    dated = got.period is not None and got.period.start is not None
    period = (got.period.start, got.period.end) if got.period and dated else None
    signer = got.signer.name if got.signer else None
    right = {
        "type": got.type == want.type,
        "issuer": same_body(got.issuer, got.parent, want.issuer),
        "number": got.number == want.number,
        "date": got.date == want.date,
        "period": period == want.period,
        "signer": same_name(signer) == same_name(want.signer),
    }
    return {name: Ratio(int(right[name]), 1) for name in HEAD_FIELDS}
