"""Edits: applying them, replaying them, and finding the way between clean and raw offsets.

Knows positions only; why a text is edited is known to the modules of the single repairs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import maxsize

from extractor.models import CleanPage, Edit, Fix

Anchors = tuple[tuple[int, int], ...]


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Stretch:
    """Clean ``[start, end)`` came from raw ``[raw_start, raw_end)``, of another length."""

    start: int
    end: int
    raw_start: int
    raw_end: int


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that are in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.new)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def replay(text: str, fixes: Iterable[Fix]) -> str:
    """The clean text, made again from the raw text and the recorded fixes."""
    for fix in fixes:
        text = apply(text, fix.edits)
    return text


def stretches(edits: Iterable[Edit]) -> list[Stretch]:
    """Where one repair changed the length of the text."""
    found: list[Stretch] = []
    shift = 0
    for edit in edits:
        grown = len(edit.new) - (edit.end - edit.start)
        if grown:
            start = edit.start + shift
            found.append(Stretch(start, start + len(edit.new), edit.start, edit.end))
            shift += grown
    return found


def compose(older: list[Stretch], newer: list[Stretch]) -> list[Stretch]:
    """Two repairs, one after the other, as one: the middle text drops out."""
    if not older or not newer:
        return older or newer
    middle = [(s.start, s.end, s.raw_end - s.raw_start - s.end + s.start, 0) for s in older]
    middle += [
        (s.raw_start, s.raw_end, 0, s.end - s.start - s.raw_end + s.raw_start) for s in newer
    ]
    middle.sort()
    merged: list[Stretch] = []
    raw_shift = clean_shift = 0
    for start, end, raw_grown, clean_grown in _joined(middle):
        clean, raw = start + clean_shift, start + raw_shift
        raw_shift += raw_grown
        clean_shift += clean_grown
        merged.append(Stretch(clean, end + clean_shift, raw, end + raw_shift))
    return merged


def _joined(parts: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Sorted stretches of the middle text, those that overlap made one."""
    done: list[tuple[int, int, int, int]] = []
    for start, end, raw, clean in parts:
        if done:
            last_start, last_end, last_raw, last_clean = done[-1]
            if start < last_end or start == end == last_start == last_end:
                done[-1] = (last_start, max(last_end, end), last_raw + raw, last_clean + clean)
                continue
        done.append((start, end, raw, clean))
    return done


def anchors(found: Iterable[Stretch]) -> Anchors:
    """The ends of the stretches as (clean, raw) pairs, beginning with (0, 0)."""
    points = [(0, 0)]
    for stretch in found:
        for point in ((stretch.start, stretch.raw_start), (stretch.end, stretch.raw_end)):
            if point != points[-1]:
                points.append(point)
    return tuple(points)


def raw_span(clean: CleanPage, start: int, end: int) -> tuple[int, int]:
    """The span of ``clean.page.text`` that became ``clean.text[start:end]``.

    Monotone, and covering: where an edit is touched, all of what it replaced is inside.
    """
    limit = len(clean.page.text)
    if len(clean.anchors) == 1 and start <= end <= limit:
        return start, end  # nearly all pages: no edit changed a length
    return _across(clean.anchors, start, end, limit)


def clean_span(clean: CleanPage, start: int, end: int) -> tuple[int, int]:
    """The span of ``clean.text`` that came from ``clean.page.text[start:end]``."""
    turned = tuple((raw, mine) for mine, raw in clean.anchors)
    return _across(turned, start, end, len(clean.text))


def _across(points: Anchors, start: int, end: int, limit: int) -> tuple[int, int]:
    if len(points) == 1:  # no edit changed a length
        first = min(start, limit)
        return first, max(first, min(end, limit))
    first = min(_begin(points, start), limit)
    if end <= start:
        return first, first
    return first, max(first, min(_finish(points, end), limit))


def _begin(points: Anchors, at: int) -> int:
    """The start of what ``at`` came from; behind whatever was removed just there."""
    index = bisect_right(points, (at, maxsize)) - 1
    here, there = points[max(index, 0)]
    if at > here and _is_edit(points, index):
        return there
    return there + at - here


def _finish(points: Anchors, at: int) -> int:
    """The end of what ends at ``at``; before whatever was removed just there."""
    index = bisect_left(points, (at, -1))
    if index < len(points) and points[index][0] == at:
        return points[index][1]
    here, there = points[index - 1]
    return points[index][1] if _is_edit(points, index - 1) else there + at - here


def _is_edit(points: Anchors, index: int) -> bool:
    """Whether the stretch after an anchor has another length on the other side."""
    if not 0 <= index < len(points) - 1:
        return False
    (here, there), (next_here, next_there) = points[index], points[index + 1]
    return next_here - here != next_there - there
