"""Cases that were counted on made scans, and what each is worth."""

from __future__ import annotations

from extractor.book.loading import Declared

SMOOTHING = (1.0, 2.0)
"""Laplace: one right and one wrong are added to what was counted, so that a case hardly ever
met is worth little, and none is worth everything."""


class Case(Declared):
    """A way in which something was read, and what came of it."""

    name: str
    meaning: str
    seen: int
    right: int

    @property
    def worth(self) -> float:
        """Probability, 0..1, that what is read so is right."""
        return (self.right + SMOOTHING[0]) / (self.seen + SMOOTHING[1])
