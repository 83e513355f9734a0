"""Finds the thin, long, nearly level lines of a prepared picture; upright ones on its transpose.

Knows ink along a line: broken, faint, crossed by a stamp. A rule is thin, long, and alone on its
way; print is not. What rules enclose, and which of them belong to a table, is known to
:mod:`extractor.images.walls`; no character is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.patches import patches
from extractor.images.picture import Pixels

THICK = 0.034
"""Inches: no rule is thicker; bars of print that are thicker are not looked at."""
LONG = 0.45
"""Inches over which ink is averaged along a rule: its holes are shorter."""
SHORT = 0.3
"""The same downwards, where rows are low."""
FAINT = 26
"""Mean darkness (0 to 255) along a rule from which it may be one: half of it gone, half grey."""
SIDE = 0.028
"""Inches by which pieces of one rule stand beside each other, and a rule beside its line."""
INKED = 30
"""Darkness of ink in a rule: fading leaves little of a thin stroke."""
HOLE = 0.035
"""Inches of a rule that specks and fading may have taken at one place."""
WALL = 0.55
"""Share of the way between two crossings that is inked: a figure that stands there covers a third
of a row's height."""
TRACE = 0.45
"""Share of a rule's darkness elsewhere that it has where most of it is gone."""
FAINTEST = 0.25
"""The same where nothing is beside it, which could be taken for it."""
ALL_ALONG = 0.2
"""The same in the worst third of its way; where nothing is beside it, in the second."""
CLEAR = 0.1
"""How dark, against a rule elsewhere, nothing is."""
ALONE = 0.6
"""How dark, against the rule itself, it may be beside it: a line of print is dark above its
foot."""
EDGE = 0.2
"""Share of a rule's darkness that its edge still has."""
DARKEST = 0.95
"""Share of its greatest darkness at which a rule is still the same stroke."""
NIB = 0.014
"""Inches: breadth of a common rule."""
WINDOW = 0.3
"""Inches at a time in which a rule is looked at."""
MOSTLY = 0.4
"""Share of its windows in which a rule is seen."""
LEANING = 0.006
"""Pixels a pixel: a third of a degree is what making a page level leaves."""
MOST = 400
"""Rules of one direction on a page; more is a drawing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight, nearly level line: at ``x`` it stands at ``at + lean * x``; upright alike."""

    at: float
    lean: float
    start: float
    end: float

    def place(self, along: float) -> float:
        """Where it stands, at a place along it."""
        return self.at + self.lean * along

    @property
    def middle(self) -> float:
        """Where it stands, half-way."""
        return self.place((self.start + self.end) / 2)

    def meets(self, other: Rule, miss: float) -> bool:
        """Whether a rule of the other direction crosses it, or ends near it."""
        along = other.place(self.middle)
        across = self.place(along)
        return (
            self.start - miss <= along <= self.end + miss
            and other.start - miss <= across <= other.end + miss
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """Of a thin line along a rule's way: darkness 0 to 255."""

    mean: float
    thirds: tuple[float, float, float]
    """Of its way, the worst first: print is on one line, and paper above and below it."""
    beside: float
    """Of what is beside it."""

    def is_of(self, common: float) -> bool:
        """Whether it may be what is left of a rule that is so dark elsewhere."""
        worst, second, _ = self.thirds
        if self.mean >= TRACE * common and worst >= ALL_ALONG * common:
            return True
        clear = self.beside <= CLEAR * common
        return clear and self.mean >= FAINTEST * common and second >= ALL_ALONG * common


def rules(dark: Pixels, dpi: float, length: float) -> list[Rule]:
    """Every thin line that is long enough, level or nearly so."""
    thick = max(3, round(THICK * dpi))
    thin = cv2.morphologyEx(dark, cv2.MORPH_TOPHAT, np.ones((thick, 1), np.uint8))
    thin = cv2.dilate(thin, np.ones((3, 1), np.uint8))
    along = np.asarray(cv2.blur(thin, (round(length * dpi), 1)), np.uint8)
    ridges = _ridges(along, max(2, round(SIDE * dpi / 2)))
    _, stats = patches(ridges)
    long = stats[1:][stats[1:, cv2.CC_STAT_WIDTH] >= length * dpi]
    pieces: list[Rule] = []
    for left, top, width, height, _ in long.tolist():
        if len(pieces) < 4 * MOST:
            area = np.s_[top : top + height, left : left + width]
            pieces += _fitted(along[area] * ridges[area], left, top, dpi)
    found = _seen(dark, _joined(pieces, SIDE * dpi / 2), dpi)
    return sorted(found, key=lambda rule: rule.start - rule.end)[:MOST]


def _ridges(along: Pixels, side: int) -> Pixels:
    """Where it is darkest across: print between two rules ties them together otherwise."""
    darkest = cv2.dilate(along, np.ones((2 * side + 1, 1), np.uint8))
    found = np.asarray((along >= FAINT) & (along >= darkest), np.uint8)
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), np.uint8)


