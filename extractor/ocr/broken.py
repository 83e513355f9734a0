"""Figures that faded until they came apart: pieces of ink, each too small to be one.

A lone 7 of which the stroke is broken left nothing in its cell, and the cell passed for an empty
one. Knows boxes of ink.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Patches = NDArray[np.int32]
"""(left, top, right, bottom, area) of each patch of ink, in pixels of the page."""

BODY = 0.5
"""Of print's height: what is lower is a mark, a sign or dirt."""
PIECE = 0.03
"""Of that height squared: ink of the smallest piece."""
GAP = 0.25
"""Heights that a stroke may be broken by."""
WHOLE = 0.75, 0.12
"""Height of what the pieces make, and its ink in squared heights: dirt is as high, but thinner."""


def mended(boxes: Patches, height: float) -> Patches | None:
    """The patches with the pieces of broken figures as one patch each; None where there are none.

    Pieces of one figure stand one above the other.
    """
    pieces = [box for box in boxes if box[4] >= PIECE * height**2]
    made = [box for box in _joined(pieces, GAP * height) if _is_figure(box, height)]
    return np.array(made, np.int32) if made else None


def _joined(pieces: list[NDArray[np.int32]], gap: float) -> list[list[int]]:
    found: list[list[int]] = []
    for piece in sorted(pieces, key=lambda box: int(box[1])):
        left, top, right, bottom, ink = (int(side) for side in piece)
        for one in found:
            if left < one[2] and right > one[0] and top - one[3] <= gap:
                one[0], one[2] = min(one[0], left), max(one[2], right)
                one[3], one[4] = max(one[3], bottom), one[4] + ink
                break
        else:
            found.append([left, top, right, bottom, ink])
    return found


def _is_figure(box: list[int], height: float) -> bool:
    high, ink = WHOLE
    tall, wide = box[3] - box[1], box[2] - box[0]
    return high * height <= tall and 3 <= wide <= 1.2 * height and box[4] >= ink * height**2
