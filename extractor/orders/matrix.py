"""Tables of targets or of findings: one for each unit and measure, or for each measure and time.

'Đơn vị | Hồ sơ trực tuyến | …' has a body in each row and a measure in each heading; 'Chỉ tiêu |
Năm 2024 | Năm 2025' a measure in each row and a day in each heading. Knows cells; which of the two
a table is, its first headings say. A column of what was achieved holds no target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from extractor.book.orders import compiled, order_sections
from extractor.models import Cell, Commitment, Inspected, Page
from extractor.numbers import as_count
from extractor.orders.cells import is_rate, target_in_cell
from extractor.orders.deadlines import Deadline, Signed, find_deadlines
from extractor.orders.inspected import metric_of
from extractor.orders.targets import Target
from extractor.patience import patience
from extractor.text import fold

Rows = Mapping[int, Mapping[int, Cell]]
_NUMBER = regex.compile(r"\d[\d.,]*\s?%?")
_ABOVE = 400
"""Characters above a table in which its lead sentence stands."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where a table keeps its labels and its numbers; ``of_units``: a row is a body's."""

    label: int
    of_units: bool
    unit: int | None
    """The column that says what is counted in ('%')."""
    heads: Mapping[int, str]
    """The heading of each column of numbers."""
    first: int
    """The first row below the headings."""


def matrix_of(page: Page, rows: Rows) -> Matrix | None:
    """How a table of targets or findings is laid out; None for any other."""
    first = next((at for at in sorted(rows) if _is_told(page, rows[at])), None)
    above = [at for at in rows if first is not None and at < first]
    if first is None or not above:
        return None
    heads: dict[int, str] = {}
    for at in sorted(above):
        for cell in rows[at].values():
            for col in range(cell.col, cell.col + cell.col_span):
                heads[col] = f"{heads.get(col, '')} {text_of(page, cell)}".strip()
    book = order_sections().matrix
    found: dict[str, int] = {}
    for col, words in sorted(heads.items()):
        for name in ("passed", "unit", "units", "measures"):
            if name not in found and _fits(book[name], words):
                found[name] = col
                break
    label = found.get("units", found.get("measures"))
    if label is None:
        return None
    numbers = {c: w for c, w in heads.items() if c > label and c != found.get("unit")}
    return Matrix(label, "units" in found, found.get("unit"), numbers, first)


def _fits(expression: str, words: str) -> bool:
    return (
        compiled(expression).match(
            fold(words).strip(" *_"), timeout=patience(fold(words).strip(" *_"))
        )
        is not None
    )


def _is_told(page: Page, cells: Mapping[int, Cell]) -> bool:
    """A row with a number behind its first two cells, or in its second where that is all."""
    behind = [text_of(page, cells[col]) for col in sorted(cells)][1:]
    times = compiled(order_sections().matrix["times"])
    return any(
        regex.search(r"\d", words) and not times.search(fold(words), timeout=patience(words))
        for words in behind
    )


def text_of(page: Page, cell: Cell | None) -> str:
    """A cell's words on one line."""
    if cell is None:
        return ""
    return " ".join(page.text[cell.start : cell.end].replace("*", "").split()).strip(" ;.")


def is_demanded(page: Page, rows: Rows, matrix: Matrix) -> bool:
    """Whether the table, its headings or what stands over it speak of what is to be reached.

    Without a word of that its numbers are what was achieved ('Xếp hạng các xã tháng 01').
    """
    top = min(c.start for cells in rows.values() for c in cells.values())
    said = fold(" ".join([page.text[max(0, top - _ABOVE) : top], *matrix.heads.values()]))
    cells = fold(" ".join(text_of(page, c) for row in rows.values() for c in row.values()))
    book = order_sections().matrix
    return any(
        compiled(book[name]).search(text, timeout=patience(text)) is not None
        for name, text in (("aims", said), ("bounds", cells))
    )


