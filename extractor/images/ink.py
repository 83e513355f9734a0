"""Takes coloured ink off a page: stamps and signatures go, the black under them stays.

Knows colour only. The brightest of red, green and blue hides most coloured ink; what is left of
it is divided out as far as a pixel is of that colour, the way light is divided out of paper:
where black lies under a stamp it stays darker than the stamp alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.picture import Pixels

COLOURED = 30
"""Levels between the strongest and the weakest of a pixel's colours from which it is ink."""
PALE = 12
"""Levels below which colour is noise."""
LEAST = 0.0004
"""Share of the page from which ink is a stamp or a signature."""
TILE = 256
"""Pixels a side. Most tiles of a page hold no colour, and cost nothing more."""


THIN = 16
"""One pixel of so many is looked at first, either way."""


@dataclass(frozen=True)
class Ink:
    """One coloured ink: its strongest colour (0 red, 1 green, 2 blue) and what it looks like."""

    colour: int
    strength: float
    """Levels between its strongest and its weakest colour, where it is full."""
    brightness: float
    """Of its strongest colour; paper has 255."""
    share: float
    """Of the page."""


def inks(pixels: Pixels) -> tuple[Ink, ...]:
    """The coloured inks on an evenly lit page."""
    height, width = pixels.shape[:2]
    factor = min(1.0, 1200 / max(height, width))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    smooth = np.asarray(cv2.blur(small, (3, 3)), np.uint8)
    bright, strong = brightest(smooth), _strength(smooth)
    inked = strong > COLOURED
    of_inks, bright, colour = strong[inked], bright[inked], smooth[inked].argmax(axis=1)
    found = []
    for which in range(3):
        of = colour == which
        share = float(np.count_nonzero(of) / strong.size)
        if share < LEAST:
            continue
        strength = float(np.percentile(of_inks[of], 75))
        brightness = float(np.median(bright[of & (of_inks >= 0.7 * strength)]))
        found.append(Ink(which, strength, brightness, share))
    return tuple(found)


def without(pixels: Pixels, found: tuple[Ink, ...]) -> Pixels:
    """The page in grey, without these inks."""
    if not found:
        return brightest(pixels)
    height, width = pixels.shape[:2]
    grey = np.empty((height, width), np.uint8)
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            tile = pixels[top : top + TILE, left : left + TILE]
            grey[top : top + TILE, left : left + TILE], least = _extremes(tile)
            part = grey[top : top + TILE, left : left + TILE]
            # What is averaged over is no stronger, but for a level that rounding adds.
            if int(cv2.subtract(part, least).max()) < COLOURED:
                continue
            smooth = np.asarray(cv2.blur(tile, (3, 3)), np.uint8)
            bright, strong = brightest(smooth), _strength(smooth)
            if int(strong.max()) > COLOURED:
                white = _white(bright, strong, smooth, found)
                part[:] = np.clip(part / np.maximum(white, 0.1), 0, 255)
    return grey


def is_colourless(pixels: Pixels) -> bool:
    """Whether red, green and blue are the same everywhere: a grey page stored in colours."""
    few = np.ascontiguousarray(pixels[::THIN, ::THIN])  # most pages with colour show it there
    bands = (pixels[top : top + TILE] for top in range(0, len(pixels), TILE))
    for part in chain([few], bands):
        red, green, blue = cv2.split(part)
        if not (np.array_equal(red, green) and np.array_equal(green, blue)):
            return False
    return True


def brightest(pixels: Pixels) -> Pixels:
    """The level of each pixel's brightest colour, in which stamps are palest."""
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def darkest(pixels: Pixels) -> Pixels:
    """The level of each pixel's darkest colour."""
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)


def _white(
    bright: Pixels, strong: Pixels, smooth: Pixels, found: tuple[Ink, ...]
) -> NDArray[np.float32]:
    """The brightness that paper has under as much of these inks as lies on it; paper has 1."""
    white = np.ones(strong.shape, np.float32)
    for ink in found:
        full = (strong.astype(np.float32) - PALE) / max(1.0, ink.strength - PALE)
        part = np.clip(full, 0, 1) * (smooth[..., ink.colour] == bright)
        white -= (part * (1 - ink.brightness / 255)).astype(np.float32)
    return white


def _strength(pixels: Pixels) -> Pixels:
    """Levels between each pixel's brightest and darkest colour."""
    high, low = _extremes(pixels)
    return np.asarray(cv2.subtract(high, low), np.uint8)


def _extremes(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """The levels of each pixel's brightest and of its darkest colour."""
    red, green, blue = cv2.split(pixels)
    high, low = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    return np.asarray(high, np.uint8), np.asarray(low, np.uint8)
