"""Targets against reports: what a plan or a letter asked, and what was reported afterwards.

For each target the figure of the first report of the unit that ends on or after its day (without
such a report the last one after the plan, which decides nothing before the day). A measure that
is only near is shown beside it and not judged. What an inspection found beside a smaller number
that the unit reported for the same year is a contradiction to look at, never an error: both may
be true. Pure functions of reports; knows no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Literal

from extractor.across.units import Words, name_of
from extractor.book.joining import promises
from extractor.models import Commitment, Figure, Inspected, Report

Outcome = Literal["met", "missed", "open", "near", "not-reported"]

_COMPARE = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}


@dataclass(frozen=True, slots=True)
class Answer:
    """A target and the figure that answers it, where one was reported."""

    plan: Report
    target: Commitment
    outcome: Outcome
    """'open': its day had not come; 'near': another measure of the same kind was reported."""
    report: Report | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number that an inspection found, and a smaller one reported for the same year."""

    plan: Report
    found: Inspected
    report: Report
    figure: Figure


def answers(reports: Sequence[Report], same: Mapping[str, str] | None = None) -> list[Answer]:
    """Every target with a metric; ``same``: names that a person has said stand for another."""
    units = _by_unit(reports, same or {})
    return [
        _answer(plan, target, _later(plan, units.get(unit, ())))
        for plan in reports
        if (unit := _unit(plan, same or {}))
        for target in plan.commitments
        if target.metric is not None and target.target is not None
    ]


def contradictions(
    reports: Sequence[Report], same: Mapping[str, str] | None = None
) -> list[Contradiction]:
    """Each inspected number with the smaller ones that the unit reported for that year."""
    units = _by_unit(reports, same or {})
    return [
        Contradiction(plan, found, report, figure)
        for plan in reports
        if plan.inspected and (unit := _unit(plan, same or {}))
        for found in plan.inspected
        for report in units.get(unit, ())
        if _year(report) == (plan.document.date or "")[:4]
        and (figure := _figure(report, found.metric)) is not None
        and figure.value is not None
        and figure.value < found.value
    ]


def _unit(report: Report, same: Mapping[str, str]) -> Words:
    issuer = report.document.issuer
    return name_of(same.get(issuer, issuer)).words if issuer else ()


def _by_unit(reports: Sequence[Report], same: Mapping[str, str]) -> dict[Words, list[Report]]:
    """The reports with figures and a dated period, of each unit, in the order of time."""
    found: dict[Words, list[Report]] = {}
    dated = [r for r in reports if r.figures and _end(r)]
    for report in sorted(dated, key=_end):
        found.setdefault(_unit(report, same), []).append(report)
    return found


def _end(report: Report) -> str:
    period = report.document.period
    return (period.end or "") if period else ""


def _year(report: Report) -> str:
    return _end(report)[:4]


def _later(plan: Report, reports: Sequence[Report]) -> list[Report]:
    """Reports of a period that ends after the plan; a plan without a date has none."""
    date = plan.document.date
    return [r for r in reports if date and r is not plan and _end(r) >= date]


def _answer(plan: Report, target: Commitment, later: Sequence[Report]) -> Answer:
    day = target.deadline or ""
    due = [report for report in later if _end(report) >= day]
    for report in (*due, *reversed(later)):
        figure = _figure(report, target.metric)
        if figure is None:
            continue
        if _reached(figure, target):
            return Answer(plan, target, "met", report, figure)
        return Answer(plan, target, "missed" if report in due else "open", report, figure)
    for report in (*due, *reversed(later)):
        figure = next(filter(None, (_figure(report, m) for m in _near(target.metric))), None)
        if figure is not None:
            return Answer(plan, target, "near", report, figure)
    return Answer(plan, target, "not-reported")


def _near(metric: str | None) -> Iterator[str]:
    for group in promises().near:
        if metric in group:
            yield from (other for other in group if other != metric)


def _figure(report: Report, metric: str | None) -> Figure | None:
    """The figure of the whole unit, else of its first level; an unresolved one answers nothing."""
    told = [f for f in report.figures if f.metric == metric and _counts(f)]
    for level in promises().levels:
        for figure in told:
            if figure.scope.level == level and figure.scope.name is None:
                return figure
    return None


def _counts(figure: Figure) -> bool:
    return figure.value is not None and figure.status != "unresolved" and figure.period is None


def _reached(figure: Figure, target: Commitment) -> bool:
    assert figure.value is not None and target.target is not None
    compare = _COMPARE[target.comparison or "="]
    return bool(compare(Decimal(figure.value), Decimal(target.target)))
