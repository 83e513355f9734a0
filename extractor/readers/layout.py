"""Puts words into lines, lines into reading order, and composes a page's text with its tables.

Knows geometry, not language. The composed text holds every word once; a table stands in its
place row by row (cells parted by tabs, rows by newlines), its cells' spans exact.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.models import Box, Cell, Run, Table, Words
from extractor.readers.compose import PageText
from extractor.readers.glyphs import Token
from extractor.readers.grid import Grid, Room

COLUMN_GAP = 1.1
"""Gap, in heights of the line, that parts two columns where no blanks were typed."""
TYPED_GAP = 4.0
"""The same where typed blanks fill it: 'No.        /AB' is one line."""
TAIL = 3.0
"""Heights of a line within which a word that touches it from below, and ends where it is set in,
is its end and no column of its own: '… quá hạn / 01).'"""
UNEVEN = 3.0
"""A column gap is also this many times the line's middle gap: justified lines stay whole."""


@dataclass(slots=True)
class Row:
    """Words on one height, parted into stretches that belong to different columns."""

    top: float
    bottom: float
    parts: list[list[Token]]


@dataclass(slots=True)
class Composed:
    """A page's text and all that points into it."""

    text: str
    words: Words
    tables: tuple[Table, ...]
    fonts: tuple[Run, ...]


def compose(tokens: list[Token], grids: list[Grid], strips: list[Box]) -> Composed:
    """The page's text in reading order, tables in their places.

    ``strips`` are the boxes of text as it was set; a gap that one of them spans was typed.
    """
    inside: list[list[Token]] = [[] for _ in grids]
    prose: list[Token] = []
    for token in tokens:
        home = _home(token, grids)
        (prose if home is None else inside[home]).append(token)
    writer = _Writer()
    blocks: list[tuple[float, int]] = [(grid.box[1], i) for i, grid in enumerate(grids)]
    waiting: list[Row] = []
    for row in rows(prose, strips):
        while blocks and blocks[0][0] < (row.top + row.bottom) / 2:
            writer.prose(waiting)
            waiting = []
            _, i = blocks.pop(0)
            writer.table(grids[i], inside[i])
        waiting.append(row)
    writer.prose(waiting)
    for _, i in blocks:
        writer.table(grids[i], inside[i])
    return writer.done()


def outside(tokens: list[Token], grids: list[Grid]) -> list[Token]:
    """The words that stand in none of the tables."""
    return [token for token in tokens if _home(token, grids) is None] if grids else tokens


def _home(token: Token, grids: list[Grid]) -> int | None:
    """The table in which the word's middle lies."""
    x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
    for i, grid in enumerate(grids):
        x0, top, x1, bottom = grid.box
        if x0 <= x <= x1 and top <= y <= bottom:
            return i
    return None


# ------------------------------------------------------------------------------- lines


def rows(tokens: list[Token], strips: list[Box]) -> list[Row]:
    """Words on one height together, top down; each row parted at its column gaps."""
    return [_row(line, strips) for line in lines(tokens)]


def lines(tokens: list[Token]) -> list[list[Token]]:
    """Words on one height together, top down, each line from left to right."""
    found: list[list[Token]] = []
    tallest: Token | None = None
    for token in sorted(tokens, key=lambda t: t.top + t.bottom):
        if tallest is not None and _level(tallest, token):
            found[-1].append(token)
            if token.bottom - token.top > tallest.bottom - tallest.top:
                tallest = token
        else:
            found.append([token])
            tallest = token
    for line in found:
        line.sort(key=lambda t: t.x0)
    return found


def _level(first: Token, token: Token) -> bool:
    """Whether two words stand on one line: they share more than half of the lower height."""
    shared = min(first.bottom, token.bottom) - max(first.top, token.top)
    return shared > 0.5 * min(first.bottom - first.top, token.bottom - token.top)


