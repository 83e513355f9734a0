"""From the cells of rows whose scope is known to figures with their evidence.

Knows how a value becomes a figure; not how columns and rows got their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.book.doubts import UNREAD_AROUND, is_sure, worth
from extractor.book.metrics import Kind
from extractor.models import Cell, Evidence, Figure, Reading, Scope, made
from extractor.numbers import as_count, as_decimal
from extractor.sightings import Sighting, sighting
from extractor.tables.grid import Grid
from extractor.tables.values import Value
from extractor.tables.words import meaning
from extractor.text import UNREAD

_GROUPED = regex.compile(r"\d{1,3}\.\d{3}")
"""May be thousands parted by a point, or a number with three decimals."""

_as_figure, _as_evidence = made(Figure), made(Evidence)
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
    """What the cells of a column, or of a row of a turned table, are to be read as."""

    metric: str
    kind: Kind
    pattern: str
    rate: str | None = None
    factor: int = 1
    period: str | None = None
    fraction: bool = False
    """The column prints 0.985 for 98,5 %."""
    commas: bool = False
    """Its table prints decimals with a comma: points part thousands."""
    ratio: tuple[str, str] | None = None
    """What 'a' and 'b' of a cell 'a/b' are."""


def place(grid: Grid, row: int, table: int, on_page: int, number: int) -> Place:
    """The row's place; its quote runs from the first printed cell to the last."""
    cells = grid.filled(row)
    start = min((cell.start for cell in cells), default=0)
    end = max((grid.end(cell) for cell in cells), default=0)
    quote = grid.page.page.text[start:end] if end - start <= LONGEST_QUOTE else ""
    return Place(table, on_page, block_of(table, number), start, end, quote)


def block_of(table: int, number: int) -> str:
    """The block of figures that are summed together: a row's, or a column's of a turned table."""
    return f"table{table}:row{number}"


def figures(
    grid: Grid,
    where: Place,
    cell: Cell,
    value: Value,
    reads: Reads,
    scope: Scope,
    note: str = "",
    around: str = "",
) -> tuple[Figure, ...]:
    """The figure of a cell; two where a per cent stands behind the count.

    A ``note`` says why the meaning of the place is disputed: the figure stays unresolved.
    ``around`` is the case of its surroundings on a page image.
    """
    if UNREAD in (scope.name or ""):  # whose it is, nobody can say, whatever its heading is worth
        around = "name-dark"
    if value.whole is not None and reads.ratio is not None:
        return _part_and_whole(grid, where, cell, value, reads, scope, note, around)
    percent = value.percent and reads.kind == "count"
    metric = reads.rate if percent else reads.metric
    if metric is None:
        return ()
    kind: Kind = "rate" if percent else reads.kind
    amount = None if note else _amount(value, kind, reads)
    start = cell.start + value.start
    end = cell.start + value.end
    first = _figure(
        grid, where, cell, start, end, reads, scope, metric, amount, note, around, value.guess
    )
    if value.rate is None or reads.rate is None or kind != "count":
        return (first,)
    start, end = cell.start + value.rate[0], cell.start + value.rate[1]
    rate = None if note else as_decimal(grid.page.page.text[start:end])
    second = _figure(grid, where, cell, start, end, reads, scope, reads.rate, rate, note, around)
    return first, second.model_copy(update={"id": f"{first.id}.rate"})


def _part_and_whole(
    grid: Grid,
    where: Place,
    cell: Cell,
    value: Value,
    reads: Reads,
    scope: Scope,
    note: str,
    around: str,
) -> tuple[Figure, ...]:
    """The figures of a cell '325/336', or of '325/336 (96,73 %)'."""
    part, whole = reads.ratio or ("", "")
    first, last = value.whole or (0, 0)
    text = grid.page.page.text
    spans = [("", part, value.start, first - 1), (".of", whole, first, last)]
    if value.rate is not None and reads.rate is not None:
        spans.append((".rate", reads.rate, *value.rate))
    made = []
    for suffix, metric, begin, end in spans:
        printed = text[cell.start + begin : cell.start + end].rstrip(" /")
        start = cell.start + begin
        number = as_decimal(printed) if suffix == ".rate" else as_count(printed)
        args = (reads, scope, metric, None if note else number, note, around)
        figure = _figure(grid, where, cell, start, start + len(printed), *args)
        made.append(figure.model_copy(update={"id": f"{figure.id}{suffix}"}))
    return tuple(made)


def _amount(value: Value, kind: Kind, reads: Reads) -> int | Decimal | None:
    """The number meant, or None where the cell does not show it beyond doubt."""
    if value.sort != "number" or (value.unit and not _counts_units(value.unit)):
        return None
    if kind == "count":
        return value.count
    number = value.decimal
    if number is None or kind == "rate":
        return number * 100 if number is not None and reads.fraction else number
    if _GROUPED.fullmatch(value.printed):  # '600.000' đồng; '9.876' triệu đồng by the others
        if reads.factor == 1 or value.count is None:
            return value.count
        return value.count * reads.factor if reads.commas else None
    money = number * reads.factor
    return int(money) if money == money.to_integral_value() else money


def _counts_units(unit: str) -> bool:
    """What stands behind the number is a unit of files ('12 hồ sơ')."""
    said = meaning(unit, False)
    return not said.strange and all(f.startswith("unit:") for f in said.features)


@lru_cache(maxsize=1_000)
def _reading(reader: str, guess: str, seen: Sighting, around: str) -> Reading:
    others = (guess, *(other for other in seen.alternatives if other != guess))
    return Reading(
        reader=reader,
        confidence=round(seen.confidence * worth(around), 3) if around else seen.confidence,
        alternatives=others if guess else seen.alternatives,
        around=around,
    )


def _figure(
    grid: Grid,
    where: Place,
    cell: Cell,
    begin: int,
    finish: int,
    reads: Reads,
    scope: Scope,
    metric: str,
    amount: int | Decimal | None,
    note: str,
    around: str,
    guess: str = "",
) -> Figure:
    """The figure printed at raw ``[begin:finish]`` of the page."""
    page = grid.page.page
    start, end, quote = where.start, where.end, where.quote
    if not (start <= begin and finish <= end and quote):
        start, end = cell.start, cell.end
        quote = page.text[start:end]
    row, col = cell.row + 1, cell.col + 1
    seen = sighting(page, begin, finish)
    return _as_figure(
        id=f"t{page.number}.{where.on_page}.{row}.{col}",
        scope=scope,
        metric=metric,
        value=amount,
        printed=page.text[begin:finish],
        evidence=_as_evidence(
            page=page.number,
            quote=quote,
            start=start,
            end=end,
            bbox=cell.box,
            printed_start=begin,
            printed_end=finish,
            cell=cell.ref or f"table {where.table}, row {row}, column {col}",
            line=page.text.count("\n", 0, begin) + 1,
        ),
        reading=_reading(page.reader, guess if amount is None else "", seen, around),
        status=seen.status if amount is not None and is_sure(around) else "unresolved",
        origin="table",
        block=where.block,
        pattern=reads.pattern,
        period=reads.period,
        note=note or ("" if is_sure(around) else UNREAD_AROUND),
    )
