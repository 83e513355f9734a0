"""Tables drawn in plain text: between bars and lines of dashes, or set with blanks in columns.

Knows lines, bars and gaps; of what the cells say, only whether it is a number. Stricter with
blanks than with bars, for a letterhead and the place of a signature are set with blanks too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import regex

from extractor.models import Cell, Table
from extractor.readers.blanks import by_gaps
from extractor.readers.frames import framed
from extractor.readers.lines import Line, Span
from extractor.readers.walls import by_walls, counts_columns, filled, without_blanks
from extractor.readers.wraps import begins_at, below, unfinished, wrapped

# Possessive throughout: a line is walked once, whatever it holds.
_RULE = regex.compile(
    r"[ \t|]*+[-+|=_:─━═┼├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬╪╫╞╡┃│║]{3,}+[-+|=_:─━═┼├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬╪╫╞╡┃│║ \t]*+"
)
_JOINTS = "+┼├┤┬┴╬╪╫╞╡"
_STROKE = regex.compile(rf"(?:[{_JOINTS}]|(?<=\|))[-=─━═]{{3,}}+[-=─━═{_JOINTS}]*+")
"""A rule between the lines of a heading, beside cells that go on."""
_BARS = str.maketrans("│┃║", "|||")
_WALLS = str.maketrans(dict.fromkeys("-=─━═", " ") | dict.fromkeys(_JOINTS, "|"))
_CELL = regex.compile(r"\S++(?: \S++)*+")
_NUMBER = regex.compile(r"[(]?\d++(?:[.,]\d++)*+\s?%?[)]?|[-–]")
_WORD = regex.compile(r"\p{L}{2}")
_DIGIT = regex.compile(r"\d")
_WALLED, _ALIGNED = 2, 3
"""Rows with numbers in two columns that make a table."""
_IN_ONE, _ALL = 4, 0.8
"""Lines with a number in one column that make a table, and their share of all of them."""
_WIDEST = 60
"""Cells of a line of a table; more are something else."""
_TRIED = 8
"""Rules that may be the one below a heading."""
_HEADS, _SET = 4, 6
"""Lines of headings above the first row, between walls and set with blanks."""


def drawn_tables(text: str) -> list[Table]:
    """The tables of a page's text, each cell with its place in it."""
    if "  " not in text and "|" not in text and "\t" not in text:
        return []
    return [table for run in _runs(text) if (table := _table(text, run)) is not None]


def _runs(text: str) -> Iterator[list[Line]]:
    """Neighbouring lines of cells of one make; a line of dashes or one empty line parts none."""
    run: list[Line] = []
    at = 0
    empty = ruled = apart = False
    for line in [*text.split("\n"), "", ""]:
        made = _line(line, at, bool(run) and run[0].parted == "\t") or (
            None if empty else below(text, line, at, run)
        )
        at += len(line) + 1
        if _RULE.fullmatch(line) or (not line.strip() and run and not empty):
            empty = not line.strip()
            ruled, apart = ruled or not empty, apart or empty
            continue
        anew = apart and made is not None and _opens_anew(text, run, made)
        empty = apart = False
        if run and (made is None or made.parted != run[0].parted or anew):
            yield _opened(text, run)
            run = []
        if made is not None:
            run.append(replace(made, ruled=True) if ruled else made)
        ruled = False


def _opens_anew(text: str, run: Sequence[Line], line: Line) -> bool:
    """Whether a line between walls, an empty one above it, heads columns of its own."""
    heads = line.walled and filled(line) > _WALLED
    return heads and not _figures(text, line) and any(_figures(text, row) > 1 for row in run)


