"""Pictures of pages: opened at their own size, moved with the way back kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from extractor.images import geometry, opening, prepare
from extractor.images.picture import Picture, Pixels
from extractor.images.skew import skew
from extractor.models import Problem, Source
from extractor.settings import Limits

BOX = (300, 700, 420, 740)
"""Pixels of a mark on a made page of 150 dpi."""


def source(path: Path, kind: str = "image") -> Source:
    return Source(str(path), kind, "", "", path.stat().st_size, str(path))


def lines(height: int = 1754, width: int = 1240) -> Pixels:
    """A page of rows of short bars, with a mark at BOX."""
    page = np.full((height, width), 255, np.uint8)
    for row in range(100, height - 100, 30):
        for column in range(100, width - 120, 25):
            page[row : row + 9, column : column + 14] = 30
    left, top, right, bottom = BOX
    page[top - 20 : bottom + 20, left - 20 : right + 20] = 255
    page[top:bottom, left:right] = 0
    return page


def picture(pixels: Pixels, dpi: float = 150.0) -> Picture:
    height, width = pixels.shape[:2]
    return Picture(
        pixels, dpi, geometry.scaling(72 / dpi, 72 / dpi), width * 72 / dpi, height * 72 / dpi
    )


def mark(pixels: Pixels) -> tuple[float, float, float, float]:
    """Where the largest dark patch stands, in pixels."""
    dark = (pixels < 90).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    left, top, width, height, _ = stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))]
    return float(left), float(top), float(left + width), float(top + height)


def near(one: tuple[float, ...], other: tuple[float, ...], points: float = 1.5) -> bool:
    return all(abs(a - b) <= points for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_keeps_the_way_back(degrees: int) -> None:
    page = picture(lines())
    turned = geometry.turned(page, degrees)
    assert near(turned.on_page(*mark(turned.pixels)), page.on_page(*BOX), 0.01)
    assert np.array_equal(geometry.turned(turned, -degrees).pixels, page.pixels)


@pytest.mark.parametrize("lean", [-4.0, -0.7, -0.1, 0.0, 0.33, 2.5, 11.0])
def test_skew_is_measured_to_a_twentieth_of_a_degree(lean: float) -> None:
    leaning = geometry.levelled(picture(lines()), -lean, 255)
    assert skew(leaning.pixels) == pytest.approx(lean, abs=0.05)


def test_a_prepared_page_leads_back_to_the_page() -> None:
    page = picture(lines())
    leaning = geometry.levelled(page, -2.5, 255)
    ready = prepare.prepare(replace(leaning, pixels=np.dstack([leaning.pixels] * 3)))
    assert ready.pixels.ndim == 2
    assert ready.dpi == pytest.approx(300, abs=1)
    assert near(ready.on_page(*mark(ready.pixels)), page.on_page(*BOX))


def test_a_tiff_of_many_pages_opens_page_by_page(tmp_path: Path) -> None:
    first, second = Image.fromarray(lines()).convert("1"), Image.new("1", (800, 600), 1)
    path = tmp_path / "two.tif"
    first.save(
        path, save_all=True, append_images=[second], compression="group4", dpi=(150.0, 150.0)
    )
    found = [p for p in opening.pages(source(path), Limits()) if isinstance(p, Picture)]
    assert [p.pixels.shape for p in found] == [(1754, 1240), (600, 800)]
    assert found[0].dpi == pytest.approx(150)
    assert near((found[0].width, found[0].height), (595.2, 841.9))


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
def test_an_orientation_tag_is_obeyed(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"photo.{suffix}"
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held a quarter turn to the left
    Image.fromarray(np.rot90(lines())).save(path, exif=exif)
    page = opening.open_page(source(path), 1)
    assert page.pixels.shape[:2] == (1754, 1240)
    assert near(mark(page.pixels if page.pixels.ndim == 2 else page.pixels[..., 0]), BOX, 3)


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (problem,) = opening.pages(source(path), Limits())
    assert isinstance(problem, Problem)
    assert problem.code in ("image-unknown", "image-damaged")
