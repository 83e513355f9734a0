"""Stretches the levels of a page, so that ink is black and paper white without a hard edge.

Knows the two heaps of a page's histogram. A hard threshold loses faded strokes; a soft stretch
keeps the slope on which the engine reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.images.picture import Pixels

WHITER = 0.15
"""Share of the way from paper to ink that is made white as well: grain, shine-through, traces."""

BLANK = 32
"""Levels between ink and paper below which there is no ink, and a stretch would make some."""


@dataclass(frozen=True)
class Tone:
    """Levels of the page's ink and paper, 0 to 255."""

    ink: float
    paper: float


def tone(grey: Pixels) -> Tone:
    """Where the ink of the page lies, and where its paper."""
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel().astype(np.float64)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    parting = int(level) + 1
    return Tone(_quantile(counts[:parting], 0.25), parting + _quantile(counts[parting:], 0.5))


def middle(grey: Pixels) -> int:
    """The level that half of the pixels do not exceed: the paper's."""
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel().astype(np.float64)
    return int(_quantile(counts, 0.5))


def stretched(grey: Pixels, found: Tone) -> Pixels:
    """The page with its ink at black and its paper at white."""
    white = found.paper - WHITER * (found.paper - found.ink)
    levels = (np.arange(256) - found.ink) * 255 / max(1.0, white - found.ink)
    return np.asarray(cv2.LUT(grey, np.clip(levels, 0, 255).astype(np.uint8)), np.uint8)


def _quantile(counts: np.ndarray[tuple[int], np.dtype[np.float64]], share: float) -> float:
    """The level below which this share of the counts lies."""
    total = np.cumsum(counts)
    return float(np.searchsorted(total, share * total[-1])) if len(total) else 0.0
