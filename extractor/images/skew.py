"""Measures how far a page's lines lean, in hundredths of a degree.

Knows edges and projections: the right angle is the one at which the upper and lower edges of
ink fall into the fewest rows. Rules of tables, underlines and text all vote; a stamp, whose
edges lean every way, adds the same to each angle.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.picture import Pixels

LOOKED_AT = 1400
"""Pixels of the longer side: enough for a hundredth of a degree, cheap enough for every page."""
MOST = 15.0
"""Degrees. A scanner leans less; beyond it, a page is turned, not skewed."""
FLOOR = 40.0
"""Strength of the weakest edge that is one."""
MOST_EDGES = 60_000
FEWER = 4
"""One edge of so many tells the lean to a quarter of a degree."""


def skew(grey: Pixels) -> float:
    """Degrees by which lines run down to the right (counter-clockwise turning sets it right)."""
    factor = min(1.0, LOOKED_AT / max(grey.shape[:2]))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    x, y, weight = _edges(np.asarray(small, np.uint8))
    if len(x) < 200:
        return 0.0
    best, sure = 0.0, weight.astype(np.float64)
    for reach, step, every in ((MOST, 0.25, FEWER), (0.3, 0.05, 1), (0.06, 0.01, 1)):
        some = slice(None, None, every if len(x) > 200 * every else 1)
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [_order(x[some], y[some], sure[some], angle) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return best if abs(best) <= MOST else 0.0


Floats = NDArray[np.float32]


def _edges(small: Pixels) -> tuple[Floats, Floats, Floats]:
    """Where ink begins and ends downwards: places and strengths, at most MOST_EDGES of them."""
    smooth = cv2.GaussianBlur(small, (3, 3), 0).astype(np.float32)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    # Only nearly level edges tell the lean; slopes of letters only blur it.
    down = np.abs(down)
    strength = np.where(np.abs(across) < down, down, np.float32(0))
    floor = FLOOR
    # On most pages fewer are as strong, and it need not be looked for.
    if np.count_nonzero(strength > FLOOR) >= 0.09 * strength.size:
        floor = max(FLOOR, float(np.percentile(strength, 90)))
    y, x = np.nonzero(strength > floor)
    every = max(1, len(x) // MOST_EDGES)
    x, y = x[::every], y[::every]
    weight = np.minimum(strength[y, x], 4 * floor)
    return x.astype(np.float32), y.astype(np.float32), weight.astype(np.float32)


def _order(x: Floats, y: Floats, weight: NDArray[np.float64], degrees: float) -> float:
    """How unevenly the edges fall into rows when the page is turned by ``degrees``."""
    rows = x * np.float32(np.tan(np.deg2rad(degrees)))
    np.subtract(y, rows, out=rows)
    rows -= rows.min()
    counts = np.bincount(rows.astype(np.intp), weight)
    return float(np.square(counts).sum())
