"""Ink that was read as no word, and lines that the engine tore in two."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extractor.images.picture import Picture, Pixels
from extractor.ocr import marks as module
from extractor.ocr.engine import Seen
from extractor.ocr.marks import marks
from extractor.ocr.torn import mended
from extractor.ocr.witness import Look
from extractor.readers.glyphs import Token
from extractor.readers.wire import decode, encode
from tests.makers.scanners import paper

DPI = 200
SCALE = DPI / 72
BLUE, RED, BLACK = (40, 60, 200), (210, 30, 40), (20, 20, 20)
GAP = (70.0, 100.0, 130.0, 112.0)
"""Between the two words of the line, in points."""


def page(*draw: Callable[[Pixels], object]) -> Picture:
    """A page of A5's size with 'No.' and '/AB' on a line, and what is drawn between them."""
    height, width = round(600 * SCALE), round(420 * SCALE)
    pixels = np.full((height, width, 3), 245, np.uint8)
    for text, left in (("No.", 45), ("/AB", 132)):
        at = (round(left * SCALE), round(111 * SCALE))
        cv2.putText(pixels, text, at, cv2.FONT_HERSHEY_COMPLEX, 0.9, BLACK, 2)
    for one in draw:
        one(pixels)
    to_page = np.diag([1 / SCALE, 1 / SCALE, 1.0])
    return Picture(pixels, DPI, to_page, 420, 600)


def pen(text: str, colour: tuple[int, int, int], left: float = 90) -> Callable[[Pixels], object]:
    face, at = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, (round(left * SCALE), round(111 * SCALE))
    return lambda pixels: cv2.putText(pixels, text, at, face, 1.1, colour, 3)


def dots(pixels: Pixels) -> None:
    for x in range(75, 130, 4):
        cv2.circle(pixels, (round(x * SCALE), round(111 * SCALE)), 2, BLACK, -1)


def rule(pixels: Pixels) -> None:
    cv2.line(pixels, (200, round(112 * SCALE)), (360, round(112 * SCALE)), BLACK, 2)


def frame(pixels: Pixels) -> None:
    cv2.line(pixels, (280, 200), (280, 400), BLACK, 3)


def ring(pixels: Pixels) -> None:
    cv2.circle(pixels, (round(100 * SCALE), round(106 * SCALE)), 20, RED, 3)


TOKENS = [
    Token("No.", 45, 101, 68, 112, confidence=0.95),
    Token("/AB", 132, 101, 160, 112, confidence=0.95),
]


def blind(picture: Picture) -> Look | None:
    return None


def found(picture: Picture, tokens: list[Token] = TOKENS) -> int:
    return len(marks(picture, tokens, blind, lambda box: box))


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        ([], 0),
        ([pen("57", BLUE)], 1),
        ([pen("1", BLACK)], 1),
        ([ring], 1),
        ([dots], 0),
        ([rule], 0),
        ([frame], 0),
        ([dots, pen("8", BLUE)], 1),
    ],
)
def test_ink_in_a_gap(draw: list[Callable[[Pixels], object]], expected: int) -> None:
    assert found(page(*draw)) == expected


def test_a_word_that_was_hardly_read_is_ink_too() -> None:
    doubted = Token("{#", 90, 101, 110, 112, confidence=0.2)
    assert found(page(pen("57", BLUE)), [TOKENS[0], doubted, TOKENS[1]]) == 1
    assert found(page(), [TOKENS[0]]) == 0


def test_only_the_head_is_looked_at_and_no_more_than_so_much() -> None:
    low = [Token("No.", 45, 401, 68, 412), Token("/AB", 132, 401, 160, 412)]
    assert found(page(pen("57", BLUE)), low) == 0
    many = [Token("#", 20 + 3 * n, 101, 22 + 3 * n, 112, confidence=0.1) for n in range(100)]
    assert found(page(), many) == module.MOST


def test_what_stands_there_is_read_by_itself_and_has_its_place() -> None:
    sizes = []

    def eye(picture: Picture) -> Look:
        sizes.append(picture.pixels.shape)
        return lambda left, top, right, bottom: (f"{right > 90} {bottom > 20}", 0.9)

    (mark,) = marks(page(pen("57", BLUE)), TOKENS, eye, lambda box: box)
    assert mark.box == pytest.approx((68, 98.8, 132, 114.2))
    assert mark.seen == (("pen", "True True"), ("pen-alone", "True True"))
    assert sizes == [sizes[0]] * 2


def test_of_a_number_with_its_letters_only_the_filled_part_is_looked_at() -> None:
    token = Token("57/ABCDEF", 60, 101, 150, 112, confidence=0.1)
    (mark,) = marks(page(), [token], blind, lambda box: box)
    assert mark.box == pytest.approx((60, 98.8, 80, 114.2))


def test_marks_travel_with_their_page() -> None:
    from dataclasses import replace

    found = marks(page(pen("57", BLUE)), TOKENS, blind, lambda box: box)
    for kept in (found, (), None):
        sent = replace(paper(1), marks=kept)
        assert decode(encode(sent)) == sent


# ------------------------------------------------------------------------ torn lines


def line(number: int, top: int, height: int, sure: float, *words: str) -> list[Seen]:
    lefts = range(100, 100 + 60 * len(words), 60)
    return [
        Seen(word, left, top, left + 50, top + height, sure, number, 1)
        for word, left in zip(words, lefts, strict=True)
    ]


LETTERS = line(2, 100, 30, 0.9, "dieu", "chinh", "du", "toan")
MARKS = line(1, 85, 14, 0.4, "^", "2", "z", "\\")
WHOLE = line(1, 85, 45, 0.96, "điều", "chỉnh", "dự", "toán")


@pytest.mark.parametrize(
    ("seen", "again", "expected"),
    [
        (MARKS + LETTERS, WHOLE, ["điều", "chỉnh", "dự", "toán"]),
        # Read again, and no surer than the letters alone: they stay, and so do the marks.
        (MARKS + LETTERS, line(1, 85, 45, 0.6, "đ", "x"), None),
        (MARKS + LETTERS, [], None),
        # A line that was read surely is a line, however near.
        (line(1, 85, 14, 0.9, "a", "b", "c") + LETTERS, WHOLE, None),
        # Two signs are no line; a line that stands apart is none of marks.
        (MARKS[:2] + LETTERS, WHOLE, None),
        (line(1, 20, 14, 0.4, "^", "2", "z") + LETTERS, WHOLE, None),
    ],
)
def test_a_torn_line_is_read_again(
    seen: list[Seen], again: list[Seen], expected: list[str] | None
) -> None:
    asked = []

    def read(*box: int) -> list[Seen]:
        asked.append(box)
        return again

    words = mended(seen, read)
    assert [word.text for word in words] == (expected or [word.text for word in seen])
    assert asked in ([], [(92, 77, 338, 138)])
    if expected:
        assert {(word.line, word.block) for word in words} == {(2, 1)}
