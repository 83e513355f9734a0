"""Opens the pages of a PDF as pictures through pdfium, at the resolution of the scan in them.

Knows the images on a page and their sizes as the file declares them; the page is rendered as a
whole, so that strips, masks, rotations and crops come out as a person sees them. A scan that
covers the page is rendered pixel for pixel.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from extractor.images.geometry import scaling
from extractor.images.picture import Picture, Pixels
from extractor.images.refusal import MOST_PIXELS, Refused

DRAWN = 300.0
"""Pixels an inch for what has no resolution of its own."""
LEAST, MOST = 72.0, 600.0
"""Pixels an inch between which a scan's own resolution is taken."""
FULL = 0.5
"""Share of the page that an image must cover to be the scan."""
IMAGE = 3
"""FPDF_PAGEOBJ_IMAGE"""


def count(file: str) -> int:
    """Pages in the file.

    Raises:
        Refused: pdfium cannot open it.
    """
    document = _document(file)
    try:
        return len(document)
    finally:
        document.close()


def page(file: str, number: int) -> Picture:
    """Page ``number`` (from 1) as it is shown.

    Raises:
        Refused: no such page, damaged, or too large.
    """
    document = _document(file)
    try:
        if not 1 <= number <= len(document):
            raise Refused("no-such-page", str(number))
        return _rendered(document[number - 1])
    finally:
        document.close()


def _document(file: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise Refused("image-damaged", str(error)[:200]) from error


def _rendered(page: Any) -> Picture:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise Refused("image-damaged", f"{width} x {height}")
    dpi = _resolution(page, width, height)
    if width * height * (dpi / 72) ** 2 > MOST_PIXELS:
        dpi = 72 * (MOST_PIXELS / (width * height)) ** 0.5
    try:
        bitmap = page.render(scale=dpi / 72, rev_byteorder=True, may_draw_forms=False)
    except Exception as error:  # pdfium and ctypes each have their own ways to fail
        raise Refused("image-damaged", f"{type(error).__name__}: {error}"[:200]) from error
    pixels = np.array(bitmap.to_numpy()[..., :3])
    bitmap.close()
    high, wide = pixels.shape[:2]
    return Picture(
        pixels=cast(Pixels, pixels),
        dpi=dpi,
        to_page=scaling(width / wide, height / high),
        width=width,
        height=height,
    )


def _resolution(page: Any, width: float, height: float) -> float:
    """That of the finest image that covers the page, else DRAWN."""
    finest = 0.0
    for thing in page.get_objects(filter=[IMAGE], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        across, down = right - left, top - bottom
        if across * down < FULL * width * height:
            continue
        columns, rows = thing.get_px_size()
        finest = max(finest, 72 * (columns * rows / (across * down)) ** 0.5)
    return min(max(finest, LEAST), MOST) if finest else DRAWN
