"""Makes a picture of a page ready to be read: upright, grey, 300 dpi, level, evenly lit, clean.

Knows the order of the steps and what each must see before it is done; what a step does stands
in its own module. Specks go before the page is made larger: larger, they look like type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy.ma  # noqa: F401 (percentiles load it: here once, not in the child of every page)

from extractor.images import ink, light, paper, specks, tone
from extractor.images.geometry import levelled, noted, resized
from extractor.images.picture import Picture, Pixels
from extractor.images.refusal import MOST_PIXELS
from extractor.images.skew import skew
from extractor.images.upright import facing, turned_by

DPI = 300
"""What the engine reads best; more gains nothing and costs its square."""
LARGER = 3.0
"""Times. What would have to grow more has no letters in it, or lies about its resolution."""
NEGATIVE = 0.75
"""Share of black from which, some white being there, a page is a negative."""
UNEVEN = 6.0
"""Levels between white and the darkest paper from which a page is dull or in the shade."""
GRAINY = 4.0
"""Levels of scatter in the paper from which smoothing is worth the edges it costs."""
LEAN = 0.05
"""Degrees below which turning would only blur."""
Keep = Callable[[str, Pixels], None]


def prepare(picture: Picture, keep: Keep | None = None) -> Picture:
    """The picture as the engine wants it: grey, about DPI, the steps it needed noted on it.

    Args:
        picture: as it was opened.
        keep: is given each stage's name and pixels.
    """
    cv2.setNumThreads(1)  # a worker has one core
    now = picture
    for done in _stages(picture):
        if keep is not None and len(done.steps) > len(now.steps):
            keep(done.steps[-1].name, done.pixels)
        now = done
    return now


def _stages(picture: Picture) -> Iterator[Picture]:
    yield (picture := _flat(picture))
    yield (picture := _positive(picture))
    yield (picture := _lit(picture))
    yield (picture := _grey(picture))
    yield (picture := _clean(picture))
    yield (picture := _sized(picture))
    yield (picture := _level(picture))
    # Rows of print show which way is up only when they are level.
    yield (picture := turned_by(picture, facing(picture.pixels) or 0))
    yield _stretched(picture)


def _flat(picture: Picture) -> Picture:
    corners = paper.sheet(picture)
    if corners is None:
        return picture
    return noted(paper.flattened(picture, corners, DPI), "flattened")


def _positive(picture: Picture) -> Picture:
    """White on black, as some scanners store it, the right way."""
    thin = picture.pixels[::8, ::8]
    black, white = float((thin < 80).mean()), float((thin > 170).mean())
    if black < NEGATIVE or white > 1 - NEGATIVE or white == 0:
        return picture
    return noted(replace(picture, pixels=255 - picture.pixels), "inverted", black)


def _lit(picture: Picture) -> Picture:
    """Paper at white; once more where a sharp fold leaves a shade, measured too flat at first."""
    found = light.light(picture.pixels, picture.dpi)
    uneven = light.unevenness(found)
    if uneven < UNEVEN:
        return picture
    pixels = light.evenly_lit(picture.pixels, found)
    fold = light.folded(found)
    if float(fold.mean()) * 100 > light.SPECKS:  # of fewer the unevenness tells nothing
        left = light.in_folds(light.light(pixels, picture.dpi), fold)
        if light.unevenness(left) >= UNEVEN:
            pixels = light.evenly_lit(pixels, left)
    return noted(replace(picture, pixels=pixels), "lit", uneven)


def _grey(picture: Picture) -> Picture:
    if picture.pixels.ndim == 2:
        return picture
    found = ink.inks(picture.pixels)
    coloured = sum(one.share for one in found)
    return noted(replace(picture, pixels=ink.without(picture.pixels, found)), "grey", coloured)


def _clean(picture: Picture) -> Picture:
    """Specks and grain taken out, where there are more than print has."""
    counted = specks.specks(picture.pixels)
    if counted < specks.MANY:
        return picture
    grain = specks.grain(picture.pixels)
    picture = noted(replace(picture, pixels=specks.without(picture.pixels)), "despecked", counted)
    if grain < GRAINY:
        return picture
    return noted(replace(picture, pixels=specks.smoothed(picture.pixels)), "smoothed", grain)


def _sized(picture: Picture) -> Picture:
    """At DPI, or as near to it as a page of its size may come."""
    height, width = picture.pixels.shape
    most = (MOST_PIXELS / (height * width)) ** 0.5
    factor = min(DPI / picture.dpi, LARGER, most)
    if abs(factor - 1) <= 0.02:
        return picture
    return noted(resized(picture, factor), "scaled", picture.dpi)


def _level(picture: Picture) -> Picture:
    lean = skew(picture.pixels)
    if abs(lean) < LEAN:
        return picture
    return noted(levelled(picture, lean, tone.middle(picture.pixels)), "deskewed", lean)


def _stretched(picture: Picture) -> Picture:
    found = tone.tone(picture.pixels)
    if found.paper - found.ink < tone.BLANK:
        return picture
    pixels = tone.stretched(picture.pixels, found)
    return noted(replace(picture, pixels=pixels), "stretched", found.ink)
