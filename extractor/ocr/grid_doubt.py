"""Which numbers of cells are doubted, although passes agree: by their ink and by their neighbours.

Digits are dropped by all passes alike where strokes are missing. Knows patches of ink and signs;
what was heard is known to :mod:`extractor.ocr.grid_read`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import regex

from extractor.ocr import languages
from extractor.ocr.grid_cell import SIGNS, Cell, is_in, testimony
from extractor.ocr.grid_order import parted
from extractor.ocr.prints import digits, is_bare
from extractor.ocr.told import Testimony, Told
from extractor.ocr.witness import SCAN, Look

HIGH = frozenset("%()/[]")
"""Of the signs beside a number, those that are patches as high as figures."""
RATES = 2
"""Cells of a column with a per cent sign from which it is one of rates."""
GLUED = regex.compile(r"\d\p{L}|\p{L}\d|[?!|]")
"""A figure read as a letter or as a sign."""


def rates_of(cells: Sequence[Cell]) -> Counter[tuple[int, int]]:
    """How many cells of each column have a per cent sign."""
    return Counter(cell.ink.column for cell in cells if any("%" in text for text in cell.texts()))


def whole_or_doubted(
    one: Told,
    cells: Sequence[Cell],
    rates: Mapping[tuple[int, int], int],
    look: tuple[str, Look] | None,
) -> Told:
    """A number that has fewer figures than its ink has patches has lost one, whoever agrees.

    So has one with a sign in a figure's place, or with a letter if one more witness does not say
    the same; not where a pass saw what the look at the scan itself saw. What another saw with as
    many figures as there are patches is taken, in doubt.
    """
    cell = next((cell for cell in cells if is_in(one.word, cell.ink.box)), None)
    if cell is None or len(one.numbers) != 1:
        return one
    one = parted(one, first=cell.ink.column[1] == 0)
    text = one.word.text
    lost = cell.ink.letters > len(digits(text)) and not HIGH & set(text)
    strange = _strange(cell, text, rates)
    glued = any(map(GLUED.search, cell.texts()))
    (number,) = one.numbers
    if not (strange or ((lost or glued) and not _is_on_scan(number))):
        return one
    asked = look[0] if look else ""
    seen = dict(number.seen).get(asked)
    if look is not None and seen is None:
        seen, _ = look[1](*cell.ink.box)
        number = replace(number, alike=True, seen=(*number.seen, (asked, seen)))
    if seen == text and number.alike and not (lost or strange):
        return one  # '7I' is 71 where two others say so
    doubted = replace(one, numbers=(replace(number, odd=True, alike=False),))
    return _with_all(doubted, cell.ink.letters, asked) if lost or strange else doubted


def _strange(cell: Cell, text: str, rates: Mapping[tuple[int, int], int]) -> bool:
    """Whether a number has a sign that belongs to none, or that no neighbour has."""
    if cell.ink.column[1] and text.count("(") != text.count(")"):  # a row's own number: '1)'
        return True
    return "?" in text or ("%" in text and rates[cell.ink.column] < RATES)


def _is_on_scan(number: Testimony) -> bool:
    """Whether a pass and the look at the scan saw the same: no stroke is missing, and no letter."""
    same = {name for name, _ in number.seen[: number.agreed]}
    return SCAN in same and bool(same & {languages.WORDS, languages.DIGITS})


def _with_all(one: Told, figures: int, asked: str) -> Told:
    """The same with a reading of so many figures, where a witness made one."""
    (number,) = one.numbers
    bare = [(name, seen.strip(SIGNS)) for name, seen in number.seen]
    whole = [seen for _, seen in bare if is_bare(seen) and len(digits(seen)) == figures]
    if not whole:
        return one
    text = max(whole, key=whole.count)
    looked = (asked, text) in bare
    told = replace(testimony(text, dict(bare), looked=looked), odd=True, alike=False)
    return Told(replace(one.word, text=text), (told,))
