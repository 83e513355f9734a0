"""Printed rates against what they may be the quotient of.

Rounding and truncation at the printed decimals are both right; every known denominator is
tried before a rate is called wrong. All by cross-multiplying: no quotient is ever rounded first.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from extractor.book.rules import Hundred, Rate, rules
from extractor.checks.cells import INFINITE, Cell, Value, View, last_unit, rate_unit
from extractor.checks.sums import blocked, signed_terms
from extractor.checks.verdict import HUNDRED, Terms, Verdict, computed, total
from extractor.models import Outcome

Fit = Literal["round", "truncate", "both", "raised", "none"]
CLOSENESS: dict[Fit, int] = {"both": 0, "round": 0, "truncate": 1}


def weigh_rate(rule: Rate, view: View) -> Verdict | None:
    """The verdict on one printed rate; None where it is not printed."""
    cell = view.cells.get(rule.of)
    if cell is None or cell.figure is None:
        return None
    if not cell.known or rule.of in view.ambiguous:
        return Verdict("R9", view, "blocked", "rate", ((cell, 1),), missing=(rule.of,))
    if cell.lo > HUNDRED or cell.lo < 0:
        return Verdict(
            "R6", view, "inconsistent", "rate", ((cell, 1),),
            code="part-exceeds-whole", variant="over-hundred",
        )  # fmt: skip
    pairs = _pairs(rule, view)
    verdict = _best(view, cell, pairs) or _misfit(rule, view, cell, pairs)
    verdict.quotients = tuple((n, d, usual and own) for n, d, usual, own in pairs)
    return verdict


Pair = tuple[Terms, Terms, bool, bool]
"""Numerator, denominator; whether the denominator is usual, the numerator the rate's own."""


def fitting_bases(rate: str, verdict: Verdict) -> list[Terms]:
    """Every printed denominator with which the rate is the quotient of some numerator."""
    cell = verdict.view.cells[rate]
    return [d for n, d, _ in verdict.quotients if fit(cell, total(n), total(d)) in CLOSENESS]


def _pairs(rule: Rate, view: View) -> list[Pair]:
    """Every numerator over every denominator that is printed, usual ones first.

    Over nothing any rate is right: such a quotient counts only where there is no other.
    """
    over = [(t, own) for s, own in rule.over if (t := signed_terms(s, view))]
    under = [(t, usual) for s, usual in rule.under if (t := signed_terms(s, view, real=True))]
    pairs = [
        (n, d, usual, own)
        for d, usual in under
        for n, own in over
        if all(c.known and c.metric not in view.ambiguous for c, _ in (*n, *d))
    ]
    return [pair for pair in pairs if total(pair[1])[1] > 0] or pairs


def _best(view: View, cell: Cell, pairs: list[Pair]) -> Verdict | None:
    """The best fit: a usual denominator before another, rounding before truncation."""
    found: tuple[tuple[bool, int], Verdict] | None = None
    for pair in pairs:
        n, d, usual, _ = pair
        how = fit(cell, total(n), total(d))
        if how not in CLOSENESS:
            continue
        rank = (not usual, CLOSENESS[how])
        if found is None or rank < found[0]:
            found = rank, _fitting(view, cell, pair, how)
    return found[1] if found else None


def _fitting(view: View, cell: Cell, pair: Pair, how: Fit) -> Verdict:
    n, d, usual, _ = pair
    verdict = Verdict("R9", view, "consistent", "rate", ((cell, 1),), n, d)
    if how in ("round", "truncate"):
        verdict.votes["rate_mode"] = {how}
    if not usual:
        verdict.code, verdict.severity = "rate-base", "info"
    elif how == "truncate":
        verdict.code, verdict.severity = "rate-truncated", "info"
    return verdict


def _misfit(rule: Rate, view: View, cell: Cell, pairs: list[Pair]) -> Verdict:
    """Nothing fits: adjusted to make 100, wrong, or not to be told."""
    usual = [pair for pair in pairs if pair[2] and pair[3]]
    if not usual:
        return _untold(rule, view, cell)
    n, d, _, _ = min(usual, key=lambda pair: _distance(cell, pair))
    verdict = Verdict("R9", view, "inconsistent", "rate", ((cell, 1),), n, d, code="rate-mismatch")
    if blocked(verdict):
        return verdict
    if fit(cell, total(n), total(d), slack=True) == "raised":
        if makes_hundred(rule.of, view):
            verdict.outcome, verdict.code, verdict.severity = "consistent", "rate-truncated", "info"
            verdict.variant = "adjusted"
        else:
            verdict.severity, verdict.variant = "warning", "raised"
    elif rule.open and not _one_passage(verdict):
        verdict.severity = "warning"
    return verdict


