"""Tables of duties: a row says what is to be done, and its columns who does it and by when.

Duties only where a heading names a column of them and one of agencies or of deadlines; a table of
figures has neither. Knows cells; a row is one commitment, or one for each of its targets. Tables
of targets and of findings are read in :mod:`.matrix`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.book.orders import compiled, order_sections
from extractor.models import Cell, Commitment, Inspected, Page, Table
from extractor.orders.deadlines import Deadline, Signed, find_deadlines
from extractor.orders.matrix import inspected_in, is_demanded, matrix_of, targets_in
from extractor.orders.targets import Target, find_targets
from extractor.patience import patience
from extractor.text import fold

_HEADS = 2
"""Rows at the top in which the headings may stand."""
_LONGEST = 400
"""Rows of a table that are read; a longer one is no table of duties."""


@dataclass(frozen=True, slots=True)
class _Columns:
    what: int
    who: int | None
    when: int | None
    much: int | None
    head: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a table orders, and what it tells an inspection found."""

    commitments: tuple[Commitment, ...] = ()
    inspected: tuple[Inspected, ...] = ()


def read_table(page: Page, table: Table, signed: Signed, *, ordering: bool) -> Told | None:
    """A table of duties, targets or findings; None for any other.

    ``ordering``: the document is a plan or a decision, whose numbers are what is to be reached.
    """
    rows = _rows(table)
    if len(rows) > _LONGEST:
        return None
    columns = _columns(page, rows)
    if columns is not None:
        below = (at for at in sorted(rows) if at > columns.head)
        duties = tuple(c for at in below for c in _row(page, rows[at], columns, signed))
        if duties:
            return Told(duties)
    matrix = matrix_of(page, rows)
    if matrix is None:
        return None
    found = () if ordering else tuple(inspected_in(page, rows, matrix))
    demanded = ordering or is_demanded(page, rows, matrix)
    aims = tuple(targets_in(page, rows, matrix, signed)) if demanded and not found else ()
    return Told(aims, found) if aims or found else None


def _rows(table: Table) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        rows[cell.row][cell.col] = cell
    return rows


def _columns(page: Page, rows: Mapping[int, Mapping[int, Cell]]) -> _Columns | None:
    """The columns by their headings; None where the table is none of duties."""
    book = order_sections().columns
    for at in sorted(rows)[:_HEADS]:
        found: dict[str, int] = {}
        for col, cell in sorted(rows[at].items()):
            words = fold(page.text[cell.start : cell.end]).strip(" *_\n")
            for name, heading in book.items():
                if name not in found and compiled(heading).match(words, timeout=patience(words)):
                    found[name] = col
                    break
        if "what" in found and ("who" in found or "when" in found):
            who, when, much = (found.get(name) for name in ("who", "when", "much"))
            return _Columns(found["what"], who, when, much, at)
    return None


def _row(
    page: Page, cells: Mapping[int, Cell], columns: _Columns, signed: Signed
) -> Iterator[Commitment]:
    what = _text(page, cells, columns.what)
    who, when = _text(page, cells, columns.who), _text(page, cells, columns.when)
    if len(what.split()) < 3 or not (who or when):
        return  # the heading of a group of rows
    much = _text(page, cells, columns.much)
    aims: list[Target | None] = [*(find_targets(what) or find_targets(f"{what}: {much}"))]
    used = [c for c in (columns.what, columns.who, columns.when, columns.much) if c in cells]
    start = min(cells[c].start for c in used if c is not None)
    end = max(cells[c].end for c in used if c is not None)
    day = _day(when, signed) or _day(what, signed)
    for aim in aims or [None]:
        yield Commitment(
            what=what,
            actor=who or None,
            metric=aim.metric if aim else None,
            comparison=aim.comparison if aim else None,
            target=aim.value if aim else None,
            printed=aim.printed if aim else "",
            deadline=day.day if day else None,
            deadline_words=(when or what[day.start : day.end]) if day else None,
            repeat=day.repeat if day else None,
            vague=aim is None and day is None,
            quote=page.text[start:end],
            page=page.number,
            start=start,
            end=end,
        )


def _text(page: Page, cells: Mapping[int, Cell], col: int | None) -> str:
    cell = cells.get(col) if col is not None else None
    if cell is None:
        return ""
    return " ".join(page.text[cell.start : cell.end].replace("*", "").split()).strip(" ;.")


def _day(words: str, signed: Signed) -> Deadline | None:
    """A cell of time needs no word before its day: 'Tháng 6/2024', 'Quý II'."""
    if not words:
        return None
    led = f"{order_sections().by} {words}"
    found = find_deadlines(led, fold(led), signed)
    return next((d for d in found if d.day), found[0] if found else None)
