"""Metrics as declared, and which of them a set of features means.

A metric is a set of features ('settled', 'late'); a number's label gives some, the sentence
around it the rest. Knows no text and no grammar: tables and prose resolve through the same door.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal

from pydantic import Field

from extractor.book.loading import Declared, load, paths
from extractor.text import fold

Kind = Literal["count", "rate", "money"]


class Example(Declared):
    """A passage in which the metric must be read with this value."""

    text: str
    value: int | float


class Lookalike(Declared):
    """A passage in which the metric must not be read."""

    text: str


class Metric(Declared):
    """One figure of the vocabulary."""

    metric: str
    kind: Kind
    meaning: str
    source: str
    needs: tuple[frozenset[str], ...] = Field(min_length=1)
    """Alternative sets of features that mean this metric."""
    unless: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    of: str | None = None
    """What the second number of a ratio means ('329 / 502')."""
    rate: str | None = None
    """What a per cent behind this figure means."""
    amount: str | None = None
    """What a sum of money behind this figure means."""
    example: tuple[Example, ...] = Field(min_length=1)
    lookalike: tuple[Lookalike, ...] = Field(min_length=1)


class Together(Declared):
    """Features of one class that a label may hold at once."""

    pairs: tuple[frozenset[str], ...]


class Weight(Declared):
    """Which features are light, and which classes are handed on."""

    light: frozenset[str]
    counted: frozenset[str]
    handed_on: tuple[str, ...]


class Words(Declared):
    """Small words around a number."""

    over: tuple[str, ...]
    under: tuple[str, ...]
    about: tuple[str, ...]
    zero: tuple[str, ...]
    several: tuple[str, ...]
    """Before a noun in the plural."""
    none_came: frozenset[str]
    lets: frozenset[str]
    happens: frozenset[str]
    """Right before what is counted: none of it came in."""
    wishes: tuple[str, ...]
    """In a clause of what is wished or would be."""
    of_none: tuple[str, ...]
    """May follow what none came in of."""
    inside: tuple[str, ...]
    fillers: tuple[str, ...]
    followers: tuple[str, ...]
    at_time: tuple[str, ...]
    """Of a time, before what there was none of."""
    period: tuple[str, ...]
    dated: tuple[str, ...]
    period_leads: tuple[str, ...]
    equals: tuple[str, ...]
    joins: tuple[str, ...]
    either: tuple[str, ...]
    """Between two of which either may be meant."""
    in_turn: tuple[str, ...]
    """Between a list of labels and the list of their numbers."""
    plus: tuple[str, ...]
    included: tuple[str, ...]
    ranks: tuple[str, ...]
    fees: tuple[str, ...]
    has: tuple[str, ...]
    """Between a body and the members it is made of."""
    denials: frozenset[str]
    """Before a label: what it says was not done."""
    yet: str
    """Before what was not done so far."""
    may: tuple[str, ...]
    any: tuple[str, ...]
    """Behind the noun of which there is none ('không trả lại hồ sơ nào')."""
    of: tuple[str, ...]
    """Between files and the unit they belong to."""
    about_field: tuple[str, ...]
    """Between files and the field of work they are in."""
    laid_down: tuple[str, ...]
    """Between procedures and the decision that lists them."""
    to: tuple[str, ...]
    leads: tuple[str, ...]
    every: frozenset[str]
    """Say of all that was counted before them what follows."""
    beside_every: frozenset[str]
    origin: tuple[str, ...]
    files: tuple[str, ...]
    """The noun that counts files."""
    fields: tuple[str, ...]
    """The noun of fields of work."""
    kinds: tuple[str, ...]
    aside: tuple[str, ...]
    """What is named behind these words helps or waits; it counts no files."""
    mentions: tuple[str, ...]
    among: tuple[str, ...]
    """Before a number that was told already."""
    after_name: tuple[str, ...]
    """Words that end a unit's name."""
    makes_up: tuple[str, ...]
    """Between a share and the number that it is of its whole, and nowhere else."""
    said_of_name: tuple[str, ...]
    opens_name: frozenset[str]
    alone: frozenset[str]
    branches: frozenset[str]
    time_before: frozenset[str]
    such_as: frozenset[str]
    into: tuple[str, ...]
    only: tuple[str, ...]
    others: tuple[str, ...]
    placing: tuple[str, ...]
    """Before the name of a field in a sentence that lists some."""
    said_of_lists: tuple[str, ...]
    """Words of a clause beside a list, and of no name in it."""
    comes_new: tuple[str, ...]
    compounds: tuple[str, ...]
    """Words of names that hold a small word which says nothing in them."""
    arises: tuple[str, ...]
    """Say of files that they came in the period."""
    agents: tuple[str, ...]
    assigns: tuple[str, ...]
    handed: tuple[str, ...]
    adjacent: tuple[str, ...]
    """Labels of one word that count right behind the noun only."""
    asked: tuple[str, ...]
    counters: tuple[str, ...]
    people: tuple[str, ...]
    brings: tuple[str, ...]
    filed: tuple[str, ...]
    adds: tuple[str, ...]
    until: tuple[str, ...]
    counted_by: tuple[str, ...]
    no_field: tuple[str, ...]
    put_in: tuple[str, ...]
    serves: tuple[str, ...]
    tells: tuple[str, ...]
    sources: tuple[str, ...]
    each: tuple[str, ...]
    most: str
    amount_of: tuple[str, ...]
    topic_ends: tuple[str, ...]
    spelled: frozenset[str]
    that_is: tuple[str, ...]
    """Words within what follows a name that are none of it."""
    left: tuple[str, ...]
    percent: tuple[str, ...]
    money: tuple[str, ...]
    abbreviations: tuple[str, ...]