def _seen(dark: Pixels, lines: Sequence[Rule], dpi: float) -> Iterator[Rule]:
    """What is really seen of each; all their windows are looked at together."""
    step = round(WINDOW * dpi)
    bands = [_band(dark, line, int(line.start), int(line.end) + 1, dpi) for line in lines]
    inked = [_inked(band, step, dpi) for band in bands]
    windows = [band[:, at : at + step] for band, at in _each(bands, inked)]
    stands = iter(_stands(windows, dpi))
    for line, places in zip(lines, inked, strict=True):
        told = [(at, next(stands)) for at in places]
        yield from _part(line, [(at, stood[0]) for at, stood in told if stood is not None], step)


def _each(bands: Sequence[Pixels], places: Sequence[list[int]]) -> Iterator[tuple[Pixels, int]]:
    return ((band, at) for band, mine in zip(bands, places, strict=True) for at in mine)


def _part(rule: Rule, seen: Sequence[tuple[int, int]], step: int) -> Iterator[Rule]:
    """From where to where a rule is really seen; nothing where print made it look like one.

    Seen is where its windows begin, and how far beside its line it stands there.
    """
    if not seen or len(seen) * step < MOSTLY * (seen[-1][0] + step - seen[0][0]):
        return
    first = int(rule.start)
    # A window that begins before the rule does is not seen.
    start = max(rule.start, first + seen[0][0] - step)
    end = min(rule.end, first + seen[-1][0] + 2 * step)
    middles = np.array([first + at + step / 2 for at, _ in seen])
    places = rule.at + rule.lean * middles + np.array([offset for _, offset in seen])
    yield Rule(*_line(middles, places), start, end)


