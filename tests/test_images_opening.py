"""Files open as pictures at their own resolution, or are refused by name before they cost much."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractor.images import opening
from extractor.models import Source
from tests.makers.images import (
    jbig2,
    one_strip,
    packed,
    pdf,
    printed,
    promising_jpeg,
    promising_png,
)

PRINT = Image.fromarray(printed())
SIZE = PRINT.size
BLACK = float((printed() < 128).mean())


def source(path: Path) -> Source:
    kind = "pdf" if path.suffix == ".pdf" else "image"
    return Source(str(path), kind, "", "", path.stat().st_size, str(path))


def test_a_scan_in_a_pdf_comes_out_pixel_for_pixel(tmp_path: Path) -> None:
    data = packed(PRINT, "JPEG")
    path = pdf(tmp_path / "a.pdf", data, "DCTDecode", SIZE)
    page = opening.open_page(source(path), 1)
    assert page.dpi == pytest.approx(150, abs=0.2)
    assert np.array_equal(page.pixels[..., 0], np.asarray(Image.open(io.BytesIO(data))))


def test_a_page_turned_in_its_pdf_is_opened_as_it_is_shown(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", packed(PRINT, "JPEG"), "DCTDecode", SIZE, rotate=90)
    page = opening.open_page(source(path), 1)
    assert page.pixels.shape[:2] == SIZE
    assert (page.width, page.height) == pytest.approx((841.92, 595.2), abs=0.1)


@pytest.mark.parametrize(
    ("compression", "data", "bits", "colours"),
    [
        ("CCITTFaxDecode", one_strip(PRINT), 1, "DeviceGray"),
        ("JBIG2Decode", jbig2(PRINT), 1, "DeviceGray"),
        ("JPXDecode", packed(PRINT.convert("RGB"), "JPEG2000"), 8, "DeviceRGB"),
    ],
    ids=["ccitt", "jbig2", "jpx"],
)
def test_rarer_compressions_in_a_pdf_open(
    compression: str, data: bytes, bits: int, colours: str, tmp_path: Path
) -> None:
    path = pdf(tmp_path / "a.pdf", data, compression, SIZE, bits, colours)
    page = opening.open_page(source(path), 1)
    dark = float((page.pixels[..., 0] < 128).mean())
    assert min(abs(dark - BLACK), abs(1 - dark - BLACK)) < 0.02


def test_a_photo_larger_than_a_worker_takes_is_opened_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    Image.new("L", (9000, 6000), 200).save(path, dpi=(600, 600))
    page = opening.open_page(source(path), 1)
    height, width = page.pixels.shape[:2]
    assert height * width <= 18_000_000
    assert page.dpi == pytest.approx(600 * width / 9000, rel=0.01)
    assert (page.width, page.height) == pytest.approx((1080, 720))


CUT = packed(PRINT, "JPEG")[: len(packed(PRINT, "JPEG")) // 2]
HUGE = promising_jpeg(PRINT, 40_000, 40_000)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.png", promising_png(40_000, 40_000), "image-too-large"),
        ("bomb.jpg", HUGE, "image-too-large"),
        ("cut.jpg", CUT, "image-damaged"),
        ("none.png", b"no image at all", "image-unknown"),
    ],
)
def test_image_files_are_refused_by_name(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(opening.Refused) as refusal:
        opening.open_page(source(path), 1)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("compression", "data", "size", "code"),
    [
        ("DCTDecode", HUGE, (40_000, 40_000), "image-too-large"),
        ("DCTDecode", HUGE, SIZE, "image-too-large"),
        ("DCTDecode", CUT, SIZE, "image-damaged"),
        ("DCTDecode", b"no image at all", SIZE, "image-damaged"),
        ("JPXDecode", b"no image at all", SIZE, "image-damaged"),
        ("JBIG2Decode", jbig2(PRINT), (40_000, 40_000), "image-too-large"),
        ("FlateDecode", b"x", (40_000, 40_000), "image-too-large"),
    ],
)
def test_images_in_a_pdf_are_refused_by_name(
    compression: str, data: bytes, size: tuple[int, int], code: str, tmp_path: Path
) -> None:
    path = pdf(tmp_path / "a.pdf", data, compression, size)
    with pytest.raises(opening.Refused) as refusal:
        opening.open_page(source(path), 1)
    assert refusal.value.code == code


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", packed(PRINT, "JPEG"), "DCTDecode", SIZE)
    with pytest.raises(opening.Refused, match="no-such-page"):
        opening.open_page(source(path), 2)
