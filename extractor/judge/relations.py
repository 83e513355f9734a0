"""Relations of a block as linear bounds over numbered unknowns.

An unknown is a printed figure, or what a sum may leave out: files of a category that the report
does not print. A missing term is dealt with as its rule has it: *skip* (the relation was not told,
so it is not here), *zero* (a blank of a table), or *closing* (the rest is an unknown of its own).
Knows how a verdict becomes bounds; not which unknown is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from math import ceil, floor, log

from extractor.book.judging import odds
from extractor.book.rules import rules
from extractor.checks.cells import Cell, Value
from extractor.checks.sums import UNREAD
from extractor.checks.verdict import Terms, Verdict, Way, total
from extractor.judge.blocks import Block
from extractor.judge.linear import Line
from extractor.judge.weights import Chances, Evidence
from extractor.models import Figure
from extractor.numbers import decimals

Conventions = Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class Spot:
    """An unknown: a printed figure with its value, or a rest (``figure`` None) that is 0 so far."""

    weight: float
    """Nats that it costs to take it for another number than it is."""
    value: int = 0
    figure: Figure | None = None
    chances: Chances | None = None
    rate: bool = False
    """A printed rate: not in any bound, but a relation is free of it where the rate is."""
    signed: bool = False
    """May be below zero."""
    spread: float = 1.0
    """Of a rest: just this size is one of so many."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a relation holds: all its lines do. ``cost`` in nats."""

    lines: tuple[Line, ...]
    cost: float = 0.0

    def holds(self, values: Sequence[int]) -> bool:
        """Whether all its lines do, for these values of all spots."""
        for line in self.lines:  # noqa: SIM110 - asked for every combination that is tried
            if not line.holds(values):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Relation:
    """A declared relation over spots; it holds where one of its options does."""

    verdict: Verdict
    options: tuple[Option, ...]
    spots: frozenset[int]
    rate: int | None = None
    """The printed rate: where that is taken for wrong, the relation asks nothing."""
    rest: int | None = None
    """The spot of what it leaves out."""

    def holds(self, values: Sequence[int]) -> bool:
        """Whether some option holds for these values of all spots."""
        return any(o.holds(values) for o in self.options)

    def cost(self, values: Sequence[int]) -> float:
        """Nats of the cheapest option that holds; 0 where none does."""
        held = (o.cost for o in self.options if o.holds(values))
        return min(held, default=0.0)


@dataclass(slots=True)
class Net:
    """The unknowns of a block and the relations between them."""

    spots: list[Spot] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    open: list[Relation] = field(default_factory=list)
    """Balances that leave a rest, as equalities: what closes one besides is the likelier for it."""
    index: dict[str, int] = field(default_factory=dict)
    """Figure id → its spot."""

    @property
    def values(self) -> list[int]:
        """All values as printed."""
        return [spot.value for spot in self.spots]


def net_of(block: Block, evidence: Evidence, conventions: Conventions) -> Net:
    """The block as unknowns and bounds; relations that cannot be put so are left out."""
    net = Net()
    for verdict, _ in block.relations:
        relation = _rate(net, verdict, evidence) if verdict.kind == "rate" else None
        if verdict.kind != "rate" and verdict.whole and verdict.parts:
            relation = _sum(net, verdict, evidence, conventions)
        if relation is not None:
            net.relations.append(relation)
    values = net.values
    for relation in net.relations:
        if relation.rest is not None and _told_open(relation, values):
            net.open.append(relation)
    net.relations = [
        _relaxed(r) if r in net.open else r
        for r in net.relations
        if r not in net.open or not r.verdict.lenient
    ]
    # The checks have more leniency than bounds can say: what they let pass asks nothing here.
    net.relations = [
        r for r in net.relations if r.holds(values) == (r.verdict.outcome == "consistent")
    ]
    return net


def _told_open(relation: Relation, values: Sequence[int]) -> bool:
    return relation.verdict.outcome == "consistent" and not relation.holds(values)


