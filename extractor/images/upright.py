"""Tells which way up a page lies, cheaply where print shows it, else by asking an engine.

Knows letters as patches of ink and what lines of them look like: ink falls into rows, and a
row ends more sharply at its foot, where letters stand, than at its head, where they rise to
different heights and carry marks. That is no language: it holds for print that stands on a line.
Takes level pages.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.geometry import noted, smaller, turned
from extractor.images.ink import brightest
from extractor.images.patches import patches
from extractor.images.picture import Picture, Pixels

LOOKED_AT = 1750
"""Pixels of the longer side: A4 at 150 dpi."""
ENOUGH = 150
"""Letters from which a page's rows mean something."""
LYING = 0.75
"""Sharpness of rows to that of columns below which the page lies on its side. Upright pages
have 1.1 (ruled tables) to 3.7, turned ones the inverse."""
FOOT = 0.09
"""Share by which feet of lines are sharper than heads; text has 0.09 to 0.3, tables less."""
AGREE = 0.75
"""Seven strips of eight lean to one side. Of a table, some columns do and others do not: figures
are as even at their heads as at their feet, and dirt decides."""
STRIP = 150
"""Pixels. Lines that are not quite level are level over so short a way."""

Letters = NDArray[np.bool_]


def facing(grey: Pixels) -> int | None:
    """Degrees clockwise by which the page must be turned to stand upright; None if not sure.

    A page that surely lies on its side may yet be turned the wrong way where feet do not tell.
    """
    letters = _letters(grey)
    if letters is None:
        return None
    lying = _sharpness(letters) < LYING * _sharpness(letters.T)
    quarter = 90 if lying else 0
    foot = _foot(np.rot90(letters, -1) if lying else letters)
    if abs(foot) < FOOT:
        return quarter or None
    return quarter if foot > 0 else quarter + 180


def upright(picture: Picture, read_osd: Callable[[Picture], int | None]) -> Picture:
    """The picture as it should be read; for a page that has come out as noise.

    Args:
        picture: prepared or not.
        read_osd: asks the engine: degrees clockwise by which to turn, None if it cannot tell.
    """
    degrees = read_osd(picture)
    if degrees is None:
        degrees = facing(grey_of(picture.pixels))
    return turned_by(picture, degrees or 0)


def turned_by(picture: Picture, degrees: int) -> Picture:
    """The picture turned, and the turn noted; the same picture where there is nothing to turn."""
    if degrees % 360 == 0:
        return picture
    return noted(turned(picture, degrees), "turned", degrees)


def grey_of(pixels: Pixels) -> Pixels:
    """One level a pixel: that of its brightest colour, in which stamps are palest."""
    return pixels if pixels.ndim == 2 else brightest(pixels)


def _letters(grey: Pixels) -> Letters | None:
    """Ink that is of a letter's size, on a small page; None where there is too little."""
    factor = min(1.0, LOOKED_AT / max(grey.shape))
    small = cv2.medianBlur(smaller(grey, factor), 3)
    ink = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 18
    )
    labels, stats = patches(np.asarray(ink, np.uint8))
    longer = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    wanted = (longer >= 5) & (longer < 60) & (stats[:, cv2.CC_STAT_AREA] >= 8)
    wanted[0] = False  # the paper
    return None if wanted.sum() < ENOUGH else np.asarray(wanted[labels], np.bool_)


def _profiles(letters: Letters) -> list[NDArray[np.float64]]:
    """Ink of each row, strip by strip."""
    strips = range(0, letters.shape[1], STRIP)
    return [letters[:, at : at + STRIP].sum(axis=1).astype(np.float64) for at in strips]


def _sharpness(letters: Letters) -> float:
    """How suddenly rows of ink begin and end."""
    profiles = _profiles(letters)
    ink = sum(float(rows.sum()) for rows in profiles)
    return sum(float(np.square(np.diff(rows)).sum()) for rows in profiles) / max(1.0, ink)


def _foot(letters: Letters) -> float:
    """By how much rows end more sharply than they begin, -1 to 1; 0 where strips contradict."""
    steps = [np.diff(rows) ** 3 for rows in _profiles(letters)]
    inked = [strip for strip in steps if np.abs(strip).sum() > 0]
    signs = np.array([np.sign(strip.sum()) for strip in inked])
    if len(signs) < 3 or abs(float(signs.sum())) < AGREE * len(signs):
        return 0.0
    whole = np.concatenate(inked)
    return float(-whole.sum() / max(1.0, float(np.abs(whole).sum())))
