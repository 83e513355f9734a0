"""Moves a picture's pixels and keeps the way back to the page: scaling, turning, warping.

Knows matrices only; which move a page needs is measured elsewhere. Matrices act on coordinates
where pixel ``i`` covers ``i .. i + 1``, so that scaling leaves the corners in their places.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractor.images.picture import Matrix, Picture, Pixels
from extractor.models import Step

HALF = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
"""OpenCV warps between the centres of pixels; ours are measured from their edges."""

SAME = 5e-5
"""Share by which a factor may miss another: less than a pixel of the longest page."""


def scaling(across: float, down: float) -> Matrix:
    """The matrix that stretches by these factors."""
    return np.diag([across, down, 1.0])


def shift(across: float, down: float) -> Matrix:
    """The matrix that moves by this many pixels."""
    return np.array([[1.0, 0.0, across], [0.0, 1.0, down], [0.0, 0.0, 1.0]])


def moved(picture: Picture, pixels: Pixels, move: Matrix, dpi: float | None = None) -> Picture:
    """The picture with ``pixels`` that came from its own by ``move``."""
    return replace(
        picture,
        pixels=pixels,
        dpi=picture.dpi if dpi is None else dpi,
        to_page=picture.to_page @ np.linalg.inv(move),
    )


def noted(picture: Picture, name: str, measure: float = 0.0) -> Picture:
    """The picture with one more step in its record."""
    return replace(picture, steps=(*picture.steps, Step(name, round(measure, 4))))


def resized(picture: Picture, factor: float, how: int | None = None) -> Picture:
    """The picture ``factor`` times as large; shrinking averages, growing is cubic."""
    if how is None:
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    height, width = picture.pixels.shape[:2]
    new = max(1, round(width * factor)), max(1, round(height * factor))
    pixels = cv2.resize(picture.pixels, new, interpolation=how)
    move = scaling(new[0] / width, new[1] / height)
    return moved(picture, pixels.astype(np.uint8, copy=False), move, picture.dpi * factor)


def smaller(pixels: Pixels, factor: float) -> Pixels:
    """The pixels averaged down to ``factor`` of their size, for what is only looked at.

    By halves as far as they go: an average of two by two is a tenth of the work of any other.
    """
    while factor <= 0.5 + SAME:
        pixels = np.asarray(
            cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8
        )
        factor *= 2
    if factor >= 1 - SAME:
        return pixels
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def turned(picture: Picture, degrees: int) -> Picture:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees, exactly."""
    height, width = picture.pixels.shape[:2]
    quarter = degrees // 90 % 4
    moves = (
        np.eye(3),
        np.array([[0.0, -1.0, height], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
        np.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]]),
        np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width], [0.0, 0.0, 1.0]]),
    )
    pixels = np.ascontiguousarray(np.rot90(picture.pixels, -quarter))
    return moved(picture, pixels, moves[quarter])


def warped(picture: Picture, move: Matrix, width: int, height: int, paper: int) -> Picture:
    """The picture sent through ``move``; what lies outside the old one is ``paper`` (0..255)."""
    centred = np.linalg.inv(HALF) @ move @ HALF
    pixels = cv2.warpPerspective(
        picture.pixels,
        centred,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(paper, paper, paper),
    )
    return moved(picture, pixels.astype(np.uint8, copy=False), move)


def levelled(picture: Picture, degrees: float, paper: int) -> Picture:
    """The picture turned counter-clockwise about its middle, large enough to lose no corner."""
    height, width = picture.pixels.shape[:2]
    angle = np.deg2rad(degrees)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    wide = int(np.ceil(width * abs(cosine) + height * abs(sine)))
    high = int(np.ceil(width * abs(sine) + height * abs(cosine)))
    turn = np.array([[cosine, sine, 0.0], [-sine, cosine, 0.0], [0.0, 0.0, 1.0]])
    move = shift(wide / 2, high / 2) @ turn @ shift(-width / 2, -height / 2)
    return warped(picture, move, wide, high, paper)
