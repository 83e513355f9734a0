"""Looks into the images of a PDF page before they are decoded, and after, where nothing came.

Knows what each kind of compression costs and how it shows that it is cut short. pdfium itself
says nothing of a damaged image: it leaves its place white.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from math import inf
from typing import Any

from extractor.images.refusal import COARSE, COEFFICIENTS, JPX, JPX_COLOURS, MOST_DECODED, Refused

LINES = 8
"""Bytes a column for what pdfium decodes line by line: it never holds the whole."""
LARGEST = 160_000_000
"""Pixels of anything; A0 at 300 dpi has 139 million."""
END = b"\xff\xd9"
"""The mark that ends a JPEG."""
SEVERAL = b"\xff\xc2"
"""The mark of a JPEG sent in several passes."""
TAIL = 2048
CODING = b"\xff\x52"
"""The mark of a JPEG 2000 behind which stands how it is coded."""
LEVELS = 7
"""Behind that mark: the byte that tells how often it is halved."""
LESS = 0.49
"""Drawn at half of its size it is still decoded whole."""
GREY = ("1", "L", "I;16")
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


def inspect(image: Embedded) -> float:
    """Let the image pass to the decoder.

    Returns:
        Pixels an inch at which the page may be drawn at most.

    Raises:
        Refused: its header promises more than a worker can hold, or its end is missing.
    """
    many = image.columns * image.rows
    kind = _kind(image)
    if many > LARGEST or image.columns * LINES > MOST_DECODED:
        raise _too_large(image)
    if kind not in OWN_HEADER:
        return inf
    data = bytes(image.thing.get_data(decode_simple=True))
    _hear(data, image, whole=kind == "DCTDecode" and END not in data[-TAIL:])
    if kind == "JPXDecode":
        return _reduced(data, image)
    if many * COEFFICIENTS > MOST_DECODED and SEVERAL in data[: 1 << 16]:
        raise _too_large(image)
    return inf


def _too_large(image: Embedded) -> Refused:
    return Refused("image-too-large", f"{image.columns} x {image.rows}")


def _reduced(data: bytes, image: Embedded) -> float:
    """JPEG 2000 holds itself in halves of its size: pdfium decodes no more of them than it draws.

    Raises:
        Refused: where what can be held of it is too coarse to be read.
    """
    coding = data[: 1 << 16].partition(CODING)[2]
    halvings = coding[LEVELS] if len(coding) > LEVELS else 0
    needed, dpi = image.columns * image.rows * _held(data), image.dpi
    if needed <= MOST_DECODED:
        return inf
    while needed > MOST_DECODED and halvings:
        needed, dpi, halvings = needed // 4, dpi * LESS, halvings - 1
    if needed > MOST_DECODED or dpi < COARSE:
        raise _too_large(image)
    return dpi


def _held(data: bytes) -> int:
    """Bytes a pixel while it is decoded."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG2000",)) as other:
        return JPX if other.mode in GREY else JPX_COLOURS


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