def _opened(text: str, run: Sequence[Line]) -> list[Line]:
    """The lines, those with a blank cell where other lines have one outside their outer bars."""
    left = {line.edges[1] for line in run if line.edges and line.edges[0] < 0}
    right = {line.edges[-2] for line in run if line.edges and _open_behind(text, line)}
    opened = []
    for line in run:
        cells, edges = line.cells, line.edges
        if edges and edges[0] >= 0 and edges[0] in left:
            cells, edges = ((line.start, line.start), *cells), (-1, *edges)
        if edges and edges[-1] in right and not _open_behind(text, line):
            end = line.start + edges[-1] + 1
            cells, edges = (*cells, (end, end)), (*edges, edges[-1] + 1)
        opened.append(replace(line, cells=cells, edges=edges))
    return opened


def _open_behind(text: str, line: Line) -> bool:
    """Whether no bar stands behind the last cell."""
    return text[line.start + line.edges[-1] :][:1] in ("", "\n")


def _line(line: str, at: int, in_tabs: bool) -> Line | None:
    """The cells of a line, by what parts them; None where there is but one, or a flood.

    Among lines set with tabs (``in_tabs``) one that begins with a tab lacks what stands first.
    """
    line = _plain(line)
    tabbed = "\t" in (line if in_tabs and line.strip() else line.strip())
    parted = "|" if line.count("|") > 1 else "\t" if tabbed else " "
    edges: list[int] = []
    if parted == " ":
        spans = [m.span() for m in _CELL.finditer(line)]
    else:
        walls = [i for i, char in enumerate(line) if char == parted]
        edges = [-1, *walls, len(line)]
        if parted == "|":
            edges = edges if line[: walls[0]].strip() else edges[1:]
            edges = edges if line[walls[-1] + 1 :].strip() else edges[:-1]
        spans = [trimmed(line, a + 1, b) for a, b in pairwise(edges)]
    cells = tuple((at + a, at + b) for a, b in spans)
    made = Line(at, cells, parted, tuple(edges) if parted == "|" else ())
    return made if 1 < len(cells) <= _WIDEST else None


def _plain(line: str) -> str:
    """The line of one length with it, all its walls '|', rules inside it blank."""
    line = line.translate(_BARS)
    if "|" not in line:
        return line
    return _STROKE.sub(lambda match: match[0].translate(_WALLS), line)


def trimmed(line: str, start: int, end: int) -> Span:
    """The span without blanks at both ends; an empty one stands at ``start``."""
    inner = line[start:end]
    if not inner.strip():
        return start, start
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _table(text: str, run: Sequence[Line]) -> Table | None:
    """A run of lines as a table, if numbers stand below each other under a head."""
    rows = [i for i, line in enumerate(run) if _figures(text, line) > 1]
    while rows and _heads(text, run[rows[0]]):
        rows.pop(0)
    if all(counts_columns(text, run[i]) for i in rows):
        rows = _of_one(text, run) or rows
    if not rows or not rows[0] > 0:
        return None
    end = rows[-1] + 1
    while end < len(run) and (
        _goes_on(text, run, end)
        or len(run[end].cells) == 1
        or _of_dashes(text, run[end])
        or (run[end].edges == run[end - 1].edges and _number_at(text, run[end]))
    ):
        end += 1
    drawn = _in_frame(text, run, rows, end)
    if drawn is not None:
        return drawn
    if len(rows) < (_WALLED if run[0].walled else _ALIGNED):
        return None
    begin = rows[0] if run[0].walled else begins_at(text, run, rows[0])
    top = max(0, begin - (_HEADS if run[0].walled else _SET))
    lines, first = run[top:end], begin - top
    full = [run[i] for i in rows]
    placed = by_walls(lines, first) if run[0].walled else by_gaps(text, lines, first, full)
    if placed is None:
        return None
    row_of = _rows(text, lines, first)
    shown = without_blanks(placed, row_of)
    cells = tuple(Cell(row_of[line], col, 1, wide, a, b) for line, col, wide, (a, b) in shown)
    cols = max(cell.col + cell.col_span for cell in cells)
    return Table(row_of[-1] + 1, cols, cells, lines[0].start, max(cell.end for cell in cells))


