"""Passes over one picture side by side: which words stand in one place, which letters answer.

By place first, by characters within a place; no truth and no language. Knows boxes and letters,
not what a number is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex
from rapidfuzz.distance import Levenshtein

from extractor.ocr.engine import Seen

Span = tuple[int, int]

SHARED_HEIGHT = 0.5
"""Of the lower word: from this share on two words stand on one line."""
SHARED_WIDTH = 0.3
"""Of the narrower word: from this share on two words stand in one place."""
SPLIT_GAP = 0.8
"""Gap, in heights, up to which '41' and '8%' may be one number that came apart."""
SPLIT_GAP_DOT = 2.5
"""The same for '41.' and '581': lines are justified, and nothing else is printed so."""
_TORN = regex.compile(r"\D*\d{1,3}[.,] \d{3}(?!\d).*")
_CAME_APART = regex.compile(r"\d{1,3}[.,] \d{3}|[\d.,]*\d [\d.,]*\d%?")


@dataclass(frozen=True, slots=True)
class Place:
    """What each pass sees in one place, left to right; a pass may see nothing there."""

    words: tuple[tuple[Seen, ...], ...]

    def texts(self) -> list[str]:
        """What each pass sees, its words parted by one blank."""
        return [" ".join(word.text for word in words) for words in self.words]

    def box(self) -> tuple[int, int, int, int]:
        """The rectangle of pixels around all of it."""
        seen = [word for words in self.words for word in words]
        return (
            min(w.left for w in seen), min(w.top for w in seen),
            max(w.right for w in seen), max(w.bottom for w in seen),
        )  # fmt: skip


def places(passes: Sequence[Sequence[Seen]]) -> list[Place]:
    """Every word of every pass in exactly one place; the first pass's order is kept."""
    words = [(which, word) for which, seen in enumerate(passes) for word in seen]
    home = list(range(len(words)))
    first = len(passes[0])
    for a, b in _neighbours([word for _, word in words], first):
        home[_root(home, b)] = _root(home, a)
    for i, ((one, before), (same, word)) in enumerate(pairwise(words)):
        if one == same and _came_apart(before, word, first=one == 0):
            home[_root(home, i + 1)] = _root(home, i)
    together: dict[int, list[int]] = {}
    for i in range(len(words)):
        together.setdefault(_root(home, i), []).append(i)
    return [
        Place(
            tuple(
                tuple(sorted((words[i][1] for i in found if words[i][0] == n), key=_left))
                for n in range(len(passes))
            )
        )
        for found in together.values()
    ]


def _left(word: Seen) -> int:
    return word.left


def _root(home: list[int], i: int) -> int:
    while home[i] != i:
        home[i] = home[home[i]]
        i = home[i]
    return i


def _neighbours(words: Sequence[Seen], first: int) -> Iterator[tuple[int, int]]:
    """Pairs (word of the first pass, word of another) that stand in one place."""
    order = sorted(range(first, len(words)), key=lambda i: words[i].top + words[i].bottom)
    middles = [(words[i].top + words[i].bottom) / 2 for i in order]
    reach = max((w.bottom - w.top for w in words), default=0) / 2
    for a, word in enumerate(words[:first]):
        low = bisect_left(middles, word.top - reach)
        high = bisect_left(middles, word.bottom + reach)
        yield from ((a, b) for b in order[low:high] if _one_place(word, words[b]))


def _one_place(a: Seen, b: Seen) -> bool:
    wide = min(a.right, b.right) - max(a.left, b.left)
    if wide < SHARED_WIDTH * max(1, min(a.right - a.left, b.right - b.left)):
        return False
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    return high >= SHARED_HEIGHT * max(1, min(a.bottom - a.top, b.bottom - b.top))


def _came_apart(a: Seen, b: Seen, *, first: bool) -> bool:
    """Whether two words that follow each other may be one number with a blank read into it.

    Two bare numbers are so only in the first pass: others may take a word for a number.
    """
    if a.line != b.line or not b.text[0].isdecimal() or not a.text.rstrip(".,")[-1:].isdecimal():
        return False
    torn = _TORN.fullmatch(f"{a.text} {b.text}")
    gap = SPLIT_GAP_DOT if torn else SPLIT_GAP
    near = b.left - a.right <= gap * max(a.bottom - a.top, b.bottom - b.top)
    return near and (first or torn is not None)


def answering(text: str, other: str) -> list[int]:
    """For each offset of ``text`` (its end too) the offset of ``other`` that answers to it."""
    found = [0] * (len(text) + 1)
    for step in Levenshtein.opcodes(text, other):
        room = step.dest_end - step.dest_start
        for i in range(step.src_start, step.src_end):
            found[i] = step.dest_start + min(i - step.src_start, room)
    found[len(text)] = len(other)
    return found


def piece(text: str, other: str, span: Span, spots: Sequence[Span]) -> str:
    """What of ``other`` answers to ``text[span]``, widened to the ``spots`` it touches."""
    start, end = span
    to = answering(text, other)
    low, high = to[start], max(to[end - 1] + 1, to[start])
    touched = [(a, b) for a, b in spots if a < high and b > low]
    if not touched:
        return ""
    return other[min(a for a, _ in touched) : max(b for _, b in touched)]


def rejoined(text: str, spots: Sequence[Span]) -> list[Span]:
    """The spots, with those made one that look like one number with a blank read into it."""
    joined: list[Span] = []
    for span in spots:
        if joined and _CAME_APART.fullmatch(text, joined[-1][0], span[1]):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def stretches(
    text: str, mine: Sequence[Span], others: Sequence[tuple[str, Sequence[Span]]]
) -> list[Span]:
    """``mine``, with those joined that another pass sees as one stretch.

    Args:
        text: of the leading pass.
        mine: stretches of it, left to right.
        others: what other passes see, with their stretches.
    """
    joined: list[Span] = []
    ways = [(answering(text, other), spots) for other, spots in others]
    for span in mine:
        if joined and any(_is_one(joined[-1], span, to, spots) for to, spots in ways):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _is_one(a: Span, b: Span, to: Sequence[int], spots: Sequence[Span]) -> bool:
    """Whether the end of the one and the start of the other answer to a single stretch."""
    last, first = to[a[1] - 1], to[b[0]]
    return any(start <= last and first < end for start, end in spots)


def groups(words: Sequence[Span], found: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """First and last of the words that a stretch makes one; every word in one group.

    Args:
        words: where each stands in the text, left to right.
        found: stretches of the same text, such as numbers read in two pieces.
    """
    first = 0
    for i, (_, end) in enumerate(words):
        if not any(start < end < stop for start, stop in found):
            yield first, i
            first = i + 1
