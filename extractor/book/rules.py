"""What must hold between figures, as declared in ``patterns/rules/``.

Sums, balances, rates and bounds are data; the arithmetic that judges them is in
``extractor.checks``. Knows no document and no number.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache, cached_property
from typing import Annotated

import regex
from pydantic import AfterValidator, Field

from extractor.book.loading import Declared, load, paths
from extractor.book.names import names

Signed = tuple[tuple[str, int], ...]
"""A whole as signed metrics: 'a - b' is (('a', 1), ('b', -1))."""


def _known(metric: str) -> str:
    if metric not in names().metric:
        raise ValueError(f"no metric of this name: {metric}")
    return metric


def parse(expression: str) -> Signed:
    """'a + b - c' → (('a', 1), ('b', 1), ('c', -1)). Raises ValueError for an unknown metric."""
    words = regex.split(r"\s+([+-])\s+", expression.strip())
    signs = [1, *(1 if sign == "+" else -1 for sign in words[1::2])]
    return tuple((_known(m), sign) for m, sign in zip(words[::2], signs, strict=True))


def _expression(text: str) -> str:
    parse(text)
    return text


Metric = Annotated[str, AfterValidator(_known)]
Expression = Annotated[str, AfterValidator(_expression)]
Sets = dict[str, str | bool]


class Whole(Declared):
    """One way to say the total of a sum, and the convention that holds if it fits."""

    of: Expression
    sets: Sets = Field(default_factory=dict)
    refuted_by: Sets = Field(default_factory=dict)
    """Conventions; not offered where the passage's own earlier sums show one of them."""

    @cached_property
    def signed(self) -> Signed:
        """The expression, parsed."""
        return parse(self.of)


class Inside(Declared):
    """A figure that is already counted in another."""

    part: Metric
    of: Metric


class Split(Declared):
    """One way to split the total into parts."""

    parts: tuple[Metric, ...] = ()
    optional: tuple[Metric, ...] = ()
    """Parts that are added where they are printed; at least one part must be."""
    needs: tuple[Metric, ...] = ()
    """Offered only where these are printed."""
    unless: tuple[Metric, ...] = ()
    """Not offered where one of these is printed."""
    inside: tuple[Inside, ...] = ()
    closes: bool = True
    """A split that closes and does not add up is an error; another merely may fit."""
    closed_by: tuple[Metric, ...] = ()
    """Where given: without one of these the split may be incomplete, a misfit is a warning."""
    sets: Sets = Field(default_factory=dict)

    @cached_property
    def printed(self) -> frozenset[str]:
        """What must be printed for it to be offered."""
        return frozenset((*self.parts, *self.needs))


class Sum(Declared):
    """A total with its alternative wholes and splits."""

    rule: str
    id: str
    meaning: str
    source: str
    wholes: tuple[Whole, ...]
    splits: tuple[Split, ...]
    free: tuple[Metric, ...] = ()
    """Parts that may be more than the whole under some convention."""
    with_whole: bool = False
    """Looked at only where the whole and one of its parts are printed: neither alone raises a
    question."""

    @cached_property
    def part_metrics(self) -> tuple[str, ...]:
        """Every metric that is a part in some split."""
        return tuple(dict.fromkeys(m for s in self.splits for m in (*s.parts, *s.optional)))

    @cached_property
    def metrics(self) -> tuple[str, ...]:
        """Every metric of the rule, wholes first."""
        wholes = (m for whole in self.wholes for m, _ in whole.signed)
        return tuple(dict.fromkeys((*wholes, *self.part_metrics)))


class Balance(Declared):
    """What came in against what left and what is still there."""

    rule: str
    id: str
    meaning: str
    source: str
    total: Metric
    new: Metric
    carried: Metric
    convention: str
    """The convention that tells whether the total holds what was carried over."""
    parts: tuple[Metric, ...]
    extras: tuple[Metric, ...]
    instead: dict[Metric, tuple[tuple[Metric, ...], ...]] = Field(default_factory=dict)
    """Figures that together stand for a part where it is not printed, the likeliest first."""


