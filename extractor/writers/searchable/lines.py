"""The words of a page as lines that lie on its print: where each begins, how it leans, how wide.

Boxes stand upright on the page, whichever way its print runs: on its side, upside down, askew. So
the run of the print is told from the way from word to word. Knows geometry and reading order; no
PDF. Here ``y`` grows upward, as it does there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.models import Page

LONG = 12.0
"""Heights of print from which a line shows by itself how it leans."""
STRAY = 0.7
"""Heights by which the next word may stand above or below without beginning a line."""
MOST_LEAN = math.radians(15)
"""A line that leans more is no line; the page's own lean is taken."""
GAP = 0.15
"""Heights of print: a blank is at least as wide."""
LEAST = 0.5
"""Points: what a word or a line measures at least."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word on its line, in points along the line from where the line begins."""

    text: str
    at: float
    width: float
    space: float
    """Width of the blank behind it; 0 where none is read there."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words one behind the other, on one level."""

    x: float
    y: float
    """Lower end of the first word, in points from the page's lower left corner."""
    angle: float
    """Radians, counter-clockwise, from left to right."""
    height: float
    words: tuple[Placed, ...]


class _Spot(NamedTuple):
    """A word's middle and size; ``breaks``: how the text goes on behind it."""

    text: str
    x: float
    y: float
    wide: float
    high: float
    breaks: str


def lines(page: Page) -> Iterator[Line]:
    """The page's words in the order of its text."""
    spots = list(_spots(page))
    quarter = _quarter(spots)
    turned = [_turned(spot, quarter) for spot in spots]
    rows = list(_rows(turned))
    lean = _lean(rows)
    for row in rows:
        yield _line(row, quarter, _own_lean(row, lean))


def _spots(page: Page) -> Iterator[_Spot]:
    words = list(page.words)
    for i, word in enumerate(words):
        end = words[i + 1].start if i + 1 < len(words) else len(page.text)
        x0, top, x1, bottom = word.box
        text = page.text[word.start : word.end].strip()
        if text:
            yield _Spot(
                text,
                (x0 + x1) / 2,
                page.height - (top + bottom) / 2,
                max(x1 - x0, LEAST),
                max(bottom - top, LEAST),
                page.text[word.end : end],
            )


# ------------------------------------------------------------------ which way the print runs


def _quarter(spots: Sequence[_Spot]) -> int:
    """Quarter turns, counter-clockwise, from left-to-right to the way in which words follow."""
    told: Counter[int] = Counter()
    for one, other in pairwise(spots):
        across, up = other.x - one.x, other.y - one.y
        if "\n" in one.breaks or not (across or up):
            continue
        # A step along the line; one to the next line or column goes farther than it is clear.
        if min(abs(across), abs(up)) < max(abs(across), abs(up)) / 2:
            told[round(math.atan2(up, across) / (math.pi / 2)) % 4] += 1
    return max(told, key=lambda quarter: (told[quarter], -quarter), default=0)


def _turned(spot: _Spot, quarter: int) -> _Spot:
    """The word seen so that its print runs from left to right."""
    x, y, wide, high = spot.x, spot.y, spot.wide, spot.high
    for _ in range(quarter):
        x, y, wide, high = y, -x, high, wide
    return spot._replace(x=x, y=y, wide=wide, high=high)


def _rows(spots: Sequence[_Spot]) -> Iterator[list[_Spot]]:
    """Words that follow one another on one level."""
    row: list[_Spot] = []
    for spot in spots:
        if row and not _follows(row[-1], spot):
            yield row
            row = []
        row.append(spot)
    if row:
        yield row


def _follows(one: _Spot, other: _Spot) -> bool:
    if "\n" in one.breaks or other.x <= one.x:
        return False
    return abs(other.y - one.y) <= STRAY * max(one.high, other.high)


def _lean(rows: Sequence[Sequence[_Spot]]) -> float:
    """That of the page's long lines, in radians."""
    return median([lean for row in rows if (lean := _shown(row)) is not None] or [0.0])


def _own_lean(row: Sequence[_Spot], page: float) -> float:
    shown = _shown(row)
    return page if shown is None else shown


def _shown(row: Sequence[_Spot]) -> float | None:
    """How a line leans by its words' middles, None where it is too short to show it."""
    x, y = median(s.x for s in row), median(s.y for s in row)
    if row[-1].x - row[0].x < LONG * median(s.high for s in row):
        return None
    spread = sum((s.x - x) ** 2 for s in row)
    lean = math.atan(sum((s.x - x) * (s.y - y) for s in row) / spread)
    return lean if abs(lean) <= MOST_LEAN else None


# ---------------------------------------------------------------------------- the line itself


def _line(row: Sequence[_Spot], quarter: int, lean: float) -> Line:
    cosine, sine = math.cos(lean), math.sin(lean)
    # Along the line and across it, each word as it would be measured there.
    middles = [(s.x * cosine + s.y * sine, s.y * cosine - s.x * sine) for s in row]
    sizes = [_unleaned(s.wide, s.high, abs(lean)) for s in row]
    height = median(high for _, high in sizes)
    floor = median(v - high / 2 for (_, v), (_, high) in zip(middles, sizes, strict=True))
    starts = [u - wide / 2 for (u, _), (wide, _) in zip(middles, sizes, strict=True)]
    begin = starts[0]
    words = []
    for i, spot in enumerate(row):
        width, space = sizes[i][0], 0.0
        if i + 1 < len(row):
            # Boxes of neighbours may run into one another; letters in one place are told as one.
            room = max(starts[i + 1] - starts[i], LEAST)
            gap = GAP * height if spot.breaks else 0.0
            width = min(width, max(room - gap, room / 2))
            space = room - width if spot.breaks else 0.0
        words.append(Placed(spot.text, starts[i] - begin, width, space))
    x, y = begin * cosine - floor * sine, begin * sine + floor * cosine
    for _ in range(quarter):
        x, y = -y, x
    return Line(x, y, lean + quarter * math.pi / 2, height, tuple(words))


def _unleaned(wide: float, high: float, lean: float) -> tuple[float, float]:
    """A word's own width and height, from those of the upright box around it."""
    cosine, sine = math.cos(lean), math.sin(lean)
    both = math.cos(2 * lean)
    # A box clipped at the page's edge or at its line may promise nonsense: never below half.
    return (
        max((wide * cosine - high * sine) / both, wide / 2),
        max((high * cosine - wide * sine) / both, high / 2),
    )
