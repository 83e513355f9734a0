"""A page as pixels, and the way from its pixels back to the page.

Knows no step and no file: :mod:`extractor.images.opening` opens, :mod:`extractor.images.prepare`
changes. Every change of geometry carries ``to_page`` along, so that what is read at the end has
its place on the page as it lies in the file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractor.models import Box, Step

Pixels = NDArray[np.uint8]
"""(height, width) grey or (height, width, 3) RGB."""
Matrix = NDArray[np.float64]
"""3 x 3, homogeneous, acting on column vectors (x, y, 1)."""


@dataclass(frozen=True)
class Picture:
    """Pixels with their resolution and their place on the page."""

    pixels: Pixels
    dpi: float
    """Pixels an inch of paper; an estimate where the file does not say."""
    to_page: Matrix
    """From pixel coordinates to points of the page (origin top left, as the file shows it)."""
    width: float
    """Of the page in the file, in points."""
    height: float
    steps: tuple[Step, ...] = ()

    def on_page(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box in points that holds a rectangle of pixels, held within the page."""
        corners = np.array(
            [[left, right, right, left], [top, top, bottom, bottom], [1.0, 1.0, 1.0, 1.0]]
        )
        x, y, w = self.to_page @ corners
        x, y = np.clip(x / w, 0.0, self.width), np.clip(y / w, 0.0, self.height)
        return (float(x.min()), float(y.min()), float(x.max()), float(y.max()))
