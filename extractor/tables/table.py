"""A table of figures while it is read: its columns, and its parts page by page.

Only its shape; how it is read is :mod:`.line`, :mod:`.body` and :mod:`.transposed`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from extractor.models import Period
from extractor.repair.lost import is_misspelled
from extractor.tables.caption import Caption
from extractor.tables.columns import Column
from extractor.tables.grid import Grid
from extractor.tables.halves import Half
from extractor.tables.header import Header
from extractor.tables.sections import Section

_DECIMAL = regex.compile(r"\d{1,3}([.,])\d{1,2}\s?%?")
"""All that a cell holds: a number with one or two decimals."""


@dataclass(slots=True)
class Part:
    """A table's rows on one page."""

    grid: Grid
    header: Header | None
    """None on a page that goes on without repeating the heading."""
    first: int
    last: int
    on_page: int


class Opened(NamedTuple):
    """What rows of a turned table have opened for those below them."""

    section: Section
    above: tuple[str, ...]
    """The labels of the group that is open."""
    over: Mapping[str, tuple[str, ...]]
    """What the items of each list stand under, by what they share."""
    figured: Mapping[tuple[str, ...], str | None]
    """Labels that have figures of their own, and what these count."""
    numbered: Mapping[str, tuple[str, ...]]
    """Numerals of rows that say themselves what they count, and their labels."""


@dataclass(slots=True)
class FileTable:
    """A table of figures: its columns, and its parts page by page."""

    number: int
    columns: list[Column]
    caption: Caption
    pattern: str
    heading: frozenset[tuple[str, ...]]
    """The texts of its heading rows, to know a repeated one."""
    parts: list[Part] = field(default_factory=list)
    own: Period | None = None
    """The document's."""
    transposed: bool = False
    unproven: bool = False
    """Too few rows name figures: nothing is read unless it goes on and shows that they do."""
    begun: Opened | None = None
    """Of a turned table that goes on overleaf: what the page before left open."""
    left: Opened | None = None
    """The same behind its last row, once its rows were read."""
    halves: Sequence[Half] = ({},)
    """Side by side, where the table is folded; ``columns`` are those of the first."""
    vague: dict[str, str] = field(default_factory=dict)
    """Ids of figures whose heading leaves open what they count → what else it may be."""

    @property
    def clear(self) -> bool:
        """It was read from no image: rarer words are what they look like."""
        return self.parts[0].grid.page.page.reader != "ocr"

    @property
    def commas(self) -> bool:
        """It prints decimals with a comma, and never with a point; of no image is that certain."""
        orders = {column.col for column in self.columns if column.label == "order"}
        cells = ((p.grid, c) for p in self.parts for c in p.grid.table.cells if c.col not in orders)
        found = {match[1] for grid, c in cells if (match := _DECIMAL.fullmatch(grid.text(c)))}
        return self.clear and found == {","}

    @property
    def damaged(self) -> bool:
        """Marks or letters were lost on the page it begins on."""
        return is_misspelled(self.parts[0].grid.page)
