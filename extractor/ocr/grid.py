"""The ruled tables of a prepared picture: their grids, and for each cell the ink that stands in it.

Knows where cells are and which patches of ink belong to their print: rules are taken out, specks
and what hangs at a wall are left out. Reads no character; how cells are read is known to
:mod:`extractor.ocr.grid_read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.picture import Picture, Pixels
from extractor.images.walls import Ruled, tables, without
from extractor.ocr.composing import POINTS
from extractor.ocr.engine import Seen
from extractor.readers.grid import Grid, grids

INK = 170
"""Level below which there is ink."""
LETTER = (0.05, 0.25)
"""Inches: least and greatest height of what may be a letter."""
COMMON = 0.1
"""Inches: height of print where there is none to measure."""
BODY = 0.5
"""Of print's height: what is lower is a mark, a sign or dirt."""
NEAR = 0.35
"""Heights: so far from the letters a mark or a sign may stand."""
DOT = 0.11
"""Heights: the side of the smallest full stop."""
WALL = 0.02
"""Inches beside a wall in which nothing is printed: what stands there is left of the rule."""
DASH = 0.3
"""Heights: least length of a dash, and most of its height."""
LINES = 1.9
"""Heights of letters from which they stand in two lines."""
AROUND = 6
"""Pixels of paper left around the ink of a cell."""

