"""A passage as words, numbers and signs, each with its place.

On damaged text a word may hold a digit ('S6' for 'Số'); a number glued to a word ('kỳ1.304')
is always parted from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter

from extractor.numbers import CLOSE, PRINTED
from extractor.repair.syllables import KINDS, Kind
from extractor.text import fold

SURE = "s"
"""Instead of 'w': a word that bears marks where all were put right says what it says."""

_BROKEN = r"[@¢?&](?=[^\W\d_]|\ [a-z])"
"""Signs for which an engine takes half a letter: 'xt? ly', 'S@ Xay dung'."""
_WORD = rf"[^\W\d_]+(?:(?:\d(?!\d|[.,]\d|%)|{_BROKEN})[^\W\d_]*)*"


def _parts(token: str, number: str = PRINTED) -> re.Pattern[str]:
    """Cuts a text into: what is between, the blanks before a token, the token, and so on.

    Standard ``re``: twice as quick here, and a scan token by token has nothing to backtrack into.
    A number is always met at its first digit, so that it need not be asked for.
    """
    return re.compile(rf"(\ *)({token}|{number}|[^\s\w]|_)", re.VERBOSE)


_TOKEN = _parts(r"[^\W\d_]+")
# Folded text is nearly always plain ASCII, and a range is met quicker than a class of letters.
_PLAIN = _parts(r"[a-z]+")
_SIGNED = r"(?<!\w)[$?]\d(?![\w.,%/])"
# '$6 h6 so' and 'S60 hé so' are 'Số hồ sơ': to a letter alone no number is glued.
_MISREAD = rf"(?<!\w)[^\W\d_]\d\d(?![\w.,%/])|{_SIGNED}|{_WORD}|(?<![\w.,])\d[^\W\d_]+"
_DAMAGED, _DAMAGED_CLOSE = _parts(_MISREAD), _parts(_MISREAD, CLOSE)


@dataclass(slots=True)  # not frozen: made for every passage, and never changed
class Tokens:
    """A passage's tokens as columns: an object for each would cost more than all that is asked.

    Offsets are within the passage.
    """

    folded: list[str]
    starts: Sequence[int]
    ends: Sequence[int]
    kinds: str
    """A letter for each: 'w' word, 'n' number, 'x' number that was set aside, 'p' sign."""
    lower: str
    """The passage in lower case, marks kept."""
    restored: bool = False
    """Of garbled text whose words were put right: one that bears marks says what it says."""
    _said: list[str] | None = None

    @property
    def said(self) -> list[str]:
        """Each token behind the letter of its kind, or of ``SURE`` where it is no other word."""
        if self._said is None:
            self._said = list(map(str.__add__, self._sure(), self.folded))
        return self._said

    def _sure(self) -> Iterable[str]:
        if not self.restored:
            return self.kinds
        at = zip(self.kinds, self.starts, self.ends, strict=True)
        return [SURE if k == "w" and KINDS[self.lower[a:b]] is Kind.MARKED else k for k, a, b in at]

    def marks(self, first: int, last: int) -> tuple[str, ...]:
        """Some of the tokens in lower case, words with their marks."""
        here = range(first, last)
        at = zip(here, self.starts[first:last], self.ends[first:last], strict=True)
        return tuple(
            [self.lower[a:b] if self.kinds[i] == "w" else self.folded[i] for i, a, b in at]
        )

    @property
    def marked(self) -> tuple[str, ...]:
        """All of them; what looks at a few words of many asks for their ``marks``."""
        return self.marks(0, len(self.folded))

    def as_kinds(self, kinds: str) -> Tokens:
        """The same tokens, taken for something else."""
        return Tokens(self.folded, self.starts, self.ends, kinds, self.lower, self.restored)

    def words(self, most: int) -> Tokens:
        """The first words alone."""
        at = [i for i, kind in enumerate(self.kinds) if kind == "w"][:most]
        folded, starts, ends = ([c[i] for i in at] for c in (self.folded, self.starts, self.ends))
        kinds = "w" * len(at)
        return Tokens(folded, starts, ends, kinds, self.lower, self.restored)  # type: ignore[arg-type]


class _Kinds(dict[int, str]):
    """The kind of a token by its first character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        return "n" if char.isdecimal() else "w" if char.isalnum() else "p"


_KINDS = _Kinds()
_KINDS.update({code: _KINDS[code] for code in range(128)})
_FIRST = itemgetter(0)


def tokens(
    text: str,
    folded: str | None = None,
    *,
    damaged: bool,
    close: bool = False,
    restored: bool = False,
) -> Tokens:
    """Every token of the passage, left to right; ``folded`` is ``fold(text)`` where at hand.

    ``close``: of damaged text in which no blank parts thousands; ``restored``: its words were put
    right.
    """
    folded = fold(text) if folded is None else folded
    lower = text.lower()
    if len(lower) != len(text):  # 'İ' grows when lowered
        lower = text
    plain = _PLAIN if folded.isascii() else _TOKEN
    misread = _DAMAGED_CLOSE if close else _DAMAGED
    parts = (misread if damaged else plain).split(folded)
    words = parts[2::3]
    offsets = list(accumulate(map(len, parts)))
    firsts: Iterable[str] = map(_FIRST, words)
    if damaged and ("$" in folded or "?" in folded):  # '$6' is a word
        firsts = ["a" if w[0] in "$?" and len(w) > 1 else w[0] for w in words]
    kinds = "".join(firsts).translate(_KINDS)
    if damaged:  # '6ng' for 'ông' is a word
        pairs = zip(words, kinds, strict=True)
        kinds = "".join(["w" if k == "n" and not w[-1].isdecimal() else k for w, k in pairs])
    return Tokens(words, offsets[1::3], offsets[2::3], kinds, lower, restored)
