"""What a bare 'Tiếp nhận' beside a carry-over counts: the new files or all, as its rows balance.

Knows the balance that ``patterns/rules`` declares; knows no words and no rows' names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from extractor.book.rules import Balance, rules
from extractor.tables.column import Column
from extractor.tables.grid import Grid
from extractor.tables.past import PAST
from extractor.tables.values import value_of

FEWEST, SHARE = 2, 0.8
"""Rows with a carry-over that balance one way only, and their part of all such rows."""
LOOKED = 60
"""Rows looked at."""
Telling = Callable[[int], int | None]
"""What one row of a table, or one column of a turned one, counts in the column of a number."""
INPERIOD = "inperiod"
"""The feature of a heading that names the period: of what came in, with or without the rest."""
WHOLE = "total"
"""The feature of a heading that says by itself that all is meant."""


def with_new(columns: Sequence[Column], grid: Grid, first: int, last: int) -> list[Column]:
    """The columns, those read as all that came in that prove to be the new ones read as such.

    The same heading over the columns of another span ('Lũy kế') means the same there. Where no row
    balances either way it is in doubt.
    """
    read = list(columns)
    for balance in rules().balance:
        for column in _open(balance, columns):
            beside = _counts(columns, column.period)
            if balance.carried not in beside or balance.new in beside:
                continue
            rows = _looked(first, last)
            told = [_is_new(balance, beside, column, grid, row) for row in rows]
            held = [way for way in told if way is not None]
            carried = sum(bool(count_at(grid, row, beside[balance.carried])) for row in rows)
            if sum(held) >= min(FEWEST, carried) and sum(held) >= SHARE * len(held) > 0:
                for other in _open(balance, columns):
                    if other.path[-1] == column.path[-1]:
                        read[other.col] = replace(other, metric=balance.new)
            elif carried and held.count(False) <= SHARE * len(held):
                read[column.col] = replace(column, ambiguous=True)  # nothing says which
    return read


def come_anew(columns: Sequence[Column], tellings: Sequence[Telling]) -> list[Column]:
    """The columns, what came in 'in the period' read as the new files where more than it was done.

    More settled and open than came in, and no carry-over told: that is not in it. In turned tables
    the rows. Each telling gives the count of a column.
    """
    read = list(columns)
    for balance in rules().balance:
        for at, column in enumerate(columns):
            open_ = column.metric == balance.total and column.kind == "count" and not column.by_form
            beside = _counts(columns, column.period)
            told = beside.keys() & {balance.carried, balance.new}
            if open_ and INPERIOD in column.own and WHOLE not in column.own and not told:
                least = ((get(column.col), _ends(balance, beside, get)) for get in tellings)
                if any(came is not None and came < min(ends, default=0) for came, ends in least):
                    read[at] = replace(column, metric=balance.new)
    return read


def tellings(grid: Grid, first: int, last: int) -> list[Telling]:
    """What each row counts."""
    return [partial(count_at, grid, row) for row in _looked(first, last)]


def with_carried(columns: Sequence[Column], grid: Grid, first: int, last: int) -> list[Column]:
    """The columns, one named by a span before the document's own read as the carry-over.

    'Tiếp nhận | Năm 2019 | Mới | Cộng': where, row by row, it and the new ones are all that came.
    """
    read = list(columns)
    for balance in rules().balance:
        beside = _counts(columns, None)
        if balance.carried in beside or not {balance.new, balance.total} <= beside.keys():
            continue
        new, total = beside[balance.new], beside[balance.total]
        for column in columns:
            if column.aside != PAST or column.path[:-1] != columns[new].path[:-1]:
                continue
            told = [_adds_up(grid, row, column.col, new, total) for row in _looked(first, last)]
            held = [way for way in told if way is not None]
            if sum(held) >= FEWEST and sum(held) >= SHARE * len(held):
                carried = replace(column, metric=balance.carried, period=None, aside="")
                read[column.col] = carried
    return read


def _adds_up(grid: Grid, row: int, *cols: int) -> bool | None:
    """Whether the first two make the third; None where the first is nothing."""
    one, other, whole = (count_at(grid, row, col) for col in cols)
    return one + other == whole if one and other is not None and whole is not None else None


def _looked(first: int, last: int) -> range:
    return range(first, min(last, first + LOOKED))


def _open(balance: Balance, columns: Sequence[Column]) -> Iterator[Column]:
    """The columns read as all that came in whose headings do not say that the carry-over is in it.

    'Tồn kỳ trước | Tiếp nhận: Tổng, Trực tuyến, Trực tiếp': a whole of what stands below one
    heading, the carry-over elsewhere, leaves it open too.
    """
    apart = {c.path[:1] for c in columns if c.metric == balance.carried}
    for column in columns:
        part = len(column.path) > 1 and bool(apart) and column.path[:1] not in apart
        told = column.by_form or (WHOLE in column.own and not part)
        if column.metric == balance.total and column.kind == "count" and not told:
            yield column


def _counts(columns: Sequence[Column], period: str | None) -> dict[str, int]:
    """Metric → the one column of a span that counts it."""
    alike = [c for c in columns if c.metric and c.kind == "count" and c.period == period]
    metrics = [c.metric for c in alike]
    return {c.metric: c.col for c in alike if c.metric and metrics.count(c.metric) == 1}


def _is_new(
    balance: Balance, beside: Mapping[str, int], column: Column, grid: Grid, row: int
) -> bool | None:
    """Whether a row balances with the carry-over only; None where it tells nothing.

    More settled and open than came in was carried over in part, whatever else is not listed.
    """
    came, carried = count_at(grid, row, column.col), count_at(grid, row, beside[balance.carried])
    if came is None or not carried:
        return None
    ends = set(_ends(balance, beside, partial(count_at, grid, row)))
    least = min(ends, default=came)
    with_it = came + carried in ends or came < least <= came + carried
    without = came in ends
    return with_it if with_it != without else None


def _ends(balance: Balance, beside: Mapping[str, int], get: Telling) -> Iterator[int]:
    """What was settled and is open, with and without what is listed beside them."""
    extras = sum(get(beside[extra]) or 0 for extra in balance.extras if extra in beside)
    ways = [
        [way for way in ([part], *balance.instead.get(part, ())) if all(m in beside for m in way)]
        for part in balance.parts
    ]
    for chosen in product(*ways):
        counts = [get(beside[metric]) for way in chosen for metric in way]
        if any(count is not None for count in counts):
            told = sum(count or 0 for count in counts)
            yield from (told, told + extras)


def count_at(grid: Grid, row: int, col: int) -> int | None:
    """The whole number a cell shows, or None."""
    cell = grid.at(row, col)
    value = value_of(grid.raw(cell)) if cell is not None else None
    return value.count if value is not None and value.sort == "number" else None
