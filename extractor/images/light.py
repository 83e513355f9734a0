"""Divides the light out of a page, so that paper is white in the shade, in a fold and in colour.

Knows that paper is what lies around strokes: the picture with everything thinner than a stroke
closed over. A sharp fold is thin too, but it is long: along it, most of what is seen is paper,
where along a line of print there is white between the words. Each colour has its own light, so
that yellow paper becomes white as well.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.ink import darkest
from extractor.images.picture import Pixels

AT = 75.0
"""Pixels an inch on which light is measured: averaged over, noise is gone."""
STROKE = 0.12
"""Inches. Strokes are narrower."""
ALONG = 0.85
"""Inches along a fold in which its shade is measured: several words, and what is between them."""
PAPER = 85
"""Per cent of such a stretch that is as dark as its paper, or darker: print takes most of a
line."""
ROWS = 128
"""Rows at a time."""
SMALL = 32 << 20
"""Bytes of a page in colours whose light may take as much once more: A4 at 300 dpi has 26 MB."""
FOLD = 30
"""Levels by which a fold is darker than most of the paper."""
SPECKS = 2
"""Per cent of a page that may be darker and tells nothing of its light."""
RULE = 0.05
"""Inches. Rules are as long as folds, and thinner."""


def light(pixels: Pixels, dpi: float) -> Pixels:
    """The paper without what stands on it, about AT pixels an inch."""
    factor = min(1.0, AT / dpi)
    averaged = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = np.asarray(cv2.medianBlur(averaged, 3), np.uint8)
    wide = max(3, round(STROKE * dpi * factor)) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc), 5)
    paper = np.asarray(cv2.GaussianBlur(paper, (0, 0), wide / 4), np.uint8)
    down = np.asarray(small.swapaxes(0, 1), np.uint8)
    for shade in (_along(small, dpi * factor), _along(down, dpi * factor).swapaxes(0, 1)):
        paper = np.minimum(paper, shade)
    return np.maximum(paper, np.uint8(1))


def _along(small: Pixels, dpi: float) -> Pixels:
    """The shade of each stretch of each row, with rules and strokes left out; white if too small.

    Stretches overlap by half, and shades go over into each other.
    """
    height, width = small.shape[:2]
    half = max(1, round(ALONG * dpi / 2))
    count = width // half
    if count < 3:
        return np.full_like(small, 255)
    # Band by band: beside a large picture its stretches, all at once, would be too much.
    bands = [small[top : top + ROWS] for top in range(0, height, ROWS)]
    shades = np.concatenate([_stretches(band, half, count) for band in bands])
    rule = np.ones((max(3, round(RULE * dpi)), 1), np.uint8)
    shades = np.asarray(cv2.morphologyEx(shades, cv2.MORPH_CLOSE, rule), np.uint8)
    whole = np.empty(small.shape, np.uint8)
    for top in range(0, height, ROWS):
        part = whole[top : top + ROWS]
        part[:] = _spread(shades[top : top + ROWS], width, half).reshape(part.shape)
    return whole


def _stretches(band: Pixels, half: int, count: int) -> Pixels:
    """The paper's level in each stretch of each row."""
    parts = band[:, : count * half].reshape(len(band), count, half, -1).swapaxes(2, 3)
    # In sixteen bits, one beside the other: numpy parts those twelve times as fast as bytes.
    stretches = np.concatenate([parts[:, :-1], parts[:, 1:]], axis=3, dtype=np.uint16)
    at = round(PAPER / 100 * (2 * half - 1))
    return np.asarray(np.partition(stretches, at, axis=3)[..., at], np.uint8)


def _spread(shades: Pixels, width: int, half: int) -> Pixels:
    """A level for each pixel. The middle of the first stretch is at ``half``."""
    down, across = np.indices((len(shades), width), np.float32)
    # Beyond the outer ones they go on.
    across = np.clip(across / half - 1, 0, shades.shape[1] - 1).astype(np.float32)
    return np.asarray(cv2.remap(shades, across, down, cv2.INTER_LINEAR), np.uint8)


def evenly_lit(pixels: Pixels, paper: Pixels) -> Pixels:
    """The pixels with paper at white everywhere; ``paper`` as :func:`light` found it."""
    if pixels.ndim == 2 or pixels.nbytes <= SMALL:
        return _divided(pixels, paper)
    result = np.empty_like(pixels)
    for colour in range(3):  # one at a time: a whole page of light would cost as much as the page
        plane = _divided(cv2.extractChannel(pixels, colour), cv2.extractChannel(paper, colour))
        cv2.insertChannel(plane, result, colour)
    return result


def folded(first: Pixels) -> NDArray[np.bool_]:
    """Where the light that was found ``first`` is dark beside most of the page's."""
    weakest = first if first.ndim == 2 else darkest(first)
    return np.asarray(weakest < np.median(weakest) - FOLD)


def in_folds(left: Pixels, fold: NDArray[np.bool_]) -> Pixels:
    """The light that is ``left`` in a fold, and white elsewhere.

    What is thin was left out of the first in part; elsewhere a second look takes rules for folds.
    """
    return np.where(fold if left.ndim == 2 else fold[..., None], left, 255).astype(np.uint8)


def unevenness(paper: Pixels) -> float:
    """Grey levels between white and the darkest paper of the page, but for specks of it."""
    weakest = paper if paper.ndim == 2 else darkest(paper)
    return 255.0 - float(np.percentile(weakest, SPECKS))


def _divided(plane: Pixels | cv2.typing.MatLike, paper: Pixels | cv2.typing.MatLike) -> Pixels:
    height, width = plane.shape[:2]
    whole = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(plane, whole, scale=255), np.uint8)
