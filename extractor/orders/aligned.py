"""Tables set with blanks in plain text: rows of cells that stand under each other.

Knows lines and gaps; nothing of what the cells say.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.models import Cell, Page, Table

_CELL = regex.compile(r"\S+(?: \S+)*")
_NUMBER = regex.compile(r"\d[\d.,]*\s?%?")
_LEAST = 2
"""Rows with a number in two columns that make a table."""
_INDENT = 12
"""Blanks before a cell that stands alone in its line and goes on with the one above."""
_HEADS = 3
"""Lines of headings above the first row."""


def aligned_tables(page: Page) -> Iterator[Table]:
    """The tables of a page, each cell with its place in the page's text."""
    run: list[tuple[int, list[tuple[int, int]]]] = []
    at = 0
    for line in [*page.text.split("\n"), ""]:
        cells = [(at + m.start(), at + m.end()) for m in _CELL.finditer(line)]
        goes_on = bool(run) and len(cells) == 1 and cells[0][0] - at >= _INDENT
        if len(cells) > 1 or goes_on:
            run.append((at, cells))
        else:
            yield from _table(page, run)
            run = []
        at += len(line) + 1


def _table(page: Page, run: list[tuple[int, list[tuple[int, int]]]]) -> Iterator[Table]:
    """A run of lines with gaps is a table if numbers stand below each other in it."""
    told = [len(_numbers(page, cells)) for _, cells in run]
    rows = [i for i, count in enumerate(told) if count]
    widest = max((len(run[i][1]) for i in rows), default=0)
    if len(rows) < _LEAST or widest < 2 or rows[0] == 0 or rows[0] > _HEADS:
        return
    model = next(run[i] for i in rows if len(run[i][1]) == widest)
    columns = [(a - model[0], b - model[0]) for a, b in model[1]]
    cells = [
        Cell(row, _nearest(columns, a - begin, b - begin), 1, 1, a, b)
        for row, (begin, spans) in enumerate(run)
        for a, b in spans
    ]
    yield Table(len(run), widest, tuple(cells), run[0][1][0][0], run[-1][1][-1][1])


def _numbers(page: Page, cells: list[tuple[int, int]]) -> list[int]:
    """The columns behind the first that hold nothing but a number."""
    return [i for i, (a, b) in enumerate(cells) if i and _NUMBER.fullmatch(page.text[a:b])]


def _nearest(columns: list[tuple[int, int]], start: int, end: int) -> int:
    """The column it stands under, by its beginning, its end or its middle."""

    def far(column: int) -> float:
        a, b = columns[column]
        return min(abs(a - start), abs(b - end), abs(a + b - start - end) / 2)

    return min(range(len(columns)), key=far)
