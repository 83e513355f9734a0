"""How a table is laid out: its headings, what each column is for, and its rows below them.

Knows cells, spans and headings; what a row orders is known to :mod:`.tables` and :mod:`.matrix`.
A heading may stand on two lines; the lower one decides, since the upper one only groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from extractor.book.orders import compiled, order_sections
from extractor.models import Cell, Page, Table
from extractor.orders.words import said_in
from extractor.patience import Match
from extractor.text import fold

Row = Mapping[int, Cell]
_INDEX = regex.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H]|[a-h])\)?[.)]?")
_NUMBER = regex.compile(r"[^\d]{0,25}\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?%?[^\d/]{0,20}")
_BARE = regex.compile(r"[^\w]{0,4}\d[\d.,]*\s?%?")
_BRACKET = regex.compile(r"\([^()]*\)")
_LISTED = regex.compile(r"[.;,]?\s*(?:<br ?/?>\s*(?=[-+•\p{Lu}\d])|\n\s*(?=[-+•]\s))")
"""Where a cell's next line begins what is told apart."""
_WRAPPED = regex.compile(r"\s*<br ?/?>\s*(?![-+•\p{Lu}\d])")
_RATE = regex.compile(r"\d ?%")
_RATES = regex.compile(r"[^\w]{0,3}(?:1[3-9]|[2-9]\d|100)(?:[.,]\d+)?")
"""More than there are months, and no year."""
_YEAR = regex.compile(r"20\d\d")
_SOLE = ("passed", "unit", "other")
"""What a column is for, and then for nothing else."""
_NAME = 120
"""Characters of the longest name."""
_WORDS = 8
"""Words of the longest cell that is a number."""
_FEW = 4
"""Words of the shortest cell that tells something."""
_NAMES = ("who", "when", "what", "much")


def text_of(page: Page, cell: Cell | None) -> str:
    """A cell's words on one line."""
    if cell is None:
        return ""
    words = page.text[cell.start : cell.end].replace("*", "")
    return " ".join(_LISTED.sub("; ", _WRAPPED.sub(" ", words)).split()).strip(" ;.")


def level_of(words: str) -> str:
    """A cell without what stands in brackets, nor from what its number rises or falls."""
    said = _BRACKET.sub(" ", words)
    said = said if any(map(str.isdigit, said)) else words
    risen = says("risen", said)
    return (said[risen.end() :] if risen else said).strip()


def fits(name: str, words: str) -> bool:
    """Whether words begin as one of the book's expressions for columns says."""
    book = order_sections()
    said = fold(words).strip(" *_\n")
    expression = book.columns.get(name) or book.matrix[name]
    return compiled(expression).match(said) is not None


def says(name: str, words: str) -> Match | None:
    """Where words hold one of the book's expressions for tables."""
    book, said = order_sections(), fold(words)
    expression = book.matrix.get(name) or book.columns[name]
    return compiled(expression).search(said)


def is_name(words: str) -> bool:
    """Whether words are nothing but somebody's name: 'UBND xã Tam Thái', 'Các phòng'."""
    if fits("level", words):
        return False
    said = fold(words)
    place = compiled(order_sections().matrix["place"]).match(said)
    if place is not None and words[place.end()].isupper() and len(words) < _NAME:
        return True
    found = said_in(words, damaged=words.isascii())
    if not found or found[0].label != "actor" or found[0].start:
        return False
    return len(words) < _NAME and all(one.label == "actor" for one in found)


