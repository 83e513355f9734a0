"""Marks of items on page images: bullets read as letters or not at all, '5,' for '5.'.

An item whose mark is lost stands under the heading above its own, and its figures with it. What a
bullet is taken for is data (``patterns/text/marks.toml``); known here are the forms of numbered
marks, and that items begin on one vertical.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.book.loading import Declared, load
from extractor.models import Edit, Page, Word
from extractor.repair.numerals import numeral
from extractor.text import fold

SAME = 0.4
"""Of a line's height: two lines that begin so near to each other begin on one vertical."""
AROUND = 3
"""Lines above and below among which an item without its mark has items with theirs."""
_LINE = re.compile(r"[^\n]+")
_FORMS: tuple[tuple[regex.Pattern[str], str], ...] = tuple(
    (regex.compile(form), meant)
    for form, meant in (
        (r"\**(?<mark>(\d{1,2}),)\s+\p{Lu}", r"\2."),
        (r"(?<mark>([IVX]{1,4}))\s+\p{Lu}{2}[^\p{Ll}]+$", r"\2."),
        (r"(?<mark>[-–]?(\d{1,2})[.,](\d{1,2})[.,])\s+\p{Lu}", r"\2.\3."),
        (r"(?<mark>['\"‘’“]?(?:\d?([a-zđ])|([a-zđ])\d)[)}\]])\s+\p{Lu}", r"\2\3)"),
    )
)
_FIRST, _OF_FIRST = regex.compile(r"[Il|]\.\s+\p{Lu}"), regex.compile(r"1\.1[.\s]")
"""'I. Số tiếp nhận' over '1.1. Kỳ trước' is '1.'."""
_LETTERED = regex.compile(r"[a-zđ]\)")
_LETTER = regex.compile(r"(?<mark>(?<read>[^\s\w(]|\p{Ll}{1,2})[)}\]]|(?<read>\p{Ll})ỳ)\s+\p{Lu}")
"""'©) Số hồ sơ', 'äả)', 'bỳ Số hồ sơ'."""
_SIGNED = "c"
"""The letter that signs are read for."""


_ITEM = regex.compile(
    r"\**(?<mark>(?<item>\d{1,2})\.)(?:\s|(?<glued>\d{3}(?:[.,]\d{3})*\s+\p{Ll}))"
)
"""A numbered item, and one whose mark no blank parts from the number it begins with."""


class Marks(Declared):
    """``patterns/text/marks.toml``."""

    bullets: tuple[str, ...]


@cache
def _bullets() -> frozenset[str]:
    return frozenset(load(Marks, "text/marks.toml").bullets)


@dataclass(frozen=True, slots=True)
class _Begins:
    """How a line of the page begins."""

    start: int
    text: str
    left: float
    height: float
    bullet: str = ""
    """As it was read."""
    behind: float = 0.0
    """Where the text behind the bullet begins."""


def item_marks(page: Page) -> list[Edit]:
    """The marks put right at the beginnings of lines; ``page.text`` is the text they stand in."""
    found = list(_lines(page))
    edits = list(_firsts(found))
    known = {edit.start for edit in edits}
    marks = frozenset(line.text.split(" ", 1)[0] for line in found)
    numbered = (_numbered(line, marks) for line in found if line.start not in known)
    edits += [edit for edit in numbered if edit is not None]
    edits += _glued(found)
    edits += _bulleted(found)
    return sorted(edits, key=lambda edit: edit.start)


def _lines(page: Page) -> Iterator[_Begins]:
    tables = [(table.start, table.end) for table in page.tables]
    for match in _LINE.finditer(page.text):
        words = page.words.between(*match.span())[:2]
        if not words or any(a <= match.start() < b for a, b in tables):
            continue
        yield _begins(match.group(), match.start(), words)


