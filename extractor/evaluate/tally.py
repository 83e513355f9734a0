"""So many right of so many, with the usual shares. Knows nothing of what is counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Tally:
    """Right, extra and missed, with the usual three shares of them."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Counts the other's as well."""
        self.right += other.right
        self.extra += other.extra
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 when nothing was read."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Share of the gold that was read; 1 when there is none."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _share(2 * self.right, 2 * self.right + self.extra + self.missed)


@dataclass
class Ratio:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def count(self, right: bool) -> None:
        """One more, right or not."""
        self.right += right
        self.of += 1

    def add(self, other: Ratio) -> None:
        """Counts the other's as well."""
        self.right += other.right
        self.of += other.of

    @property
    def share(self) -> float:
        """1 when there was nothing to get right."""
        return _share(self.right, self.of)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
