"""Writes scans as the files people have: images, multi-page TIFF, PDF of page images.

Knows file formats; what is on the pixels is for others. The same scans give the same bytes.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from extractor.evaluate.scans.make import Scan, jpeg_bytes
from extractor.images.picture import Pixels


def write(pages: Sequence[Scan], stem: Path) -> Path:
    """One page as PNG or JPEG, more as PDF; gives the file."""
    if len(pages) > 1:
        return write_pdf(pages, stem.with_suffix(".pdf"))
    suffix = ".png" if pages[0].quality is None else ".jpg"
    return write_image(pages[0], stem.with_suffix(suffix))


def write_image(page: Scan, path: Path) -> Path:
    """One page; a photo says nothing of its resolution."""
    image = Image.fromarray(page.pixels)
    if page.photo:
        image.save(path, quality=95)
    else:
        image.save(path, quality=95, compress_level=3, dpi=(page.dpi, page.dpi))
    return path


def write_tiff(pages: Sequence[Scan], path: Path) -> Path:
    """All pages in one TIFF."""
    images = [Image.fromarray(page.pixels) for page in pages]
    dpi = pages[0].dpi
    images[0].save(path, save_all=True, append_images=images[1:], dpi=(dpi, dpi),
                   compression="tiff_lzw")  # fmt: skip
    return path


def write_pdf(pages: Sequence[Scan], path: Path) -> Path:
    """A page image a page and nothing else."""
    with pikepdf.new() as pdf:
        for page in pages:
            add_image(pdf, page.pixels, page.truth.width, page.truth.height, page.quality)
        pdf.save(path, deterministic_id=True)
    return path


def add_image(
    pdf: pikepdf.Pdf, pixels: Pixels, width: float, height: float, quality: int | None
) -> pikepdf.Page:
    """A new last page that shows the pixels all over."""
    page = pdf.add_blank_page(page_size=(width, height))
    shown = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels.shape[1],
        Height=pixels.shape[0],
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )
    if quality is None:
        data, shown.Filter = zlib.compress(pixels.tobytes(), 6), Name.FlateDecode
    else:
        data, shown.Filter = jpeg_bytes(pixels, 95), Name.DCTDecode
    page.Resources = Dictionary(XObject=Dictionary(Im=pdf.make_stream(data, shown)))
    content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im Do Q".encode()
    page.Contents = pdf.make_stream(content)
    return page


def png(pixels: Pixels) -> bytes:
    """The pixels as a PNG file."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=3)
    return out.getvalue()