def _begins(text: str, start: int, words: Sequence[Word]) -> _Begins:
    first = words[0]
    left, height = first.box[0], max(word.box[3] - word.box[1] for word in words)
    mark = text.split(" ", 1)[0]
    capital = len(words) > 1 and text[len(mark) + 1 : len(mark) + 2].isupper()
    if capital and mark in _bullets() and first.box[2] - left < height:
        return _Begins(start, text, left, height, mark, words[1].box[0])
    return _Begins(start, text, left, height)


def _firsts(found: Sequence[_Begins]) -> Iterator[Edit]:
    """The mark of a first item read as a numeral, told by the items below it."""
    for line, *below in zip(found, found[1:], found[2:], strict=False):
        if not _FIRST.match(line.text):
            continue
        counted = next((one for one in below if one.text[0].isdecimal()), None)
        if counted is not None and _OF_FIRST.match(counted.text):
            yield Edit(line.start, line.start + 1, "1")


def _glued(found: Sequence[_Begins]) -> Iterator[Edit]:
    """'4.702 hồ sơ đang …' between the items 3 and 5: '4. 702 hồ sơ đang …'."""
    items = [(line, match) for line in found if (match := _ITEM.match(line.text))]
    for (_, before), (line, here), (_, behind) in zip(items, items[1:], items[2:], strict=False):
        counted = [int(match["item"]) for match in (before, here, behind)]
        number = int(here["item"])
        alone = here["glued"] and not (before["glued"] or behind["glued"])
        if alone and counted == [number - 1, number, number + 1]:
            yield Edit(line.start + here.end("mark"), line.start + here.end("mark"), " ")


def _bulleted(found: Sequence[_Begins]) -> Iterator[Edit]:
    """One mark for the bullets of a page, and one for items that stand behind a lost bullet."""
    seen = Counter(line.bullet for line in found if line.bullet in ("*", "•"))
    mark = seen.most_common(1)[0][0] if seen else "•"
    items = _hanging(found)
    for at, line in enumerate(found):
        if line.bullet and len(list(_near(items, at))) > 1:
            yield Edit(line.start, line.start + len(line.bullet), mark)
        elif not line.bullet and at in items:
            yield Edit(line.start, line.start, mark + " ")


def _hanging(found: Sequence[_Begins]) -> dict[int, _Begins]:
    """Lines with bullets by their number, and those whose bullet was lost: one shows the next."""
    items = {at: line for at, line in enumerate(found) if line.bullet}
    order = range(len(found))
    for at in (*order, *reversed(order)):
        line = found[at]
        if at in items or not line.text[0].isupper():
            continue
        item = next((one for one in _near(items, at) if _hangs(line, one)), None)
        if item is not None:
            left = item.left + line.left - item.behind
            items[at] = replace(line, left=left, behind=line.left)
    return items


def _near(items: dict[int, _Begins], at: int) -> Iterator[_Begins]:
    around = range(at - AROUND, at + AROUND + 1)
    return (items[number] for number in around if number in items)


def _hangs(line: _Begins, item: _Begins) -> bool:
    """Whether a line begins where the text of an item does, behind its bullet."""
    room = SAME * item.height
    return abs(line.left - item.behind) < room and line.left - item.left > room


def _numbered(line: _Begins, marks: Set[str]) -> Edit | None:
    roman = numeral(line.text, marks)
    if roman is not None:
        return Edit(line.start, line.start + roman[0], roman[1])
    for form, meant in _FORMS:
        match = form.match(line.text)
        if match is not None:
            begin, end = match.span("mark")
            return Edit(line.start + begin, line.start + end, match.expand(meant))
    return _lettered(line, marks)


def _lettered(line: _Begins, marks: Set[str]) -> Edit | None:
    """The letter of an item that was read as no letter, where others of the page are lettered."""
    match = _LETTER.match(line.text)
    if match is None or not any(map(_LETTERED.fullmatch, marks)):
        return None
    letters = set(fold(match["read"]))
    if len(letters) > 1 or _LETTERED.fullmatch(match["mark"]):
        return None
    (letter,) = letters
    meant = letter if "a" <= letter <= "z" else _SIGNED
    return Edit(line.start, line.start + match.end("mark"), f"{meant})")
