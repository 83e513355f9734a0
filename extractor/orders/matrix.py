"""Tables of targets or of findings: a measure, a body and a time for each number.

Each of the three stands in its row, in a heading or over the table: 'Đơn vị | Hồ sơ trực tuyến |
…' has the body in the row and the measure above; 'Chỉ tiêu | Năm 2024 | …' the measure in the row
and the day above; 'Chỉ tiêu | Xã A | Xã B' the body above. A column of what was achieved, or of
how things stood, holds no target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import regex

from extractor.book.found import findings
from extractor.models import Commitment, Inspected
from extractor.numbers import as_count, as_decimal
from extractor.orders.cells import (
    is_counted,
    is_rate,
    says_rate,
    target_in_cell,
    unit_in_brackets,
    without_percent,
)
from extractor.orders.compared import Target
from extractor.orders.days import Signed
from extractor.orders.inspected import metric_of
from extractor.orders.layout import Layout, cut, fits, is_name, says
from extractor.orders.leading import lines_above, text_above, when_above
from extractor.orders.named import metric_named
from extractor.orders.rows import Rows
from extractor.orders.subrows import measured_by_heads, measures_in, names_measures, whole_label
from extractor.orders.targets import find_targets, names_nothing
from extractor.orders.timing import When, times_in_cell, when_in_head, year_named
from extractor.text import fold

_NUMBER = regex.compile(r"\d[\d.,]*\s?%?")
_BEHIND = 4
"""Characters that may stand behind a target at the end of a label."""
_NONE = ("0", "00")
"""There is to be none, and of none no share is told."""
_FEW = 7
"""Words of a heading that names no measure of its own."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which columns of a table say what is measured, and what over it holds for all of it."""

    measure: int | None
    """None where the headings are the measures."""
    label: int
    unit: int | None
    named: bool
    """The headings are names of those who are told."""
    above: str
    lines: tuple[str, ...]


def matrix_of(layout: Layout) -> Matrix | None:
    """How a table of targets or findings is laid out; None for any other."""
    if not layout.numbers:
        return None
    units = layout.column("units")
    measure = layout.column("measures")
    measure = measures_in(layout) if measure is None else measure
    if measure is None and units is None:
        units = layout.column("who")
    label = measure if measure is not None else units
    label = label if label is not None else _by_time(layout)
    if measure is not None and measured_by_heads(layout, measure):
        measure = None  # 'Lĩnh vực | Tỷ lệ đúng hạn'
    if label is None:
        label = next((c for c in layout.heads if measured_by_heads(layout, c)), None)
    if label is None:
        return None
    names = [c for c in layout.numbers if _name_over(layout, c)]
    named = measure is not None and 2 * len(names) > len(layout.numbers)
    above = text_above(layout)
    lines = lines_above(above)
    return Matrix(measure, label, layout.column("unit"), named, above, lines)


def _by_time(layout: Layout) -> int | None:
    """'Năm | Tỷ lệ đúng hạn | Tỷ lệ trực tuyến': each row is of a time."""
    when = layout.column("when")
    others = [c for c in layout.heads if c != when and "passed" not in layout.names[c]]
    measured = all(c in layout.numbers for c in others)
    return when if measured and len(others) > 0 else None


def is_of_targets(layout: Layout, matrix: Matrix) -> bool:
    """Whether its numbers are measured, where a column also says who does it or by when."""
    heads = [layout.head(c) for c in layout.numbers]
    label = layout.head(matrix.label)
    aimed = fits("aimed", label) or "units" in layout.names[matrix.label]
    told = any(says("times", h) or says("percent", h) or says("aims", h) for h in heads)
    return aimed or told or matrix.unit is not None or names_measures(layout, matrix.label)


def is_reported(layout: Layout, matrix: Matrix, signed: Signed) -> bool:
    """A plan's table of how things stood: what stands over it, or late files, say so."""
    headed = any(says("aims", layout.head(c)) for c in layout.numbers)
    for line in matrix.lines[:2]:
        told, aimed = says("reported", line), says("aims", line)
        if told and aimed and headed:
            return False  # 'Kết quả kiểm tra và chỉ tiêu giao': each heading says which it is
        if told or aimed:
            return told is not None and (aimed is None or told.start() < aimed.start())
    if headed:
        return False
    return any(
        _is_found(layout, matrix, at, c, signed) for at in layout.body for c in layout.numbers
    )


