"""A cell of a ruled table with what each pass saw in it.

The one shape that the parts of :mod:`extractor.ocr.grid_read` share. Knows no vote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.ocr.aligned import Place
from extractor.ocr.engine import Seen
from extractor.ocr.grid import Ink, Patch
from extractor.ocr.told import Testimony
from extractor.ocr.witness import NOWHERE

SIGNS = "()[]{}<>«»\"'`´“”‘’.,:;!?°^~_*|/\\=+-–—"
"""Signs that dirt beside a number is read as."""


@dataclass(frozen=True, slots=True)
class InCell(Place):
    """All that is seen in one cell."""

    ink: Patch

    def box(self) -> Patch:
        """Around its ink: what a pass lost is within it."""
        return self.ink


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """What is printed in one cell, and what was seen of it."""

    ink: Ink
    words: tuple[tuple[Seen, ...], ...]
    """Of each pass."""
    alike: frozenset[Seen] = frozenset()
    """The words that more than one picture shows alike, or that one alone was asked for."""

    def texts(self) -> list[str]:
        """What each pass saw, as one line."""
        return [" ".join(word.text for word in words) for words in self.words]


def is_in(word: Seen, box: Patch) -> bool:
    """Whether a word stands in a box, by its middle."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def whole(ink: Ink, text: str, sure: float) -> Seen:
    """A word that is all of a cell."""
    left, top, right, bottom = ink.box
    return Seen(text, left, top, right, bottom, sure, NOWHERE, 0)


def testimony(text: str, seen: Mapping[str, str], *, looked: bool) -> Testimony:
    """Of a cell that is all one number, or the sign for one."""
    same = [name for name, print_ in seen.items() if print_ == text]
    rest = [name for name in seen if name not in same]
    return Testimony(
        0,
        len(text),
        tuple((name, seen[name]) for name in (*same, *rest)),
        agreed=len(same),
        looked=looked,
        alike=not rest,
        odd=False,
        longer=False,
        silent=bool(rest),
        least=1.0,
    )
