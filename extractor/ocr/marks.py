"""Ink near the head of a page that was read as no word: what a hand wrote into a printed blank.

Passes over whole pages leave handwriting out, or make signs of it. Here the wide gaps within a
line are looked at on the picture as it was opened (a pen's blue is ink, although it was taken
out of what was read), and what stands there is read by itself. Knows ink and boxes; what a
blank is for is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from extractor.images.picture import Picture, Pixels
from extractor.models import Box, Mark
from extractor.ocr.witness import Look
from extractor.readers.glyphs import Token
from extractor.readers.layout import lines

Eye = Callable[[Picture], Look | None]
HEAD = 0.35
"""Share of a page's height that a head takes at most."""
MOST = 16
"""Marks of a page."""
NARROW, BROAD = 0.7, 14.0
"""Heights of its line between which a gap may be a blank that was filled."""
DOUBTED = 0.5
"""Confidence below which a word may be no word."""
_LOW, _THIN, _LONG = 0.35, 0.06, 4.0
"""Heights of the line: a stroke of a pen is no lower, no thinner, and no longer when level: dots
and rules are none."""
_UPRIGHT = 0.3
"""The same: what is narrower and goes from edge to edge is an upright rule."""
_DARK = 60
"""Levels below the paper from which a pixel is ink."""
_ROOM = 0.2
"""Heights of the line left above and below it."""


def marks(opened: Picture, tokens: Sequence[Token], eye: Eye, place: Callable[[Box], Box]) -> (
    tuple[Mark, ...]
):  # fmt: skip
    """Ink in the gaps of the page's first lines, and words there that may be none.

    Args:
        opened: the page before anything was taken from it.
        tokens: the words on the level picture, in points.
        eye: who reads a single place.
        place: a box of the level picture, in points, where it stands on the page.
    """
    found: list[Mark] = []
    for box, read in _places(tokens, HEAD * opened.height):
        on_page = place(box)
        cut = _cut(opened, on_page)
        if cut is None:
            continue
        grey, height = cut
        if read or _inked(grey, height):
            found.append(Mark(on_page, _read(replace(opened, pixels=grey), eye)))
        if len(found) == MOST:
            break
    return tuple(found)


def _places(tokens: Sequence[Token], lowest: float) -> Iterator[tuple[Box, bool]]:
    """Gaps and doubted words, each with whether something was read there."""
    for line in lines([token for token in tokens if token.top < lowest]):
        height = median(token.bottom - token.top for token in line)
        top, bottom = min(t.top for t in line), max(t.bottom for t in line)
        room = _ROOM * height
        for before, after in pairwise(line):
            if NARROW * height < after.x0 - before.x1 < BROAD * height:
                yield (before.x1, top - room, after.x0, bottom + room), False
        for token in line:
            if token.confidence is not None and token.confidence < DOUBTED:
                yield (token.x0, token.top - room, _to_slash(token), token.bottom + room), True


def _to_slash(token: Token) -> float:
    """Where the filled part of '46/AB' ends, if its letters are as wide as its digits."""
    before, slash, _ = token.text.partition("/")
    if not slash or not any(map(str.isdecimal, before)):
        return token.x1
    return token.x0 + (token.x1 - token.x0) * len(before) / len(token.text)


def _cut(opened: Picture, box: Box) -> tuple[Pixels, float] | None:
    """The rectangle's darkest channel, and the height of its line in pixels."""
    x0, top, x1, bottom = box
    corners = np.linalg.inv(opened.to_page) @ np.array([[x0, x1], [top, bottom], [1.0, 1.0]])
    (left, right), (high, low) = (np.sort(corners[:2] / corners[2])).round().astype(int)
    part = opened.pixels[max(0, high) : max(0, low), max(0, left) : max(0, right)]
    if min(part.shape[:2]) < 4:
        return None
    grey = part if part.ndim == 2 else part.min(axis=2)
    return np.ascontiguousarray(grey), part.shape[0] / (1 + 2 * _ROOM)


def _inked(grey: Pixels, height: float) -> bool:
    """Whether strokes of a pen stand there, beyond dots, rules and the edges of neighbours."""
    paper = float(np.percentile(grey, 90))
    ink = (grey < paper - _DARK).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    for left, _top, wide, high, _area in stats[1:count]:
        rule = high == grey.shape[0] and wide < _UPRIGHT * height
        at_edge = left == 0 or left + wide == grey.shape[1]
        stroke = high >= _LOW * height and _THIN * height <= wide <= _LONG * height
        if stroke and not rule and not (at_edge and wide < 2 * _LOW * height):
            return True
    return False


def _read(picture: Picture, eye: Eye) -> tuple[tuple[str, str], ...]:
    """What the eye sees there, on the ink as it is and on the ink alone."""
    grey = picture.pixels
    _, alone = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    found = []
    for name, pixels in (("pen", grey), ("pen-alone", np.asarray(alone, np.uint8))):
        look = eye(replace(picture, pixels=pixels))
        if look is not None:
            text, _ = look(0, 0, pixels.shape[1], pixels.shape[0])
            found.append((name, text))
    return tuple(found)
