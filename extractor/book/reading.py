"""What reading engines confuse, as declared in ``patterns/reading``."""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load
from extractor.text import fold


class Confusions(Declared):
    """Groups of characters that are read for one another."""

    meaning: str
    first_words: tuple[str, ...]
    groups: tuple[str, ...]
    apart: dict[str, tuple[str, str]]
    """Letter → what may stand for its first half, and what for its second."""


@cache
def first_words() -> tuple[str, ...]:
    """Folded words that open a passage before the label of its number."""
    return tuple(fold(word) for word in load(Confusions, "reading/confusions.toml").first_words)


@cache
def confusable() -> dict[str, str]:
    """Character → the characters it may stand for."""
    found: dict[str, str] = {}
    for group in load(Confusions, "reading/confusions.toml").groups:
        for char in group:
            found[char] = found.get(char, "") + group
    return found


@cache
def apart() -> dict[str, str]:
    """Two characters read for one letter → the letters they may be."""
    found: dict[str, str] = {}
    for letter, (first, second) in load(Confusions, "reading/confusions.toml").apart.items():
        for pair in (a + b for a in first for b in second):
            found[pair] = found.get(pair, "") + letter
    return found
