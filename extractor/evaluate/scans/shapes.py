"""Pages turned on the glass, and two pages on one: the pixels and the truth together.

Knows geometry only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from extractor.evaluate.scans.make import Scan
from extractor.evaluate.scans.truth import Truth
from extractor.images.picture import Pixels
from extractor.models import Box


def turned(page: Scan, degrees: int) -> Scan:
    """The page as it lies when the sheet was put in turned clockwise by 90, 180 or 270."""
    width, height = page.truth.width, page.truth.height
    moves: dict[int, Callable[[Box], Box]] = {
        90: lambda b: (height - b[3], b[0], height - b[1], b[2]),
        180: lambda b: (width - b[2], height - b[3], width - b[0], height - b[1]),
        270: lambda b: (b[1], width - b[2], b[3], width - b[0]),
    }
    size = (width, height) if degrees == 180 else (height, width)
    pixels = np.ascontiguousarray(np.rot90(page.pixels, -degrees // 90))
    return replace(page, pixels=pixels, truth=page.truth.moved(moves[degrees], *size))


def side_by_side(pages: list[Scan]) -> list[Scan]:
    """Two pages on one glass, left and right; an odd last page, and one of another size, alone."""
    if len(pages) < 2:
        return pages
    left, right = pages[:2]
    if left.pixels.shape != right.pixels.shape:
        return [left, *side_by_side(pages[1:])]
    return [_joined(left, right), *side_by_side(pages[2:])]


def _joined(left: Scan, right: Scan) -> Scan:
    pixels: Pixels = np.hstack([left.pixels, right.pixels])
    width, rows = left.truth.width, len(left.truth.lines)

    def move(box: Box) -> Box:
        return box[0] + width, box[1], box[2] + width, box[3]

    beside = right.truth.moved(move, right.truth.width, right.truth.height)
    lines = (*left.truth.lines, *(replace(p, row=p.row + rows) for p in beside.lines))
    words = (*left.truth.words, *(replace(p, row=p.row + rows) for p in beside.words))
    tables = 1 + max((cell.table for cell in left.truth.cells), default=-1)
    cells = (*left.truth.cells, *(replace(c, table=c.table + tables) for c in beside.cells))
    truth = Truth(2 * width, left.truth.height, lines, words, cells)
    return replace(left, pixels=pixels, truth=truth)