def _in_frame(text: str, run: Sequence[Line], rows: Sequence[int], end: int) -> Table | None:
    """The table, its heading as the frame around that shows it; None without a closed frame."""
    model = max(run[rows[0] : end], key=lambda line: len(line.cells))
    if model.parted != "|":
        return None
    # A number amid a heading ('Tháng' over '7') has neither a rule nor numbers right above.
    sure = next((i for i in rows if run[i].ruled or i - 1 in rows), rows[0])
    ruled = [i for i, line in enumerate(run[:end]) if line.ruled]
    order = [*(i for i in reversed(ruled) if i <= sure), *(i for i in ruled if i > sure)]
    found = ((i, framed(text, run[i].start, model.edges)) for i in order[:_TRIED])
    first, head = next(((i, head) for i, head in found if head), (0, None))
    lines = run[first:end]
    placed = by_walls(lines, 0) if head else None
    if head is None or placed is None:
        return None
    deep, over = head
    row_of = [deep + row for row in _rows(text, lines, 0)]
    shown = without_blanks(placed, row_of)
    below = (Cell(row_of[line], col, 1, wide, a, b) for line, col, wide, (a, b) in shown)
    cells = (*over, *below)
    return Table(row_of[-1] + 1, len(model.cells), cells, over[0].start, max(c.end for c in cells))


def _heads(text: str, line: Line) -> bool:
    """Whether a line with numbers is one of headings: more words than numbers."""
    words = sum(_WORD.match(text, a, b) is not None for a, b in line.cells[2:])
    numbered = _NUMBER.fullmatch(text, *line.cells[0]) is not None
    return not numbered and words > max(1, _figures(text, line))


def _of_one(text: str, run: Sequence[Line]) -> list[int]:
    """The rows of a name and one number, if nearly all lines below a head of words are such.

    A remark may stand behind the number. Walls say which column it is in; else the numbers end
    below one another and the remarks begin so: so does no list of prose, no letterhead and no
    signature.
    """
    head, rows = run[0], [line for line in run[1:] if filled(line) > 1]
    rows = [line for line in rows if not counts_columns(text, line)]
    heads = [text[a:b] for a, b in head.cells]
    if len(head.cells) > (6 if head.walled else 4) or not all(heads):
        return []
    if head.walled and not any(_NUMBER.fullmatch(told) for told in heads):
        at = Counter(col for line in rows if (col := _number_at(text, line)))
        col = at.most_common(1)[0][0] if at else 0
        blank = [line for line in rows if col and _is_dash(text, line, col)]
        told = [line for line in rows if col and _number_at(text, line) == col]
        enough = len(told) >= max(_WALLED, _ALL * (len(rows) - len(blank)))
        return [run.index(line) for line in rows if line in told + blank] if enough else []
    if head.walled or any(map(_DIGIT.search, heads)):
        return []
    numbers = {line: line.cells[col] for line in rows if (col := _number_at(text, line))}
    ends = Counter(b - line.start for line, (_, b) in numbers.items())
    aligned = max(ends.values(), default=0)
    if aligned < _IN_ONE or aligned < _ALL * len(rows) or not _remarks(head, numbers):
        return []
    over = [(a - head.start, b - head.start) for a, b in head.cells[1:]]
    under = [(a - line.start, b - line.start) for line, (a, b) in numbers.items()]
    if not any(a < end and start < b for a, b in under for start, end in over):
        return []
    return [run.index(line) for line in numbers]


def _number_at(text: str, line: Line) -> int:
    """The cell of the only number of a line, behind its name; 0 where it has none or several."""
    if _numbers(text, line) != 1:
        return 0
    return next(
        col
        for col, (a, b) in enumerate(line.cells)
        if col and _DIGIT.search(text, a, b) and _NUMBER.fullmatch(text, a, b)
    )


def _is_dash(text: str, line: Line, col: int) -> bool:
    """Whether nothing was there to count."""
    return col < len(line.cells) and text[slice(*line.cells[col])] in ("-", "–")


