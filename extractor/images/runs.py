"""What print says of a table's upright walls: words run through none, and none runs through words.

Where strokes are missing, a letter under a wall's line is taken for a piece of it, and a piece of
it for nothing. A heading that stands over several columns is cut in two so, and two columns are
thrown together. Knows patches of ink beside lines; reads no character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractor.images.patches import patches
from extractor.images.picture import Pixels
from extractor.images.rules import SIDE
from extractor.images.walls import MISS, Ruled, Wall, without

INK = 170
"""Level below which there is ink."""
LETTER = (0.05, 0.25)
"""Inches: least and greatest height of what may be a letter."""
SIGN, NARROWEST = 0.015, 0.01
"""Inches: no sign is lower, and no letter narrower."""
CUT = 0.03
"""Inches beside a line in which a letter stands that goes through it."""
WORD = 0.07
"""Inches in which its neighbour stands, on the other side."""
CLEAR, APART = 0.025, 0.075
"""Inches that print leaves free beside a wall, and on both sides together: more than a blank."""
CRUMB = 0.025
"""Inches beside a line in which patches that reach no further are left of the rule."""
OFTEN = 0.5
"""Share of its ways on which a rule stands that is one ..."""
SOMETIMES, HEEDED = 0.25, 0.75
"""... or where it stands on fewer, and on so many print leaves it room: fading took the rest."""
TIMES = 3
"""How often walls are asked for: one that was found again stands beside the next."""

Boxes = NDArray[np.int32]
"""(left, top, right, bottom) of each patch of ink that may be a letter."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """How far from a line the nearest print is, in pixels; infinite where there is none."""

    left: float
    right: float


def heeded(pixels: Pixels, table: Ruled, dpi: float) -> Ruled:
    """The table with its upright walls as print allows them."""
    print_ = _print(pixels, table, dpi)
    letters = print_[print_[:, 3] - print_[:, 1] >= LETTER[0] * dpi]
    rules = _by_rule(table.upright, dpi)
    kept = [wall for walls in rules for wall in walls if not _is_print(wall, rules, letters, dpi)]
    denied = [wall for wall in table.upright if wall not in kept]
    for _ in range(TIMES):
        rules = _by_rule(kept, dpi)
        lost = (wall for at in range(len(rules)) for wall in _lost(at, rules, table, print_, dpi))
        asked = [wall for wall in lost if not _stands(_near(denied, wall, dpi), wall)]
        if not asked:
            break
        kept += asked
    return replace(table, upright=tuple(kept))


def _print(pixels: Pixels, table: Ruled, dpi: float) -> Boxes:
    """Letters and signs of the whole table, without its rules."""
    left, right = _ends(table.level)
    top, bottom = _ends(table.upright)
    area = np.s_[max(0, top) : bottom + 1, max(0, left) : right + 1]
    bare = without(pixels, [table])[area]
    _, stats = patches(np.asarray(bare < INK, np.uint8))
    boxes = np.asarray(stats[1:, :4], np.int32)
    wide, high = boxes[:, 2].copy(), boxes[:, 3].copy()
    boxes[:, 2:] += boxes[:, :2]
    boxes += np.array([max(0, left), max(0, top)] * 2, np.int32)
    return boxes[(high >= SIGN * dpi) & (high <= LETTER[1] * dpi) & (wide >= NARROWEST * dpi)]


def _ends(walls: Sequence[Wall]) -> tuple[int, int]:
    return int(min(wall.start for wall in walls)), int(max(wall.end for wall in walls))


def _by_rule(walls: Sequence[Wall], dpi: float) -> list[list[Wall]]:
    """The walls of each line, from left to right."""
    lines: list[list[Wall]] = []
    for wall in sorted(walls, key=lambda wall: wall.rule.middle):
        if lines and wall.rule.middle - lines[-1][0].rule.middle <= SIDE * dpi:
            lines[-1].append(wall)
        else:
            lines.append([wall])
    return lines


def _is_print(wall: Wall, rules: Sequence[Sequence[Wall]], letters: Boxes, dpi: float) -> bool:
    """Whether letters were taken for the wall: a word goes through it, and no wall is beside it."""
    at = next(i for i, walls in enumerate(rules) if wall in walls)
    inner = [rules[i] for i in (at - 1, at + 1) if 0 < i < len(rules) - 1]
    if not 0 < at < len(rules) - 1 or all(_stands(walls, wall) for walls in inner):
        return False
    return _runs_through(wall, letters, dpi)


def _near(walls: Sequence[Wall], other: Wall, dpi: float) -> list[Wall]:
    """Those on its line."""
    return [w for w in walls if abs(w.rule.middle - other.rule.middle) <= SIDE * dpi]


def _stands(walls: Sequence[Wall], other: Wall) -> bool:
    """Whether one of them stands where the other does."""
    middle = (other.start + other.end) / 2
    return any(wall.start <= middle <= wall.end for wall in walls)


def _lost(
    at: int, rules: Sequence[Sequence[Wall]], table: Ruled, print_: Boxes, dpi: float
) -> Iterator[Wall]:
    """Where a rule that stands elsewhere is missing, and print in both columns leaves it room.

    A wall stands beside it: a name that goes over all columns is in no two of them.
    """
    if not 0 < at < len(rules) - 1:
        return
    walls = rules[at]
    every = [replace(walls[0], start=start, end=end) for start, end in _ways(walls, table, dpi)]
    first, last = min(w.start for w in walls), max(w.end for w in walls)
    miss = MISS * dpi
    inner = [w for w in every if first - miss <= w.start and w.end <= last + miss]
    for ways in (every, inner) if len(inner) < len(every) else (every,):
        missing = [way for way in ways if not _stands(walls, way)]
        free = [(way, sides) for way in missing if (sides := _room(way, at, rules, print_, dpi))]
        if _is_rule(len(ways), len(missing), len(free)):
            yield from (way for way, sides in free if sides > 1)
            return


def _room(way: Wall, at: int, rules: Sequence[Sequence[Wall]], print_: Boxes, dpi: float) -> int:
    """On how many sides of a way walls stand, and one; 0 where print leaves it no room.

    Its columns reach to the nearest walls: another table may have rules between them.
    """
    before = next((r for r in reversed(rules[:at]) if _stands(r, way)), rules[at - 1])
    behind = next((r for r in rules[at + 1 :] if _stands(r, way)), rules[at + 1])
    columns = print_[
        (print_[:, 0] > before[0].rule.middle) & (print_[:, 2] < behind[0].rule.middle)
    ]
    standing = _stands(before, way) + _stands(behind, way)
    room = _has_room(way, columns, APART if standing > 1 else 2 * APART, dpi)
    return 1 + standing if room else 0


def _runs_through(wall: Wall, print_: Boxes, dpi: float) -> bool:
    """Whether letters stand on both sides of a wall as near as those of one word."""
    beside = _beside(wall, wall.start, wall.end, print_, CUT * dpi)
    near, far = sorted((beside.left, beside.right))
    return near <= CUT * dpi and far <= WORD * dpi


def _has_room(way: Wall, print_: Boxes, apart: float, dpi: float) -> bool:
    """Whether print stands on both sides of a way and leaves room for a wall between."""
    beside = _beside(way, way.start, way.end, print_, 0.0, CRUMB * dpi)
    near, far = sorted((beside.left, beside.right))
    return bool(CLEAR * dpi <= near and near + far >= apart * dpi and np.isfinite(far))


def _is_rule(ways: int, missing: int, free: int) -> bool:
    """Whether what stands on some of its ways stood on those that are free, too."""
    standing = ways - missing
    heeded = standing >= SOMETIMES * ways and standing + free >= HEEDED * ways
    return heeded or standing >= OFTEN * ways


def _ways(walls: Sequence[Wall], table: Ruled, dpi: float) -> Iterator[tuple[float, float]]:
    """From crossing to crossing along a line."""
    at, miss = walls[0].rule.middle, MISS * dpi
    crossing = sorted(w.rule.place(at) for w in table.level if w.start - miss <= at <= w.end + miss)
    apart = [y for i, y in enumerate(crossing) if not i or y - crossing[i - 1] > SIDE * dpi]
    yield from ((a, b) for a, b in pairwise(apart))


def _beside(
    wall: Wall, start: float, end: float, letters: Boxes, near: float, crumbs: float = 0.0
) -> _Beside:
    """The nearest print on either side; what goes through the line is on both.

    With ``near``, only print of one line of letters: as high up on both sides.
    """
    middle = (letters[:, 1] + letters[:, 3]) / 2
    at = wall.rule.at + wall.rule.lean * (start + end) / 2
    crumb = (letters[:, 0] > at - crumbs) & (letters[:, 2] < at + crumbs)
    mine = letters[(middle > start) & (middle < end) & ~crumb]
    if not len(mine):
        return _Beside(np.inf, np.inf)
    centre = (mine[:, 0] + mine[:, 2]) / 2
    left, right = mine[centre <= at], mine[centre > at]
    if near and len(left) and len(right):
        left, right = _on_one_line(left, right, at, near)
    gaps = at - left[:, 2], right[:, 0] - at
    return _Beside(*(float(max(gap.min(), 0)) if len(gap) else np.inf for gap in gaps))


def _on_one_line(left: Boxes, right: Boxes, at: float, near: float) -> tuple[Boxes, Boxes]:
    """Of both sides what is as high up as the nearest letter of all."""
    gaps = np.concatenate([at - left[:, 2], right[:, 0] - at])
    box = np.vstack([left, right])[int(gaps.argmin())]
    return tuple(side[(side[:, 1] < box[3]) & (side[:, 3] > box[1])] for side in (left, right))
