"""What an engine took for words and is none: marks read a second time, specks, ends of rules.

Where the marks over a line stand a little apart, the engine makes a line of their own of them,
and they end up amid the words to which they belong. Knows boxes and kinds of characters, no
language. Nothing that holds a digit is ever dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.ocr.engine import Seen

LOW = 0.7
"""Marks are this share as high as the words they belong to, or less."""
NEAR = 0.35
"""Of that word's height: so far above or below it a mark may stand."""
MOST = 0.8
"""Share of a line's words that must stand at words of another line."""
DOUBTED = 0.75
"""Mean confidence below which a line may be one of marks; lines of words are read at 0.9."""
SLIM = 0.1
"""Of its height: no letter is narrower, blanks between letters included; an 'i' has a fifth."""
ALONE = 0.6
"""A lone sign below this confidence is a speck; hyphens and full stops are read at 0.9."""
KEPT = frozenset("-–+*•%/=()[]…")
"""Signs that stand alone in a text."""


def without_ghosts(seen: Sequence[Seen]) -> list[Seen]:
    """The words that are words, in the order in which they came."""
    upright = [word for word in seen if not _is_shadow(word)]
    real = [word for line in _lines(upright) if not _all_marks(line, upright) for word in line]
    return [word for word in real if not _sign(word) or _stands(word, real)]


def _is_shadow(word: Seen) -> bool:
    """Whether a word is far higher than its letters are broad: the shadow of the sheet's edge."""
    broad = (word.right - word.left) / len(word.text)
    slim = broad < SLIM * (word.bottom - word.top)
    return slim and word.confidence < DOUBTED and not any(map(str.isdigit, word.text))


def _lines(seen: Sequence[Seen]) -> list[list[Seen]]:
    return [list(line) for _, line in groupby(seen, key=lambda word: word.line)]


def _all_marks(line: list[Seen], seen: Sequence[Seen]) -> bool:
    """Whether a line is made of the marks of another one."""
    if fmean(word.confidence for word in line) >= DOUBTED:
        return False
    if any(char.isdigit() for word in line for char in word.text):
        return False
    return sum(_at_another(word, seen) for word in line) >= MOST * len(line)


def _sign(word: Seen) -> bool:
    """Whether a word is of signs that mean nothing alone; a row of them is a blank to fill."""
    return len(word.text) < 3 and not any(c.isalnum() or c in KEPT for c in word.text)


def _stands(sign: Seen, seen: Sequence[Seen]) -> bool:
    return sign.confidence >= ALONE and not _at_another(sign, seen)


def _at_another(mark: Seen, seen: Sequence[Seen]) -> bool:
    """Whether a larger word of another line stands where this one does."""
    return line_beneath(mark, seen) is not None


def line_beneath(mark: Seen, seen: Sequence[Seen]) -> int | None:
    """The line of a larger word that stands where this one of another line does."""
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    for word in seen:
        height = word.bottom - word.top
        if (
            word.left <= x <= word.right
            and word.top - NEAR * height <= y <= word.bottom + NEAR * height
            and word.line != mark.line
            and mark.bottom - mark.top <= LOW * height
        ):
            return word.line
    return None
