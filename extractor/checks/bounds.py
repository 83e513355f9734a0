"""Parts within their wholes, and counts that are counts. Knows single figures and pairs only."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.book.names import names
from extractor.book.rules import Bound
from extractor.checks.cells import Cell, View
from extractor.checks.sums import blocked
from extractor.checks.verdict import Verdict
from extractor.models import Outcome


def weigh_bound(rule: Bound, view: View) -> Verdict | None:
    """The verdict on one pair; None where neither is printed."""
    part, whole = view.cells.get(rule.part), view.cells.get(rule.whole)
    if part is None or not part.figure:
        return None
    if whole is None or whole.figure is None:
        outcome: Outcome = "blocked" if view.doubtful([rule.whole]) else "cannot-tell"
        return Verdict(rule.rule, view, outcome, "at-most", (), ((part, 1),),
                       missing=(rule.whole,))  # fmt: skip
    both = (part, whole)
    if unknown := tuple(c.metric for c in both if not c.known or c.metric in view.ambiguous):
        return Verdict(rule.rule, view, "blocked", "at-most", missing=unknown)
    verdict = Verdict(rule.rule, view, "consistent", "at-most", ((whole, 1),), ((part, 1),))
    if part.lo > whole.hi:
        verdict.outcome, verdict.code = "inconsistent", "part-exceeds-whole"
        blocked(verdict)
    return verdict


def weigh_counts(view: View) -> Iterator[Verdict]:
    """Counts below zero or with decimals; nothing is said of the others."""
    kinds = names().metric
    for cell in view.cells.values():
        entry = kinds.get(cell.metric)
        if entry is None or entry.kind != "count" or cell.figure is None or not cell.known:
            continue
        variant = _fault(cell)
        if variant:
            yield Verdict(
                "R6", view, "inconsistent", "at-most", (), ((cell, 1),),
                code="part-exceeds-whole", variant=variant,
            )  # fmt: skip


def _fault(cell: Cell) -> str:
    if cell.lo < 0 and cell.exact:
        return "negative"
    whole = not isinstance(cell.lo, Decimal) or cell.lo == cell.lo.to_integral_value()
    return "" if whole or not cell.exact else "fraction"
