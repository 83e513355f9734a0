"""The ruled tables of a prepared picture: their grids, and for each cell the ink that stands in it.

Knows where cells are and which patches of ink belong to their print: rules are taken out, specks
and what hangs at a wall are left out. Reads no character; how cells are read is known to
:mod:`extractor.ocr.grid_read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractor.images.patches import patches
from extractor.images.picture import Picture, Pixels
from extractor.images.runs import heeded
from extractor.images.walls import Ruled, tables, without
from extractor.ocr.broken import BODY, mended
from extractor.ocr.composing import POINTS
from extractor.ocr.engine import Seen
from extractor.ocr.grid_stacked import parted
from extractor.readers.grid import Grid, Room, grids

INK = 170
"""Level below which there is ink."""
LETTER = (0.05, 0.25)
"""Inches: least and greatest height of what may be a letter."""
COMMON = 0.1
"""Inches: height of print where there is none to measure."""
NEAR = 0.35
"""Heights: so far from the letters a mark or a sign may stand."""
DOT = 0.11
"""Heights: the side of the smallest full stop."""
WALL = 0.02
"""Inches beside a wall in which nothing is printed: what stands there is left of the rule."""
DASH = 0.3
"""Heights: least length of a dash, and most of its height."""
BROKEN = 0.3
"""Heights that a lone letter lacks which is broken."""
LINES = 1.9
"""Heights of letters from which they stand in two lines."""
AROUND = 6
"""Pixels of paper left around the ink of a cell."""

Patch = tuple[int, int, int, int]
"""left, top, right, bottom of some ink, in pixels."""
Patches = NDArray[np.int32]
"""(left, top, right, bottom, area) of each patch of ink, in pixels of the page."""


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
    letters: int
    """Patches of ink that are as high as letters: of a number, no more than it has figures."""
    column: tuple[int, int]
    """The number of its table, and of the column in which it begins."""
    places: Patches
    """Of those patches."""

    @property
    def wide(self) -> int:
        """Pixels from its left to its right."""
        return self.box[2] - self.box[0]


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
    ruled = [
        heeded(picture.pixels, one, picture.dpi) for one in tables(picture.pixels, picture.dpi)
    ]
    found = [(one, grid) for one in ruled for grid in _grids(one, picture.dpi)]
    if not found:
        return None
    bare = without(picture.pixels, [ruled for ruled, _ in found])
    found = [(one, _apart(bare, grid, picture.dpi)) for one, grid in found]
    prose, cleaned = picture.pixels.copy(), np.full_like(bare, 255)
    inks: list[Ink] = []
    for number, (_, grid) in enumerate(found):
        inks += _inks(bare, grid, picture.dpi, number)
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


def _inks(bare: Pixels, grid: Grid, dpi: float, number: int) -> Iterator[Ink]:
    rooms = [(room.col, _pixels(room.box, dpi)) for room in grid.rooms]
    # Room by room: a signature ties the print of many cells into one patch.
    patches = [_patches(bare, box) for _, box in rooms]
    height = _height(np.vstack(patches), dpi)
    for (col, box), found in zip(rooms, patches, strict=True):
        ink = _ink(bare, found, box, height, dpi)
        if ink is not None:
            yield replace(ink, column=(number, col))


def _apart(bare: Pixels, grid: Grid, dpi: float) -> Grid:
    """The grid with those cells apart that only print tells to be two."""
    if all(room.row_span == 1 for room in grid.rooms):
        return grid
    every = np.vstack([_patches(bare, _pixels(room.box, dpi)) for room in grid.rooms])
    height = _height(every, dpi)

    def letters(room: Room) -> Patches:
        found = _patches(bare, _pixels(room.box, dpi))
        return found[found[:, 3] - found[:, 1] >= BODY * height]

    return parted(grid, letters, height, dpi / POINTS)


def _patches(bare: Pixels, room: Patch) -> Patches:
    left, top, right, bottom = max(0, room[0]), max(0, room[1]), room[2], room[3]
    ink = np.asarray(bare[top:bottom, left:right] < INK, np.uint8)
    _, stats = patches(ink)
    boxes = np.asarray(stats[1:], np.int32)
    boxes[:, 2:4] += boxes[:, :2]
    boxes[:, :4] += np.array([left, top, left, top], np.int32)
    return boxes


def _height(patches: Patches, dpi: float) -> float:
    """Of letters and figures: the middle one of all that may be such."""
    high = patches[:, 3] - patches[:, 1]
    least, most = (limit * dpi for limit in LETTER)
    letters = high[(high >= least) & (high <= most)]
    return float(np.median(letters)) if len(letters) else COMMON * dpi


def _ink(bare: Pixels, boxes: Patches, room: Patch, height: float, dpi: float) -> Ink | None:
    """The print of a cell, None where there is none."""
    beside = WALL * dpi
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    wide, high, area = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1], boxes[:, 4]
    free = (middle > room[0] + beside) & (middle < room[2] - beside)
    free |= wide >= BODY * height  # no rest of a rule: a figure that a stroke ties to the wall
    letters = free & (high >= BODY * height) & (wide >= 3) & (area >= (2 * DOT * height) ** 2)
    dash = not letters.any()
    if dash:
        letters = free & _dashes(boxes, room, height)
        if letters.sum() != 1:
            whole = mended(boxes[free], height)
            return None if whole is None else _ink(bare, whole, room, height, dpi)
    lines = bool(np.ptp(boxes[letters][:, [1, 3]]) > LINES * height)
    signs = free & (area >= (DOT * height) ** 2)
    start = _around(boxes[letters])
    if not dash:
        start = _around(boxes[letters | (free & _leading(boxes, start, height))])
    box = _grown(boxes[signs], start, NEAR * height)
    if not (dash or lines) and letters.sum() == 1:
        box = _whole_high(box, height)
    box = _within(box, room)
    return Ink(
        box, _cut(bare, box), height, lines, dash, int(letters.sum()), (0, 0), boxes[letters]
    )


def _grown(signs: Patches, box: Patch, near: float) -> Patch:
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


def _whole_high(box: Patch, height: float) -> Patch:
    """As high as print where a lone figure is broken: its rest may be too faint to be ink."""
    left, top, right, bottom = box
    missing = round(height - (bottom - top))
    if missing < BROKEN * height:
        return box
    return left, top - missing, right, bottom + missing


def _dashes(boxes: Patches, room: Patch, height: float) -> NDArray[np.bool_]:
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    quarter = (room[3] - room[1]) / 4
    found = (
        (wide >= DASH * height) & (high <= DASH * height) & (wide >= 2 * high)
        & (middle > room[1] + quarter) & (middle < room[3] - quarter)
    )  # fmt: skip
    return np.asarray(found, np.bool_)


def _leading(boxes: Patches, letters: Patch, height: float) -> NDArray[np.bool_]:
    """A list's dash, which stands a blank before its words."""
    before = (boxes[:, 2] <= letters[0]) & (boxes[:, 0] >= letters[0] - 2 * height)
    return _dashes(boxes, letters, height) & before


def _around(boxes: Patches) -> Patch:
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


def without_rules(picture: Picture) -> Picture:
    """The picture with paper where the rules of its tables stand; the same where it has none."""
    found = tables(picture.pixels, picture.dpi)
    return replace(picture, pixels=without(picture.pixels, found)) if found else picture
