"""Columns of rates in which a spreadsheet keeps a share of one: 0.985, shown as 98,5 %.

Knows numbers of rows and which counts a rate is of; no words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.book.metrics import metrics
from extractor.tables.column import Column
from extractor.tables.row import Row

NEAR = Decimal("0.02")
"""By how much a rate may miss what its counts give, in hundredths: as it is rounded."""


def kept_as_shares(rows: Sequence[Row], columns: Mapping[int, Column]) -> set[int]:
    """The columns of rates to be multiplied by a hundred.

    None of their numbers is above one; where the counts stand beside them, these tell ('0,85' of 35
    late files in 4.127 is per cent as it is).
    """
    found = set()
    for col, column in columns.items():
        if column.kind != "rate":
            continue
        cells = [(r, r.cells[col][1]) for r in rows if col in r.cells]
        numbers = [(r, v.decimal) for r, v in cells if v.sort == "number" and not v.percent]
        told = [(r, n) for r, n in numbers if n is not None]
        sheet = all(r.grid.page.page.reader == "xlsx" for r, _ in cells)
        if sheet and told and max(n for _, n in told) <= 1 and any(n % 1 for _, n in told):
            as_told = sum(_is_rate(r, n, column, columns) for r, n in told)
            as_share = sum(_is_rate(r, n * 100, column, columns) for r, n in told)
            found |= {col} if as_share >= as_told else set()
    return found


def _is_rate(row: Row, number: Decimal, column: Column, columns: Mapping[int, Column]) -> bool:
    """Whether the counts of the row give this rate in per cent, and not nothing."""
    counts = {c.metric: row.counts[col] for col, c in columns.items() if col in row.counts}
    part = next((m for m in counts if m and metrics()[m].rate == column.metric), "") or ""
    whole = counts.get(metrics()[part].of) if part else None
    return (
        bool(whole and number) and abs(Decimal(counts[part]) * 100 / (whole or 1) - number) <= NEAR
    )
