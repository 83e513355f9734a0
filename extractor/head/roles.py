"""What may stand in a signer's block: words of authority, positions, a name.

Expressions over folded text, but for words of authority and names, whose capitals tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from extractor.book.head import positions
from extractor.patience import Pattern
from extractor.text import fold


def person_in(text: str) -> str | None:
    """The text as a person's name (degree and rank dropped), or None."""
    bare = " ".join(text.split())
    if degree := _degree().match(bare):
        bare = bare[degree.end() :]
    bare = bare.strip(" .,-*")
    words = bare.split()
    if not 2 <= len(words) <= 6 or not _name().fullmatch(bare):
        return None
    return bare


def _names(words: Iterable[str]) -> str:
    return "|".join(
        regex.escape(fold(w), literal_spaces=True).replace(" ", r"\s+")
        for w in sorted(words, key=len, reverse=True)
    )


@cache
def authority() -> Pattern:
    """'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH': as printed."""
    words = "|".join(regex.escape(a) for a in positions().authorities)
    long = "|".join(regex.escape(a) for a in positions().authorities if len(a) > 1)
    return Pattern(rf"(?:{words})\s*[.,]\s*\p{{Lu}}{{2}}|(?:{long})\s+\p{{Lu}}{{2}}")


@cache
def position() -> Pattern:
    """A position at a piece's beginning, a deputy's too."""
    p = positions()
    lead = f"(?:{_names((p.deputy, p.acting))}|q\\.?)"
    return Pattern(rf"(?:{lead}\s+)?(?:{_names(p.positions)})(?!\w)")


@cache
def _degree() -> Pattern:
    words = "|".join(regex.escape(d) for d in sorted(positions().degrees, key=len, reverse=True))
    return Pattern(rf"(?:(?:{words})(?:\.\s*|\s+))+")


@cache
def _name() -> Pattern:
    word = r"\p{Lu}[\p{L}'’]*"
    return Pattern(rf"{word}(?:[\s-]+{word}){{1,5}}")
