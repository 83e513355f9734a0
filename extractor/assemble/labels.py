"""Labels as features: what a run of labels says, and what a figure hands on to its parts.

Plain functions over items; nothing here knows where in a passage it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from extractor.book.metrics import grammar, metrics, way_to
from extractor.book.terms import term_book
from extractor.match.items import Item
from extractor.text import fold


def features_of(zone: Sequence[Item]) -> frozenset[str]:
    """Features of a label, nearest first."""
    return said_by(named(zone)) if zone else frozenset()


def named(labels: Sequence[Item]) -> tuple[str, ...]:
    """The features of the items, by which answers are remembered: reports repeat their labels."""
    return tuple([item.feature for item in labels])


@lru_cache(maxsize=20_000)
def said_by(before: tuple[str, ...], behind: tuple[str, ...] = ()) -> frozenset[str]:
    """What the labels before a number and behind it say together.

    A class already filled is not filled again, except by words that stand together ('trực tiếp
    và qua bưu chính') or that take back what was said ('trả 12 hồ sơ do không đủ điều kiện').
    """
    instead = grammar().instead
    before = tuple(f for f in before if instead.get(f, frozenset()).isdisjoint(behind))
    behind = tuple(f for f in behind if instead.get(f, frozenset()).isdisjoint(behind))
    said: frozenset[str] = frozenset()
    filled: set[str] = set()
    for label in (before[::-1], behind):
        found: set[str] = set()
        for feature in label:
            for part, kind in _parts(feature):
                if kind is None:
                    found.add(part)
                elif kind not in filled or together(part, found):
                    found.add(part)
                    filled.add(kind)
        said |= found
    return said


@lru_cache(maxsize=20_000)
def implied_by(before: tuple[str, ...], behind: tuple[str, ...]) -> frozenset[str]:
    """The subject that the nouns behind a number imply, or the last before it."""
    units = {feature for feature in behind if feature.startswith("unit:")}
    if not units:  # 'Tổng số TTHC: 201'
        units = {next(filter(_is_noun, before[::-1]), "unit:other")}
    known = grammar().units
    return frozenset([known[unit] for unit in units if known.get(unit)])


@cache
def _parts(feature: str) -> tuple[tuple[str, str | None], ...]:
    """What a label says, each with its class; nothing where it is a noun counted."""
    if feature.startswith("unit:") or feature == "grand_total":
        return ()
    book = grammar()
    return tuple((part, book.class_of(part)) for part in book.implies.get(feature, (feature,)))


def together(feature: str, found: set[str]) -> bool:
    """Whether a label may hold the feature beside one of those found."""
    return any(feature in pair and pair & found for pair in grammar().together.pairs)


@lru_cache(maxsize=20_000)
def handed_on(features: frozenset[str], before: frozenset[str]) -> frozenset[str]:
    """What a figure leaves for those inside it: its group and subject, not its timing."""
    book = grammar()
    classes = set(book.weight.handed_on)
    kept = frozenset(f for f in features if book.class_of(f) in classes)
    if any(book.class_of(f) in ("group", "topic") for f in kept):
        subject = frozenset(f for f in before if book.class_of(f) == "subject")
        return kept | subject if not kept & subjects() else kept
    return before | kept


@lru_cache(maxsize=20_000)
def left_by(metric: str, features: frozenset[str], assumed: bool, whole: bool) -> frozenset[str]:
    """What a figure of these features tells of the next: its way, and what is counted.

    ``assumed``: its group was not said; ``whole``: it is that of a share.
    """
    needs, groups = way_to(metric, features), grammar().classes["group"]
    if assumed:  # the whole of a share is no surer of its group than the part
        needs -= groups if whole or metrics()[metric].kind == "rate" else frozenset()
    else:  # 'trong hạn 5' alone is of open files, and so is what follows
        needs |= metrics()[metric].needs[0] & groups
    return needs | (features & subjects())


@cache
def subjects() -> frozenset[str]:
    """Features that say what is counted when it is not files (feedback, tasks)."""
    return grammar().classes["subject"]


def heavy(zone: list[Item]) -> list[Item]:
    """Labels that say which figure a number is, not merely how it is counted."""
    light = weightless()
    return [i for i in zone if i.feature not in light]


@cache
def weightless() -> frozenset[str]:
    """Features that say how a number is counted, or what noun: not which figure it is."""
    nouns = (f for f in term_book().features if f.startswith("unit:"))
    return grammar().weight.light.union(nouns)


def units(post: list[Item]) -> list[Item]:
    """The nouns counted, among the labels behind a number."""
    return [i for i in post if is_unit(i) and i.feature != "unit:other"]


def is_unit(item: Item) -> bool:
    """A noun that says what was counted."""
    return _is_noun(item.feature)


def _is_noun(feature: str) -> bool:
    return feature.startswith("unit:") or feature in grammar().weight.counted


@cache
def small_words(name: str) -> frozenset[str]:
    """Small words of ``patterns/grammar.toml`` by their folded form."""
    return frozenset(fold(word) for word in getattr(grammar().words, name))
