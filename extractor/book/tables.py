"""Knowledge about tables as declared in ``patterns/tables``: headings, rows, captions, forms.

Compiles the declared phrases once a process. Knows no grid and reads no table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex
from pydantic import Field

from extractor.book.loading import Declared, load, paths
from extractor.book.phrases import State, automaton
from extractor.book.terms import TermFile, term_book
from extractor.text import fold

LabelKind = Literal["order", "field", "unit", "either", "metric", "aspect", "remark"]


class LabelHeading(Declared):
    """Headings of columns that name rows or remark on them."""

    kind: LabelKind
    phrases: tuple[str, ...]


class Aside(Declared):
    """Headings of columns that are passed over, and why; reason '' hides words of a figure."""

    reason: str
    alone: str = ""
    """The metric where such a phrase is all of a heading beside columns that count files."""
    phrases: tuple[str, ...]


class MoneyUnit(Declared):
    """A unit of money in a heading; amounts are multiplied by ``factor`` to give đồng."""

    factor: int
    phrases: tuple[str, ...]


class Elsewhere(Declared):
    """A metric that means another where another table of the document prints its number as that."""

    metric: str
    means: str
    with_: str | None = Field(alias="with", default=None)
    """A feature the heading must have."""
    without: str | None = None
    """A feature the heading must not have."""


class AloneHeading(Declared):
    """A heading of no other words, which would say nothing in a sentence."""

    feature: str
    phrases: tuple[str, ...]


class Beside(Declared):
    """A metric that means another when certain columns stand in the same table."""

    metric: str
    """'' for a heading that names none and says only ``with``."""
    means: str
    with_: str | None = Field(default=None, alias="with")
    """A feature the heading must have."""
    without: str | None = None
    """A feature the heading must not have."""
    any_of: tuple[str, ...]
    """Another column must read as one of these."""
    all_of: tuple[str, ...] = ()
    """Other columns must read as all of these."""
    before: tuple[str, ...] = ()
    """The next column of figures must read as one of these."""
    unless: tuple[str, ...] = ()
    """No other column may read as one of these."""


class HeadingFile(Declared):
    """``patterns/tables/headings.toml``."""

    meaning: str
    filler: frozenset[str]
    negations: frozenset[str]
    behind_deadline: frozenset[str]
    small_print: tuple[str, ...]
    by_neighbour: frozenset[str]
    binding: frozenset[str]
    title_words: frozenset[str]
    title_words_need: frozenset[str]
    period_words: frozenset[str]
    dependent: frozenset[str]
    wholes: frozenset[str]
    """All that may be said of the whole of a part beside it, under a heading of both."""
    share_of: tuple[str, ...]
    """Between a share and what it is of."""
    places: tuple[str, ...]
    """Beside channels these are one: where files are handed in."""
    done: tuple[str, ...]
    """Over numbers of what the rows name, beside those of how many were asked for."""
    asked: tuple[str, ...]
    repeating: frozenset[str]
    """Features that, below a heading of theirs, leave its object standing."""
    beside: tuple[Beside, ...]
    elsewhere: tuple[Elsewhere, ...]
    wider: dict[str, frozenset[str]]
    """A feature → those of the same heading that say less."""
    of_late: dict[str, str]
    """What counts mean in a table of late files alone."""
    alone: tuple[AloneHeading, ...]
    label: tuple[LabelHeading, ...]
    aside: tuple[Aside, ...]
    money: tuple[MoneyUnit, ...]


class TotalRow(Declared):
    """Labels of rows that are sums; 'group' phrases rather close a group than the table."""

    strength: Literal["grand", "group"]
    phrases: tuple[str, ...]


class LevelRow(Declared):
    """Labels made of kinds of unit only, which name a level."""

    level: str
    phrases: tuple[str, ...]


class PeriodRow(Declared):
    """Labels that name a span of time, whose figures the row holds."""

    period: str
    """'cumulative' since the year began, 'before' the one reported, '' for what is printed."""
    phrases: tuple[str, ...]


class OnlyRows(Declared):
    """How the names begin of units that, alone in a table, make its total their level's."""

    level: str
    begins: tuple[str, ...]


class RowFile(Declared):
    """``patterns/tables/rows.toml``."""

    meaning: str
    scopes: frozenset[str]
    kinds: tuple[str, ...]
    bodies: tuple[str, ...]
    only: tuple[OnlyRows, ...]
    total: tuple[TotalRow, ...]
    level: tuple[LevelRow, ...]
    rank: tuple[LevelRow, ...]
    """A body without its own name, which in a caption would say whose report it is."""
    period: tuple[PeriodRow, ...]


class CaptionFile(Declared):
    """``patterns/tables/caption.toml``."""

    meaning: str
    other_matter: tuple[str, ...]
    our_matter: tuple[str, ...]
    not_scope: tuple[str, ...]
    period: tuple[str, ...]
    families: dict[str, tuple[str, ...]]


class FormColumn(Declared):
    """One column: its number where the form numbers it, its heading, top down, its metric."""

    heading: tuple[str, ...] = Field(min_length=1)
    metric: str
    """'' for a column that is no figure of the vocabulary."""
    number: int | None = None


