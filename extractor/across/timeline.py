"""What became of what was ordered, promised and found, unit by unit in the order of time.

One row for each document, dated order, target (with the figure that answers it beside it) and
number that an inspection found; and a remark on each target and contradiction. Knows what is
told, not how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.across.ledger import Place
from extractor.across.promises import Answer, Contradiction, answers, contradictions
from extractor.across.telling import remark
from extractor.across.units import name_of
from extractor.models import Commitment, Figure, Finding, Inspected, Report

Sort = Literal["document", "order", "target", "inspected"]
_SIGNS = {">=": "≥", "<=": "≤"}
_SHORT = 320
"""Characters of a quote in a message."""


@dataclass(frozen=True, slots=True)
class Event:
    """A row of a unit's timeline; '' or None where nothing stands."""

    unit: str
    day: str
    """Its date, or the day by which: ISO, perhaps without its day."""
    sort: Sort
    document: str
    page: int | None
    quote: str
    actor: str = ""
    metric: str | None = None
    comparison: str = ""
    target: str = ""
    deadline: str = ""
    outcome: str = ""
    report: str = ""
    period: str = ""
    reported: str = ""
    """The number as printed in the report."""
    answer: str = ""
    """The quote of the report."""

    @property
    def asked(self) -> str:
        """The level asked for, as people write it: '≥ 90%'."""
        return _asked(self.comparison, self.target)


def _asked(comparison: str | None, printed: str) -> str:
    return f"{_SIGNS.get(comparison or '', comparison or '')} {printed}".strip()


def timeline(reports: Sequence[Report], same: Mapping[str, str] | None = None) -> list[Event]:
    """The rows of every unit that ordered, promised or was inspected; none for other batches."""
    active = {_key(r) for r in reports if r.commitments or r.inspected}
    answered = {id(a.target): a for a in answers(reports, same)}
    against = {id(c.found): c for c in contradictions(reports, same)}
    rows = [
        row
        for report in reports
        if _key(report) in active and report.document.issuer
        for row in _rows(report, answered, against)
    ]
    return sorted(rows, key=lambda row: (name_of(row.unit).words, row.day or "9", row.document))


def _key(report: Report) -> object:
    return name_of(report.document.issuer).words


def _rows(
    report: Report, answered: Mapping[int, Answer], against: Mapping[int, Contradiction]
) -> Iterator[Event]:
    head = report.document
    unit, path = head.issuer or "", report.source.path
    day = (head.period.end if head.period else None) or head.date or ""
    yield Event(unit, day, "document", path, None, head.title or "", period=_period(report))
    for one in report.commitments:
        if one.target is not None:
            yield _target_row(unit, head.date or "", path, one, answered.get(id(one)))
        elif one.deadline is not None:
            yield Event(
                unit, one.deadline, "order", path, one.page, _flat(one.quote),
                actor=one.actor or "", deadline=one.deadline_words or "",
            )  # fmt: skip
    for found in report.inspected:
        yield _inspected_row(unit, head.date or "", path, found, against.get(id(found)))


def _target_row(unit: str, date: str, path: str, one: Commitment, answer: Answer | None) -> Event:
    told = _told(answer.report, answer.figure) if answer else {}
    return Event(
        unit, one.deadline or date, "target", path, one.page, _flat(one.quote),
        actor=one.actor or "", metric=one.metric, comparison=one.comparison or "",
        target=one.printed, deadline=one.deadline_words or "",
        outcome=answer.outcome if answer else "", **told,
    )  # fmt: skip


def _inspected_row(
    unit: str, date: str, path: str, found: Inspected, against: Contradiction | None
) -> Event:
    told = _told(against.report, against.figure) if against else {}
    return Event(
        unit, date, "inspected", path, found.page, _flat(found.quote), metric=found.metric,
        target=found.printed, outcome="contradicted" if against else "", **told,
    )  # fmt: skip


def _told(report: Report | None, figure: Figure | None) -> dict[str, str]:
    if report is None or figure is None:
        return {}
    return {
        "report": report.source.path,
        "period": _period(report),
        "reported": figure.printed,
        "answer": _flat(figure.evidence.quote),
    }


def _period(report: Report) -> str:
    return report.document.period.label if report.document.period else ""


def _flat(quote: str) -> str:
    return " ".join(quote.split())


def promised(reports: Sequence[Report], same: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """A remark on each target whose unit reported later, and on each contradiction."""
    for answer in answers(reports, same):
        if answer.report is not None and answer.figure is not None:
            yield _on_target(answer, answer.report, answer.figure)
    for one in contradictions(reports, same):
        params = _words(one.plan, one.report, one.figure, one.found.metric)
        params |= {"found": one.found.printed, "quote": _flat(one.found.quote)[:_SHORT]}
        yield _remark("inspection-contradicted", params, one.plan, one.report, one.figure)


def _on_target(answer: Answer, report: Report, figure: Figure) -> Finding:
    target = answer.target
    params = _words(answer.plan, report, figure, target.metric)
    params |= {
        "target": _asked(target.comparison, target.printed),
        "deadline": target.deadline_words or "—",
        "quote": _flat(target.quote)[:_SHORT],
    }
    return _remark(f"target-{answer.outcome}", params, answer.plan, report, figure)


def _words(plan: Report, report: Report, figure: Figure, metric: str | None) -> dict[str, str]:
    return {
        "unit": plan.document.issuer or "",
        "metric": f"metric:{metric}",
        "period": _period(report),
        "printed": figure.printed,
        "other": _flat(figure.evidence.quote)[:_SHORT],
    }


def _remark(
    code: str, params: dict[str, str], plan: Report, report: Report, figure: Figure
) -> Finding:
    return remark(
        code, "info", params, about=[params["unit"], params["quote"]], rule="P1",
        places=[Place(report, figure)], metric=figure.metric, documents=[plan, report],
    )  # fmt: skip
