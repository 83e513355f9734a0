"""What is printed on a made scan and where: the nouns that drawing makes and scoring reads.

Knows no picture and no reader. Boxes are in points of the page as its file shows it; damage to
the geometry moves them by a matrix, so that they stay where the ink is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby

from extractor.models import Box

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
"""A printed number: digits with their separators ('1.465', '68,48', '15' of '15/12')."""

Move = Callable[[Box], Box]


@dataclass(frozen=True, slots=True)
class Printed:
    """A word, a number or a line of text with its place."""

    text: str
    box: Box
    row: int = 0
    """Of a line: several pieces may stand on one, as in a letterhead; counted down the page."""
    hand: bool = False
    """Written by hand into a printed blank."""


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A cell of a ruled table; the box is that of its rules."""

    table: int
    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    box: Box
    header: bool

    @property
    def number(self) -> bool:
        """Whether it is a figure of the table: a number below the header."""
        return not self.header and NUMBER.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Truth:
    """One page: its size in points, lines in order, numbers in prose, cells of tables."""

    width: float
    height: float
    lines: tuple[Printed, ...] = ()
    words: tuple[Printed, ...] = ()
    """The numbers outside of tables."""
    cells: tuple[TrueCell, ...] = field(default=())

    @property
    def text(self) -> str:
        """The page, a line a row."""
        rows = groupby(self.lines, key=lambda line: line.row)
        return "\n".join(" ".join(piece.text for piece in row) for _, row in rows)

    def moved(self, move: Move, width: float, height: float) -> Truth:
        """The same page after its geometry has changed."""

        def put(printed: tuple[Printed, ...]) -> tuple[Printed, ...]:
            return tuple(replace(p, box=move(p.box)) for p in printed)

        cells = tuple(replace(cell, box=move(cell.box)) for cell in self.cells)
        return Truth(width, height, put(self.lines), put(self.words), cells)
