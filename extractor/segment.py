"""Blocks: the passages of a document with their place in its outline.

A block is a paragraph (over a page's end if it runs on), with the mark it begins with ('I.',
'1.', 'a)', '-', '+') and the block above it in the outline, whose scope and subject it
inherits. Knows print and outline; no label, no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from extractor.book.notfigures import sections
from extractor.counted import Counted
from extractor.models import CleanPage
from extractor.repair import clean_span
from extractor.repair.layout import STROKED, body, passages
from extractor.repair.lost import is_spelled
from extractor.repair.restored import is_restored
from extractor.text import fold

_MARK = re.compile(
    r"""[\s~_.|>"'“]{0,4}(?:\*{1,3}(?=\S)|[#]{1,6}\s)*\s*
    (?: (?P<roman>[IVX]{1,5}|I[I1l]{1,2})(?:[.)/]|\s?[-\u2013](?=\s[^\W\da-z_]))\s
      | (?P<level>\d{1,2}(?:\.\d{1,2}){1,3}(?=[.)]?(?:\*\*)?\s(?!\d))
                 |\d{1,2}(?=(?:\\?[.)]|/)(?:\*\*)?\s(?:(?!\d)|\d{1,3}(?:[.,]\d+)?\s?%))
                 |\d{1,2}(?=\s?[-\u2013]\s[^\W\da-z_]))
      | (?P<letter>[a-zđA-ZĐ](?=[.)])|[a-zđ](?=/|\s?[-\u2013]\s[^\W\da-z_]))(?:[.)/]|\s?[-\u2013])\s
      | (?!\*{1,3}[^*\n]+\*{1,3}\s*$)
        (?P<bullet>[-\u2010-\u2015+*\u2022\u00b7\u25a0-\u25ff\uf000-\uf0ff])(?!\d)
    )""",
    re.VERBOSE,
)
_ENDS = ".:;!?"
_BLANK = re.compile(r"(?<![\d.,/])[1-9]\d{0,2}(?: \d{3})+(?![\d.,/%])")
_SIGN = re.compile(r"(?<![\d.,/])[1-9]\d{0,2}(?:[.,]\d{3})+(?![\d.,/])")
"""Thousands parted by blanks, by signs."""


class Piece(NamedTuple):
    """A stretch of one page's clean text: ``pages[page].text[start:end]``."""

    page: int
    """Index into the document's pages (0-based)."""
    start: int
    end: int


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Block:
    """A passage; ``text`` is its pieces joined by a newline."""

    index: int
    text: str
    pieces: tuple[Piece, ...]
    style: str
    """'I', '1', '1.1', 'a', '-', '+', '*' or 'plain'; '-' too of an item that is only set in."""
    parent: int | None
    damaged: bool
    """The page lost its marks or is otherwise unsure: read with tolerance."""
    worn: bool = False
    """Read from an image: any mark may be misread."""
    restored: bool = False
    """Of garbled text the words were put right, as far as they could be."""
    close: bool = False
    """Garbled text in which no blank parts thousands: 'ty 16 100%' is 'tỷ lệ 100%'."""
    _folded: str | None = field(default=None, compare=False, repr=False)

    @property
    def folded(self) -> str:
        """The text folded: several ask, before and while it is taken apart."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    def place(self, start: int, end: int) -> Piece:
        """Where ``text[start:end]`` stands; clipped to the page on which it begins."""
        at = 0
        for piece in self.pieces:
            page, first, last = piece
            length = last - first
            if start < at + length or piece is self.pieces[-1]:
                begin = first + start - at if start > at else first
                stop = first + end - at if first + end - at < last else last
                return Piece(page, begin, stop if stop > begin else begin)
            at += length + 1
        raise AssertionError("a block has at least one piece")

    def places(self, start: int, end: int) -> list[Piece]:
        """Where ``text[start:end]`` stands, page after page; one place at least."""
        found, at = [], 0
        for page, first, last in self.pieces:
            after = at + last - first
            begin, stop = max(start, at), min(end, after)
            if begin < stop:
                found.append(Piece(page, first + begin - at, first + stop - at))
            at = after + 1
        return found or [self.place(start, end)]


def segment(pages: Sequence[CleanPage]) -> Iterator[Block]:
    """All blocks of the document in reading order, tables and set-aside lines left out."""
    outline: list[tuple[str, int]] = []
    before = ""
    last: Piece | None = None
    at, counted = -1, Counted()
    close: dict[int, bool] = {}
    for index, pieces in enumerate(_passages(pages)):
        lines, damaged, worn, restored = [], False, False, False
        for number, start, end in pieces:
            if number != at:
                at, page = number, pages[number]
            lines.append(body(page.text, page.aside, start, end))
            damaged = damaged or not (page.health.quality == "good" or is_spelled(page))
            worn = worn or page.page.reader == "ocr"
            restored = restored or is_restored(page)
        text = "\n".join(lines)
        style = style_of(text)
        if damaged and style == "plain":
            style = _misread_style(text)
        inset = _inset(pages, last, pieces[0], before, text)
        counted = counted.onward(text, style, before, [s for s, _ in outline])
        parent = _hang(outline, counted.mark(style), index, before, inset)
        last = pieces[-1]
        style = "-" if outline[-1][0].startswith(_IN) else style
        if damaged and not worn and at not in close:
            close[at] = _is_close(page.text)
        how = (damaged, worn, restored, close.get(at, False))
        yield Block(index, text, tuple(pieces), style, parent, *how)
        before = text


def _is_close(text: str) -> bool:
    """Whether thousands are parted by signs on a page, not by blanks."""
    return len(_BLANK.findall(text)) <= len(_SIGN.findall(text))


def _passages(pages: Sequence[CleanPage]) -> Iterator[list[Piece]]:
    """Paragraphs, one that runs on over a page's end taken together."""
    passage: list[Piece] = []
    for number, page in enumerate(pages):
        spans: Iterable[tuple[int, int]] = passages(page)
        if page.page.tables:
            spans = _outside(page.text, spans, _table_spans(page))
        first = True
        for start, end in spans:
            piece = Piece(number, start, end)
            if passage and not (first and _runs_on(pages, passage[-1], piece)):
                yield passage
                passage = []
            passage.append(piece)
            first = False
    if passage:
        yield passage


