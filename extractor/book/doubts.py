"""What a figure is worth that was read from a page image, by how its surroundings could be read."""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load

FILE = "doubts.toml"
SMOOTHING = (1.0, 2.0)
"""Laplace: one right and one wrong are added to what was counted."""


class Case(Declared):
    """A way in which what stands around a figure was read, and what came of it."""

    name: str
    meaning: str
    seen: int
    right: int

    @property
    def worth(self) -> float:
        """Probability, 0..1, that such a figure has the right name and scope."""
        return (self.right + SMOOTHING[0]) / (self.seen + SMOOTHING[1])


class Doubts(Declared):
    """``patterns/doubts.toml``."""

    meaning: str
    made_with: str
    sure: float
    """Worth from which a figure is read; below it stays unresolved."""
    case: tuple[Case, ...]


@cache
def doubts() -> Doubts:
    """The cases with their counts."""
    return load(Doubts, FILE)


@cache
def _worth() -> dict[str, float]:
    return {case.name: case.worth for case in doubts().case}


def worth(case: str) -> float:
    """What a case is worth; one that was never counted, nothing. '' is born-digital text."""
    return _worth().get(case, 0.0) if case else 1.0


def is_sure(case: str) -> bool:
    """Whether a figure told so is read."""
    return worth(case) >= doubts().sure
