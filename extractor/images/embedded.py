"""Looks into the images of a PDF page before they are decoded, and after, where nothing came.

Knows what each kind of compression costs and how it shows that it is cut short. pdfium itself
says nothing of a damaged image: it leaves its place white.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from extractor.images.refusal import COEFFICIENTS, JPX, MOST_DECODED, Refused

LINES = 8
"""Bytes a column for what pdfium decodes line by line: it never holds the whole."""
LARGEST = 160_000_000
"""Pixels of anything; A0 at 300 dpi has 139 million."""
END = b"\xff\xd9"
"""The mark that ends a JPEG."""
SEVERAL = b"\xff\xc2"
"""The mark of a JPEG sent in several passes."""
TAIL = 2048
OWN_HEADER = ("DCTDecode", "JPXDecode")
"""Compressions that say the size once more, and may contradict the page."""


@dataclass(frozen=True)
class Embedded:
    """An image object of a page."""

    thing: Any
    """pdfium's."""
    columns: int
    rows: int
    dpi: float
    """Pixels an inch as it lies on the page."""


def inspect(image: Embedded) -> None:
    """Let the image pass to the decoder.

    Raises:
        Refused: its header promises more than a worker can hold, or its end is missing.
    """
    many = image.columns * image.rows
    kind = _kind(image)
    needed = many * JPX if kind == "JPXDecode" else image.columns * LINES
    if many > LARGEST or needed > MOST_DECODED:
        raise Refused("image-too-large", f"{image.columns} x {image.rows}")
    if kind not in OWN_HEADER:
        return
    data = bytes(image.thing.get_data(decode_simple=True))
    _hear(data, image, whole=kind == "DCTDecode" and END not in data[-TAIL:])
    if many * COEFFICIENTS > MOST_DECODED and SEVERAL in data[: 1 << 16]:
        raise Refused("image-too-large", f"{image.columns} x {image.rows}")


def decoded(image: Embedded) -> None:
    """Hear a second decoder on an image of which nothing was seen.

    Raises:
        Refused: it cannot decode it either.
    """
    if _kind(image) in OWN_HEADER:
        _hear(bytes(image.thing.get_data(decode_simple=True)), image, whole=True)


def _kind(image: Embedded) -> str:
    """The compression that is left when ZIP and the like are undone."""
    return str((image.thing.get_filters(skip_simple=True) or [""])[-1])


def _hear(data: bytes, image: Embedded, whole: bool) -> None:
    """Pillow on the header, or on the whole: it raises where pdfium is silent."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "JPEG2000")) as other:
            columns, rows = other.size
            if columns * rows > 2 * image.columns * image.rows:
                raise Refused("image-too-large", f"{columns} x {rows}")
            if whole:
                other.load()
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused("image-too-large") from error
    except Exception as error:  # decoders fail in many ways, none of them documented
        raise Refused("image-damaged", type(error).__name__) from error
