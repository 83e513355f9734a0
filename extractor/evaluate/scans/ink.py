"""Coloured ink on a printed sheet: the red stamp, the blue signature, numbers written by hand.

Knows shapes and colours, made anew from a random generator each time; knows no level of damage.
Everything is laid over RGB pixels at 300 dpi as ink is: it darkens what is below.
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw

from extractor.evaluate.scans.fonts import font
from extractor.evaluate.scans.sheet import SCALE
from extractor.images.picture import Pixels
from extractor.models import Box

RED, BLUE, PEN = (206, 44, 52), (38, 62, 160), (32, 40, 110)
_RADIUS = 17.5 * 300 / 25.4
"""Of a commune's or a district's stamp (35 mm across), in pixels."""

Curve = tuple[tuple[float, float], ...]
_DIGITS: dict[str, tuple[Curve, ...]] = {
    "0": (((0.5, 0), (0.1, 0.3), (0.1, 0.75), (0.5, 1), (0.9, 0.7), (0.85, 0.25), (0.5, 0)),),
    "1": (((0.2, 0.25), (0.55, 0), (0.5, 0.5), (0.45, 1)),),
    "2": (((0.1, 0.25), (0.45, 0), (0.85, 0.25), (0.5, 0.65), (0.1, 1), (0.5, 0.93), (0.95, 1)),),
    "3": (((0.1, 0.1), (0.6, 0), (0.8, 0.25), (0.4, 0.45), (0.85, 0.7), (0.5, 1), (0.1, 0.88)),),
    "4": (((0.6, 0), (0.1, 0.62), (0.95, 0.62)), ((0.68, 0.35), (0.62, 0.7), (0.6, 1))),
    "5": (((0.85, 0), (0.3, 0), (0.2, 0.4), (0.7, 0.4), (0.85, 0.75), (0.4, 1), (0.1, 0.9)),),
    "6": (((0.75, 0), (0.25, 0.4), (0.15, 0.8), (0.5, 1), (0.85, 0.78), (0.55, 0.5), (0.2, 0.7)),),
    "7": (((0.1, 0.05), (0.5, 0.05), (0.9, 0.03), (0.6, 0.5), (0.4, 1)), ((0.3, 0.5), (0.8, 0.48))),
    "8": (((0.8, 0.2), (0.45, 0), (0.2, 0.25), (0.75, 0.68), (0.5, 1), (0.15, 0.75), (0.8, 0.2)),),
    "9": (((0.8, 0.3), (0.45, 0.5), (0.15, 0.25), (0.5, 0), (0.82, 0.25), (0.75, 0.65), (0.5, 1)),),
}  # fmt: skip
"""How a hand draws each digit: strokes through points of a unit square."""


def lay(page: Pixels, mask: Pixels, colour: tuple[int, int, int]) -> Pixels:
    """Ink of a colour where the mask (0..255) says, as strong as it says; the page is changed."""
    left, top, width, height = cv2.boundingRect(mask)
    there = np.s_[top : top + height, left : left + width]
    cover = mask[there].astype(np.float32)[..., None] / 255.0
    tint = np.array(colour, np.float32) / 255.0
    page[there] = (page[there] * (1.0 - cover * (1.0 - tint))).round().astype(np.uint8)
    return page


def stamp(size: tuple[int, int], x: float, y: float, text: str, rng: np.random.Generator) -> Pixels:
    """The mask of a round stamp about a point: two rings, a star, letters, uneven pressure."""
    whole = Image.new("L", size, 0)
    across = round(2 * _RADIUS + 40)
    whole.paste(_stamp(across, text, rng), (round(x) - across // 2, round(y) - across // 2))
    return np.asarray(whole)


def _stamp(across: int, text: str, rng: np.random.Generator) -> Image.Image:
    mask = Image.new("L", (across, across), 0)
    x = y = across / 2
    pen = ImageDraw.Draw(mask)
    for radius, width in ((_RADIUS, 9), (_RADIUS * 0.93, 3), (_RADIUS * 0.6, 4)):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=235, width=width)
    star = [
        (x + r * np.sin(a), y - r * np.cos(a))
        for n in range(10)
        for r, a in [(_RADIUS * (0.27 if n % 2 == 0 else 0.11), np.pi * n / 5)]
    ]
    pen.polygon(star, fill=235)
    _around(mask, x, y, text, rng)
    turned = mask.rotate(float(rng.uniform(-8, 8)), Image.Resampling.BILINEAR, center=(x, y))
    return Image.fromarray(_pressed(np.asarray(turned), rng))


def _around(mask: Image.Image, x: float, y: float, text: str, rng: np.random.Generator) -> None:
    face = font("liberation-serif", "b", 48.0)
    step = min(2 * np.pi / max(len(text) + 4, 20), 0.22)
    start = -step * (len(text) - 1) / 2
    for n, letter in enumerate(text):
        angle = start + n * step
        tile = Image.new("L", (80, 80), 0)
        ImageDraw.Draw(tile).text((40, 40), letter, font=face, fill=235, anchor="mm")
        turned = tile.rotate(-np.degrees(angle), Image.Resampling.BILINEAR)
        at = (x + _RADIUS * 0.76 * np.sin(angle) - 40, y - _RADIUS * 0.76 * np.cos(angle) - 40)
        mask.paste(255, (round(at[0]), round(at[1])), turned)


def _pressed(mask: Pixels, rng: np.random.Generator) -> Pixels:
    """Ink that took in some places more than in others."""
    coarse = rng.uniform(0.35, 1.0, (mask.shape[0] // 60 + 2, mask.shape[1] // 60 + 2))
    cover = cv2.resize(coarse, mask.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return (mask * np.clip(cover, 0.2, 0.95)).astype(np.uint8)


def signature(shape: tuple[int, int], box: Box, rng: np.random.Generator) -> Pixels:
    """The mask of a hand's quick loops across a box of pixels, and the stroke below them."""
    left, top, right, bottom = box
    t = np.linspace(0.0, 1.0, 500)
    loops = rng.uniform(3.0, 5.5)
    fade = 1.0 - 0.55 * t
    x = left + (right - left) * (t + 0.09 * np.sin(2 * np.pi * loops * t + rng.uniform(0, 6)))
    y = (top + bottom) / 2 + (bottom - top) * 0.5 * fade * np.sin(
        2 * np.pi * loops * t + rng.uniform(0, 6)
    ) * (0.75 + 0.25 * np.sin(7 * t + rng.uniform(0, 6)))
    mask = np.zeros(shape, np.uint8)
    _draw(mask, np.stack([x, y], 1), 5)
    low = bottom - (bottom - top) * 0.1
    _draw(mask, np.array([[left - 20, low], [right + 30, low - (bottom - top) * 0.25]]), 4)
    return mask


