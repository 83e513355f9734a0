"""Where a table's heading stands, and the path of headings over each column.

Knows merged cells, headings left blank because the one to the left goes on, and the row of column
numbers. What the headings mean is not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractor.book.tables import table_book
from extractor.models import Cell
from extractor.repair.lost import is_misspelled
from extractor.tables.grid import Grid
from extractor.tables.values import value_of
from extractor.tables.words import label_kind, meaning, owner_of_all

DEEPEST = 60
"""Rows in which the first data row must come; a sheet may open with many title lines."""
TALLEST = 6
"""Rows a heading without a recognised label column may have."""
COUNTED_ON, LEAST_NUMBERS = 0.6, 4
"""Share of a row's cells on a page image from which it numbers the columns, and the fewest."""

_COLUMN_NUMBER = regex.compile(
    r"\(?\s*\[?(?P<n>\d{1,2}|[A-Za-z])\]?\s*\)?\s*(?P<sum>=[\s\d()\[\]+=:/x×*.%-]*)?"
    r"|(?P<total>[\d()\s+-]+=[\s\d()+=-]+)"
)
_FIRST = regex.compile(r"\W{0,2}(?P<n>\d{1,2})(?!\d)")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_WORDS = regex.compile(r"\p{L}{2}")
_WORD = regex.compile(r"\p{L}{3}")
_NO_BRACKETS = str.maketrans("", "", "()[] \t\n\u00a0")
_MARKER = regex.compile(r"(?:[IVXL]{1,5}|[A-Z])[.)]?")

_ITEM = regex.compile(r"[-+–•]\s*\p{L}")


@dataclass(frozen=True, slots=True)
class Header:
    """Heading rows ``[first, last)``; data begin at ``body``."""

    first: int
    last: int
    body: int
    numbers: dict[int, int]
    """Printed column number by column."""
    formulas: frozenset[str]
    """Sums printed with them, without blanks and brackets ('3=4+5+6')."""


def find_header(grid: Grid, start: int) -> Header | None:
    """The heading of the first table at or below row ``start``; None if no data follow."""
    for row in range(start, min(grid.rows, start + DEEPEST)):
        numbers, formulas = column_numbers(grid, row)
        if numbers:
            return Header(_top(grid, start, row), row, row + 1, numbers, formulas)
        if is_data(grid, row):
            last = _above_groups(grid, start, row)
            first = _top(grid, start, last)
            return Header(first, last, last, {}, frozenset())
    return None


def column_numbers(grid: Grid, row: int) -> tuple[dict[int, int], frozenset[str]]:
    """Column → number and the printed sums, if the row numbers the columns; else empty."""
    cells = grid.filled(row)
    if len(cells) < 3:
        return {}, frozenset()
    numbers: dict[int, int] = {}
    formulas: set[str] = set()
    for cell in cells:
        match = _COLUMN_NUMBER.fullmatch(grid.text(cell))
        if match is None:
            return (_by_place(grid, cells) if _is_scan(grid) else {}), frozenset()
        number, formula = _numbered(match)
        if formula:
            formulas.add(formula)
        if number is not None:
            numbers[cell.col] = number
    ordered = list(numbers.values())
    steps = [b - a for a, b in pairwise(ordered)]
    told = bool(formulas) or all(grid.text(cell)[0] in "([" for cell in cells)
    if len(ordered) > 2 and (min(steps) > 0 if told else set(steps) == {1}):
        return numbers, frozenset(formulas)
    return (_by_place(grid, cells) if _is_scan(grid) else {}), frozenset()


def _by_place(grid: Grid, cells: Sequence[Cell]) -> dict[int, int]:
    """Column → number in a row on a page image some of whose numbers were misread.

    Most of its cells count on from left to right, and no word stands where rows have names.
    """
    first = [_FIRST.match(grid.text(cell)) for cell in cells]
    seen = [int(match["n"]) if match else None for match in first]
    starts = Counter(number - place for place, number in enumerate(seen) if number is not None)
    ((start, right),) = starts.most_common(1) or [(0, 0)]
    if start not in (0, 1) or right < max(LEAST_NUMBERS, COUNTED_ON * len(cells)):
        return {}
    if any(_WORD.search(grid.text(cell)) for cell in cells[:2]):
        return {}
    return {cell.col: start + place for place, cell in enumerate(cells)}


def _numbered(match: regex.Match[str]) -> tuple[int | None, str]:
    bare = match.group().translate(_NO_BRACKETS)
    number = bare.split("=")[0]
    return (int(number) if number.isdecimal() else None), bare if "=" in bare else ""