def _relaxed(relation: Relation) -> Relation:
    """The relation with room for a rest of any size."""
    options = tuple(
        Option(tuple(_without(line, relation.rest) for line in o.lines), o.cost)
        for o in relation.options
    )
    return replace(relation, options=options, spots=relation.spots - {relation.rest}, rest=None)


def _without(line: Line, rest: int | None) -> Line:
    """``sum - rest = 0`` with no word on the rest but that it is not below zero."""
    return Line(tuple(t for t in line.terms if t[0] != rest), line.lo, None)


def _spot(net: Net, cell: Cell, evidence: Evidence, *, rate: bool = False) -> int | None:
    """The number of a cell's spot; None for a blank or an interval, which stay as they are."""
    figure = cell.figure
    if figure is None or not cell.exact or not (rate or isinstance(cell.lo, int)):
        return None
    if figure.id not in net.index:
        chances = evidence.of(figure)
        value = cell.lo if isinstance(cell.lo, int) and not rate else 0
        net.index[figure.id] = len(net.spots)
        net.spots.append(Spot(chances.weight, value, figure, chances, rate))
    return net.index[figure.id]


def _terms(net: Net, terms: Terms, evidence: Evidence) -> tuple[dict[int, int], Value, Value]:
    """Coefficients by spot, and the interval of what stays as it is."""
    found: dict[int, int] = {}
    fixed: list[tuple[Cell, int]] = []
    for cell, sign in terms:
        at = _spot(net, cell, evidence)
        if at is None:
            fixed.append((cell, sign))
        else:
            found[at] = found.get(at, 0) + sign
    return found, *total(tuple(fixed))


def _line(
    coefficients: Mapping[int, int], lo: Value | None, hi: Value | None, fixed: tuple[Value, Value]
) -> Line:
    """``lo <= fixed + sum <= hi`` as a line over whole numbers."""
    terms = tuple((i, c) for i, c in coefficients.items() if c)
    low = None if lo is None or _endless(fixed[1]) else ceil(lo - fixed[1])
    high = None if hi is None or _endless(fixed[0]) else floor(hi - fixed[0])
    return Line(terms, low, high)


def _endless(value: Value) -> bool:
    return isinstance(value, Decimal) and not value.is_finite()


def _sum(
    net: Net, verdict: Verdict, evidence: Evidence, conventions: Conventions
) -> Relation | None:
    """A sum, a balance, a bound or a repeat."""
    ways = verdict.ways or (Way(verdict.whole, verdict.parts),)
    exact = verdict.kind == "equal" or _is_balance(verdict)
    rest = _rest(net, verdict) if exact else None
    longest = max(len(way.parts) for way in ways)
    options = []
    for way in ways:
        signed = (*way.whole, *((cell, -sign) for cell, sign in way.parts))
        coefficients, lo, hi = _terms(net, signed, evidence)
        if not coefficients:
            continue
        # What is counted inside other figures leaves no rest beside it.
        if rest is not None and (not _is_balance(verdict) or len(way.parts) == longest):
            coefficients[rest] = -1
        line = _line(coefficients, 0, 0 if exact else None, (lo, hi))
        options.append(Option((line,), _cost(way, conventions)))
    if not options:
        return None
    spots = frozenset(i for o in options for line in o.lines for i, _ in line.terms)
    return Relation(verdict, tuple(options), spots, rest=rest)


def _cost(way: Way, conventions: Conventions) -> float:
    """What it costs to add in this way rather than in the one the report follows."""
    if any(conventions.get(name, value) != value for name, value in way.sets.items()):
        return odds().convention.against
    followed = any(name in conventions for name in way.sets)
    return 0.0 if way.closes or followed else odds().convention.untold


@cache
def _balances() -> frozenset[str]:
    return frozenset(b.rule for b in rules().balance)


