"""From the cells of rows whose scope is known to figures with their evidence.

Knows how a value becomes a figure; not how columns and rows got their meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.book.metrics import Kind
from extractor.models import Cell, CleanPage, Evidence, Figure, Reading, Scope
from extractor.numbers import as_decimal
from extractor.tables.grid import Grid
from extractor.tables.values import Value
from extractor.tables.words import meaning

LONGEST_QUOTE = 2_000
"""Characters of a row that are quoted; of a longer row only the cell."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: the table's number in the document and on its page, and its quote."""

    table: int
    on_page: int
    block: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reads:
    """What one cell is to be read as."""

    scope: Scope
    metric: str
    kind: Kind
    pattern: str
    rate: str | None = None
    factor: int = 1
    period: str | None = None
    note: str = ""
    sure: bool = True
    """False: the place is known, the meaning is disputed; the figure stays unresolved."""
    fraction: bool = False
    """The column prints 0.985 for 98,5 %."""


def place(grid: Grid, row: int, table: int, on_page: int, number: int) -> Place:
    """The row's place; its quote runs from the first printed cell to the last."""
    cells = list(grid.filled(row))
    start = min((cell.start for cell in cells), default=0)
    end = max((cell.end for cell in cells), default=0)
    quote = grid.page.page.text[start:end] if end - start <= LONGEST_QUOTE else ""
    return Place(table, on_page, f"table{table}:row{number}", start, end, quote)


def figures(
    page: CleanPage, where: Place, cell: Cell, value: Value, reads: Reads, reading: Reading
) -> Iterator[Figure]:
    """The figure of a cell; two where a per cent stands behind the count."""
    percent = value.percent and reads.kind == "count"
    metric = reads.rate if percent else reads.metric
    if metric is None:
        return
    kind: Kind = "rate" if percent else reads.kind
    amount = _amount(value, kind, reads)
    span = (cell.start + value.start, cell.start + value.end)
    yield _figure(page, where, cell, span, value.printed, metric, amount, value, reads, reading)
    if value.rate is not None and reads.rate is not None and kind == "count":
        span = (cell.start + value.rate[0], cell.start + value.rate[1])
        printed = page.page.text[slice(*span)]
        rate = as_decimal(printed)
        yield _figure(
            page, where, cell, span, printed, reads.rate, rate, value, reads, reading, tail=".rate"
        )


def _amount(value: Value, kind: Kind, reads: Reads) -> int | Decimal | None:
    """The number meant, or None where the cell does not show it beyond doubt."""
    if value.sort != "number" or not reads.sure or not _counts_units(value):
        return None
    if kind == "count":
        return value.count
    number = value.decimal
    if number is None or kind == "rate":
        return number * 100 if number is not None and reads.fraction else number
    money = number * reads.factor
    return int(money) if money == money.to_integral_value() else money


def _counts_units(value: Value) -> bool:
    """What stands behind the number is a unit of files ('12 hồ sơ') or nothing."""
    if not value.unit:
        return True
    said = meaning(value.unit, False)
    return not said.strange and all(f.startswith("unit:") for f in said.features)


def _figure(
    page: CleanPage,
    where: Place,
    cell: Cell,
    span: tuple[int, int],
    printed: str,
    metric: str,
    amount: int | Decimal | None,
    value: Value,
    reads: Reads,
    reading: Reading,
    tail: str = "",
) -> Figure:
    start, end, quote = where.start, where.end, where.quote
    if not (start <= span[0] and span[1] <= end and quote):
        start, end = cell.start, cell.end
        quote = page.page.text[start:end]
    spot = f"table {where.table}, row {cell.row + 1}, column {cell.col + 1}"
    if value.guess and amount is None:
        reading = reading.model_copy(update={"alternatives": (value.guess,)})
    return Figure(
        id=f"t{page.page.number}.{where.on_page}.{cell.row + 1}.{cell.col + 1}{tail}",
        scope=reads.scope,
        metric=metric,
        value=amount,
        printed=printed,
        evidence=Evidence(
            page=page.page.number,
            quote=quote,
            start=start,
            end=end,
            bbox=cell.box,
            printed_start=span[0],
            printed_end=span[1],
            cell=cell.ref or spot,
        ),
        reading=reading,
        status="read" if amount is not None else "unresolved",
        origin="table",
        block=where.block,
        pattern=reads.pattern,
        period=reads.period,
        note=reads.note,
    )
