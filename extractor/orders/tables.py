"""Tables of duties: a row says what is to be done, and its columns who does it and by when.

Duties only where a heading names a column of them and one says who or by when, or the rows stand
in groups by name. Knows rows; a row is one commitment, or one for each of its targets. Tables of
targets and of findings are read in :mod:`.matrix`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.models import Commitment, Inspected, Page, Table
from extractor.orders.cells import often_in_cell, target_in_cell, targets_listed, without_percent
from extractor.orders.compared import Target
from extractor.orders.days import Signed
from extractor.orders.given import is_demanded, is_given
from extractor.orders.inspected import find_inspected
from extractor.orders.layout import Layout, cut, fits, layout_of, says, text_of
from extractor.orders.leading import lines_above, text_above, when_above
from extractor.orders.matrix import (
    Matrix,
    inspected_in,
    is_of_targets,
    is_reported,
    matrix_of,
)
from extractor.orders.matrix import targets_in as targets_of
from extractor.orders.named import metric_named
from extractor.orders.rows import Rows
from extractor.orders.subrows import names_measure
from extractor.orders.targets import find_targets, names_nothing
from extractor.orders.timing import when_in_cell
from extractor.orders.words import said_in
from extractor.text import fold

_LONGEST = 400
"""Rows of a table that are read; a longer one is no table of duties."""
_WIDEST = 60
"""Columns of a table that is read."""
_WORDS = 3
"""Words of the shortest duty; less is the heading of a group."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a table orders, and what it tells an inspection found."""

    commitments: tuple[Commitment, ...] = ()
    inspected: tuple[Inspected, ...] = ()


def read_table(page: Page, table: Table, signed: Signed, *, ordering: bool) -> Told | None:
    """A table of duties, targets or findings; None for any other.

    ``ordering``: the document is a plan or a decision, whose numbers are what is to be reached.
    """
    if table.rows > _LONGEST or table.cols > _WIDEST:
        return None
    layout = layout_of(page, table)
    if layout is None:
        return None
    rows = Rows(layout, signed)
    matrix = matrix_of(layout)
    what = _duty_column(layout, rows)
    duties = what is not None and (_says_whose(layout, rows) or _is_list(layout, what))
    beside = duties and _are_beside(layout, rows)
    if matrix is not None and not (duties and (beside or not is_of_targets(layout, matrix))):
        return _measured(layout, rows, matrix, signed, ordering)
    if what is None or not duties:
        return None
    found = tuple(c for at in layout.body for c in _duties(layout, rows, at, what, signed))
    return Told(found, tuple(_faults(layout, what))) if found else None


def _duty_column(layout: Layout, rows: Rows) -> int | None:
    """By its heading; else whichever's rows mostly set targets ('Tiêu chí', 'Chỉ số')."""
    what = layout.column("what")
    if what is not None and not fits("product", layout.head(what)):
        return what
    told = {rows.who_column, rows.when_column, *layout.numbers}
    free = (c for c in layout.heads if c not in told and layout.names[c] <= {"measures", "much"})
    return next((c for c in free if _sets_targets(layout, c) or _orders(layout, c)), what)


def _orders(layout: Layout, col: int) -> bool:
    """Most rows of a column begin with what is to be done."""
    said = [words for at in layout.body if (words := layout.text(at, col))]
    return 2 * sum(map(_begins_duty, said)) > len(said)


def _is_list(layout: Layout, col: int) -> bool:
    """'STT | Chỉ tiêu' over whole sentences that set targets: nobody is named, and no day."""
    over = lines_above(text_above(layout))[:1]
    aims = fits("aimed", layout.head(col)) or any(says("aims", line) for line in over)
    return aims and not any(says("reported", line) for line in over) and _sets_targets(layout, col)


def _sets_targets(layout: Layout, col: int) -> bool:
    said = [words for at in layout.body if (words := layout.text(at, col))]
    return 2 * sum(1 for words in said if find_targets(words)) > len(said)


def _are_beside(layout: Layout, rows: Rows) -> bool:
    """'Việc | Ai làm | Bao giờ xong | Phải đạt': the only numbers are those of the duties."""
    known = None not in (rows.who_column, rows.when_column)
    measured = any(layout.column(name) is not None for name in ("measures", "units"))
    return known and not measured and all("much" in layout.names[c] for c in layout.numbers)


def _faults(layout: Layout, what: int) -> Iterator[Inspected]:
    """'Tồn tại | Biện pháp khắc phục | …': the numbers of files found wrong in its cells."""
    page = layout.page
    for col in layout.faults:
        cells = dict.fromkeys(layout.rows[at][col] for at in layout.body if col in layout.rows[at])
        for cell in cells if col != what else ():
            words = page.text[cell.start : cell.end]
            for found in find_inspected(words, (), told=True):
                start, end = cell.start + found.quote_start, cell.start + found.quote_end
                yield Inspected(
                    metric=found.metric,
                    value=found.value,
                    printed=words[found.start : found.end],
                    quote=page.text[start:end],
                    page=page.number,
                    start=start,
                    end=end,
                )


def _says_whose(layout: Layout, rows: Rows) -> bool:
    """A column, ticks or groups say who does it, or by when."""
    columns = (rows.who_column, rows.when_column)
    return any(c is not None for c in columns) or any(
        rows.who(at) or rows.when(at) for at in layout.body
    )


