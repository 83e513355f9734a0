"""Whether the numbers of a table are to be reached: what stands over it, and in its cells, says so.

Knows words; which columns hold the numbers, :mod:`.matrix` knows.
"""

from __future__ import annotations

from extractor.orders.layout import Layout, says
from extractor.orders.matrix import Matrix

_LINES = 2
"""Lines above a table that may say what its numbers are."""


def is_demanded(layout: Layout, matrix: Matrix) -> bool:
    """Whether the table, its headings or what stands over it speak of what is to be reached.

    Without a word of that its numbers are what was achieved ('Xếp hạng các xã tháng 01').
    """
    said = " ".join([matrix.above, *(layout.head(c) for c in layout.numbers)])
    cells = " ".join(layout.text(at, c) for at in layout.body for c in layout.heads)
    return says("aims", said) is not None or says("bounds", cells) is not None


def is_given(layout: Layout, matrix: Matrix) -> bool:
    """'Biểu 1. Chỉ tiêu giao cho một số đơn vị' over a table, or bounds in most of its cells."""
    for line in matrix.lines[:_LINES]:
        if says("reported", line) or says("reached", line):
            return False
        if says("given", line):
            return True
    numbers = [said for at in layout.body for c in layout.numbers if (said := layout.text(at, c))]
    return 2 * sum(1 for said in numbers if says("bounds", said)) > len(numbers)