@dataclass(frozen=True)
class Layout:
    """A table's rows, with cells that span several rows in each of them, and its headings."""

    page: Page
    rows: Mapping[int, Row]
    heads: Mapping[int, tuple[str, ...]]
    """The lines of each column's heading, from above."""
    body: tuple[int, ...]
    more: Mapping[tuple[int, int], tuple[Cell, ...]]
    """The further lines of cells of a drawn table, which stand apart in its text."""

    def text(self, at: int, col: int | None) -> str:
        """What stands in a cell; empty where there is none."""
        if col is None:
            return ""
        lines = (self.rows[at].get(col), *self.more.get((at, col), ()))
        return " ".join(words for cell in lines if (words := text_of(self.page, cell)))

    def head(self, col: int) -> str:
        """A column's whole heading on one line."""
        return " ".join(self.heads.get(col, ()))

    def column(self, name: str) -> int | None:
        """The first column that is for this; who leads before who only does."""
        found = [c for c in self.heads if name in self.names[c]]
        if name == "who":
            leads = [c for c in found if says("chief", self.head(c))]
            found = leads or found
        if name == "what":
            found = [c for c in found if c not in self.faults] or found
            found.sort(key=lambda c: -sum(1 for at in self.body if self.text(at, c)))
            if found and not self._tells(found[0]):  # 'Nhóm việc | Cách làm': groups, then duties
                found = [c for c in self.heads if self._tells_unheaded(c)] or found
        return found[0] if found else None

    def _tells_unheaded(self, col: int) -> bool:
        """A column whose heading says nothing, and most of whose cells are sentences."""
        said = [words for at in self.body if (words := self.text(at, col))]
        told = [words for words in said if len(words.split()) >= _FEW]
        return not self.names[col] and 2 * len(told) > len(self.body)

    @cached_property
    def faults(self) -> tuple[int, ...]:
        """The columns that tell in words what was found wrong ('Tồn tại, hạn chế')."""
        return tuple(c for c in self.heads if fits("faults", self.head(c)) and self._tells(c))

    def _tells(self, col: int) -> bool:
        return any(len(self.text(at, col).split()) >= _FEW for at in self.body)

    @cached_property
    def names(self) -> dict[int, frozenset[str]]:
        """What each column is for, by its heading's lowest line that says so."""
        return {col: self._named(col) for col in self.heads}

    def _named(self, col: int) -> frozenset[str]:
        numbers = self._holds_numbers(col)
        for words in (*reversed(self.heads[col]), self.head(col)):
            sole = next((n for n in _SOLE if fits(n, words)), None)
            if sole or self._is_of_units(col, words):
                return frozenset({sole or "unit"})
            found = {n for n in (*_NAMES, "units", "measures") if fits(n, words)}
            if fits("unit_of_time", words) and not self._holds_rates(col):
                return frozenset({"when"})
            if numbers:
                found &= {"when", "much"} if self._holds_years(col) else {"much"}
            if found:
                return frozenset(found)
        return frozenset()

    def _holds_rates(self, col: int) -> bool:
        """'80%', '95' under 'Năm': no month, quarter or year is called so."""
        cells = [said for at in self.body if (said := self.text(at, col))]
        rates = [words for words in cells if "%" in words or _RATES.fullmatch(words)]
        return 2 * len(rates) > len(cells)

    def _is_of_units(self, col: int, words: str) -> bool:
        """'Đơn vị' over '%', 'cuộc': what is counted in, and no bodies."""
        cells = [said for at in self.body if (said := self.text(at, col))]
        return fits("ambiguous", words) and "%" in cells

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The columns of numbers that may be targets or findings."""
        free = (c for c in self.heads if not self.names[c] & {*_SOLE, "when"})
        return tuple(c for c in free if self._holds_numbers(c))

    def _holds_numbers(self, col: int) -> bool:
        if col in self.faults:
            return False
        said = [words for at in self.body if (words := self.text(at, col))]
        short = [words for words in said if len(level_of(words).split()) <= _WORDS]
        short += [words for words in said if fits("share", words) and words not in short]
        told = [w for w in short if self._is_number(col, w)]
        blank = [words for words in said if not regex.search(r"\w\w", words)]
        return bool(told) and 2 * len({*told, *blank}) >= len(set(said))

    def _is_number(self, col: int, words: str) -> bool:
        """Of a column of duties ('Thay 12 máy') only a number alone."""
        head = self.head(col)
        duty = fits("what", head) and (not fits("measures", head) or _is_duty(words))
        form = _BARE if duty else _NUMBER
        told = _YEAR.fullmatch(words) is not None or _is_told(words)
        level = level_of(words)
        return told and (form.fullmatch(level) is not None or fits("share", level))

    def _holds_years(self, col: int) -> bool:
        said = [words for at in self.body if (words := self.text(at, col))]
        return all(_YEAR.fullmatch(words) for words in said)

    @cached_property
    def ticked(self) -> tuple[int, ...]:
        """The columns that hold nothing but ticks: their headings say who, or when."""
        free = (c for c in self.heads if not self.names[c] & set(_SOLE))
        return tuple(c for c in free if self._holds_ticks(c))

    def _holds_ticks(self, col: int) -> bool:
        said = [words for at in self.body if (words := self.text(at, col))]
        return bool(said) and all(fits("tick", words) for words in said)


def layout_of(page: Page, table: Table) -> Layout | None:
    """A table's headings and rows; None where it has no row below its headings."""
    rows = _filled(table)
    more = _more(table, rows)
    full = [at for at in sorted(rows) if len(_said(page, rows[at])) > 1]
    if len(full) < 2:
        return None
    top = full[0]
    below = [at for at in sorted(rows) if at > top]
    end = next((at for at in below if not _goes_on(page, rows, top, at)), None)
    if end is None:
        return None
    heads: dict[int, list[str]] = {}
    headed = [at for at in sorted(rows) if top <= at < end]
    for at, below_it in zip(headed, [*headed[1:], None], strict=True):
        over = ""
        for col, cell in sorted(rows[at].items()):
            words = " ".join(text_of(page, line) for line in (cell, *more.get((at, col), ())))
            under = text_of(page, rows[below_it].get(col)) if below_it is not None else ""
            over = words or (
                over if under else ""
            )  # a heading over several, one cell of which has it
            if over and over not in heads.setdefault(col, [])[-1:]:
                heads[col].append(over)
    body = tuple(at for at in below if at >= end)
    return Layout(page, rows, {c: tuple(heads[c]) for c in sorted(heads)}, body, more)


