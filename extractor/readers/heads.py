"""What heads the columns of a table without ruling lines: headings over one column and over many.

A heading over several columns is centred over them; that tells which they are where no line does.
Knows geometry only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.readers.glyphs import Token
from extractor.readers.spans import Phrase, spans

HEADED = 0.6
"""Share of the columns of numbers that must have a heading."""
GAPS = (0.24, 0.36)
"""Least and greatest gap, in heights of the line, that parts two headings on one line ..."""
WIDER = 1.45
"""... and between these, how many times a gap between words it must be."""
WRAPPED = 0.3
"""Gap, in heights, between the lines of one heading."""
HIGHEST = 3.5
"""Gap, in heights, over which nothing belongs to the head any more."""

BESIDE = 2.0
"""Gap, in heights of a heading, to the numbers of the column that it heads."""

Line = list[Token]
Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Head:
    """Rooms of the head as (row, column, row span, column span); where columns and rows part."""

    rooms: tuple[tuple[int, int, int, int], ...]
    walls: list[float]
    ys: list[float]


def heads(
    above: Sequence[Line], left: Sequence[float], bands: Sequence[Band], floor: float
) -> Head | None:
    """The head over a table whose numbers stand in ``bands`` (left, right).

    ``left`` are the walls of the columns before them, the last being where the first band's column
    begins; ``above`` are the lines over the table, top down; ``floor`` is the top of its first row.
    None where most columns of numbers are without a heading.
    """
    labels = len(left) - 1
    walls = _walls(left, bands, {})
    gap = WIDER * _word_gap(above)
    phrases = _phrases(_near(above, walls, floor, gap), gap)
    leaf = _leaves(phrases, _columns(left, bands))
    if sum(c in leaf for c in range(labels, labels + len(bands))) < HEADED * len(bands):
        return None
    walls = _walls(left, bands, leaf)
    groups = [p for p in phrases if all(p is not q for q in leaf.values())]
    levels = _levels(groups)
    return _head(levels, spans(levels, leaf, walls, labels), leaf, walls, floor)


def _columns(left: Sequence[float], bands: Sequence[Band]) -> list[Band]:
    """What a heading must touch to stand over each column.

    Before the numbers that is the column's middle third: nobody knows how far its words could go.
    """
    thirds = [(a + (b - a) / 3, b - (b - a) / 3) for a, b in pairwise(left)]
    return [*thirds, *bands]


def _walls(left: Sequence[float], bands: Sequence[Band], leaf: dict[int, Phrase]) -> list[float]:
    """Where columns part: between their numbers, and their own headings where that can be."""
    first = len(left) - 1
    edge = (left[-1] - (bands[0][0] - left[-1]), left[-1] - (bands[0][0] - left[-1]))
    found = list(left[:-1])
    for i, (one, other) in enumerate(pairwise([edge, *bands]), first):
        low, high = one[1], other[0]
        if i - 1 in leaf:
            low = max(low, leaf[i - 1].x1)
        if i in leaf:
            high = min(high, leaf[i].x0)
        found.append((low + high) / 2 if low < high else (one[1] + other[0]) / 2)
    last = bands[-1][1] + (bands[-1][0] - bands[-2][1]) / 2
    own = leaf.get(first + len(bands) - 1)
    return [*found, max(last, own.x1 + 1 if own else last)]


def _near(above: Sequence[Line], walls: Sequence[float], floor: float, gap: float) -> list[Line]:
    """The lines that can be the head: near, within the table's width, not a title."""
    found: list[Line] = []
    for line in reversed(above):
        height = max(t.bottom - t.top for t in line)
        bottom = max(t.bottom for t in line)
        if floor - bottom > HIGHEST * height or _is_prose(line, walls, gap):
            break
        found.append(line)
        floor = min(t.top for t in line)
    while found and len(_parts(found[-1], gap)) < 2 and not _leads_on(found):
        found.pop()
    return found[::-1]


def _leads_on(found: Sequence[Line]) -> bool:
    """Whether the uppermost line, of one heading alone, is that heading's first of several."""
    if len(found) < 2:
        return False
    line, below = found[-1], found[-2]
    gap = min(t.top for t in below) - max(t.bottom for t in line)
    return gap < WRAPPED * max(t.bottom - t.top for t in line)


def _is_prose(line: Line, walls: Sequence[float], gap: float) -> bool:
    """One run of words over most of the table's width, or beyond it."""
    parts = _parts(line, gap)
    wide = max(part[-1].x1 - part[0].x0 for part in parts)
    beyond = line[0].x0 < walls[0] - 20 or line[-1].x1 > walls[-1] + 40
    return beyond or wide > 0.55 * (walls[-1] - walls[0])


