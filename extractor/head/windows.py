"""A long document's text in overlapping stretches, so that it is never held as a whole.

Knows lengths only; what is looked for in a stretch is the business of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.head.lines import without_aside
from extractor.models import CleanPage

SIZE = 60_000
"""Characters of a stretch: most reports are one, which is read as if nothing had been cut."""
NOTE = "footnote"
OVERLAP = 1_000
"""Characters that two stretches share: more than any citation and what stands around it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the pages' joined text, ``text`` beginning at offset ``start``."""

    start: int
    text: str
    first: int
    """What begins at this offset or behind it is this window's own ..."""
    last: int | None
    """... and at this one or behind it the next window's; None for the last."""

    def owns(self, offset: int) -> bool:
        """Whether what begins at ``offset`` of the joined text is told by this window."""
        return self.first <= offset and (self.last is None or offset < self.last)


def windowed(pages: Sequence[CleanPage]) -> Iterator[Window]:
    """The pages' clean text, one page after the other, page numbers and the like blanked."""
    parts: list[str] = []
    start = first = length = 0
    for page in pages:
        if length >= SIZE:
            text = "\n".join(parts)
            last = start + len(text) - OVERLAP // 2
            yield Window(start, text, first, last)
            parts = [text[-OVERLAP:]]
            start, first, length = start + len(text) - OVERLAP, last, OVERLAP
        parts.append(without_aside(page))
        length += len(parts[-1]) + 1
    yield Window(start, "\n".join(parts), first, None)


def notes(pages: Sequence[CleanPage]) -> Iterator[Window]:
    """Each footnote as a stretch of its own, behind all that :func:`windowed` gives.

    A note stands amid a sentence that goes on overleaf, so it is blanked there and told here.
    """
    start = sum(len(page.text) + 1 for page in pages)
    for page in pages:
        for first, last, kind in page.aside:
            if kind == NOTE:
                yield Window(start, page.text[first:last], start, None)
                start += last - first + 1
