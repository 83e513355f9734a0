"""The balance: what came in against what was settled, is open, or left in a named way.

A positive rest is what the report does not list; a negative one nothing honest explains.
Knows which categories may be counted inside others; not how a finding is worded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from extractor.book.rules import Balance
from extractor.checks.cells import Cell, View
from extractor.checks.sums import blocked
from extractor.checks.verdict import Terms, Verdict, Way, meets, total
from extractor.models import Outcome

OPEN = "carry-over-open"
"""A figure's note where its words leave open whether the carry-over is in it."""
CARRIED = "carried"
"""The variant of a finding where what was carried over may explain it."""
SMALL = 20
"""A scope of so many times fewer files says nothing of the others' ways."""
TELLING = 100
"""Nor does one of fewer files than this: it may well have carried nothing over."""
Base = tuple[Terms, dict[str, str | bool]]


def weigh_balance(
    rule: Balance, view: View, own: bool | None, document: bool | None
) -> Verdict | None:
    """The verdict on the balance of one view.

    ``own`` and ``document`` say whether the total holds the carry-over, as far as this view's
    own figures and those of the whole document tell.
    """
    if not any(m in view.cells for m in (rule.total, *rule.parts)):
        return None
    cells = {m: c for m, c in view.cells.items() if c.figure}
    if not any(m in cells for m in (rule.total, *rule.parts)):
        return None
    used = (rule.total, *rule.parts, *(m for m in rule.extras if m in cells))
    if unclear := tuple(m for m in used if m in view.ambiguous or _unknown(cells.get(m))):
        return Verdict(rule.rule, view, "blocked", missing=unclear)
    bases = list(_bases(rule, cells, own, document))
    found = {m: _printed(rule, m, view) for m in rule.parts}
    lacks = tuple(m for m, terms in found.items() if not terms)
    if not bases or lacks:
        return _incomplete(rule, view, bases, lacks)
    parts = tuple(term for terms in found.values() for term in terms)
    extras = tuple((cells[m], 1) for m in rule.extras if m in cells)
    verdict = _close(rule, view, bases, parts, extras)
    if verdict.outcome == "inconsistent" and not blocked(verdict) and len(parts) > len(rule.parts):
        verdict.severity = "warning"  # its parts were put together here, not by the report
    return verdict


def excuse_totals(rule: Balance, verdicts: Iterable[Verdict]) -> None:
    """A total that may leave out what was carried over is exceeded honestly: a question.

    Its words leave that open. A passage that prints where its files came from tells, and so
    do other scopes whose total is just what was settled and is open; but not one so small
    that it may have carried nothing over, nor fewer than those that are exceeded.
    """
    origins = (rule.new, rule.carried)
    balances = [v for v in verdicts if v.rule == rule.rule and len(v.whole) == 1]
    bare = [v for v in balances if not any(m in v.view.cells for m in origins)]
    closing = [
        total(v.whole)[0]
        for v in bare
        if v.outcome == "consistent" and v.kind == "equal" and v.parts[-1][0].lo
    ]
    exceeded = sum(v.code == "balance-exceeded" for v in bare)
    largest = max(closing, default=0)
    told = SMALL * largest if largest >= TELLING and len(closing) >= exceeded else 0
    for verdict in bare:
        figure = verdict.whole[0][0].figure
        silent = total(verdict.whole)[0] > told
        verdict.lenient = silent and figure is not None and figure.note == OPEN
        if verdict.code == "balance-exceeded" and verdict.lenient:
            verdict.outcome, verdict.severity = "cannot-tell", "warning"
            verdict.variant = CARRIED


def _printed(rule: Balance, metric: str, view: View) -> Terms:
    """The part's own cell, or what together stands for it; () where it cannot be told."""
    if metric in view.cells:
        return ((view.cells[metric], 1),)
    for way in rule.instead.get(metric, ()):
        cells = [view.cells.get(m) for m in way]
        sure = [c for c in cells if c and c.figure and c.known and c.metric not in view.ambiguous]
        if len(sure) == len(way):
            return tuple((cell, 1) for cell in sure)
    return ()


