"""In which columns the cells of lines between bars or tabs stand.

Knows bars and how many cells a line has; of what they say, only whether it counts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.readers.blanks import Placed
from extractor.readers.lines import Line


def filled(line: Line) -> int:
    """How many cells of the line hold anything."""
    return sum(a < b for a, b in line.cells)


def counts_columns(text: str, line: Line) -> bool:
    """'(1) | (2) | (3)': the line numbers the columns, and holds no figures."""
    told = [text[a:b].strip("()[] ") for a, b in line.cells if a < b]
    return told == [str(number) for number in range(1, len(told) + 1)]


def by_walls(lines: Sequence[Line], first: int) -> list[Placed] | None:
    """All lines must have the same; of bars a line may lack some, its cells being wider.

    Of tabs it may lack those behind its last cell, but where a heading of several lines has one
    for each title alone nothing says over which columns these stand.
    """
    model = max(lines, key=lambda line: len(line.cells))
    placed: list[Placed] = []
    for row, line in enumerate(lines):
        at = walls_of(model, line)
        if (
            at is None
            and line.parted == "\t"
            and (row >= first - 1 or filled(line) < len(line.cells))
        ):
            at = range(len(line.cells) + 1)
        if at is None:
            return None
        spans = zip(pairwise(at), line.cells, strict=True)
        placed += [(row, first, last - first, span) for (first, last), span in spans]
    return placed


def walls_of(model: Line, line: Line) -> Sequence[int] | None:
    """Which of the model's walls those of a line are; None where one stands elsewhere."""
    whole = range(len(model.cells) + 1)
    if len(line.cells) == len(model.cells):
        return whole
    if not line.edges or not model.edges:
        return None
    near = {edge + off: at for off in (1, -1, 0) for at, edge in enumerate(model.edges)}
    inner = [near.get(edge) for edge in line.edges[1:-1]]
    at = [whole[0], *(i for i in inner if i is not None), whole[-1]]
    told = None not in inner and all(a < b for a, b in pairwise(at))
    return at if told else None


def without_blanks(placed: Sequence[Placed], row_of: Sequence[int]) -> list[Placed]:
    """The cells, blank ones left out where another line of the row fills their place."""
    filled = {(row_of[line], col) for line, col, _, (a, b) in placed if a < b}
    seen: set[tuple[int, int]] = set()
    kept = []
    for line, col, wide, (a, b) in placed:
        at = (row_of[line], col)
        if a < b or at not in filled | seen:
            kept.append((line, col, wide, (a, b)))
            seen.add(at)
    return kept
