"""Lines of a table set with blanks: which column each of their cells stands in.

Knows where words and numbers stand in a line; not which lines make a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import regex

from extractor.readers.lines import Line, Span, columns_over, standing_over
from extractor.readers.titles import SURE, opened_alike, over_groups

MOST = 0.6
"""Share of the columns that a line of headings is over that stand over one each."""
_WORD = regex.compile(r"\S++")

Placed = tuple[int, int, int, Span]
"""Line, column, columns covered, place."""


def by_gaps(
    text: str, lines: Sequence[Line], first: int, rows: Sequence[Line]
) -> list[Placed] | None:
    """Under the cells of the fullest row: whatever overlaps no other column belongs to one.

    The lines before the ``first`` are headings; ``rows`` are those with numbers.
    """
    model = max(rows, key=lambda line: (len(line.cells), _names(text, line) is not None))
    columns = [
        _widened(rows, model, (a - model.start, b - model.start), c)
        for c, (a, b) in enumerate(model.cells)
    ]
    columns += _behind(lines, columns[-1][1])
    named = _names(text, model)
    above, columns = _headings(text, lines[:first], columns, 0 if named is None else named + 1)
    placed = [(row, *cell) for row, cells in enumerate(above) for cell in cells]
    for row, line in enumerate(lines[first:], first):
        standing = standing_over(line, columns)
        if any(len(over) > 1 for over, _ in standing):
            standing = standing_over(_parted(text, line, columns), columns)
        placed += [(row, over[0], len(over), span) for over, span in standing]
    columns_taken: dict[int, int] = {}
    for row, col, wide, _ in placed:
        if col <= columns_taken.get(row, -1):
            return None  # two cells under one heading: nothing says which is whose
        columns_taken[row] = col + wide - 1
    return placed


def _names(text: str, line: Line) -> int | None:
    """The column of a row's name; None where it has none, as a row of column numbers."""
    return next((c for c, (a, _) in enumerate(line.cells) if text[a].isalpha()), None)


def _behind(lines: Sequence[Line], edge: int) -> list[Span]:
    """The column of remarks behind the last of numbers, if any line has one."""
    cells = [(a - line.start, b - line.start) for line in lines for a, b in line.cells]
    spans = [span for span in cells if span[0] > edge]
    return [(min(a for a, _ in spans), max(b for _, b in spans))] if spans else []


def _headings(
    text: str, lines: Sequence[Line], columns: list[Span], figures: int
) -> tuple[list[list[tuple[int, int, Span]]], list[Span]]:
    """(column, columns covered, place) of each heading by line, and the columns widened by them.

    Left of the column ``figures`` stand the rows' numerals and names.
    """
    found: list[list[tuple[int, int, Span]]] = []
    headed: set[int] = set()
    below: dict[int, str] = {}
    for line in reversed(lines):
        line = _parted(text, line, columns)
        alone = _each_alone(text, line, columns, figures, below)
        over = {c for c in headed if c >= figures}
        grouped = opened_alike(line, columns, over, below, figures)
        grouped = grouped or (None if alone else over_groups(line, columns, over))
        if grouped is None:
            columns = _widened_by(columns, line)
            grouped = [(over[0], len(over)) for over, _ in standing_over(line, columns)]
        told = zip(grouped, line.cells, strict=True)
        below |= {col: text[slice(*cell)] for (col, wide), cell in told if wide == 1}
        headed |= {col + i for col, wide in grouped for i in range(wide)}
        found.append([(*at, span) for at, span in zip(grouped, line.cells, strict=True)])
    return found[::-1], columns


def _parted(text: str, line: Line, columns: Sequence[Span]) -> Line:
    """The line with headings that only one blank parts taken apart: 'Tổng Kỳ trước'.

    All of them must end (or begin) where a column does, and every one have a column of its own, as
    most columns have one of them.
    """
    cells: list[Span] = []
    for over, (a, b) in standing_over(line, columns):
        cells += _words_over(text, (a, b), line.start, [columns[c] for c in over])
    parted = Line(line.start, tuple(cells), line.parted, line.edges, line.ruled)
    alone = [over[0] for over, _ in standing_over(parted, columns) if len(over) == 1]
    apart = len(alone) == len(cells) and all(a < b for a, b in pairwise(alone))
    apart = apart and len(cells) >= MOST * len(columns)
    return parted if apart else line


def _words_over(text: str, cell: Span, start: int, columns: Sequence[Span]) -> list[Span]:
    """The words of a heading shared out among the columns it stands over, or all of it as it is."""
    words = [(cell[0] + m.start(), cell[0] + m.end()) for m in _WORD.finditer(text[slice(*cell)])]
    if len(columns) < 2:
        return [cell]
    for side in (1, 0):
        edges = [start + column[side] for column in columns]
        at = [next((i for i, word in enumerate(words) if word[side] == e), None) for e in edges]
        known = [i for i in at if i is not None]
        if len(known) < len(edges) or any(a >= b for a, b in pairwise(known)):
            continue
        if side and known[-1] == len(words) - 1:
            firsts = [0, *(i + 1 for i in known[:-1])]
            return [(words[i][0], words[j][1]) for i, j in zip(firsts, known, strict=True)]
        if not side and known[0] == 0:
            lasts = [*(i - 1 for i in known[1:]), len(words) - 1]
            return [(words[i][0], words[j][1]) for i, j in zip(known, lasts, strict=True)]
    return [cell]


def _each_alone(
    text: str, line: Line, columns: Sequence[Span], figures: int, below: Mapping[int, str]
) -> bool:
    """Whether every heading has a column of its own: ends or begins with it, or goes on below."""
    over = [
        (at[0], cell)
        for at, cell in standing_over(line, columns)
        if len(at) > 1 or at[0] >= figures
    ]
    if any(a >= b for (a, _), (b, _) in pairwise(over)):
        return False
    for side in (1, 0):
        if all(cell[side] - line.start == columns[c][side] for c, cell in over):
            return True
    return all(
        below.get(c, "")[:1].islower()
        and text[cell[1] - 1].isalpha()
        and abs(sum(cell) - 2 * line.start - sum(columns[c])) <= 2 * SURE
        for c, cell in over
    )


def _widened_by(columns: Sequence[Span], line: Line) -> list[Span]:
    """The columns as wide as the headings of a line, if each of these stands over one of its own.

    Below 'Đang' stands 'giải quyết', and only below that the numbers.
    """
    wide = list(columns)
    spans = [(a - line.start, b - line.start) for a, b in line.cells]
    over = [columns_over(columns, span) for span in spans]
    alone = [c[0] for c in over if len(c) == 1]
    if len(alone) < len(spans) or any(a >= b for a, b in pairwise(alone)):
        return wide
    for at, (start, end) in zip(alone, spans, strict=True):
        begin, stop = min(start, wide[at][0]), max(end, wide[at][1])
        left = wide[at - 1][1] if at else 0
        right = wide[at + 1][0] if at + 1 < len(wide) else stop
        if left <= begin and stop <= right:
            wide[at] = (begin, stop)
    return wide


def _widened(rows: Sequence[Line], model: Line, own: Span, column: int) -> Span:
    """A column as wide as its cells in all rows that are as full as the model."""
    full = [line for line in rows if len(line.cells) == len(model.cells)]
    spans = [
        (line.cells[column][0] - line.start, line.cells[column][1] - line.start) for line in full
    ]
    spans = [(a, b) for a, b in spans if a < own[1] and own[0] < b]  # not of one that lacks another
    return min(own[0], *(a for a, _ in spans)), max(own[1], *(b for _, b in spans))
