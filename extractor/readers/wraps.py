"""Names that go on over several lines in a table set with blanks.

Knows where the lines' cells stand and how names break; not what they name.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.book.metrics import grammar
from extractor.readers.lines import Line, Span

MOST = 8
"""Lines that one name may take."""
WORDS = 20
"""Characters that the first line of a heading of several may have."""
_WORD = regex.compile(r"\S++")
_CELL = regex.compile(r"\S++(?: \S++)*+")
_DIGIT = regex.compile(r"\d")
_NUMERAL = regex.compile(r"\d{1,3}[.)]?")
_BROKEN = tuple("-–,;&/")
"""Signs that no name ends in."""


def below(text: str, line: str, at: int, run: Sequence[Line]) -> Line | None:
    """A line of one cell that goes on below one of the line above it: a name, or a heading.

    ``at`` is where the line begins in the text. Below numbers nothing goes on.
    """
    if (run and run[0].parted != " ") or "|" in line or "\t" in line.strip():
        return None
    above = next((other for other in reversed(run[-MOST:]) if len(other.cells) > 1), None)
    cells = [match.span() for match in _CELL.finditer(line)]
    if len(cells) != 1:
        return None
    (start, end) = cells[0]
    made = Line(at, ((at + start, at + end),), " ")
    if not run:
        return made if _is_word(line) else None
    if above is None:
        return None
    if _ends_heading(text, (start, end), run[-1]) or _begins_heading(text, made, run[-1]):
        return made
    begins = [a - above.start for a, _ in above.cells]
    if start not in begins[:2]:
        return None
    behind = next((b for b in begins if b > start), end)
    return made if end <= behind else None


def _ends_heading(text: str, cell: Span, above: Line) -> bool:
    """Whether a cell stands squarely below one of a line of words: 'chuyển' below 'Kỳ trước'."""
    if any(_DIGIT.search(text, a, b) for a, b in above.cells):
        return False
    spans = ((a - above.start, b - above.start) for a, b in above.cells)
    return any(a < cell[1] and cell[0] < b and _square(cell, (a, b)) for a, b in spans)


def _begins_heading(text: str, line: Line, above: Line) -> bool:
    """Whether a word stands among headings, above the line that goes on with it: 'Tỷ' / 'lệ'."""
    ((a, b),) = line.cells
    digits = _DIGIT.search(text, a, b) or _DIGIT.search(text, above.start, above.cells[-1][1])
    inset = a - line.start > above.cells[0][0] - above.start
    return digits is None and inset and b - a <= WORDS and text[b - 1].isalpha()


def _is_word(line: str) -> bool:
    """Whether a line far from the left may begin a heading ('Đang' / 'giải' / 'quyết')."""
    word = line.strip()
    far = len(line) - len(line.lstrip()) > WORDS
    return far and len(word) < WORDS and not word.isupper() and word.replace(" ", "").isalpha()


def _square(one: Span, other: Span) -> bool:
    """Begin alike, end alike or have one middle, to a character."""
    return one[0] == other[0] or one[1] == other[1] or abs(sum(one) - sum(other)) < 3


def begins_at(text: str, run: Sequence[Line], first: int) -> int:
    """The line in which the name begins whose numbers, the first of all, stand in ``first``."""
    at = first
    while at > 1 and len(run[at - 1].cells) < 3 and _goes_on(text, run, at, {}):
        at -= 1
    return at


def wrapped(text: str, lines: Sequence[Line], first: int, numbers: Sequence[int]) -> list[int]:
    """For each line the row it belongs to; the body begins at ``first``.

    ``numbers`` are told by line: they all stand beside the first line of a name, or the last.
    """
    rooms = _rooms(lines[first:])
    on = [at > first and _goes_on(text, lines, at, rooms) for at in range(len(lines))]
    last = any(goes and count for goes, count in zip(on, numbers, strict=True))
    rows: list[int] = []
    told = 0
    for at, (goes, count) in enumerate(zip(on, numbers, strict=True)):
        goes = goes or (last and at > first and _numbered_above(text, lines, at))
        goes = goes and not (told if last else count)
        told = count + (told if goes else 0)
        rows.append((rows[-1] if rows else -1) + (not goes))
    return rows


def _rooms(lines: Sequence[Line]) -> dict[int, int]:
    """How long the longest cell is of those that begin at a place in their lines."""
    rooms: dict[int, int] = {}
    for line in lines:
        for a, b in line.cells[:2]:
            rooms[a - line.start] = max(b - a, rooms.get(a - line.start, 0))
    return rooms


def _numbered_above(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether the line above holds a row's numeral and a name, below which this one begins."""
    above, begins = lines[at - 1], lines[at].cells[0][0] - lines[at].start
    if len(above.cells) != 2 or above.cells[1][0] - above.start != begins:
        return False
    return _NUMERAL.fullmatch(text[slice(*above.cells[0])]) is not None


def _goes_on(text: str, lines: Sequence[Line], at: int, rooms: dict[int, int]) -> bool:
    """Whether the line begins with the end of a name that the line above had no room for."""
    line = lines[at]
    start, end = line.cells[0]
    names = (
        span for span in lines[at - 1].cells if span[0] - lines[at - 1].start == start - line.start
    )
    above = next(names, None)
    if above is None:
        return False
    room = rooms.get(start - line.start) if len(line.cells) == 1 else None
    return unfinished(text, above, (start, end), room)


def unfinished(text: str, above: Span, under: Span, room: int | None) -> bool:
    """Whether a name ``above`` goes on in the cell ``under`` it: its words say so, or its width.

    ``room`` is how many characters the place takes; None where the width tells nothing.
    """
    if not text[above[0]].isalpha():
        return False
    if text[under[0]].islower() or text[slice(*above)].endswith(_BROKEN):
        return True
    if text[slice(*above)].split()[-1] in grammar().words.joins:
        return True
    word = _WORD.match(text, *under)
    reach = above[1] - above[0] + 1 + (len(word[0]) if word else 0)
    return room is not None and reach > room
