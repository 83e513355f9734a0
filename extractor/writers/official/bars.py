"""Grouped bars as geometry: rectangles, labels and lines of a chart, for inline SVG.

Knows numbers and pixels; no table and no language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Point = tuple[str, tuple[int | None, ...]]
THICK = 11
GAP = 12
AXIS = 30
LABELS = 220
ROOM = 70
"""Beside the longest bar, for its number."""
SHORT = 30
"""Letters of a label."""


class Bar(NamedTuple):
    """One bar and the number at its end."""

    x: float
    y: float
    width: float
    height: float
    series: int
    text: str
    text_x: float
    text_y: float


class Label(NamedTuple):
    """A text at a place."""

    x: float
    y: float
    text: str
    title: str = ""


class Chart(NamedTuple):
    """Everything to draw, in a box of ``width`` × ``height``."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    ticks: tuple[Label, ...]


def lying(points: Sequence[Point], say: Callable[[int], str], width: float = 860) -> Chart:
    """Bars that lie, a group for each point, from top to bottom."""
    count = max((len(values) for _, values in points), default=0)
    group = count * THICK + GAP
    most = _most(points)
    scale = (width - LABELS - ROOM) / _top(most)
    bars, labels = [], []
    for n, (name, values) in enumerate(points):
        top = n * group
        labels.append(Label(LABELS - 8, top + count * THICK / 2 + 4, _short(name), name))
        for m, value in enumerate(values):
            if value is not None:
                y, long = top + m * THICK, value * scale
                bars.append(Bar(LABELS, y, long, THICK - 2, m, say(value), LABELS + long + 4,
                                y + THICK - 3))  # fmt: skip
    height = len(points) * group
    ticks = [Label(LABELS + at * scale, height + 12, say(at)) for at in _ticks(most)]
    return Chart(width, height + AXIS, tuple(bars), tuple(labels), tuple(ticks))


def standing(
    points: Sequence[Point], say: Callable[[int], str], width: float = 860, height: float = 300
) -> Chart:
    """Bars that stand, a group for each point, from left to right."""
    most = _most(points)
    scale = (height - AXIS - 20) / _top(most)
    group = (width - ROOM) / max(1, len(points))
    bars, labels = [], []
    floor = height - AXIS
    for n, (name, values) in enumerate(points):
        left = ROOM + n * group
        wide = min(40.0, (group - 8) / max(1, len(values)))
        labels.append(Label(left + wide * len(values) / 2, floor + 18, name, name))
        for m, value in enumerate(values):
            if value is not None:
                high = value * scale
                bars.append(Bar(left + m * wide, floor - high, wide - 1, high, m, say(value),
                                left + m * wide + wide / 2, floor - high - 3))  # fmt: skip
    ticks = [Label(ROOM - 8, floor - at * scale + 4, say(at)) for at in _ticks(most)]
    return Chart(width, height, tuple(bars), tuple(labels), tuple(ticks))


def _short(name: str) -> str:
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"


def _most(points: Sequence[Point]) -> int:
    return max((value for _, values in points for value in values if value is not None), default=0)


def _top(most: int) -> int:
    """The end of the axis."""
    return max(1, (*_ticks(most), most)[-1], most)


def _ticks(most: int) -> list[int]:
    """Round numbers from 0, four or five of them."""
    if most < 1:
        return [0]
    step = 10 ** (len(str(most)) - 1)
    while most / step < 3 and step > 1:
        step = max(1, step // 2) if str(step)[0] == "1" else max(1, step * 2 // 5)
    while most / step > 6:
        step *= 2
    return list(range(0, most + 1, step))
