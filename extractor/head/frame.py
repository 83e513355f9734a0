"""What a document says outside its tables of figures: where head and foot are looked for.

A spreadsheet's sheet is one table from its first title line to its last note, and letterheads
are often set in a borderless table: so not tables are left out, but their bodies, from the
first row that is a grid's to the last. Knows rows and cells; not what a head says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter, itemgetter

from extractor.head.lines import without_aside
from extractor.head.wording import form_row, numbering
from extractor.models import Cell, CleanPage, Seal, Table
from extractor.repair import clean_span
from extractor.text import fold

_NUMBER = re.compile(r"[\s\d.,%()=+\-:]*\d[\s\d.,%()=+\-:]*")
_GRID = 4
"""So many filled cells in a row are no line of a head."""
_NARROW = 3
_LONGEST = 60
"""A cell longer than this is no number and is not looked at for one."""


REACH = 250_000
"""Characters in which a head is looked for, and as many for a foot: some hundred pages each."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The text around the tables' bodies; ``head`` is where the first body was taken out.

    The middle of a document that is longer than twice the reach is left out.
    """

    text: str
    head: int
    tables: int
    origins: tuple[tuple[int, int, int], ...] = ()
    """(offset here, index of the page, offset in its clean text) where each stretch begins."""
    pictured: frozenset[int] = frozenset()
    """Indices of the pages that were read from their images."""
    beside: str = ""
    """The text that the file holds beside the first page's image."""
    seals: tuple[Seal, ...] = ()
    """The file's digital signatures."""

    def origin(self, offset: int) -> tuple[int, int]:
        """Index of the page, and offset in its clean text, of a place in the text."""
        start, page, at = self.origins[bisect_right(self.origins, offset, key=itemgetter(0)) - 1]
        return page, at + offset - start


def frame_of(pages: Sequence[CleanPage]) -> Frame:
    """The pages' text as one, page numbers blanked, a blank line for each table's body.

    What stands before the first body keeps its offset in the pages' joined text.
    """
    pieces = _Ends()
    length = tables = 0
    head: int | None = None
    pictured, first = set(), None
    for index, page in enumerate(pages):
        text, last = without_aside(page), 0
        first = first or page.page
        if page.page.reader == "ocr":
            pictured.add(index)
        for start, end in _bodies(page):
            if start < last:
                continue
            pieces.add(text[last:start], "\n\n", (index, last))
            length += start - last
            head = length if head is None else head
            length, last, tables = length + 2, end, tables + 1
        pieces.add(text[last:], "\n", (index, last))
        length += len(text) - last + 1
    whole = pieces.text()[:-1]
    reach = len(whole) if head is None else head
    beside, seals = (first.layer, first.seals) if first else ("", ())
    return Frame(whole, reach, tables, pieces.origins(), frozenset(pictured), beside, seals)


_Piece = tuple[str, tuple[int, int]]


class _Ends:
    """The first pieces of a text and the last; those between are dropped as they come."""

    def __init__(self) -> None:
        self._first: list[_Piece] = []
        self._last: deque[_Piece] = deque()
        self._lengths = [0, 0]

    def add(self, text: str, end: str, origin: tuple[int, int]) -> None:
        """A stretch and what closes it; ``origin``: its page's index, its offset there."""
        piece = text + end
        near = self._lengths[0] < REACH
        (self._first if near else self._last).append((piece, origin))
        self._lengths[not near] += len(piece)
        while self._last and self._lengths[1] - len(self._last[0][0]) >= REACH:
            self._lengths[1] -= len(self._last.popleft()[0])

    def text(self) -> str:
        return "".join(piece for piece, _ in (*self._first, *self._last))

    def origins(self) -> tuple[tuple[int, int, int], ...]:
        pieces = [*self._first, *self._last]
        starts = accumulate((len(piece) for piece, _ in pieces), initial=0)
        return tuple((start, *origin) for start, (_, origin) in zip(starts, pieces, strict=False))


def _bodies(page: CleanPage) -> Iterator[tuple[int, int]]:
    for table in sorted(page.page.tables, key=attrgetter("start")):
        if span := body_of(table, page.page.text):
            yield clean_span(page, *span)


def body_of(table: Table, text: str) -> tuple[int, int] | None:
    """Raw span from the table's first grid row to its last; None for a table without any."""
    first = next((row for row in _rows(table.cells, text) if _opens(row, table, text)), None)
    if first is None:
        return None
    last = next((row for row in _rows(reversed(table.cells), text) if _goes_on(row, text)), first)
    start = min(cell.start for cell in first)
    return start, max(start, *(cell.end for cell in (*first, *last)))


def _rows(cells: Iterable[Cell], text: str) -> Iterator[list[Cell]]:
    """The filled cells of each row that has any."""
    for _, row in groupby(cells, attrgetter("row")):
        filled = [cell for cell in row if text[cell.start : cell.end].strip()]
        if filled:
            yield sorted(filled, key=attrgetter("col"))


def _opens(row: list[Cell], table: Table, text: str) -> bool:
    """Many cells, a row of numbers, or a heading over every column of a narrow table."""
    if _goes_on(row, text):
        return not _is_head(row, text)
    if len(row) < 2:
        return False
    first = fold(text[row[0].start : row[0].end]).strip()
    if numbering().fullmatch(first):
        return True
    return len(row) == table.cols >= _NARROW and not _is_head(row, text)


def _goes_on(row: list[Cell], text: str) -> bool:
    return len(row) >= _GRID or (len(row) > 1 and any(_is_number(c, text) for c in row))


def _is_number(cell: Cell, text: str) -> bool:
    short = cell.end - cell.start <= _LONGEST
    return short and _NUMBER.fullmatch(text, cell.start, cell.end) is not None


def _is_head(row: list[Cell], text: str) -> bool:
    """A head set in columns: 'Biểu số …', a centred title, 'Đơn vị báo cáo: …'."""
    return any(form_row(fold(text[cell.start : cell.end])) for cell in row)
