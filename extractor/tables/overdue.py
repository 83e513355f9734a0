"""Tables of late files alone: 'Hồ sơ trễ hạn | Đã giải quyết | Chưa giải quyết'.

What is settled or open there is late too: told by sums, or by the title where nothing else counts.
Knows which counts have a late part; no rows' names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.book.metrics import grammar
from extractor.book.tables import table_book
from extractor.tables.balanced import count_at
from extractor.tables.column import Column
from extractor.tables.grid import Grid
from extractor.tables.words import meaning

FEWEST = 2
"""Rows whose late files are those settled and those open."""
NEAR = 3
"""Lines over the table that may be its title."""


def all_late(
    columns: Sequence[Column], grid: Grid, first: int, last: int, titles: Sequence[str]
) -> list[Column]:
    """The columns, those of what is settled and open read as late where all in the table is."""
    late_of = table_book().headings.of_late
    counts = [c for c in columns if c.metric and c.kind == "count"]
    parts = [c for c in counts if c.metric in late_of]
    wholes = [c for c in counts if c.metric in late_of.values()]
    if not parts or len({c.metric for c in parts}) < len(parts):
        return list(columns)
    summed = [c for c in wholes if _sums(c, parts, grid, range(first, last))]
    only = len(counts) == len(parts) and any(_of_late_alone(line) for line in titles[-NEAR:])
    if not summed and not only:
        return list(columns)
    read = list(columns)
    for part in parts:
        read[part.col] = replace(part, metric=late_of[part.metric or ""])
    for whole in summed:
        read[whole.col] = replace(whole, metric=None, aside="sum")
    return read


def listed(
    columns: Sequence[Column], grid: Grid, first: int, last: int, titles: Sequence[str]
) -> list[Column] | None:
    """The columns of a list of late files by unit or field, with one count; None if it is none.

    Whether they are settled or open its own title says ('Hồ sơ đã giải quyết quá hạn'), and
    nothing else that is counted.
    """
    groups = {"settled": "resolved.total", "open": "pending.total"}
    said = meaning(titles[-1], False).features if titles else frozenset()
    group = said & grammar().classes["group"]
    timing = said & grammar().classes["timing"]
    counts = [c for c in columns if _counts(c, grid, range(first, last))]
    named = any(c.label in ("unit", "field", "either") for c in columns)
    if timing != {"late"} or len(group) != 1 or not group < groups.keys() or len(counts) != 1:
        return None
    (count,) = counts
    own = meaning(" ".join(count.path), False)
    if not named or own.strange or not _bare(own.features) <= {"late", "total"}:
        return None
    late = table_book().headings.of_late[groups[next(iter(group))]]
    read = [c if c is count else replace(c, metric=None) for c in columns]
    read[count.col] = replace(count, metric=late, kind="count")
    return read


def _bare(features: frozenset[str]) -> frozenset[str]:
    return frozenset(f for f in features if not f.startswith("unit:"))


def _counts(column: Column, grid: Grid, rows: range) -> bool:
    """Whether most cells of a column that names no rows are whole numbers."""
    if column.label is not None or column.aside or not column.path:
        return False
    filled = [row for row in rows if grid.text_at(row, column.col)]
    numbers = sum(count_at(grid, row, column.col) is not None for row in filled)
    return 2 * numbers > len(filled)


def _sums(whole: Column, parts: Sequence[Column], grid: Grid, rows: Sequence[int]) -> bool:
    """Whether each row's late files are its settled and open ones, more than those settled."""
    held = beyond = 0
    for row in rows:
        late = count_at(grid, row, whole.col)
        told = [count_at(grid, row, part.col) for part in parts]
        if late is None or len(told) < FEWEST:
            continue
        if late != sum(count or 0 for count in told):
            return False
        held += 1
        beyond += any(count is not None and late > count > 0 for count in told)
    return held >= FEWEST and beyond > 0


def _of_late_alone(line: str) -> bool:
    """A title that names late files and nothing else that is counted."""
    said = {f for f in meaning(line, False).features if not f.startswith("unit:")}
    counted = said & (grammar().classes["group"] | grammar().classes["timing"])
    return counted == {"late"}