def _measured(
    layout: Layout, rows: Rows, matrix: Matrix, signed: Signed, ordering: bool
) -> Told | None:
    ordering = (ordering or is_given(layout, matrix)) and not is_reported(layout, matrix, signed)
    demanded = ordering or is_demanded(layout, matrix)
    found = tuple(
        i
        for at in layout.body
        for i in inspected_in(layout, matrix, rows, at, signed, demanded=ordering)
    )
    told: list[Commitment] = []
    for at in layout.body:
        named = len([c for c in layout.text(at, matrix.label) if c.isalpha()]) > 1
        if not (named or matrix.label == rows.when_column):
            continue
        aims = tuple(targets_of(layout, matrix, rows, at, signed)) if demanded else ()
        if found and not ordering:
            aims = ()
        told += aims or _undone(layout, rows, matrix, at, signed)
    return Told(tuple(told), found) if told or found else None


def _undone(
    layout: Layout, rows: Rows, matrix: Matrix, at: int, signed: Signed
) -> Iterator[Commitment]:
    """A row without a target: a body with the day by which it is to mend what was found."""
    day = rows.when(at)
    if matrix.measure is not None or day is None or day.day is None:
        what = layout.column("what")
        if what is not None and (
            not fits("aimed", layout.head(what)) or _begins_duty(layout.text(at, what))
        ):
            yield from _duties(layout, rows, at, what, signed)
        return
    head = layout.head(rows.when_column) if rows.when_column is not None else ""
    yield _row(layout, rows, at, f"{layout.text(at, matrix.label)}: {head}", None, signed)


def _duties(layout: Layout, rows: Rows, at: int, col: int, signed: Signed) -> Iterator[Commitment]:
    """The duty of a row, once for each of its targets."""
    what = rows.cell(at, col)
    cells = [rows.cell(at, c) for c in (rows.who_column, rows.when_column)]
    said = [c for c in dict.fromkeys(layout.rows[at].values()) if text_of(layout.page, c)]
    if len(what.split()) < _WORDS or what in cells:
        return
    full = any(cells) or len(said) > 2 or (rows.is_full(at) and not names_measure(what))
    if not (full or find_targets(what)):
        return  # the heading of a group of rows
    much = layout.text(at, _much_column(layout))
    parts = _parts(what)
    for part in parts:
        aims: list[Target | None] = [_of_fault(layout, at, part, t) for t in targets_listed(part)]
        if len(parts) == 1:
            aims = aims or [*_beside(what, much)]
            aims = aims or [_at_least(much) or often_in_cell(cells[1])]
        for aim in aims or [None]:
            yield _row(layout, rows, at, part, aim, signed)


def _much_column(layout: Layout) -> int | None:
    """By its heading; else the only one that holds numbers ('Việc | KH 2024 | Xong trước')."""
    much = layout.column("much")
    return layout.numbers[0] if much is None and len(layout.numbers) == 1 else much


def _beside(what: str, much: str) -> list[Target]:
    """The targets of the cell beside a duty or a measure, which may name what they are of."""
    if names_measure(what):
        level = target_in_cell(without_percent(what), much, "")
        return [level] if level else []
    own = targets_listed(much)
    return own if any(t.metric for t in own) else find_targets(f"{what}: {much}")


def _of_fault(layout: Layout, at: int, part: str, aim: Target) -> Target:
    """'Tỷ lệ trực tuyến mới đạt 12 % | Đặt máy, phấn đấu đạt 30 %': of what was found wrong."""
    own = fold(part[: aim.start]).replace(";", ",").split(",")[-1]
    if aim.metric or aim.reduced or "%" not in aim.printed:
        return aim
    if not names_nothing(own, fold(part[aim.end :]).split(";")[0]):
        return aim
    faults = (layout.text(at, col) for col in layout.faults)
    metrics = (m for words in faults if (m := metric_named(words, damaged=False)))
    return replace(aim, metric=next(metrics, None))


def _parts(what: str) -> list[str]:
    """'Giải quyết dứt điểm …; có báo cáo …': each with a verb of its own is a duty."""
    parts = [part.strip() for part in what.split(";")]
    if len(parts) > 1 and all(len(p.split()) >= _WORDS and _begins_duty(p) for p in parts):
        return parts
    return [what]


def _begins_duty(words: str) -> bool:
    said = said_in(words, damaged=words.isascii())
    return bool(said) and said[0].start == 0 and said[0].label in ("duty", "order")


def _at_least(much: str) -> Target | None:
    """'Ít nhất 02 kiosk' is a target, '02 lớp' only what comes of it."""
    found = target_in_cell("", much, "") if "%" not in much else None
    return found if found and found.comparison != "=" else None


def _row(
    layout: Layout, rows: Rows, at: int, what: str, aim: Target | None, signed: Signed
) -> Commitment:
    day = rows.when(at) or when_in_cell(what, signed)
    if day is None and aim is not None and rows.when_column is None:
        day = when_above(lines_above(text_above(layout)), signed)
    start, end = cut(layout, at, layout.column("what"))
    return Commitment(
        what=what,
        actor=rows.who(at),
        metric=aim.metric if aim else None,
        comparison=aim.comparison if aim else None,
        target=aim.value if aim else None,
        printed=aim.printed if aim else "",
        deadline=day.day if day else None,
        deadline_words=day.words if day else None,
        repeat=day.repeat if day else None,
        vague=aim is None and day is None,
        quote=layout.page.text[start:end],
        page=layout.page.number,
        start=start,
        end=end,
    )
