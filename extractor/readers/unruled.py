"""Finds tables without ruling lines: numbers standing under one another, and what heads them.

A table is seen only where at least two lines end in three or more numbers that stand in common
columns, below headings for most of these: prose never looks so. Knows geometry and what a number
looks like; not what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from extractor.readers.glyphs import Token
from extractor.readers.grid import Grid, Room
from extractor.readers.heads import Head, heads
from extractor.readers.layout import lines

NUMBERS = 3
"""Columns of numbers that make a table."""
MOST = 40
"""Columns of numbers beyond which it is none."""
ROWS = 2
FILLED = 0.6
"""Share of the columns that a row must fill."""
APART = 6.0
"""Heights of a line that two rows of one table may be apart."""

_NUMBER = regex.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+(?:,\d+)?%?|[-–]{1,2}|\(\d{1,2}\)")
_LIKE = regex.compile(r"[\dOoIlSZBGQ|().,%\-–]{1,7}")
"""What an engine may make of a number: it keeps its column, and is looked at where it is read."""
_MARKER = regex.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđA-Z])[.)]?|[-+*•]")
"""A row's number: '1', 'II', 'a)'."""

Line = list[Token]


@dataclass(slots=True)
class _Row:
    """One row of the table: its lines, and where its numbers begin in the first of them."""

    lines: list[Line]
    numbers: Line

    @property
    def top(self) -> float:
        return min(token.top for line in self.lines for token in line)

    @property
    def bottom(self) -> float:
        return max(token.bottom for line in self.lines for token in line)


def unruled(tokens: list[Token]) -> list[Grid]:
    """The tables of a page whose cells no line parts, top down.

    ``tokens`` are the words that stand in no ruled table.
    """
    if sum(_is_number(token.text) for token in tokens) < NUMBERS * ROWS:
        return []  # as most pages of prose
    page = lines(tokens)
    found = []
    at = 0
    while at < len(page):
        block = _block(page, at)
        if block is None:
            at += 1
            continue
        first, last = block
        grid = _grid(page[:first][-12:], page[first:last])
        if grid is not None:
            found.append(grid)
        at = last
    return found


@lru_cache(maxsize=4_000)
def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _numbers(line: Line) -> Line:
    """The numbers in which a line ends, and what may be one among them."""
    first = len(line)
    while first and _LIKE.fullmatch(line[first - 1].text):
        first -= 1
    return line[first:]


def _is_row(line: Line) -> bool:
    """Whether the line ends in numbers, most of them beyond doubt."""
    found = _numbers(line)
    sure = sum(_is_number(token.text) for token in found)
    return len(found) >= NUMBERS and 2 * sure > len(found)


def _block(page: Sequence[Line], at: int) -> tuple[int, int] | None:
    """The lines from one row of numbers to the last that stands near enough below."""
    if not _is_row(page[at]):
        return None
    last, count = at, 1
    for i in range(at + 1, len(page)):
        height = _height(page[last])
        if page[i][0].top - page[last][0].bottom > APART * height:
            break
        if _is_row(page[i]):
            last, count = i, count + 1
    return (at, last + 1) if count >= ROWS else None


def _height(line: Line) -> float:
    return max(token.bottom - token.top for token in line)


def _grid(above: Sequence[Line], block: Sequence[Line]) -> Grid | None:
    """The table of a block of rows, if its numbers stand in columns that are headed."""
    data = [line for line in block if _is_row(line) and not _counts_columns(line)]
    bands = _bands([_numbers(line) for line in data])
    if bands is None:
        return None
    left = _left([line for line in block if not _counts_columns(line)], bands[0][0])
    head = heads(above, left, bands, block[0][0].top)
    if head is None:
        return None
    grid = _with_rooms(head, _rows(block), len(bands))
    return grid if _rises(grid.xs) and _rises(grid.ys) else None


def _rises(walls: Sequence[float]) -> bool:
    """Whether each wall stands behind the one before it: words that overlap make no table."""
    return all(a < b for a, b in pairwise(walls))


