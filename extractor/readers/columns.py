"""Text set in two columns that came line by line across both: the left one is read first.

Running text alone is parted, which goes on from line to line on either side; tables, letterheads
and the places of signatures stand beside each other for a reason. Knows print, no language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
FEWEST, NARROWEST = 12, 30
"""Lines with text in both columns, and characters of the left one."""
OFTEN, WORDS, GOING_ON = 0.6, 3, 0.1
"""Share of the lines with so many words on either side, and of those that begin in small letters:
no table set with blanks has both on the left."""
ACROSS = 0.1
"""Share of the lines that may lie across both: a heading, a row that was too long."""


def in_turn(text: str) -> str:
    """The text with its columns one after the other; as it is where it has none."""
    lines = text.split("\n")
    starts = Counter(match.end() for line in lines for match in _GAP.finditer(line))
    at, met = max(starts.items(), key=lambda one: one[1], default=(0, 0))
    if met < FEWEST or at < NARROWEST or "\t" in text:
        return text
    both = [number for number, line in enumerate(lines) if _parts(line, at)]
    first, last = both[0], both[-1] + 1
    below = lines[last] if last < len(lines) else ""  # the left column may be longer by a line
    last += bool(below.strip()) and len(below) <= at - 2
    inside = lines[first:last]
    across = [bool(line[at - 2 : at].strip()) for line in inside]
    narrow = [line for line, over in zip(inside, across, strict=True) if not over]
    if sum(across) > ACROSS * len(inside) or not _runs(narrow, at):
        return text
    # what lies across both is left where it begins; nothing runs on over its place on the right
    left = [line if over else line[:at].rstrip() for line, over in zip(inside, across, strict=True)]
    right = ["" if over else line[at:] for line, over in zip(inside, across, strict=True)]
    return "\n".join([*lines[:first], *left, *right, *lines[last:]])


def _parts(line: str, at: int) -> bool:
    return any(match.end() == at for match in _GAP.finditer(line))


def _runs(lines: Sequence[str], at: int) -> bool:
    """Whether there is running text on both sides."""
    for side in ([line[:at].strip() for line in lines], [line[at:].strip() for line in lines]):
        told = [part for part in side if part]
        if sum(len(part.split()) >= WORDS for part in told) < OFTEN * len(told):
            return False
        if sum(part[0].islower() for part in told) < GOING_ON * len(told):
            return False
    return True
