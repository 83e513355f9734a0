"""Parts two pages that were scanned side by side.

Knows the gutter: a strip down the middle of a broad picture that no letter and no rule crosses,
wider than the space between columns of one page.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractor.images.geometry import moved, noted, shift, smaller
from extractor.images.picture import Picture, Pixels

BROAD = 1.2
"""Width to height from which a picture may hold two pages."""
MIDDLE = (0.42, 0.58)
"""Where the gutter may lie, in shares of the width."""
GUTTER = 0.055
"""Share of the width. Two sheets of A4 on A3 have two margins of 20 mm there: 0.09."""
FOLD = 3
"""Columns of a hundredth of an inch that a line along the fold may blacken."""
WRITTEN = 0.04
"""Share of each half's columns and rows that must hold ink: a lone page is not parted."""
INK = 200
"""Level below which there is ink; averaged over, a thin rule is grey."""
AT = 100.0
"""Pixels an inch."""


def halves(picture: Picture) -> tuple[Picture, ...]:
    """The left page and the right page, or the picture alone. Takes a prepared picture."""
    middle = gutter(picture)
    if middle is None:
        return (picture,)
    width = picture.pixels.shape[1]
    parts = ((0, middle), (middle, width))
    return tuple(_cut(picture, left, right, width) for left, right in parts)


def gutter(picture: Picture) -> int | None:
    """The column in the middle of the gutter, None where there is but one page."""
    height, width = picture.pixels.shape[:2]
    if width < BROAD * height:
        return None
    ink = _ink(picture.pixels, picture.dpi)
    columns = ink.sum(axis=0)
    low, high = (round(share * ink.shape[1]) for share in MIDDLE)
    # One or two dots of dirt do not close a gutter.
    start, end = _widest(columns <= 2, low, high)
    if end - start < GUTTER * ink.shape[1]:
        return None
    # A rule of a table crosses from side to side.
    if ink[:, start:end].mean(axis=1).max() > 0.8:
        return None
    at = (start + end) // 2
    if not all(_written(half) for half in (ink[:, :at], ink[:, at:])):
        return None
    return int(at * width / ink.shape[1])


def _cut(picture: Picture, left: int, right: int, whole: int) -> Picture:
    part = moved(picture, np.ascontiguousarray(picture.pixels[:, left:right]), shift(-left, 0))
    return noted(part, "parted", left / whole)


def _ink(pixels: Pixels, dpi: float) -> NDArray[np.bool_]:
    """Where ink is, at AT pixels an inch, without what runs along the fold from end to end."""
    factor = min(1.0, AT / dpi)
    ink = np.asarray(smaller(pixels, factor) < INK, np.bool_)
    folds = ink.sum(axis=0) > 0.6 * len(ink)
    if 0 < folds.sum() <= FOLD:
        ink[:, folds] = False
    return ink


def _widest(empty: NDArray[np.bool_], low: int, high: int) -> tuple[int, int]:
    """The longest run of empty columns whose middle lies between ``low`` and ``high``."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], empty, [False]]).astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if low <= (a + b) / 2 <= high]
    return max(runs, key=lambda run: run[1] - run[0], default=(0, 0))


def _written(half: NDArray[np.bool_]) -> bool:
    return bool(half.any(axis=0).mean() > WRITTEN * 5 and half.any(axis=1).mean() > WRITTEN)
