"""Everything that a consolidation shows, as one value that a workbook or a page is made from.

Knows nothing of where it came from and nothing of how it is laid out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.holding import Difference
from extractor.consolidate.official.outlook import Outlook
from extractor.consolidate.official.table import Table
from extractor.units.tree import Unit

As = Literal["printed", "decided", "both"]


@dataclass(frozen=True, slots=True)
class Submission:
    """What one unit gave month by month."""

    unit: str
    parent: str
    statuses: tuple[str, ...]
    """A code for each month asked for; '' where nothing was owed and nothing came."""


@dataclass(frozen=True, slots=True)
class Used:
    """A document that figures are taken from."""

    unit: str
    months: str
    document: str
    number: str
    date: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Official:
    """One consolidation."""

    table: Table
    as_: As
    days: tuple[date, date]
    receiver: Unit | None
    outlook: Outlook
    differences: tuple[Difference, ...]
    submissions: tuple[Submission, ...]
    used: tuple[Used, ...]
    strangers: tuple[tuple[str, str], ...] = ()
    """Document and why it has no place: it is of no certain unit, or of no period."""
    decided: int = 0
    """Figures of the documents used that people confirmed or corrected."""
    printed: Table | None = None
    """The same table without what people decided, where both are asked for."""
    learned: tuple[str, ...] = ()
    """Units of it that only the heads of reports tell of."""

    @property
    def asked(self) -> Asked:
        """The period."""
        return self.table.asked
