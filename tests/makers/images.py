"""Pictures of pages and files of images for tests: print, photos, scans in PDF, hostile headers."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from extractor.images.geometry import scaling
from extractor.images.picture import Picture, Pixels

WORDS = "The quick brown fox jumps over the lazy dog, and 1.234 files of 5.678 were settled. "


def printed(width: int = 1240, height: int = 1754, size: int = 28) -> Pixels:
    """A page of lines of print, black on white."""
    page = Image.new("L", (width, height), 255)
    font = ImageFont.load_default(size)
    pen = ImageDraw.Draw(page)
    for row, top in enumerate(range(120, height - 120, size * 2)):
        text = (WORDS * 3)[row * 37 % len(WORDS) :]
        while font.getlength(text) > width - 240:
            text = text[:-1]
        pen.text((120, top), text, font=font, fill=15)
    return np.array(page, np.uint8)


def picture(pixels: Pixels, dpi: float = 150.0) -> Picture:
    """As an image file of that resolution would open."""
    height, width = pixels.shape[:2]
    points = 72 / dpi
    return Picture(pixels, dpi, scaling(points, points), width * points, height * points)


def one_strip(image: Image.Image) -> bytes:
    """The image's CCITT group 4 data, black where bits are set."""
    before, TiffImagePlugin.STRIP_SIZE = TiffImagePlugin.STRIP_SIZE, 1 << 30
    try:
        packed = io.BytesIO()
        Image.eval(image.convert("L"), lambda level: 255 - level).convert("1").save(
            packed, "TIFF", compression="group4"
        )
    finally:
        TiffImagePlugin.STRIP_SIZE = before
    packed.seek(0)
    tags = TiffImagePlugin.TiffImageFile(packed).tag_v2
    (start,), (length,) = tags[273], tags[279]
    return packed.getvalue()[start : start + length]


def jbig2(image: Image.Image) -> bytes:
    """The image as the two segments of a JBIG2 page: its size, and a region in group 4 coding."""
    width, height = image.size
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", width, height, 0, 0, 0) + b"\x01" + one_strip(image)
    return b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
        for number, kind, data in ((0, 48, page), (1, 38, region))
    )


def packed(image: Image.Image, form: str, **how: object) -> bytes:
    """The image as the bytes of a file."""
    stream = io.BytesIO()
    image.save(stream, form, **how)
    return stream.getvalue()


def pdf(
    path: Path,
    data: bytes,
    compression: str,
    size: tuple[int, int],
    bits: int = 8,
    colours: str = "DeviceGray",
    points: tuple[float, float] = (595.2, 841.92),
    rotate: int = 0,
) -> Path:
    """A PDF of one page under one image of whatever data it is given."""
    with pikepdf.new() as document:
        image = Stream(document, data)
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width, image.Height = size
        image.ColorSpace, image.BitsPerComponent = Name("/" + colours), bits
        image.Filter = Name("/" + compression)
        if compression == "CCITTFaxDecode":
            image.DecodeParms = Dictionary(K=-1, Columns=size[0], Rows=size[1])
        page = document.add_blank_page(page_size=points)
        page.Resources = Dictionary(XObject=Dictionary(I=image))
        draw = f"q {points[0]} 0 0 {points[1]} 0 0 cm /I Do Q"
        page.Contents = Stream(document, draw.encode())
        page.Rotate = rotate
        document.save(path)
    return path


def promising_png(width: int, height: int) -> bytes:
    """A file of 70 bytes whose header says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 99)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def promising_jpeg(image: Image.Image, width: int, height: int) -> bytes:
    """The image with another size in its header."""
    data = bytearray(packed(image, "JPEG"))
    at = data.find(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)
