"""A long list folded into halves side by side: 'TT | Đơn vị | Tổng | TT | Đơn vị | Tổng'.

Knows headings only: where each half begins, and which columns are the same in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.words import label_kind
from extractor.text import fold

MOST, NARROWEST = 4, 2
"""Halves of a table, and the columns that each has at least."""

Half = dict[int, int]
"""Column of the first half → the one that holds the same in this half."""


def halves(paths: Sequence[tuple[str, ...]], damaged: bool) -> list[Half]:
    """The halves of a table by the headings over its columns, the first included.

    One that is no such table has one, all of it. Every half begins with what names its rows;
    columns without a heading part them.
    """
    named = [col for col, path in enumerate(paths) if path]
    told = [tuple(fold(text) for text in paths[col]) for col in named]
    for count in range(MOST, 1, -1):
        wide, rest = divmod(len(named), count)
        if not rest and wide >= NARROWEST and told == told[:wide] * count:
            first = named[:wide]
            if label_kind(paths[first[0]][-1], damaged) is None:
                break
            starts = range(0, len(named), wide)
            return [dict(zip(first, named[at : at + wide], strict=True)) for at in starts]
    return [{col: col for col in range(len(paths))}]
