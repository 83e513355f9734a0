"""Print that a pass over a page passed over: ink at which it saw no word is read again by itself.

Where few lines stand on a page, or one stands far from the others, the engine takes print for
dirt: a page number, a heading, a line's last word. What is as high as letters and stands at no
word is cut out and read as one line. Knows patches of ink and words; whoever reads is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean, median

import cv2
import numpy as np

from extractor.images.patches import patches
from extractor.images.picture import Picture, Pixels
from extractor.ocr.engine import Seen
from extractor.ocr.ghosts import DOUBTED
from extractor.ocr.witness import UNSURE

Read = Callable[[Picture, str], list[Seen]]
"""A picture that is one line, read by one of the passes."""
Box = tuple[int, int, int, int]
"""left, top, right, bottom of some ink, in pixels."""

COARSE = 3
"""Times the picture is smaller on which ink is looked for."""
INK = 150
"""Grey below which a pixel of that is ink."""
NEAR = 0.4
"""Heights of a word around it within which ink is its own: marks, signs, a stroke read as none."""
LOW, HIGH, BROAD = 0.45, 1.6, 4.0
"""Heights of the page's words between which a letter's lies, and its greatest width where
letters touch."""
BESIDE, LEVEL = 1.5, 0.5
"""Heights by which letters of one line stand apart at most, and the share of the lower one that
they have in common."""
EDGE = 0.03
"""Share of the page at its sides that is the scanner's."""
MOST = 6
"""Places of a page that are read again, the longest first: where there are more, it is dirt."""
ROOM = 0.5
"""Heights of paper left around a place."""


def heard_again(
    picture: Picture, passes: Mapping[str, list[Seen]], read: Read
) -> dict[str, list[Seen]]:
    """The words of each pass, behind them those of print that it passed over.

    Numbers among these are doubted, so that one more witness is asked.

    Args:
        picture: the prepared picture in which they were seen, without its tables.
        passes: witness → its words, which tell how high print is.
        read: reads a line.
    """
    ink = _ink(picture.pixels)
    found = {
        name: [_read(picture, place, name, read) for place in _passed_over(ink, words)]
        for name, words in passes.items()
    }
    heard = {}
    for name, words in passes.items():
        others = [w for n, mine in passes.items() if n != name for w in mine]
        others += [w for n, places in found.items() if n != name for place in places for w in place]
        line = max((word.line for word in words), default=0)
        kept = [place for place in found[name] if _is_print(place, others)]
        heard[name] = words + [
            replace(word, line=line + n) for n, place in enumerate(kept, 1) for word in place
        ]
    return heard


def _ink(grey: Pixels) -> Pixels:
    """Where there is ink, COARSE times smaller; none at the sheet's sides."""
    size = max(1, grey.shape[1] // COARSE), max(1, grey.shape[0] // COARSE)
    ink = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA) < INK, np.uint8)
    side = round(EDGE * ink.shape[1])
    ink[:, :side] = ink[:, ink.shape[1] - side :] = 0
    return ink


def _passed_over(ink: Pixels, words: Sequence[Seen]) -> list[Box]:
    """Where print stands at which no word was seen."""
    if not words:
        return []
    free = ink.copy()
    for word in words:
        near = NEAR * (word.bottom - word.top)
        top, left = (max(0, round((at - near) / COARSE)) for at in (word.top, word.left))
        bottom, right = (round((at + near) / COARSE) for at in (word.bottom, word.right))
        free[top:bottom, left:right] = 0
    if not free.any():
        return []
    height = median(word.bottom - word.top for word in words) / COARSE
    places = _lines(list(_letters(free, height)), height)
    places.sort(key=lambda box: box[0] - box[2])
    return [_larger(box) for box in places[:MOST]]


def _larger(box: Box) -> Box:
    left, top, right, bottom = (COARSE * at for at in box)
    return left, top, right, bottom


def _letters(ink: Pixels, height: float) -> Iterator[Box]:
    for x, y, wide, high, _ in patches(ink)[1][1:].tolist():
        if LOW * height <= high <= HIGH * height and 2 <= wide <= BROAD * height:
            yield x, y, x + wide, y + high


def _lines(letters: Sequence[Box], height: float) -> list[Box]:
    """The letters that stand side by side, as one place each."""
    found: list[Box] = []
    for box in sorted(letters):
        beside = [line for line in found if _is_beside(line, box, height)]
        found = [line for line in found if line not in beside]
        lefts, tops, rights, bottoms = zip(*beside, box, strict=True)
        found.append((min(lefts), min(tops), max(rights), max(bottoms)))
    return found


def _is_beside(line: Box, box: Box, height: float) -> bool:
    level = min(line[3], box[3]) - max(line[1], box[1])
    lower = min(line[3] - line[1], box[3] - box[1])
    return box[0] - line[2] <= BESIDE * height and level >= LEVEL * lower


def _read(picture: Picture, place: Box, name: str, read: Read) -> list[Seen]:
    """What one pass sees at a place."""
    left, top, right, bottom = place
    room = round(ROOM * (bottom - top))
    left, top = max(0, left - room), max(0, top - room)
    cut = picture.pixels[top : bottom + room, left : right + room]
    seen = read(replace(picture, pixels=np.ascontiguousarray(cut)), name)
    return [_placed(word, left, top) for word in seen]


def _placed(word: Seen, left: int, top: int) -> Seen:
    """The word where it stands on the page; the engine's word alone is not enough for a number."""
    number = any(map(str.isdecimal, word.text))
    return replace(
        word,
        left=word.left + left,
        top=word.top + top,
        right=word.right + left,
        bottom=word.bottom + top,
        confidence=min(word.confidence, UNSURE / 2) if number else word.confidence,
    )


def _is_print(place: Sequence[Seen], others: Sequence[Seen]) -> bool:
    """Whether it is a word, or a number that another pass saw too; else it is dirt, or a pen's."""
    letters = [word for word in place if sum(map(str.isalpha, word.text)) > 1]
    if letters and fmean(word.confidence for word in letters) >= DOUBTED:
        return True
    text = "".join(word.text for word in place)
    left, top, right, bottom = _around(place) if place else (0, 0, 0, 0)
    there = "".join(
        word.text
        for word in others
        if left <= (word.left + word.right) / 2 <= right
        and top <= (word.top + word.bottom) / 2 <= bottom
    )
    return any(map(str.isdecimal, text)) and text == there


def _around(words: Sequence[Seen]) -> Box:
    return (
        min(w.left for w in words), min(w.top for w in words),
        max(w.right for w in words), max(w.bottom for w in words),
    )  # fmt: skip
