"""Opens the pages of a PDF as pictures through pdfium, at the resolution of the scan in them.

Knows the images on a page and their sizes as the file declares them; the page is rendered as a
whole, so that strips, masks, rotations and crops come out as a person sees them. A scan that
covers the page is rendered pixel for pixel.
"""

from __future__ import annotations

from typing import Any, cast

from extractor.images.embedded import Embedded, decoded, inspect
from extractor.images.geometry import noted, scaling
from extractor.images.picture import Picture, Pixels
from extractor.images.refusal import MOST_PIXELS, REDUCED, Refused, is_coarse

DRAWN = 300.0
"""Pixels an inch for what has no resolution of its own."""
LEAST, MOST = 72.0, 600.0
"""Pixels an inch between which a scan's own resolution is taken."""
FULL = 0.5
"""Share of the page that an image must cover to be the scan."""
INSIDE = 0.02
"""Pixels. pdfium stretches an image to every pixel that it touches: one that ends a hair beyond
the last would be a pixel wider, and blurred all over."""
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
    images = _covering(page, width, height)
    allowed = [inspect(image) for image in images]
    own = _resolution(images)
    dpi = min(own, *allowed, 72 * (MOST_PIXELS / (width * height)) ** 0.5)
    wide, high = max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))
    pixels = _drawn(page, wide, high)
    if images and int(pixels.min()) == int(pixels.max()):
        for image in images:
            decoded(image)
    picture = Picture(
        pixels=pixels,
        dpi=dpi,
        to_page=scaling(width / wide, height / high),
        width=width,
        height=height,
    )
    return noted(picture, REDUCED, own) if images and is_coarse(own, dpi) else picture


def _drawn(page: Any, wide: int, high: int) -> Pixels:
    """The page at exactly this size, in RGB."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        bitmap = pypdfium2.PdfBitmap.new_native(wide, high, pdfium.FPDFBitmap_BGR, True)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, wide, high)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        width, height = page.get_size()
        matrix = pdfium.FS_MATRIX(
            (wide - 2 * INSIDE) / width, 0, 0, (high - 2 * INSIDE) / height, INSIDE, INSIDE
        )
        whole = pdfium.FS_RECTF(0, 0, wide, high)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, whole, flags)
        pixels = bitmap.to_numpy()  # no copy of so much: its bytes are Python's own, and stay
        bitmap.close()
    except Exception as error:  # pdfium and ctypes each have their own ways to fail
        raise Refused("image-damaged", f"{type(error).__name__}: {error}"[:200]) from error
    return cast(Pixels, pixels)


def _covering(page: Any, width: float, height: float) -> list[Embedded]:
    """The images that cover the page, largest parts of it or all."""
    found = []
    for thing in page.get_objects(filter=[IMAGE], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        inches = (right - left) * (top - bottom) / 72**2
        if inches * 72**2 < FULL * width * height:
            continue
        columns, rows = thing.get_px_size()
        found.append(Embedded(thing, columns, rows, (columns * rows / inches) ** 0.5))
    return found


def _resolution(images: list[Embedded]) -> float:
    """That of the finest image that covers the page, else DRAWN."""
    finest = max((image.dpi for image in images), default=DRAWN)
    return min(max(finest, LEAST), MOST)
