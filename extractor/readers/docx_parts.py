"""Finds the parts of a Word document's tree: blocks in order, table cells with spans, text boxes.

Knows the element names that wrap and hide; writes no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.readers.ooxml import W
from extractor.readers.styles import whole

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GONE = frozenset(
    W + n
    for n in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "fldData")
)
MOST_NESTED = 40
"""Elements within elements: deeper is no document."""


@dataclass(slots=True)
class Room:
    """A cell and its place in the grid."""

    row: int
    col: int
    tall: int
    wide: int
    element: Any


def rooms(table: Any) -> list[Room]:
    """The table's cells with their spans; cells merged into one above are left out."""
    rooms: list[Room] = []
    above: dict[int, Room] = {}
    for row, element in enumerate(_kept_rows(table)):
        properties = element.find(W + "trPr")
        col = 0 if properties is None else whole(properties, "gridBefore", 0)
        for cell in _children(element, W + "tc"):
            own = cell.find(W + "tcPr")
            wide = 1 if own is None else max(1, whole(own, "gridSpan", 1))
            merge = None if own is None else own.find(W + "vMerge")
            if merge is not None and merge.get(W + "val", "continue") == "continue":
                if col in above:
                    above[col].tall = row - above[col].row + 1
            else:
                rooms.append(Room(row, col, 1, wide, cell))
                above[col] = rooms[-1]
            col += wide
    return rooms


def _kept_rows(table: Any) -> Iterator[Any]:
    """Rows that no tracked change deleted."""
    for row in _children(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield row


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, also inside content controls and inserted stretches."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _children(child, tag)


def blocks(element: Any, depth: int = 0) -> Iterator[Any]:
    """Paragraphs and tables in order, out of whatever wraps them."""
    for child in element:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in GONE and depth < MOST_NESTED:
            yield from blocks(branch(child), depth + 1)


def branch(element: Any) -> Any:
    """Of two branches that show the same, the newer where it holds text; else the element."""
    if element.tag != MC + "AlternateContent":
        return element
    choice, fallback = element.find(MC + "Choice"), element.find(MC + "Fallback")
    if choice is not None and next(choice.iter(W + "t"), None) is not None:
        return choice
    return () if fallback is None else fallback


def boxes(element: Any) -> list[Any]:
    """The outermost text boxes below a drawing."""
    found: list[Any] = []
    for child in element:
        if child.tag == W + "txbxContent":
            found.append(child)
        elif isinstance(child.tag, str):
            found += boxes(branch(child))
    return found
