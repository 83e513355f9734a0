"""The one way through tables: grids in, figures out; other tables yield nothing.

Finds each table's heading, decides whether it is a table of figures, and joins a table that runs
over pages. Reads no prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.book.metrics import grammar
from extractor.book.tables import table_book
from extractor.models import CleanPage, DocumentHead, Figure, Period, Table
from extractor.repair.lost import is_misspelled
from extractor.tables.balanced import come_anew, tellings, with_carried, with_new
from extractor.tables.body import table_figures
from extractor.tables.caption import Caption, lines_above, lines_before, other_matter, read_caption
from extractor.tables.cells import block_of
from extractor.tables.columns import Column, read_columns
from extractor.tables.crossed import by_channel
from extractor.tables.forms import by_form
from extractor.tables.grid import Grid
from extractor.tables.halves import halves
from extractor.tables.header import Header, find_header, heading_paths, is_data
from extractor.tables.meant import as_reported, as_told_elsewhere, fields_apart, holds_tables
from extractor.tables.numbered import with_numerals
from extractor.tables.overdue import all_late, listed
from extractor.tables.past import without_past
from extractor.tables.proven import with_wholes
from extractor.tables.table import FileTable, Part
from extractor.tables.transposed import (
    rows_name_figures,
    shows_turned,
    transposed,
    transposed_figures,
)
from extractor.tables.words import meaning, owner_of_all

MOST_SECTIONS = 50
"""Tables under one another in one delivered grid (a sheet); more is no report."""
LONGEST_ORDER = 16
"""Characters of a heading over numerals ('Số thứ tự')."""
HEAD_OF_CONTINUATION = 60
"""Characters over a table that goes on: a page number, a running head."""

STAFF = "staff"
"""Why a column of ``patterns/tables/headings.toml`` is passed over: it counts people."""
MOST_OF_NAME = 4
"""Twice the cells that a numeral and a group's name fill."""
ALIKE, FEWEST = 0.7, 3
"""Share of its columns from which a heading is the same one, read again; the fewest columns."""


def read_tables(pages: Sequence[CleanPage], head: DocumentHead | None = None) -> tuple[Figure, ...]:
    """Every figure of every table of figures, in reading order.

    Tables of other matters (staff, documents, schedules, petitions) yield nothing.
    """
    if not any(page.page.tables for page in pages) or not holds_tables(head):
        return ()
    reader = _Reader(head)
    for page in pages:
        reader.page(page)
    reader.turn_to(None)
    apart = fields_apart(reader.figures, reader.levels)
    return tuple(as_told_elsewhere(as_reported(apart, head), reader.vague))


def _leads(lines: Sequence[str]) -> bool:
    """Whether the last line of a page announces what stands on the next one."""
    return bool(lines) and lines[-1].rstrip(" *_").endswith(":")


def _figures(table: FileTable) -> Iterator[Figure]:
    return transposed_figures(table) if table.transposed else table_figures(table)