def _outside(
    text: str, spans: Iterable[tuple[int, int]], closed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The paragraphs, of those that run into a table what stands before it."""
    for start, end in spans:
        inside = [begin for begin, stop in closed if start < stop and begin < end]
        if not inside:
            yield start, end
        elif text[start : min(inside)].strip():
            yield start, start + len(text[start : min(inside)].rstrip())


def _table_spans(page: CleanPage) -> list[tuple[int, int]]:
    """Where tables stand in the clean text: they are read cell by cell elsewhere."""
    return [clean_span(page, table.start, table.end) for table in page.page.tables]


def _runs_on(pages: Sequence[CleanPage], last: Piece, first: Piece) -> bool:
    """A paragraph that ends without an end mark goes on on the next page."""
    if first.page != last.page + 1:
        return False
    before = pages[last.page].text[last.start : last.end].rstrip()
    after = pages[first.page].text[first.start : first.end].lstrip()
    if not before or before[-1] in _ENDS or style_of(after) != "plain":
        return False
    return after[:1].islower() or after[:1].isdigit() or before[-1] in ",("


_COUNTED = re.compile(
    r"(?:[:=]\s*\d[\d.,]*+(?:\s[^\W\d]+){0,3}|(?<![\d/.,])\d[\d.,]*+(?:\s[^\W\d]+){1,2})\s*[;,]?\s*$"
)
_SHORT = 80
"""Characters of a line that heads those set in below it, or the items of a list, without ':'."""


def _inset(
    pages: Sequence[CleanPage], last: Piece | None, piece: Piece, before: str, text: str
) -> int:
    """By how many characters a short line stands in from the left, right below another; else 0.

    Only a plain text keeps where its lines begin.
    """
    page = pages[piece.page]
    if last is None or last.page != piece.page or page.page.reader != "text":
        return 0
    if max(len(before), len(text)) > _SHORT or page.text.count("\n", last.end, piece.start) != 1:
        return 0
    return piece.start - page.text.rfind("\n", 0, piece.start) - 1


def _counts(before: str) -> bool:
    """Whether a short line ends in a number and what it counts: 'Đang giải quyết: 66 hồ sơ'."""
    return len(before) <= _SHORT and _COUNTED.search(before) is not None


_PASSING = ("plain", *"-+*•")
"""Styles of passages that head nothing: a passage without a mark stands above them."""


@cache
def _level_style(depth: int) -> str:
    return ".".join(["1"] * depth)


def style_of(text: str) -> str:
    """The kind of mark a passage begins with."""
    if text[:2].isalpha() and text[0] not in "IVX":
        # As most passages begin: the pattern would say so too, at more cost.
        return "I" if text[0] in _divided()[0] and _divided()[1].match(text) else "plain"
    match = _MARK.match(text)
    if match is None or match.lastgroup is None:
        return "plain"
    mark = match.group(match.lastgroup)
    if match.lastgroup == "roman":
        return "I"
    if match.lastgroup == "level":
        return _level_style(mark.count(".") + 1)
    if match.lastgroup == "letter":
        return "A" if mark.isupper() else "a"
    return "-" if mark in "-\u2010\u2011\u2012\u2013\u2014\u2015" else mark


_IN = ">"
"""Before the inset of a plain passage, as the outline keeps it."""


def _goes_in(outline: Sequence[tuple[str, int]], inset: int, before: str) -> bool:
    """Whether a line stands in below the one before it, or as far as others do that were."""
    style = outline[-1][0]
    deeper = inset > (int(style[1:]) if style.startswith(_IN) else 0)
    if deeper:
        return _is_plain(style) and _counts(before)
    return any(other == f"{_IN}{inset}" for other, _ in outline)


def _is_plain(style: str) -> bool:
    return style == "plain" or style.startswith(_IN)


_MISREAD = re.compile(r"\s*(?P<mark>[^\W_]{2,5})[.,:]\s+(?P<title>\S.{3,120})\s*")
_STROKES = frozenset("IJTHLVXil1")
"""What the strokes of a Roman number are read as."""


def _misread_style(text: str) -> str:
    """A mark that was misread: 'ill. Ket qua', or over a title in capitals 'Tl. CẤP XÃ', 'Cc.'."""
    if (stroked := STROKED.match(text)) and text[stroked.end()].isupper():
        return "I"
    match = _MISREAD.fullmatch(text)
    title = match["title"] if match else ""
    if match is None or sum(map(str.islower, title)) * 4 > sum(map(str.isupper, title)):
        return "plain"
    mark = match["mark"]
    if _STROKES.issuperset(mark):
        return "I"
    return "A" if len(mark) == _TORN and mark[0].isupper() and mark[1].islower() else "plain"


_TORN = 2
"""Letters for which one is read."""


@cache
def _divided() -> tuple[frozenset[str], re.Pattern[str]]:
    """Letters on which a part's name may begin, and the name with its number."""
    words = [word.capitalize() for word in sections().divisions]
    words += [word.upper() for word in words]
    begins = rf"(?:{'|'.join(words)})\s(?:\d{{1,2}}|[IVX]{{1,5}})[.:)]\s"
    return frozenset(word[0] for word in words), re.compile(begins)


def _hang(
    outline: list[tuple[str, int]], style: str, index: int, before: str, inset: int
) -> int | None:
    """Put the block on the outline, and say under which block it stands.

    A mark used further up closes what stands below it; a new mark opens a level. A passage
    without a mark stands under the last heading, or under the item that announced it by ':', or
    ``inset`` below a short one that stands further left.
    """
    styles = [s for s, _ in outline]
    if style == "plain" and inset and styles and _goes_in(outline, inset, before):
        while outline[-1][0].startswith(_IN) and int(outline[-1][0][1:]) >= inset:
            outline.pop()
        style = f"{_IN}{inset}"
    elif style == "plain":
        if not before.rstrip().endswith(":"):
            while outline and (outline[-1][0] in _PASSING or outline[-1][0].startswith(_IN)):
                outline.pop()
        elif styles and styles[-1] == "plain" and len(styles) > 1 and outline[-1][1] != index - 1:
            outline.pop()
    elif style in styles:
        del outline[styles.index(style) :]
    elif style == "I":
        outline.clear()
    elif deeper := [i for i, s in enumerate(styles) if s.startswith(style + ".1")]:
        del outline[deeper[0] :]  # '2.' closes '1.2.' though no '1.' came before
    elif (
        styles and _is_plain(styles[-1]) and not (before.rstrip().endswith(":") or _counts(before))
    ):
        outline.pop()
    parent = outline[-1][1] if outline else None
    outline.append((style, index))
    return parent
