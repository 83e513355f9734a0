"""A delivered table as rows and columns of texts, merged cells resolved.

Knows positions and text; knows nothing of what a heading or a number means.
"""

from __future__ import annotations

import re

from extractor.models import Cell, CleanPage, Table
from extractor.repair import clean_span

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
"""A line's end inside a cell of a Markdown table."""
_EMPHASIS = re.compile(r"\*+([^*\s][^*]*)\*+")
"""Bold and slanting words of a Markdown table: their stars are no bullets."""

MOST_PLACES = 400_000
"""Row-column places filled for one table; a hostile table beyond is read as far as that."""

MOST_COLUMNS = 120
"""Columns looked at; a wider sheet is no form, or has stray cells far to the right."""


class Grid:
    """``table`` of ``page``; rows and columns count from 0."""

    def __init__(self, page: CleanPage, table: Table) -> None:
        self.page = page
        self.table = table
        self.cols = min(table.cols, MOST_COLUMNS)
        self._places: dict[tuple[int, int], Cell] = {}
        self._own: dict[int, list[Cell]] = {}
        self._filled: dict[int, list[Cell]] = {}
        self._texts: dict[tuple[int, int], str] = {}
        self._more: dict[tuple[int, int], list[Cell]] = {}
        self._same = page.text == page.page.text
        left = MOST_PLACES
        for cell in table.cells:
            left -= self._fill(cell)
            if left < 0:
                break
        self.rows = 1 + max((row for row, _ in self._places), default=-1)
        for row in self._own.values():
            row.sort(key=lambda cell: cell.col)
        self.left = min((c.col for row in self._own for c in self.filled(row)), default=0)
        """The first column that holds text: a sheet may begin anywhere."""

    def _fill(self, cell: Cell) -> int:
        """Take the cell's places that are still free; returns how many were asked for."""
        if not (0 <= cell.row < self.table.rows and 0 <= cell.col < self.cols):
            return 1
        first = self._places.get((cell.row, cell.col))
        if first is not None and (first.row, first.col) == (cell.row, cell.col):
            self._more.setdefault((first.start, first.end), []).append(cell)
            return 1
        self._own.setdefault(cell.row, []).append(cell)
        if cell.row_span == 1 == cell.col_span:
            self._places.setdefault((cell.row, cell.col), cell)
            return 1
        last_row = min(cell.row + max(cell.row_span, 1), self.table.rows)
        last_col = min(cell.col + max(cell.col_span, 1), self.cols)
        wanted = (last_row - cell.row) * (last_col - cell.col)
        if wanted > MOST_PLACES:
            return wanted
        for row in range(cell.row, last_row):
            for col in range(cell.col, last_col):
                self._places.setdefault((row, col), cell)
        return wanted

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers the place, wherever it begins."""
        return self._places.get((row, col))

    def raw(self, cell: Cell) -> str:
        """The cell's text as the page has it."""
        return self.page.page.text[cell.start : cell.end]

    def text(self, cell: Cell) -> str:
        """The cell's repaired text on one line, and what of it stands on the lines below."""
        key = (cell.start, cell.end)
        known = self._texts.get(key)
        if known is None:
            spans = [key, *((more.start, more.end) for more in self._more.get(key, ()))]
            cleaned = spans if self._same else [clean_span(self.page, *span) for span in spans]
            text = " ".join(self.page.text[start:end] for start, end in cleaned)
            text = _BREAK.sub(" ", text) if "<" in text else text
            text = _EMPHASIS.sub(r"\1", text) if "*" in text else text
            known = self._texts[key] = " ".join(text.split())
        return known

    def end(self, cell: Cell) -> int:
        """Where the last of the cell's text ends."""
        more = self._more.get((cell.start, cell.end))
        return more[-1].end if more else cell.end

    def text_at(self, row: int, col: int) -> str:
        """The text over the place; '' where there is no cell."""
        cell = self.at(row, col)
        return self.text(cell) if cell is not None else ""

    def filled(self, row: int) -> list[Cell]:
        """The cells that begin in the row and hold text, left to right."""
        known = self._filled.get(row)
        if known is None:
            text = self.page.page.text
            known = [
                cell
                for cell in self._own.get(row, ())
                if cell.end > cell.start and not text[cell.start : cell.end].isspace()
            ]
            self._filled[row] = known
        return known

    def row_texts(self, row: int) -> tuple[str, ...]:
        """What is printed in the row, for comparing rows."""
        return tuple(self.text(cell) for cell in self.filled(row))