@dataclass(slots=True)
class _Reader:
    """Goes through a document's grids; keeps the table that may go on over the page."""

    head: DocumentHead | None
    figures: list[Figure] = field(default_factory=list)
    """Of all tables that are closed: their grids need not be kept."""
    vague: dict[str, str] = field(default_factory=dict)
    """Ids of those whose heading leaves open what they count → what else it may be."""
    levels: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Table, as its figures' blocks begin → the level (and its words) that its caption names."""
    open: FileTable | None = None
    number: int = 0
    before: list[str] = field(default_factory=list)
    """The last lines of the page before, if it is an image: a table's head may be there."""

    def turn_to(self, table: FileTable | None) -> None:
        """Close the open table, which nothing can be added to any more; open the next."""
        if self.open is not None and not self.open.unproven:
            self.figures += _figures(self.open)
            if self.open.caption.level is not None:
                self.levels[block_of(self.open.number, 0).partition(":")[0]] = (
                    self.open.caption.level
                )
            self.vague |= self.open.vague
        self.open = table

    def page(self, page: CleanPage) -> None:
        """Read one page's tables."""
        begin = 0
        for on_page, table in enumerate(page.page.tables, 1):
            self._table(page, table, begin, on_page)
            begin = table.end
        if not page.page.tables:
            self.turn_to(None)
        self.before = lines_before(page) if page.page.reader == "ocr" else []

    def _table(self, page: CleanPage, table: Table, begin: int, on_page: int) -> None:
        grid = Grid(page, table)
        above = lines_above(page, begin, table.start)
        start = 0
        if self.open is not None and self._goes_on(grid, above, on_page):
            start = self.open.parts[-1].last
        elif grid.rows:
            self.turn_to(None)
            if (
                on_page == 1
                and len(" ".join(above)) <= HEAD_OF_CONTINUATION
                and _leads(self.before)
            ):
                above = [*self.before, *above]
        for _ in range(MOST_SECTIONS):
            if start >= grid.rows:
                break
            start, above = self._section(grid, start, above, on_page), []

    def _goes_on(self, grid: Grid, above: list[str], on_page: int) -> bool:
        """Add the grid to the open table if it is its continuation."""
        table = self.open
        if table is None or grid.cols != table.parts[0].grid.cols:
            return False
        if not _follows(table.parts[-1], grid, above, on_page):
            return False
        header = find_header(grid, 0)
        if header is not None and header.first and grid.page.page.reader == "xlsx":
            return False  # a sheet with a title of its own
        rows = range(header.first, header.last) if header else range(0)
        repeated = bool(rows) and all(grid.row_texts(row) in table.heading for row in rows)
        if header is not None and not repeated and _says_the_same(table, grid, header):
            table.heading |= {grid.row_texts(row) for row in rows}
            repeated = True
        beside = grid.page is table.parts[-1].grid.page  # right below it: headings of its own
        new = [row for row in rows if _says_columns(grid, row) or (beside and _heads(grid, row))]
        if new and not repeated:
            return False
        first = header.body if header is not None and repeated else 0
        end = _end(grid, first, table.heading)
        part = Part(grid, header if repeated else None, first, end, on_page)
        if table.transposed:
            return self._overleaf(table, part)
        table.parts.append(part)
        return True

    def _overleaf(self, table: FileTable, part: Part) -> bool:
        """A turned table goes on: what its last rows opened holds for the first ones here."""
        if table.unproven:
            rest = replace(table, parts=[part], begun=table.left)
            if not shows_turned(table, rest):
                return False
            table.unproven = False
        self.turn_to(None)
        self.number += 1
        self.open = replace(table, number=self.number, parts=[part], vague={}, begun=table.left)
        return True

    def _section(self, grid: Grid, start: int, above: list[str], on_page: int) -> int:
        """Read the table that begins at or below ``start``; returns the row behind it."""
        header = find_header(grid, start)
        if header is None:
            return grid.rows
        heading = frozenset(grid.row_texts(r) for r in range(header.first, header.last))
        end = _end(grid, header.body, heading)
        titles = [t for r in range(start, header.first) for t in grid.row_texts(r)]
        damaged = is_misspelled(grid.page)
        caption = read_caption([*above, *titles], self.head, damaged=damaged)
        self.number += 1
        part = Part(grid, header, header.body, end, on_page)
        own = self.head.period if self.head is not None else None
        self.turn_to(_understood(self.number, part, header, caption, heading, own, damaged))
        return max(end, header.body)


def _follows(last: Part, grid: Grid, above: list[str], on_page: int) -> bool:
    """First on the next page under no title, or right behind it on one page (a DOCX is one)."""
    step = grid.page.page.number - last.grid.page.page.number
    if step == 0:
        return on_page == last.on_page + 1 and not above
    return step == 1 and on_page == 1 and len(" ".join(above)) <= HEAD_OF_CONTINUATION


