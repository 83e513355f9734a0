"""Small tables turned round: figures as rows, and a column for each unit or a single one.

Knows rows that name figures; shares the words, values and evidence of the upright tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from extractor.book.metrics import metrics
from extractor.book.tables import table_book
from extractor.models import Figure, Scope
from extractor.tables.across import period_over, told_twice, value_columns, whole_of, with_numbers
from extractor.tables.balanced import come_anew, count_at
from extractor.tables.body import headings, may_mean
from extractor.tables.called import says_no_more
from extractor.tables.cells import Reads, block_of, figures, place
from extractor.tables.clarity import Clear, Line, cases, is_worn
from extractor.tables.collected import READABLE
from extractor.tables.columns import Column, read_columns
from extractor.tables.crossed import crossed
from extractor.tables.grid import Grid
from extractor.tables.labels import split_label
from extractor.tables.neighbours import (
    beside,
    may_be_whole,
    names_place,
    opens_parts,
    with_wholes_told,
)
from extractor.tables.nested import nested
from extractor.tables.sections import Section, opened
from extractor.tables.table import FileTable, Opened
from extractor.tables.under import (
    BULLETS,
    depends,
    handed_on,
    leaves,
    list_of,
    names_group,
    says,
)
from extractor.tables.values import value_of
from extractor.tables.words import meaning, owner_of_all
from extractor.text import UNREAD

MOST_ROWS = 120
"""A table of figures as rows is short; a longer one lists something else."""
LOOKED = 8
"""Rows looked at to see that an upright table's rows name no figures."""