def targets_in(
    layout: Layout, matrix: Matrix, rows: Rows, at: int, signed: Signed
) -> Iterator[Commitment]:
    """One target for each cell of a row that holds one."""
    start, end = cut(layout, at, matrix.label)
    for col, aim, own in _aims(layout, matrix, at, signed):
        label, head = layout.text(at, _label_of(layout, matrix, col)), layout.head(col)
        day = own or rows.when(at) or _when_headed(layout, col, signed)
        day = day or year_named(label, signed) or year_named(layout.head(matrix.label), signed)
        if not rows.says_when(at):  # 'Thường xuyên' is not by the end of the year
            day = day or when_above(matrix.lines, signed)
        yield Commitment(
            what=f"{label}: {head}" if matrix.measure is None or matrix.named else label,
            actor=_who(layout, matrix, rows, at, col),
            metric=aim.metric,
            comparison=aim.comparison,
            target=aim.value,
            printed=aim.printed,
            deadline=day.day if day else None,
            deadline_words=day.words if day else None,
            repeat=day.repeat if day else None,
            quote=layout.page.text[start:end],
            page=layout.page.number,
            start=start,
            end=end,
        )


def _aims(
    layout: Layout, matrix: Matrix, at: int, signed: Signed
) -> Iterator[tuple[int, Target, When | None]]:
    """The targets of a row with their columns, and the time that a cell says itself.

    One that ran into the label stands at its end.
    """
    for col in layout.numbers:
        if _is_achieved(layout, col, signed) or _is_found(layout, matrix, at, col, signed):
            continue
        for own, words in times_in_cell(layout.text(at, col), signed):
            aim = _aim(layout, matrix, at, col, words)
            if aim is not None:
                yield col, aim, own
    if matrix.measure is not None and not any(layout.text(at, c) for c in layout.numbers):
        label = layout.text(at, matrix.measure)
        for aim in find_targets(label):
            if len(label) - aim.end <= _BEHIND:
                yield layout.numbers[0], aim, None


def _who(layout: Layout, matrix: Matrix, rows: Rows, at: int, col: int) -> str | None:
    if matrix.named:
        return _name_over(layout, col)
    beside = _label_of(layout, matrix, col)
    return layout.text(at, beside) or None if beside != matrix.label else rows.who(at)


def _label_of(layout: Layout, matrix: Matrix, col: int) -> int:
    """'Xã | Chỉ tiêu | Xã | Chỉ tiêu': a table that was folded names its rows anew."""
    label = layout.head(matrix.label)
    again = [c for c in layout.heads if matrix.label < c < col and layout.head(c) == label]
    return again[-1] if again and matrix.measure is None else matrix.label


def _name_over(layout: Layout, col: int) -> str | None:
    """The lowest line of a heading that is a name: below it may stand a time."""
    lines = reversed(layout.heads[col])
    return next((line for line in lines if is_name(line)), None)


def _when_headed(layout: Layout, col: int, signed: Signed) -> When | None:
    """By the lowest line of a heading that names a time."""
    lines = (*reversed(layout.heads[col]), layout.head(col))
    return next((day for words in lines if (day := when_in_head(words, signed))), None)


def _measure(layout: Layout, matrix: Matrix, at: int, col: int) -> str:
    """What a cell is of: its row's label, else its heading's lowest line."""
    if matrix.measure is not None:
        return whole_label(layout, at, matrix.measure)
    levels = [h for h in layout.heads[col] if not (says("times", h) and len(h.split()) < 4)]
    own = next((h for h in reversed(levels) if metric_named(h, damaged=False)), None)
    own = own or next((h for h in reversed(levels) if metric_named(h, False, "count")), None)
    said = f"{layout.head(col)}{layout.text(at, col)}{matrix.lines[:1]}"
    rate = "%" in said or any(says_rate(line) for line in matrix.lines[:1])
    # a count may be of anything
    if own is None and rate and matrix.lines and all(map(_says_only_that, layout.heads[col])):
        return matrix.lines[0]
    return own or (levels[-1] if levels else "")


def _says_only_that(words: str) -> bool:
    """'Chỉ tiêu (%)', 'Năm 2024': what is measured stands over the table."""
    few = len(words.split()) < _FEW and names_nothing(fold(words))
    return few and any(says(name, words) for name in ("aims", "times"))


def _unit(layout: Layout, matrix: Matrix, at: int, col: int, measure: str) -> str:
    """'%' also where only a heading, the row or the table says so."""
    unit = layout.text(at, matrix.unit) or unit_in_brackets(layout.head(col))
    name = without_percent(measure)
    said = "%" in f"{measure}{unit}{layout.head(col)}"
    over = any(says("percent", line) for line in matrix.lines[:2]) and not is_counted(name)
    bare = fits("files_alone", name) and (_marks_rates(layout) or layout.text(at, col) in _NONE)
    return "%" if said or (not unit and (over or (is_rate(name) and not bare))) else unit