def _is_balance(verdict: Verdict) -> bool:
    return verdict.rule in _balances() and verdict.code != "part-exceeds-whole"


def _rest(net: Net, verdict: Verdict) -> int:
    """A spot for what the relation leaves out; 0 as printed."""
    chances = odds().omitted
    two_sided = verdict.rule in ("V1", "V3") and not verdict.view.table
    if verdict.rule == "V3":
        chance = chances.retold
    elif two_sided:
        chance = chances.levels
    elif _is_balance(verdict) or verdict.lenient or _unread(verdict):
        chance = chances.balance
    else:
        chance = chances.named if leaves_room(verdict) else chances.other
    size = total(verdict.whole)[0]
    spread = 10 + chances.density * float(0 if _endless(size) else size)
    net.spots.append(Spot(-log(chance), signed=two_sided, spread=spread))
    return len(net.spots) - 1


def _unread(verdict: Verdict) -> bool:
    """Whether its reader saw one more part that is no metric."""
    return any(cell.figure and cell.figure.note == UNREAD for cell in verdict.cells())


def leaves_room(verdict: Verdict) -> bool:
    """Whether the rule knows a further part, beside those told, that the view does not print."""
    told = {cell.metric for cell, _ in verdict.parts}
    printed = verdict.view.cells
    for rule in rules().sum:
        if rule.rule != verdict.rule:
            continue
        for split in rule.splits:
            more = {*split.parts, *split.optional} - told
            if told <= {*split.parts, *split.optional} and more and more.isdisjoint(printed):
                return True
    return False


def _rate(net: Net, verdict: Verdict, evidence: Evidence) -> Relation | None:
    """A rate: rounding and truncation both allowed; nothing is asked of a quotient of zero."""
    cell = verdict.whole[0][0] if verdict.whole else None
    if cell is None or cell.figure is None or cell.figure.qualifier != "exact":
        return None
    if not verdict.parts or not verdict.base:
        return None
    rate = _spot(net, cell, evidence, rate=True)
    options = []
    for parts, base in _quotients(verdict):
        over, n_lo, n_hi = _terms(net, parts, evidence)
        under, d_lo, d_hi = _terms(net, base, evidence)
        if n_lo == n_hi and d_lo == d_hi and (over or under):
            options.append(Option(tuple(_rate_lines(cell, verdict, over, n_lo, under, d_lo))))
    if rate is None or not options:
        return None
    spots = frozenset(i for o in options for line in o.lines for i, _ in line.terms)
    return Relation(verdict, tuple(options), spots | {rate}, rate=rate)


def _quotients(verdict: Verdict) -> list[tuple[Terms, Terms]]:
    """What a rate is the quotient of; of one that is wrong, whatever it usually may be."""
    told = (verdict.parts, verdict.base)
    if verdict.outcome == "consistent":
        return [told]
    others = [(parts, base) for parts, base, usual in verdict.quotients if usual]
    return [told, *(pair for pair in others if pair != told)]


def _rate_lines(
    cell: Cell, verdict: Verdict, over: Mapping[int, int], n: Value, under: Mapping[int, int],
    d: Value,
) -> Iterator[Line]:  # fmt: skip
    """Of a rate V printed with k decimals: V - 1/2 <= 10^(k+2) n/d < V + 1, in whole numbers."""
    assert cell.figure is not None
    k = decimals(cell.figure.printed)
    shown = int(Decimal(cell.lo).scaleb(k))
    scale = 2 * 10 ** (k + 2)
    slack = 2 if verdict.variant == "adjusted" else 0
    for edge, lower in ((2 * shown - 1 - slack, True), (2 * shown + 2 + slack, False)):
        coefficients = {i: scale * c for i, c in over.items()}
        for i, c in under.items():
            coefficients[i] = coefficients.get(i, 0) - edge * c
        fixed = scale * n - edge * d
        lo, hi = (0, None) if lower else (None, -1)
        yield _line(coefficients, lo, hi, (fixed, fixed))
