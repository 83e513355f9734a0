"""How many of those who owed a report gave it, and in time: below each superior and altogether.

Counts only; a share is of the reports whose day is over, so that nobody is held against what is
not yet due. Knows standings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from extractor.office.standing import STATUSES, Standing, Status

_ABSENT: frozenset[Status] = frozenset({"missing", "awaited", "returned"})


@dataclass(frozen=True, slots=True)
class Rate:
    """The standings below one superior, counted."""

    parent: str
    """Its id; '' for units without one, and for all together."""
    counts: Mapping[Status, int]

    @property
    def owed(self) -> int:
        """Reports that are owed."""
        return sum(self.counts.values())

    @property
    def over(self) -> int:
        """Those of them that should be here by now, or are."""
        return self.owed - self.counts.get("awaited", 0)

    @property
    def given(self) -> int:
        """Those that are here, in whatever state; what was sent back is not."""
        return sum(n for status, n in self.counts.items() if status not in _ABSENT)

    def share(self, count: int) -> Fraction | None:
        """A count as a share of :attr:`over`; None where nothing is over."""
        return Fraction(count, self.over) if self.over else None


def rate(standings: Iterable[Standing], parent: str = "") -> Rate:
    """All of the standings together; what nobody asked for is left out."""
    counts = Counter(one.status for one in standings if one.duty is not None)
    return Rate(parent, {status: counts[status] for status in STATUSES if counts[status]})


def by_parent(standings: Iterable[Standing]) -> tuple[Rate, ...]:
    """One for each superior that has units who owe, the worst share of given reports first."""
    below: defaultdict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        if one.duty is not None:
            below[one.parent].append(one)
    rates = [rate(them, parent) for parent, them in below.items()]
    return tuple(sorted(rates, key=lambda r: (r.share(r.given) or 0, r.parent)))
