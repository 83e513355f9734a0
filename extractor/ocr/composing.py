"""The words that were taken, made ready for reading order, and put back to their places.

Lines are made on the picture as it was read, where they are level: on the page as it lies in the
file a skewed line crosses its neighbours. Knows geometry; not what a word is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractor.images.picture import Picture
from extractor.models import Box, Table, Word, Words
from extractor.ocr.engine import Seen
from extractor.readers.glyphs import Token
from extractor.readers.layout import Composed

POINTS = 72
BAND = 0.15
"""Heights of its line by which a word may stand out: a stroke of a stamp read as a letter
reaches over two lines, and would tie them together."""
TALL = 3.0
"""Heights of the page's words above which a word of a shorter line is the shadow of an edge or a
stroke of a stamp: it would tie lines together as well."""
FEWEST = 3
"""Words from which a line shows its height."""


def tokens(words: Sequence[Seen], picture: Picture) -> list[Token]:
    """The words in points of the level picture, none taller than its line."""
    scale = POINTS / picture.dpi
    bands = _bands(words)
    most = TALL * median(word.bottom - word.top for word in words) if words else 0.0
    found = []
    for word in words:
        top, bottom = bands.get(word.line) or _no_taller(word, most)
        top, bottom = max(word.top, top), min(word.bottom, bottom)
        if top >= bottom:
            top, bottom = word.top, word.bottom
        box = (word.left * scale, top * scale, word.right * scale, bottom * scale)
        found.append(Token(word.text, *box, confidence=word.confidence))
    return found


def _no_taller(word: Seen, most: float) -> tuple[float, float]:
    """Top and bottom of a word about its middle."""
    middle, half = (word.top + word.bottom) / 2, min(word.bottom - word.top, most) / 2
    return middle - half, middle + half


def _bands(words: Sequence[Seen]) -> dict[int, tuple[float, float]]:
    """Line → the heights between which its words belong."""
    lines: dict[int, list[Seen]] = {}
    for word in words:
        if word.line >= 0:
            lines.setdefault(word.line, []).append(word)
    found = {}
    for line, members in lines.items():
        if len(members) >= FEWEST:
            top = median(word.top for word in members)
            bottom = median(word.bottom for word in members)
            room = BAND * (bottom - top)
            found[line] = (top - room, bottom + room)
    return found


def on_page(level: Composed, picture: Picture) -> Composed:
    """The same text with its words and tables where they stand on the page in the file."""
    words = Words(
        Word(w.start, w.end, box_on_page(picture, w.box), w.confidence) for w in level.words
    )
    tables = tuple(_table_on_page(table, picture) for table in level.tables)
    return replace(level, words=words, tables=tables)


def box_on_page(picture: Picture, box: Box) -> Box:
    """A box of the level picture, in points, where it stands on the page in the file."""
    left, top, right, bottom = (side * picture.dpi / POINTS for side in box)
    return picture.on_page(left, top, right, bottom)


def _table_on_page(table: Table, picture: Picture) -> Table:
    cells = tuple(
        cell if cell.box is None else replace(cell, box=box_on_page(picture, cell.box))
        for cell in table.cells
    )
    return replace(
        table, cells=cells, box=None if table.box is None else box_on_page(picture, table.box)
    )