class Grammar(Declared):
    """``patterns/grammar.toml``."""

    meaning: str
    files: frozenset[str]
    services: frozenset[str]
    """Topics that are services of one kind among those online."""
    classes: dict[str, frozenset[str]]
    implies: dict[str, tuple[str, ...]]
    kinds: tuple[frozenset[str], ...]
    """Kinds of one thing: a label that names them all tells of all ('quy định và hành vi')."""
    leads: frozenset[str]
    """Features that, alone before a colon, hold for the whole sentence."""
    denied: dict[str, str]
    """What is denied of files by a label that begins with a denial ('không trễ hạn')."""
    inside: dict[str, dict[str, str]]
    """What a feature means in a split of this group."""
    together: Together
    instead: dict[str, frozenset[str]]
    """What a label behind a number may say in place of the one before it."""
    shares: dict[str, str]
    """The metric that a label of two groups counts before a slash."""
    units: dict[str, str]
    weight: Weight
    words: Words
    scales: dict[str, int]

    def scale_of(self, word: str) -> int:
        """What a scale multiplies by; the word may have lost its marks."""
        return self.folded_scales.get(fold(word), 1)

    @cached_property
    def folded_scales(self) -> dict[str, int]:
        """By the name without its marks; the first of two that are alike."""
        return {fold(name): by for name, by in reversed(self.scales.items())}

    def class_of(self, feature: str) -> str | None:
        """The class a feature belongs to, if any."""
        return self.class_by_feature.get(feature)

    @cached_property
    def class_by_feature(self) -> dict[str, str]:
        """Every feature that belongs to a class."""
        return {f: name for name, features in self.classes.items() for f in features}


@cache
def grammar() -> Grammar:
    """How features combine."""
    return load(Grammar, "grammar.toml")


@cache
def metrics() -> dict[str, Metric]:
    """Every metric by name."""
    found = [load(Metric, path) for path in paths("metrics")]
    return {metric.metric: metric for metric in found}


@lru_cache(maxsize=20_000)
def way_to(metric: str, features: frozenset[str]) -> frozenset[str]:
    """Those of a figure's features by which it is what it is."""
    ways = metrics()[metric].needs
    return next((way for way in ways if way <= features), ways[0])


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a set of features means; ``rivals`` mean as much."""

    metric: str
    score: float
    rivals: tuple[str, ...] = ()
    repeated: bool = False
    """What was counted before, said again for another scope."""
    assumed: bool = False
    """Only the label spoke; the group (settled or open?) was assumed."""


@lru_cache(maxsize=20_000)
def resolve(
    own: frozenset[str], context: frozenset[str], kind: Kind, but: str = ""
) -> Resolution | None:
    """The metric that explains most of ``own``, filled up from ``context``; None if none does.

    ``but`` is a metric that cannot be meant: that of the figure this one is a part of.
    """
    implies = grammar().implies
    own = frozenset(part for f in own for part in implies.get(f, (f,)))
    own = own.difference(*(kinds for kinds in grammar().kinds if kinds <= own))
    context = _not_replaced(own, context)
    ranked = sorted(
        ((score, name) for name, score in _scores(own, context, kind) if name != but),
        key=lambda x: (-x[0], x[1]),
    )
    if not ranked or ranked[0][0] <= 0:
        return None
    best, name = ranked[0]
    rivals = tuple(other for score, other in ranked[1:] if score == best and other != name)
    timing = any(f in own for f in grammar().classes["timing"])
    grouped = any(f in own | context for f in (*grammar().classes["group"], "feedback", "task"))
    return Resolution(name, best, rivals, assumed=timing and not grouped)


def _not_replaced(own: frozenset[str], context: frozenset[str]) -> frozenset[str]:
    """Context features whose class the label itself does not fill."""
    class_of = grammar().class_of
    filled = {class_of(f) for f in own} - {None}
    if filled & {"topic", "paid"}:
        filled |= {"object", "group", "subject"}
    elif "group" in filled:
        filled |= {"object", "topic"}
    if "rate" in own and "channel" in filled:
        context -= grammar().services
    return frozenset(f for f in context if class_of(f) not in filled)


def _scores(own: frozenset[str], context: frozenset[str], kind: Kind) -> list[tuple[str, float]]:
    light, nouns = grammar().weight.light, grammar().weight.counted
    everything = own | context
    found = []
    for metric in metrics().values():
        if metric.kind != kind:
            continue
        for needs in metric.needs:
            if not needs <= everything or not needs & own or (metric.unless - needs) & everything:
                continue
            explained = needs & own
            left = own - needs - metric.may
            score = (
                sum(0.5 if f in light else 2.0 if f in nouns else 3.0 for f in explained)
                + 1.0 * len(needs - own)
                + 0.25 * len(metric.may & own)
                - sum(0.3 if f in light else 3.5 for f in left)
            )
            found.append((metric.metric, score))
    return found
