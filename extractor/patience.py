"""How long a pattern may take on a text that somebody else wrote.

A hostile text can make a pattern search for hours; a clock ends that. But to ask the clock takes
several times what most patterns need for the lines they are tried on, and on so short a text no
pattern of the book is slow: a test holds each of them to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

SHORT = 200
"""Characters that are looked at without a clock: nearly every line of a head, most sentences."""
SECONDS = 1.0
"""What one pattern may take on one longer text."""
OFTEN = 300
"""Looks from which a pattern is worth making a second time, which takes a millisecond or two."""
Match = re.Match[str] | regex.Match[str]


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
            return self.short(text).match(text, pos)
        return self.slow.match(text, pos, timeout=SECONDS)

    def search(self, text: str, pos: int = 0, end: int | None = None) -> Match | None:
        """The first there is between ``pos`` and ``end``."""
        if end is not None:
            return self.slow.search(text, pos, end, timeout=patience(text))
        if len(text) <= SHORT:
            return self.short(text).search(text, pos)
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
