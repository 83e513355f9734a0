"""A page number that stands alone over or under the text: the engine takes it for a speck.

Looks for the one small group of ink in the margin above the first word or below the last, and has
it read by itself. Where the engine made a doubtful letter of it, or wear has broken it in two, it
is that group as well. Knows ink and boxes; opens no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import regex

from extractor.images.patches import patches
from extractor.images.picture import Pixels

if TYPE_CHECKING:
    from extractor.ocr.engine import Seen

Rectangle = Callable[[int, int, int, int], "list[Seen]"]
Band = tuple[int, int]
"""Top and bottom, in pixels."""
Stroke = tuple[int, int, int, int, int]

MARGIN = 0.12
"""Share of the page's height, at its top and at its foot, where a page number stands."""
EDGE = 0.03
"""Share of the page at its top and foot that is the scanner's: shadows and holes."""
SIDE = 0.08
"""The same at its sides, where no text stands either; the shadows of a sheet that lay askew."""
DARK = 150
"""Grey below which a pixel of a prepared picture is ink."""
LOW, HIGH, BROAD = 0.4, 1.8, 1.2
"""Heights of a word between which a digit's lies, and its greatest width."""
ROOMS = (0.25, 1.0)
"""Heights of a word left as paper around the number, as it is read first and once more: with much
paper a lone digit is often no line to the engine, with little a thin one is not."""
RULE = 5.0
"""Heights of a word from which a stroke is as broad as no page number: a table's frame."""
MOST = 4
"""Strokes of a page number ('- 2 -')."""
BREAK = 0.4
"""Heights of a word between the two halves of a digit that was worn through: a 2 loses its neck."""
DOUBTED = 0.6
"""Confidence below which a word that stands alone in a margin may be a misread page number."""
_NUMBER = regex.compile(r"[-–— ]*(\d{1,3})[-–— .]*")


def with_page_number(grey: Pixels, seen: list[Seen], read: Rectangle) -> list[Seen]:
    """The words with the page number, if it stands alone in a margin and was not read.

    Args:
        grey: the prepared picture, ink dark.
        seen: the words of one pass, in reading order.
        read: reads a rectangle (left, top, right, bottom) as one line.
    """
    if not seen:
        return seen
    high = grey.shape[0]
    height = median(word.bottom - word.top for word in seen)
    highest, lowest = min(word.bottom for word in seen), max(word.top for word in seen)
    over = _misread([w for w in seen if w.top < highest], seen)
    under = _misread([w for w in seen if w.bottom > lowest], seen)
    first = min(w.top for w in seen if w not in over)
    last = max(w.bottom for w in seen if w not in under)
    head = round(EDGE * high), min(first, round(MARGIN * high))
    foot = max(last, round((1 - MARGIN) * high)), round((1 - EDGE) * high)
    above = _read(grey, head, _up_to_rule, height, read)
    below = _read(grey, foot, _from_rule, height, read)
    gone = [*(over if above else ()), *(under if below else ())]
    line = 1 + max(word.line for word in seen)
    return [
        *(replace(word, line=line) for word in above),
        *(word for word in seen if word not in gone),
        *(replace(word, line=line + 1) for word in below),
    ]


def _misread(row: Sequence[Seen], seen: Sequence[Seen]) -> Sequence[Seen]:
    """The outermost row of the words, if it is a doubtful sign or two and no number."""
    signs = "".join(word.text for word in row)
    doubted = all(word.confidence < DOUBTED for word in row) and len(row) < len(seen)
    small = len(signs) <= MOST and not any(map(str.isdecimal, signs))
    return row if doubted and small else ()


def _up_to_rule(band: Band, rules: Sequence[Band]) -> Band:
    """The band above the frame of a table that reaches into it."""
    return band[0], min(top for top, _ in rules)


def _from_rule(band: Band, rules: Sequence[Band]) -> Band:
    """The band below such a frame."""
    return max(bottom for _, bottom in rules), band[1]


def _rules(ink: Sequence[Stroke], band: Band, height: float) -> list[Band]:
    """Top and bottom of what is broader than a page number: no print, for the engine saw none."""
    return [(band[0] + y, band[0] + y + h) for _, y, w, h, _ in ink if w > RULE * height]


def _ink(grey: Pixels, band: Band, height: float) -> list[Stroke]:
    """Left, top, width, height and area of each stroke in a band, but for the sheet's sides."""
    top, bottom = band
    side = round(SIDE * grey.shape[1])
    dark = grey[top : max(top, bottom), side : grey.shape[1] - side] < DARK
    if not dark.any():
        return []
    _, stats = patches(np.asarray(dark, np.uint8))
    return _whole([(x, y, w, h, area) for x, y, w, h, area in stats[1:].tolist()], height)


def _whole(strokes: list[Stroke], height: float) -> list[Stroke]:
    """The strokes with the halves of a worn digit put together, one over the other."""
    whole: list[Stroke] = []
    for x, y, w, h, area in sorted(strokes, key=lambda stroke: stroke[1]):
        for place, (left, top, wide, high, size) in enumerate(whole):
            shared = min(left + wide, x + w) - max(left, x)
            if (
                2 * shared > max(wide, w)
                and y - (top + high) <= BREAK * height
                and y + h - top <= HIGH * height
            ):
                box = min(left, x), top, max(left + wide, x + w), max(top + high, y + h)
                left, _, right, low = box
                whole[place] = left, top, right - left, low - top, size + area
                break
        else:
            whole.append((x, y, w, h, area))
    return whole


def _read(
    grey: Pixels,
    band: Band,
    beside: Callable[[Band, Sequence[Band]], Band],
    height: float,
    read: Rectangle,
) -> list[Seen]:
    """The page number in a band of the page, if its ink is all that stands there."""
    ink = _ink(grey, band, height)
    if rules := _rules(ink, band, height):
        band = beside(band, rules)
        ink = _ink(grey, band, height)
    box = _group(ink, band, height)
    if box is None:
        return []
    left, top, right, bottom = box
    side = round(SIDE * grey.shape[1])
    for room in (round(share * height) for share in ROOMS):
        seen = read(
            max(0, left + side - room), max(0, top - room), right + side + room, bottom + room
        )
        if _NUMBER.fullmatch(" ".join(word.text for word in seen), timeout=1.0):
            return [word for word in seen if any(map(str.isdecimal, word.text))]
    return []


def _group(ink: Sequence[Stroke], band: Band, height: float) -> tuple[int, int, int, int] | None:
    """The box of the few strokes that stand on one line in the band, where there are no others."""
    top, bottom = band
    if bottom - top < LOW * height:
        return None
    strokes = [
        (x, y, x + w, y + h)
        for x, y, w, h, _area in ink
        if LOW * height <= h <= HIGH * height and w <= BROAD * height
    ]
    others = sum(max(w, h) > LOW * height for _, _, w, h, _ in ink) - len(strokes)
    if not 1 <= len(strokes) <= MOST or others or not _together(strokes, height):
        return None
    xs0, ys0, xs1, ys1 = zip(*strokes, strict=True)
    return min(xs0), min(ys0) + top, max(xs1), max(ys1) + top


def _together(strokes: Sequence[tuple[int, int, int, int]], height: float) -> bool:
    """Whether the strokes stand next to one another on one line."""
    ordered = sorted(strokes)
    level = max(s[3] for s in strokes) - min(s[1] for s in strokes) < 1.5 * height
    near = (b[0] - a[2] < height for a, b in pairwise(ordered))
    return level and all(near)