_TABLE = Section()
_AFRESH = Opened(_TABLE, (), {}, {}, {})


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that names a figure, and its per cent form."""

    index: int
    column: Column
    section: Section = _TABLE


def transposed(table: FileTable, subject: frozenset[str]) -> FileTable | None:
    """The table marked as turned, if at least two rows name figures of one family.

    Of fewer it is not proven: the rows that go on overleaf may show it.
    """
    part = table.parts[0]
    table.columns = with_numbers(table)
    if part.last - part.first > MOST_ROWS or not value_columns(table):
        return None
    named = _named(table, subject)
    if not named:
        return None
    table.transposed, table.caption = True, replace(table.caption, subject=subject)
    table.unproven = not _of_one_family(named)
    return table


def shows_turned(table: FileTable, overleaf: FileTable) -> bool:
    """Whether the rows of an unproven table and those that go on overleaf name figures."""
    parts = [_named(part, table.caption.subject) for part in (table, overleaf)]
    return bool(parts[1]) and _of_one_family(parts[0] | parts[1])


def _named(table: FileTable, subject: frozenset[str]) -> set[str]:
    """The metrics that rows name."""
    return {line.column.metric for line in _lines(table, subject) if line.column.metric}


def _of_one_family(named: set[str]) -> bool:
    """Whether two of these metrics at least are of one family."""
    family = table_book().family
    kinds = [family.get(metric.split(".")[0], metric) for metric in named]
    return any(kinds.count(kind) > 1 for kind in kinds)


def rows_name_figures(table: FileTable) -> bool:
    """Whether rows as well as columns name figures: nobody can say which a cell is."""
    part = table.parts[0]
    looked = min(part.last, part.first + LOOKED) - part.first
    lines = _lines(table, frozenset(), LOOKED)
    if crossed([line.column.path[-1] for line in lines], table.columns, table.damaged):
        return False
    rows = [line.column.metric for line in lines]
    return len(set(rows) - {"received.total"}) > 1 and len(rows) * 2 >= looked


def transposed_figures(table: FileTable) -> Iterator[Figure]:
    """Every figure of a turned table, row by row; the figures of one column share a block."""
    part = table.parts[0]
    grid = part.grid
    values = value_columns(table)
    blocks = _blocks(table, values)
    lines = list(_lines(table, table.caption.subject))
    asked = _asked(table, values)
    twice = told_twice(table, values, asked)
    clarity = _clarity(table, lines, [col for col, _ in values])
    whole = whole_of(table)
    # Of whom a sum beside it is, a name that nobody could read would tell.
    unread = any(UNREAD in (scope.name or "") for _, scope in values)
    for line in lines:
        if line.section.is_past(table.own):
            continue
        row = place(grid, line.index, table.number, part.on_page, 0)
        note = "ambiguous-row" if line.column.ambiguous else ""
        for col, scope in values:
            whose = line.section.whose(scope, scope.level == whole.level and not scope.name)
            number = blocks[col] + line.section.number * grid.cols
            where = replace(row, block=block_of(table.number, number))
            cell = grid.at(line.index, col)
            if cell is None or (cell.row, cell.col) != (line.index, col):
                continue
            value = value_of(grid.raw(cell))
            if value.sort in READABLE:
                doubt = note or ("ambiguous-column" if col in twice or whose is None else "")
                reads = _reads(table, line, table.columns[col], asked=col in asked)
                if reads.metric:
                    around = clarity.get((line.index, col), "")
                    around = "name-dark" if unread and not scope.name else around
                    made = figures(grid, where, cell, value, reads, whose or scope, doubt, around)
                    if (other := may_mean(line.column)) is not None:
                        table.vague |= {figure.id: other for figure in made}
                    yield from made


def _clarity(table: FileTable, rows: Sequence[_Line], columns: Collection[int]) -> Clear:
    grid = table.parts[0].grid
    cells = {row.index: [c for c in grid.filled(row.index) if c.col in columns] for row in rows}
    named = [(row.index, row.column.path[-1]) for row in rows]
    lines = [Line(grid, n, n, name, cells[n], says_no_more(name)) for n, name in named]
    orders = [c.col for c in table.columns if c.label == "order" and not is_worn(grid.page)]
    return cases(lines, columns, headings(table), orders=orders)


def _blocks(table: FileTable, values: list[tuple[int, Scope]]) -> dict[int, int]:
    """Which columns are judged together, by the number of the first: a unit's one telling.

    A column of per cents belongs to the counts of the same unit on its left.
    """
    found: dict[int, int] = {}
    last: dict[tuple[str, str | None], int] = {}
    for col, scope in values:
        whose = (scope.level, scope.name)
        if table.columns[col].kind != "rate" or whose not in last:
            last[whose] = col
        found[col] = last[whose]
    return found


def _asked(table: FileTable, values: Sequence[tuple[int, Scope]]) -> set[int]:
    """Columns that say of how many what stands beside them was done ('Tổng số | Đã thực hiện')."""
    roles = table_book().roles
    paths = {col: table.columns[col].path for col, _ in values if table.columns[col].path}
    told = {col: owner_of_all(roles, path[-1], table.damaged) for col, path in paths.items()}
    done = {paths[col][:-1] for col, role in told.items() if role and role[0] == "done"}
    asks = (col for col, role in told.items() if role and role[0] == "asked")
    return {col for col in asks if paths[col][:-1] in done}


def _reads(table: FileTable, row: _Line, column: Column, *, asked: bool) -> Reads:
    line = row.column
    as_rate = column.kind == "rate" and line.kind == "count"
    metric = line.rate if as_rate else line.metric
    if asked and metric:  # of files that came in either all or the new ones may be asked for
        whole = metrics()[metric].of or ""
        metric = whole if whole.endswith(".due") else ""
    return Reads(
        metric=metric or "",
        kind="rate" if as_rate else line.kind,
        pattern="table-row",
        rate=line.rate,
        factor=line.factor,
        commas=line.factor > 1 and table.commas,
        period=line.period or period_over(column, table, row.section.period) or None,
        ratio=line.ratio,
    )


def _lines(table: FileTable, subject: frozenset[str], most: int = MOST_ROWS) -> list[_Line]:
    """The rows that name a figure; a row that opens a group hands it on to those below."""
    part = table.parts[0]
    labels = _labels(table)
    lines: list[_Line] = []
    section, above, lists, had, rows = table.begun or _AFRESH
    over, figured, numbered = dict(lists), dict(had), dict(rows)
    damaged, clear = table.damaged, table.clear
    orders = [c.col for c in table.columns if c.label == "order"]
    units = [c.col for c in table.columns if c.label == "remark"]
    body = range(part.first, min(part.last, part.first + most))
    groups = nested(part.grid, body, table.columns, labels)
    beside_them = {*labels, *orders, *(groups.cols if groups else ())}
    for row in body:
        text = " ".join(t for col in labels if (t := part.grid.text_at(row, col)))
        if groups:
            text, above = groups.text(row), groups.over(row)
        _, label = split_label(text)
        if not label:
            continue
        counted = _has_numbers(table, row, beside_them)
        if not counted and (opens := opened(label, section, table.damaged)):
            section, above, over, figured, numbered = opens, (), {}, {}, {}
            continue
        lead = text[: len(text) - len(label)].strip()
        lead = next((t for col in orders if (t := part.grid.text_at(row, col))), lead)
        if listed := list_of(lead):  # items of one list stand under one row, not each other
            above = numbered.get(listed.rstrip(".")) or over.setdefault(listed, above)
        else:
            over = {} if lead else {key: top for key, top in over.items() if key not in BULLETS}
        label += _unit(part.grid, row, units)
        if above[:1] in figured and leaves(above[0], label, table.damaged):
            above = ()
        path = (*above, label)
        if lines and not lead and depends(label, table.damaged):
            path = (*lines[-1].column.path, label)
        (column,) = read_columns([path], subject=subject, damaged=damaged, clear=clear)
        alone = names_group(label, table.damaged) or says(label, table.damaged, "flow")
        said = meaning(label, table.damaged).features
        alone = alone or "rate" in said
        # Numbered like the row above ('4 Hồ sơ nộp trực tuyến' behind '3 Thanh toán trực tuyến').
        of_files = "unit:file" in said and says(label, table.damaged, "channel")
        if column.metric is None and above and says(label, table.damaged, "channel"):
            alone = True  # another channel than the row above is of
        beside_it = bool(lead) and not listed and above in figured
        alone = alone or beside_it  # numbered as the row above: no part of it
        topic = bool(above) and says(above[-1], table.damaged, "topic")
        apart = topic and of_files and bool(lead) and not listed
        summed = "total" in said and names_group(label, table.damaged)  # 'Tổng tiếp nhận'
        # Nothing of its own: what it counts is not what the row above it did.
        empty = beside_it and column.kind == "count" and column.metric == figured[above]
        if apart or (above and (summed or empty or (column.metric is None and alone))):
            # A group row of its own: what stands above it says nothing of it.
            (column,) = read_columns([(label,)], subject=subject, damaged=damaged, clear=clear)
        elif above and column.metric is None:
            column = _of_other_matter(column, subject, table.damaged)
        # 'Cộng' below rows with figures of their own sums those, and is no second one of the last.
        sums = owner_of_all(table_book().totals, label, table.damaged) and above in figured
        named = column.metric is not None or names_place(label) or may_be_whole(column)
        if named and counted and not sums:
            lines.append(_Line(row, _of_two(replace(column, col=row)), section))
            (own,) = read_columns([(label,)], subject=subject, damaged=damaged, clear=clear)
            if lead and not listed and column.metric == own.metric:
                numbered[lead.rstrip(".)")] = (label,)
        above = handed_on(above, label, table.damaged, counted)
        if counted and not listed and opens_parts(column):
            above = (label,)
        if counted and above == (label,):
            figured[above] = column.metric
    table.left = Opened(section, above, over, figured, numbered)
    read = [
        replace(line, column=column)
        for _, part in groupby(lines, key=lambda line: line.section)
        for lines_of in [list(part)]
        for line, column in zip(lines_of, beside([line.column for line in lines_of]), strict=True)
    ]
    columns = with_wholes_told([line.column for line in read])
    told = [partial(_count, part.grid, col) for col, _ in value_columns(table)]
    columns = come_anew(columns, told)
    read = [replace(line, column=c) for line, c in zip(read, columns, strict=True)]
    return _disputed([line for line in read if line.column.metric])


def _count(grid: Grid, col: int, row: int) -> int | None:
    return count_at(grid, row, col)


def _of_other_matter(line: Column, subject: frozenset[str], damaged: bool) -> Column:
    """The row by its own words, if these are of no files ('Có phí, lệ phí' below 'Số hóa')."""
    (alone,) = read_columns([line.path[-1:]], subject=subject, damaged=damaged)
    family = table_book().family
    group = (alone.metric or "").partition(".")[0]
    return alone if group and family.get(group, group) != "files" else line


def _unit(grid: Grid, row: int, columns: Sequence[int]) -> str:
    """' (Triệu đồng)' of a column of units: only money is not what the label says itself."""
    texts = [t for col in columns if (t := grid.text_at(row, col))]
    money = (t for t in texts if owner_of_all(table_book().money, t, damaged=False))
    return "".join(f" ({text})" for text in list(money)[:1])


def _of_two(line: Column) -> Column:
    """A row that names a part and the whole of its own is the part's ('Đã số hóa/phải số hóa')."""
    if line.ratio is None or line.kind != "count":
        return line
    part, whole = line.ratio
    declared = metrics()[part]
    if declared.of != whole:
        return line
    return replace(line, metric=part, rate=declared.rate, ambiguous=False)


