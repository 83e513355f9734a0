"""A first column of row numbers whose heading was misread: its cells tell what it is.

'TT' read as a 1 names nothing, and the numbers below it would be taken for the names of groups.
Knows cells; no row is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.tables.column import Column
from extractor.tables.grid import Grid

MOSTLY = 0.8
"""Share of what stands in the column that numbers rows; the rest was misread."""
FEWEST = 3
"""Rows that count from 1 on."""
_MARK = regex.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLl]{1,5}|\p{Lu}|\p{Ll}|[-+*•])[.)]?")
_NUMBER = regex.compile(r"(\d{1,3})[.)]?")


def with_numerals(columns: Sequence[Column], grid: Grid, first: int, last: int) -> list[Column]:
    """The columns of a scan's table, the first one as that of the row numbers if it holds them."""
    told = list(columns)
    if len(told) < 3 or told[0].label is not None or told[0].metric is not None:
        return told
    texts = [text for row in range(first, last) if (text := grid.text_at(row, 0))]
    marks = sum(_MARK.fullmatch(text) is not None for text in texts)
    if marks >= MOSTLY * len(texts) and _counts(texts):
        told[0] = replace(told[0], label="order", aside="")
    return told


def _counts(texts: Sequence[str]) -> bool:
    """Whether they say 1, 2 and 3, in this order, among others."""
    numbers = [int(match[1]) for text in texts if (match := _NUMBER.fullmatch(text))]
    wanted = iter(numbers)
    return all(number in wanted for number in range(1, FEWEST + 1))
