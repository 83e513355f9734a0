"""Numerals of quarters that were read as figures, on strokes drawn here."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractor.images.picture import Pixels
from extractor.ocr.engine import Seen
from extractor.ocr.quarters import romans
from extractor.ocr.witness import hear

LEFT, RIGHT = (10, 30, 110, 60), (125, 25, 300, 65)
"""Boxes of two words beside each other."""


def page(stroke: str) -> Pixels:
    paper = np.full((90, 320), 255, np.uint8)
    cv2.putText(paper, stroke, (128, 60), cv2.FONT_HERSHEY_COMPLEX, 1.3, 0, 3)
    return paper


def seen(*texts: str) -> list[Seen]:
    boxes = zip(texts, (LEFT, RIGHT), strict=True)
    return [Seen(text, *box, 0.9, 0, 0) for text, box in boxes]


@pytest.mark.parametrize(
    ("drawn", "words", "others", "expected"),
    [
        ("I", ("quý", "1/2023"), ("quf", "1/2023"), ("I/2023", "I/2023")),
        ("1", ("quý", "1/2023"), ("quy", "1/2023"), ("1/2023", "1/2023")),
        # No year has an eleventh quarter.
        ("1", ("Quý", "11/2023,"), ("Quy", "II/2023,"), ("II/2023,", "II/2023,")),
        ("I", ("Quý", "I/2023"), ("Quy", "1/2023"), ("I/2023", "I/2023")),
        # Months are counted in figures.
        ("I", ("tháng", "1/2023"), ("thang", "1/2023"), ("1/2023", "1/2023")),
        ("I", ("quý", "12/2023"), ("quy", "12/2023"), ("12/2023", "12/2023")),
    ],
)
def test_the_numeral_of_a_quarter(
    drawn: str, words: tuple[str, str], others: tuple[str, str], expected: tuple[str, str]
) -> None:
    told = romans(seen(*words), seen(*others), page(drawn))
    assert tuple(found[1].text for found in told) == expected


def test_who_knows_no_quarters_is_not_heard_on_their_numerals() -> None:
    words, others = romans(seen("quý", "I/2023"), seen("quy", "1/2023"), page("I"))
    unsure = [replace(word, confidence=0.3) for word in words]
    told = hear({"vie": unsure, "eng": others}, ("line", lambda *_: ("1/2023", 0.9)))
    (numeral,) = [one for one in told if one.numbers]
    assert numeral.word.text == "I/2023"
    assert [numeral.word.text[n.start : n.end] for n in numeral.numbers] == ["2023"]


@pytest.mark.parametrize(("drawn", "others", "taken"), [("I", "11", "II"), ("1", "11", "11")])
def test_strokes_elsewhere_are_a_numeral_or_a_number_by_their_form(
    drawn: str, others: str, taken: str
) -> None:
    words, more = romans(seen("phần", "II"), seen("phan", others), page(drawn))
    told = hear({"vie": words, "eng": more}, ("line", lambda *_: ("11", 0.9)))
    assert [one.word.text for one in told] == ["phần", taken]


@pytest.mark.parametrize(("drawn", "told"), [("1", ["11"]), ("I", [])])
def test_strokes_that_all_read_as_letters_are_weighed_by_their_form(
    drawn: str, told: list[str]
) -> None:
    words, more = romans(seen("nhập", "II"), seen("nhap", "II"), page(drawn))
    heard = hear({"vie": words, "eng": more}, ("line", lambda *_: ("11", 0.9)))
    numbers = [one.word.text[n.start : n.end] for one in heard for n in one.numbers]
    assert numbers == told