def _has_numbers(table: FileTable, row: int, beside: Collection[int]) -> bool:
    """Whether the row has figures: one that has none only heads those below it."""
    grid = table.parts[0].grid
    cells = (cell for cell in grid.filled(row) if cell.col not in beside)
    return any(value_of(grid.raw(cell)).sort in READABLE for cell in cells)


def _disputed(lines: list[_Line]) -> list[_Line]:
    """Rows that read as one and the same figure are all in doubt."""
    seen = Counter((line.column.metric, line.column.period, line.section) for line in lines)
    return [
        replace(line, column=replace(line.column, ambiguous=True))
        if seen[(line.column.metric, line.column.period, line.section)] > 1
        else line
        for line in lines
    ]


def _labels(table: FileTable) -> list[int]:
    """The columns whose words name the rows."""
    told = [c.col for c in table.columns if c.label in ("metric", "field", "unit", "either")]
    if told := told or [c.col for c in table.columns if c.label == "aspect"]:
        return told
    orders = [c.col for c in table.columns if c.label is not None]
    return [c.col for c in table.columns[:3] if c.col not in orders and _holds_words(table, c.col)]


def _holds_words(table: FileTable, col: int) -> bool:
    part = table.parts[0]
    texts = [part.grid.text_at(row, col) for row in range(part.first, part.last)]
    return sum(len(text) > 6 for text in texts) * 2 >= len(texts)
