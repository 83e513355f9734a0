"""How people ask for figures: ``patterns/asking.toml``."""

from __future__ import annotations

from functools import cache
from typing import Literal

from extractor.book.loading import Declared, load

Sign = Literal[">=", "<=", ">", "<", "!=", "="]
Phrases = tuple[str, ...]


class Small(Declared):
    """Words around a condition."""

    percent: Phrases
    lead: Phrases
    joins: Phrases


class Asking(Declared):
    """The whole file."""

    meaning: str
    before: dict[Sign, Phrases]
    after: dict[Sign, Phrases]
    small: Small


@cache
def asking() -> Asking:
    """The declared words."""
    return load(Asking, "asking.toml")
