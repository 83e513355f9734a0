"""Cells that a faded wall has thrown together, told apart by the figures that stand in them.

Of two numbers in neighbouring rows each stands half-way up its own row. Lines of one cell that was
made to go over both stand closer together, and around its middle. Knows rooms and patches of ink;
reads no character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractor.readers.grid import Grid, Room

MIDDLE = 0.12
"""Share of a row's height by which its print may miss its middle: the upper one of two lines that
stand in one cell over two rows misses it by a sixth or more."""
SHORT = 8.0
"""Heights of print: no number is wider."""
LINES = 1.9
"""Heights of print from which it stands in two lines."""
OVER = 0.1
"""Heights by which a letter may reach over the line between two rows."""

Boxes = NDArray[np.int32]
"""(left, top, right, bottom, …) of each patch of ink that is as high as a letter, in pixels."""


def parted(grid: Grid, letters: Callable[[Room], Boxes], height: float, pixels: float) -> Grid:
    """The grid with such cells apart.

    Args:
        grid: of one table, in points.
        letters: what stands in a cell.
        height: of print, in pixels.
        pixels: of the picture, a point.
    """
    rooms = [part for room in grid.rooms for part in _parts(room, grid, letters, height, pixels)]
    if len(rooms) == len(grid.rooms):
        return grid
    return replace(grid, rooms=tuple(sorted(rooms, key=lambda room: (room.row, room.col))))


def _parts(
    room: Room, grid: Grid, letters: Callable[[Room], Boxes], height: float, pixels: float
) -> Iterator[Room]:
    edges = grid.ys[room.row : room.row + room.row_span + 1]
    if room.row_span == 1 or room.col_span > 1:
        yield room
        return
    found = letters(room)
    rows = list(pairwise(edges))
    if not all(_fits(found, (top * pixels, bottom * pixels), height) for top, bottom in rows):
        yield room
        return
    for at, (top, bottom) in enumerate(rows):
        box = room.box[0], top, room.box[2], bottom
        yield replace(room, row=room.row + at, row_span=1, box=box)


def _fits(letters: Boxes, row: tuple[float, float], height: float) -> bool:
    """Whether one short line stands half-way up a row, and nothing over its edges."""
    top, bottom = row
    middle = (letters[:, 1] + letters[:, 3]) / 2
    mine = letters[(middle > top) & (middle < bottom)]
    if not len(mine):
        return False
    (left, high), (right, low) = mine[:, :2].min(axis=0), mine[:, 2:4].max(axis=0)
    return bool(
        high >= top - OVER * height
        and low <= bottom + OVER * height
        and low - high < LINES * height
        and right - left <= SHORT * height
        and abs((high + low) / 2 - (top + bottom) / 2) <= MIDDLE * (bottom - top)
    )
