"""Who a table's row is for and by when: in its cells, by a tick, or by the group it stands in.

Knows a layout; a cell that says 'như trên' is read from the row above.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import regex

from extractor.book.orders import compiled, order_sections
from extractor.orders.days import Signed
from extractor.orders.layout import Layout, fits, is_name, says, text_of
from extractor.orders.leading import lines_above, text_above, told_above, unheaded
from extractor.orders.timing import When, when_in_cell, when_in_head, when_in_line
from extractor.text import fold

_MOST = 4
"""Of four cells of a column three say what it is for."""
_FEW = 6
"""Words of the longest cell of time under a heading that does not say so."""
_SHORT = 3
"""Characters of the longest number of a row."""


class Rows:
    """The rows of a table, asked one by one."""

    def __init__(self, layout: Layout, signed: Signed) -> None:
        self._layout, self._signed = layout, signed
        self.who_column = layout.column("who")
        if self.who_column is None:
            self.who_column = layout.column("units")
        if self.who_column is None:
            self.who_column = self._unheaded(is_name)
        self.when_column = layout.column("when")
        if self.when_column is None:
            self.when_column = self._unheaded(self._is_time)

    def who(self, at: int) -> str | None:
        """Who is told: of the row, else of its group."""
        if self.who_column is not None:
            return _leading(self.cell(at, self.who_column, blank=True)) or None
        ticked = [self._layout.heads[c][-1] for c in self._ticked(at) if not self._timed(c)]
        return "; ".join(ticked) or self._groups.get(at) or self._told

    def when(self, at: int) -> When | None:
        """By when: of the row; of the last month that is ticked."""
        if self.when_column is not None:
            words = self._spelled(self.cell(at, self.when_column, blank=True))
            own = when_in_cell(words, self._signed) or self._short(words)
            return own or (None if words else self._group_times.get(at))
        timed = [c for c in self._ticked(at) if self._timed(c)]
        return when_in_head(self._layout.heads[timed[-1]][-1], self._signed) if timed else None

    def _unheaded(self, fitting: Callable[[str], bool]) -> int | None:
        """The column whose heading says nothing known, and most of whose cells fit."""
        layout = self._layout
        free = (c for c in layout.heads if not layout.names[c] and c not in layout.numbers)
        for col in free:
            said = {words for at in layout.body if (words := layout.text(at, col))}
            if said and _MOST * sum(map(fitting, said)) >= (_MOST - 1) * len(said):
                return col
        return None

    def _is_time(self, words: str) -> bool:
        day = when_in_cell(words, self._signed) if len(words.split()) <= _FEW else None
        return day is not None and (day.day or day.repeat) is not None

    def says_when(self, at: int) -> bool:
        """Whether a cell of the row tells of its time, be it a day or not."""
        words = self.cell(at, self.when_column, blank=True)
        return any(map(str.isalnum, words))

    def cell(self, at: int, col: int | None, *, blank: bool = False) -> str:
        """A cell's words; where it repeats the one above, those.

        ``blank``: so does an empty one, in a table that shows no cell to span several rows.
        """
        above = [row for row in self._layout.body if row <= at]
        for row in reversed(above):
            words = self._layout.text(row, col)
            goes_on = blank and not words and not self._spans and self.is_full(row)
            if not goes_on and not (words and fits("same", words)):
                return words
        return ""

    def _short(self, words: str) -> When | None:
        """'6 tháng' in a column of times."""
        return when_in_head(words, self._signed) if fits("half_short", words) else None

    def _spelled(self, words: str) -> str:
        """'01' under 'Tháng', 'II' under 'Quý'."""
        head = self._layout.heads[self.when_column][-1] if self.when_column is not None else ""
        bare = fits("unit_of_time", head) and fits("counted_time", words)
        return f"{head} {words}" if bare else words

    @cached_property
    def _spans(self) -> bool:
        rows = self._layout.rows
        return any(cell.row_span > 1 for at in self._layout.body for cell in rows[at].values())

    def is_full(self, at: int) -> bool:
        """It heads no group of rows with its name alone, or is numbered as those that do not."""
        return self._says_more(at) or self._number(at) in self._numbers

    def _says_more(self, at: int) -> bool:
        cells = dict.fromkeys(self._layout.rows[at].values())
        return sum(len(text_of(self._layout.page, c)) > _SHORT for c in cells) > 1

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """The forms of the numbers of rows that say more than a name."""
        full = (self._number(at) for at in self._layout.body if self._says_more(at))
        return frozenset(form for form in full if form)

    def _number(self, at: int) -> str:
        """The form of a row's number: '1.1', '2.1' are '0.0'; empty where it has none in digits."""
        passed = (c for c in self._layout.heads if "passed" in self._layout.names[c])
        words = self._layout.text(at, next(passed, None))
        return regex.sub(r"\d+", "0", words) if regex.fullmatch(r"[\d.]+", words) else ""

    def _ticked(self, at: int) -> list[int]:
        return [c for c in self._layout.ticked if self._layout.text(at, c)]

    def _timed(self, col: int) -> bool:
        return says("times", self._layout.heads[col][-1]) is not None

    @cached_property
    def _told(self) -> str | None:
        """Who the line over the table says it is for."""
        return told_above(lines_above(text_above(self._layout)))

    @cached_property
    def _groups(self) -> dict[int, str]:
        """Each row with the name that heads its group of rows, where a name does."""
        named = ((at, unheaded(name)) for at, name in self._grouped)
        return {at: name for at, name in named if is_name(name)}

    @cached_property
    def _group_times(self) -> dict[int, When]:
        """Each row with the time that the heading of its group of rows tells."""
        timed = ((at, when_in_line(name, self._signed)) for at, name in self._grouped)
        return {at: day for at, day in timed if day is not None}

    @cached_property
    def _grouped(self) -> list[tuple[int, str]]:
        """Each row with the words that head its group of rows."""
        groups: list[tuple[int, str]] = []
        name = ""
        for at in self._layout.body:
            cells = dict.fromkeys(self._layout.rows[at].values())
            said = [words for c in cells if (words := text_of(self._layout.page, c))]
            long = [words for words in said if len(words) > 4]
            if len(long) == 1 and len(said) <= 2 and long[0] == said[-1] and not self.is_full(at):
                name = long[0]
            elif name:
                groups.append((at, name))
        return groups


def _leading(words: str) -> str:
    """'Chủ trì: Phòng Nội vụ; phối hợp: …': who leads."""
    book = order_sections().columns
    folded = fold(words)
    helping = compiled(book["helping"]).search(folded)
    end = helping.start() if helping else len(words)
    leading = compiled(book["leading"]).match(folded)
    start = leading.end() if leading and leading.end() < end else 0
    chosen = compiled(book["chosen"]).search(folded)  # 'Sở Nội vụ (chủ trì), Trường Chính trị'
    if chosen is not None:
        end = min(end, chosen.start())
        start = max(folded.rfind(",", 0, end), folded.rfind(";", 0, end), -1) + 1
    return words[start:end].strip(" ;,.-")