def targets_in(page: Page, rows: Rows, matrix: Matrix, signed: Signed) -> Iterator[Commitment]:
    """One target for each cell that holds one."""
    top = min(c.start for cells in rows.values() for c in cells.values())
    lead = page.text[max(0, top - _ABOVE) : top].rstrip().rsplit("\n", 1)[-1]
    below = _day(lead, signed)
    for at in sorted(rows):
        cells = rows[at]
        label = text_of(page, cells.get(matrix.label))
        if at < matrix.first or not label:
            continue
        start, end = (
            f(c for one in cells.values() for c in (one.start, one.end)) for f in (min, max)
        )
        for col, head in matrix.heads.items():
            aim = _aim(page, cells, matrix, col, label)
            day = _day(head, signed) or _year(head, signed)
            if aim is None or _is_achieved(head, signed):
                continue
            own = day or below
            yield Commitment(
                what=f"{label}: {head}" if matrix.of_units else label,
                actor=label if matrix.of_units else None,
                metric=aim.metric,
                comparison=aim.comparison,
                target=aim.value,
                printed=aim.printed,
                deadline=own.day if own else None,
                deadline_words=(head if day else _words(lead, own)) if own else None,
                quote=page.text[start:end],
                page=page.number,
                start=start,
                end=end,
            )


def _aim(
    page: Page, cells: Mapping[int, Cell], matrix: Matrix, col: int, label: str
) -> Target | None:
    """The target in a cell: a rate also where only its heading, its row or the table says so."""
    words = text_of(page, cells.get(col))
    if not regex.search(r"\d", words):
        return None
    measure = matrix.heads[col] if matrix.of_units else label
    unit = text_of(page, cells.get(matrix.unit)) if matrix.unit is not None else ""
    name = regex.sub(r"\(?%\)?", "", measure)
    if "%" in f"{measure}{unit}{matrix.heads[col]}" or (not unit and is_rate(name)):
        unit = "%"
    return target_in_cell(name, words, unit)


def _is_achieved(head: str, signed: Signed) -> bool:
    """A column of what was reached, or of a year that is over."""
    years = [int(year) for year in regex.findall(r"20\d\d", head)]
    if years and signed.year is not None and max(years) < signed.year:
        return True
    achieved = compiled(order_sections().matrix["achieved"])
    return achieved.search(fold(head), timeout=patience(head)) is not None


def _day(words: str, signed: Signed) -> Deadline | None:
    by = order_sections().by
    led = f"{by} {words}"
    found = [d for d in find_deadlines(led, fold(led), signed) if d.day]
    return next((d for d in found if not d.bare), found[0] if found and len(words) < 60 else None)


def _year(head: str, signed: Signed) -> Deadline | None:
    """'Kế hoạch năm 2024' heads what is to be reached by its end."""
    years = regex.findall(r"20\d\d", head)
    return _day(f"{order_sections().by_year} {years[-1]}", signed) if years else None


def _words(printed: str, day: Deadline) -> str:
    """The deadline as printed, without the word put before it."""
    begin = max(0, day.start - len(order_sections().by) - 1)
    return printed[begin : day.end - len(order_sections().by) - 1].strip()


def inspected_in(page: Page, rows: Rows, matrix: Matrix) -> Iterator[Inspected]:
    """The counts of files that a table of findings tells of each unit."""
    for at in sorted(rows):
        cells = rows[at]
        if at < matrix.first or not text_of(page, cells.get(matrix.label)):
            continue
        for col, head in matrix.heads.items():
            printed = text_of(page, cells.get(col))
            value = as_count(printed) if _NUMBER.fullmatch(printed) and "%" not in printed else None
            metric = metric_of(head)
            if value is None or metric is None:
                continue
            start, end = cells[min(cells)].start, cells[col].end
            yield Inspected(
                metric=metric,
                value=value,
                printed=printed,
                quote=page.text[start:end],
                page=page.number,
                start=start,
                end=end,
            )