def _row(line: list[Token], strips: list[Box]) -> Row:
    top, bottom = min(t.top for t in line), max(t.bottom for t in line)
    parts = [[line[0]]]
    # The row's height, not the word's: a dash is a point high where only ink is known.
    height = max(token.bottom - token.top for token in line)
    gaps = [b.x0 - a.x1 for a, b in pairwise(line)]
    for i, token in enumerate(line[1:]):
        if gaps[i] > COLUMN_GAP * height and _parted(
            line[i], token, height, gaps[:i] + gaps[i + 1 :], strips
        ):
            parts.append([token])
        else:
            parts[-1].append(token)
    return Row(top, bottom, parts)


def _parted(
    before: Token, token: Token, height: float, others: list[float], strips: list[Box]
) -> bool:
    """Whether a gap wide enough for a column is one: not typed, not merely justified."""
    gap = token.x0 - before.x1
    middle = (token.top + token.bottom) / 2
    typed = max(
        (
            min(x1, token.x0) - max(x0, before.x1)
            for x0, top, x1, bottom in strips
            if top - 2 <= middle <= bottom + 2
        ),
        default=0.0,
    )
    if typed > 0.5 * gap:
        return gap > TYPED_GAP * height
    return gap > UNEVEN * (max(median(others), 0.0) if others else 0.0)


def columns(found: list[Row]) -> list[list[Token]]:
    """Lines in reading order: side-by-side columns one after the other, all else top down."""
    lines: list[list[Token]] = []
    i = 0
    while i < len(found):
        end, gutter = _band(found, i)
        if end - i > 1 and gutter is not None:
            left, right = _sides(found[i:end], gutter)
            lines += left + right
        else:
            end = i + 1
            lines += found[i].parts
        i = end
    return lines


def _band(found: list[Row], start: int) -> tuple[int, float | None]:
    """The rows from ``start`` that share one empty gutter; its last row changes sides."""
    first = _opening(found, start)
    if first is None:
        return start + 1, None
    low, high = first
    end = start + 1
    for i in range(start + 1, len(found)):
        row = found[i]
        if row.top - found[i - 1].bottom > 3 * (row.bottom - row.top):
            break
        bounds = _gutter(row, low, high)
        if bounds is None:
            break
        low, high = bounds
        if (
            len(row.parts) == 2
            or _overlap(found[i - 1], row)
            or _continues(found[start:end], row, low)
        ):
            end = i + 1
    return end, (low + high) / 2


def _opening(found: list[Row], start: int) -> tuple[float, float] | None:
    """The gutter of two columns that begin at this row, or None where none begin."""
    parts = found[start].parts
    if len(parts) == 2:
        return parts[0][-1].x1, parts[1][0].x0
    if len(parts) > 2 or start + 1 == len(found):
        return None
    row, below = found[start], found[start + 1]
    if not _overlap(row, below):
        return None
    left, right = sorted((parts[0], below.parts[0]), key=lambda part: part[0].x0)
    height = row.bottom - row.top
    low, high = left[-1].x1, right[0].x0
    tail = left is below.parts[0] and max(low - left[0].x0, high - low) < TAIL * height
    return (low, high) if high - low > 4 and not tail else None


def _continues(band: list[Row], row: Row, low: float) -> bool:
    """Whether a lone line goes on with the left column's list: it begins where the last one did."""
    last = next((r.parts[0][0].x0 for r in reversed(band) if r.parts[0][-1].x1 <= low), None)
    return last is not None and abs(row.parts[0][0].x0 - last) < 1.5


def _overlap(row: Row, below: Row) -> bool:
    """Whether two rows share height: columns on lines of their own do, running text does not."""
    return below.top < row.bottom - 0.1 * (row.bottom - row.top)


def _gutter(row: Row, low: float, high: float) -> tuple[float, float] | None:
    """The gutter narrowed by one more row, or None where the row closes it."""
    for part in row.parts:
        x0, x1 = part[0].x0, part[-1].x1
        if x0 >= high - 1 or x0 >= (low + high) / 2:
            high = min(high, x0)
        elif x1 <= low + 1 or x1 <= (low + high) / 2:
            low = max(low, x1)
        else:
            return None
    return (low, high) if high - low > 4 else None


