"""What came of each relation over many documents: held, failed, could not be told, was in dispute.

Knows the checks that a report carries; reads no document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.book.rules import relations, rules
from extractor.models import Outcome, Report


@dataclass(slots=True)
class Met:
    """One relation: how often it came to each outcome, and in how many documents it told."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    documents: int = 0
    """In which it held or failed."""

    @property
    def told(self) -> int:
        """How often it held or failed."""
        return self.outcomes["consistent"] + self.outcomes["inconsistent"]


def statistics(reports: Iterable[Report]) -> dict[str, Met]:
    """Every relation, those told most often first; what was never met is among them."""
    found = {name: Met() for name in relations(rules())}
    for report in reports:
        told = set()
        for check in report.checks:
            met = found.setdefault(check.relation, Met())
            met.outcomes[check.outcome] += 1
            if check.outcome in ("consistent", "inconsistent"):
                told.add(check.relation)
        for name in told:
            found[name].documents += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1].told, item[0])))
