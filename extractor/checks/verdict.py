"""What came of looking at one relation, and how it is written as an equation and a check.

Knows intervals and signs; not which relations there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from extractor.checks.cells import Cell, Value, View
from extractor.models import Check, Outcome, made
from extractor.numbers import show_count, show_decimal

Terms = tuple[tuple[Cell, int], ...]
"""Cells with their sign, +1 or -1."""
Kind = Literal["equal", "at-most", "rate"]
MINUS = "−"
_as_check = made(Check)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")
ASSUMED = "group-assumed"
"""A figure's note where its label stood without saying which group it is of."""
NARROWED = "narrowed"
SURROUNDINGS = "surroundings-unread"
"""A figure's note where a word at its noun may narrow it to files of one kind."""
REATTACHED = "reattached-by-arithmetic"
"""A figure's note where it stands in the brackets of one total and adds up to another."""

BORNE = "borne-out-by-arithmetic"
"""A figure's note where the headings over it were not clear and its row's sums bear them out."""
SETTLED = "settled-by-arithmetic"
"""A figure's note where witnesses saw different numbers and the sums allow only one of them."""


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Way:
    """One way in which a relation may hold: whole, parts, and the conventions it speaks for.

    ``closes`` is false where the parts need not make the whole.
    """

    whole: Terms
    parts: Terms
    sets: Mapping[str, str | bool] = field(default_factory=dict)
    closes: bool = True


@dataclass(slots=True)
class Verdict:
    """One relation in one view: ``whole`` against ``parts`` (for a rate: parts over ``base``)."""

    rule: str
    view: View
    outcome: Outcome
    kind: Kind = "equal"
    whole: Terms = ()
    parts: Terms = ()
    base: Terms = ()
    missing: tuple[str, ...] = ()
    votes: dict[str, set[str | bool]] = field(default_factory=dict)
    """Conventions under which it holds; a convention with several values tells nothing."""
    code: str = ""
    """The finding to make, '' for none."""
    severity: Literal["error", "warning", "info"] = "error"
    variant: str = ""
    choices: tuple[tuple[Terms, Mapping[str, str | bool]], ...] = ()
    """Other wholes that a failing sum could have been meant for."""
    relation: str = ""
    """Which declared relation, or which of the checks' own (``extractor.book.rules.OWN``)."""
    ways: tuple[Way, ...] = ()
    """Every way of adding that is printed: it holds while any of them does. () for the one told."""
    quotients: tuple[tuple[Terms, Terms, bool], ...] = ()
    """Of a rate: every quotient that it may be, and whether it is the usual one."""
    lenient: bool = False
    """Of a balance: its total may leave out what was carried over, and be exceeded honestly.

    Of a table's sum: other rows leave a rest in a column that was not read.
    """

    def cells(self) -> list[Cell]:
        """Every cell of the relation."""
        return [cell for cell, _ in (*self.whole, *self.parts, *self.base)]

    def figures(self) -> tuple[str, ...]:
        """Ids of the figures involved, whole first."""
        terms = (*self.whole, *self.parts, *self.base)
        return tuple(dict.fromkeys([cell.figure.id for cell, _ in terms if cell.figure]))


def total(terms: Terms) -> tuple[Value, Value]:
    """The interval of a signed sum."""
    lo: Value = 0
    hi: Value = 0
    for cell, sign in terms:
        if sign > 0:
            lo, hi = lo + cell.lo, hi + cell.hi
        else:
            lo, hi = lo - cell.hi, hi - cell.lo
    return lo, hi


def meets(a: tuple[Value, Value], b: tuple[Value, Value]) -> bool:
    """Whether two intervals have a value in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def is_assumed(cell: Cell) -> bool:
    """Whether its reader assumed which group of figures, or which files, the cell is of."""
    return cell.figure is not None and cell.figure.note in (ASSUMED, NARROWED)


def hangs_on_assumed(verdict: Verdict) -> tuple[str, ...]:
    """The metrics of assumed figures without which a failing relation would not fail.

    Parts that are too many even without the assumed ones fail by themselves: then ().
    """
    assumed = tuple(dict.fromkeys(c.metric for c in verdict.cells() if is_assumed(c)))
    if not assumed or verdict.kind == "rate" or any(is_assumed(c) for c, _ in verdict.whole):
        return assumed
    sure = tuple(term for term in verdict.parts if not is_assumed(term[0]))
    return () if total(sure)[0] > total(verdict.whole)[1] else assumed


def write(terms: Terms) -> str:
    """'1.127 + 69 − 03' with the numbers as printed."""
    shown = ""
    for cell, sign in terms:
        mark = (" + " if sign > 0 else f" {MINUS} ") if shown else ("" if sign > 0 else MINUS)
        shown += mark + cell.printed()
    return shown


def show(value: Value) -> str:
    """A computed number in the print of the reports: '1.199', '65,54'."""
    if isinstance(value, int):
        return show_count(value)
    whole = value == value.to_integral_value()
    return show_count(int(value)) if whole else show_decimal(value.normalize())


def show_signed(value: Value) -> str:
    """'−3' or '+42'."""
    return f"{MINUS if value < 0 else '+'}{show(-value if value < 0 else value)}"


def equation(verdict: Verdict) -> str:
    """'1.196 ≠ 1.127 + 69 + 03 = 1.199'; '' where a side is missing."""
    whole, parts = verdict.whole, verdict.parts
    if not parts or not (whole or verdict.variant == "complement"):
        return ""
    if not whole:
        return f"{write(parts)} = {show(total(parts)[0])} ≠ 100"
    if verdict.kind == "rate":
        exact = computed(parts, verdict.base) if _belied(verdict) else None
        end = "" if exact is None else f" = {show(exact.quantize(CENT, ROUND_HALF_UP))} %"
        return f"{write(whole)} % {_sign(verdict)} {quotient(verdict)}{end}"
    sign = _sign(verdict)
    text = f"{write(whole)} {sign} {write(parts)}"
    lo, hi = total(parts)
    if sign == "=" or lo != hi or len(parts) == 1:
        return text
    return f"{text} = {show(lo)}"


def computed(numerator: Terms, denominator: Terms) -> Decimal | None:
    """100 n / d of the lower ends; None where d is zero or has no end."""
    n, d = total(numerator)[0], total(denominator)[0]
    return HUNDRED * n / d if d and Decimal(d).is_finite() else None


def quotient(verdict: Verdict) -> str:
    """'329/502', with brackets round a sum."""
    sides = (verdict.parts, verdict.base)
    return "/".join(f"({write(t)})" if len(t) > 1 else write(t) for t in sides)


def _belied(verdict: Verdict) -> bool:
    """Whether a rate is none of what it may be the quotient of, whosever fault that is."""
    return verdict.outcome == "inconsistent" or verdict.code == "rate-mismatch"


def _sign(verdict: Verdict) -> str:
    if verdict.kind == "rate":
        return "≠" if _belied(verdict) else "="
    whole, parts = total(verdict.whole), total(verdict.parts)
    if verdict.kind == "at-most":
        return "<" if whole[1] < parts[0] else ">" if whole[0] > parts[1] else "="
    if False in [cell.known for cell, _ in (*verdict.whole, *verdict.parts)]:
        return "?"
    return "=" if meets(whole, parts) else "≠"


def check_of(verdict: Verdict) -> Check:
    """The relation as it leaves the program."""
    return _as_check(
        rule=verdict.rule,
        relation=verdict.relation,
        scope=verdict.view.scope,
        outcome=verdict.outcome,
        equation=equation(verdict),
        missing=verdict.missing,
        figures=verdict.figures(),
    )