def _sides(band: list[Row], gutter: float) -> tuple[list[list[Token]], list[list[Token]]]:
    left = [part for row in band for part in row.parts if part[0].x0 < gutter]
    right = [part for row in band for part in row.parts if part[0].x0 >= gutter]
    return left, right


# ------------------------------------------------------------------------------- text


class _Writer:
    """Writes lines and tables into one text, keeping every span."""

    def __init__(self) -> None:
        self.text = PageText()
        self.words: list[tuple[int, int, Box]] = []
        self.sure: list[float | None] = []
        self.fonts: list[Run] = []
        self.tables: list[Table] = []
        self.font = ""

    def prose(self, found: list[Row]) -> None:
        for line in columns(found):
            self.text.newline()
            self._line(line)

    def _line(self, line: list[Token]) -> None:
        for i, token in enumerate(line):
            if i:
                self.text.add(" ")
            self._word(token)

    def _word(self, token: Token) -> None:
        start, end = self.text.add(token.text)
        self.words.append((start, end, token.box))
        self.sure.append(token.confidence)
        if token.font and token.font == self.font:
            self.fonts[-1] = Run(self.fonts[-1].start, end, token.font)
        elif token.font:
            self.fonts.append(Run(start, end, token.font))
        self.font = token.font

    def table(self, grid: Grid, tokens: list[Token]) -> None:
        self.text.newline()
        start = self.text.length
        held = _held(grid, tokens)
        cells: list[Cell] = []
        row = 0
        for room, words in zip(grid.rooms, held, strict=True):
            if cells:
                self.text.add("\t" if room.row == row else "\n")
            row = room.row
            cells.append(self._cell(room, words))
        end = self.text.length
        self.text.add("\n")
        self.tables.append(Table(grid.rows, grid.cols, tuple(cells), start, end, grid.box))

    def _cell(self, room: Room, tokens: list[Token]) -> Cell:
        start = self.text.length
        above: list[Token] = []
        for line in lines(tokens):
            if above:
                self.text.add("" if _broken(above, line, room) else " ")
            self._line(line)
            above = line
        end = self.text.length
        return Cell(room.row, room.col, room.row_span, room.col_span, start, end, room.box)

    def done(self) -> Composed:
        words = Words.placed(self.words, self.sure)
        return Composed(self.text.text(), words, tuple(self.tables), tuple(self.fonts))


def _broken(above: list[Token], line: list[Token], room: Room) -> bool:
    """Whether a number was broken at the cell's edge: '1.46' over '5' in a narrow column.

    Only digits are joined, and only where the upper line has no room for one digit more.
    """
    first, second = above[0], line[0]
    if len(above) > 1 or not (_numeric(first.text) and _numeric(second.text)):
        return False
    padding = max(0.0, first.x0 - room.box[0])
    digit = (first.x1 - first.x0) / len(first.text)
    # Centred and right-aligned cells share the slack between both sides.
    slack = (room.box[2] - room.box[0]) - (first.x1 - first.x0) - 2 * min(padding, 6.0)
    return slack < 1.5 * digit


def _numeric(text: str) -> bool:
    return text[0].isdigit() and all(char.isdigit() or char in ".," for char in text)


def _held(grid: Grid, tokens: list[Token]) -> list[list[Token]]:
    """The words of each room, by where their middles lie."""
    home = {
        (r, c): i
        for i, room in enumerate(grid.rooms)
        for r in range(room.row, room.row + room.row_span)
        for c in range(room.col, room.col + room.col_span)
    }
    held: list[list[Token]] = [[] for _ in grid.rooms]
    for token in tokens:
        row = bisect(grid.ys, (token.top + token.bottom) / 2, 1, grid.rows) - 1
        col = bisect(grid.xs, (token.x0 + token.x1) / 2, 1, grid.cols) - 1
        held[home[row, col]].append(token)
    return held
