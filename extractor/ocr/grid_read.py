"""The cells of a page's ruled tables read by witnesses: each cell is one place in which they meet.

A cell of numbers is heard as a whole, because an engine may part its number or lose all of it;
the words of other cells are heard like prose. Ink in which nobody sees a character stands on the
page as UNREAD, in doubt: it must not pass for an empty cell. Knows cells and passes; what a vote is
worth is known to :mod:`extractor.ocr.trust`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.images.picture import Picture
from extractor.ocr import languages
from extractor.ocr.aligned import Place
from extractor.ocr.engine import Seen
from extractor.ocr.grid import Gridded, Ink
from extractor.ocr.grid_sheet import sheets
from extractor.ocr.witness import NOWHERE, Look, Testimony, Told, hear, hear_places

Read = Callable[[Picture, str], list[Seen]]
"""One pass in one language over a picture that is one block of lines."""
UNREAD = "\\ufffd"
"""Stands for print that nobody could read."""
SHAPE = "shape"
"""The witness that sees a dash by its form."""
DASHES = frozenset("-‐‑‒–—―−_~")
WORD = 2
"""Letters from which a cell holds words, not a number misread."""


@dataclass(frozen=True, slots=True)
class InCell(Place):
    """All that is seen in one cell."""

    ink: tuple[int, int, int, int]

    def box(self) -> tuple[int, int, int, int]:
        """Around its ink: what a pass lost is within it."""
        return self.ink


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    ink: Ink
    words: tuple[tuple[Seen, ...], ...]
    """Of each pass."""

    def texts(self) -> list[str]:
        return [" ".join(word.text for word in words) for words in self.words]


def read_cells(
    found: Gridded,
    read: Read,
    look: tuple[str, Look] | None,
    heard: Mapping[str, Sequence[Seen]],
    first_line: int,
) -> list[Told]:
    """What stands in the cells, in no order.

    Args:
        found: the tables of a page.
        read: the engine.
        look: the witness that is asked where passes differ, before the cleaned cells.
        heard: further passes over the whole page.
        first_line: number from which lines are counted that are no line of the page's passes.
    """
    passes = (languages.WORDS, languages.DIGITS, *heard)
    cells = list(_cells(found, read, heard, first_line))
    dashes = [cell for cell in cells if _is_dash(cell)]
    numbers = [cell for cell in cells if _is_number(cell) and not _is_dash(cell)]
    unseen = [cell for cell in cells if not any(cell.words) and not cell.ink.dash]
    rest = [cell for cell in cells if not (_is_dash(cell) or _is_number(cell)) and any(cell.words)]
    told = [_dash(cell, passes) for cell in dashes]
    # Figures first: the pass for words sees a word where a figure is misread.
    order = sorted(range(len(passes)), key=lambda n: passes[n] != languages.DIGITS)
    places = [InCell(tuple(cell.words[n] for n in order), cell.ink.box) for cell in numbers]
    told += hear_places(places, [passes[n] for n in order], look)
    told += [one for cell in unseen for one in _unseen(cell, passes, look)]
    prose = {
        name: [word for cell in rest for word in cell.words[n]] for n, name in enumerate(passes)
    }
    return told + hear(prose, look)


def _cells(
    found: Gridded, read: Read, heard: Mapping[str, Sequence[Seen]], line: int
) -> Iterator[_Cell]:
    for sheet in sheets(found.inks):
        names = (languages.WORDS, languages.DIGITS)
        seen = [sheet.words(_composed(read(sheet.picture, name))) for name in names]
        for n, cell in enumerate(sheet.cells):
            here = [[word for word in words if _in(word, cell.ink.box)] for words in heard.values()]
            words = tuple(
                tuple(_lined(mine, line)) for mine in (*(each[n] for each in seen), *here)
            )
            line = 1 + max((word.line for mine in words for word in mine), default=line)
            yield _Cell(cell.ink, words)


def _in(word: Seen, box: tuple[int, int, int, int]) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _composed(words: Sequence[Seen]) -> list[Seen]:
    """The words with their letters in composed form, without signs that are left of rules."""
    normal = [replace(w, text=unicodedata.normalize("NFC", w.text).strip("|[]")) for w in words]
    return [word for word in normal if word.text]


def _lined(words: Sequence[Seen], line: int) -> Iterator[Seen]:
    """The words with the lines of their cell counted from ``line``."""
    numbers = {number: line + n for n, number in enumerate(sorted({w.line for w in words}))}
    return (replace(word, line=numbers[word.line]) for word in words)


def _is_dash(cell: _Cell) -> bool:
    """Whether the ink has the form of a dash and nobody saw anything else."""
    return cell.ink.dash and all(set(text) <= DASHES for text in cell.texts())


def _is_number(cell: _Cell) -> bool:
    """Whether some pass saw figures and no word there."""
    texts = [text for text in cell.texts() if text]
    return not cell.ink.lines and any(
        any(c.isdecimal() for c in text) and sum(c.isalpha() for c in text) < WORD for text in texts
    )


def _whole(ink: Ink, text: str, sure: float) -> Seen:
    left, top, right, bottom = ink.box
    return Seen(text, left, top, right, bottom, sure, NOWHERE, 0)


def _dash(cell: _Cell, passes: Sequence[str]) -> Told:
    """A dash, with those that saw it."""
    seen = {SHAPE: "-"} | {
        name: "-" if text else "" for name, text in zip(passes, cell.texts(), strict=True)
    }
    return Told(_whole(cell.ink, "-", 1.0), (_testimony("-", seen, looked=False),))


def _unseen(cell: _Cell, passes: Sequence[str], look: tuple[str, Look] | None) -> Iterator[Told]:
    """Ink in which no pass saw anything: as one more witness has it, in doubt."""
    if cell.ink.lines:
        return
    seen = dict.fromkeys(passes, "")
    text, sure = look[1](*cell.ink.box) if look else ("", 0.0)
    if look:
        seen[look[0]] = text
    text = text or UNREAD
    yield Told(_whole(cell.ink, text, sure), (_testimony(text, seen, looked=look is not None),))


def _testimony(text: str, seen: Mapping[str, str], *, looked: bool) -> Testimony:
    """Of a cell that is all one number, or the sign for one."""
    same = [name for name, print_ in seen.items() if print_ == text]
    rest = [name for name in seen if name not in same]
    return Testimony(
        0,
        len(text),
        tuple((name, seen[name]) for name in (*same, *rest)),
        agreed=len(same),
        looked=looked,
        alike=not rest,
        odd=False,
        longer=False,
        silent=bool(rest),
        least=1.0,
    )
