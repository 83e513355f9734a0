"""Rules a table on a sheet: merged header cells, column widths by what stands in them.

Knows one table on one sheet and says which row comes next; turning the sheet is for
:mod:`typeset`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.evaluate.scans.manuscript import Grid
from extractor.evaluate.scans.sheet import Face, Sheet
from extractor.evaluate.scans.truth import TrueCell

_PAD = 2.5
_LEAST = 26.0
"""Narrowest column, in points."""
_SIZE = 11.0
"""Of the type in a table; columns that are many and narrow shrink it."""
_WEIGHT = 0.5
_NUMERIC = regex.compile(r"[\d.,%/() \-–=+]*")


@dataclass(frozen=True, slots=True)
class _Plan:
    grid: Grid
    face: Face
    edges: list[float]
    """Left edges of the columns and the right edge of the last."""

    def lines(self, text: str, first: int, last: int, bold: bool) -> list[list[str]]:
        face = self.face.styled("b" if bold else "")
        return _wrapped(text, face, self.edges[last + 1] - self.edges[first] - 2 * _PAD)


def rule_table(
    sheet: Sheet,
    grid: Grid,
    start: int,
    place: tuple[float, float, float],
    bottom: float,
    face: Face,
) -> tuple[int, float]:
    """Rules the rows from ``start`` (after the header again) as far as the sheet has room.

    ``place`` is the left, top and right of the room for it, ``bottom`` how far down it may go.

    Returns:
        The first row that is not on the sheet, and where the table ends.
    """
    left, top, right = place
    plan = _plan(grid, left, right, face)
    header = list(range(grid.header))
    body = range(max(start, grid.header), len(grid.rows))
    heights = {r: _height(plan, r) for r in range(len(grid.rows))}
    fitting = _fitting(body, heights, bottom - top - sum(heights[r] for r in header))
    rows = [*header, *fitting]
    tops = [top]
    for r in rows:
        tops.append(tops[-1] + heights[r])
    _draw(sheet, plan, rows, tops, table=len({cell.table for cell in sheet.cells}))
    return (fitting[-1] + 1 if fitting else len(grid.rows)), tops[-1]


def _plan(grid: Grid, left: float, right: float, face: Face) -> _Plan:
    """Columns as wide as their longest word or number, the widest text takes what is left."""
    columns = len(grid.rows[0])
    size = _SIZE if columns < 9 else 10.0 if columns < 14 else 9.0
    small = face.sized(size)
    widths = [_LEAST] * columns
    for _, c, _, right_most, text in grid.cells():
        if c == right_most:
            longest = max((small.styled("b").width(w) for w in text.split()), default=0.0)
            if _formula(text):
                longest = 0.0
            widths[c] = max(widths[c], longest + 2 * _PAD + 2)
    texts = [c for c in range(columns) if _texts(grid, c)]
    spare = right - left - sum(widths)
    if spare < 0:
        widths = [w * (right - left) / sum(widths) for w in widths]
    else:
        share = 0.6 if texts else 0.0
        for c in range(columns):
            widths[c] += (1 - share) * spare / columns
        if texts:
            widths[texts[0]] += share * spare
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width)
    return _Plan(grid, small, edges)


def _texts(grid: Grid, column: int) -> bool:
    cells = [row[column] for row in grid.rows[grid.header :]]
    return sum(not _NUMERIC.fullmatch(t) and len(t) > 4 for t in cells) > len(cells) / 2


def _formula(text: str) -> bool:
    return "=" in text


def _height(plan: _Plan, r: int) -> float:
    """Of a row: its tallest cell that does not reach over other rows."""
    bold = r < plan.grid.header
    most = 1
    for row, c, down, right, text in plan.grid.cells():
        if row == r and down == r:
            most = max(most, len(plan.lines(text, c, right, bold)))
        elif row <= r <= down:  # a tall cell: its share
            share = len(plan.lines(text, c, right, bold)) / (down - row + 1)
            most = max(most, round(share + 0.4))
    return most * plan.face.size * 1.2 + 2 * _PAD + 1.5


def _fitting(rows: Sequence[int], heights: dict[int, float], room: float) -> list[int]:
    taken: list[int] = []
    for r in rows:
        room -= heights[r]
        if room < 0 and taken:
            break
        taken.append(r)
    return taken


def _draw(sheet: Sheet, plan: _Plan, rows: list[int], tops: list[float], table: int) -> None:
    at = {r: n for n, r in enumerate(rows)}
    for r, c, down, right, text in plan.grid.cells():
        if r not in at:
            continue
        last = max(n for q, n in at.items() if r <= q <= down)
        box = (plan.edges[c], tops[at[r]], plan.edges[right + 1], tops[last + 1])
        header = r < plan.grid.header
        _frame(sheet, box)
        _fill(sheet, plan, text, box, c, right, header or _total(plan.grid, r))
        sheet.cells.append(
            TrueCell(table, at[r], c, last - at[r] + 1, right - c + 1, text, box, header)
        )


def _total(grid: Grid, r: int) -> bool:
    """A row of sums or of a group is bold: it has no number of its own."""
    return not grid.rows[r][0].strip().isdigit()


def _frame(sheet: Sheet, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    for ends in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        sheet.rule(*ends, _WEIGHT)


def _fill(
    sheet: Sheet,
    plan: _Plan,
    text: str,
    box: tuple[float, float, float, float],
    first: int,
    last: int,
    bold: bool,
) -> None:
    """Names from the left, all else in the middle."""
    face = plan.face.styled("b" if bold else "")
    lines = plan.lines(text, first, last, bold)
    left, top, right, bottom = box
    step = face.size * 1.2
    base = (top + bottom) / 2 - step * len(lines) / 2 + face.size * 0.9
    space = face.width(" ")
    named = not bold and len(text) > 4 and not _NUMERIC.fullmatch(text)
    for line in lines:
        if line:
            width = sum(map(face.width, line)) + space * (len(line) - 1)
            start = left + _PAD + 1 if named else (left + right - width) / 2
            sheet.line(line, start, base, face, space, counted=False)
        base += step


def _wrapped(text: str, face: Face, measure: float) -> list[list[str]]:
    """Words in lines; a word too long for the column ('(3)=(4)+(5)') is broken after a sign."""
    lines: list[list[str]] = [[]]
    at = 0.0
    for word in text.split():
        for piece in _pieces(word, face, measure):
            width = face.width(piece)
            if lines[-1] and at + width > measure + 0.5:
                lines.append([])
                at = 0.0
            lines[-1].append(piece)
            at += width + face.width(" ")
    return lines


def _pieces(word: str, face: Face, measure: float) -> list[str]:
    if face.width(word) <= measure or not _formula(word):
        return [word]
    pieces = [""]
    for part in regex.findall(r"[^=+]*[=+]?", word):
        if pieces[-1] and face.width(pieces[-1] + part) > measure:
            pieces.append("")
        pieces[-1] += part
    return [p for p in pieces if p]
