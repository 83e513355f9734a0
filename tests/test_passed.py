"""Print at which a pass saw no word is read again; dirt and strokes of a pen are not believed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.images.picture import Picture, Pixels
from extractor.ocr.engine import Seen
from extractor.ocr.passed import MOST, heard_again

HIGH, WIDE, LETTER = 1200, 900, 30
Stroke = tuple[int, int, int, int]
"""left, top, width, height."""
TEXT = [
    Seen("hồ", 100, top, 160, top + LETTER, 0.9, line, 1)
    for line, top in enumerate((500, 550, 600))
]
LINE = [(left, 300, 18, LETTER) for left in (400, 424, 448, 490, 514)]
DIGIT = [(400, 60, 18, LETTER)]


def sheet(*strokes: Stroke) -> Picture:
    grey: Pixels = np.full((HIGH, WIDE), 255, np.uint8)
    for word in TEXT:
        cv2.rectangle(grey, (word.left, word.top), (word.right, word.bottom), 0, -1)
    for left, top, wide, high in strokes:
        cv2.rectangle(grey, (left, top), (left + wide - 1, top + high - 1), 0, -1)
    return Picture(grey, 300.0, np.eye(3), WIDE, HIGH)


def heard(
    picture: Picture, says: dict[str, str], sure: float = 0.9
) -> tuple[dict[str, list[Seen]], list[tuple[str, tuple[int, ...]]]]:
    """What each pass sees more than before, and what was read: by whom, how large."""
    asked: list[tuple[str, tuple[int, ...]]] = []

    def read(cut: Picture, name: str) -> list[Seen]:
        asked.append((name, cut.pixels.shape))
        return [
            Seen(word, 10 + 60 * n, 10, 60 + 60 * n, 40, sure, 0, 0)
            for n, word in enumerate(says[name].split())
        ]

    found = heard_again(picture, dict.fromkeys(says, TEXT), read)
    assert all(words[: len(TEXT)] == TEXT for words in found.values())
    return {name: words[len(TEXT) :] for name, words in found.items()}, asked


@pytest.mark.parametrize(
    ("strokes", "vie", "eng", "sure", "expected"),
    [
        (LINE, "GIÁM ĐỐC", "GIAM DOC", 0.9, ["GIÁM", "ĐỐC"]),
        # A stroke of a pen is a letter to one of them, or a word to one that is not sure.
        (LINE, "J", "I", 0.9, []),
        (LINE, "Mb", "Mi", 0.4, []),
        # One pass alone is not enough for a number that the engine passed over.
        (DIGIT, "2", "2", 0.9, ["2"]),
        (DIGIT, "4", "", 0.9, []),
        (DIGIT, "4", "1", 0.9, []),
    ],
)
def test_what_is_believed(
    strokes: list[Stroke], vie: str, eng: str, sure: float, expected: list[str]
) -> None:
    more, asked = heard(sheet(*strokes), {"vie": vie, "eng": eng}, sure)
    assert [word.text for word in more["vie"]] == expected
    assert [name for name, _ in asked] == ["vie", "eng"]


@pytest.mark.parametrize(
    "strokes",
    [
        (),
        [(150, 500, 20, LETTER)],  # a word's own last stroke
        [(400, 300, 6, 6), (420, 300, 5, 5)],  # specks
        [(300, 300, 500, 4), (300, 300, 4, 500)],  # rules
        [(2, 300, 18, LETTER)],  # the shadow of the edge
    ],
)
def test_nothing_is_read_where_no_letters_stand(strokes: list[Stroke]) -> None:
    assert heard(sheet(*strokes), {"vie": "ba", "eng": "ba"})[1] == []


def test_a_line_is_read_whole_and_its_words_stand_where_it_stands() -> None:
    more, asked = heard(sheet(*LINE), {"vie": "GIÁM ĐỐC"})
    ((_, (high, wide)),) = asked
    assert 132 < wide < 200
    assert LETTER < high < 3 * LETTER
    first, second = more["vie"]
    room = LETTER / 2
    assert (first.left, first.top) == pytest.approx((410 - room, 310 - room), abs=3)
    assert first.line == second.line == max(word.line for word in TEXT) + 1


def test_a_number_found_so_is_doubted_until_another_witness_is_asked() -> None:
    more, _ = heard(sheet(*DIGIT), {"vie": "2", "eng": "2"})
    assert all(word.confidence < 0.5 for words in more.values() for word in words)


def test_a_page_full_of_dirt_costs_few_readings() -> None:
    dirt = [(200 + 150 * x, 700 + 90 * y, 20, LETTER) for x in range(4) for y in range(4)]
    _, asked = heard(sheet(*dirt), {"vie": "ba"})
    assert len(asked) == MOST


def test_a_blank_page_stays_blank() -> None:
    found = heard_again(sheet(), {"vie": [], "eng": []}, lambda *_: TEXT)
    assert found == {"vie": [], "eng": []}
