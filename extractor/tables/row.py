"""A row of a table and a group of rows, before and after it is known whose figures they hold.

Knows their shape; gives no scope.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractor.models import Cell, Scope
from extractor.tables.grid import Grid
from extractor.tables.values import Value

_ROMAN = regex.compile(r"[IVXL]{1,6}")


@dataclass(slots=True)
class Row:
    """A body row before and after its scope is known."""

    grid: Grid
    index: int
    number: int
    """Its place among the rows of the table, continued over pages."""
    marker: str
    """Its numeral: 'I', 'A', '3' or ''."""
    label: str
    cells: dict[int, tuple[Cell, Value]]
    """The non-blank cells under columns of figures."""
    counts: dict[int, int] = field(default_factory=dict)
    scope: Scope | None = None
    around: str = ""
    """The group or caption a field of work stands under, told only where needed."""
    note: str = ""
    period: str = ""
    """The span of time that names it instead of a unit ('Tháng 2')."""

    @property
    def style(self) -> str:
        """'arabic', 'roman', 'letter' or ''."""
        if not any(map(str.isalnum, self.marker)):
            return ""
        if self.marker[0].isdecimal():
            return "arabic"
        return "roman" if _ROMAN.fullmatch(self.marker) else "letter"


@dataclass(slots=True)
class Group:
    """A group row: what it says of the rows below it."""

    style: str
    level: str | None
    text: str
    own: Row | None = None
    is_unit: bool = False
    """It names a single unit: the rows below are its fields of work."""
    rows: list[Row] = field(default_factory=list)
