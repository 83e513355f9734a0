"""The heading of a table drawn in plain text, where its frame shows which cells are merged.

Knows walls ('|'), rules ('-') and where they are missing; of what the cells say, nothing. A frame
that is not closed everywhere is none: then lines and words have to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.models import Cell

TALLEST = 24
"""Lines that a heading may have."""
_SIGNS = str.maketrans(
    {**dict.fromkeys("│┃║", "|"), **dict.fromkeys("─━═=", "-")}
    | dict.fromkeys("┼├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬╪╫╞╡", "+")
)
_JOINTS = "|+"

_Line = tuple[int, str]
"""Where a line begins in the text, and its signs."""


def framed(text: str, body: int, walls: Sequence[int]) -> tuple[int, tuple[Cell, ...]] | None:
    """How many rows the heading has above the line that begins at ``body``, and its cells.

    ``walls`` are the places of the bars in that line. Several lines of one cell are several cells
    of one place. None where no closed frame stands right above it.
    """
    lines = _above(text, body, walls)
    rules = [y for y, (_, line) in enumerate(lines) if any(_ruled(line, walls))]
    whole = [y for y in rules if all(_ruled(lines[y][1], walls))]
    if len(whole) < 2 or whole[0] != 0 or whole[-1] != len(lines) - 1 or len(rules) < 2:
        return None
    groups = [_merged(lines, upper, lower, walls) for upper, lower in pairwise(rules)]
    if any(group is None for group in groups):
        return None
    cells: list[Cell] = []
    open_: dict[tuple[int, int], list[Cell]] = {}
    for row, ((upper, lower), group) in enumerate(zip(pairwise(rules), groups, strict=True)):
        for first, last in group or ():
            begins = _ruled(lines[upper][1], walls)[first:last]
            inside = range(upper + all(begins), lower)
            if any(begins) and not all(begins):
                return None
            spans = _texts(lines, inside, walls[first], walls[last])
            if all(begins):
                open_[first, last] = [Cell(row, first, 1, last - first, *s) for s in spans]
            elif (first, last) not in open_:
                return None
            else:
                open_[first, last] = _taller(open_[first, last], spans)
        closed = _ruled(lines[lower][1], walls)
        for key in [key for key in open_ if all(closed[slice(*key)])]:
            cells += open_.pop(key)
    return (len(groups), tuple(cells)) if not open_ else None


def _above(text: str, body: int, walls: Sequence[int]) -> list[_Line]:
    """The lines right above, top down, as long as they have both outer walls."""
    found: list[_Line] = []
    end = body - 1
    while end > 0 and len(found) < TALLEST:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].translate(_SIGNS).rstrip()
        if len(line) != walls[-1] + 1 or line[walls[0]] not in _JOINTS or line[-1] not in _JOINTS:
            break
        found.append((start, line))
        end = start - 1
    return found[::-1]


def _ruled(line: str, walls: Sequence[int]) -> list[bool]:
    """For each column whether nothing but a rule stands in it."""
    return [set(line[a + 1 : b]) == {"-"} for a, b in pairwise(walls)]


def _merged(
    lines: Sequence[_Line], upper: int, lower: int, walls: Sequence[int]
) -> list[tuple[int, int]] | None:
    """Cells between two rules, as (first wall, last wall); None where a wall stands in part."""
    inside = [line for _, line in lines[upper + 1 : lower]]
    if not inside:
        return None
    stands = [[line[x] == "|" for line in inside] for x in walls]
    if any(any(told) and not all(told) for told in stands):
        return None
    kept = [at for at, told in enumerate(stands) if all(told)]
    return list(pairwise(kept))


def _texts(lines: Sequence[_Line], inside: range, left: int, right: int) -> list[tuple[int, int]]:
    """What stands between two walls, line by line; one empty span where there is nothing."""
    found = []
    for y in inside:
        start, line = lines[y]
        words = line[left + 1 : right]
        if bare := words.strip():
            at = start + left + 1 + len(words) - len(words.lstrip())
            found.append((at, at + len(bare)))
    start = lines[inside[0]][0] + left + 1 if inside else 0
    return found or [(start, start)]


def _taller(cells: Sequence[Cell], spans: Sequence[tuple[int, int]]) -> list[Cell]:
    """The cells of one place, a row taller and with more lines."""
    one = cells[0]
    every = [*((c.start, c.end) for c in cells), *spans]
    told = [span for span in every if span[0] < span[1]] or every[:1]
    return [Cell(one.row, one.col, one.row_span + 1, one.col_span, *span) for span in told]
