"""Which conventions a document's figures show: equations that hold only in one way, counted.

What holds in several ways shows nothing, and zero shows nothing. Knows verdicts and views; no
document but the one they are of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractor.book.conventions import Overdue, conventions
from extractor.book.names import names
from extractor.book.rules import Balance, Rate, rules
from extractor.checks.cells import Cell, View
from extractor.checks.rates import fitting_bases
from extractor.checks.verdict import Terms, Verdict, Way, equation, meets, total
from extractor.models import MIXED, UNTOLD, Convention, made

OVERDUE, LEVELS, EXITS, MODE, BASE = (
    "overdue_covers", "district_includes_communes", "exits_stand", "rate_mode", "rate_base",
)  # fmt: skip
_as_convention = made(Convention)
MOST = 3
"""Equations that are shown."""
Shown = tuple[str, str, str, Verdict]
"""Name, what it is about, value, and the relation that shows it."""


@dataclass(slots=True)
class _Tally:
    """What was seen of one convention."""

    seen: dict[str, int] = field(default_factory=dict)
    equations: dict[str, None] = field(default_factory=dict)
    figures: dict[str, None] = field(default_factory=dict)


def shown(views: Sequence[View], verdicts: Iterable[Verdict]) -> tuple[Convention, ...]:
    """Every convention that could be shown, in the order declared; some cannot be told."""
    order = conventions().order
    found = {(name, about): _Tally() for name, about in _askable(views)}
    verdicts = [v for v in verdicts if v.outcome == "consistent"]
    for name, about, value, verdict in (*_of_all(verdicts), *_levels(views)):
        tally = found.get((name, about)) or found.setdefault((name, about), _Tally())
        if value not in tally.seen:
            tally.figures.update(dict.fromkeys(verdict.figures()))
        tally.seen[value] = tally.seen.get(value, 0) + 1
        if len(tally.equations) < MOST:
            tally.equations.setdefault(equation(verdict))
    ranked = sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    return tuple(_convention(name, about, tally) for (name, about), tally in ranked)


def _convention(name: str, about: str, tally: _Tally) -> Convention:
    values = list(tally.seen)
    several = "each" if name == OVERDUE else MIXED
    return _as_convention(
        name=name, about=about, seen=tally.seen,
        value=several if len(values) > 1 else values[0] if values else UNTOLD,
        equations=tuple(tally.equations), figures=tuple(tally.figures),
    )  # fmt: skip


def _askable(views: Sequence[View]) -> Iterator[tuple[str, str]]:
    """Each convention of which something is printed; where it is about one metric, each metric."""
    printed = dict.fromkeys(m for v in views for m, c in v.cells.items() if c.figure)
    for name in conventions().order:
        metrics = _about().get(name)
        if metrics is None:
            levels = {view.scope.level for view in views}
            if {conventions().levels.outer, conventions().levels.inner} & levels:
                yield name, ""
        elif name in (EXITS, BASE):
            yield from ((name, metric) for metric in printed if metric in metrics)
        elif not metrics.isdisjoint(printed):
            yield name, ""


@cache
def _about() -> dict[str, frozenset[str]]:
    """The metrics that each convention is about; that of levels is about all."""
    rates = frozenset(rate.of for rate in rules().rate)
    exits = frozenset(m for balance in rules().balance for m in balance.extras)
    found = {EXITS: exits, BASE: rates, MODE: rates}
    found[OVERDUE] = frozenset(one.metric for one in conventions().overdue)
    for rule in rules().sum:
        sets = [*(w.sets for w in rule.wholes), *(s.sets for s in rule.splits)]
        for name in {name for one in sets for name in one}:
            found[name] = found.get(name, frozenset()) | frozenset(rule.metrics)
    return found


def _of_all(verdicts: Iterable[Verdict]) -> Iterator[Shown]:
    balances = {b.id: b for b in rules().balance}
    rates = {r.of: r for r in rules().rate}
    overdue = {o.relation: o for o in conventions().overdue}
    for verdict in verdicts:
        if verdict.relation in balances:
            yield from _balance(balances[verdict.relation], verdict)
            continue
        yield from _voted(verdict)
        if verdict.relation in overdue:
            yield from _overdue(overdue[verdict.relation], verdict)
        elif verdict.relation in rates:
            yield from _base(rates[verdict.relation], verdict)


def _voted(verdict: Verdict) -> Iterator[Shown]:
    """What its own alternatives say."""
    for name, values in verdict.votes.items():
        if len(values) == 1 and name in conventions().order:
            yield name, "", _code(next(iter(values))), verdict


def _code(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"


def _overdue(one: Overdue, verdict: Verdict) -> Iterator[Shown]:
    """Among which files those past due make the sum."""
    ways = _fitting(verdict)
    if all(any(c.metric == one.metric and c.lo for c, _ in way.parts) for way in ways):
        yield OVERDUE, "", one.value, verdict


def _fitting(verdict: Verdict) -> list[Way]:
    """The ways in which it holds, or just the one it is told in."""
    ways = [w for w in verdict.ways if meets(total(w.whole), total(w.parts))]
    return ways or [Way(verdict.whole, verdict.parts)]


def _base(rate: Rate, verdict: Verdict) -> Iterator[Shown]:
    """What a rate is taken of, where no other number that is printed would do."""
    if not verdict.base or not total(verdict.parts)[0]:
        return
    bases = fitting_bases(rate.of, verdict)
    if len({total(base) for base in bases}) == 1:
        yield BASE, rate.of, ",".join(cell.metric for cell, _ in verdict.base), verdict


def _balance(rule: Balance, verdict: Verdict) -> Iterator[Shown]:
    """Whether what came in holds the carry-over; which named files stand beside the others."""
    if verdict.kind != "equal" or not verdict.ways:
        return
    cells = verdict.view.cells
    whole, carried = (_some(cells.get(m)) for m in (rule.total, rule.carried))
    if whole and carried:
        sums = {total(w.parts) for w in verdict.ways}
        alone = total(((whole, 1),)) in sums
        if alone != (total(((whole, 1), (carried, 1))) in sums):
            yield rule.convention, "", "yes" if alone else "no", verdict
    exits = [cell for m in rule.extras if (cell := _some(cells.get(m)))]
    ways = _fitting(verdict) if exits else []
    for cell in exits:
        inside = {not any(c is cell for c, _ in way.parts) for way in ways}
        if len(inside) == 1:
            yield EXITS, cell.metric, "inside" if inside.pop() else "beside", verdict


def _some(cell: Cell | None) -> Cell | None:
    """The cell, if it is a sure number above zero."""
    return cell if cell and cell.lo and _sure(cell) else None


def _sure(cell: Cell | None) -> bool:
    return cell is not None and cell.figure is not None and cell.exact


def _levels(views: Sequence[View]) -> Iterator[Shown]:
    """In prose: the whole is the outer level alone, or the outer and the inner."""
    declared = conventions().levels
    if declared.inner not in {view.scope.level for view in views}:
        return
    told: dict[tuple[str, str | None], dict[str, Cell]] = {}
    home: dict[str, View] = {}
    for view in views:
        if view.table or view.scope.name is not None:
            continue
        home.setdefault(view.scope.level, view)
        for metric, cell in view.cells.items():
            if _sure(cell) and names().metric[metric].kind == "count":
                told.setdefault((metric, view.period), {}).setdefault(view.scope.level, cell)
    for levels in told.values():
        head = next((level for level in declared.whole if level in levels), None)
        outer, inner = levels.get(declared.outer), levels.get(declared.inner)
        if head and outer and inner and inner.lo:
            others = [c for n, c in levels.items() if n not in declared.whole]
            yield from _held(home[head], levels[head], others, inner)


def _held(view: View, whole: Cell, others: Sequence[Cell], inner: Cell) -> Iterator[Shown]:
    beside: Terms = tuple((c, 1) for c in others)
    inside: Terms = tuple((c, 1) for c in others if c is not inner)
    fits = [
        (value, parts)
        for value, parts in (("no", beside), ("yes", inside))
        if total(parts) == (whole.lo, whole.hi)
    ]
    for value, parts in fits:
        verdict = Verdict("V1", view, "consistent", "equal", ((whole, 1),), parts)
        yield LEVELS, "", value, verdict
