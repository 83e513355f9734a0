"""How long a pattern may take on a text that somebody else wrote.

A hostile text can make a pattern search for hours; a clock ends that. But to ask the clock takes
several times what most patterns need for the lines they are tried on, and on so short a text no
pattern of the book is slow: a test holds each of them to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

import regex

SHORT = 200
"""Characters that are looked at without a clock: nearly every line of a head, most sentences."""
SECONDS = 1.0
"""What one pattern may take on one longer text."""
OFTEN = 300
"""Looks from which a pattern is worth making a second time, which takes a millisecond or two."""
Match = re.Match[str] | regex.Match[str]
_AROUND = regex.compile(r"\(\?<?[=!](?P<in>(?:[^()\[\]\\]|\\.|\[\]?[^]]*\]|\((?&in)\))*)\)")
_SIGN = re.compile(r"[^\w\s]")
_START = re.compile(r"\w+|(?<!\w)[^\w\s]")
_KNOWN = 50_000
"""Words of which it is remembered whether an expression may begin with them."""


def patience(text: str) -> float | None:
    """The ``timeout`` of a pattern that looks at ``text`` or at a part of it."""
    return None if len(text) <= SHORT else SECONDS


class Pattern:
    """A pattern for text that somebody else wrote: quick on short text, ended on any other.

    The standard ``re`` has no clock, but answers a line in a tenth of the time that ``regex``
    takes to begin; plain short text, on which the two agree, is left to it where it knows the
    expression.

    Raises:
        TimeoutError: a text has taken longer than :data:`SECONDS`; of all that look.
    """

    __slots__ = ("_asked", "_quick", "flags", "pattern", "slow")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags
        self.slow: regex.Pattern[str] = regex.compile(pattern, flags)
        self._quick: re.Pattern[str] | regex.Pattern[str] | None = None
        self._asked = 0

    def match(self, text: str, pos: int = 0) -> Match | None:
        """What begins at ``pos``."""
        if len(text) <= SHORT:
            quick = self._quick if self._quick and text.isascii() else self.short(text)
            return quick.match(text, pos)
        return self.slow.match(text, pos, timeout=SECONDS)

    def search(self, text: str, pos: int = 0, end: int | None = None) -> Match | None:
        """The first there is between ``pos`` and ``end``."""
        if end is not None:
            return self.slow.search(text, pos, end, timeout=patience(text))
        if len(text) <= SHORT:
            quick = self._quick if self._quick and text.isascii() else self.short(text)
            return quick.search(text, pos)
        return self.slow.search(text, pos, timeout=SECONDS)

    def fullmatch(self, text: str, pos: int = 0) -> Match | None:
        """The text from ``pos`` on, if all of it fits."""
        if len(text) <= SHORT:
            return self.short(text).fullmatch(text, pos)
        return self.slow.fullmatch(text, pos, timeout=SECONDS)

    def finditer(self, text: str, pos: int = 0) -> Iterator[Match]:
        """Each there is from ``pos`` on, left to right."""
        if len(text) <= SHORT:
            return self.short(text).finditer(text, pos)
        return self.slow.finditer(text, pos, timeout=SECONDS)

    def split(self, text: str) -> list[str]:
        """What stands between those there are."""
        return [part or "" for part in self.slow.split(text, timeout=patience(text))]

    def short(self, text: str) -> re.Pattern[str] | regex.Pattern[str]:
        """What looks at a text that is short."""
        if not text.isascii():
            return self.slow
        if self._quick is None:
            self._asked += 1
            return self.slow if self._asked < OFTEN else self.quick()
        return self._quick

    def quick(self) -> re.Pattern[str] | regex.Pattern[str]:
        """``re``'s own, made once; ``slow`` where ``re`` knows no such expression."""
        if self._quick is None:
            try:
                self._quick = re.compile(self.pattern, self.flags)
            except re.error:
                self._quick = self.slow
        return self._quick


class Opened:
    """A long expression that begins where a word or a sign does, tried only at those that fit.

    Which words may begin it is asked of the expression itself, once for each word: an expression
    of a hundred branches is else tried at every letter of a text, of which two or three fit. What
    stands around a match (``(?<=…)``, ``(?!…)``) is left out where that is asked, so that no word
    is refused that might fit.

    Raises:
        TimeoutError: as :class:`Pattern`.
    """

    __slots__ = ("_behind", "_fits", "_goes_on", "_never", "_opening", "pattern", "slow")

    def __init__(self, pattern: str) -> None:
        self.pattern = rf"(?<!\w)(?:{pattern})"
        self.slow: regex.Pattern[str] = regex.compile(self.pattern)
        self._fits: regex.Pattern[str] = regex.compile(_AROUND.sub("", pattern))
        self._behind = sorted({" ", "\N{BULLET}", *_SIGN.findall(pattern)})
        self._never: set[str] = set()
        self._opening: set[str] = set()
        self._goes_on: dict[str, bool] = {}

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """Each there is, left to right."""
        found = _words(text)
        here = found.keys() - self._never
        if unseen := here - self._opening:
            self._learn(unseen)
            here -= self._never
        if not here:
            return
        end, clock = 0, patience(text)
        for start, two in sorted(at for word in here for at in found[word]):
            if start < end or not self._may_go_on(two):
                continue
            match = self.slow.match(text, start, timeout=clock)
            if match is not None and match.end() > start:
                end = match.end()
                yield match

    def _learn(self, words: Iterable[str]) -> None:
        if len(self._never) > _KNOWN:
            self._never.clear()
        for word in words:
            (self._opening if self._may_begin(word) else self._never).add(word)

    def _may_go_on(self, words: str) -> bool:
        """Whether a match may begin with these two words."""
        known = self._goes_on.get(words)
        if known is None:
            if len(self._goes_on) > _KNOWN:
                self._goes_on.clear()
            fit = self._fits.match(words, partial=True, timeout=SECONDS)
            known = self._goes_on[words] = fit is not None
        return known

    def _may_begin(self, word: str) -> bool:
        """Whether a match may begin with this word, and what stands behind it be no letter."""
        fits = partial(self._fits.match, partial=True, timeout=SECONDS)
        if fits(word) is None:
            return False
        return not word[-1].isalnum() or any(fits(word + sign) for sign in self._behind)


@lru_cache(maxsize=8)
def _words(text: str) -> dict[str, list[tuple[int, str]]]:
    """Where each word and each sign begins, and the text up to the end of the next one.

    Not what follows a letter: no word begins there.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    last: re.Match[str] | None = None
    for word in _START.finditer(text):
        if last is not None:
            start = last.start()
            found.setdefault(last.group(), []).append((start, text[start : word.end()]))
        last = word
    if last is not None:
        found.setdefault(last.group(), []).append((last.start(), text[last.start() :]))
    return found
