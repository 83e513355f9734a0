"""The cells of a page's ruled tables read by witnesses: each cell is one place in which they meet.

A cell of numbers is heard as a whole, because an engine may part its number or lose all of it;
the words of other cells are heard like prose. Ink in which nobody sees a character stands on the
page as UNREAD, in doubt: it must not pass for an empty cell. Knows cells and passes; what a vote is
worth is known to :mod:`extractor.ocr.trust`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import regex

from extractor.images.picture import Picture
from extractor.ocr import languages
from extractor.ocr.engine import Seen
from extractor.ocr.grid import Gridded, Ink
from extractor.ocr.grid_cell import SIGNS, Cell, InCell, is_in, testimony, whole
from extractor.ocr.grid_doubt import rates_of, whole_or_doubted
from extractor.ocr.grid_lost import heard_again, lost
from extractor.ocr.grid_order import numbered
from extractor.ocr.grid_sheet import sheets
from extractor.ocr.grid_votes import Scan, as_seen, voted
from extractor.ocr.letters import borne
from extractor.ocr.prints import as_printed, is_bare
from extractor.ocr.quarters import numeral
from extractor.ocr.told import Told
from extractor.ocr.witness import NOWHERE, ON_SCAN, SCAN, Look, hear, hear_places
from extractor.repair.syllables import is_syllable
from extractor.text import UNREAD

Read = Callable[[Picture, str], list[Seen]]
"""One pass in one language over a picture that is one block of lines."""
SHAPE = "shape"
"""The witness that sees a dash by its form."""
DASHES = frozenset("-‐‑‒–—―−_~")
NEVER = "\"'`´“”‘’^~_*:;,°!<>«»|\\="
"""Of the signs that dirt is read as, those that stand at no end of a number, whoever saw them."""
CLEAR = 0.8
"""Confidence from which a word among numbers is one."""
ROMAN = regex.compile(r"[IVX]+\.?")
SHORT = 8.0
"""Heights: the widest number that is printed in a cell, twelve figures with their signs."""
NARROW = 4.0
"""Heights: letters on so little room may be figures misread."""
ENGINE = 2
"""Passes of the engine, which come first."""
WORD = 2
"""Letters from which a cell holds words, not a number misread."""


def read_cells(
    found: Gridded,
    read: Read,
    look: tuple[str, Look] | None,
    heard: Mapping[str, Sequence[Seen]],
    first_line: int,
    scan: Look | None = None,
    shown: Scan | None = None,
) -> list[Told]:
    """What stands in the cells, in no order.

    Args:
        found: the tables of a page.
        read: the engine.
        look: the witness that is asked where passes differ, before the cleaned cells.
        heard: further passes over the whole page.
        first_line: number from which lines are counted that are no line of the page's passes.
        scan: of a worn page, who looks at the scan itself: heard on every cell of numbers, and on
            the letters of the others.
        shown: of a worn page, the scan itself, on which words are read again.
    """
    if scan is not None:
        heard = {SCAN: _short(found.inks, scan), **heard}
    # Figures first: the pass for words sees a word where a figure is misread.
    passes = (languages.DIGITS, languages.WORDS, *heard, *(ON_SCAN if shown is not None else ()))
    told: list[Told] = []
    numbers: list[Cell] = []
    words: dict[str, list[Seen]] = {name: [] for name in (languages.WORDS, *passes)}
    for name in (SCAN, *ON_SCAN):
        words.pop(name, None)
    same: set[Seen] = set()
    cells = numbered(list(_cells(found, read, heard, first_line, shown)))
    counted = _counted(cells)
    for cell in cells:
        if _is_dash(cell):
            told.append(_dash(cell, passes))
        elif _is_number(cell):
            numbers.append(cell)
        elif (lone := _lone(cell, passes, look, among=_among(cell, counted))) is not None:
            told.append(lone)
        else:
            seen = dict(zip(passes, cell.words, strict=True))
            for name in words:
                words[name] += seen[name]
            told += _passed_over(cell, passes)
            same |= cell.alike & borne(seen[languages.WORDS], scan) if scan else set()
    places = [InCell(_figures(cell), cell.ink.box) for cell in numbers]
    heard_there = hear_places(places, passes, look)
    rates = rates_of(numbers)
    told += [whole_or_doubted(one, numbers, rates, look) for one in heard_there]
    for cell in numbers:  # one pass alone saw something, and it was no number
        if not any(is_in(one.word, cell.ink.box) for one in heard_there):
            texts = dict(zip(passes, cell.texts(), strict=True))
            scan_saw = texts.get(SCAN, "")
            text = scan_saw if is_bare(scan_saw) else UNREAD
            told.append(_doubted(cell, texts, look, text, 0.0))
    rest = hear(words, look)
    return [*told, *(replace(one, borne=one.word in same) for one in rest)]


def _short(inks: Sequence[Ink], scan: Look) -> list[Seen]:
    """What is seen on the scan itself where a number may stand, each cell as one word."""
    short = (ink for ink in inks if not ink.lines and ink.wide <= SHORT * ink.height)
    seen = ((ink, *scan(*ink.box)) for ink in short)
    return [whole(ink, text, sure) for ink, text, sure in seen if text]


def _among(cell: Cell, counted: Mapping[tuple[int, int], int]) -> bool:
    """Whether a cell stands below a number in a column of numbers."""
    return cell.ink.box[1] > counted.get(cell.ink.column, cell.ink.box[1])


def _counted(cells: Sequence[Cell]) -> dict[tuple[int, int], int]:
    """The columns of which most cells hold a number, and where the first of these stands."""
    of_all = Counter(cell.ink.column for cell in cells)
    numbers: dict[tuple[int, int], list[int]] = {}
    for cell in cells:
        if _is_number(cell) or _is_dash(cell):
            numbers.setdefault(cell.ink.column, []).append(cell.ink.box[1])
    return {col: min(tops) for col, tops in numbers.items() if 2 * len(tops) > of_all[col]}


def _cells(
    found: Gridded,
    read: Read,
    heard: Mapping[str, Sequence[Seen]],
    line: int,
    shown: Scan | None,
) -> Iterator[Cell]:
    for sheet in sheets(found.inks):
        figures = sheet.words(_composed(read(sheet.soft, languages.DIGITS)))
        words = sheet.words(_words(read, sheet.picture))
        words = heard_again(sheet, words, partial(_words, read))
        told = [*map(as_seen, words)]
        if shown is not None:
            told = voted(sheet, figures, words, lambda cut, name: _composed(read(cut, name)), shown)
        for cell, mine, one in zip(sheet.cells, figures, told, strict=True):
            seen = [mine, list(one.words)]
            scanned = one.scan if shown is not None else ()
            here = ([word for word in page if is_in(word, cell.ink.box)] for page in heard.values())
            seen = [[numeral(word, found.cleaned.pixels) for word in mine] for mine in seen]
            lined = tuple(tuple(_lined(mine, line)) for mine in (*seen, *here, *scanned))
            line = 1 + max((word.line for mine in lined for word in mine), default=line)
            shown_so = zip(one.words, lined[1], strict=True)
            yield Cell(cell.ink, lined, frozenset(w for old, w in shown_so if old in one.alike))


def _words(read: Read, picture: Picture) -> list[Seen]:
    return _composed(read(picture, languages.WORDS))


def _composed(words: Sequence[Seen]) -> list[Seen]:
    """The words with their letters in composed form, without signs that are left of rules."""
    normal = [replace(w, text=as_printed(w.text).strip("|[]")) for w in words]
    return [word for word in normal if word.text]


def _lined(words: Sequence[Seen], line: int) -> Iterator[Seen]:
    """The words with the lines of their cell counted from ``line``."""
    numbers = {number: line + n for n, number in enumerate(sorted({w.line for w in words}))}
    return (replace(word, line=numbers[word.line]) for word in words)


def _is_dash(cell: Cell) -> bool:
    """Whether the ink has the form of a dash and nobody saw anything else."""
    return cell.ink.dash and all(set(text) <= DASHES for text in cell.texts())


def _is_number(cell: Cell) -> bool:
    """Whether some pass saw figures and no word there; of Roman ones, a pass of the engine."""
    texts = cell.texts()
    if any(map(ROMAN.fullmatch, texts)):
        texts = texts[:ENGINE]
    return not cell.ink.lines and any(
        any(c.isdecimal() for c in text) and sum(c.isalpha() for c in text) < WORD for text in texts
    )


def _figures(cell: Cell) -> tuple[tuple[Seen, ...], ...]:
    """What each pass saw of a number; letters alone are no sight of it.

    Signs around it stand only where all passes see them, and more than one sees anything: dirt is
    read as quotes and stops.
    """
    seen = [words if any(c.isdecimal() for w in words for c in w.text) else ()
            for words in cell.words]  # fmt: skip
    trimmed = [tuple(_trimmed(words)) for words in seen]
    edges = {_edges("".join(w.text for w in words)) for words in trimmed if words}
    alone = sum(map(bool, trimmed)) == 1
    return tuple(map(_bare, trimmed)) if len(edges) > 1 or alone else tuple(trimmed)


def _trimmed(words: tuple[Seen, ...]) -> Iterator[Seen]:
    """The words of a number without what stands at no number's end."""
    for n, word in enumerate(words):
        text = word.text.lstrip(NEVER + ".") if n == 0 else word.text
        text = text.rstrip(NEVER) if n == len(words) - 1 else text
        if text:
            yield replace(word, text=text)


