"""Holds a report's figures to every declared relation, and says what came of it.

A pure function of the figures. Nothing is corrected, nothing is chosen, and a relation that
could not be told is said to be so. Which figure is wrong where a relation fails, and why, is
:mod:`extractor.judge`'s to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.book.rules import COUNTS, HUNDRED, LEVELS, OPENINGS, SPANS, TABLES, rules
from extractor.checks.agreement import Judged, compare
from extractor.checks.balance import excuse_totals, weigh_balance
from extractor.checks.bounds import weigh_bound, weigh_counts
from extractor.checks.cells import View, views_of
from extractor.checks.conventions import shown
from extractor.checks.excuse import excuse
from extractor.checks.findings import finding_of
from extractor.checks.heads import notes_on_head
from extractor.checks.nearby import explain
from extractor.checks.notes import notes_on
from extractor.checks.openings import weigh_openings
from extractor.checks.otherwise import question
from extractor.checks.pages import notes_on_pages
from extractor.checks.parents import weigh_levels, weigh_tables
from extractor.checks.rates import weigh_hundred, weigh_rate
from extractor.checks.spans import excuse_spans, weigh_spans
from extractor.checks.sums import adds_up, weigh
from extractor.checks.timespans import timelines
from extractor.checks.verdict import Verdict, check_of
from extractor.models import Check, Figure, Finding, Period, Report

__all__ = ["Examined", "adds_up", "check_report", "examine", "relations"]

ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Examined:
    """A report with its findings, and the relations behind them."""

    report: Report
    verdicts: tuple[tuple[Verdict, Finding | None], ...]
    compared: tuple[Judged, ...]


def check_report(report: Report) -> Report:
    """The report with ``findings``, ``checks`` and ``conventions`` made from its figures."""
    return examine(report).report


def examine(report: Report) -> Examined:
    """As :func:`check_report`, with what each finding was made from."""
    views = views_of(report.figures)
    verdicts = _related(views, report.document.period if report.document else None)
    conventions, evidence = _conventions(verdicts), shown(views, verdicts)
    question(verdicts)
    for verdict in verdicts:
        _settle(verdict, conventions)
    excuse(verdicts)
    for balance in rules().balance:
        excuse_totals(balance, verdicts)
    explain(verdicts, report)
    compared = tuple(compare(views, verdicts))
    told = tuple((v, finding_of(v) if v.code else None) for v in verdicts)
    findings = [finding for _, finding in told if finding]
    findings += notes_on(report, verdicts)
    findings += notes_on_pages(report)
    findings += notes_on_head(report)
    findings += [finding for _, finding in compared if finding]
    found = report.model_copy(
        update={
            "findings": tuple(sorted(findings, key=lambda f: ORDER[f.severity])),
            "checks": (*map(check_of, verdicts), *_checks(compared)),
            "conventions": {**report.conventions, **conventions},
            "convention_evidence": evidence,
        }
    )
    return Examined(found, told, compared)


def relations(figures: Sequence[Figure]) -> list[Verdict]:
    """Every declared relation between the figures, judged; nothing is excused and nothing told."""
    return _related(views_of(figures), None)


def _related(views: Sequence[View], own: Period | None) -> list[Verdict]:
    """The relations of single tellings, and those over time inside a table."""
    lines = timelines(views, own)
    over_time = (*_as(SPANS, *weigh_spans(lines)), *_as(OPENINGS, *weigh_openings(lines)))
    verdicts = _once((*_verdicts(views), *over_time))
    for balance in rules().balance:
        excuse_spans(balance, verdicts, lines)
    return verdicts


def _checks(compared: Iterable[Judged]) -> Iterator[Check]:
    return (check for check, _ in compared)


def _verdicts(views: Sequence[View]) -> Iterator[Verdict]:
    """Every relation of every view; the balances last, for they need the conventions."""
    book = rules()
    sums: list[Verdict] = []
    own: list[bool | None] = []
    for view in views:
        mine = list(_sums(view))
        own.append(_own(mine))
        sums += mine
    yield from sums
    stated = {o for o in own if o is not None}
    document = stated.pop() if len(stated) == 1 else None
    for view, includes in zip(views, own, strict=True):
        for balance in book.balance:
            yield from _as(balance.id, weigh_balance(balance, view, includes, document))
        printed = (rate for rate in book.rate if rate.of in view.cells)
        rates = [v for rate in printed for v in _as(rate.of, weigh_rate(rate, view))]
        yield from rates
        if not any(v.code in ("rate-mismatch", "rate-base") for v in rates):
            yield from _as(HUNDRED, *(weigh_hundred(h, view) for h in book.hundred))
        for bound in book.bound:
            if bound.part in view.cells:
                yield from _as(bound.id, weigh_bound(bound, view))
        yield from _as(COUNTS, *weigh_counts(view))
    yield from _as(TABLES, *weigh_tables(views))
    yield from _as(LEVELS, *weigh_levels(views))


def _as(relation: str, *verdicts: Verdict | None) -> Iterator[Verdict]:
    """The verdicts there are, each with the name of its relation."""
    for verdict in verdicts:
        if verdict is not None:
            verdict.relation = relation
            yield verdict


def _sums(view: View) -> Iterator[Verdict]:
    """The sums of one view in the book's order; each may lean on what those before it showed."""
    book = rules()
    none: frozenset[int] = frozenset()
    for at in sorted(none.union(*[book.sums_on.get(metric, none) for metric in view.cells])):
        rule = book.sum[at]
        verdict = weigh(rule, view)
        if verdict is None:
            continue
        verdict.relation = rule.id
        if verdict.outcome == "consistent" and verdict.votes:
            said = {n: next(iter(v)) for n, v in verdict.votes.items() if len(v) == 1}
            view.shown = {**said, **view.shown}
        yield verdict


def _own(verdicts: Iterable[Verdict]) -> bool | None:
    """Whether this view's total holds the carry-over, where its own figures tell."""
    for verdict in verdicts:
        votes = verdict.votes.get("received_includes_carried_over")
        if votes and len(votes) == 1:
            return votes == {True}
    return None


def _once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """A relation over the same figures is judged once, however many tellings share them."""
    found: dict[object, Verdict] = {}
    for verdict in verdicts:
        figures = verdict.figures()
        key = (verdict.rule, verdict.kind, verdict.code, figures, verdict.missing)
        found.setdefault(key if figures else id(verdict), verdict)
    return list(found.values())


def _conventions(verdicts: Iterable[Verdict]) -> dict[str, str | bool]:
    """What the relations that hold tell of the report's ways; 'mixed' where they differ."""
    votes: dict[str, set[str | bool]] = {}
    for verdict in verdicts:
        for name, values in verdict.votes.items():
            if len(values) == 1:
                votes.setdefault(name, set()).update(values)
    return {
        name: next(iter(values)) if len(values) == 1 else "mixed"
        for name, values in sorted(votes.items())
    }


def _settle(verdict: Verdict, conventions: dict[str, str | bool]) -> None:
    """A failing sum is held against the whole that the document's convention names."""
    if not verdict.code or len(verdict.choices) < 2:
        return
    meant = tuple(
        (whole, sets)
        for whole, sets in verdict.choices
        if sets and all(conventions.get(name) == value for name, value in sets.items())
    )
    if meant:
        verdict.choices, verdict.whole = meant, meant[0][0]
