"""Page images that cost a reader most: large, or packed in ways that take room to unpack."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pikepdf
from PIL import Image

from extractor import isolate
from extractor.images.picture import Pixels
from extractor.models import Source
from extractor.readers.kinds import kind_of
from extractor.settings import Limits, Scanning

A0, A2, A3 = (9933, 14043), (4960, 7016), (3508, 4961)
DPI = 300
SCANNER = "tests.makers.scanners:weighed"


def ruled(size: tuple[int, int], rows: int = 60, columns: int = 12) -> Pixels:
    """A page full of one ruled table with a number in each cell, grey."""
    width, height = size
    page = np.full((height, width), 245, np.uint8)
    margin = width // 20
    xs = np.linspace(margin, width - margin, columns + 1).astype(int)
    ys = np.linspace(margin, height - margin, rows + 1).astype(int)
    for x in map(int, xs):
        cv2.line(page, (x, int(ys[0])), (x, int(ys[-1])), 20, 3)
    for y in map(int, ys):
        cv2.line(page, (int(xs[0]), y), (int(xs[-1]), y), 20, 3)
    for row, y in enumerate(map(int, ys[1:])):
        for column, x in enumerate(map(int, xs[:-1])):
            at = (x + 20, y - (y - int(ys[row])) // 3)
            number = str(row * 97 + column * 13)
            cv2.putText(page, number, at, cv2.FONT_HERSHEY_COMPLEX, 1.1, 10, 2, cv2.LINE_AA)
    return page


def coloured(size: tuple[int, int]) -> Image.Image:
    """The same with a stamp, on paper in the shade, with grain."""
    page = np.repeat(ruled(size)[..., None], 3, axis=2)
    cv2.circle(page, (size[0] * 2 // 3, size[1] * 2 // 3), size[0] // 10, (220, 60, 60), 9)
    shade = np.linspace(1.0, 0.8, size[0], dtype=np.float32)[None, :, None]
    grain = np.random.default_rng(1).normal(0, 6, (size[1], 1, 3)).astype(np.float32)
    return Image.fromarray(np.clip(page * shade + grain, 0, 255).astype(np.uint8))


def packed(image: Image.Image, form: str, **more: object) -> bytes:
    """As a file."""
    out = io.BytesIO()
    image.save(out, form, dpi=(DPI, DPI), **more)
    return out.getvalue()


def blank(size: tuple[int, int], mode: str) -> Image.Image:
    return Image.new(mode, size, 0 if mode == "CMYK" else 200)


def in_pdf(
    size: tuple[int, int],
    data: bytes,
    packing: str,
    colours: str,
    bits: int,
    how: pikepdf.Dictionary | None = None,
) -> bytes:
    """A PDF of one page that is one image, at DPI."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        shown = document.make_stream(data)
        shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        (shown.Width, shown.Height), shown.BitsPerComponent = size, bits
        shown.ColorSpace, shown.Filter = pikepdf.Name(colours), pikepdf.Name(packing)
        if how is not None:
            shown.DecodeParms = how
        width, height = (side * 72 / DPI for side in size)
        page = document.add_blank_page(page_size=(width, height))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=shown))
        page.Contents = document.make_stream(f"{width} 0 0 {height} 0 0 cm /I Do".encode())
        document.save(out)
    return out.getvalue()


def fax(size: tuple[int, int]) -> bytes:
    """The ruled page in black and white as one strip of CCITT group 4."""
    black = Image.fromarray(ruled(size)).point(lambda level: 255 * (level > 128)).convert("1")
    with Image.open(io.BytesIO(packed(black, "TIFF", compression="group4", tiffinfo={
        278: size[1], 262: 0,
    }))) as image:  # fmt: skip
        (start,), (length,) = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
        data: bytes = image.fp.getvalue()  # type: ignore[union-attr]
    return data[start : start + length]


def ccitt(size: tuple[int, int]) -> bytes:
    how = pikepdf.Dictionary(K=-1, Columns=size[0], Rows=size[1], BlackIs1=False)
    return in_pdf(size, fax(size), "/CCITTFaxDecode", "/DeviceGray", 1, how)


def jbig2(size: tuple[int, int]) -> bytes:
    """One generic region, which may hold the same code as a fax (ITU-T T.88, 6.2.6)."""
    width, height = (side.to_bytes(4, "big") for side in size)
    page = width + height + bytes(8) + b"\x00" + b"\x00\x00"
    region = width + height + bytes(8) + b"\x00" + b"\x01" + fax(size)

    def segment(number: int, kind: int, data: bytes) -> bytes:
        return number.to_bytes(4, "big") + bytes([kind, 0, 1]) + len(data).to_bytes(4, "big") + data

    data = segment(0, 48, page) + segment(1, 38, region)
    return in_pdf(size, data, "/JBIG2Decode", "/DeviceGray", 1)


def tiff(count: int) -> bytes:
    """Many A4 pages in colour, one behind the other."""
    page = coloured((2480, 3508))
    return packed(page, "TIFF", save_all=True, append_images=[page] * (count - 1),
                  compression="jpeg")  # fmt: skip


def cut_jpeg() -> bytes:
    data = packed(coloured(A3), "JPEG")
    return in_pdf(A3, data[: len(data) // 3], "/DCTDecode", "/DeviceRGB", 8)


LARGE: dict[str, Callable[[], bytes]] = {
    "a3.png": lambda: packed(coloured(A3), "PNG", compress_level=1),
    "a3.jpg": lambda: packed(coloured(A3), "JPEG"),
    "a3.pdf": lambda: in_pdf(A3, packed(coloured(A3), "JPEG"), "/DCTDecode", "/DeviceRGB", 8),
    "a3-cmyk.jpg": lambda: packed(coloured(A3).convert("CMYK"), "JPEG"),
    "a3-leaning.jpg": lambda: packed(coloured(A3).rotate(2, fillcolor=(220, 220, 220)), "JPEG"),
    "a0.jpg": lambda: packed(coloured(A0), "JPEG"),
    "a0.pdf": lambda: in_pdf(A0, packed(coloured(A0), "JPEG"), "/DCTDecode", "/DeviceRGB", 8),
    "a0-grey.png": lambda: packed(Image.fromarray(ruled(A0)), "PNG", compress_level=1),
    "a3-16bit.tif": lambda: packed(Image.fromarray(ruled(A3).astype(np.uint16) * 257), "TIFF"),
    "a0-ccitt.pdf": lambda: ccitt(A0),
    "a0-jbig2.pdf": lambda: jbig2(A0),
    "a3-jpx.pdf": lambda: in_pdf(
        A3, packed(coloured(A3), "JPEG2000"), "/JPXDecode", "/DeviceRGB", 8
    ),
    "a0-jpx.pdf": lambda: in_pdf(
        A0, packed(blank(A0, "L"), "JPEG2000"), "/JPXDecode", "/DeviceGray", 8
    ),
    "a3-cut-jpeg.pdf": cut_jpeg,
    "60-pages.tif": lambda: tiff(60),
}
"""File name → what is in it."""


def tell(path: str, folder: str) -> None:
    """Prints the most memory, in MB, that a child took for a page of the file; what it said."""
    kind, media = kind_of(Path(path))
    source = Source(Path(path).name, kind, media, "", 0, path)
    how = Scanning(cores=1, slots=str(Path(folder) / "slots"))
    limits = Limits(page_seconds=600, seconds=3600, pages=3)
    result = isolate.read(source, limits, scans=how, scanner=SCANNER)
    found = Path(folder) / "memory"
    most = max(map(int, found.read_text().split())) if found.exists() else 0
    print(most, *(problem.code for problem in result.problems))