def _remarks(head: Line, numbers: Mapping[Line, Span]) -> bool:
    """Whether what stands behind the numbers, if anything, begins below one heading."""
    begins = Counter(
        a - line.start
        for line, number in numbers.items()
        for a, _ in line.cells[line.cells.index(number) + 1 :]
    )
    return not begins or (len(begins) == 1 and head.cells[-1][0] - head.start in begins)


def _rows(text: str, lines: Sequence[Line], first: int) -> list[int]:
    """For each line the row it belongs to, the ``first`` of numbers given.

    A name may go on over several lines. Where dashes part all rows of numbers they tell; else
    what has no room above, and what goes on in small letters.
    """
    if not lines[0].walled:
        return wrapped(text, lines, first, [_figures(text, line) for line in lines])
    heads = [_heads_on(text, lines, at, first) for at in range(first)]
    ruled = _counted([*heads, *(i > 0 and not one.ruled for i, one in enumerate(lines[first:]))])
    told = Counter(at for at, line in zip(ruled, lines, strict=True) if _numbers(text, line))
    parted = lines[0].parted == "|" and any(line.ruled for line in lines[first + 1 :])
    if parted and max(told.values(), default=0) == 1:
        return ruled
    body = range(first + 1, len(lines))
    return _counted([*heads, False, *(_goes_on(text, lines, at) for at in body)])


def _counted(goes_on: Sequence[bool]) -> list[int]:
    """The row of each line, by whether it goes on with that of the line above."""
    return [row - 1 for row in accumulate(int(not on) for on in goes_on)]


def _heads_on(text: str, lines: Sequence[Line], at: int, first: int) -> bool:
    """Whether a line of the heading goes on below the first of them, all whose cells are filled.

    A heading over several columns leaves some of the first line blank, or has walls of its own.
    A line of nothing but a name ('A | Cấp huyện') is a group's.
    """
    block = next((i for i in range(at, 0, -1) if lines[i].ruled), 0)
    words = [(col, text[a]) for col, (a, b) in enumerate(lines[at].cells) if a < b]
    if at == block or all(col < 2 and char.isupper() for col, char in words):
        return False
    filled = [[a < b for a, b in line.cells] for line in lines[block:first]]
    same = len({len(cells) for cells in filled}) == 1
    below = (zip(one, two, strict=True) for one, two in pairwise(filled)) if same else ()
    deeper = all(above >= under for pairs in below for above, under in pairs)
    return same and all(filled[0]) and deeper


def _goes_on(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether a line between walls holds nothing but the ends of names of the row above."""
    line = lines[at]
    told = [col for col, (a, b) in enumerate(line.cells) if a < b]
    if line.ruled or not told or len(line.cells) != len(lines[at - 1].cells):
        return False
    if any(_NUMBER.fullmatch(text[slice(*line.cells[col])]) for col in told):
        return False
    return all(_cell_goes_on(text, lines, at, col) for col in told)


def _cell_goes_on(text: str, lines: Sequence[Line], at: int, col: int) -> bool:
    """Whether a cell is the end of what stands in the line above it, in the same column."""
    line, above = lines[at], lines[at - 1].cells[col]
    room = line.edges[col + 1] - 1 - (line.cells[col][0] - line.start) if line.edges else None
    return above[0] < above[1] and unfinished(text, above, line.cells[col], room)


def _figures(text: str, line: Line) -> int:
    """The numbers of a line and, if it has any, the dashes that stand for zero beside them."""
    dashes = sum(_NUMBER.fullmatch(text, a, b) is not None for a, b in line.cells[1:])
    return dashes if _numbers(text, line) else 0


def _of_dashes(text: str, line: Line) -> bool:
    """Whether a line between walls has dashes behind its name: nothing was there to count."""
    told = [text[a:b] for a, b in line.cells if a < b]
    return line.walled and sum(one in ("-", "–") for one in told) > 1


def _numbers(text: str, line: Line) -> int:
    """The cells behind the first that hold nothing but a number."""
    told = [text[a:b] for a, b in line.cells[1:]]
    return sum(
        _DIGIT.search(one) is not None and _NUMBER.fullmatch(one) is not None for one in told
    )
