"""What is no figure: masks over folded text, and sections and documents not read for figures."""

from __future__ import annotations

from functools import cache

import regex
from pydantic import Field

from extractor.book.loading import Declared, load
from extractor.book.phrases import State, automaton

NUM = r"\d{1,20}+(?:[.,]\d{1,12}+){0,6}+"


class Mask(Declared):
    """A pattern over folded text; what it matches holds no figure."""

    name: str
    at: tuple[str, ...]
    """Words on which the pattern begins; '#' for a number."""
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


class Sections(Declared):
    """``patterns/notfigures/sections.toml``."""

    meaning: str
    headings: tuple[str, ...]
    kinds: Kinds


@cache
def masks_at() -> dict[str, tuple[regex.Pattern[str], tuple[str, ...]]]:
    """First word of a mask ('#' for a number) → the masks to try there, as one pattern.

    The names are those of its groups, in order; the first mask that fits is taken.
    """
    found: dict[str, list[Mask]] = {}
    for mask in load(MaskFile, "notfigures/masks.toml").mask:
        for word in mask.at:
            found.setdefault(word, []).append(mask)
    return {word: _together(masks) for word, masks in found.items()}


def _together(masks: list[Mask]) -> tuple[regex.Pattern[str], tuple[str, ...]]:
    parts = "|".join(f"({mask.pattern.replace('NUM', NUM)})" for mask in masks)
    return regex.compile(parts), tuple(mask.name for mask in masks)


@cache
def sections() -> Sections:
    """Headings and kinds of document without figures."""
    return load(Sections, "notfigures/sections.toml")


@cache
def section_headings() -> State:
    """Headings of sections that are not read."""
    return automaton([sections().headings])


@cache
def title_words() -> State:
    """Owner 0: a title that reports; owner 1: a title about another matter."""
    kinds = sections().kinds
    return automaton([kinds.reporting, kinds.other_matter])