def _more(table: Table, rows: Mapping[int, Row]) -> dict[tuple[int, int], tuple[Cell, ...]]:
    """The cells that stand where another one stands already."""
    found: dict[tuple[int, int], tuple[Cell, ...]] = {}
    for cell in table.cells:
        place = cell.row, cell.col
        if rows.get(cell.row, {}).get(cell.col, cell) is not cell and cell.end > cell.start:
            found[place] = (*found.get(place, ()), cell)
    return found


def _filled(table: Table) -> dict[int, dict[int, Cell]]:
    """Each row with its cells; one that spans several rows or columns stands in all of them.

    A cell joined over several columns below the headings names a group of rows.
    """
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        for at in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for col in range(cell.col, min(cell.col + cell.col_span, table.cols)):
                rows.setdefault(at, {}).setdefault(col, cell)
    return rows


def _said(page: Page, cells: Row) -> list[Cell]:
    """The cells of a row that say something, each once."""
    return [c for c in dict.fromkeys(cells.values()) if text_of(page, c)]


def _goes_on(page: Page, rows: Mapping[int, Row], top: int, at: int) -> bool:
    """Whether a row still belongs to the headings."""
    cells = rows[at]
    if any(cell.row <= top < cell.row + cell.row_span - 1 for cell in rows[top].values()):
        deepest = max(cell.row + cell.row_span for cell in rows[top].values())
        if at < deepest:
            return True
    said = _said(page, cells)
    words = [text_of(page, cell) for cell in said]
    if len(said) > 2 and words[0] == text_of(page, rows[top][min(rows[top])]):
        return True  # 'STT | Xã | Quý I | Quý II' under 'STT | Xã | Trực tuyến |'
    if not said or _INDEX.fullmatch(words[0]) or any(_is_told(w) for w in words[1:]):
        return False
    spans = any(cell.col_span > 1 for cell in rows[top].values() if cell.row == top)
    if spans and at == top + 1 and len(said) > 1:
        return True
    return _looks_headed(cells, said, words)


def _looks_headed(cells: Row, said: list[Cell], words: list[str]) -> bool:
    """A second line of headings that no span shows: its first cell is empty, or it names times."""
    first = cells[min(cells)]
    goes_on = first not in said or min(c.col for c in said) > 0
    small = all(w[:1] == "(" or w[:1].islower() for w in words)
    timed = sum(1 for w in words if says("times", w)) > 1
    return (goes_on and (len(said) > 1 or small)) or timed


def _is_duty(words: str) -> bool:
    """'Trả hết 12 hồ sơ quá hạn' under 'Nhiệm vụ'; 'giảm 30 %' is only how much."""
    said = said_in(words, damaged=words.isascii())
    return (
        bool(said) and said[0].start == 0 and said[0].label == "duty" and len(words.split()) > _FEW
    )


def _is_told(words: str) -> bool:
    """A number that is no year, quarter or month, and no day."""
    if _RATE.search(words):
        return True
    told = regex.search(r"\d", words) is not None
    return told and says("times", words) is None and says("dated", words) is None


def cut(layout: Layout, at: int, col: int | None) -> tuple[int, int]:
    """Where a row stands in its page, with the cell that names it, which may begin above."""
    cells = layout.rows[at]
    named = cells.get(col) if col is not None else None
    here = [c for c in cells.values() if c.end > c.start and (c.row == at or c is named)]
    here = here or [c for c in cells.values() if c.end > c.start]
    return min(c.start for c in here), max(c.end for c in here)
