"""What stands near a failing sum of prose and may explain it: then it is a question, no error.

Looks only in the passages of the sum's own figures, and only for the very difference: a number
nobody read, a part that was read for another scope, files that left and were counted inside.
Knows failing verdicts; no rule and no phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.book.rules import Sum, rules
from extractor.checks.cells import Value
from extractor.checks.verdict import Verdict, total
from extractor.models import Figure, Report

CODES = frozenset({"sum-mismatch", "balance-exceeded"})


def explain(verdicts: Sequence[Verdict], report: Report) -> None:
    """Turn errors of prose that the passage itself may explain into warnings that say how."""
    for verdict in verdicts:
        if verdict.code not in CODES or verdict.severity != "error" or verdict.view.table:
            continue
        gap = _gap(verdict)
        variant = _explanation(verdict, gap, report) if gap > 0 else ""
        if variant or _counts_inside(verdict, gap, verdicts):
            variant = variant or "inside"
            verdict.outcome, verdict.severity, verdict.variant = "cannot-tell", "warning", variant


def _gap(verdict: Verdict) -> Value:
    """What is missing among the parts, or, of a balance, in what came in; 0 or less for none."""
    rest = total(verdict.whole)[0] - total(verdict.parts)[1]
    return -rest if verdict.code == "balance-exceeded" else rest


def _explanation(verdict: Verdict, gap: Value, report: Report) -> str:
    """'unread', 'elsewhere', or '' where nothing near is as large as the gap."""
    blocks = {c.figure.block for c in verdict.cells() if c.figure}
    if any(a.value == gap for a in report.asides if a.block in blocks):
        return "unread"
    near = (f for f in report.figures if f.block in blocks and f.value == gap)
    return "elsewhere" if any(_is_part_of_other(f, verdict) for f in near) else ""


def _is_part_of_other(figure: Figure, verdict: Verdict) -> bool:
    """A part that the sum lacks, read in the same passage for another scope."""
    if figure.scope == verdict.view.scope or figure.metric in verdict.view.cells:
        return False
    return any(figure.metric in s.part_metrics for s in _sums(verdict))


def _counts_inside(verdict: Verdict, gap: Value, verdicts: Sequence[Verdict]) -> bool:
    """Whether files that left or wait in a named way are counted in the whole.

    'đã giải quyết 710, trong đó đúng hạn 690, trễ hạn 8, rút 12' where 710 and what is open make
    all that was received; or, where no balance tells, named in the very passage of the sum.
    """
    whole = {c.metric for c, _ in verdict.whole}
    blocks = {c.figure.block for c in verdict.cells() if c.figure}
    for rule in rules().balance:
        if verdict.code != "sum-mismatch" or len(whole) != 1 or not whole <= {*rule.parts}:
            continue
        left = [verdict.view.cells[m] for m in rule.extras if m in verdict.view.cells]
        fits = [c for c in left if c.figure and c.known and c.lo == gap != 0]
        told = [
            {*v.figures()}
            for v in verdicts
            if v.rule == rule.rule
            and v.view is verdict.view
            and v.outcome == "consistent"
            and v.kind == "equal"
        ]
        near = [c for c in fits if c.figure and c.figure.block in blocks]
        if near if not told else any(c.id not in figures for figures in told for c in fits):
            return True
    return False


def _sums(verdict: Verdict) -> Iterator[Sum]:
    """The declared sums that this may be one of."""
    metrics = {c.metric for c, _ in verdict.whole}
    return (
        s
        for s in rules().sum
        if s.rule == verdict.rule and any(m in metrics for w in s.wholes for m, _ in w.signed)
    )
