"""Words of worn cells: what most pictures of their print show is taken, and said to be shown so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.images.picture import Picture, Pixels
from extractor.ocr.engine import Seen
from extractor.ocr.grid import gridded
from extractor.ocr.grid_sheet import Sheet, sheets
from extractor.ocr.grid_votes import ALONE, SOFT, Read, Voted, print_of, voted
from extractor.ocr.languages import DIGITS, WORDS
from extractor.ocr.scan_look import print_of as scan_of
from tests.test_grid import one_column, picture
from tests.test_scan_look import pictures

Words = Sequence[tuple[str, float]]
"""Words of one line, with how sure the engine is of each."""


def laid() -> Sheet:
    """One cell with print."""
    found = gridded(picture(one_column("117", "Hoa")))
    assert found is not None
    (sheet,) = sheets(found.inks[-1:])
    return sheet


def on(sheet: Sheet, words: Words, line: int = 0) -> list[Seen]:
    """The words side by side over the sheet's cell."""
    (cell,) = sheet.cells
    return [
        Seen(text, cell.left + 20 * n, cell.top + 5, cell.left + 20 * n + 15, cell.top + 25,
             sure, line, 0)
        for n, (text, sure) in enumerate(words)
    ]  # fmt: skip


def vote(made_ready: Words, *scans: Words, figures: str = "") -> tuple[Voted, list[Picture]]:
    """The vote on a cell in which the picture made ready, and the scan each time, show these."""
    sheet = laid()
    left = list(scans)
    asked: list[Picture] = []

    def read(seen: Picture, name: str) -> list[Seen]:
        if name == DIGITS:
            return on(sheet, [(figures, 0.9)] if figures else [])
        asked.append(seen)
        return on(sheet, left.pop(0))

    def scan(box: tuple[int, int, int, int]) -> Pixels:
        return np.full((box[3] - box[1], box[2] - box[0]), 200, np.uint8)

    words = sheet.words(on(sheet, made_ready))
    seen = sheet.words(on(sheet, [(figures, 0.9)] if figures else []))
    (told,) = voted(sheet, seen, words, read, scan)
    return told, asked


@pytest.mark.parametrize(
    ("made_ready", "soft", "sharp", "taken", "alike"),
    [
        # two of three, whichever they are
        ("Phú Hỏa", "Phú Hòa", "Phú Hòa", "Phú Hòa", "Phú Hòa"),
        ("Phú Hòa", "Phú Hỏa", "Phú Hòa", "Phú Hòa", "Phú Hòa"),
        # each otherwise: what is spelt so goes before what is not, and nothing tells of it
        ("Phú Hca", "Phú Hxà", "Phú Hòa", "Phú Hòa", "Phú"),
        # passed over by one
        ("", "Phú Hòa", "Phú Hòa", "Phú Hòa", "Phú Hòa"),
        ("Phú Hòa", "", "", "Phú Hòa", ""),
        # a speck that one picture alone shows
        ("Phú Hòa", "Phú Hòa ¡", "Phú Hòa", "Phú Hòa", "Phú Hòa"),
    ],
)
def test_most_pictures_tell_a_word(
    made_ready: str, soft: str, sharp: str, taken: str, alike: str
) -> None:
    each = [[(word, 0.9) for word in text.split()] for text in (made_ready, soft, sharp)]
    told, asked = vote(*each)
    assert [word.text for word in told.words] == taken.split()
    assert {word.text for word in told.alike} == set(alike.split())
    assert len(asked) == len(SOFT)


def test_nobody_is_sure_of_a_word_that_each_picture_shows_otherwise() -> None:
    told, _ = vote([("Hòa", 0.95)], [("Hỏa", 0.9)], [("Hoa", 0.9)])
    assert [word.confidence <= ALONE for word in told.words] == [True]


def test_a_cell_of_figures_is_not_asked_for() -> None:
    told, asked = vote([("117", 0.9)], [("118", 0.9)], figures="117")
    assert [word.text for word in told.words] == ["117"]
    assert [[word.text for word in seen] for seen in told.scan] == [["117"], ["118"]]
    assert len(asked) == 1


def test_lines_are_those_of_the_picture_read_best() -> None:
    sheet = laid()
    left = [on(sheet, [("Phú", 0.9)], line=3), on(sheet, [("Phú", 0.9)])]
    read: Read = lambda _, name: left.pop(0) if name == WORDS else []  # noqa: E731
    white = np.full((200, 400), 255, np.uint8)
    (told,) = voted(
        sheet, [[]], sheet.words(on(sheet, [("Phú", 0.9)])), read,
        lambda box: white[: box[3] - box[1], : box[2] - box[0]],
    )  # fmt: skip
    assert [word.line for word in told.words] == [3]


def test_print_comes_from_the_scan_softened_black_on_white() -> None:
    """The dark spot of the scan, in the place of the picture made ready where it stands."""
    scan = scan_of(*pictures("despecked", "smoothed"))
    assert scan is not None
    (cell,) = laid().cells
    left, top, right, bottom = cell.ink.box
    shown: list[tuple[int, int, int, int]] = []

    def moved(box: tuple[int, int, int, int]) -> Pixels:
        shown.append(box)
        wide, high = box[2] - box[0], box[3] - box[1]
        grey = scan((80 - wide // 2, 70 - high // 2, 80 - wide // 2 + wide, 70 - high // 2 + high))
        assert grey.shape == (high, wide)
        return grey

    grey = print_of(moved, SOFT[0], cell)
    assert grey.shape == cell.ink.pixels.shape
    assert (int(grey.min()), int(grey.max())) == (0, 255)
    ((x0, y0, x1, y1),) = shown
    assert x0 < left and y0 < top and x1 > right and y1 > bottom


def test_where_no_stroke_was_taken_the_scan_is_not_read_again() -> None:
    assert scan_of(*pictures("despecked")) is None
