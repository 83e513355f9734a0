"""Tables of words set with blanks, tabs or bars in plain text, whose cells go on over lines.

Each is laid out anew as a page of its own, a row a line, so that it is read as any other table;
what was read is put back where its row stands. Knows lines and headings; tables of numbers set
with blanks are known to :mod:`.aligned`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import regex

from extractor.models import Cell, Commitment, Inspected, Page, Table
from extractor.orders.layout import fits

_CELL = regex.compile(r"[^\s|]+(?: [^\s|]+)*")
_RULE = regex.compile(r"[\s|+=_—–-]+")
_INDEX = regex.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H]|[a-h])\)?[.)]?")
_NAMES = ("what", "who", "when", "much", "other", "unit")
_LEAST = 3
"""Columns of such a table."""
_HEADS = 3
"""Lines over which its headings go on."""
_LONGEST = 400
"""Lines of the longest."""
_BEFORE = 2
"""Characters that a cell may stand left of its heading and still be under it."""

_ABOVE = 400
"""Characters over it that go with it: its lead."""

Kept = TypeVar("Kept", Commitment, Inspected)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    cells: tuple[tuple[int, int], ...]
    """Places in the line."""
    bars: tuple[int, ...]
    """Places of bars or tabs, which part the columns then."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A table on a page of its own, and where it and its rows stand on the page it is of."""

    page: Page
    table: Table
    start: int
    end: int
    rows: tuple[tuple[int, int, int], ...]
    """Where each row ends on its own page, and its span on the other."""

    def put_back(self, found: Sequence[Kept], page: Page) -> list[Kept]:
        """What was read in it, as standing in its row on the page it is of."""
        kept = []
        for one in found:
            _, start, end = next(row for row in self.rows if one.start < row[0])
            moved = {"start": start, "end": end, "quote": page.text[start:end]}
            kept.append(one.model_copy(update=moved))
        return kept


def laid_tables(page: Page) -> Iterator[Laid]:
    """The tables of a page whose headings say what their columns are for."""
    lines = list(_lines(page.text))
    at = 0
    while at < len(lines):
        after = _end(page, lines, at) if _is_head(page, lines[at]) else at
        if after > at + 1:
            laid = _laid(page, lines[at:after])
            if laid is not None:
                yield laid
                at = after
                continue
        at += 1


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.split("\n"):
        bars = tuple(i for i, c in enumerate(raw) if c in "|\t")
        cells = tuple((m.start(), m.end()) for m in _CELL.finditer(raw))
        yield _Line(at, at + len(raw), () if _RULE.fullmatch(raw) else cells, bars)
        at += len(raw) + 1


def _words(page: Page, line: _Line, cell: tuple[int, int]) -> str:
    return page.text[line.start + cell[0] : line.start + cell[1]]


def _is_head(page: Page, line: _Line) -> bool:
    """Headings of three columns or more, of which one counts the rows or two are known."""
    if len(line.cells) < _LEAST:
        return False
    words = [_words(page, line, cell) for cell in line.cells]
    known = sum(any(fits(name, one) for name in _NAMES) for one in words)
    return known >= 2 or (known == 1 and fits("passed", words[0]))


def _end(page: Page, lines: Sequence[_Line], at: int) -> int:
    """The line behind the table's last."""
    first = lines[at].cells[0][0]
    column = lines[at].cells[1][0]
    last = at + 1
    for number in range(at + 1, min(len(lines), at + _LONGEST)):
        line = lines[number]
        if not line.cells:
            if line.end - line.start and _RULE.fullmatch(page.text[line.start : line.end]):
                last = number + 1
            continue
        begin = line.cells[0][0]
        alone = len(line.cells) == 1 and not line.bars
        if alone and begin < column - _BEFORE and not _counted(page, line):
            break
        if not line.bars and begin < first - _BEFORE - 1:
            break
        if number > last and not line.bars and len(line.cells) < _LEAST:
            break  # behind an empty line
        last = number + 1
    return last


def _counted(page: Page, line: _Line) -> bool:
    return _INDEX.fullmatch(_words(page, line, line.cells[0]).split(" ")[0]) is not None


def _laid(page: Page, lines: Sequence[_Line]) -> Laid | None:
    full = [line for line in lines if line.cells]
    if full[0].bars and full[0].bars[0] < full[0].cells[0][0]:  # a bar before the first column
        full = [replace(line, bars=line.bars[1:]) for line in full]
    columns = _columns(full)
    counted = fits("passed", _words(page, full[0], full[0].cells[0]))
    groups: list[list[_Line]] = [[]]
    for number, line in enumerate(full):
        if number and _begins(page, line, columns, groups, counted):
            groups.append([])
        groups[-1].append(line)
    if len(groups) < 2 or len(groups[0]) > _HEADS:
        return None
    return _page_of(page, groups, columns)


def _columns(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """Each column as wide as the heading and the cells below it in rows without a gap."""
    heads = list(lines[0].cells)
    spans = [list(cell) for cell in heads]
    for line in lines[1:]:
        if len(line.cells) != len(heads):
            continue
        for span, (a, b) in zip(spans, line.cells, strict=True):
            if a < span[1] and b > span[0]:
                span[0], span[1] = min(span[0], a), max(span[1], b)
    return [(a, b) for a, b in spans]


def _column_of(line: _Line, columns: Sequence[tuple[int, int]], cell: tuple[int, int]) -> int:
    if line.bars:
        return min(sum(1 for bar in line.bars if bar < cell[0]), len(columns) - 1)

    def far(column: int) -> tuple[int, int]:
        a, b = columns[column]
        shared = min(b, cell[1]) - max(a, cell[0])
        return (-shared if shared > 0 else 0, abs(a - cell[0]))

    return min(range(len(columns)), key=far)


def _begins(
    page: Page,
    line: _Line,
    columns: Sequence[tuple[int, int]],
    groups: Sequence[Sequence[_Line]],
    counted: bool,
) -> bool:
    """A line that begins a row: with its number; without numbers, where the first cells say."""
    first = _words(page, line, line.cells[0])
    at = _column_of(line, columns, line.cells[0])
    if counted:
        return at == 0 and _INDEX.fullmatch(first.split(" ")[0]) is not None
    full = len(line.cells) > len(columns) // 2
    return at == 0 and full and first[:1].isupper()


def _page_of(
    page: Page, groups: Sequence[Sequence[_Line]], columns: Sequence[tuple[int, int]]
) -> Laid:
    top = groups[0][0].start
    text = page.text[max(0, top - _ABOVE) : top]
    cells: list[Cell] = []
    rows: list[tuple[int, int, int]] = []
    for row, group in enumerate(groups):
        for column in range(len(columns)):
            parts = [
                _words(page, line, cell)
                for line in group
                for cell in line.cells
                if _column_of(line, columns, cell) == column
            ]
            words = " ".join(parts)
            if words:
                cells.append(Cell(row, column, 1, 1, len(text), len(text) + len(words)))
                text += words + "\t"
        text += "\n"
        start = group[0].start + group[0].cells[0][0]
        rows.append((len(text), start, group[-1].start + group[-1].cells[-1][1]))
    table = Table(len(groups), len(columns), tuple(cells), cells[0].start, len(text))
    own = replace(page, text=text, tables=(table,))
    return Laid(own, table, rows[0][1], rows[-1][2], tuple(rows))
