"""Lays what was read over what is printed: by place and by order, never by value.

Knows boxes and the words of a page. A number that was read is taken for the one printed where it
stands, however wrong it is; so no right value elsewhere can hide a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.evaluate.scans.truth import NUMBER, Printed, TrueCell, Truth
from extractor.models import Box, Cell, Page, Sight, Word


@dataclass(frozen=True, slots=True)
class Found:
    """What was read where something is printed."""

    printed: str
    read: str
    """'' where nothing was read."""
    sights: tuple[Sight, ...] = ()
    """Those of the numbers read there."""

    @property
    def exact(self) -> bool:
        """Character for character."""
        return self.read == self.printed

    @property
    def sure(self) -> bool:
        """Whether nobody was told to doubt it."""
        return all(sight.sure for sight in self.sights)

    @property
    def known(self) -> bool:
        """Exact, or in doubt with the truth among what was seen."""
        return self.exact or any(
            self.printed in (seen.strip(), *NUMBER.findall(seen))
            for sight in self.sights
            if not sight.sure
            for _, seen in sight.seen
        )


@dataclass(frozen=True, slots=True)
class _Token:
    """A number that was read: its span in the page's text and about where it stands."""

    text: str
    start: int
    end: int
    box: Box


def find_numbers(truth: Truth, page: Page) -> list[Found]:
    """Each printed number outside of tables with what was read in its place."""
    printed = scaled(truth, page).words
    taken: dict[int, list[_Token]] = {n: [] for n in range(len(printed))}
    for word in page.words:
        here = [n for n, one in enumerate(printed) if _covers(one.box, word.box)]
        here.sort(key=lambda n: printed[n].box[0])
        for n, token in _paired(printed, here, _tokens(page, word)):
            taken[n].append(token)
    return [_found(one.text, taken[n], page) for n, one in enumerate(printed)]


def _found(printed: str, tokens: Sequence[_Token], page: Page) -> Found:
    read = " ".join(token.text for token in tokens)
    spans = [(token.start, token.end) for token in tokens]
    return Found(printed, read, _sights(page, spans))


def _sights(page: Page, spans: Iterable[tuple[int, int]]) -> tuple[Sight, ...]:
    spans = list(spans)
    return tuple(
        sight
        for sight in page.sights
        if any(sight.start < end and start < sight.end for start, end in spans)
    )


def _tokens(page: Page, word: Word) -> list[_Token]:
    """The numbers in a word, each with its share of the word's box."""
    text = page.text[word.start : word.end]
    left, top, right, bottom = word.box
    step = (right - left) / max(len(text), 1)
    return [
        _Token(
            found[0],
            word.start + found.start(),
            word.start + found.end(),
            (left + step * found.start(), top, left + step * found.end(), bottom),
        )
        for found in NUMBER.finditer(text)
    ]


def _paired(
    printed: Sequence[Printed], here: list[int], tokens: list[_Token]
) -> Iterable[tuple[int, _Token]]:
    """One after the other where they are as many; else each to the one it is nearest to."""
    if len(here) == len(tokens):
        return zip(here, tokens, strict=True)
    return [(min(here, key=lambda n: _apart(printed[n].box, t.box)), t) for t in tokens if here]


def _apart(one: Box, other: Box) -> float:
    return abs(one[0] + one[2] - other[0] - other[2])


def _covers(printed: Box, word: Box) -> bool:
    """Whether a word stands where something is printed, or a good part of either."""
    across = min(printed[2], word[2]) - max(printed[0], word[0])
    down = min(printed[3], word[3]) - max(printed[1], word[1])
    return across > 0.5 * min(_wide(printed), _wide(word)) and down > 0.3 * min(
        printed[3] - printed[1], word[3] - word[1]
    )


def _wide(box: Box) -> float:
    return box[2] - box[0]


def find_cells(truth: Truth, page: Page) -> list[Found]:
    """Each cell with a number, with what was read in it: by a table, or by words alone."""
    return [_in_cell(cell, page) for cell in scaled(truth, page).cells if cell.number]


def _in_cell(cell: TrueCell, page: Page) -> Found:
    middle = ((cell.box[0] + cell.box[2]) / 2, (cell.box[1] + cell.box[3]) / 2)
    boxes = [(c, c.box) for t in page.tables for c in t.cells if c.box and _inside(middle, c.box)]
    if boxes:
        read: Cell = min(boxes, key=lambda pair: _wide(pair[1]))[0]
        spans = [(read.start, read.end)]
    else:
        spans = [(w.start, w.end) for w in page.words if _inside(_middle(w.box), cell.box)]
    text = " ".join(page.text[start:end].strip(" |[]\n") for start, end in spans).strip()
    return Found(cell.text, text, _sights(page, spans))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def scaled(truth: Truth, page: Page) -> Truth:
    """The truth in the points that the reader took the page to have."""
    if not page.width or (page.width, page.height) == (truth.width, truth.height):
        return truth
    x, y = page.width / truth.width, page.height / truth.height

    def move(box: Box) -> Box:
        return box[0] * x, box[1] * y, box[2] * x, box[3] * y

    return truth.moved(move, page.width, page.height)


def prose(truth: Truth, page: Page) -> tuple[str, str]:
    """The printed and the read text outside of tables, a blank between words.

    What stands side by side has no order of its own: printed lines follow the reader's.
    """
    true = scaled(truth, page)
    areas = [_around(cells) for cells in _tables(true)]
    words = [word for word in page.words if not _any_inside(word.box, areas)]
    lines = [line for line in true.lines if not _any_inside(line.box, areas)]
    lines.sort(key=lambda line: _turn(line.box, words))
    read = " ".join(page.text[word.start : word.end] for word in words)
    return " ".join(line.text for line in lines), " ".join(read.split())


def _turn(line: Box, words: Sequence[Word]) -> int:
    """When the reader came to a line: at the word that is nearest to its middle."""
    x, y = _middle(line)
    return min(
        range(len(words)),
        key=lambda n: (
            8 * abs(_middle(words[n].box)[1] - y)
            + max(words[n].box[0] - x, x - words[n].box[2], 0.0)
        ),
        default=0,
    )


def _tables(truth: Truth) -> list[list[TrueCell]]:
    numbers = sorted({cell.table for cell in truth.cells})
    return [[cell for cell in truth.cells if cell.table == number] for number in numbers]


def _around(cells: list[TrueCell]) -> Box:
    lefts, tops, rights, bottoms = zip(*(cell.box for cell in cells), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _any_inside(box: Box, areas: list[Box]) -> bool:
    return any(_inside(_middle(box), area) for area in areas)
