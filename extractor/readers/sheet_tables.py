"""Which rows of a sheet are tables: a sheet may hold a title, some prose and several of them.

Knows filled cells, not what they say: a table begins where a row of words stands over rows of
numbers in the same columns, below a title, a blank row or nothing. What stands around tables is
text, as a person sees it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[\d\s.,()%/+-]*\d[\d\s.,()%/+-]*|[-–—xX.…]+")
"""A cell that holds what a figure's cell may hold; dashes and crosses stand for none."""
HEADING = 6
"""Rows that a table's heading may take, with the row that numbers the columns."""
SHARE = 0.6
"""Of the columns that the first row of numbers fills: so many have a heading above them."""

Row = Sequence[tuple[int, int, str]]
"""The filled cells of a row: column, columns that it spans, text."""


def tables_of(rows: Sequence[Row]) -> list[range]:
    """The rows of each table, in order; all rows as one where none is seen to begin.

    None where no row has more than one filled cell: such a sheet is text.
    """
    starts = [at for at in range(len(rows)) if _begins(rows, at)]
    if not starts:
        return [range(len(rows))] if any(len(row) > 1 for row in rows) else []
    stops = [*starts[1:], len(rows)]
    return [range(a, _end(rows, a, b)) for a, b in zip(starts, stops, strict=True)]


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _has_data(row: Row) -> bool:
    """Whether a number stands on it beside something else."""
    return len(row) > 1 and any(_is_number(text) for _, _, text in row[1:])


def _has_words(row: Row) -> bool:
    return len(row) > 1 and not any(_is_number(text) for _, _, text in row)


def _begins(rows: Sequence[Row], at: int) -> bool:
    """A row of words below a title, a blank row or nothing, with numbers below its words."""
    if not _has_words(rows[at]) or (at and len(rows[at - 1]) > 1):
        return False
    headed: set[int] = set()
    for row in rows[at : at + HEADING]:
        if _has_data(row):
            filled = {col for col, _, _ in row}
            return len(filled & headed) >= SHARE * len(filled)
        if len(row) < 2:
            return False
        headed |= {col + more for col, wide, _ in row for more in range(wide)}
    return False


def _end(rows: Sequence[Row], start: int, stop: int) -> int:
    """Behind the last row of numbers before the next table: what follows is text."""
    return next((at + 1 for at in range(stop - 1, start, -1) if _has_data(rows[at])), stop)
