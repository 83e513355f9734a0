"""What a page image's witnesses saw under a figure's print, as the figure carries it.

The one place that turns Sights into a figure's status, confidence and alternatives, for prose and
tables alike. Knows spans; no metric and no arithmetic.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from extractor.models import Page, Sight

MOST = 8
"""Alternatives that are kept; more are no help to anybody."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """How sure the print of one figure is."""

    confidence: float = 1.0
    """Probability, 0..1."""
    alternatives: tuple[str, ...] = ()
    """What else some witness saw there."""
    sure: bool = True

    @property
    def status(self) -> Literal["read", "unresolved"]:
        """The status of a figure whose print this is."""
        return "read" if self.sure else "unresolved"


CLEAR = Sighting()


def sighting(page: Page, start: int, end: int) -> Sighting:
    """What is known of ``page.text[start:end]``; of born-digital text nothing speaks against it."""
    found = _over(page.sights, start, end) if page.sights else ()
    if not found:
        return CLEAR
    printed = page.text[start:end]
    others = dict.fromkeys(
        seen for sight in found for _, seen in sight.seen if seen and _bare(seen) != _bare(printed)
    )
    return Sighting(
        confidence=min(sight.confidence for sight in found),
        alternatives=tuple(others)[:MOST],
        # A number over two sights was put together after the witnesses had been heard.
        sure=len(found) == 1 and found[0].sure,
    )


def _bare(seen: str) -> str:
    """Without the signs around it, which are no part of a figure."""
    return seen.strip(" %()[].,;:")


def _over(sights: tuple[Sight, ...], start: int, end: int) -> list[Sight]:
    """The sights that share a character with the span; they come in the order of the text."""
    last = bisect_right(sights, end - 1, key=lambda sight: sight.start)
    found = []
    for sight in reversed(sights[:last]):
        if sight.end <= start:
            break
        found.append(sight)
    return found[::-1]
