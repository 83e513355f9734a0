"""A page number that stands alone in a margin is read, and nothing else is taken for one."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractor.images.picture import Pixels
from extractor.ocr.engine import Seen
from extractor.ocr.lone import with_page_number

HIGH, WIDE, LETTER = 1000, 700, 24


def sheet(*strokes: tuple[int, int, int, int]) -> Pixels:
    """White paper with dark strokes (left, top, width, height)."""
    grey = np.full((HIGH, WIDE), 255, np.uint8)
    for left, top, wide, high in strokes:
        cv2.rectangle(grey, (left, top), (left + wide - 1, top + high - 1), 0, -1)
    return grey


TEXT = [
    Seen("hồ", 100, top, 160, top + LETTER, 0.9, line, 1)
    for line, top in enumerate((200, 240, 280))
]
DIGIT = (345, 60, 12, 20)


def read(grey: Pixels, says: str) -> tuple[list[str], list[tuple[int, ...]]]:
    """The words afterwards, and the rectangles that were read."""
    asked: list[tuple[int, ...]] = []

    def reader(*rectangle: int) -> list[Seen]:
        asked.append(rectangle)
        words = says.split()
        return [
            Seen(word, 345 + 20 * i, 60, 357 + 20 * i, 80, 0.9, 0, 0)
            for i, word in enumerate(words)
        ]

    return [word.text for word in with_page_number(grey, TEXT, reader)], asked


def test_a_digit_alone_over_the_text_is_read() -> None:
    words, asked = read(sheet(DIGIT), "2")
    assert words == ["2", "hồ", "hồ", "hồ"]
    assert len(asked) == 1
    assert asked[0][0] < 345 < 357 < asked[0][2]


@pytest.mark.parametrize("gap", [2, 8])  # of 24 pixels: a 2 loses its neck
def test_a_digit_worn_through_is_one_digit(gap: int) -> None:
    halves = (345, 60, 12, 26 - 10 - gap), (344, 76, 13, 10)
    words, asked = read(sheet(*halves), "2")
    assert words == ["2", "hồ", "hồ", "hồ"]
    assert asked[0][1] < 60 < 86 < asked[0][3]


@pytest.mark.parametrize(("top", "place"), [(60, 0), (920, 3)])
def test_a_doubtful_letter_alone_in_a_margin_is_read_again(top: int, place: int) -> None:
    guess = Seen("t", 345, top, 357, top + 20, 0.4, 9, 1)

    def words(says: str, guess: Seen) -> list[str]:
        def reader(*_: int) -> list[Seen]:
            return [replace(guess, text=says, confidence=0.9)]

        page = sheet((345, top, 12, 20))
        return [word.text for word in with_page_number(page, [guess, *TEXT], reader)]

    expected = ["hồ", "hồ", "hồ"]
    expected.insert(place, "2")
    assert words("2", guess) == expected
    assert words("a", guess) == ["t", "hồ", "hồ", "hồ"]  # no number: what was seen stays
    assert words("2", replace(guess, confidence=0.9))[0] == "t"  # and so does what was sure
    assert words("2", replace(guess, text="mẫu số"))[0] == "mẫu số"


def test_a_digit_alone_under_the_text_is_read() -> None:
    words, _ = read(sheet((345, 920, 12, 20)), "12")
    assert words == ["hồ", "hồ", "hồ", "12"]


FRAME = (60, 100, 500, 3)


@pytest.mark.parametrize(
    "others",
    [
        [FRAME],  # the frame of a table whose first words stand lower
        [(20, 40 + 20 * i, 4, 15) for i in range(4)],  # the shadow of the sheet's edge
        [FRAME, (345, 130, 12, 20)],  # a stroke inside of the table
    ],
)
def test_what_stands_apart_hides_no_page_number(others: list[tuple[int, int, int, int]]) -> None:
    assert read(sheet(DIGIT, *others), "2")[0] == ["2", "hồ", "hồ", "hồ"]


def test_a_digit_that_is_no_line_with_paper_around_it_is_read_with_less() -> None:
    def reader(left: int, *_: int) -> list[Seen]:
        return [Seen("5" if left > 330 else "Đ", 345, 60, 357, 80, 0.9, 0, 0)]

    assert next(word.text for word in with_page_number(sheet(DIGIT), TEXT, reader)) == "5"


@pytest.mark.parametrize(
    ("says", "kept"), [("- 2 -", ["2"]), ("a", []), ("12 hồ sơ", []), ("", [])]
)
def test_only_a_number_is_taken(says: str, kept: list[str]) -> None:
    assert read(sheet(DIGIT), says)[0] == [*kept, "hồ", "hồ", "hồ"]


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [(345, 60, 3, 4)],  # a speck
        [(100, 60, 12, 20), (500, 60, 12, 20)],  # no one group
        [(345, 60, 12, 20), (100, 90, 400, 60), (100, 70, 60, 20), (60, 62, 50, 50)],  # a stamp
        [(345 + 20 * i, 60, 12, 20) for i in range(9)],  # a line of words
        [(345, 500, 12, 20)],  # amid the page
    ],
)
def test_other_ink_is_left(strokes: list[tuple[int, int, int, int]]) -> None:
    assert read(sheet(*strokes), "2") == (["hồ", "hồ", "hồ"], [])


def test_a_page_without_words_has_no_number() -> None:
    assert with_page_number(sheet(DIGIT), [], lambda *_: TEXT) == []