def _edges(text: str) -> tuple[str, str]:
    """The signs before and behind a number."""
    left, right = text.lstrip(SIGNS), text.rstrip(SIGNS)
    return text[: len(text) - len(left)], text[len(right) :]


def _bare(words: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """The words of a number without the signs around it."""
    told = [replace(word, text=word.text.strip(SIGNS)) for word in words]
    return tuple(word for word in told if word.text)


def _dash(cell: Cell, passes: Sequence[str]) -> Told:
    """A dash, with those that saw it."""
    seen = {SHAPE: "-"} | {
        name: "-" if text else "" for name, text in zip(passes, cell.texts(), strict=True)
    }
    return Told(whole(cell.ink, "-", 1.0), (testimony("-", seen, looked=False),))


def _lone(
    cell: Cell, passes: Sequence[str], look: tuple[str, Look] | None, *, among: bool
) -> Told | None:
    """A cell in which no pass saw a figure and one more witness does, or nobody anything.

    Narrow print may be a figure read as letters ('BI' for 81). What is no word is none where it
    stands ``among`` numbers, whatever letters it was taken for.
    """
    texts = dict(zip(passes, cell.texts(), strict=True))
    blank = not texts[languages.WORDS]  # what only others see of words is not taken
    narrow = not cell.ink.lines and cell.ink.wide <= NARROW * cell.ink.height
    if not (blank or narrow or among):
        return None
    # A row's own number may be Roman; what stands among numbers in another column is a 1.
    if any(map(ROMAN.fullmatch, texts.values())) and not (among and cell.ink.column[1]):
        return _doubted(cell, texts, look, UNREAD, 0.0) if blank else None
    text, sure = look[1](*cell.ink.box) if look and narrow else ("", 0.0)
    if not is_bare(text):
        if not blank and (not among or _is_word(cell)):
            return None
        text = UNREAD
    return _doubted(cell, texts, look, text, sure)


def _doubted(
    cell: Cell, texts: Mapping[str, str], look: tuple[str, Look] | None, text: str, sure: float
) -> Told:
    """A cell of which at most one witness saw what is taken."""
    seen = {**texts, **({look[0]: text if text != UNREAD else ""} if look else {})}
    return Told(whole(cell.ink, text, sure), (testimony(text, seen, looked=look is not None),))


def _passed_over(cell: Cell, passes: Sequence[str]) -> Iterator[Told]:
    """The place of print in a cell of words that no pass saw."""
    seen = [word for words in cell.words for word in words]
    if seen and (box := lost(cell.ink, seen)) is not None:
        nothing = dict.fromkeys(passes, "")
        word = Seen(UNREAD, *box, 0.0, NOWHERE, 0)
        yield Told(word, (testimony(UNREAD, nothing, looked=False),))


def _is_word(cell: Cell) -> bool:
    """Whether what the pass for words saw is a syllable of which it is sure: 'Ì' alone is a 1."""
    return any(
        word.confidence >= CLEAR and len(word.text) >= WORD and is_syllable(word.text.lower())
        for words in cell.words
        for word in words
    )