def handwriting(shape: tuple[int, int], text: str, box: Box, rng: np.random.Generator) -> Pixels:
    """The mask of digits written by hand into a box of pixels."""
    left, top, right, bottom = box
    mask = np.zeros(shape, np.uint8)
    width = (right - left) / len(text)
    for n, digit in enumerate(text):
        scale = np.array([width * 0.72, (bottom - top) * rng.uniform(0.85, 1.05)])
        corner = np.array([left + n * width + 2, top + rng.uniform(-3, 3)])
        for stroke in _DIGITS.get(digit, ()):
            points = np.array(stroke) + rng.normal(0, 0.035, (len(stroke), 2))
            points[:, 0] += 0.18 * (1 - points[:, 1])  # the hand leans
            _draw(mask, corner + _smooth(points) * scale, 4)
    return mask


def _smooth(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]], each: int = 12):  # type: ignore[no-untyped-def]
    """A curve through the points (Catmull-Rom)."""
    p = np.vstack([points[0], points, points[-1]])
    t = np.linspace(0, 1, each)[:, None]
    parts = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
               + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]  # fmt: skip
    return np.vstack(parts)


def _draw(mask: Pixels, points, width: int) -> None:  # type: ignore[no-untyped-def]
    fixed = np.round(points * 16).astype(np.int32)
    cv2.polylines(mask, [fixed], False, 235, width, cv2.LINE_AA, shift=4)


def pixels(box: Box) -> Box:
    """A box in points as one in pixels at 300 dpi."""
    left, top, right, bottom = (v * SCALE for v in box)
    return left, top, right, bottom
