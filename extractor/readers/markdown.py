"""Reads Markdown: the text stays as it is, pipe tables and HTML tables become tables as well.

So do those drawn in it as in any plain text (grid tables, code blocks). Knows the ways a table is
written in Markdown; other marks ('#', '**') are left to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

from extractor.models import Cell, Page, Problem, Source, Table
from extractor.readers import plain
from extractor.readers.drawn import drawn_tables, trimmed
from extractor.settings import Limits

RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
"""The line of dashes under a pipe table's header."""
MOST_SPAN = 1000


def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """One page, or one for each stretch between form feeds, with its tables."""
    for item in plain.bare(source, limits):
        if isinstance(item, Problem):
            yield item
            continue
        written = [*pipe_tables(item.text), *html_tables(item.text)]
        drawn = [one for one in drawn_tables(item.text) if not any(_meet(one, o) for o in written)]
        found = sorted([*written, *drawn], key=lambda t: t.start)
        yield Page(number=item.number, text=item.text, reader="text", tables=tuple(found))


def _meet(one: Table, other: Table) -> bool:
    return one.start < other.end and other.start < one.end


def pipe_tables(text: str) -> Iterator[Table]:
    """Tables of lines with ``|``: a header, a line of dashes, rows until a line has none."""
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    i = 1
    while i < len(lines):
        rule, header = lines[i][1], lines[i - 1][1]
        if "|" in rule and "|" in header and RULE.fullmatch(rule):
            body = [lines[i - 1]]
            i += 1
            while i < len(lines) and "|" in lines[i][1]:
                body.append(lines[i])
                i += 1
            yield _pipe_table(body)
        i += 1


def _pipe_table(lines: list[tuple[int, str]]) -> Table:
    cells = []
    cols = 0
    for row, (offset, line) in enumerate(lines):
        spans = list(_fields(line))
        cols = max(cols, len(spans))
        cells += [
            Cell(row, col, 1, 1, offset + start, offset + end)
            for col, (start, end) in enumerate(spans)
        ]
    last = lines[-1]
    return Table(len(lines), cols, tuple(cells), lines[0][0], last[0] + len(last[1]))


def _fields(line: str) -> Iterator[tuple[int, int]]:
    """Spans of a row's fields, trimmed; the outer bars part nothing."""
    bars = [m.start() for m in re.finditer(r"(?<!\\)\|", line)]
    edges = [-1, *bars, len(line)]
    if not line[: bars[0]].strip():
        edges.pop(0)
    if len(edges) > 2 and not line[bars[-1] + 1 :].strip():
        edges.pop()
    for left, right in pairwise(edges):
        yield trimmed(line, left + 1, right)


def html_tables(text: str) -> list[Table]:
    """Outermost ``<table>`` elements, cells' spans in the text as it stands."""
    if "<table" not in text.lower():
        return []
    finder = _Tables(text)
    finder.feed(text)
    finder.close()
    return finder.tables


class _Tables(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.tables: list[Table] = []
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.depth = 0
        self.begin = 0
        self.row = -1
        self.col = 0
        self.taken: set[tuple[int, int]] = set()
        self.cells: list[Cell] = []
        self.open: tuple[int, int] | None = None
        self.inner: tuple[int, int] | None = None

    def _here(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.begin, self.row, self.cells, self.taken = self._here(), -1, [], set()
        elif self.depth == 1 and tag == "tr":
            self._close_cell()
            self.row += 1
            self.col = 0
        elif self.depth == 1 and tag in ("td", "th"):
            self._close_cell()
            given = dict(attrs)
            self.open = (_span(given.get("rowspan")), _span(given.get("colspan")))
            after = self._here() + len(self.get_starttag_text() or "")
            self.inner = (after, after)

    def handle_data(self, data: str) -> None:
        if self.open is None or self.inner is None or not data.strip():
            return
        start, end = trimmed(self.text, self._here(), self._here() + len(data))
        empty = self.inner[0] == self.inner[1]
        self.inner = (start if empty else self.inner[0], end)

    def handle_endtag(self, tag: str) -> None:
        if self.depth == 1 and tag in ("td", "th", "tr", "table"):
            self._close_cell()
        if tag != "table" or not self.depth:
            return
        self.depth -= 1
        if self.depth == 0 and self.cells:
            end = self.text.find(">", self._here()) + 1 or len(self.text)
            rows = max(c.row + c.row_span for c in self.cells)
            cols = max(c.col + c.col_span for c in self.cells)
            self.tables.append(Table(rows, cols, tuple(self.cells), self.begin, end))

    def _close_cell(self) -> None:
        if self.open is None or self.inner is None:
            return
        row = max(self.row, 0)
        while (row, self.col) in self.taken:
            self.col += 1
        tall, wide = self.open
        for r in range(row, row + tall):
            self.taken |= {(r, c) for c in range(self.col, self.col + wide)}
        self.cells.append(Cell(row, self.col, tall, wide, *self.inner))
        self.col += wide
        self.open = self.inner = None


def _span(text: str | None) -> int:
    return max(1, min(int(text), MOST_SPAN)) if text and text.isascii() and text.isdigit() else 1
