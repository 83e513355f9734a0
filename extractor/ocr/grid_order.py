"""Strokes in the column of a table's row numbers: a 1 or a Roman I, by what stands below.

A lone stroke is the hardest figure there is: one pass sees an 'I', another nothing. But rows are
counted: the row before 2 is 1, the row before II is I. Knows cells of one column, no picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.ocr.grid_cell import Cell, testimony, whole
from extractor.ocr.told import Told
from extractor.text import fold

ENGINE = 2
"""Passes of the engine, which come first."""
SLIM = 0.55
"""Heights: the widest patch that is one stroke with its foot."""
SURE = 0.9
"""Confidence in a stroke that its neighbour tells."""
_STROKES = regex.compile(r"[1\D]{1,3}")
_UPRIGHT = regex.compile(r"[1il|]{2,3}")
"""Strokes whose feet touch: one patch of ink, in which each of those who saw it saw as many."""
_PARTED = regex.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
"""'2.1': the first part of row 2."""
_NUMBER = regex.compile(r"(\d{1,3})[.)]?")
BEFORE = {(1, "2"): "1", (2, "12"): "11", (1, "II"): "I", (1, "1"): "I", (2, "III"): "II"}
"""Strokes, and the number below them → what they are."""
BEHIND = {(2, "10"): "11", (2, "I"): "II", (3, "II"): "III"}
"""Strokes, and the number above them."""
OVER_FIRST = {2: "II", 3: "III"}
"""Strokes over a row 1 that go on from no row 10: a group opens, and its rows are counted anew."""


def numbered(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, strokes of first columns as the number that those around them tell them to be."""
    told: dict[int, Cell] = {}
    columns: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.ink.column[1] == 0:
            columns.setdefault(cell.ink.column[0], []).append(cell)
    for column in columns.values():
        above = ""
        column.sort(key=lambda one: one.ink.box[1])
        for cell, below in zip(column, [*map(_counted, column[1:]), ""], strict=True):
            strokes = _strokes(cell)
            number = BEFORE.get((strokes, below)) or BEHIND.get((strokes, above))
            if number is None and below == "1":
                number = OVER_FIRST.get(strokes)
            above = number or _counted(cell)
            if number is not None:
                told[id(cell)] = _as(cell, number)
    return [told.get(id(cell), cell) for cell in cells]


def _strokes(cell: Cell) -> int:
    """How many strokes are all that a cell holds; 0 where it holds something else for certain."""
    seen = [fold(text) for text in cell.texts()[:ENGINE]]
    wide = cell.ink.places[:, 2] - cell.ink.places[:, 0]
    slim = not cell.ink.lines and bool((wide <= SLIM * cell.ink.height).all())
    agreed = len(set(seen)) == 1 and seen[0].isdecimal()
    if agreed or any(text and _STROKES.fullmatch(text) is None for text in seen):
        return 0
    return cell.ink.letters if slim else _touching(seen)


def _touching(seen: Sequence[str]) -> int:
    """How many upright strokes were seen in one patch, where nobody saw anything else."""
    counts = {len(text) if _UPRIGHT.fullmatch(text) else 0 for text in seen}
    return counts.pop() if len(counts) == 1 else 0


def _counted(cell: Cell) -> str:
    """The number in a cell, if those who saw one there saw the same."""
    seen = {text for text in cell.texts()[:ENGINE] if text}
    numbers = {m[1] if (m := _NUMBER.fullmatch(text)) else text.strip(".") for text in seen}
    return numbers.pop() if len(numbers) == 1 else ""


def _as(cell: Cell, number: str) -> Cell:
    """The cell as both passes of the engine would have seen it; a numeral is no number."""
    seen = replace(whole(cell.ink, number, SURE), roman=number.isalpha())
    words = ((seen,),) * ENGINE
    return replace(cell, words=(*words, *cell.words[ENGINE:]))


def parted(one: Told, first: bool) -> Told:
    """A row's own number with the points between its parts, where most saw them.

    Among counts '2.1' would be out of order, and 21 taken for it.

    Args:
        one: a cell as it was heard.
        first: it stands in the first column.
    """
    if not first or len(one.numbers) != 1 or not one.numbers[0].alike:
        return one
    seen = dict(one.numbers[0].seen)
    prints = Counter(seen.values())
    text, count = prints.most_common(1)[0]
    if _PARTED.fullmatch(text) is None or 2 * count <= len(seen) or text == one.word.text:
        return one
    told = testimony(text, seen, looked=one.numbers[0].looked)
    return replace(one, word=replace(one.word, text=text), numbers=(told,))
