"""Numbered lists that count anew below headings with such a mark: '1. Tiếp nhận … 1. Sở A: 90;'.

Knows the numbers that passages open with, and whether they go on; hangs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_NUMBER = re.compile(r"\s*(\d{1,2})[.)/]")
_COUNTED, _PLAIN = "1", "plain"
"""Styles of passages: with a number, and without a mark."""
_INNER = "*"
"""Behind the style of a list's items, in the outline, whose headings have the same marks."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How far the headings have counted, and the list below the last of them."""

    heading: int = 0
    item: int = 0
    """The number of the list's last item; 0 where no list counts anew."""
    passage: int = 0
    """The number that the passage itself opens with."""

    def onward(self, text: str, style: str, before: str, styles: Sequence[str]) -> Counted:
        """With one more passage; ``before`` is the text before it, ``styles`` the outline's.

        A list begins behind a line that announces it. The next number that does not go on with it
        is a heading again; so is one that goes on with the headings, too, where the item before it
        ended the list. A Markdown heading opens with no number.
        """
        found = _NUMBER.match(text) if style == _COUNTED else None
        if found is None:
            plain = style == _PLAIN
            return replace(self, item=self.item if plain else 0, passage=0)
        number, before = int(found[1]), before.rstrip()
        if self.item:
            ended = number == self.heading + 1 and not before.endswith((";", ","))
            inner = number == self.item + 1 and not ended
        else:
            announced = before.endswith(":") and styles[-1:] == [_PLAIN]
            inner = number == 1 and announced and _COUNTED in styles
        return Counted(self.heading if inner else number, number if inner else 0, number)

    def mark(self, style: str) -> str:
        """The style under which the passage hangs: the list's own, if it is an item of one."""
        return f"{style}{_INNER}" if self.item and self.passage else style
