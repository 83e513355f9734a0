"""Wholes that no heading names and the printed shares prove: 'Kết quả đã cấp | đã số hóa | Tỷ lệ'.

Knows that a share is a part of a whole; a column whose heading nobody understood is that whole
where, row by row, the share printed is the part's of it. Knows no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.book.metrics import metrics
from extractor.tables.column import Column
from extractor.tables.grid import Grid
from extractor.tables.values import Value, value_of

FEWEST, SHARE = 3, Decimal("0.8")
"""Rows in which the share must be told and hold, and their part of all such rows."""
LOOKED = 60
"""Rows looked at."""


def with_wholes(columns: Sequence[Column], grid: Grid, first: int, last: int) -> list[Column]:
    """The columns, those that are proven to be a whole of their own read as such."""
    read = list(columns)
    for share in columns:
        part = next((c for c in columns if share.metric and c.rate == share.metric), None)
        if share.kind != "rate" or part is None or part.kind != "count" or part.metric is None:
            continue
        whole = metrics()[part.metric].of or ""
        group = [c for c in columns if c.path[:-1] == share.path[:-1]]
        if not whole.endswith(".due") or part not in group or whole in {c.metric for c in group}:
            continue
        open_ = [c for c in group if c.metric is None and not (c.label or c.aside)]
        found = [
            c for c in open_ if c.kind == "count" and _proves(grid, first, last, c, part, share)
        ]
        if len(found) == 1:
            read[found[0].col] = replace(found[0], metric=whole)
    return read


def _proves(grid: Grid, first: int, last: int, whole: Column, part: Column, share: Column) -> bool:
    rows = range(first, min(last, first + LOOKED))
    held = [told for row in rows for told in _holds(grid, row, whole.col, part.col, share.col)]
    return sum(held) >= FEWEST and sum(held) >= SHARE * len(held)


def _holds(grid: Grid, row: int, *cols: int) -> Iterator[bool]:
    """Whether the share of a row is the part's of the whole; nothing where all of it is."""
    cells = [grid.at(row, col) for col in cols]
    values = [value_of(grid.raw(cell)) if cell is not None else Value("blank") for cell in cells]
    whole, part, share = values[0].count, values[1].count, values[2].decimal
    if any(v.sort != "number" for v in values) or not whole or part is None or share is None:
        return
    if part != whole:
        exact, unit = Decimal(100 * part) / whole, Decimal(1).scaleb(int(share.as_tuple().exponent))
        yield abs(exact - share) < unit
