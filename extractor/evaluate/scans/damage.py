"""What a scanner, a copier or a phone does to a sheet, at five levels and in fixed order.

Knows pixels and how their geometry moves; each step takes its chances from the generator given
to it, so the same seed gives the same pixels. Knows no document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.picture import Matrix, Pixels

Rng = np.random.Generator
Floats = NDArray[Any]
"""Shades as float32, (height, width, 3)."""


@dataclass(frozen=True, slots=True)
class Level:
    """How much of each damage. Lengths are in pixels of the scan, shades 0..255."""

    name: str
    dpi: int
    skew: float = 0.0
    """Degrees, to one side or the other."""
    blur: float = 0.0
    noise: float = 0.0
    """Standard deviation of the grain."""
    specks: float = 0.0
    """Share of pixels that turn black or white."""
    light: float = 0.0
    """By how many shades the background differs from side to side."""
    paper: float = 255.0
    fade: float = 0.0
    """How far ink goes towards paper where the toner was low, 0..1."""
    through: float = 0.0
    """How strongly the other side of the paper shows."""
    fold: float = 0.0
    over_text: bool = False
    """The stamp and the signature also lie over the text."""
    edge: bool = False
    """The copier's lid shows as a dark strip."""
    photo: bool = False
    quality: int | None = None
    """Of the JPEG; None: kept as it is."""


LEVELS = {
    level.name: level
    for level in (
        Level("L0", 300),
        Level("L1", 300, skew=0.7, blur=1.5, quality=70),
        Level("L2", 200, skew=1.5, blur=0.75, noise=7, specks=0.003, light=35, paper=232,
              over_text=True, edge=True, quality=75),
        Level("L3", 150, skew=2.5, blur=0.55, noise=20, specks=0.0095, light=20, paper=243,
              fade=0.43, through=0.14, fold=70, over_text=True, quality=70),
        Level("L4", 230, blur=1.15, noise=5, paper=212, over_text=True, photo=True,
              quality=80),
    )
}  # fmt: skip


def damage(page: Pixels, dpi: float, level: Level, rng: Rng) -> tuple[Pixels, Matrix]:
    """The page (RGB) as the level's scan, and the way from its old pixels to the new ones."""
    if level.through:
        page = _through(page, level.through, rng)
    seen, matrix = _photo(page, rng) if level.photo else _scan(page, dpi, level, rng)
    image: Floats = seen.astype(np.float32)
    for step in (_fade, _lamp, _shadow, _soften, _fold, _edge, _grain, _specks):
        image = step(image, level, rng)
    return np.clip(np.round(image), 0, 255).astype(np.uint8), matrix


def _scan(page: Pixels, dpi: float, level: Level, rng: Rng) -> tuple[Pixels, Matrix]:
    """Turned a little, at the scanner's resolution."""
    height, width = page.shape[:2]
    scale = level.dpi / dpi
    size = (round(width * scale), round(height * scale))
    angle = level.skew * float(rng.uniform(0.9, 1.1)) * (1 if rng.random() < 0.5 else -1)
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    if level.skew:
        page = _pixels(cv2.warpAffine(page, turn[:2], (width, height), flags=cv2.INTER_CUBIC,
                                      borderValue=(255,) * 3))  # fmt: skip
    if scale != 1:
        page = _pixels(cv2.resize(page, size, interpolation=cv2.INTER_AREA))
    return page, np.diag([size[0] / width, size[1] / height, 1.0]) @ turn


def _photo(page: Pixels, rng: Rng) -> tuple[Pixels, Matrix]:
    """The sheet on a dark desk, seen from a little aside."""
    height, width = page.shape[:2]
    size = (2448, 3264) if height > width else (3264, 2448)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inset = np.array([[0.075, 0.06], [0.925, 0.06], [0.975, 0.955], [0.025, 0.955]])
    moved = (inset + rng.uniform(-0.018, 0.018, (4, 2))) * size
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    desk = tuple(float(v) for v in np.array([104, 75, 48]) * rng.uniform(0.8, 1.15))
    seen = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA, borderValue=desk)
    return _pixels(seen), matrix.astype(np.float64)