class Rate(Declared):
    """A printed rate and what it may be the quotient of, the likeliest first."""

    of: Metric
    numerators: tuple[Expression, ...]
    also: tuple[Expression, ...] = ()
    """Other numerators the rate's name is used for; they may fit, and never accuse."""
    usual: tuple[Expression, ...]
    others: tuple[Expression, ...] = ()
    open: bool = False

    @cached_property
    def over(self) -> tuple[tuple[Signed, bool], ...]:
        """The numerators, parsed, and whether each is the rate's own."""
        own = tuple((parse(text), True) for text in self.numerators)
        return own + tuple((parse(text), False) for text in self.also)

    @cached_property
    def under(self) -> tuple[tuple[Signed, bool], ...]:
        """The denominators, parsed, and whether each is a usual one."""
        usual = tuple((parse(text), True) for text in self.usual)
        return usual + tuple((parse(text), False) for text in self.others)


class Hundred(Declared):
    """Rates that make 100 per cent together, in one of several groupings."""

    groups: tuple[tuple[Metric, ...], ...]
    also: tuple[tuple[Metric, ...], ...] = ()
    """Groupings that may make 100 and are not taken to be complete."""


class Bound(Declared):
    """``part`` is never more than ``whole``."""

    rule: str
    part: Metric
    whole: Metric

    @cached_property
    def id(self) -> str:
        """What it is called: by its part."""
        return self.part


TABLES, LEVELS, COUNTS, REPEATED, ANNEX, HUNDRED, SPANS, OPENINGS = OWN = (
    "table-total", "levels", "whole-numbers", "told-twice", "prose-and-table", "rates-make-hundred",
    "table-spans", "table-openings",
)  # fmt: skip
"""Relations that no metric is declared for: the checks know them."""


class Repeated(Declared):
    """When two tellings of a figure that differ are held against each other (V3)."""

    meaning: str
    near: Decimal
    """Share of the larger number, 0 to 1."""


class Spans(Declared):
    """How a table names spans of time, and the figures that show how its totals are counted."""

    meaning: str
    source: str
    month: str
    quarter: str
    year: str
    last: tuple[str, ...]
    roman: tuple[str, ...]
    total: Metric
    settled: Metric
    open: Metric


class RuleFile(Declared):
    """One file of ``patterns/rules``."""

    sum: tuple[Sum, ...] = ()
    balance: tuple[Balance, ...] = ()
    rate: tuple[Rate, ...] = ()
    bound: tuple[Bound, ...] = ()
    hundred: tuple[Hundred, ...] = ()
    repeated: Repeated | None = None
    spans: Spans | None = None

    @cached_property
    def sums_on(self) -> dict[str, frozenset[int]]:
        """Metric → places of the sums that ask for it: most views tell of few."""
        found: dict[str, set[int]] = {}
        for at, rule in enumerate(self.sum):
            for metric in rule.metrics:
                found.setdefault(metric, set()).add(at)
        return {metric: frozenset(places) for metric, places in found.items()}


def relations(book: RuleFile) -> tuple[str, ...]:
    """The name of every relation, in the order in which they are looked at."""
    sums, balances = (s.id for s in book.sum), (b.id for b in book.balance)
    rates, bounds = (r.of for r in book.rate), (b.id for b in book.bound)
    return (*sums, *balances, *rates, *bounds, *OWN)


@cache
def rules() -> RuleFile:
    """All files together."""
    files = [load(RuleFile, path) for path in paths("rules")]
    return RuleFile(
        sum=tuple(s for f in files for s in f.sum),
        balance=tuple(b for f in files for b in f.balance),
        rate=tuple(r for f in files for r in f.rate),
        bound=tuple(b for f in files for b in f.bound),
        hundred=tuple(h for f in files for h in f.hundred),
        repeated=next((f.repeated for f in files if f.repeated), None),
        spans=next((f.spans for f in files if f.spans), None),
    )
