"""Where the lines of a page end: whether the next word would still have stood on the line.

A line that breaks at the margin goes on below it, whatever letter comes there; one that ends
before it, with room for the next word, ends what it says. Knows the boxes of words, no language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from statistics import median

from extractor.models import CleanPage, Words
from extractor.repair.edits import raw_span

Span = tuple[int, int]

BLANK = 0.3
"""Of a line's height: the least room between two words."""
ROOM = 0.6
"""Of a line's height: so much may be left of a line that is full; right edges are ragged."""
INDENT = 1.0
"""Of a line's height: from here on a line begins to the right of those around it."""
MIDDLE = 1.0
"""Of a line's height: two lines whose middles are so near to each other are centred, if the one
begins to the right of the other by as much: their author chose where they break."""
NEAR = 14.0
"""Heights of a line, up and down: the lines that show where the margins are."""
STRAY = 2.0
"""Heights by which a photographed page's margin may differ between its ends."""
FILLED = 0.7
"""Share of full lines on an image: words may be lost at a line's end."""
TYPESET = 0.95
"""The same on a digital page, of which every word is there."""
MOST = 400
"""Lines on a page that is looked at: a page of small print has a hundred."""
FEWEST = 3
"""Words from which a line shows where the margins are: less may be dirt at the sheet's edge."""
LEAN_FROM = 5
"""Words from which a line shows how the page leans."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line of print in points; ``lead`` is the width of its first word."""

    left: float
    right: float
    middle: float
    height: float
    lead: float
    words: int


class Margins:
    """The lines of one page, and the margins between which they stand."""

    def __init__(self, page: CleanPage, lines: Iterable[Span]) -> None:
        words = page.page.words
        self.filled = FILLED if page.page.reader == "ocr" else TYPESET
        """Share of the lines that surely go on below that must be full: else each was broken
        by hand, and margins tell nothing."""
        held = {span: words.between(*raw_span(page, *span)) for span in islice(lines, MOST)}
        lean = _lean(held.values())
        found = {span: _stretch(inside, lean) for span, inside in held.items() if len(inside)}
        self._lines = found
        self._whole = [line for line in found.values() if line.words >= FEWEST]
        self._right = max((line.right for line in self._whole), default=0.0)

    def runs_on(self, before: Span, after: Span) -> bool | None:
        """Whether the first word of the line below had no room on this one.

        None where a line has no place, both are centred, or the one does not stand above the
        other.
        """
        one, two = self._lines.get(before), self._lines.get(after)
        if one is None or two is None or two.middle <= one.middle:
            return None
        room = MIDDLE * one.height
        aside = abs(one.left + one.right - two.left - two.right) / 2
        if aside < room < abs(one.left - two.left):
            return None
        return self._around(one)[1] - one.right < two.lead + (BLANK + ROOM) * one.height

    def indented(self, span: Span) -> bool:
        """Whether a line begins to the right of those around it."""
        line = self._lines.get(span)
        return line is not None and line.left - self._around(line)[0] > INDENT * line.height

    def alike(self, one: Span, two: Span) -> bool:
        """Whether two lines begin on one vertical."""
        a, b = self._lines.get(one), self._lines.get(two)
        return a is not None and b is not None and abs(a.left - b.left) < INDENT * a.height

    def _around(self, line: Stretch) -> tuple[float, float]:
        """The margins at this line's height."""
        reach = NEAR * line.height
        near = [one for one in self._whole if abs(one.middle - line.middle) <= reach]
        least = self._right - STRAY * line.height
        left = min((one.left for one in near), default=line.left)
        return left, max([least, *(one.right for one in near)])


def _stretch(words: Words, lean: float) -> Stretch:
    first, last = words[0].box, words[-1].box
    height = median(word.box[3] - word.box[1] for word in words)
    shift = lean * (first[1] + first[3]) / 2
    return Stretch(
        first[0] + shift,
        last[2] + lean * (last[1] + last[3]) / 2,
        (first[1] + first[3]) / 2,
        height,
        first[2] - first[0],
        len(words),
    )


def _lean(lines: Iterable[Words]) -> float:
    """By how much lines fall for each point to the right; upright margins lean as much."""
    slopes = []
    for words in lines:
        if len(words) >= LEAN_FROM:
            one, two = words[0].box, words[-1].box
            slopes.append((two[1] + two[3] - one[1] - one[3]) / 2 / max(two[0] - one[0], 1.0))
    return median(slopes) if slopes else 0.0