def _bands(rows: Sequence[Line]) -> list[tuple[float, float]] | None:
    """(left, right) of every column of numbers; None where they do not stand in columns."""
    spans = sorted((token.x0, token.x1) for row in rows for token in row)
    bands: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(x1, bands[-1][1]))
        else:
            bands.append((x0, x1))
    while bands and sum(_in(row, bands[0]) for row in rows) < len(rows) / 2:
        del bands[0]  # a row's number that opens a line without a label
    full = sum(len(row) >= FILLED * len(bands) for row in rows)
    if not NUMBERS <= len(bands) <= MOST or full < max(ROWS, FILLED * len(rows)):
        return None
    once = all(sum(_in([token], band) for token in row) < 2 for row in rows for band in bands)
    return bands if once else None


def _in(row: Line, band: tuple[float, float]) -> bool:
    """Whether a number of the row stands in the column."""
    return any(band[0] <= token.x0 and token.x1 <= band[1] for token in row)


def _counts_columns(line: Line) -> bool:
    """'(1) (2) (3) …' or '1 2 3 …'."""
    words = [token.text.strip("()") for token in line]
    return words == [str(i) for i in range(1, len(words) + 1)]


def _left(block: Sequence[Line], first: float) -> list[float]:
    """Where the columns left of the numbers part: row numbers, then labels, up to ``first``."""
    labels = [[token for token in line if token.x0 < first] for line in block if _is_row(line)]
    wraps = [line for line in block if not _is_row(line) and line[-1].x1 < first]
    left = min(token.x0 for line in block for token in line)
    edge = max((t.x1 for line in (*labels, *wraps) for t in line), default=left)
    walls = [left - 1, (min(edge, first) + first) / 2 if edge < first else first - 1]
    marked = [label for label in labels if len(label) > 1 and _MARKER.fullmatch(label[0].text)]
    if marked and len(marked) >= len(labels) / 2:
        marker = max(label[0].x1 for label in marked)
        text = min(label[1].x0 for label in marked)
        if marker < text:
            walls.insert(1, (marker + text) / 2)
    return walls


def _rows(block: Sequence[Line]) -> list[_Row]:
    """The rows of the table; a label's further lines go with the line of its numbers."""
    rows: list[_Row] = []
    wraps: list[Line] = []
    for i, line in enumerate(block):
        if _is_row(line):
            rows.append(_Row([*wraps, line], _numbers(line)))
            wraps = []
        elif rows and _wraps(line, rows[-1].lines[-1], below=True):
            rows[-1].lines.append(line)
        elif i + 1 < len(block) and _is_row(block[i + 1]) and _wraps(line, block[i + 1]):
            wraps.append(line)
        else:
            rows.append(_Row([line], []))
    return rows


def _wraps(line: Line, row: Line, *, below: bool = False) -> bool:
    """Whether a line of words belongs to the row next to it: small letters below, or no gap."""
    if below and line[0].text[:1].islower():
        return True
    gap = max(line[0].top, row[0].top) - min(line[0].bottom, row[0].bottom)
    return gap < 0.15 * _height(row)


def _with_rooms(head: Head, rows: Sequence[_Row], bands: int) -> Grid:
    """Rooms for the headings and for every row; a row without numbers is one wide room."""
    walls = head.walls
    cols = len(walls) - 1
    ys = [*head.ys[:-1], *_floors(head.ys[-1], rows)]
    rooms = [
        Room(r, c, down, right, (walls[c], ys[r], walls[c + right], ys[r + down]))
        for r, c, down, right in head.rooms
    ]
    tall = len(head.ys) - 1
    for i, row in enumerate(rows, tall):
        marks = cols - bands - 1
        wide = [] if row.numbers else [cols - marks]
        spans = [1] * marks + (wide or [1] * (cols - marks))
        col = 0
        for right in spans:
            box = (walls[col], ys[i], walls[col + right], ys[i + 1])
            rooms.append(Room(i, col, 1, right, box))
            col += right
    return Grid(
        tall + len(rows), cols, tuple(rooms), (walls[0], ys[0], walls[-1], ys[-1]), walls, ys
    )


def _floors(top: float, rows: Sequence[_Row]) -> list[float]:
    """Where rows part: midway between one's last line and the next one's first."""
    between = [(a.bottom + b.top) / 2 for a, b in pairwise(rows)]
    return [top, *between, rows[-1].bottom + 1]