def _inked(band: Pixels, step: int, dpi: float) -> list[int]:
    """Where the windows of a band begin that have ink enough for a rule; the others have none."""
    mid, reach = band.shape[0] // 2, round(SIDE * dpi / 2) + max(1, round(NIB * dpi / 2))
    inked = _closed(band[mid - reach : mid + reach + 1], dpi)
    starts = np.arange(0, max(1, len(inked) - step // 2), step)
    ends = np.minimum(starts + step, len(inked))
    before = np.concatenate(([0], np.cumsum(inked, dtype=np.int64)))
    found = before[ends] - before[starts] >= WALL * (ends - starts)
    return [int(at) for at in starts[found]]


def _closed(way: Pixels, dpi: float) -> Pixels:
    """1 for each place along a way that is inked, small holes counted in; 0 for others."""
    return np.asarray(_filled(way.max(axis=0)[None], dpi)[0], np.uint8)


def _filled(darkest: Pixels, dpi: float) -> Pixels:
    """The same of ways one below the other, of which only what is darkest across is given."""
    hole = np.ones((1, max(1, round(HOLE * dpi)) | 1), np.uint8)
    own = np.asarray(darkest >= INKED, np.uint8)
    return np.asarray(cv2.morphologyEx(own, cv2.MORPH_CLOSE, hole), np.uint8)


def _fitted(along: Pixels, left: int, top: int, dpi: float) -> Iterator[Rule]:
    """The lines through the darkest places of a patch: two where print ties those of two tables."""
    step = max(1, along.shape[1] // 200)
    part = along[:, ::step]
    (held,) = np.nonzero(part.max(axis=0) >= FAINT)
    xs = (held * step + left).astype(np.float64)
    ys = part.argmax(axis=0)[held] + float(top)
    while len(xs) >= 3:
        at, lean = _line(xs, ys)
        near = np.abs(ys - at - (lean * xs if lean else 0.0)) <= SIDE * dpi / 2
        (mine,) = near.nonzero()
        if not len(mine):
            return
        yield Rule(at, lean, xs.item(mine[0]), xs.item(mine[-1]))
        if len(mine) == len(xs):
            return
        xs, ys = xs[~near], ys[~near]
        if len(xs) * step < SHORT * dpi:
            return


def _line(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> tuple[float, float]:
    """Where the line through most of the points stands at 0, and its lean; ``xs`` ascend."""
    third = max(1, len(xs) // 3)
    first, last = _median(ys[:third]), _median(ys[-third:])
    run = _middle_of(xs[-third:]) - _middle_of(xs[:third])
    lean = (last - first) / run if run > 0 else 0.0
    lean = lean if abs(lean) <= LEANING else 0.0
    return _median(ys - lean * xs if lean else ys), lean


def _median(values: NDArray[np.float64]) -> float:
    """As numpy's, at a tenth of its time for the few values of a rule."""
    ordered = values.copy()
    ordered.sort()
    return _middle_of(ordered)


def _middle_of(ordered: NDArray[np.float64]) -> float:
    return (ordered.item((len(ordered) - 1) // 2) + ordered.item(len(ordered) // 2)) / 2


def _joined(pieces: Sequence[Rule], side: float) -> list[Rule]:
    """Pieces that lie on one line made one rule."""
    rules: list[Rule] = []
    lines = np.empty((2, len(pieces)))
    for piece in sorted(pieces, key=lambda p: p.start - p.end):
        along = (piece.start + piece.end) / 2
        at, lean = lines[:, : len(rules)]
        near = np.abs(at + lean * along - piece.place(along)) <= side
        i = int(near.argmax()) if len(near) else 0
        if len(near) and near[i]:
            rule = rules[i]
            start, end = min(rule.start, piece.start), max(rule.end, piece.end)
            rules[i] = replace(rule, start=start, end=end)
        else:
            lines[:, len(rules)] = piece.at, piece.lean
            rules.append(piece)
    return rules


Stand = tuple[int, int] | None
"""How far beside its line a rule stands, and how thick it is; None: it is not there."""


def stood(dark: Pixels, rule: Rule, ways: Sequence[tuple[float, float]], dpi: float) -> list[Stand]:
    """How a rule stands on each of its ways, from one place to another.

    It stands where ink follows it all the way, and it is darker than what is beside it.
    """
    return _stands([_way(dark, rule, start, end, dpi) for start, end in ways], dpi)


def trace(dark: Pixels, rule: Rule, start: float, end: float, dpi: float) -> Trace:
    """What is left of a rule between two places."""
    band = _way(dark, rule, start, end, dpi)
    if band.shape[1] < 4:
        return Trace(0.0, (0.0, 0.0, 0.0), 255.0)
    mid, near, wide = band.shape[0] // 2, round(SIDE * dpi / 2), max(1, round(NIB * dpi / 2))
    thick = np.ones((max(3, round(THICK * dpi)), 1), np.uint8)
    thin = cv2.morphologyEx(band, cv2.MORPH_TOPHAT, thick)
    # A rule that is not quite straight is beside its line by a pixel.
    thin = np.asarray(cv2.dilate(thin, np.ones((3, 1), np.uint8)), np.uint8)
    at = mid - near + int(thin[mid - near : mid + near + 1].mean(axis=1).argmax())
    thirds = [float(third.mean()) for third in np.array_split(thin[at], 3)]
    low, middle, high = sorted(thirds)
    beside = _beside(band.mean(axis=1), at, wide, near)
    return Trace(float(thin[at].mean()), (low, middle, high), beside)


def _way(dark: Pixels, rule: Rule, start: float, end: float, dpi: float) -> Pixels:
    pad = min(SIDE * dpi, (end - start) / 8)  # crossings
    return _band(dark, rule, int(start + pad), int(end - pad), dpi)


def _stands(bands: Sequence[Pixels], dpi: float) -> list[Stand]:
    """How a rule stands in each of these bands; those of one length are looked at at once."""
    found: list[Stand] = [None] * len(bands)
    alike: dict[int, list[int]] = {}
    for i, band in enumerate(bands):
        if band.shape[1] >= 4:
            alike.setdefault(band.shape[1], []).append(i)
    for same in alike.values():
        stack = np.stack([bands[i] for i in same])
        for i, stand in zip(same, _stand(stack, dpi), strict=True):
            found[i] = stand
    return found


def _stand(bands: Pixels, dpi: float) -> Iterator[Stand]:
    """The same of bands of one length, (band, across, along)."""
    many, across, along = bands.shape
    mid, near, wide = across // 2, round(SIDE * dpi / 2), max(1, round(NIB * dpi / 2))
    profile = bands.sum(axis=2, dtype=np.int64) / along
    at = mid - near + _middle(profile[:, mid - near : mid + near + 1])
    every = np.arange(many)
    own = bands[every, at - wide]
    for offset in range(1 - wide, wide + 1):
        own = np.maximum(own, bands[every, at + offset])
    inked = _filled(own, dpi)
    parts = np.array([part.mean(axis=1) for part in np.array_split(inked, 4, axis=1)])
    there = (inked.mean(axis=1) >= WALL) & (parts.min(axis=0) >= WALL / 2)
    beside = np.array([_beside(*one, wide, near) for one in zip(profile, at.tolist(), strict=True)])
    darkest = profile[every, at]
    there &= beside <= ALONE * darkest
    edge, thick = EDGE * darkest + (1 - EDGE) * beside, np.ones(many, np.intp)
    for i in range(2, 3 * wide):
        thick[np.minimum(profile[every, at - i], profile[every, at + i]) >= edge] = i
    told = zip(there.tolist(), (at - mid).tolist(), thick.tolist(), strict=True)
    return ((offset, thickness) if stands else None for stands, offset, thickness in told)


def _beside(profile: NDArray[np.float64], at: int, wide: int, near: int) -> float:
    """The darkness of what is beside a rule."""
    low, high = at - 3 * wide, at + 3 * wide + 1
    return float(max(profile[low - near : low].mean(), profile[high : high + near].mean()))


def _middle(profiles: NDArray[np.float64]) -> NDArray[np.intp]:
    """Where the darkest stretch of each has its middle."""
    darkest = profiles.argmax(axis=1)
    least = DARKEST * profiles.max(axis=1)
    end, goes_on = darkest.copy(), np.ones(len(profiles), bool)
    for at in range(1, profiles.shape[1]):
        goes_on &= (at <= darkest) | (profiles[:, at] >= least)
        end[goes_on & (at > darkest)] = at
    return np.asarray((darkest + end) // 2, np.intp)


def _band(dark: Pixels, rule: Rule, start: int, end: int, dpi: float) -> Pixels:
    """The strip along the rule, straightened."""
    xs, half = np.arange(start, end), round(3 * SIDE * dpi)
    middles = np.rint(rule.at + rule.lean * xs).astype(np.intp)
    height, width = dark.shape
    low, high = (int(middles[0]), int(middles[-1])) if len(xs) else (0, 0)
    if low == high and half <= low < height - half and start >= 0 and end <= width:
        return dark[low - half : low + half + 1, start:end]
    ys = middles[None] + np.arange(-half, half + 1)[:, None]
    xs = np.clip(xs, 0, width - 1)
    return np.asarray(dark[np.clip(ys, 0, height - 1), xs[None]], np.uint8)
