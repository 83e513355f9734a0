"""A passage as words, numbers and signs, each with its place.

On damaged text a word may hold a digit ('S6' for 'Số'); a number glued to a word ('kỳ1.304')
is always parted from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.numbers import NUMBER
from extractor.text import fold

_WORD = r"[^\W\d_]+(?:\d(?!\d|[.,]\d|%)[^\W\d_]*)?"
_NUMBER = NUMBER.pattern
# Standard ``re``: twice as quick here, and a scan token by token has nothing to backtrack into.
_TOKEN = re.compile(rf"[^\W\d_]+|{_NUMBER}|[^\s\w]|_", re.VERBOSE)
# Folded text is nearly always plain ASCII, and a range is met quicker than a class of letters.
_PLAIN = re.compile(rf"[a-z]+|{_NUMBER}|[^\s\w]|_", re.VERBOSE)
_DAMAGED = re.compile(rf"{_WORD}|(?<![\w.,])\d[^\W\d_]+|{_NUMBER}|[^\s\w]|_", re.VERBOSE)


@dataclass(slots=True)  # not frozen: made for every passage, and never changed
class Tokens:
    """A passage's tokens as columns: an object for each would cost more than all that is asked.

    Offsets are within the passage.
    """

    folded: list[str]
    marked: list[str]
    """Lower case, marks kept; numbers and signs as folded."""
    starts: Sequence[int]
    ends: Sequence[int]
    kinds: list[str]
    """'w' word, 'n' number, 'x' number that was set aside, 'p' sign."""

    def as_kinds(self, kinds: list[str]) -> Tokens:
        """The same tokens, taken for something else."""
        return Tokens(self.folded, self.marked, self.starts, self.ends, kinds)

    def words(self, most: int) -> Tokens:
        """The first words alone."""
        at = [i for i, kind in enumerate(self.kinds) if kind == "w"][:most]
        columns = (self.folded, self.marked, self.starts, self.ends, self.kinds)
        return Tokens(*([column[i] for i in at] for column in columns))  # type: ignore[arg-type]


class _Kinds(dict[str, str]):
    """The kind of a token by its first character."""

    def __missing__(self, char: str) -> str:
        return "n" if char.isdecimal() else "w" if char.isalnum() else "p"


_KINDS = _Kinds({chr(code): _Kinds().__missing__(chr(code)) for code in range(128)})


def tokens(text: str, folded: str | None = None, *, damaged: bool) -> Tokens:
    """Every token of the passage, left to right; ``folded`` is ``fold(text)`` where at hand."""
    folded = fold(text) if folded is None else folded
    lower = text.lower()
    if len(lower) != len(text):  # 'İ' grows when lowered
        lower = text
    pattern = _DAMAGED if damaged else _PLAIN if folded.isascii() else _TOKEN
    spans = [match.span() for match in pattern.finditer(folded)]
    words = [folded[start:end] for start, end in spans]
    kinds = [_KINDS[word[0]] for word in words]
    if damaged:  # '6ng' for 'ông' is a word
        pairs = zip(words, kinds, strict=True)
        kinds = ["w" if k == "n" and not w[-1].isdecimal() else k for w, k in pairs]
    marked = (
        words
        if lower == folded
        else [
            lower[start:end] if kind == "w" else word
            for (start, end), word, kind in zip(spans, words, kinds, strict=True)
        ]
    )
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Tokens(words, marked, starts, ends, kinds)
