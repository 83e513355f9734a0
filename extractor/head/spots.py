"""Where the parts of a head stand on page images, and what the engine thought of them there.

Leads from the frame's text back to words, numbers and boxes of pages. Knows no part's meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.head.frame import Frame
from extractor.models import Box, CleanPage, Mark, Sight
from extractor.repair import raw_span


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a page image's raw text."""

    page: CleanPage
    start: int
    end: int

    @property
    def quote(self) -> str:
        """Its characters as they were read."""
        return self.page.page.text[self.start : self.end]

    @property
    def box(self) -> Box | None:
        """Around its words, in points of the page."""
        return self.page.page.words.over(self.start, self.end)

    @property
    def words(self) -> list[tuple[str, float]]:
        """Its words, each with the engine's confidence, 0..1."""
        page = self.page.page
        found = page.words.between(self.start, self.end)
        sure = (1.0 if word.confidence is None else word.confidence for word in found)
        return [(page.text[w.start : w.end], c) for w, c in zip(found, sure, strict=True)]

    @property
    def gap(self) -> float:
        """The widest room between two of its words, in heights of the lower."""
        boxes = [word.box for word in self.page.page.words.between(self.start, self.end)]
        return max(
            ((b[0] - a[2]) / (min(a[3] - a[1], b[3] - b[1]) or 1.0) for a, b in pairwise(boxes)),
            default=0.0,
        )

    @property
    def marks(self) -> list[Mark] | None:
        """The ink in it that was read as no word; None where nobody looked for any."""
        box, marks = self.box, self.page.page.marks
        return None if marks is None or box is None else [m for m in marks if _inside(m.box, box)]

    @property
    def sights(self) -> list[Sight]:
        """Its numbers with what each witness saw."""
        return [s for s in self.page.page.sights if s.start < self.end and self.start < s.end]


def _inside(inner: Box, outer: Box) -> bool:
    """Whether the middle of a box stands in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def spot(frame: Frame, pages: Sequence[CleanPage], start: int, end: int) -> Spot | None:
    """A stretch of the frame's text where it stands; None if its page is no image."""
    index, at = frame.origin(start)
    if index not in frame.pictured:
        return None
    page = pages[index]
    first, last = raw_span(page, at, min(at + end - start, len(page.text)))
    return Spot(page, first, last)


def over(spots: Sequence[Spot]) -> Box | None:
    """The box around all spots of the first one's page."""
    found = [s.box for s in spots if s.page is spots[0].page]
    boxes = [box for box in found if box is not None]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
