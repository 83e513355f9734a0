"""Lines of a table set with blanks: which column each of their cells stands in.

Knows where words and numbers stand in a line; not which lines make a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import regex

LEAST = 0.25
"""Share of a cell, or of a column narrower than it, that makes it stand over the column."""

MOST = 0.6
"""Share of the columns that a line of headings is over that stand over one each."""
OFF = 4.0
"""Characters that the middle of a heading may be from that of the columns below it."""
SURE = 2.0
"""Characters that all headings of a line together may differ in that beyond doubt."""
GROUPS = 16
"""Headings of a line beyond which none is looked at as one of several columns."""
LEFT_OVER = 0.75
"""Characters that a column without a heading above it counts as."""
KEPT = 32
"""Ways to share columns out among the first headings of a line that are followed up."""
_WORD = regex.compile(r"\S++")

Span = tuple[int, int]
Headed = tuple[int, int]
"""The first column below a heading, and how many."""
Placed = tuple[int, int, int, Span]
"""Line, column, columns covered, place."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place in the text and the spans of its cells."""

    start: int
    cells: tuple[Span, ...]
    parted: str
    """'|' and tabs are walls, the same in every line; a blank is a gap somewhere."""
    edges: tuple[int, ...] = ()
    """Where the bars stand in the line, one more than the cells."""
    ruled: bool = False
    """A line of dashes stands right above."""

    @property
    def walled(self) -> bool:
        """Whether an empty cell has its place too."""
        return self.parted != " "


def by_gaps(
    text: str, lines: Sequence[Line], first: int, rows: Sequence[Line]
) -> list[Placed] | None:
    """Under the cells of the fullest row: whatever overlaps no other column belongs to one.

    The lines before the ``first`` are headings; ``rows`` are those with numbers.
    """
    model = max(rows, key=lambda line: len(line.cells))
    columns = [
        _widened(rows, model, (a - model.start, b - model.start), c)
        for c, (a, b) in enumerate(model.cells)
    ]
    columns += _behind(lines, columns[-1][1])
    names = (c for c, (a, _) in enumerate(model.cells) if text[a].isalpha())
    above, columns = _headings(text, lines[:first], columns, next(names, -1) + 1)
    placed = [(row, *cell) for row, cells in enumerate(above) for cell in cells]
    for row, line in enumerate(lines[first:], first):
        standing = _standing(line, columns)
        if any(len(over) > 1 for over, _ in standing):
            standing = _standing(_parted(text, line, columns), columns)
        placed += [(row, over[0], len(over), span) for over, span in standing]
    columns_taken: dict[int, int] = {}
    for row, col, wide, _ in placed:
        if col <= columns_taken.get(row, -1):
            return None  # two cells under one heading: nothing says which is whose
        columns_taken[row] = col + wide - 1
    return placed


def _behind(lines: Sequence[Line], edge: int) -> list[Span]:
    """The column of remarks behind the last of numbers, if any line has one."""
    cells = [(a - line.start, b - line.start) for line in lines for a, b in line.cells]
    spans = [span for span in cells if span[0] > edge]
    return [(min(a for a, _ in spans), max(b for _, b in spans))] if spans else []


def _standing(line: Line, columns: Sequence[Span]) -> list[tuple[list[int], Span]]:
    """Each cell of the line with the columns it stands over."""
    return [(_over(columns, (a - line.start, b - line.start)), (a, b)) for a, b in line.cells]


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
        grouped = None if alone else _over_groups(line, columns, over)
        if grouped is None:
            columns = _widened_by(columns, line)
            grouped = [(over[0], len(over)) for over, _ in _standing(line, columns)]
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
    for over, (a, b) in _standing(line, columns):
        cells += _words_over(text, (a, b), line.start, [columns[c] for c in over])
    parted = Line(line.start, tuple(cells), line.parted, line.edges, line.ruled)
    alone = [over[0] for over, _ in _standing(parted, columns) if len(over) == 1]
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


def _over_groups(line: Line, columns: Sequence[Span], headed: Set[int]) -> list[Headed] | None:
    """The columns below each heading of a line, some of which stand over those of others.

    None where no heading stands over several. All are set above the middle of theirs, or all where
    the first of them begins.
    """
    if len(line.cells) > GROUPS:
        return None
    off, by_middle = _by_middle(line, columns, headed)
    if off <= SURE and by_middle:
        return by_middle
    return _by_left(line, columns, headed) or by_middle or None


