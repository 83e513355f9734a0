"""When two spellings name one unit or person, for scoring only.

Which words are short for which is data (``patterns/evaluation.toml``); the extraction itself
never uses this.
"""

from __future__ import annotations

from functools import cache

import regex

from extractor.book.loading import Declared, load
from extractor.text import fold


class Spellings(Declared):
    """Words that may stand for others in a unit's name, folded."""

    short_for: dict[str, str]
    """Abbreviation → the words it stands for ('ubnd' → 'uy ban nhan dan')."""
    dropped: tuple[str, ...]
    """Words in front of a name that add nothing to it, in their long form."""


@cache
def _spellings() -> Spellings:
    return load(Spellings, "evaluation.toml")


@cache
def same_name(name: str | None) -> str:
    """One spelling for all of a name: '' for None."""
    if name is None:
        return ""
    spellings = _spellings()
    tokens = regex.findall(r"[^\W_]+", fold(name))
    words = " ".join(spellings.short_for.get(token, token) for token in tokens)
    for front in spellings.dropped:
        words = words.removeprefix(front + " ")
    return words
