"""A passage as words, numbers and signs, each with its place.

On damaged text a word may hold a digit ('S6' for 'Số'); a number glued to a word ('kỳ1.304')
is always parted from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.numbers import NUMBER
from extractor.text import fold

_WORD = r"[^\W\d_]+(?:\d(?!\d|[.,]\d|%)[^\W\d_]*)?"
_NUMBER = NUMBER.pattern
# Standard ``re``: twice as quick here, and a scan token by token has nothing to backtrack into.
_TOKEN = re.compile(rf"(?P<w>[^\W\d_]+)|(?P<n>{_NUMBER})|(?P<p>[^\s\w]|_)", re.VERBOSE)
# Folded text is nearly always plain ASCII, and a range is met quicker than a class of letters.
_PLAIN = re.compile(rf"(?P<w>[a-z]+)|(?P<n>{_NUMBER})|(?P<p>[^\s\w]|_)", re.VERBOSE)
_DAMAGED = re.compile(
    rf"(?P<w>{_WORD}|(?<![\w.,])\d[^\W\d_]+)|(?P<n>{_NUMBER})|(?P<p>[^\s\w]|_)", re.VERBOSE
)


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Token:
    """``kind`` is 'w' word, 'n' number or 'p' sign; offsets are within the passage."""

    kind: str
    start: int
    end: int
    text: str
    """Lower case, marks kept."""
    folded: str


def tokens(text: str, folded: str | None = None, *, damaged: bool) -> list[Token]:
    """Every token of the passage, left to right; ``folded`` is ``fold(text)`` where at hand."""
    folded = fold(text) if folded is None else folded
    lower = text.lower()
    if len(lower) != len(text):  # 'İ' grows when lowered
        lower = text
    found = []
    kinds = _DAMAGED if damaged else _PLAIN if folded.isascii() else _TOKEN
    for match in kinds.finditer(folded):
        start, end = match.span()
        kind = match.lastgroup or "p"
        bare = folded[start:end]
        found.append(Token(kind, start, end, lower[start:end] if kind == "w" else bare, bare))
    return found