def _unknown(cell: Cell | None) -> bool:
    return cell is not None and not cell.known


def _bases(
    rule: Balance, cells: Mapping[str, Cell], own: bool | None, document: bool | None
) -> Iterator[Base]:
    """What may stand for all that came in, the likeliest first."""
    whole, new, carried = (cells.get(m) for m in (rule.total, rule.new, rule.carried))
    if whole is None:
        if new and carried and new.known and carried.known:
            yield ((new, 1), (carried, 1)), {}
        return
    alone: Base = ((whole, 1),), {}
    if carried is None or not carried.known or own is True:
        yield alone
        return
    both: Base = ((whole, 1), (carried, 1)), {rule.convention: False}
    if own is False or (own is None and document is False):
        yield both
        yield alone
    else:
        yield alone
        # Where the new files are not printed, or do not fit, nothing tells which it is.
        if document is not True:
            yield both


def _close(rule: Balance, view: View, bases: list[Base], parts: Terms, extras: Terms) -> Verdict:
    """The balance as it is told, with every way in which it may be drawn up."""
    verdict = _drawn_up(rule, view, bases, parts, extras)
    verdict.ways = tuple(
        Way(base, tuple(t for t in (*parts, *extras) if t not in left_out), sets, not sets)
        for base, sets in bases
        for left_out in _subsets(extras)
    )
    return verdict


def _drawn_up(rule: Balance, view: View, bases: list[Base], parts: Terms, extras: Terms) -> Verdict:
    """The first base that closes exactly; else the first that leaves a rest; else too many."""
    everything = (*parts, *extras)
    for base, sets in bases:
        for left_out in _subsets(extras):
            used = tuple(t for t in everything if t not in left_out)
            if meets(total(base), total(used)):
                verdict = _consistent(rule, view, base, used, sets, left_out)
                return verdict
    for base, sets in bases:
        if total(base)[0] > total(everything)[1]:
            verdict = _consistent(rule, view, base, everything, sets, ())
            verdict.kind, verdict.code, verdict.severity = "at-most", "balance-remainder", "info"
            verdict.missing = tuple(m for m in rule.extras if m not in view.cells)
            return verdict
    base = bases[0][0]
    return Verdict(
        rule.rule, view, "inconsistent", "at-most", base, everything, code="balance-exceeded"
    )


def _consistent(
    rule: Balance, view: View, base: Terms, used: Terms, sets: Mapping[str, str | bool],
    left_out: Terms,
) -> Verdict:  # fmt: skip
    verdict = Verdict(rule.rule, view, "consistent", "equal", base, used)
    verdict.votes = {name: {value} for name, value in sets.items()}
    if left_out:
        verdict.votes["balance_counts_inside"] = {",".join(c.metric for c, _ in left_out)}
    return verdict


def _subsets(extras: Terms) -> Iterator[Terms]:
    """Which listed categories may be counted inside others: none first, then ever more."""
    counted = [t for t in extras if t[0].hi > 0]
    for size in range(len(counted) + 1):
        yield from combinations(counted, size)


def _incomplete(rule: Balance, view: View, bases: list[Base], lacks: tuple[str, ...]) -> Verdict:
    """A term is missing; one part may still be more than all that came in: worth a look."""
    missing = lacks if bases else (rule.total, *lacks)
    terms = tuple((c, 1) for m in rule.parts if (c := view.cells.get(m)) and c.figure)
    base = max((b for b, _ in bases), key=lambda b: total(b)[1], default=())
    for cell, sign in terms:
        if bases and cell.lo > total(base)[1]:
            verdict = Verdict(
                rule.rule, view, "inconsistent", "at-most", base, ((cell, sign),),
                code="part-exceeds-whole", severity="warning",
            )  # fmt: skip
            blocked(verdict)
            return verdict
    disputed = view.doubtful(missing)
    outcome: Outcome = "blocked" if disputed else "cannot-tell"
    return Verdict(rule.rule, view, outcome, "at-most", base, terms, missing=missing)
