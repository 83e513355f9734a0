"""Print that a program laid out anew: words parted by a hyphen at a line's end, blanks multiplied.

Knows where a hyphen or a blank may stand in Vietnamese; nothing of what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.models import Edit
from extractor.repair.syllables import common, is_syllable

_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,6})(-[ \t]*\n[ \t]*)([^\W\d_]{1,6})(?![^\W\d_])")
_WIDE = re.compile(r"(?<=\S)(?:[ \xa0]{2,}|[ \xa0]*\t[ \xa0\t]*)(?=\S)")
_BETWEEN = re.compile(r"[^\W\d_A-Z]([ \t\xa0]+)[^\W\d_]")
OFTEN, FEWEST = 0.25, 20
"""Share of the blanks behind small letters, and their number, from which wide ones part nothing."""


def hyphens(text: str) -> list[Edit]:
    """A syllable parted at a line's end set together: 'quy-/ết định' is 'quyết định'."""
    return [
        Edit(match.start(2), match.end(2), "")
        for match in _HYPHEN.finditer(text)
        if _is_parted(match[1].lower(), match[3].lower())
    ]


def _is_parted(left: str, right: str) -> bool:
    """Whether two pieces are one syllable, and no two that a dash joins."""
    whole = left + right
    if not is_syllable(whole):
        return False
    return whole in common() or not (is_syllable(left) and is_syllable(right))


def wide_blanks(text: str, tables: Sequence[tuple[int, int]]) -> list[Edit]:
    """Blanks that were multiplied made one each, on a page where they part nothing.

    ``tables`` lie in the same text: there wide blanks part columns.
    """
    between = [match[1] for match in _BETWEEN.finditer(text)]
    wide = sum(blank != " " for blank in between)
    if wide < FEWEST or wide < OFTEN * len(between):
        return []
    return [
        Edit(match.start(), match.end(), " ")
        for match in _WIDE.finditer(text)
        if not any(start <= match.start() < end for start, end in tables)
    ]
