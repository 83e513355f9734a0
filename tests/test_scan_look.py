"""A worn page's scan looked at beside the picture made of it: figures, broken ones, and letters."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from extractor.images.picture import Picture
from extractor.models import Step
from extractor.ocr.broken import mended
from extractor.ocr.engine import Seen
from extractor.ocr.letters import borne, letters
from extractor.ocr.scan_look import before
from extractor.ocr.told import Testimony
from extractor.ocr.trust import case_of, is_rough, is_sure
from extractor.ocr.witness import Look, choose

HALF_SIZE = np.diag([2.0, 2.0, 1.0])


def pictures(*steps: str) -> tuple[Picture, Picture]:
    """A scan of 100 x 80 pixels with one dark spot, and the picture made ready, twice as large."""
    scan = np.full((80, 100, 3), 240, np.uint8)
    scan[30:40, 20:60] = 10
    opened = Picture(scan, 150.0, HALF_SIZE, 200.0, 160.0)
    ready = np.full((160, 200), 255, np.uint8)
    return opened, Picture(ready, 300.0, np.eye(3), 200.0, 160.0, tuple(map(Step, steps)))


def darkness(pixels: np.ndarray, left: int, top: int, right: int, bottom: int) -> tuple[str, float]:
    return str(round(float(pixels[top:bottom, left:right].mean()))), 1.0


def look(picture: Picture) -> Look:
    return partial(darkness, picture.pixels)


def test_what_is_looked_at_is_the_scan_where_the_picture_has_the_place() -> None:
    seen = before(*pictures("despecked", "smoothed"), look)
    assert seen is not None
    assert seen(44, 64, 116, 76) == ("10", 1.0)
    assert seen(140, 64, 190, 76) == ("240", 1.0)
    assert seen(140, 64, 140, 76) == ("", 0.0)


def test_a_negative_is_looked_at_as_it_was_turned() -> None:
    seen = before(*pictures("inverted", "smoothed"), look)
    assert seen is not None and seen(44, 64, 116, 76) == ("245", 1.0)


@pytest.mark.parametrize("steps", [(), ("despecked",)])
def test_where_no_stroke_was_taken_nobody_looks(steps: tuple[str, ...]) -> None:
    assert before(*pictures(*steps), look) is None


def test_without_a_witness_of_single_places_nobody_looks() -> None:
    assert before(*pictures("smoothed"), lambda _: None) is None


def words(*texts: str) -> list[Seen]:
    return [Seen(text, 100 * n, 0, 100 * n + 90, 30, 0.5, 0, 0) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("read", "looked", "same"),
    [
        ("Xã Hải Sơn", "Xa Hai Son.", "Xã Hải Sơn"),
        ("Xã Hát Sơn", "Xa Hai Son", "Xã Sơn"),
        ("Phường Lê Lợi", "Phirong Le Loi", "Phường Lê Lợi"),
        ("Xã Đức Hòa", "Xa Durc H6a", "Xã Đức Hòa"),
        ("Xã An Khê", "Xa Lan Khe", "Khê"),
        ("Xã Vũ l,ạc", "Xa Vu Lac", "Xã Vũ"),
        ("Xã An", "", ""),
    ],
)
def test_a_word_is_borne_by_all_of_its_letters(read: str, looked: str, same: str) -> None:
    seen = borne(words(*read.split()), lambda *_: (looked, 1.0))
    assert {word.text for word in seen} == set(same.split())


def test_a_word_that_its_line_hides_is_shown_alone() -> None:
    shown = {(0, 190): "Xa Ching", (100, 190): "Chung"}
    seen = borne(words("Xã", "Chứng"), lambda left, _, right, __: (shown[left, right], 1.0))
    assert {word.text for word in seen} == {"Xã", "Chứng"}


def test_a_long_line_is_shown_in_parts() -> None:
    asked: list[tuple[int, ...]] = []

    def eye(*box: int) -> tuple[str, float]:
        asked.append(box)
        return "", 0.0

    borne(words(*["Nguyên"] * 9), eye)
    lines = [(left, right) for left, _, right, _ in asked if right - left > 90]
    assert lines == [(0, 390), (400, 790)] and (800, 890) in {(a, c) for a, _, c, _ in asked}


def test_letters_that_differ_stay_apart() -> None:
    assert letters("Hải") != letters("Hát")
    assert letters("Phường") == letters("Phirong") != letters("Phong")


def box(left: int, top: int, right: int, bottom: int) -> list[int]:
    return [left, top, right, bottom, (right - left) * (bottom - top) // 3]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ([box(10, 0, 28, 12), box(14, 14, 22, 28)], [[10, 0, 28, 28]]),
        ([box(10, 0, 28, 12), box(40, 14, 48, 28)], []),
        ([box(10, 0, 28, 8), box(14, 20, 22, 28)], []),
        ([box(10, 0, 60, 12), box(14, 14, 22, 28)], []),
        ([box(10, 0, 28, 6), box(14, 7, 22, 12)], []),
    ],
)
def test_a_figure_that_came_apart_is_one(pieces: list[list[int]], whole: list[list[int]]) -> None:
    made = mended(np.array(pieces, np.int32), 30.0)
    assert (made is None and not whole) or (made is not None and made[:, :4].tolist() == whole)


TOLD = Testimony(
    0, 2, (), agreed=0, looked=False, alike=False, odd=False, longer=False, silent=False, least=0.9
)


@pytest.mark.parametrize(
    ("seen", "agreed", "case"),
    [
        ({"eng": "54", "vie": "54", "scan": "54"}, 3, "three"),
        ({"eng": "54", "scan": "54", "vie": "5", "line": ""}, 2, "scan-two"),
        ({"scan": "54", "line": "54", "vie": "4", "eng": "4"}, 2, "scan-line"),
        ({"scan": "54", "line": "", "vie": "4", "eng": "4"}, 1, "scan-alone"),
        ({"vie": "4", "eng": "4", "scan": "54", "line": ""}, 2, "scan-against"),
    ],
)
def test_the_case_of_a_number_by_who_saw_it_on_the_scan(
    seen: dict[str, str], agreed: int, case: str
) -> None:
    told = replace(TOLD, seen=tuple(seen.items()), agreed=agreed)
    assert case_of(told) == case
    assert is_sure(case) is (case == "three")
    assert not is_rough([told] * 20)


@pytest.mark.parametrize(
    ("pieces", "taken"),
    [
        ({"eng": "4", "vie": "4", "scan": "54"}, "54"),
        ({"eng": "33", "vie": "33", "scan": "53"}, "33"),
        ({"eng": "5", "vie": "3", "scan": "53", "line": "8"}, "53"),
        ({"eng": "1", "vie": "1", "scan": "136", "line": "136"}, "136"),
        ({"eng": "17,7", "vie": "17,7", "scan": "17.7"}, "17,7"),
    ],
)
def test_what_more_is_seen_on_the_scan_is_taken(pieces: dict[str, str], taken: str) -> None:
    assert choose(pieces) == taken
