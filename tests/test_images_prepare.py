"""Each step on a page made to need it: done where measured, left alone where not."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractor.images import geometry, ink, light, paper, prepare, specks, tone, twoup, upright
from extractor.images.picture import Pixels
from tests.makers.images import picture, printed

PRINT = printed()
BLACK = PRINT < 100


def names(pixels: Pixels, dpi: float = 150.0) -> list[str]:
    return [step.name for step in prepare.prepare(picture(pixels, dpi)).steps]


def coloured(pixels: Pixels) -> Pixels:
    return np.dstack([pixels] * 3)


def test_a_clean_scan_is_left_alone() -> None:
    page = cv2.resize(PRINT, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    assert set(names(page, 300)) <= {"stretched"}


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_set_upright(degrees: int) -> None:
    turned = geometry.turned(picture(PRINT), degrees)
    assert upright.facing(turned.pixels) == -degrees % 360


def test_where_print_does_not_show_which_way_is_up_the_engine_is_asked() -> None:
    blank = picture(np.full((800, 600), 255, np.uint8))
    assert upright.facing(blank.pixels) is None
    turned = upright.upright(blank, lambda _: 270)
    assert (turned.pixels.shape, turned.steps[-1].measure) == ((600, 800), 270)
    assert upright.upright(blank, lambda _: None) is blank


def test_a_stamp_goes_and_the_black_under_it_stays() -> None:
    page = coloured(PRINT)
    middle, red = (620, 880), np.array([200, 30, 50])
    disc = cv2.circle(np.zeros(PRINT.shape, np.uint8), middle, 180, 1, -1).astype(bool)
    page[disc] = (page[disc] * 0.3 + red * 0.7).astype(np.uint8)
    clear = ink.without(page, ink.inks(page))
    assert np.percentile(clear[disc & ~BLACK], 10) > 235
    assert np.median(clear[disc & BLACK]) < 205
    away = cv2.dilate(disc.astype(np.uint8), np.ones((7, 7), np.uint8)) == 0
    assert np.array_equal(clear[away], PRINT[away])


def test_paper_is_white_in_a_fold_and_in_the_shade() -> None:
    shade = np.linspace(1.0, 0.5, PRINT.shape[1])[None, :] * np.ones((len(PRINT), 1))
    shade *= 1 - 0.3 * np.exp(-(((np.arange(len(PRINT)) - 700) / 20) ** 2))[:, None]
    page = (PRINT * shade).astype(np.uint8)
    found = light.light(page, 150)
    even = light.evenly_lit(page, found)
    assert light.unevenness(found) > 100
    assert np.percentile(even[PRINT == 255], 2) > 235
    assert np.percentile(even[BLACK], 90) < 110
    assert "lit" in names(page)


@pytest.mark.parametrize("across", [False, True])
def test_paper_is_white_in_a_sharp_fold(across: bool) -> None:
    """Narrower than what print is closed over with, as a letter's fold is on a photocopy."""
    page = PRINT.T if across else PRINT
    fold = 1 - 0.35 * np.exp(-(((np.arange(len(page)) - 700) / 9) ** 2))[:, None]
    page, true = (page * fold).astype(np.uint8), page
    page, true = (page.T, true.T) if across else (page, true)
    even = light.evenly_lit(page, light.light(page, 150))
    rows = np.s_[:, 685:716] if across else np.s_[685:716]
    assert np.percentile(even[rows][true[rows] == 255], 5) > 225


def test_a_pale_signature_goes_like_a_dark_one() -> None:
    page = coloured(PRINT)
    stroke = cv2.ellipse(np.zeros(PRINT.shape, np.uint8), (600, 800), (300, 60), 0, 0, 360, 1, 5)
    drawn = stroke.astype(bool) & ~BLACK
    page[drawn] = (160, 168, 208)
    assert np.percentile(ink.without(page, ink.inks(page))[drawn], 20) > 225


