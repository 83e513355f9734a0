"""Cells laid out on a sheet of their own, so that one pass of the engine reads them all.

A call of the engine for each cell would take longer than the page. On a sheet cells stand in rows
like words with wide blanks, those of several lines one below the other; digits have the height
that the engine reads best. Knows places; the engine reads a sheet like any page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractor.images.picture import Picture, Pixels
from extractor.ocr.engine import Seen
from extractor.ocr.grid import AROUND, Ink

DIGITS = 30
"""Pixels: height of print on the sheet."""
UNLIKE = 0.25
"""Share by which print may be larger or smaller and is left as it is."""
WIDE = 1800
"""Pixels of a row of cells; one wider cell makes the sheet wider."""
BETWEEN = 120
"""Pixels between cells of a row: less, and the engine reads several as one."""
BELOW = 64
"""Pixels between rows."""
EDGE = 60
"""Pixels around all."""
SOFT = 0.8
"""Pixels of blur with which figures are read better; marks over letters are read worse."""
COLUMN = 6.0
"""Heights beyond which a cell stands on a row of words, not of numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A cell where it stands on the sheet."""

    ink: Ink
    left: int
    top: int
    scale: float
    """Pixels of the sheet a pixel of the page."""

    def holds(self, word: Seen) -> bool:
        """Whether a word read on the sheet is this cell's."""
        height, width = self.ink.pixels.shape
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return bool(
            self.left - BETWEEN / 3 <= x <= self.left + self.scale * width + BETWEEN / 3
            and self.top - BELOW / 2 <= y <= self.top + self.scale * height + BELOW / 2
        )

    def on_page(self, word: Seen, line: int) -> Seen:
        """The word where it stands on the page, within its cell's ink."""
        box = self.ink.box
        left, right = (self._across(side, 0, self.left) for side in (word.left, word.right))
        top, bottom = (self._across(side, 1, self.top) for side in (word.top, word.bottom))
        return replace(
            word,
            left=min(max(left, box[0]), box[2] - 1),
            top=min(max(top, box[1]), box[3] - 1),
            right=max(min(right, box[2]), left + 1),
            bottom=max(min(bottom, box[3]), top + 1),
            line=line,
        )

    def _across(self, at: int, side: int, start: int) -> int:
        return round(self.ink.box[side] - AROUND + (at - start) / self.scale)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Cells and pictures of them."""

    picture: Picture
    soft: Picture
    """The same, a little blurred."""
    cells: tuple[Laid, ...]

    def words(self, seen: Sequence[Seen]) -> list[list[Seen]]:
        """For each cell the words read of it, where they stand on the page."""
        found: list[list[Seen]] = [[] for _ in self.cells]
        for word in seen:
            for cell, mine in zip(self.cells, found, strict=True):
                if cell.holds(word):
                    mine.append(cell.on_page(word, word.line))
                    break
        return found


def sheets(inks: Sequence[Ink]) -> Iterator[Sheet]:
    """All cells, those of one line and those of several apart."""
    single = [ink for ink in inks if not ink.lines]
    # Numbers beside numbers: a row's words tell the engine how high its letters are.
    single.sort(key=lambda ink: _wide(ink))
    if single:
        yield _sheet(single, rows=True)
    if several := [ink for ink in inks if ink.lines]:
        yield _sheet(several, rows=False)


def alone(ink: Ink, larger: float) -> Sheet:
    """One cell, so many times as large as on a sheet with others."""
    return _sheet([ink], rows=False, larger=larger)


def redrawn(cells: Sequence[Laid], print_: Callable[[Laid], Pixels]) -> Sheet:
    """Cells of one sheet on another, with what another picture shows of them."""
    rows = not cells[0].ink.lines
    return _sheet([replace(cell.ink, pixels=print_(cell)) for cell in cells], rows=rows)


def _wide(ink: Ink) -> bool:
    return ink.wide > COLUMN * ink.height


def _sheet(inks: Sequence[Ink], *, rows: bool, larger: float = 1.0) -> Sheet:
    scales = [_scale(ink) * larger for ink in inks]
    pieces = [_scaled(ink.pixels, scale) for ink, scale in zip(inks, scales, strict=True)]
    width = (
        max(WIDE, *(piece.shape[1] + 2 * EDGE for piece in pieces))
        if rows
        else max(piece.shape[1] for piece in pieces) + 2 * EDGE
    )
    laid: list[Laid] = []
    x, y, tall = EDGE, EDGE, 0
    for i, (ink, piece, scale) in enumerate(zip(inks, pieces, scales, strict=True)):
        fresh = not rows or x + piece.shape[1] + EDGE > width
        if i and (fresh or _wide(ink) != _wide(inks[i - 1])):
            x, y, tall = EDGE, y + tall + BELOW, 0
        laid.append(Laid(ink, x, y, scale))
        x, tall = x + piece.shape[1] + BETWEEN, max(tall, piece.shape[0])
    paper = np.full((y + tall + EDGE, width), 255, np.uint8)
    for cell, piece in zip(laid, pieces, strict=True):
        height, wide = piece.shape
        paper[cell.top : cell.top + height, cell.left : cell.left + wide] = piece
    soft = np.asarray(cv2.GaussianBlur(paper, (0, 0), SOFT), np.uint8)
    return Sheet(_picture(paper), _picture(soft), tuple(laid))


def _scale(ink: Ink) -> float:
    wanted = DIGITS / ink.height
    return wanted if abs(wanted - 1) > UNLIKE else 1.0


def _scaled(pixels: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return pixels
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how), np.uint8)


def _picture(pixels: Pixels) -> Picture:
    """The sheet as a picture of 300 dpi, which is what print of DIGITS height comes from."""
    height, width = pixels.shape
    return Picture(pixels, 300.0, np.eye(3), float(width), float(height))
