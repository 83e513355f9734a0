"""Counts specks, and takes them out while they are still as small as pixels.

Knows single pixels that differ from all around them. On a clean page the same filter would eat
full stops and thin strokes, so it is never used unasked.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.images.picture import Pixels

STANDS_OUT = 50
"""Levels by which a speck is darker than the middle of its neighbours."""
DIFFERS = 25
"""Levels by which a pixel must differ from the middle of its nine to be a speck of either kind."""
GROWN = 40
"""The same where specks were made larger together with print, which has softer edges so."""
SMOOTH = 0.8
"""Pixels of blur."""
MANY = 0.0015
"""Share of a page's pixels: sharp print has up to 0.0008 in its corners, a photocopy from 0.003."""


def specks(grey: Pixels) -> float:
    """Share of pixels that are darker than their surroundings and alone in it."""
    middle = cv2.medianBlur(grey, 3)
    # Sharp corners of letters stand out too, but never in the midst of white.
    around = cv2.erode(middle, np.ones((3, 3), np.uint8))
    alone = cv2.min(cv2.subtract(middle, grey), cv2.subtract(around, grey))
    return float(np.count_nonzero(np.asarray(alone) > STANDS_OUT) / grey.size)


def without(grey: Pixels) -> Pixels:
    """The page with those pixels that differ from the middle of their nine put to that middle.

    All pixels put to it (a plain median) costs thin strokes; measured at the worst damage, that
    and a slight blur read 94.0 and 95.7 % of numbers.
    """
    middle = cv2.medianBlur(grey, 3)
    return np.where(cv2.absdiff(grey, middle) > DIFFERS, middle, grey)


def grain(grey: Pixels) -> float:
    """How far paper's levels scatter from pixel to pixel: the standard deviation, 0 to 255."""
    step = grey[1::2, 1::2].astype(np.int16) - grey[1::2, :-1:2][:, : grey[1::2, 1::2].shape[1]]
    return float(np.median(np.abs(step))) * 1.05


def smoothed(grey: Pixels) -> Pixels:
    """The page blurred by less than a stroke, which takes the grain's edge off."""
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), SMOOTH), np.uint8)


def larger_without(grey: Pixels) -> Pixels:
    """The same of a picture that was made about twice as large with its specks in it."""
    middle = cv2.medianBlur(grey, 5)
    return np.where(cv2.absdiff(grey, middle) > GROWN, middle, grey)