class Form(Declared):
    """A form, official or customary. Its columns are examples of headings that must resolve."""

    name: str
    meaning: str
    source: str
    column: tuple[FormColumn, ...]
    names: tuple[str, ...] = ()
    """Patterns of the printed form number, on folded text."""
    formulas: tuple[str, ...] = ()
    """Sums printed with the column numbers ('3=4+5+6')."""

    @property
    def numbered(self) -> dict[int, str]:
        """Metric by printed column number."""
        return {c.number: c.metric for c in self.column if c.number is not None and c.metric}


@dataclass(frozen=True, slots=True)
class Lookup:
    """An automaton and what its ends stand for."""

    tree: State
    owners: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    """The words of each owner's phrases, with their marks."""


@dataclass(frozen=True, slots=True)
class TableBook:
    """All of ``patterns/tables``, compiled."""

    headings: HeadingFile
    labels: Lookup
    """Ends give the kind of label column."""
    asides: Lookup
    """Ends give the reason."""
    alone_aside: Lookup
    """Ends give the metric of a heading that is nothing else."""
    money: Lookup
    """Ends give the factor, in digits."""
    small_print: Lookup
    roles: Lookup
    """Ends give 'done' or 'asked'."""
    alone: Lookup
    """Ends give the feature of a heading that is nothing else."""
    places: Lookup
    """Where files are handed in."""
    scopes: frozenset[str]
    """Levels of ``patterns/scopes`` that tables speak of."""
    kinds: tuple[str, ...]
    """What stands before the own name of a unit or a field."""
    bodies: tuple[str, ...]
    """How names of bodies begin that no scope of prose names."""
    only: tuple[OnlyRows, ...]
    """Beginnings of names that tell the level of a table's total."""
    totals: Lookup
    """Ends give the strength."""
    levels: Lookup
    """Ends give the level."""
    ranks: Lookup
    """Ends give the level of a body that a row or a column names by its rank only."""
    row_periods: Lookup
    """Ends give the period, '' for the one printed."""
    matter: Lookup
    """Ends give 'other' or 'ours'."""
    not_scope: Lookup
    period: Lookup
    family: dict[str, str]
    """Group of a metric → the family of figures that stand in one table."""
    forms: tuple[Form, ...]

    @property
    def weightless(self) -> frozenset[str]:
        """The filler words as they look without marks."""
        return _folded(self.headings.filler)


@cache
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


@cache
def table_book() -> TableBook:
    """Load and compile once a process.

    Raises:
        PatternError: a file is not of its declared shape.
    """
    heads = load(HeadingFile, "tables/headings.toml")
    rows = load(RowFile, "tables/rows.toml")
    caption = load(CaptionFile, "tables/caption.toml")
    return TableBook(
        headings=heads,
        labels=_lookup([(label.kind, label.phrases) for label in heads.label]),
        asides=_lookup([(aside.reason, aside.phrases) for aside in heads.aside]),
        alone_aside=_lookup([(a.alone, a.phrases) for a in heads.aside if a.alone]),
        money=_lookup([(str(unit.factor), unit.phrases) for unit in heads.money]),
        small_print=_lookup([("small print", heads.small_print)]),
        roles=_lookup([("done", heads.done), ("asked", heads.asked)]),
        alone=_lookup([(one.feature, one.phrases) for one in heads.alone]),
        places=_lookup([("place", heads.places)]),
        scopes=rows.scopes,
        kinds=rows.kinds,
        bodies=rows.bodies,
        only=rows.only,
        totals=_lookup([(total.strength, total.phrases) for total in rows.total]),
        levels=_lookup([(level.level, level.phrases) for level in rows.level]),
        ranks=_lookup([(rank.level, rank.phrases) for rank in rows.rank]),
        row_periods=_lookup([(row.period, row.phrases) for row in rows.period]),
        matter=_lookup([("other", caption.other_matter), ("ours", caption.our_matter)]),
        not_scope=_lookup([("not scope", caption.not_scope)]),
        period=_lookup([("period", caption.period)]),
        family={group: name for name, groups in caption.families.items() for group in groups},
        forms=tuple(load(Form, path) for path in paths("tables/forms")),
    )


@cache
def form_names() -> tuple[tuple[Form, regex.Pattern[str]], ...]:
    """Every pattern of a form's printed number, with its form."""
    return tuple((f, regex.compile(name)) for f in table_book().forms for name in f.names)


def _lookup(phrases: list[tuple[str, tuple[str, ...]]]) -> Lookup:
    return Lookup(
        automaton([p for _, p in phrases]),
        tuple(owner for owner, _ in phrases),
        tuple(_words(declared) for _, declared in phrases),
    )


@cache
def term_words() -> tuple[frozenset[str], ...]:
    """The words of every term, in the order of the term book's features."""
    return tuple(_words(t.phrases) for path in paths("terms") for t in load(TermFile, path).term)


@cache
def scope_words() -> tuple[frozenset[str], ...]:
    """The words of every scope, in the order of the term book's scopes."""
    return tuple(_words(scope.phrases) for scope in term_book().scopes)


def _words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for p in phrases for w in regex.findall(r"[^\W\d_]+", p.lower()))
