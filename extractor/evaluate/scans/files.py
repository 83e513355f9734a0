"""Writes scans as the files people have: images, multi-page TIFF, PDF of page images.

Knows file formats; what is on the pixels is for others. The same scans give the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from extractor.evaluate.scans.make import Scan, jpeg_bytes
from extractor.evaluate.scans.truth import Truth


@dataclass(frozen=True, slots=True)
class Made:
    """A file of scans and what is printed on its pages."""

    file: Path
    truths: tuple[Truth, ...]


def write(pages: Sequence[Scan], stem: Path) -> Made:
    """One page as PNG or JPEG, more as PDF."""
    path = stem.with_suffix(".pdf")
    if len(pages) > 1:
        write_pdf(pages, path)
    else:
        path = stem.with_suffix(".png" if pages[0].quality is None else ".jpg")
        write_image(pages[0], path)
    return Made(path, truths(pages))


def truths(pages: Sequence[Scan]) -> tuple[Truth, ...]:
    """What is printed on the pages."""
    return tuple(page.truth for page in pages)


def write_image(page: Scan, path: Path) -> Path:
    """One page; a photo says nothing of its resolution."""
    image = Image.fromarray(page.pixels)
    if page.photo:
        image.save(path, quality=95)
    else:
        image.save(path, quality=95, compress_level=3, dpi=(page.dpi, page.dpi))
    return path


def write_tiff(pages: Sequence[Scan], stem: Path) -> Made:
    """All pages in one TIFF."""
    path = stem.with_suffix(".tif")
    images = [Image.fromarray(page.pixels) for page in pages]
    dpi = pages[0].dpi
    images[0].save(path, save_all=True, append_images=images[1:], dpi=(dpi, dpi),
                   compression="tiff_lzw")  # fmt: skip
    return Made(path, truths(pages))


def write_pdf(pages: Sequence[Scan], path: Path) -> None:
    """A page image a page and nothing else."""
    with pikepdf.new() as pdf:
        for page in pages:
            add_image(pdf, page)
        pdf.save(path, deterministic_id=True)


def add_image(pdf: pikepdf.Pdf, scan: Scan) -> pikepdf.Page:
    """A new last page that shows the scan all over."""
    pixels, width, height = scan.pixels, scan.truth.width, scan.truth.height
    page = pdf.add_blank_page(page_size=(width, height))
    shown = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels.shape[1],
        Height=pixels.shape[0],
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )
    if scan.quality is None:
        data, shown.Filter = zlib.compress(pixels.tobytes(), 6), Name.FlateDecode
    else:
        data, shown.Filter = jpeg_bytes(pixels, 95), Name.DCTDecode
    page.Resources = Dictionary(XObject=Dictionary(Im=pdf.make_stream(data, shown)))
    content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im Do Q".encode()
    page.Contents = pdf.make_stream(content)
    return page
