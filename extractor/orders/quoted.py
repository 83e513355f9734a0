"""Where a stretch of a passage stands on the pages: a sentence may begin on one, end on the next.

Knows pieces of passages and pages' own text; what the stretch says is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.models import CleanPage
from extractor.repair import raw_span
from extractor.segment import Block


class Span(NamedTuple):
    """``text[start:end]`` of the page whose number (from 1) is ``page``: its own text."""

    page: int
    start: int
    end: int


def spans_of(pages: Sequence[CleanPage], block: Block, start: int, end: int) -> list[Span]:
    """The stretch ``block.text[start:end]``, one span for each page that it stands on."""
    found = []
    for piece in block.places(start, end):
        clean = pages[piece.page]
        found.append(Span(clean.page.number, *raw_span(clean, piece.start, piece.end)))
    return found


def quoted(
    pages: Sequence[CleanPage], block: Block, start: int, end: int, holds: int | None = None
) -> Span:
    """The one span that shows what is said: the page with ``block.text[holds]``, else the most."""
    spans = spans_of(pages, block, start, end)
    if len(spans) == 1:
        return spans[0]
    if holds is not None and start <= holds < end:
        return spans[len(block.places(start, holds + 1)) - 1]
    return max(spans, key=lambda span: span.end - span.start)


def text_of(pages: Sequence[CleanPage], span: Span) -> str:
    """What stands there."""
    return next(p.page.text for p in pages if p.page.number == span.page)[span.start : span.end]
