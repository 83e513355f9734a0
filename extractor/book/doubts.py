"""What a figure of a page image or a garbled text is worth, by how its surroundings were read."""

from __future__ import annotations

from functools import cache

from extractor.book.counted import Case
from extractor.book.loading import Declared, load

FILE = "doubts.toml"
TEXT = "doubts-text.toml"
GARBLED = "text-"
"""How the names of cases of garbled text begin."""
TEXT_BORNE = "text-borne"
"""Case of a figure of a garbled text in doubt, which sums bear out."""
UNREAD_AROUND = "surroundings-unread"
"""Note of a figure of which what stands around it was not read for certain."""


class Around(Case):
    """How what stands around a figure was read."""

    sums: bool = False
    """Only sums tell whether it was understood: in doubt is which figure it is, not whose."""


class Doubts(Declared):
    """``patterns/doubts.toml`` for page images, ``patterns/doubts-text.toml`` for garbled text."""

    meaning: str
    made_with: str
    sure: float
    """Worth from which a figure is read; below it stays unresolved."""
    case: tuple[Around, ...]


@cache
def doubts(file: str = FILE) -> Doubts:
    """The cases of a file with their counts."""
    return load(Doubts, file)


@cache
def _worth() -> dict[str, float]:
    return {case.name: case.worth for file in (FILE, TEXT) for case in doubts(file).case}


def worth(case: str) -> float:
    """What a case is worth; one that was never counted, nothing. '' is born-digital text."""
    return _worth().get(case, 0.0) if case else 1.0


@cache
def _by_sums() -> frozenset[str]:
    return frozenset(c.name for file in (FILE, TEXT) for c in doubts(file).case if c.sums)


def borne_by_sums(case: str) -> bool:
    """Whether sums can take the doubt away."""
    return case in _by_sums()


@cache
def is_sure(case: str) -> bool:
    """Whether a figure told so is read, without sums that bear it out."""
    sure = doubts(TEXT if case.startswith(GARBLED) else FILE).sure
    return worth(case) >= sure and not borne_by_sums(case)