def _untold(rule: Rate, view: View, cell: Cell) -> Verdict:
    terms = (*rule.over[0][0], *rule.under[0][0])
    missing = tuple(m for m, _ in terms if m not in view.cells)
    unknown = tuple(m for m, _ in terms if m in view.cells and not view.cells[m].known)
    unclear = (*unknown, *view.doubtful(m for m, _ in terms))
    outcome: Outcome = "blocked" if unclear else "cannot-tell"
    return Verdict("R9", view, outcome, "rate", ((cell, 1),), missing=unclear or missing)


def _one_passage(verdict: Verdict) -> bool:
    return len({c.figure.block for c in verdict.cells() if c.figure}) == 1


def _distance(cell: Cell, pair: Pair) -> Decimal:
    """How far the rate is from the quotient, in percentage points."""
    quotient = computed(pair[0], pair[1])
    return INFINITE if quotient is None else abs(Decimal(cell.lo) - quotient)


def makes_hundred(metric: str, view: View) -> bool:
    """Whether the rate and its complements, all printed, make exactly 100."""
    groups = (g for h in rules().hundred for g in (*h.groups, *h.also) if metric in g)
    return any(sum(c.lo for c in cells) == HUNDRED for g in groups if (cells := _exact(g, view)))


def _exact(group: tuple[str, ...], view: View) -> list[Cell]:
    """The rates of a group; [] unless all are printed and sure."""
    cells = [view.cells.get(m) for m in group]
    sure = [c for c in cells if c and c.exact and c.figure and c.metric not in view.ambiguous]
    return sure if len(sure) == len(cells) else []


def weigh_hundred(rule: Hundred, view: View) -> Verdict | None:
    """The verdict on rates that make 100; None where no grouping is printed whole.

    Each may be off by one unit of its last digit, for it may be truncated.
    """
    complete = [cells for g in rule.groups if (cells := _exact(g, view))]
    if not complete:
        return None
    for cells in complete + [cells for g in rule.also if (cells := _exact(g, view))]:
        units = sum(rate_unit(c.figure) for c in cells if c.figure)
        if abs(HUNDRED - sum(Decimal(c.lo) for c in cells)) < units:
            return Verdict("R9", view, "consistent", parts=tuple((c, 1) for c in cells))
    return Verdict(
        "R9", view, "inconsistent", parts=tuple((c, 1) for c in complete[0]),
        code="rate-mismatch", severity="warning", variant="complement",
    )  # fmt: skip


def fit(rate: Cell, n: tuple[Value, Value], d: tuple[Value, Value], *, slack: bool = False) -> Fit:
    """How a printed rate goes with a numerator and a denominator (intervals).

    'both' where rounding and truncation give the same print; 'raised' (only with ``slack``) for
    one unit of the last digit beyond rounding, as where the parts were made to give 100.
    """
    if d[1] <= 0:
        return "both" if n[0] <= 0 <= n[1] else "none"
    if rate.figure is None:
        return "none"
    value, unit = Decimal(rate.figure.value or 0), rate_unit(rate.figure)
    low = HUNDRED * n[0] / d[1] if d[1] != INFINITE else Decimal(0)
    high = HUNDRED * n[1] / d[0] if d[0] > 0 and n[1] != INFINITE else INFINITE
    if rate.figure.qualifier != "exact":
        return _loosely(rate, Decimal(low), Decimal(high), unit)
    if low == high:
        return _exactly(value * d[0] - HUNDRED * n[0], unit * d[0], slack)
    near = value - unit / 2 <= high and value + unit / 2 >= low
    return "both" if near or (value <= high and value + unit > low) else "none"


def _exactly(off: Decimal, unit: Decimal, slack: bool) -> Fit:
    """``off`` is what the print is too high by, both times the denominator."""
    rounded = 2 * abs(off) <= unit
    truncated = 0 <= -off < unit
    if rounded and truncated:
        return "both"
    if rounded or truncated:
        return "round" if rounded else "truncate"
    return "raised" if slack and abs(off) < unit + unit / 2 else "none"


def _loosely(rate: Cell, low: Decimal, high: Decimal, unit: Decimal) -> Fit:
    """A rate said with 'more than', 'nearly' or 'about'."""
    assert rate.figure is not None
    value, half = Decimal(rate.figure.value or 0), unit / 2
    if rate.figure.qualifier == "over":
        return "both" if high >= value - half else "none"
    if rate.figure.qualifier == "under":
        return "both" if low <= value + half else "none"
    reach = max(last_unit(rate.figure) / 2, unit)
    return "both" if low - reach <= value <= high + reach else "none"
