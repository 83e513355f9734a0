"""A text as the words of the index, twice: bare of all marks, and with them.

Both sides go through here, what is kept and what is asked, so that neither the form in which
letters were composed, nor where a tone mark stands ('hòa', 'hoà'), nor the dots in a number make
a difference. Knows letters and digits; no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from extractor.head.names import word_key
from extractor.text import fold

_WORD = re.compile(r"[^\W\d_]+|\d{1,3}(?:\.\d{3})+(?!\d|[.,]\d)|\d+")
_LONGEST = 64
"""Characters of a word; a longer run of letters is none, and databases refuse it."""


class Word(NamedTuple):
    """One word with its place in the composed text."""

    bare: str
    exact: str
    """With its marks, the tone's at its end."""
    start: int
    end: int


def composed(text: str) -> str:
    """The text in which the places of :class:`Word` are counted."""
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def words_of(text: str) -> Iterator[Word]:
    """Every word of a composed text, left to right."""
    folded = fold(text)
    for match in _WORD.finditer(folded):
        start, end = match.span()
        yield Word(_bare(match[0]), exact(text[start:end]), start, end)


def bare_and_exact(text: str) -> tuple[list[str], list[str]]:
    """The same in two lists and without their places, in half of the time."""
    folded = fold(text)
    spans = [match.span() for match in _WORD.finditer(folded)]
    bare = [_bare(folded[start:end]) for start, end in spans]
    return bare, [exact(text[start:end]) for start, end in spans]


def bare_words(text: str) -> list[str]:
    """The same, bare only."""
    return [_bare(word) for word in _WORD.findall(fold(composed(text)))]


def _bare(word: str) -> str:
    return word.replace(".", "")[:_LONGEST]


@lru_cache(maxsize=50_000)
def exact(word: str) -> str:
    """A word with its marks, spelled in the one way in which it is kept."""
    return (word.lower() if word.isascii() else word_key(word)).replace(".", "")[:_LONGEST]
