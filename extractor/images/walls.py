"""Which rules of a picture belong to tables, where they stand from crossing to crossing.

Knows that the rules of a table meet, and that a rule which stands nowhere between its crossings
is print that looked like one. Takes the rules out of the picture, too. What they enclose is known
to :mod:`extractor.readers.grid`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from statistics import median

import cv2
import numpy as np

from extractor.images.picture import Pixels
from extractor.images.rules import LONG, SHORT, SIDE, Rule, rules, stood, trace

LOOKED_AT = 150.0
"""Pixels an inch at which rules are looked for: more shows no more of them."""
MOST = 9_000_000
"""Pixels of the picture in which they are looked for (an A2 page): what they cost goes by these."""
MISS = 0.16
"""Inches by which a rule's end may miss the rule at which it ends."""
SELDOM = 0.3
"""Share of its ways below which it is none."""
SURE = 0.6
"""Share of its ways from which a rule stands where only a trace of it is left, too."""
PRINT = 90
"""Darkness of print that goes through a rule."""


@dataclass(frozen=True, slots=True)
class Wall:
    """A rule between two neighbouring crossings."""

    rule: Rule
    start: float
    end: float
    thick: int
    """Pixels to either side that its ink takes."""

    @property
    def line(self) -> tuple[float, float, float]:
        """(position, from, to) in pixels, as :data:`extractor.readers.grid.Line`."""
        return self.rule.middle, self.start, self.end

    def larger(self, factor: float) -> Wall:
        """The same on a picture so many times as large."""
        rule = Rule(
            (self.rule.at + 0.5) * factor - 0.5,
            self.rule.lean,
            self.rule.start * factor,
            self.rule.end * factor,
        )
        return Wall(rule, self.start * factor, self.end * factor, round(self.thick * factor))


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules of one table, cut at their crossings: only what has ink."""

    level: tuple[Wall, ...]
    upright: tuple[Wall, ...]

    def larger(self, factor: float) -> Ruled:
        """The same on a picture so many times as large."""
        return Ruled(
            tuple(wall.larger(factor) for wall in self.level),
            tuple(wall.larger(factor) for wall in self.upright),
        )


def tables(pixels: Pixels, dpi: float) -> list[Ruled]:
    """The ruled tables of a prepared (grey, level) picture, in no order."""
    factor = min(1.0, LOOKED_AT / dpi, (MOST / max(pixels.size, 1)) ** 0.5)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    found = _tables(np.asarray(255 - small, np.uint8), dpi * factor)
    return [table.larger(1 / factor) for table in found] if factor < 1 else found


def _tables(dark: Pixels, dpi: float) -> list[Ruled]:
    turned = np.ascontiguousarray(dark.T)
    upright = rules(turned, dpi, SHORT)
    level = rules(dark, dpi, LONG) if len(upright) > 1 else []
    found = [_ruled(dark, turned, *met, dpi) for met in _met(*_held(level, upright, dpi), dpi)]
    return [table for table in found if table.level and table.upright]


def _ruled(
    dark: Pixels, turned: Pixels, level: list[Rule], upright: list[Rule], dpi: float
) -> Ruled:
    """The walls between those rules that are rules.

    Print that looked like one stands nowhere from crossing to crossing; without it the ways of
    the others are longer, and others may fall.
    """
    before = -1
    while before != len(level) + len(upright):
        before = len(level) + len(upright)
        floors = [list(_walls(dark, rule, upright, dpi)) for rule in level]
        sides = [list(_walls(turned, rule, level, dpi)) for rule in upright]
        level = [rule for rule, walls in zip(level, floors, strict=True) if walls]
        upright = [rule for rule, walls in zip(upright, sides, strict=True) if walls]
    return Ruled(tuple(chain(*floors)), tuple(chain(*sides)))


def _held(level: list[Rule], upright: list[Rule], dpi: float) -> tuple[list[Rule], list[Rule]]:
    """Without those that do not meet two of the other direction: they enclose nothing."""
    before = -1
    while before != len(level) + len(upright):
        before = len(level) + len(upright)
        level = [r for r in level if sum(r.meets(o, MISS * dpi) for o in upright) > 1]
        upright = [r for r in upright if sum(r.meets(o, MISS * dpi) for o in level) > 1]
    return level, upright


def _met(
    level: Sequence[Rule], upright: Sequence[Rule], dpi: float
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together, each group with two of either direction at least."""
    home = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for i, rule in enumerate(level):
        for j, other in enumerate(upright):
            if rule.meets(other, MISS * dpi):
                home[root(i)] = root(len(level) + j)
    for group in sorted({root(i) for i in range(len(home))}):
        ys = [rule for i, rule in enumerate(level) if root(i) == group]
        xs = [rule for j, rule in enumerate(upright) if root(len(level) + j) == group]
        if len(ys) > 1 and len(xs) > 1:
            yield ys, xs


def _walls(dark: Pixels, rule: Rule, across: Sequence[Rule], dpi: float) -> Iterator[Wall]:
    crossings = sorted(other.middle for other in across if rule.meets(other, MISS * dpi))
    ways = [(a, b) for a, b in pairwise(crossings) if b - a >= SIDE * dpi]
    seen = stood(dark, rule, ways, dpi)
    standing = sum(found is not None for found in seen)
    # What stands in one cell alone, or seldom, is print that looks like a rule.
    if standing < max(2, SELDOM * len(ways)):
        return
    if standing >= SURE * len(ways) and standing < len(ways):
        seen = _traced(dark, rule, ways, seen, dpi)
    for (start, end), found in zip(ways, seen, strict=True):
        if found is not None:
            yield Wall(replace(rule, at=rule.at + found[0]), start, end, found[1])


def _traced(
    dark: Pixels,
    rule: Rule,
    ways: Sequence[tuple[float, float]],
    seen: Sequence[tuple[int, int] | None],
    dpi: float,
) -> list[tuple[int, int] | None]:
    """The same, with the ways on which a trace of the rule is left: a merged cell has none."""
    traces = [trace(dark, rule, start, end, dpi) for start, end in ways]
    standing = [found for found in seen if found is not None]
    common = median(t.mean for t, found in zip(traces, seen, strict=True) if found is not None)
    there = int(median(found[0] for found in standing)), int(median(f[1] for f in standing))
    return [
        there if found is None and left.is_of(common) else found
        for found, left in zip(seen, traces, strict=True)
    ]


def without(pixels: Pixels, tables: Sequence[Ruled]) -> Pixels:
    """The picture with paper where rules stand; letters that cross a rule are left whole."""
    bare = pixels.copy()
    turned = bare.T  # a view: what is painted there is painted here
    for table in tables:
        for wall in table.level:
            _paint(bare, wall)
        for wall in table.upright:
            _paint(turned, wall)
    return bare


def _paint(pixels: Pixels, wall: Wall) -> None:
    """Make a wall white where nothing goes through it."""
    reach = wall.thick + 2
    xs = np.arange(max(0, int(wall.start)), min(pixels.shape[1], int(wall.end) + 1))
    middles = np.rint(wall.rule.at + wall.rule.lean * xs).astype(np.intp)
    inside = (middles >= reach + 2) & (middles < pixels.shape[0] - reach - 2)
    xs, middles = xs[inside], middles[inside]
    beyond = np.minimum(pixels[middles - reach - 2, xs], pixels[middles + reach + 2, xs])
    free = beyond > 255 - PRINT
    for offset in range(-reach, reach + 1):
        pixels[middles[free] + offset, xs[free]] = 255