def is_data(grid: Grid, row: int) -> bool:
    """Whether the row holds figures: numbers right of the first column, and not only years."""
    found = [value_of(grid.raw(cell)) for cell in grid.filled(row) if cell.col > grid.left]
    numbers = [value for value in found if value.sort == "number" or value.whole is not None]
    if _among_headings(grid, row, len(numbers)):
        return False
    years = sum(len(v.printed) == 4 and v.printed[:2] in ("19", "20") for v in numbers)
    if years and years == len(numbers):
        return any(_is_order(grid, cell) for cell in grid.filled(row) if cell.col == grid.left)
    if len(numbers) == 1 and grid.cols - grid.left > 3 and not _is_first(grid, row):
        return all(_numbers_at(grid, row) == _numbers_at(grid, r) for r in (row + 1, row + 2))
    return bool(numbers)


def _numbers_at(grid: Grid, row: int) -> list[int]:
    """In which columns right of the first a row holds numbers."""
    cells = [cell for cell in grid.filled(row) if cell.col > grid.left]
    return [cell.col for cell in cells if value_of(grid.raw(cell)).sort == "number"]


def _among_headings(grid: Grid, row: int, numbers: int) -> bool:
    """Whether numbers stand among more words, right of the name: '2019 | mới | hạn'.

    Where rows are ruled, below what names the columns of numerals and names.
    """
    left = grid.at(row, grid.left)
    spanned = left is not None and left.row < row
    numbered = left is not None and not spanned and _is_order(grid, left)
    if numbered or (grid.page.page.reader != "text" and not spanned):
        return False
    cells = (cell for cell in grid.filled(row) if cell.col > grid.left + 1)
    words = sum(bool(_WORDS.match(grid.text(cell))) for cell in cells)
    return words > max(1, numbers)


def _is_first(grid: Grid, row: int) -> bool:
    """A row with a numeral and a name, or with an item: its other columns may be blank.

    Whichever numeral: a table that goes on overleaf begins amid its rows.
    """
    cells = grid.filled(row)[:2]
    if cells and cells[0].col == grid.left + 1:
        return bool(_ITEM.match(grid.text(cells[0])))
    numeral = len(cells) == 2 and cells[0].col == grid.left and cells[1].col == grid.left + 1
    first = grid.text(cells[0]).rstrip(".)").strip() if numeral else ""
    marked = first in ("I", "A") or (first.isdecimal() and len(first) < 3)
    return marked and bool(_WORD.search(grid.text(cells[1])))


def _is_order(grid: Grid, cell: Cell) -> bool:
    return grid.text(cell).rstrip(".").isdecimal()


def _above_groups(grid: Grid, start: int, row: int) -> int:
    """The first data row, with the group rows right above it counted in."""
    while row - 1 > start and _names_group(grid, row - 1):
        row -= 1
    return row


def _names_group(grid: Grid, row: int) -> bool:
    """A row of one label at the left (and its numeral), in a table of more columns."""
    cells = grid.filled(row)
    if grid.cols - grid.left < 3 or not cells or any(cell.row_span > 1 for cell in cells):
        return False
    if len(cells) == 1 and cells[0].col < grid.left + 2:
        label = owner_of_all(table_book().labels, grid.text(cells[0]), _damaged(grid))
        return label is None or cells[0].col_span > 2
    return (
        len(cells) == 2
        and cells[1].col <= grid.left + 2
        and bool(_MARKER.fullmatch(grid.text(cells[0])))
    )


def _label_kind(grid: Grid, cell: Cell) -> str | None:
    return label_kind(grid.text(cell), _damaged(grid))


def _is_scan(grid: Grid) -> bool:
    return grid.page.page.reader == "ocr"


def _damaged(grid: Grid) -> bool:
    return is_misspelled(grid.page)


def _top(grid: Grid, start: int, last: int) -> int:
    """The first heading row above ``last``; rows above it are title lines."""
    for row in range(last - 1, start - 1, -1):
        cells = [cell for cell in grid.filled(row) if cell.col < grid.left + 3]
        if len(grid.filled(row)) > 1 and any(_label_kind(grid, cell) for cell in cells):
            if row > start and _names_rows(grid, row - 1) and cells[0].col > grid.left:
                continue  # 'Sở, ngành | Huyện | Xã' below 'Nội dung | Toàn tỉnh | Trong đó'
            if row > start and set(grid.row_texts(row)[:2]) & set(grid.row_texts(row - 1)[:2]):
                continue  # a merged label that the reader repeats in every row
            return _with_groups_above(grid, start, row)
    top = last
    while top > start and last - top < TALLEST and len(grid.filled(top - 1)) > 1:
        top -= 1
    return top


def _names_rows(grid: Grid, row: int) -> bool:
    """Whether the first cell of a row heads the rows' names."""
    first = grid.filled(row)[:1]
    return bool(first) and first[0].col == grid.left and _label_kind(grid, first[0]) is not None


