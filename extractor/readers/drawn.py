"""Tables drawn in plain text: between bars and lines of dashes, or set with blanks in columns.

Knows lines, bars and gaps; of what the cells say, only whether it is a number. Stricter with
blanks than with bars, for a letterhead and the place of a signature are set with blanks too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractor.models import Cell, Table

# Possessive throughout: a line is walked once, whatever it holds.
_RULE = regex.compile(r"[ \t]*+[-+|=_:─━═┼├┤┌┐└┘┬┴]{3,}+[-+|=_:─━═┼├┤┌┐└┘┬┴ \t]*+")
_CELL = regex.compile(r"\S++(?: \S++)*+")
_NUMBER = regex.compile(r"[(]?\d++(?:[.,]\d++)*+\s?%?[)]?|[-–]")
_DIGIT = regex.compile(r"\d")
_WALLED, _ALIGNED = 2, 3
"""Rows with numbers in two columns that make a table."""
_WIDEST = 60
"""Cells of a line of a table; more are something else."""
_HEADS = 4
"""Lines of headings above the first row."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its place in the text and the spans of its cells."""

    start: int
    cells: tuple[Span, ...]
    parted: str
    """'|' and tabs are walls, the same in every line; a blank is a gap somewhere."""

    @property
    def walled(self) -> bool:
        """Whether an empty cell has its place too."""
        return self.parted != " "


def drawn_tables(text: str) -> list[Table]:
    """The tables of a page's text, each cell with its place in it."""
    if "  " not in text and "|" not in text and "\t" not in text:
        return []
    return [table for run in _runs(text) if (table := _table(text, run)) is not None]


def _runs(text: str) -> Iterator[list[_Line]]:
    """Neighbouring lines of cells of one make; a line of dashes or one empty line parts none."""
    run: list[_Line] = []
    at = 0
    empty = False
    for line in [*text.split("\n"), "", ""]:
        made = _line(line, at)
        at += len(line) + 1
        if _RULE.fullmatch(line) or (not line.strip() and run and not empty):
            empty = not line.strip()
            continue
        empty = False
        if run and (made is None or made.parted != run[0].parted):
            yield run
            run = []
        if made is not None:
            run.append(made)


def _line(line: str, at: int) -> _Line | None:
    """The cells of a line, by what parts them; None where there is but one, or a flood."""
    parted = "|" if line.count("|") > 1 else "\t" if "\t" in line.strip() else " "
    if parted == " ":
        spans = [m.span() for m in _CELL.finditer(line)]
    else:
        walls = [i for i, char in enumerate(line) if char == parted]
        edges = [-1, *walls, len(line)]
        if parted == "|":
            edges = edges if line[: walls[0]].strip() else edges[1:]
            edges = edges if line[walls[-1] + 1 :].strip() else edges[:-1]
        spans = [trimmed(line, a + 1, b) for a, b in pairwise(edges)]
    cells = tuple((at + a, at + b) for a, b in spans)
    return _Line(at, cells, parted) if 1 < len(cells) <= _WIDEST else None


def trimmed(line: str, start: int, end: int) -> Span:
    """The span without blanks at both ends; an empty one stands at ``start``."""
    inner = line[start:end]
    if not inner.strip():
        return start, start
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _table(text: str, run: Sequence[_Line]) -> Table | None:
    """A run of lines as a table, if numbers stand below each other under a head."""
    rows = [i for i, line in enumerate(run) if _numbers(text, line) > 1]
    if len(rows) < (_WALLED if run[0].walled else _ALIGNED) or not rows[0] > 0:
        return None
    lines = run[max(0, rows[0] - _HEADS) : rows[-1] + 1]
    placed = _by_walls(lines) if run[0].walled else _by_gaps(lines, [run[i] for i in rows])
    if placed is None:
        return None
    cells = tuple(Cell(row, col, 1, wide, a, b) for row, col, wide, (a, b) in placed)
    cols = max(cell.col + cell.col_span for cell in cells)
    return Table(len(lines), cols, cells, lines[0].start, cells[-1].end)


def _numbers(text: str, line: _Line) -> int:
    """The cells behind the first that hold nothing but a number."""
    told = [text[a:b] for a, b in line.cells[1:]]
    return sum(
        _DIGIT.search(one) is not None and _NUMBER.fullmatch(one) is not None for one in told
    )


_Placed = tuple[int, int, int, Span]
"""Row, column, columns covered, place."""


def _by_walls(lines: Sequence[_Line]) -> list[_Placed] | None:
    """All lines must have the same."""
    if len({len(line.cells) for line in lines}) > 1:
        return None
    return [(r, c, 1, span) for r, line in enumerate(lines) for c, span in enumerate(line.cells)]


def _by_gaps(lines: Sequence[_Line], rows: Sequence[_Line]) -> list[_Placed] | None:
    """Under the cells of the fullest row: whatever overlaps no other column belongs to one."""
    model = max(rows, key=lambda line: len(line.cells))
    columns = [
        _widened(rows, model, (a - model.start, b - model.start), c)
        for c, (a, b) in enumerate(model.cells)
    ]
    placed: list[_Placed] = []
    for row, line in enumerate(lines):
        taken = -1
        for a, b in line.cells:
            over = _over(columns, (a - line.start, b - line.start))
            if not over or over[0] <= taken:
                return None  # two cells under one heading: nothing says which is whose
            taken = over[-1]
            placed.append((row, over[0], len(over), (a, b)))
    return placed


def _widened(rows: Sequence[_Line], model: _Line, own: Span, column: int) -> Span:
    """A column as wide as its cells in all rows that are as full as the model."""
    full = [line for line in rows if len(line.cells) == len(model.cells)]
    spans = [
        (line.cells[column][0] - line.start, line.cells[column][1] - line.start) for line in full
    ]
    return min(own[0], *(a for a, _ in spans)), max(own[1], *(b for _, b in spans))


def _over(columns: Sequence[Span], cell: Span) -> list[int]:
    """The columns that a cell stands over; the nearest where it stands over none."""
    start, end = cell
    over = [c for c, (a, b) in enumerate(columns) if start < b and a < end]
    if over:
        return over
    gaps = [max(a - end, start - b) for a, b in columns]
    return [gaps.index(min(gaps))]