def _word_gap(above: Sequence[Line]) -> float:
    """The usual gap between two words."""
    gaps = sorted(b.x0 - a.x1 for line in above for a, b in pairwise(line))
    return gaps[len(gaps) // 4] if gaps else 0.0


def _parts(line: Line, gap: float) -> list[Line]:
    """The line's words, parted at gaps wider than ``gap``."""
    parts = [[line[0]]]
    for before, token in pairwise(line):
        height = token.bottom - token.top
        if token.x0 - before.x1 > min(max(gap, GAPS[0] * height), GAPS[1] * height):
            parts.append([token])
        else:
            parts[-1].append(token)
    return parts


def _phrases(head: Sequence[Line], gap: float) -> list[Phrase]:
    """Headings, the lines of each joined."""
    found: list[Phrase] = []
    for line in head:
        for part in _parts(line, gap):
            new = Phrase(
                part[0].x0, min(t.top for t in part), part[-1].x1, max(t.bottom for t in part)
            )
            upper = [p for p in found if _goes_on(p, new)]
            if len(upper) == 1:
                old = upper[0]
                old.x0, old.x1 = min(old.x0, new.x0), max(old.x1, new.x1)
                old.bottom = new.bottom
            else:
                found.append(new)
    return found


def _goes_on(upper: Phrase, lower: Phrase) -> bool:
    """The next line of a heading: close below it and centred with it, or flush with it."""
    gap = lower.top - upper.bottom
    height = lower.bottom - lower.top
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    narrow = min(upper.x1 - upper.x0, lower.x1 - lower.x0)
    aligned = abs(upper.middle - lower.middle) < height or abs(upper.x0 - lower.x0) < 0.3 * height
    return -0.5 * height < gap < WRAPPED * height and shared > 0.5 * narrow and aligned


def _leaves(phrases: Sequence[Phrase], columns: Sequence[Band]) -> dict[int, Phrase]:
    """Column → the lowest heading that stands over it alone."""
    found: dict[int, Phrase] = {}
    for phrase in sorted(phrases, key=lambda p: p.bottom):
        over = _over(phrase, columns)
        if len(over) == 1:
            found[over[0]] = phrase
    return found


def _over(phrase: Phrase, columns: Sequence[Band]) -> list[int]:
    """The columns over which the heading stands, or the one it stands next to.

    Numbers may stand at either edge of their cells while headings are centred.
    """
    over = [c for c, (x0, x1) in enumerate(columns) if phrase.x0 < x1 + 1 and x0 - 1 < phrase.x1]
    if over:
        return over
    apart = [max(x0 - phrase.x1, phrase.x0 - x1) for x0, x1 in columns]
    near = min(range(len(columns)), key=apart.__getitem__)
    return [near] if apart[near] < BESIDE * (phrase.bottom - phrase.top) else []


def _levels(groups: Sequence[Phrase]) -> list[list[Phrase]]:
    """Headings over several columns, by height, each level from left to right."""
    levels: list[list[Phrase]] = []
    for phrase in sorted(groups, key=lambda p: p.bottom):
        if levels and phrase.top < max(p.bottom for p in levels[-1]):
            levels[-1].append(phrase)
        else:
            levels.append([phrase])
    return [sorted(level, key=lambda p: p.x0) for level in levels]


def _head(
    levels: Sequence[Sequence[Phrase]],
    covers: Sequence[Sequence[tuple[int, int]]],
    leaf: dict[int, Phrase],
    walls: list[float],
    floor: float,
) -> Head:
    """Rooms: every level a row, the headings of single columns below; blanks reach up."""
    rows, cols = len(levels) + 1, len(walls) - 1
    rooms: list[tuple[int, int, int, int]] = []
    begin = [0] * cols
    """Row in which each column's own heading begins."""
    for row, cover in enumerate(covers):
        for first, wide in cover:
            if not wide:
                continue
            up = max(begin[first : first + wide])
            rooms += [
                (begin[c], c, up - begin[c], 1) for c in range(first, first + wide) if begin[c] < up
            ]
            rooms.append((up, first, row + 1 - up, wide))
            begin[first : first + wide] = [row + 1] * wide
    rooms += [(begin[c], c, rows - begin[c], 1) for c in range(cols) if begin[c] < rows]
    all_of = [*leaf.values(), *(phrase for level in levels for phrase in level)]
    tops = [min((phrase.top for phrase in all_of), default=floor) - 1]
    for row, level in enumerate(levels):
        bottom = max(p.bottom for p in level)
        below = [leaf[c].top for c in range(cols) if begin[c] > row and c in leaf]
        tops.append((bottom + max(bottom, min(below, default=bottom))) / 2)
    return Head(tuple(sorted(rooms)), walls, [*tops, floor - 0.5])
