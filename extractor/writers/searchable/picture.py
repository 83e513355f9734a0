"""An image file as pages of a PDF: what was recorded stays as it was recorded.

A JPEG, and a plain PNG, is taken over byte for byte. Anything else is unpacked and packed again
without loss. Knows image files; what is on them is read elsewhere.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from extractor.images.from_image import opened, resolution

TURNED = 0x0112
"""EXIF's tag of how the picture lies."""
LARGEST = 14_400.0
"""Points that a page may measure at most."""
COLOURS = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
PNG_GREY, PNG_COLOUR, PNG_PALETTE = 0, 2, 3
SIGNATURE = 8
"""Bytes before the first part of a PNG."""

Matrix = tuple[float, float, float, float, float, float]


def add_pages(pdf: pikepdf.Pdf, file: Path) -> Iterator[pikepdf.Page]:
    """A page for each picture of the file, in order, as large as the paper was.

    Raises:
        extractor.images.refusal.Refused: it cannot be opened.
    """
    with opened(str(file)) as image:
        count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
        for number in range(count):
            if number:
                image.seek(number)
            yield _page(pdf, image, file)


def _page(pdf: pikepdf.Pdf, image: Image.Image, file: Path) -> pikepdf.Page:
    lies = int(image.getexif().get(TURNED, 1))
    dpi = resolution(image)
    wide, high = (side * 72 / dpi for side in image.size)
    if lies in (5, 6, 7, 8):
        wide, high = high, wide
    shrink = min(1.0, LARGEST / max(wide, high))
    wide, high = wide * shrink, high * shrink
    page = pdf.add_blank_page(page_size=(wide, high))
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=_image(pdf, image, file)))
    matrix = " ".join(f"{value:.4f}" for value in _lying(lies, wide, high))
    page.Contents = pdf.make_stream(f"q {matrix} cm /Im Do Q".encode("ascii"))
    return page


def _lying(lies: int, wide: float, high: float) -> Matrix:
    """From the unit square, in which a picture is drawn, to the upright page."""
    return {
        2: (-wide, 0, 0, high, wide, 0),
        3: (-wide, 0, 0, -high, wide, high),
        4: (wide, 0, 0, -high, 0, high),
        5: (0, -high, -wide, 0, wide, high),
        6: (0, -high, wide, 0, 0, high),
        7: (0, high, wide, 0, 0, 0),
        8: (0, high, -wide, 0, wide, 0),
    }.get(lies, (wide, 0, 0, high, 0, 0))


def _image(pdf: pikepdf.Pdf, image: Image.Image, file: Path) -> pikepdf.Object:
    if image.format in ("JPEG", "MPO"):
        return _jpeg(pdf, image, file.read_bytes())
    if image.format == "PNG":
        found = _png(pdf, file.read_bytes())
        if found is not None:
            return found
    return _unpacked(pdf, image)


def _jpeg(pdf: pikepdf.Pdf, image: Image.Image, data: bytes) -> pikepdf.Object:
    bands = len(image.getbands())
    made = pdf.make_stream(data, _described(image.size, 8, COLOURS[bands]))
    made.Filter = Name.DCTDecode
    if bands == 4 and "adobe" in image.info:
        made.Decode = Array([1, 0] * 4)  # Adobe's programs write inks the other way round
    return made


def _unpacked(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Object:
    """The pixels without loss; what shines through becomes a mask."""
    image.load()
    clear = "A" in image.getbands() or "transparency" in image.info
    grey = image.mode in ("L", "LA", "1")
    base = image
    if clear:
        base = image.convert("RGBA").convert("L" if grey else "RGB")
    elif image.mode not in ("1", "L", "P", "RGB", "I;16"):
        base = _representable(image)
    made = _png(pdf, _as_png(base))
    assert made is not None
    if clear:
        made.SMask = _png(pdf, _as_png(image.convert("RGBA").getchannel("A")))
    return made


def _representable(image: Image.Image) -> Image.Image:
    """In a mode that a PNG holds with all that it says."""
    if image.mode in ("I;16B", "I;16L", "I"):
        return image.convert("I").convert("I;16")
    return image.convert("L" if image.mode == "F" else "RGB")


def _as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _png(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Object | None:
    """A PNG's own packed pixels; None where it is one of those that PDF cannot unpack."""
    parts = list(_parts(data))
    found = {name: body for name, body in parts if name != b"IDAT"}
    wide, high, bits, kind, _, _, passes = struct.unpack(">2I5B", found[b"IHDR"])
    if passes or kind not in (PNG_GREY, PNG_COLOUR, PNG_PALETTE) or b"tRNS" in found:
        return None
    colours: Any = Name.DeviceRGB if kind == PNG_COLOUR else Name.DeviceGray
    if kind == PNG_PALETTE:
        palette = found[b"PLTE"]
        most = len(palette) // 3 - 1
        colours = Array([Name.Indexed, Name.DeviceRGB, most, pikepdf.String(palette)])
    packed = b"".join(body for name, body in parts if name == b"IDAT")
    made = pdf.make_stream(packed, _described((wide, high), bits, colours))
    made.Filter = Name.FlateDecode
    made.DecodeParms = Dictionary(
        Predictor=15, Colors=3 if kind == PNG_COLOUR else 1, BitsPerComponent=bits, Columns=wide
    )
    return made


def _parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each part of a PNG."""
    at = SIGNATURE
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _described(size: tuple[int, int], bits: int, colours: Any) -> Dictionary:
    return Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=colours,
        BitsPerComponent=bits,
    )
