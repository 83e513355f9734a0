"""How well what stands around the figures of a scan's table could be read, row by row.

Their digits may be beyond doubt and their row, column or level lost all the same: a name with a
wrong mark, a heading nobody can read, a rule that faded and took the place of the columns along.
Tells cases apart; what each is worth was counted (:mod:`extractor.book.doubts`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.models import Cell, CleanPage
from extractor.repair.smudges import Span, faint
from extractor.sightings import sighting
from extractor.tables.called import is_known, is_listed
from extractor.tables.grid import Grid

MANY = 0.2
"""Share of a table's names, or of its figures, in doubt from which its ruling may be at fault."""
FEW = 2
"""Of them, that are no share worth the name."""
WORN = 0.025
"""Share of a page's words that could not be read from which a name may be misread unseen: made
scans of levels 1 and 2 had 0 to 0.03 of them, of level 3 0.03 to 0.17."""
LETTERS = 2
"""Letters of a name; a number that stands in its place is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds figures, or heads those that do."""

    grid: Grid
    index: int
    """Of the row on its page."""
    number: int
    """By which it is known to who asks."""
    name: str
    """What it says it is, numeral apart."""
    figures: Sequence[Cell]
    understood: bool = False
    """Each of its words is one of the words it is to say."""


Clear = Mapping[tuple[int, int], str]
"""(number of a row, its column) → the case in ``patterns/doubts.toml``; {} on clean pages."""


def cases(
    lines: Sequence[Line],
    columns: Collection[int],
    heads: Iterable[tuple[Grid, int, int]],
    guessed: Collection[int] = (),
    orders: Collection[int] = (),
) -> Clear:
    """How well what stands around each figure of a table could be read.

    Args:
        lines: of one table.
        columns: those that hold figures.
        heads: (page, first row, row after the last) of each of its headings.
        guessed: columns whose heading was taken for what stands near it.
        orders: columns of numerals, which name no row.
    """
    scans = {id(line.grid): line.grid.page for line in lines if _is_scan(line.grid)}
    if not scans:
        return {}
    spans = {name: faint(page) for name, page in scans.items()}
    names = {*columns, *orders}
    dark = {one.number for one in lines if _dark(_names(one, names), spans[id(one.grid)])}
    bare = {one.number for one in lines if sum(map(str.isalpha, one.name)) < LETTERS}
    table = _table(lines, dark | bare)
    heading = _headings(heads, spans, columns) | dict.fromkeys(guessed, "head-guessed")
    worn = {name for name, page in scans.items() if is_worn(page)}
    dark |= {
        one.number
        for one in lines
        if id(one.grid) in worn and not (_is_borne(one, names) or is_known(one.name))
    }
    listed = {line.number for line in lines if line.understood or is_listed(line.name)}
    dim = set() if _is_torn(lines) else dark & listed
    return {
        (line.number, column): heading.get(column, "name-listed") if line.number in dim
        else "name-dark" if line.number in dark
        else "name-none" if line.number in bare else heading.get(column, table)
        for line in lines for column in columns
    }  # fmt: skip


def _is_scan(grid: Grid) -> bool:
    return grid.page.page.reader == "ocr"


def is_worn(page: CleanPage) -> bool:
    """Whether names may be misread unseen: also where a second reader was asked for letters."""
    return bool(page.page.borne) or len(faint(page, alone=True)) > max(
        FEW, WORN * len(page.page.words)
    )


def _is_borne(line: Line, columns: Collection[int]) -> bool:
    """Whether two readers saw the same letters in every word of a row's name."""
    page = line.grid.page.page
    words = [w for cell in _names(line, columns) for w in page.words.between(cell.start, cell.end)]
    spans = ((word.start, word.end) for word in words)
    told = [span in page.borne for span in spans if any(map(str.isalpha, page.text[slice(*span)]))]
    return all(told) and bool(told)


def _table(lines: Sequence[Line], nameless: Collection[int]) -> str:
    """The case of those rows whose own name is clear, by the others."""
    cells = [(line.grid, cell) for line in lines for cell in line.figures]
    doubted = sum(not _is_sure(grid, cell) for grid, cell in cells)
    named = [line.number for line in lines if line.figures]
    unnamed = sum(number in nameless for number in named)
    if unnamed > max(FEW, MANY * len(named)) or doubted > max(FEW, MANY * len(cells)):
        return "table-many" if _is_torn(lines) else "table-rough"
    return "table-some" if unnamed or doubted else "table"


def _is_torn(lines: Sequence[Line]) -> bool:
    """Whether a figure stands in a joined cell: a wall was lost, and places along it with it."""
    return any(cell.row_span > 1 or cell.col_span > 1 for line in lines for cell in line.figures)


def _is_sure(grid: Grid, cell: Cell) -> bool:
    return sighting(grid.page.page, cell.start, cell.end).sure


def _names(line: Line, columns: Collection[int]) -> list[Cell]:
    return [cell for cell in line.grid.filled(line.index) if cell.col not in columns]


def _dark(cells: Iterable[Cell], spans: Sequence[Span]) -> bool:
    return any(cell.start <= start < cell.end for cell in cells for start, _ in spans)


def _headings(
    heads: Iterable[tuple[Grid, int, int]],
    spans: Mapping[int, Sequence[Span]],
    columns: Collection[int],
) -> dict[int, str]:
    """The case of each column whose heading, or whose neighbour's, could not be read."""
    dark = {
        column
        for grid, first, end in heads
        for column in range(grid.cols)
        for row in range(first, end)
        if (cell := grid.at(row, column)) and _dark([cell], spans.get(id(grid), ()))
    }
    return {col: "head-dark" if col in dark else "head-some" for col in columns if dark}
