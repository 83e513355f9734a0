"""A target, and the words that compare: 'tối thiểu', 'trở lên', 'không quá'.

Knows the words around one number; which numbers are targets is known to
:mod:`extractor.orders.targets`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from extractor.book.orders import compiled, targets
from extractor.patience import Match, Pattern
from extractor.text import fold

Comparison = Literal[">=", "<=", ">", "<", "="]
NUMBER = r"(?P<n>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)"
NEAR = 48
"""Characters before a number in which its comparison stands."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target whose printed number is ``text[start:end]``."""

    start: int
    end: int
    metric: str | None
    comparison: Comparison
    value: int | Decimal
    printed: str
    reduced: bool = False
    """By how much something is to become less."""


def compared(text: str, match: Match, last: int, begin: int | None = None) -> Comparison | None:
    """By the words right before the number or right behind it; None where none stands."""
    begin = match.start() if begin is None else begin
    lower = text.lower()
    bare = lower.isascii()
    before = lower[max(last, begin - NEAR) : begin]
    end = match.end("n") if "n" in match.re.groupindex else match.end()
    behind = regex.split(r"[,;.]|\d", lower[end : match.end() + 60], maxsplit=1)[0]
    for sign, words in _signs(targets().after, bare, r"(?<!\w){}(?!\w)"):
        if words.search(behind):
            return sign
    between = targets().words.between
    for sign, words in _signs(targets().before, bare, rf"(?<!\w){{}}{between}$"):
        if words.search(before):
            return sign
    return None


def _signs(words: dict[str, str], bare: bool, around: str) -> list[tuple[Comparison, Pattern]]:
    """Each comparison with its words; on a page without marks they have none either."""
    signs: tuple[Comparison, ...] = (">=", "<=", ">", "<")
    said = [(sign, around.replace("{}", words[sign])) for sign in signs if sign in words]
    return [(sign, compiled(fold(one) if bare else one)) for sign, one in said]


def is_no_aim(folded: str, match: Match) -> bool:
    """'(năm 2023 là 58,4 %)' tells what was; 'đơn vị có trên 5 % hồ sơ …' of whom it is asked."""
    words = targets().words
    if compiled(words.condition).search(folded[: match.start()]):
        return True
    opened = folded.rfind("(", 0, match.start())
    if opened < 0 or ")" in folded[opened : match.start()]:
        return False
    return compiled(words.told).match(folded, opened) is not None
