"""What is no figure: masks over folded text, and sections and documents not read for figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from pydantic import Field

from extractor.book.loading import Declared, load
from extractor.book.phrases import State, automaton
from extractor.patience import Pattern

NUM = r"\d{1,20}+(?:[.,]\d{1,12}+){0,6}+"

_LETTERS = re.compile(r"(?<![a-z\\\[])[a-z]{3,}(?![a-z\]])")


class Mask(Declared):
    """A pattern over folded text; what it matches holds no figure."""

    name: str
    at: tuple[str, ...]
    """Words on which the pattern begins; '#' for a number, '^#' for one that opens the passage,
    'a#' for one glued to a letter. A second word says how the next begins ('# thang', 'nam #';
    '$': there is none, 'h$': it is 'h'), and '#' behind it that a number follows ('# / #')."""
    needs: tuple[str, ...] = ()
    """What the passage must hold one of; where none is named, nothing."""
    pattern: str
    """Without groups of its own, but for ``(?:…)``."""
    catches: tuple[str, ...] = Field(min_length=1)
    spares: tuple[str, ...] = ()


class MaskFile(Declared):
    """``patterns/notfigures/masks.toml``."""

    meaning: str
    mask: tuple[Mask, ...]


class Kinds(Declared):
    """Which documents are read for figures at all."""

    without_figures: frozenset[str]
    only_if_reporting: frozenset[str]
    reporting: tuple[str, ...]
    other_matter: tuple[str, ...]
    inspections: tuple[str, ...]


class Sections(Declared):
    """``patterns/notfigures/sections.toml``."""

    meaning: str
    headings: tuple[str, ...]
    ours: tuple[str, ...]
    ahead: tuple[str, ...]
    parts: tuple[str, ...]
    divisions: tuple[str, ...]
    leads: tuple[str, ...]
    past: tuple[str, ...]
    results: tuple[str, ...]
    kinds: Kinds


@cache
def _masks() -> tuple[Mask, ...]:
    return load(MaskFile, "notfigures/masks.toml").mask


class _Behind(dict[str, bool]):
    """A token behind a word on which masks begin → whether one of them goes on with it."""

    def __init__(self, begins: Iterable[str]) -> None:
        self._begins = tuple(begins)

    def __missing__(self, token: str) -> bool:
        if len(self) > _KEPT:
            self.clear()
        fits = self[token] = f"{next_word(token)}$".startswith(self._begins)
        return fits


_KEPT = 5_000
"""Tokens remembered behind each word; a flood of random ones must not fill the memory."""


def next_word(token: str) -> str:
    """How the masks know a token that follows a word: '#' for any number."""
    return "#" if token[0].isdecimal() else token


@cache
def mask_starts() -> dict[str, Mapping[str, bool]]:
    """Every word on which a mask may begin, with what it must go on with."""
    begins: dict[str, set[str]] = {}
    for on in (on.split() for mask in _masks() for on in mask.at):
        begins.setdefault(on[0], set()).add(on[1] if len(on) > 1 else "")
    return {word: _Behind(behind) for word, behind in begins.items()}


@cache
def mask_needs() -> tuple[str, ...]:
    """What some masks need to be tried at all."""
    return tuple(sorted({word for mask in _masks() for word in mask.needs}))


@cache
def mask_words() -> frozenset[str]:
    """Words by which masks set numbers aside, from three letters on."""
    said = (text for mask in _masks() for text in (*mask.at, mask.pattern))
    return frozenset(word for text in said for word in _LETTERS.findall(text))


@lru_cache(maxsize=20_000)
def masks_at(
    word: str, behind: str, number: bool, held: tuple[str, ...]
) -> tuple[Pattern, tuple[str, ...]] | None:
    """The masks to try on ``word`` as one pattern, and their names; None where none may begin.

    ``word`` is '#' for a number, with '^' before it where it opens the passage and 'a' where it is
    glued to a letter; ``behind`` is the word that follows, '#' or '$' for none, and ``number`` says
    whether a number follows that; ``held`` are those of the needs that the passage holds. The names
    are those of the pattern's groups; the first mask that fits is taken.
    """
    fit = tuple(
        mask
        for mask, begins in _begun().get("#" if word[-1] == "#" else word, ())
        if (not mask.needs or not set(mask.needs).isdisjoint(held))
        and any(_begins(on, word, behind, number) for on in begins)
    )
    return _together(fit) if fit else None


@cache
def _begun() -> dict[str, list[tuple[Mask, list[list[str]]]]]:
    """First word ('#' for every sort of number) → the masks in order, with the words they begin."""
    found: dict[str, list[tuple[Mask, list[list[str]]]]] = {}
    for mask in _masks():
        begins: dict[str, list[list[str]]] = {}
        for on in (on.split() for on in mask.at):
            begins.setdefault("#" if on[0][-1] == "#" else on[0], []).append(on)
        for first, ways in begins.items():
            found.setdefault(first, []).append((mask, ways))
    return found


def _begins(on: list[str], word: str, behind: str, number: bool) -> bool:
    first, *more = on
    here = set(first) <= set(word) if first[-1] == word[-1] == "#" else first == word
    next_, *last = more or ("",)
    return here and f"{behind}$".startswith(next_) and (number or not last)


@cache
def _together(masks: tuple[Mask, ...]) -> tuple[Pattern, tuple[str, ...]]:
    parts = "|".join(f"({mask.pattern.replace('NUM', NUM)})" for mask in masks)
    return Pattern(parts), tuple(mask.name for mask in masks)


@cache
def sections() -> Sections:
    """Headings and kinds of document without figures."""
    return load(Sections, "notfigures/sections.toml")


@cache
def section_headings() -> State:
    """Headings of sections that are not read; owner 1: those of the time to come."""
    return automaton([sections().headings, sections().ahead])


@cache
def leading_words() -> State:
    """What leads: 0, to what is to be done; 1, to what was; 2, a part's name; 3, to results."""
    book = sections()
    return automaton([book.leads, book.past, book.parts, book.results])


@cache
def title_words() -> State:
    """Owner 0: a title that reports; 1: one about another matter; 2: of an inspection."""
    kinds = sections().kinds
    return automaton([kinds.reporting, kinds.other_matter, kinds.inspections])


@cache
def our_matter() -> State:
    """Words of a heading or title that name procedures as what it speaks of."""
    return automaton([sections().ours])