Patch = tuple[int, int, int, int]
"""left, top, right, bottom of some ink, in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """What is printed in one cell."""

    box: Patch
    """Around all of its ink, in pixels of the page's picture."""
    pixels: Pixels
    """Of that box, AROUND wider, with nothing else on it."""
    height: float
    """Of the print in its table, in pixels."""
    lines: bool
    """It stands in two lines or more."""
    dash: bool
    """It is one level stroke, half-way up the cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Gridded:
    """The ruled tables of a page."""

    grids: tuple[Grid, ...]
    """In points of the level picture."""
    inks: tuple[Ink, ...]
    """Of all cells that hold print."""
    prose: Picture
    """The page with paper where its tables stand."""
    cleaned: Picture
    """The page with only the ink of its cells on it."""

    def outside(self, words: Sequence[Seen]) -> list[Seen]:
        """Those words that stand in none of the tables."""
        areas = [_pixels(grid.box, self.prose.dpi) for grid in self.grids]
        return [word for word in words if not any(_mostly_in(word, area) for area in areas)]


def _mostly_in(word: Seen, area: Patch) -> bool:
    wide = min(word.right, area[2] + AROUND) - max(word.left, area[0] - AROUND)
    high = min(word.bottom, area[3] + AROUND) - max(word.top, area[1] - AROUND)
    own = (word.right - word.left) * (word.bottom - word.top)
    return wide > 0 and high > 0 and 2 * wide * high >= own


def gridded(picture: Picture) -> Gridded | None:
    """The ruled tables of a prepared picture, None where there are none."""
    found = [(ruled, grid) for ruled in tables(picture.pixels, picture.dpi)
             for grid in _grids(ruled, picture.dpi)]  # fmt: skip
    if not found:
        return None
    bare = without(picture.pixels, [ruled for ruled, _ in found])
    prose, cleaned = picture.pixels.copy(), np.full_like(bare, 255)
    inks: list[Ink] = []
    for _, grid in found:
        inks += _inks(bare, grid, picture.dpi)
        left, top, right, bottom = _pixels(grid.box, picture.dpi)
        prose[max(0, top - AROUND) : bottom + AROUND, max(0, left - AROUND) : right + AROUND] = 255
    for ink in inks:
        left, top, right, bottom = ink.box
        inner = ink.pixels[AROUND:-AROUND, AROUND:-AROUND]
        cleaned[top:bottom, left:right] = inner
    return Gridded(
        tuple(sorted((grid for _, grid in found), key=lambda grid: (grid.box[1], grid.box[0]))),
        tuple(inks),
        replace(picture, pixels=prose),
        replace(picture, pixels=cleaned),
    )


def _grids(ruled: Ruled, dpi: float) -> list[Grid]:
    scale = POINTS / dpi
    level, upright = (
        [(at * scale, start * scale, end * scale) for at, start, end in (w.line for w in walls)]
        for walls in (ruled.level, ruled.upright)
    )
    return grids(level, upright)


def _pixels(box: tuple[float, float, float, float], dpi: float) -> Patch:
    left, top, right, bottom = (round(side * dpi / POINTS) for side in box)
    return left, top, right, bottom


# ------------------------------------------------------------------------------- ink


@dataclass(frozen=True, slots=True, eq=False)
class _Patches:
    """The patches of ink of a table: where each stands, and whose each pixel is."""

    left: int
    top: int
    boxes: NDArray[np.int32]
    """(left, top, right, bottom, area) of each, in pixels of the page."""
    owner: NDArray[np.int32]
    """The number of its patch for each pixel of the table; 0 for paper."""


def _inks(bare: Pixels, grid: Grid, dpi: float) -> Iterator[Ink]:
    patches = _patches(bare, _pixels(grid.box, dpi))
    height = _height(patches, dpi)
    middles = (patches.boxes[:, :2] + patches.boxes[:, 2:4]) / 2
    for room in grid.rooms:
        left, top, right, bottom = _pixels(room.box, dpi)
        inside = (
            (middles[:, 0] > left) & (middles[:, 0] < right)
            & (middles[:, 1] > top) & (middles[:, 1] < bottom)
        )  # fmt: skip
        inside[0] = False  # the paper
        ink = _ink(bare, patches, np.flatnonzero(inside), _pixels(room.box, dpi), height, dpi)
        if ink is not None:
            yield ink


def _patches(bare: Pixels, area: Patch) -> _Patches:
    left, top, right, bottom = max(0, area[0]), max(0, area[1]), area[2], area[3]
    ink = np.asarray(bare[top:bottom, left:right] < INK, np.uint8)
    _, owner, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = np.asarray(stats, np.int32).copy()
    boxes[:, 2:4] += boxes[:, :2]
    boxes[:, [0, 2]] += left
    boxes[:, [1, 3]] += top
    return _Patches(left, top, boxes, np.asarray(owner, np.int32))


def _height(patches: _Patches, dpi: float) -> float:
    """Of letters and figures: the middle one of all that may be such."""
    high = patches.boxes[1:, 3] - patches.boxes[1:, 1]
    least, most = (limit * dpi for limit in LETTER)
    letters = high[(high >= least) & (high <= most)]
    return float(np.median(letters)) if len(letters) else COMMON * dpi


def _ink(
    bare: Pixels,
    patches: _Patches,
    here: NDArray[np.intp],
    room: Patch,
    height: float,
    dpi: float,
) -> Ink | None:
    """The print of a cell, None where there is none."""
    boxes = patches.boxes[here]
    beside = WALL * dpi
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    free = (middle > room[0] + beside) & (middle < room[2] - beside)
    wide, high, area = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1], boxes[:, 4]
    letters = free & (high >= BODY * height) & (wide >= 3) & (area >= (2 * DOT * height) ** 2)
    dash = not letters.any()
    if dash:
        letters = free & _dashes(boxes, room, height)
        if letters.sum() != 1:
            return None
    lines = bool(np.ptp(boxes[letters][:, [1, 3]]) > LINES * height)
    signs = free & (area >= (DOT * height) ** 2)
    box = _within(_grown(boxes[signs], _around(boxes[letters]), NEAR * height), room)
    return Ink(box, _cut(bare, box), height, lines, dash)


def _grown(signs: NDArray[np.int32], box: Patch, near: float) -> Patch:
    """The box with all signs that stand near it, or near one that does: broken letters too."""
    while True:
        left, top, right, bottom = box
        close = (
            (signs[:, 2] >= left - near) & (signs[:, 0] <= right + near)
            & (signs[:, 3] >= top - near / 2) & (signs[:, 1] <= bottom + near / 2)
        )  # fmt: skip
        grown = _around(np.vstack([signs[close][:, :4], np.array([box], np.int32)]))
        if grown == box:
            return box
        box = grown


def _dashes(boxes: NDArray[np.int32], room: Patch, height: float) -> NDArray[np.bool_]:
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    quarter = (room[3] - room[1]) / 4
    found = (
        (wide >= DASH * height) & (high <= DASH * height) & (wide >= 2 * high)
        & (middle > room[1] + quarter) & (middle < room[3] - quarter)
    )  # fmt: skip
    return np.asarray(found, np.bool_)


def _around(boxes: NDArray[np.int32]) -> Patch:
    return (
        int(boxes[:, 0].min()), int(boxes[:, 1].min()),
        int(boxes[:, 2].max()), int(boxes[:, 3].max()),
    )  # fmt: skip


def _within(box: Patch, room: Patch) -> Patch:
    """A letter that goes through a wall ends there."""
    return max(box[0], room[0]), max(box[1], room[1]), min(box[2], room[2]), min(box[3], room[3])


def _cut(bare: Pixels, box: Patch) -> Pixels:
    """The picture of the box, with paper around it."""
    left, top, right, bottom = box
    return np.pad(bare[top:bottom, left:right], AROUND, constant_values=255)