def _each_alone(
    text: str, line: Line, columns: Sequence[Span], figures: int, below: Mapping[int, str]
) -> bool:
    """Whether every heading has a column of its own: ends or begins with it, or goes on below."""
    over = [
        (at[0], cell) for at, cell in _standing(line, columns) if len(at) > 1 or at[0] >= figures
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


def _by_left(line: Line, columns: Sequence[Span], headed: Set[int]) -> list[Headed]:
    """Each heading over the columns from where it begins to where the next one does."""
    starts: list[int] = []
    for a, _ in line.cells:
        start = a - line.start
        at = next((c for c, column in enumerate(columns) if start <= column[0]), len(columns))
        behind = at == 0 or columns[at - 1][1] < start
        if at == len(columns) or not behind or at in starts:
            return []
        starts.append(at)
    found = []
    for at, following in pairwise([*starts, len(columns)]):
        stop = next((c for c in range(at, following) if c not in headed), following)
        found.append((at, max(1, stop - at)))
    whole = sum(wide for at, wide in found if at in headed) == len(headed)
    return found if whole and any(wide > 1 for _, wide in found) else []


def _by_middle(line: Line, columns: Sequence[Span], headed: Set[int]) -> tuple[float, list[Headed]]:
    """(how far off, columns) of the headings over as many as can be, none left over between.

    Numbers that end below one another stand right of the middle of their columns, all of them
    alike: what counts is how much the headings differ in that.
    """
    kept: list[list[tuple[Headed, float | None]]] = [[]]
    for a, b in line.cells:
        choices = _choices((a - line.start, b - line.start), columns, headed)
        made = [[*one, choice] for one in kept for choice in choices if _joins(one, choice, headed)]
        kept = sorted(made, key=_worth)[:KEPT]
    if not kept:
        return 0.0, []
    found = [at for at, _ in kept[0]]
    _, apart, mean = _worth(kept[0])
    lone = SURE * any(wide == 1 and col in headed for col, wide in found)
    off = apart + max(lone, abs(mean) - SURE)
    return off, found if any(wide > 1 for _, wide in found) else []


def _joins(
    before: Sequence[tuple[Headed, float | None]],
    choice: tuple[Headed, float | None],
    headed: Set[int],
) -> bool:
    """Whether the columns follow those of the headings before, none left over between."""
    if not before:
        return True
    (first, wide), (col, _) = before[-1][0], choice[0]
    after = first + wide
    return col >= after and (col == after or after - 1 not in headed or after not in headed)


def _worth(headings: Sequence[tuple[Headed, float | None]]) -> tuple[float, float, float]:
    """Less is better: how unlike the headings are set, and columns left over at an end of them."""
    offs = [off for _, off in headings if off is not None]
    mean = sum(offs) / len(offs) if offs else 0.0
    apart = sum(abs(off - mean) for off in offs) + sum(map(abs, offs)) / 8
    return apart - LEFT_OVER * sum(wide for (_, wide), _ in headings), apart, mean


def _choices(
    cell: Span, columns: Sequence[Span], headed: Set[int]
) -> list[tuple[Headed, float | None]]:
    """(columns, how far right their middle is) that a heading may stand over; None over one."""
    middle = sum(cell)
    over = _over(columns, cell)
    found: list[tuple[Headed, float | None]] = []
    if len(over) == 1 and (over[0] not in headed or _inside(cell, columns[over[0]])):
        found = [((over[0], 1), None)]
    for a in sorted(c for c in headed if columns[c][0] - 1 <= cell[0]):
        for b in range(a + 1, len(columns)):
            off = (columns[a][0] + columns[b][1] - middle) / 2
            if b not in headed or off > OFF:
                break
            if off >= -OFF and cell[1] <= columns[b][1] + 1:
                found.append(((a, b - a + 1), off))
    return found


def _inside(cell: Span, column: Span) -> bool:
    """Whether a heading of several lines is no wider than its column, to a character or so."""
    return column[0] - SURE <= cell[0] and cell[1] <= column[1] + SURE


def _widened_by(columns: Sequence[Span], line: Line) -> list[Span]:
    """The columns as wide as the headings of a line, if each of these stands over one of its own.

    Below 'Đang' stands 'giải quyết', and only below that the numbers.
    """
    wide = list(columns)
    spans = [(a - line.start, b - line.start) for a, b in line.cells]
    over = [_over(columns, span) for span in spans]
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


def _over(columns: Sequence[Span], cell: Span) -> list[int]:
    """The columns that a cell stands over; the nearest where it stands over none."""
    start, end = cell
    shared = [min(end, b) - max(start, a) for a, b in columns]
    over = [c for c, part in enumerate(shared) if part > 0]
    if over:  # a heading that reaches by a letter over the longest name on its left is not its
        widths = [min(end - start, columns[c][1] - columns[c][0]) for c in over]
        return [c for c, w in zip(over, widths, strict=True) if shared[c] >= LEAST * w] or over
    gaps = [max(a - end, start - b) for a, b in columns]
    return [gaps.index(min(gaps))]