def _with_groups_above(grid: Grid, start: int, row: int) -> int:
    """Also the rows above the label's own, while they head columns ('Received | Settled').

    In plain text 'TT | Đơn vị' may stand in any of the lines of a heading.
    """
    groups = {"received", "settled", "open"}
    top = row
    while row > start:
        above = grid.filled(row - 1)
        heads = (c for c in above if c.col > grid.left and not _label_kind(grid, c))
        said = [meaning(grid.text(c), _damaged(grid)) for c in heads]
        plain = grid.page.page.reader == "text"
        heading = sum(bool(m.features & groups) and m.strange < 2 for m in said) > 1
        if heading or (plain and _is_open(grid, row - 1)):
            top = row - 1
        elif not plain or sum(bool(m.features) for m in said) < 2:
            break
        row -= 1
    return top


def _is_open(grid: Grid, row: int) -> bool:
    """Whether most headings of a line of a plain text go on in the line below it."""
    cells = grid.filled(row)
    return 2 * sum(_goes_on_below(grid, row + 1, cell.col) for cell in cells) > len(cells)


def heading_paths(grid: Grid, header: Header) -> list[tuple[str, ...]]:
    """For each column the headings over it, top down; a heading printed once stands once.

    In a table drawn with signs a heading of two lines ('Đã giải' over 'quyết') is one.
    """
    rows = range(header.first, header.last)
    shown = [[grid.text_at(row, col) for col in range(grid.cols)] for row in rows]
    for depth, line in enumerate(shown):
        below = header.first + depth + 1
        ended = [
            (below < header.last and _goes_on_below(grid, below, c))
            or _spans(grid, header.first + depth, c)
            for c in range(grid.cols)
        ]
        _go_on(line, depth, shown, ended)
    paths = []
    for col in range(grid.cols):
        path: list[str] = []
        for row, line in zip(rows, shown, strict=True):
            if line[col] and (not path or path[-1] != line[col]):
                goes_on = path and _goes_on_below(grid, row, col)
                path.append(f"{path.pop()} {line[col]}" if goes_on else line[col])
        paths.append(tuple(path))
    return _parted(paths)


def _parted(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The paths, a heading over several columns that is written out over each as one above.

    'Nhận - tháng 7 | Nhận - lũy kế', 'Mức độ 3: phát sinh | Mức độ 3: nộp qua mạng'.
    """
    told = [(path[:-1], *_two(path[-1])) if path else ((), "", "") for path in paths]
    leads = [(over, lead) if lead else None for over, lead, _ in told]
    found = []
    for at, (path, lead) in enumerate(zip(paths, leads, strict=True)):
        beside = lead and lead in (*leads[max(0, at - 1) : at], *leads[at + 1 : at + 2])
        found.append((*told[at][0], *told[at][1:]) if beside else path)
    return found


def _two(text: str) -> tuple[str, str]:
    """What stands before and behind a colon or a dash; ('', '') where none parts two words."""
    for sign in (":", " - ", " – "):
        lead, _, rest = (part.strip() for part in text.partition(sign))
        if lead and rest:
            return lead, rest
    return "", ""


def _goes_on_below(grid: Grid, row: int, col: int) -> bool:
    """Whether a line of a plain text's table ends the heading that the line above began."""
    above, here = grid.at(row - 1, col), grid.at(row, col)
    if above is None or here is None or grid.page.page.reader != "text":
        return False
    plain = above.col_span == here.col_span == 1 and above.row == row - 1
    last, first = grid.text(above)[-1:], grid.text(here)[:1]
    open_ended = last in (",", "-", "/", "(")
    of_year = last.isalpha() and _YEAR.fullmatch(grid.text(here)) is not None
    return plain and (
        open_ended or of_year or (last.isalnum() and (first.islower() or first == "("))
    )


def _spans(grid: Grid, row: int, col: int) -> bool:
    """Whether a heading of a plain text was found to stand over several columns, and no more."""
    cell = grid.at(row, col)
    return cell is not None and cell.col_span > 1 and grid.page.page.reader == "text"


def _go_on(line: list[str], depth: int, shown: list[list[str]], ended: Sequence[bool]) -> None:
    """Fill blanks that lie under the same parents as the heading to their left, in place.

    None behind one that is ``ended``: its columns are known, or it goes on in the line below.
    """
    heads = [False] * len(line)  # a heading with other headings below it
    for col, text in enumerate(line):
        below = any(lower[col] and lower[col] != text for lower in shown[depth + 1 :])
        heads[col] = bool(text) and below and not ended[col]
        if text or not below or not col or not heads[col - 1]:
            continue
        if all(upper[col] == upper[col - 1] for upper in shown[:depth]):
            line[col] = line[col - 1]
            heads[col] = True
