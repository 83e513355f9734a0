"""Finds the cells of ruled tables from their lines alone.

Knows lines and rectangles; reads no text. Two cells between which no line stands are one
merged cell, so a three-row header gives its spans without guessing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from extractor.models import Box

Line = tuple[float, float, float]
"""(position, from, to): y, x0, x1 of a level line; x, top, bottom of an upright one."""

NEAR = 3.0
"""Points within which lines are one line, and ends meet."""
MOST = 1500
"""Distinct lines of one direction; more is a drawing."""


@dataclass(frozen=True, slots=True)
class Room:
    """A cell's place in the grid and on the page."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table without its text; rooms row by row."""

    rows: int
    cols: int
    rooms: tuple[Room, ...]
    box: Box
    xs: list[float]
    """Where the walls stand, left to right: ``cols + 1`` of them."""
    ys: list[float]


def grids(horizontal: Iterable[Line], vertical: Iterable[Line]) -> list[Grid]:
    """Every table of at least two rows and two columns, top down."""
    level, upright = _merge(horizontal), _merge(vertical)
    if not (2 <= len(level) <= MOST and 2 <= len(upright) <= MOST):
        return []
    found = []
    for ys, xs in _components(level, upright):
        grid = _grid([level[i] for i in ys], [upright[i] for i in xs])
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def _merge(lines: Iterable[Line]) -> list[Line]:
    """Lines at one position and touching each other become one line."""
    groups: list[list[Line]] = []
    for line in sorted(lines):
        if groups and line[0] - groups[-1][0][0] <= NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    merged = []
    for group in groups:
        position = sum(line[0] for line in group) / len(group)
        start, end = None, 0.0
        for _, a, b in sorted(group, key=lambda line: line[1]):
            if start is None:
                start, end = a, b
            elif a <= end + NEAR:
                end = max(end, b)
            else:
                merged.append((position, start, end))
                start, end = a, b
        if start is not None:
            merged.append((position, start, end))
    return merged


def _components(level: list[Line], upright: list[Line]) -> list[tuple[list[int], list[int]]]:
    """Groups of lines that meet, as indexes into the two lists."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(level):
        for j, (x, top, bottom) in enumerate(upright):
            if x0 - NEAR <= x <= x1 + NEAR and top - NEAR <= y <= bottom + NEAR:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(parent)):
        side = groups.setdefault(root(i), ([], []))
        (side[0] if i < len(level) else side[1]).append(i if i < len(level) else i - len(level))
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _positions(lines: list[Line], ends: list[float]) -> list[float]:
    """Where walls stand, the open outer edges of the table included."""
    values: list[float] = []
    for value in sorted([line[0] for line in lines] + [min(ends), max(ends)]):
        if not values or value - values[-1] > NEAR:
            values.append(value)
    return values


def _grid(level: list[Line], upright: list[Line]) -> Grid | None:
    ys = _positions(level, [end for line in upright for end in line[1:]])
    xs = _positions(upright, [end for line in level for end in line[1:]])
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 2 or cols < 2:
        return None
    regions = _regions(rows, cols, _walls(level, ys, xs), _walls(upright, xs, ys))
    rooms = tuple(
        Room(r, c, rs, cs, (xs[c], ys[r], xs[c + cs], ys[r + rs])) for r, c, rs, cs in regions
    )
    if len(rooms) < 3:
        return None
    return Grid(rows, cols, rooms, (xs[0], ys[0], xs[-1], ys[-1]), xs, ys)


def _walls(lines: list[Line], positions: list[float], across: list[float]) -> set[tuple[int, int]]:
    """(index of position, index of the stretch between two crossings) where a line stands."""
    found = set()
    middles = [(a + b) / 2 for a, b in pairwise(across)]
    for position, start, end in lines:
        at = min(range(len(positions)), key=lambda i: abs(positions[i] - position))
        found |= {(at, i) for i, middle in enumerate(middles) if start <= middle <= end}
    return found


def _regions(
    rows: int, cols: int, floors: set[tuple[int, int]], sides: set[tuple[int, int]]
) -> list[tuple[int, int, int, int]]:
    """(row, col, row_span, col_span) of every cell, unwalled neighbours joined."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            wide = 1
            while (
                col + wide < cols
                and (col + wide, row) not in sides
                and (row, col + wide) not in taken
            ):
                wide += 1
            tall = 1
            while row + tall < rows and _open_below(row + tall, col, wide, floors, sides):
                tall += 1
            taken |= {(r, c) for r in range(row, row + tall) for c in range(col, col + wide)}
            found.append((row, col, tall, wide))
    return found


def _open_below(
    row: int, col: int, wide: int, floors: set[tuple[int, int]], sides: set[tuple[int, int]]
) -> bool:
    """Whether the cell goes on into ``row``: no floor above it and no wall inside it."""
    if any((row, c) in floors for c in range(col, col + wide)):
        return False
    return not any((c, row) in sides for c in range(col + 1, col + wide))
