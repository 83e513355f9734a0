"""A document of the corpus as pages of a scan at a level of damage, each with its truth.

Knows the order of the work: typeset, ink, damage, and the truth moved along. Everything that is
left to chance is drawn from a seed, the document's name, the level and the page.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.evaluate.scans import ink
from extractor.evaluate.scans.damage import Level, damage
from extractor.evaluate.scans.manuscript import Part, Prose, layout
from extractor.evaluate.scans.sets import Drawn
from extractor.evaluate.scans.sheet import DPI, SCALE, Sheet
from extractor.evaluate.scans.truth import Truth
from extractor.images.picture import Matrix, Pixels
from extractor.models import Box


@dataclass(frozen=True)
class Scan:
    """One page as a scanner delivers it, and what is printed on it."""

    pixels: Pixels
    """RGB."""
    dpi: int
    """As the file will say; what a photo would have if it were a scan."""
    photo: bool
    quality: int | None
    """Of the JPEG it is kept in."""
    truth: Truth
    """In points of this picture at ``dpi``."""


def scans(document: Drawn, level: Level) -> list[Scan]:
    """The pages of a document; the same arguments give the same pixels."""
    agency, name = _agency(document.parts), document.case.name
    return [
        scan(sheet, agency, level, generator(document.seed, name, level.name, number))
        for number, sheet in enumerate(document.sheets(), 1)
    ]


def generator(seed: int, name: str, level: str, page: int) -> np.random.Generator:
    """Chances of one page at one level, apart from those of all others."""
    return np.random.default_rng(
        [seed, zlib.crc32(name.encode()), zlib.crc32(level.encode()), page]
    )


def scan(sheet: Sheet, agency: str, level: Level, rng: np.random.Generator) -> Scan:
    """One printed sheet, stamped, signed, and scanned."""
    page = inked(sheet, agency, level.over_text, rng)
    pixels, matrix = damage(page, DPI, level, rng)
    if level.quality is not None:
        pixels = jpeg(pixels, level.quality)
    return Scan(
        pixels, level.dpi, level.photo, level.quality, _moved(sheet, matrix, pixels, level.dpi)
    )


def inked(sheet: Sheet, agency: str, over_text: bool, rng: np.random.Generator) -> Pixels:
    """The sheet in colour with what hands have added to it."""
    black = np.asarray(sheet.ink)
    shape, size = black.shape, sheet.ink.size
    page: Pixels = np.repeat(black[..., None], 3, axis=2)
    for text, box in sheet.written:
        page = ink.lay(page, ink.handwriting(shape, text, ink.pixels(box), rng), ink.PEN)
    if sheet.signed is not None:
        left, top, right, bottom = ink.pixels(sheet.signed)
        page = ink.lay(page, ink.stamp(size, left, (top + bottom) / 2, agency, rng), ink.RED)
        page = ink.lay(page, ink.signature(shape, (left, top, right, bottom), rng), ink.BLUE)
    if over_text:
        x, y = rng.uniform(0.3, 0.7) * size[0], rng.uniform(0.3, 0.75) * size[1]
        page = ink.lay(page, ink.stamp(size, x, y, agency, rng), ink.RED)
        x, y = rng.uniform(0.3, 0.7) * size[0], rng.uniform(0.3, 0.75) * size[1]
        page = ink.lay(page, ink.signature(shape, (x, y, x + 560, y + 190), rng), ink.BLUE)
    return page


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    """The pixels as they come out of a JPEG of that quality."""
    packed = np.frombuffer(jpeg_bytes(pixels, quality), np.uint8)
    unpacked = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    assert unpacked is not None
    return np.ascontiguousarray(unpacked[..., ::-1], np.uint8)


def jpeg_bytes(pixels: Pixels, quality: int) -> bytes:
    """A JPEG file."""
    done, packed = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return packed.tobytes()


def _moved(sheet: Sheet, matrix: Matrix, pixels: Pixels, dpi: int) -> Truth:
    height, width = pixels.shape[:2]
    back = 72 / dpi
    whole = np.diag([back, back, 1.0]) @ matrix @ np.diag([SCALE, SCALE, 1.0])

    def move(box: Box) -> Box:
        return moved_box(whole, box)

    return sheet.truth().moved(move, width * back, height * back)


def moved_box(matrix: Matrix, box: Box) -> Box:
    """The upright box around a box that a matrix has moved."""
    left, top, right, bottom = box
    corners = np.array([[left, right, right, left], [top, top, bottom, bottom], [1.0] * 4])
    x, y, w = matrix @ corners
    x, y = x / w, y / w
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def _agency(parts: Sequence[Part]) -> str:
    """For the stamp: the last line of the agency's name."""
    left = [p.text for p in parts if isinstance(p, Prose) and p.role == "left" and p.text.isupper()]
    return (left[-1] if left else layout().stamp)[:34]