def _understood(
    number: int,
    part: Part,
    header: Header,
    caption: Caption,
    heading: frozenset[tuple[str, ...]],
    own: Period | None,
    damaged: bool,
) -> FileTable | None:
    """The table, if it is one of figures."""
    paths = heading_paths(part.grid, header)
    folded = halves(paths, damaged)
    paths = paths[: max(folded[0]) + 1]
    paths_of = [path for path in paths if not _of_staff(path, damaged)]
    texts = {text for path in paths_of for text in path}
    if any(other_matter(text, damaged) for text in texts):
        return None
    subject = _subject(texts, caption, damaged)
    scan = part.grid.page.page.reader == "ocr"
    told = subject | caption.service
    columns, form = by_form(
        read_columns(paths, subject=told, damaged=damaged, scan=scan, clear=not scan),
        header,
        caption.form,
    )
    if scan:
        columns = with_numerals(columns, part.grid, part.first, part.last)
    columns = without_past(columns, own, damaged)
    columns = with_carried(columns, part.grid, part.first, part.last)
    columns = with_wholes(columns, part.grid, part.first, part.last)
    columns = with_new(columns, part.grid, part.first, part.last)
    columns = come_anew(columns, tellings(part.grid, part.first, part.last))
    columns = all_late(columns, part.grid, part.first, part.last, caption.lines)
    if caption.other_matter and form is None:
        return None
    pattern = form.name if form is not None else "table-heading"
    table = FileTable(number, columns, caption, pattern, heading, [part], own, halves=folded)
    if (parted := by_channel(table)) is not table:
        return parted
    if form is not None or _of_figures(columns, caption, texts, damaged):
        return None if rows_name_figures(table) else table
    if late := listed(columns, part.grid, part.first, part.last, caption.lines):
        return replace(table, columns=late)
    return transposed(table, subject)


def _of_staff(path: tuple[str, ...], damaged: bool) -> bool:
    """'Số công chức': a column of its own that says who works there, and nothing of a file."""
    found = owner_of_all(table_book().asides, path[0], damaged, light=True) if path else None
    return len(path) == 1 and found is not None and found[0] == STAFF


def _subject(texts: set[str], caption: Caption, damaged: bool) -> frozenset[str]:
    """What other than files all columns are about, by a heading or the caption."""
    features = {f for text in texts for f in meaning(text, damaged).features}
    if "unit:file" in features:
        return frozenset()
    return frozenset(features & grammar().classes["subject"]) or caption.subject


def _of_figures(
    columns: Sequence[Column], caption: Caption, texts: set[str], damaged: bool
) -> bool:
    """At least two figures of one family, and a word that they are about files or their like."""
    family = table_book().family
    kinds = [
        family.get(metric.split(".")[0], metric) for metric in {c.metric for c in columns} if metric
    ]
    if not any(kinds.count(kind) > 1 for kind in kinds):
        return False
    features = {f for text in texts for f in meaning(text, damaged).features}
    about = caption.about_files or bool(features & {"unit:file", "received"})
    return about or len(kinds) > 3 or any(kind != "files" for kind in kinds)


def _says_the_same(table: FileTable, grid: Grid, header: Header) -> bool:
    """Whether a heading on a page image is that of the page before, read a little otherwise."""
    if grid.page.page.reader != "ocr":
        return False
    damaged = is_misspelled(grid.page)
    found = read_columns(
        heading_paths(grid, header), subject=frozenset(), damaged=damaged, scan=True
    )
    pairs = [
        (c.metric, one.metric) for c, one in zip(table.columns, found, strict=False) if c.metric
    ]
    return len(pairs) >= FEWEST and sum(a == b for a, b in pairs) >= ALIKE * len(pairs)


def _heads(grid: Grid, row: int) -> bool:
    """A row of words over most columns."""
    return 2 * len(grid.filled(row)) > max(MOST_OF_NAME, grid.cols)


def _says_columns(grid: Grid, row: int) -> bool:
    """A row that heads columns of figures, so that a new table begins."""
    damaged = is_misspelled(grid.page)
    texts = [grid.text(cell) for cell in grid.filled(row) if cell.col > grid.left + 1]
    return sum(bool(meaning(text, damaged).features) for text in texts) > 1


def _end(grid: Grid, first: int, heading: frozenset[tuple[str, ...]]) -> int:
    """The row behind the table's last: the grid's end, or where another heading stands."""
    labels = table_book().labels
    for row in range(first, grid.rows):
        cells = grid.filled(row)
        if len(cells) < 3 or cells[0].col > grid.left + 2:
            continue
        lead = grid.text(cells[0])
        if len(lead) > LONGEST_ORDER or lead[0].isdecimal() or grid.row_texts(row) in heading:
            continue
        kind = owner_of_all(labels, lead, damaged=False)
        if kind is not None and kind[0] == "order" and not is_data(grid, row):
            return _titles_above(grid, first, row)
    return grid.rows


def _titles_above(grid: Grid, first: int, row: int) -> int:
    """The first of the title lines that stand over a new heading."""
    while row > first and not is_data(grid, row - 1):
        row -= 1
    return row