def _pixels(image: NDArray[Any]) -> Pixels:
    return np.ascontiguousarray(image, np.uint8)


def _through(page: Pixels, strength: float, rng: Rng) -> Pixels:
    """The other side's print, mirrored and out of step with this side's."""
    other = np.roll(page[:, ::-1], int(rng.integers(150, 500)), axis=0)
    other = _pixels(cv2.GaussianBlur(_pixels(other), (0, 0), 3.0))
    pale = 255 - strength * 1.6 * (255 - np.arange(256))
    return np.minimum(page, _pixels(pale.round())[other])


def _lamp(image: Floats, level: Level, rng: Rng) -> Floats:
    """Paper of its shade, lighter on one side than on the other."""
    if level.paper >= 255:
        return image
    y, x = _square(image)
    angle = rng.uniform(0, 2 * np.pi)
    slope = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    shade = level.paper - level.light * (0.5 + slope) * 0.8
    lit: Floats = image * (shade / 255.0).astype(np.float32)[..., None]
    return lit


def _square(image: Floats) -> tuple[Floats, Floats]:
    """How far down and how far across each pixel is, 0..1, as a column and a row."""
    height, width = image.shape[:2]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    return down, np.linspace(0, 1, width, dtype=np.float32)[None, :]


def _shadow(image: Floats, level: Level, rng: Rng) -> Floats:
    """The photographer's: a soft edge across a warm picture, and light that falls off."""
    if not level.photo:
        return image
    y, x = _square(image)
    edge = rng.uniform(0.45, 0.65) + 0.25 * (x - 0.5) * rng.uniform(-1, 1)
    dark = 1 / (1 + np.exp(-(y - edge) * 22))
    falloff = 1 - 0.35 * ((x - 0.5) ** 2 + (y - 0.45) ** 2)
    light = (falloff * (1 - 0.44 * dark)).astype(np.float32)
    shaded: Floats = image * light[..., None] * np.array([1.0, 0.97, 0.9], np.float32)
    return shaded


def _fade(image: Floats, level: Level, rng: Rng) -> Floats:
    """Toner that was low in some places of the page."""
    if not level.fade:
        return image
    coarse = rng.uniform(0.0, 1.0, (7, 5)).astype(np.float32)
    cover = cv2.resize(coarse, image.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    lost = np.clip(0.25 + 0.9 * cover, 0.1, 1.1) * level.fade
    faded: Floats = image + (255 - image) * lost[..., None]
    return faded


def _soften(image: Floats, level: Level, rng: Rng) -> Floats:
    return cv2.GaussianBlur(image, (0, 0), level.blur) if level.blur else image


def _edge(image: Floats, level: Level, rng: Rng) -> Floats:
    if level.edge:
        image[:, : round(image.shape[1] * 0.012)] *= 0.4
    return image


def _fold(image: Floats, level: Level, rng: Rng) -> Floats:
    """A dark crease across the page."""
    if not level.fold:
        return image
    y = np.arange(image.shape[0], dtype=np.float32) / image.shape[0] - rng.uniform(0.3, 0.7)
    crease = np.exp(-((y / 0.008) ** 2)) + 0.35 * np.exp(-((y / 0.03) ** 2))
    folded: Floats = image - (level.fold * crease).astype(np.float32)[:, None, None]
    return folded


def _grain(image: Floats, level: Level, rng: Rng) -> Floats:
    if not level.noise:
        return image
    grain = rng.standard_normal(image.shape[:2], dtype=np.float32)
    grainy: Floats = image + (grain * level.noise)[..., None]
    return grainy


def _specks(image: Floats, level: Level, rng: Rng) -> Floats:
    """Black and white points, and a few larger black ones."""
    if not level.specks:
        return image
    chance = rng.random(image.shape[:2], dtype=np.float32)
    image[chance < level.specks * 0.7] = 25
    image[chance > 1 - level.specks * 0.3] = 252
    few = (rng.random(image.shape[:2], dtype=np.float32) < level.specks * 0.006).astype(np.uint8)
    image[cv2.dilate(few, np.ones((2, 2), np.uint8)) > 0] = 40
    return image
