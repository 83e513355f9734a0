"""Lines that the engine tore in two: the marks above the letters read as a line of their own.

Such a line stands at the places of another one's words, and those are read without their marks.
Both are read again, as the one line that they are. Knows boxes; whoever reads is handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from extractor.ocr.ghosts import DOUBTED, line_beneath

if TYPE_CHECKING:
    from extractor.ocr.engine import Seen

Again = Callable[[int, int, int, int], "list[Seen]"]
"""A rectangle of the picture's pixels, read as one line."""
SHARE = 0.5
"""Of a line's words that must stand at words of one other line."""
FEWEST = 3
"""Words of which one is no accident."""
MOST = 16
"""Lines of a page that are read again: where more are torn, the picture is at fault."""
_ROOM = 8
"""Pixels of paper left around a line."""


def mended(seen: Sequence[Seen], again: Again) -> list[Seen]:
    """The words, those of torn lines as they are read again where that is the surer reading."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    tries = 0
    for upper in list(lines):
        if upper not in lines or tries == MOST:
            continue
        words = lines[upper]
        if len(words) < FEWEST or _sure(words) >= DOUBTED:
            continue
        whole = _beneath(words, seen)
        if whole in lines:
            tries += 1
            better = _surer(words, lines[whole], again)
            if better is not None:
                lines[whole] = better
                del lines[upper]
    return [word for line in lines.values() for word in line]


def _beneath(line: Sequence[Seen], seen: Sequence[Seen]) -> int | None:
    """The line at whose words most of this one's stand, if there is one."""
    found = Counter(line_beneath(word, seen) for word in line)
    found.pop(None, None)
    if not found:
        return None
    (below, count), *_ = found.most_common(1)
    return below if count >= SHARE * len(line) else None


def _surer(upper: list[Seen], lower: list[Seen], again: Again) -> list[Seen] | None:
    """The two as one line, or None where that is no better than the lower alone."""
    both = upper + lower
    read = again(
        max(0, min(word.left for word in both) - _ROOM),
        max(0, min(word.top for word in both) - _ROOM),
        max(word.right for word in both) + _ROOM,
        max(word.bottom for word in both) + _ROOM,
    )
    if not read or _sure(read) <= _sure(lower):
        return None
    first = lower[0]
    return [replace(word, line=first.line, block=first.block) for word in read]


def _sure(words: Sequence[Seen]) -> float:
    return fmean(word.confidence for word in words)
