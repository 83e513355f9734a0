"""What witnesses saw of a number, and a word as it is taken after they were heard.

The shapes that those who hear, weigh and place them share. Knows no vote.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.ocr.engine import Seen
from extractor.text import UNREAD

Pieces = dict[str, str]
"""Witness → what it saw of one number, '' for nothing."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """What was seen where one number stands, at ``[start:end]`` of the word it is in."""

    start: int
    end: int
    seen: tuple[tuple[str, str], ...]
    """(witness, print), those that saw what was taken first."""
    agreed: int
    """Witnesses that saw just what was taken, signs between digits included."""
    looked: bool
    """The witness of single places is one of them."""
    alike: bool
    """All witnesses saw its digits, whatever signs they saw between them."""
    odd: bool
    """The print is out of order, or against the page's way and not seen so by three."""
    longer: bool
    """A witness saw these digits and more: digits are dropped, seldom added."""
    silent: bool
    """A witness saw no digit there."""
    least: float
    """The lowest confidence of those that agree."""


def nothing_read(at: int, seen: Pieces) -> Testimony:
    """Of :data:`UNREAD` at ``at``, in whose place nobody saw a number."""
    told = tuple(seen.items())
    return Testimony(at, at + len(UNREAD), told, 0, False, False, False, False, True, 0.0)


@dataclass(frozen=True, slots=True)
class Told:
    """A word as it is taken, with the numbers in it."""

    word: Seen
    numbers: tuple[Testimony, ...] = ()
    borne: bool = False
    """Its letters were seen by another reader on the scan itself."""