def _marks_rates(layout: Layout) -> bool:
    """Whether some of its numbers or their headings have a '%': what has none is counted."""
    cells = (layout.text(at, c) for at in layout.body for c in layout.numbers)
    return any("%" in words for words in (*cells, *(layout.head(c) for c in layout.numbers)))


def _aim(layout: Layout, matrix: Matrix, at: int, col: int, words: str) -> Target | None:
    if not regex.search(r"\d", words):  # 'Không để phát sinh hồ sơ trễ hạn'
        return next(iter(find_targets(words)), None)
    measure = _measure(layout, matrix, at, col)
    unit = _unit(layout, matrix, at, col, measure)
    around = " ".join((layout.head(col), measure, matrix.lines[0] if matrix.lines else ""))
    return target_in_cell(without_percent(measure), words, unit, around)


def _is_achieved(layout: Layout, col: int, signed: Signed) -> bool:
    """A column of what was reached, or of a year that is over: its lowest line says so."""
    head = layout.head(col)
    years = [int(year) for year in regex.findall(r"20\d\d", head)]
    if years and signed.year is not None and max(years) < signed.year:
        return True
    for words in reversed(layout.heads[col]):
        reached, aimed = says("achieved", words), says("aims", words)
        if reached and not (aimed and aimed.start() < reached.start()):
            return True
        if aimed:
            return False
    return False


def _stood(head: str, signed: Signed) -> bool:
    """'Hồ sơ quá hạn đến 28/02/2022': how things stood on a day that is over."""
    match = says("stood", head)
    if match is None:
        return False
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return False
    return signed.is_past(day) or (signed.day or "")[:10] >= day


def _is_found(layout: Layout, matrix: Matrix, at: int, col: int, signed: Signed) -> bool:
    """A bare count of late files that no heading says is to be reached was found, not set."""
    head = layout.head(col)
    if matrix.measure is not None:
        return False
    if _stood(head, signed) or _is_inspected(head):
        return True
    words = layout.text(at, col)
    bare = _NUMBER.fullmatch(words) is not None and "%" not in words and as_count(words) != 0
    aimed = any(says(name, head) for name in ("aims", "times", "at_least", "at_most"))
    aimed = aimed or any(says("percent", line) for line in matrix.lines[:2])
    return bare and "%" not in head and not aimed and metric_of(head) is not None


def _is_inspected(head: str) -> bool:
    """'Kết quả kiểm tra tháng 01', 'Hồ sơ trễ hạn qua thanh tra': what was found, in any unit."""
    return says("inspected", head) is not None and says("aims", head) is None


def inspected_in(
    layout: Layout, matrix: Matrix, rows: Rows, at: int, signed: Signed, *, demanded: bool
) -> Iterator[Inspected]:
    """What a table tells was found of each unit; of a table of targets only what stands apart."""
    if matrix.measure is not None or not layout.text(at, matrix.label):
        return
    for col in layout.numbers:
        if demanded and not _is_found(layout, matrix, at, col, signed):
            continue
        printed, head = layout.text(at, col), layout.head(col)
        open_still = rows.when_column is not None or _stood(head, signed)
        told = _told(matrix, printed, head, open_still=open_still)
        if told is None:
            continue
        cells = layout.rows[at]
        start, end = cells[min(cells)].start, cells[col].end
        yield Inspected(
            metric=told[0],
            value=told[1],
            printed=printed,
            quote=layout.page.text[start:end],
            page=layout.page.number,
            start=start,
            end=end,
        )


def _told(
    matrix: Matrix, printed: str, head: str, *, open_still: bool
) -> tuple[str, int | Decimal] | None:
    """The metric and the value of a finding; None where no metric means it.

    ``open_still``: late files of a day, or with a day by which to mend it, are still open.
    """
    if _NUMBER.fullmatch(printed) is None:
        return None
    percent = "%" in f"{printed}{head}" or any(says("percent", one) for one in matrix.lines[:2])
    if percent and not is_counted(head):
        metric, rate = metric_named(head, damaged=False), as_decimal(printed.strip(" %"))
        return (metric, rate) if metric and rate is not None else None
    value, book = as_count(printed), findings().metrics
    counted = metric_of(head, last=book["late"]) or metric_named(head, damaged=False, kind="count")
    if value is None or counted is None:
        return None
    return (book["open"] if open_still and counted == book["late"] else counted, value)
