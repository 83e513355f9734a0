"""Files open as pictures at their own resolution, or are refused by name before they cost much."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractor.images import embedded, from_image, opening, refusal
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
    assert np.array_equal(page.pixels, np.asarray(Image.open(io.BytesIO(data))))


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
    dark = float((page.pixels < 128).mean())
    assert min(abs(dark - BLACK), abs(1 - dark - BLACK)) < 0.02


def test_jpeg_2000_that_is_too_large_is_decoded_smaller_and_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = packed(PRINT.convert("RGB"), "JPEG2000")
    path = pdf(tmp_path / "a.pdf", data, "JPXDecode", SIZE, 8, "DeviceRGB")
    whole = opening.open_page(source(path), 1)
    monkeypatch.setattr(embedded, "MOST_DECODED", SIZE[0] * SIZE[1] * refusal.JPX_COLOURS // 4)
    with pytest.raises(opening.Refused, match="image-too-large"):  # 73 dpi: no print is read so
        opening.open_page(source(path), 1)
    monkeypatch.setattr(embedded, "COARSE", 60.0)
    page = opening.open_page(source(path), 1)
    assert page.dpi == pytest.approx(whole.dpi / 2, rel=0.03)
    assert (page.width, page.height) == (whole.width, whole.height)
    assert [step.name for step in page.steps] == ["reduced"]
    assert not whole.steps


def test_a_photo_that_fits_only_halved_is_halved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path := tmp_path / "a1.jpg").write_bytes(packed(PRINT.convert("RGB"), "JPEG"))
    monkeypatch.setattr(from_image, "MOST_DECODED", SIZE[0] * SIZE[1] * 3 - 1)
    page = opening.open_page(source(path), 1)
    assert page.pixels.shape[1] == SIZE[0] // 2


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


DEEP = Image.fromarray((np.asarray(PRINT).astype(np.uint16)) * 257)
CLEAR = Image.merge("LA", (Image.new("L", SIZE, 0), Image.eval(PRINT, lambda level: 255 - level)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("1.tif", saved(PRINT.convert("1"), "TIFF")),
        ("g4.tif", saved(PRINT.convert("1"), "TIFF", compression="group4")),
        ("g3.tif", saved(PRINT.convert("1"), "TIFF", compression="group3")),
        ("lzw.tif", saved(PRINT, "TIFF", compression="tiff_lzw")),
        ("jpeg.tif", saved(PRINT.convert("RGB"), "TIFF", compression="jpeg")),
        ("16.tif", saved(DEEP, "TIFF")),
        ("cmyk.tif", saved(PRINT.convert("CMYK"), "TIFF")),
        ("palette.tif", saved(PRINT.convert("P"), "TIFF")),
        ("clear.tif", saved(CLEAR.convert("RGBA"), "TIFF")),
        ("16.png", saved(DEEP, "PNG")),
        ("palette.png", saved(PRINT.convert("P"), "PNG")),
        ("clear.png", saved(CLEAR, "PNG")),
        ("1.png", saved(PRINT.convert("1"), "PNG")),
        ("cmyk.jpg", saved(PRINT.convert("CMYK"), "JPEG")),
        ("steps.jpg", saved(PRINT, "JPEG", progressive=True)),
        ("lossy.webp", saved(PRINT, "WEBP", quality=70)),
        ("lossless.webp", saved(PRINT, "WEBP", lossless=True)),
        ("a.jp2", saved(PRINT, "JPEG2000")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_colour_shows_the_same_print(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    page = opening.open_page(source(path), 1)
    assert page.pixels.dtype == np.uint8
    grey = page.pixels if page.pixels.ndim == 2 else page.pixels.mean(axis=2)
    assert grey.shape == SIZE[::-1]
    assert abs(float((grey < 128).mean()) - BLACK) < 0.01


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
