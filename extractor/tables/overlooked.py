"""Rows of numbers under headings of files from which no figure was read.

A table without ruling lines, or with headings nobody knows, yields nothing; then somebody must be
told that it stands there. Knows rows of numbers and the words over them; reads no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import regex

from extractor.book.metrics import grammar
from extractor.models import CleanPage, DocumentHead, Figure, Overlooked
from extractor.patience import patience
from extractor.repair.lost import is_misspelled
from extractor.tables.caption import lines_above, read_caption
from extractor.tables.meant import holds_tables
from extractor.tables.words import meaning

NUMBERS = 4
"""Numbers with nothing but blanks between them that make a line a table's row."""
ROWS = 2
"""Such rows that make a table."""
HEADING = 1_200
"""Characters over the rows in which their columns' headings may stand."""
LONGEST_QUOTE = 80

_NUMBER = r"(?:\d{1,3}(?:[.,]\d{3})+|\d+(?:,\d+)?%?|[-–])"
_RUN = regex.compile(rf"(?<!\S){_NUMBER}(?:[ \t|]+{_NUMBER}){{{NUMBERS - 1},}}(?!\S)")
"""What makes a line a row; looked for by itself, for few lines hold one."""
_HINT = re.compile(r"[\d%–-][ \t|]+[\d.,%–-]+[ \t|]+[\d–-]")
"""Three of them in a row, as every row has and few pages of prose: cheaper to look for."""


def overlooked(
    pages: Iterable[CleanPage], figures: Sequence[Figure], head: DocumentHead | None
) -> tuple[Overlooked, ...]:
    """For each page the rows of numbers that seem to be a table of files and were not read."""
    if not holds_tables(head):
        return ()
    read: dict[int, list[int]] = {}
    for figure in figures:
        read.setdefault(figure.evidence.page, []).append(figure.evidence.printed_start)
    found = (_on(page, read.get(page.page.number, ()), head) for page in pages)
    return tuple(table for table in found if table is not None)


def _on(page: CleanPage, read: Sequence[int], head: DocumentHead | None) -> Overlooked | None:
    """What was overlooked on one page."""
    text = page.page.text
    rows = [(a, b) for a, b in _rows(text) if not any(a <= at < b for at in read)]
    if len(rows) < ROWS or not _of_files(page, rows[0][0], head):
        return None
    start, end = rows[0]
    return Overlooked(
        page=page.page.number,
        rows=len(rows),
        quote=" ".join(text[start:end].split())[:LONGEST_QUOTE],
        start=start,
        end=rows[-1][1],
    )


def _rows(text: str) -> list[tuple[int, int]]:
    """Lines that are rows of numbers; the row that only counts the columns is none."""
    if _HINT.search(text) is None:
        return []
    found: dict[tuple[int, int], None] = {}
    try:
        for run in _RUN.finditer(text, timeout=patience(text)):
            end = text.find("\n", run.end())
            found[text.rfind("\n", 0, run.start()) + 1, len(text) if end < 0 else end] = None
    except TimeoutError:
        return []
    return [(start, end) for start, end in found if not _counts_columns(text[start:end])]


def _counts_columns(row: str) -> bool:
    """'1 2 3 4 5'."""
    words = row.replace("|", " ").split()
    return words == [str(i) for i in range(1, len(words) + 1)]


def _of_files(page: CleanPage, start: int, head: DocumentHead | None) -> bool:
    """Whether the lines over the rows speak of two groups of files: received, settled, open."""
    damaged = is_misspelled(page)
    above = lines_above(page, 0, start)
    if read_caption(above, head, damaged=damaged).other_matter:
        return False
    heading = page.page.text[max(0, start - HEADING) : start].splitlines()
    said = {feature for line in heading for feature in meaning(line, damaged).features}
    return len(said & grammar().classes["group"]) > 1
