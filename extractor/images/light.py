"""Divides the light out of a page, so that paper is white in the shade, in a fold and in colour.

Knows that paper is what lies around strokes: the picture with everything thinner than a stroke
closed over. Each colour has its own light, so that yellow paper becomes white as well.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.images.picture import Pixels

AT = 75.0
"""Pixels an inch on which light is measured: averaged over, noise is gone."""
STROKE = 0.12
"""Inches. Strokes are narrower, and so is no fold."""


def light(pixels: Pixels, dpi: float) -> Pixels:
    """The paper without what stands on it, about AT pixels an inch."""
    factor = min(1.0, AT / dpi)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, 3)
    wide = max(3, round(STROKE * dpi * factor)) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc), 5)
    return np.maximum(cv2.GaussianBlur(paper, (0, 0), wide / 4), 1).astype(np.uint8)


def evenly_lit(pixels: Pixels, paper: Pixels) -> Pixels:
    """The pixels with paper at white everywhere; ``paper`` as :func:`light` found it."""
    if pixels.ndim == 2:
        return _divided(pixels, paper)
    result = np.empty_like(pixels)
    for colour in range(3):  # one at a time: a whole page of light would cost as much as the page
        plane = _divided(cv2.extractChannel(pixels, colour), cv2.extractChannel(paper, colour))
        cv2.insertChannel(plane, result, colour)
    return result


def unevenness(paper: Pixels) -> float:
    """Grey levels between white and the darkest paper of the page."""
    weakest = paper if paper.ndim == 2 else paper.min(axis=2)
    return 255.0 - float(np.percentile(weakest, 2))


def _divided(plane: Pixels | cv2.typing.MatLike, paper: Pixels | cv2.typing.MatLike) -> Pixels:
    height, width = plane.shape
    whole = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(plane, whole, scale=255), np.uint8)
