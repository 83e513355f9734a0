"""Numbers that a lost wall threw into one cell stand each in its own; one over two rows stays."""

from __future__ import annotations

import pytest

from extractor.images.picture import Pixels
from tests.test_grid import XS, YS, printed, ruled, shape, write

LOST = (XS[1] + 6, YS[1] - 8, XS[2] - 5, YS[1] + 9)
"""What stood between the first and the second row of the second column."""


def joined(page: Pixels) -> list[tuple[int, int, int, int]]:
    """The rooms that go over several rows."""
    ((_, _, rooms),) = shape(page)
    return [room for room in rooms if room[2] > 1]


def with_lines(*tops: int, text: str = "118") -> Pixels:
    """A table of words with one joined cell, print in it beginning so far below its top."""
    page = ruled(gone=[LOST])
    for y in YS[:-1]:
        for x in (XS[0], XS[2], XS[3]):
            write(page, "Ho so", x + 40, y + 70)
    for top in tops:
        write(page, text, XS[1] + 60, YS[0] + top)
    return page


def test_numbers_of_two_rows_are_no_cell_of_two_lines() -> None:
    page = printed(ruled(gone=[LOST]))
    assert joined(page) == []
    ((rows, cols, rooms),) = shape(page)
    assert len(rooms) == rows * cols


@pytest.mark.parametrize(
    "page",
    [
        with_lines(125),  # one number half-way up both rows
        with_lines(98, 152),  # two lines around the middle of the cell
        with_lines(70),  # a number in the first row alone
        with_lines(70, 125, 180),  # three lines
        with_lines(70, 180, text="118 119 120 121"),  # no number is so wide
    ],
)
def test_a_cell_over_two_rows_stays_one(page: Pixels) -> None:
    assert joined(page) == [(0, 1, 2, 1)]