def test_specks_are_counted_and_print_is_not_among_them() -> None:
    rng = np.random.default_rng(7)
    dirty = np.where(rng.random(PRINT.shape) < 0.005, 0, PRINT).astype(np.uint8)
    assert specks.specks(PRINT) < specks.MANY < specks.specks(dirty)
    clean = specks.without(dirty)
    assert specks.specks(clean) < specks.MANY / 3
    assert "despecked" in names(dirty)
    assert "despecked" not in names(PRINT)


def test_faded_ink_is_stretched_and_a_blank_page_is_not() -> None:
    faded = (235 - (255 - PRINT.astype(int)) // 3).astype(np.uint8)
    done = tone.stretched(faded, tone.tone(faded))
    assert np.median(done[BLACK]) < 20
    assert np.median(done[PRINT == 255]) == 255
    rng = np.random.default_rng(7)
    blank = rng.normal(250, 2, (600, 400)).clip(0, 255).astype(np.uint8)
    assert "stretched" not in names(blank)


def test_a_photo_is_flattened_and_leads_back() -> None:
    marked = PRINT.copy()
    marked[810:930, 500:720] = 255
    marked[840:900, 560:660] = 0
    height, width = marked.shape
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    corners = np.array([[180, 150], [1230, 130], [1300, 1750], [90, 1720]], np.float32)
    move = cv2.getPerspectiveTransform(sheet, corners)
    table = np.full((1900, 1400), 60, np.uint8)
    photo = cv2.warpPerspective(marked, move, (1400, 1900), dst=table,
                                borderMode=cv2.BORDER_TRANSPARENT)  # fmt: skip
    page = picture(np.asarray(photo, np.uint8), 150)
    found = paper.sheet(page)
    assert found is not None
    assert np.abs(found - corners).max() < 8
    ready = prepare.prepare(page)
    assert "flattened" in [step.name for step in ready.steps]
    assert ready.dpi == pytest.approx(300)
    _, _, stats, _ = cv2.connectedComponentsWithStats((ready.pixels < 90).astype(np.uint8))
    left, top, wide, high, _ = stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))]
    back = ready.on_page(left, top, left + wide, top + high)
    there = cv2.perspectiveTransform(
        np.array([[[560, 840], [660, 840], [660, 900], [560, 900]]], np.float32), move
    )[0] * (72 / 150)  # fmt: skip
    expected = (*there.min(axis=0), *there.max(axis=0))
    assert back == pytest.approx(expected, abs=1.5)


def test_a_scan_that_fills_its_picture_is_no_photo() -> None:
    assert paper.sheet(picture(PRINT)) is None


def test_two_pages_side_by_side_are_parted() -> None:
    both = np.hstack([PRINT, PRINT])
    left, right = twoup.halves(picture(both))
    assert abs(left.pixels.shape[1] - PRINT.shape[1]) < 20
    x0, _, x1, _ = right.on_page(0, 0, right.pixels.shape[1], 10)
    assert x1 == pytest.approx(both.shape[1] * 72 / 150, abs=0.5)
    assert x0 == pytest.approx(PRINT.shape[1] * 72 / 150, abs=10)


def test_a_broad_page_with_a_table_is_not_parted() -> None:
    both = np.hstack([PRINT, PRINT])
    both[300, 130:-130] = 0
    both[500, 130:-130] = 0
    both[700, 130:-130] = 0
    assert len(twoup.halves(picture(both))) == 1
    assert len(twoup.halves(picture(PRINT))) == 1


def test_a_negative_is_inverted() -> None:
    assert "inverted" in names(255 - PRINT)
    assert "inverted" not in names(PRINT // 4)


def test_every_stage_can_be_kept() -> None:
    kept: list[str] = []
    page = geometry.levelled(picture(PRINT), -1.0, 255)
    ready = prepare.prepare(
        replace(page, pixels=coloured(page.pixels)), lambda name, _: kept.append(name)
    )
    assert kept == [step.name for step in ready.steps]
    assert {"grey", "scaled", "deskewed"} <= set(kept)


def test_what_is_huge_or_tiny_is_not_made_larger_without_end() -> None:
    tiny = prepare.prepare(picture(PRINT[:60, :200], 20))
    assert tiny.pixels.shape[1] <= 200 * prepare.LARGER + 1
