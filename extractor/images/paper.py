"""Finds the sheet in a photo of a page and flattens it.

Knows brightness and four-cornered shapes: the sheet is the largest bright one whose every side
divides light from dark. A scan that fills its picture has no such sides and stays as it is.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.geometry import warped
from extractor.images.ink import brightest, darkest
from extractor.images.picture import Matrix, Picture, Pixels

LOOKED_AT = 600
"""Pixels of the longer side on which the sheet is looked for."""
LEAST = 0.2
"""Share of the picture that a sheet must fill ..."""
MOST = 0.97
"""... and may fill; a scan that shows its own edges fills more, or has no dark side."""
EDGE = 24.0
"""Grey levels between paper and table along each side of the sheet."""
FILLED = 0.9
"""Share of the four-cornered shape that is bright: a page torn or covered is left alone."""
SHARES = (0.6, 0.7, 0.8, 0.9, 1.0, 1.1)
"""Of Otsu's level: where the light is uneven, another one parts paper from table."""
RIM = 0.07
"""Inches along the sheet's edges that are made white: slivers of table look like rules."""
A4 = 2**0.5
A4_LONG = 11.69
"""Inches."""
NEAR_A4 = 0.12
"""A photo's own estimate of the sheet's sides is rarely better than this share."""

Corners = NDArray[np.float32]
"""(4, 2): top left, top right, bottom right, bottom left."""


def sheet(picture: Picture) -> Corners | None:
    """The corners of the sheet in pixels, None where the page fills the picture."""
    height, width = picture.pixels.shape[:2]
    factor = min(1.0, LOOKED_AT / max(height, width))
    area = cv2.INTER_AREA  # its corners are looked for to a pixel
    small = cv2.resize(picture.pixels, None, fx=factor, fy=factor, interpolation=area)
    best, found = EDGE, None
    for grey in _lights(np.asarray(small, np.uint8)):
        for level in _levels(grey):
            corners = _shape(grey, level)
            if corners is not None and (contrast := _contrast(grey, corners)) > best:
                best, found = contrast, corners
    return None if found is None else (found / factor).astype(np.float32)


def _lights(small: Pixels) -> list[Pixels]:
    """The brightness in which paper may stand out: any colour's, and that of the weakest.

    A brown table in full light is nearly as bright as paper in the shade, but never as white.
    """
    channels = [small] if small.ndim == 2 else [brightest(small), darkest(small)]
    # Text is closed over, so that a sheet is one bright patch.
    closed = (cv2.morphologyEx(c, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)) for c in channels)
    return [np.asarray(cv2.GaussianBlur(c, (5, 5), 0), np.uint8) for c in closed]


def flattened(picture: Picture, corners: Corners, dpi: float) -> Picture:
    """The sheet alone, its corners square, at ``dpi`` where its paper is A4."""
    width, height = _size(corners, dpi)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    move: Matrix = np.asarray(cv2.getPerspectiveTransform(corners, target), np.float64)
    flat = warped(picture, move, round(width), round(height), 255)
    rim = round(RIM * dpi)
    for edge in (np.s_[:rim], np.s_[-rim:], np.s_[:, :rim], np.s_[:, -rim:]):
        flat.pixels[edge] = 255
    return Picture(flat.pixels, dpi, flat.to_page, flat.width, flat.height, flat.steps)


def _levels(grey: Pixels) -> list[int]:
    """Grey levels that might part paper from table: Otsu's, and some around it."""
    otsu, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return sorted({int(np.clip(otsu * share, 20, 235)) for share in SHARES})


def _shape(grey: Pixels, level: int) -> Corners | None:
    """The four corners of the largest patch brighter than ``level``, if it has four."""
    bright = (grey > level).astype(np.uint8)
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    patch = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(patch)
    if not LEAST * grey.size <= cv2.contourArea(hull) <= MOST * grey.size:
        return None
    for slack in (0.01, 0.02, 0.03, 0.05):
        four = cv2.approxPolyDP(hull, slack * cv2.arcLength(hull, True), True)
        if len(four) == 4:
            filled = cv2.contourArea(patch) / max(1.0, cv2.contourArea(four))
            if not FILLED <= filled <= 1 / FILLED:
                return None
            return _ordered(four.reshape(4, 2).astype(np.float64))
    return None


def _ordered(four: NDArray[np.float64]) -> Corners:
    """The corners clockwise, from the one nearest the top left."""
    middle = four.mean(axis=0)
    around = np.argsort(np.arctan2(four[:, 1] - middle[1], four[:, 0] - middle[0]))
    four = four[around]
    first = int(np.argmin(four.sum(axis=1)))
    return np.roll(four, -first, axis=0).astype(np.float32)


def _contrast(grey: Pixels, corners: Corners) -> float:
    """By how much paper is brighter than table, at the side where it shows least."""
    middle = corners.mean(axis=0)
    weakest = 255.0
    for one, other in pairwise([*corners, corners[0]]):
        along = np.linspace(0.1, 0.9, 40)[:, None]
        line = one + (other - one) * along
        out = (line.mean(axis=0) - middle) / np.linalg.norm(line.mean(axis=0) - middle)
        inside, outside = _along(grey, line - 8 * out), _along(grey, line + 8 * out)
        weakest = min(weakest, float(np.median(inside - outside)))
    return weakest


def _along(grey: Pixels, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Grey levels at points; what lies beyond the picture is as its edge."""
    height, width = grey.shape
    x = np.clip(points[:, 0], 0, width - 1).astype(int)
    y = np.clip(points[:, 1], 0, height - 1).astype(int)
    return np.asarray(grey[y, x], np.float64)


def _size(corners: Corners, dpi: float) -> tuple[float, float]:
    """Width and height of the flat sheet in pixels."""
    top, right, bottom, left = (
        float(np.linalg.norm(b - a)) for a, b in pairwise([*corners, corners[0]])
    )
    width, height = (top + bottom) / 2, (left + right) / 2
    ratio = max(width, height) / min(width, height)
    long = A4_LONG * dpi
    short = long / (A4 if abs(ratio / A4 - 1) <= NEAR_A4 else ratio)
    return (long, short) if width > height else (short, long)
