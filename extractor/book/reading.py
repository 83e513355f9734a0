"""What reading engines confuse, as declared in ``patterns/reading``."""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load


class Confusions(Declared):
    """Groups of characters that are read for one another."""

    meaning: str
    groups: tuple[str, ...]


@cache
def confusable() -> dict[str, str]:
    """Character → the characters it may stand for."""
    found: dict[str, str] = {}
    for group in load(Confusions, "reading/confusions.toml").groups:
        for char in group:
            found[char] = found.get(char, "") + group
    return found
