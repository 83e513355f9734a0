"""Cases that were counted on made scans, and what each is worth."""

from __future__ import annotations

from extractor.book.loading import Declared

LEAST = 2.0
"""Laplace: of one right and one wrong at the least, so that a case hardly ever met is worth little,
and none is worth everything."""


class Case(Declared):
    """A way in which something was read, and what came of it."""

    name: str
    meaning: str
    seen: int
    right: int
    scans: int
    """On how many scans of documents: what is wrong on one page is mostly wrong together."""

    @property
    def worth(self) -> float:
        """Probability, 0..1, that what is read so is right, on a scan of a kind not yet seen.

        To those counted one more scan is added on which the case is met as often as on the mean
        one, and wrong every other time: what was met on few scans is worth less than its share.
        """
        more = max(LEAST, self.seen / max(self.scans, 1))
        return (self.right + more / 2) / (self.seen + more)
