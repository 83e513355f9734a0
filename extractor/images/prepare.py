"""Makes a picture of a page ready to be read: grey, 300 dpi, level, evenly lit, clean.

Knows the order of the steps; what each does, and what it must see before it is done, stands in
the step's own module.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from extractor.images.geometry import levelled, noted, resized
from extractor.images.picture import Picture, Pixels
from extractor.images.skew import skew

DPI = 300
"""What the engine reads best; more gains nothing and costs its square."""
LEAN = 0.05
"""Degrees below which turning would only blur."""
Keep = Callable[[str, Pixels], None]


def prepare(picture: Picture, keep: Keep | None = None) -> Picture:
    """The picture as the engine wants it: grey, DPI, with the steps that were needed noted."""

    def stage(name: str, now: Picture, measure: float) -> Picture:
        if keep is not None:
            keep(name, now.pixels)
        return noted(now, name, measure)

    if picture.pixels.ndim == 3:
        grey = np.asarray(picture.pixels.max(axis=2), np.uint8)
        picture = stage("grey", replace(picture, pixels=grey), 0.0)
    if abs(picture.dpi / DPI - 1) > 0.02:
        picture = stage("scaled", resized(picture, DPI / picture.dpi), picture.dpi)
    lean = skew(picture.pixels)
    if abs(lean) >= LEAN:
        paper = int(np.median(picture.pixels))
        picture = stage("deskewed", levelled(picture, lean, paper), lean)
    return picture


def one_thread() -> None:
    """Keep OpenCV to the one core that a worker has."""
    cv2.setNumThreads(1)
