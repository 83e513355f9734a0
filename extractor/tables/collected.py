"""The rows of a table with its columns known, collected over its pages and halves.

Knows which cells of a row are its name, its numeral and its figures; not whose these are.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.tables.columns import Column
from extractor.tables.grid import Grid
from extractor.tables.halves import Half
from extractor.tables.header import column_numbers
from extractor.tables.labels import split_label
from extractor.tables.row import Row
from extractor.tables.table import FileTable
from extractor.tables.values import Value, value_of

_WORDS = regex.compile(r"\p{L}{2,}\P{N}*\s\p{L}{2,}")
"""Two words at least: 'không' and '12 HS' are figures."""
READABLE = ("number", "doubtful")


def read_rows(table: FileTable) -> list[Row]:
    """Every body row of the table, page after page, repeated headings left out."""
    rows: list[Row] = []
    of_figures = [c for c in table.columns if c.metric is not None and not names_rows(table, c.col)]
    marks = [c.col for c in table.columns if c.label == "order"]
    labels = _label_columns(table, of_figures, marks)
    for part in table.parts:
        body = [
            i for i in range(part.first, part.last) if not _is_heading(part.grid, i, table.heading)
        ]
        for half in table.halves:
            for index in body:
                row = _row(part.grid, index, len(rows) + 1, of_figures, marks, labels, half)
                if row.cells or row.label or len(table.halves) == 1:
                    rows.append(row)
    return rows


def _label_columns(
    table: FileTable, of_figures: Sequence[Column], marks: Sequence[int]
) -> list[int]:
    """Columns that name rows: by their heading, else those left of the figures."""
    named = [c.col for c in table.columns if c.label in ("field", "unit", "either", "metric")]
    first = min((c.col for c in of_figures), default=0)
    if named := named or [c.col for c in table.columns if c.label == "aspect"]:
        return named
    left = [c for c in range(first) if c not in marks]
    words = [c for c in left if not _holds_numbers(table, c)]
    return words or [c for c in left if len(_texts(table, c)) > 1]  # one number names no row


def _holds_numbers(table: FileTable, col: int) -> bool:
    """Whether most of a column are numbers: its heading was not understood, and it names no row."""
    texts = _texts(table, col)
    return 2 * sum(value_of(text).sort == "number" for text in texts) > len(texts)


def names_rows(table: FileTable, col: int) -> bool:
    """Whether most of a column are words: whatever its heading says, it counts nothing."""
    texts = _texts(table, col)
    if table.clear:
        return 2 * sum(value_of(text).sort == "words" for text in texts) > len(texts)
    words = sum(_WORDS.search(text) is not None for text in texts)
    return 2 * words > len(texts)


def _texts(table: FileTable, col: int) -> list[str]:
    """What stands in a column below the heading, blanks left out."""
    return [
        text
        for part in table.parts
        for row in range(part.first, part.last)
        if (text := part.grid.text_at(row, col))
    ]


def _is_heading(grid: Grid, row: int, heading: frozenset[tuple[str, ...]]) -> bool:
    """An empty row, a repeated heading or a row of column numbers."""
    cells = grid.filled(row)
    if not cells:
        return True
    first = grid.text(cells[0])
    if any(first == texts[0] for texts in heading if texts) and grid.row_texts(row) in heading:
        return True
    return bool(column_numbers(grid, row)[0])


def _row(
    grid: Grid,
    index: int,
    number: int,
    columns: Sequence[Column],
    marks: Sequence[int],
    labels: Sequence[int],
    half: Half,
) -> Row:
    marker = next((t for c in marks if (t := grid.text_at(index, half.get(c, c)))), "")
    texts = list(dict.fromkeys(t for c in labels if (t := grid.text_at(index, half.get(c, c)))))
    label = " / ".join(texts)
    if len(marker) > 6 and not label:  # a group's name merged over the numeral's column
        marker, label = "", marker
    elif len(marker) > 6 or (label and label == marker):
        marker = ""
    own, rest = split_label(label)
    row = Row(grid, index, number, marker.strip("().: ") or own, rest, {})
    for column in columns:
        col = half.get(column.col, column.col)
        cell = grid.at(index, col)
        if cell is None or (cell.row, cell.col) != (index, col):
            continue
        value = value_of(grid.raw(cell))
        if value.sort in READABLE:
            row.cells[column.col] = (cell, value)
            _count(row, column, value)
    return row


def _count(row: Row, column: Column, value: Value) -> None:
    count = value.count if value.sort == "number" and column.kind == "count" else None
    if count is not None:
        row.counts[column.col] = count
