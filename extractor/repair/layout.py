"""Paragraphs of a clean text: broken lines joined again, items and headings kept apart.

Extracted text breaks every line, often with an empty line after each, so neither a newline nor
a blank line ends a paragraph by itself. What is known here is print: margins, gaps, item marks,
end marks, letter case. Joining two items too many costs little, a break inside a sentence tears
a number from its label; so in doubt lines are joined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import regex

from extractor.models import CleanPage
from extractor.patience import patience
from extractor.repair.aside import Aside
from extractor.repair.margins import Margins, Span
from extractor.repair.opening import folded_openers, layout_words, openers, times
from extractor.text import fold

_SHARE = regex.compile(r"\d{1,3}(?:[.,]\d+)?\s?%")
_ITEM = regex.compile(
    r"""[\W_]{0,3}(?:                                    # seed-like noise: '~ +Tong'
        [-\u2010-\u2015+*\u2022\u00b7\u25a0-\u25ff\u2700-\u27bf\uf000-\uf0ff\u00a7]+[\s*_]*+(?!\d)\S
      | o\s+(?=\p{Lu})
      | (?P<number> \d{1,2}(?:\\?[.)]|/(?=\s\p{L})|\s?[-\u2013](?=\s\p{Lu}))
                  | \d{1,2}(?:\.\d{1,2}){1,3}[.)]? )
        (?: [*_]*\s | (?=\p{Lu}) )
      | (?P<letter> [a-zđA-ZĐ][.)]\s* | [IVX]{1,5}[.)]\s* | I[I1l]{1,2}\.\s
                  | (?:[a-zđ]|[IVX]{1,5})(?:/\s|\s?[-\u2013]\s)(?=\p{Lu}) )
    )""",
    regex.VERBOSE,
)
STROKED = re.compile(r"(?:[Iil][Iil1L]{1,3}|V[il1L][Iil1L]{0,2}|[il]V|T[l1])\.\s+(?=[^\W\d_])")
"""A Roman number whose strokes were read as other letters: 'ill.', 'IL.', 'Vl.', 'Tl.'."""
_COUNT = regex.compile(r"0\d[.)]")
"""As files are counted; few lists are numbered so."""
_HEADS = 60
"""Characters of a line that may head a list, without a sign at its end."""
_MARKUP = " \t\xa0*_#>\"'“”‘’()[]"
_END = frozenset(".!?;:")
_TAIL = frozenset("),;.:/%=")
"""With these no line begins, only the rest of one."""
_HELD = frozenset(",-–—/(+=")
_SENTENCE = regex.compile(r"(?<=[\p{Ll}%)\d])[.;]\s+\p{Lu}[^.;:]*:$")
"""The last sentence of a line of which more stands on it."""
_CAPITALS_ENOUGH = 12
"""Letters from which a line in capitals is a heading and not the tail 'HĐND, UBND.'."""


_TALLY = regex.compile(
    r"""(?:[-+*\u2022]\s*)?\p{L}[^:;.\n]{1,44}:\s?\d{1,3}(?:[.,/]?\d{1,3}){0,6}(?!\d)
        (?:\s?%|(?:\s\p{L}+){0,2})(?:[\s\p{L}\d]{0,40}\([^():;]{1,30}\))?[;.]?""",
    regex.VERBOSE,
)
"""A line that is a label, a colon and its number: 'đúng hạn: 479 HS (88,5%)'."""
_TALLIES = 90
"""Characters of the longest such line."""


@dataclass(slots=True)
class Line:
    """A line with print on it; ``gap`` empty lines stand before it (-1: a page ends there)."""

    start: int
    end: int
    body: str
    gap: int
    indent: int

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self.start, self.end


def passages(page: CleanPage) -> tuple[Span, ...]:
    """The paragraphs of a page; its margins are asked where words have places to be trusted.

    A text layer that is not good was laid by a machine over an image, word by word.
    """
    placed = page.page.reader == "ocr" or page.health.quality == "good"
    asked = placed and len(page.page.words) > 0
    return paragraphs(page.text, page.aside, partial(Margins, page) if asked else None)


def paragraphs(
    text: str,
    aside: tuple[Aside, ...] = (),
    measured: Callable[[list[Span]], Margins] | None = None,
) -> tuple[Span, ...]:
    """Split a clean text into the spans of its paragraphs, without their outer blanks.

    A page number or footnote amid a paragraph does not end it: the span then runs across it,
    and :func:`body` gives the paragraph's text with such places blanked. ``measured`` gives the
    margins between which lines stand, where their places are known.
    """
    lines = _lines(text, aside)
    if not lines:
        return ()
    judge = _Breaks(lines, measured([line.span for line in lines]) if measured else None)
    spans = []
    start = lines[0].start
    for before, after in pairwise(lines):
        if judge.between(before, after):
            spans.append((start, before.end))
            start = after.start
    spans.append((start, lines[-1].end))
    return tuple(spans)


def body(text: str, aside: tuple[Aside, ...], start: int, end: int) -> str:
    """Give ``text[start:end]`` on one line, asides blanked; the length stays the same."""
    piece = text[start:end]
    at = max(0, bisect_right(aside, start, key=lambda span: span[0]) - 1) if aside else 0
    while at < len(aside) and aside[at][0] < end:
        first, last, _ = aside[at]
        low, high = max(first, start) - start, max(min(last, end), start) - start
        piece = piece[:low] + " " * (high - low) + piece[high:] if high > low else piece
        at += 1
    return piece.replace("\n", " ")


def _lines(text: str, aside: tuple[Aside, ...]) -> list[Line]:
    found: list[Line] = []
    at = gap = 0
    waiting = [span for span in aside if span[1] > span[0]][::-1]
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        content = raw.strip()
        if not content:
            gap += gap >= 0
            continue
        indent = raw.find(content[0])
        begin = start + indent
        while waiting and waiting[-1][1] <= begin:
            waiting.pop()
        if waiting and waiting[-1][0] <= begin and begin + len(content) <= waiting[-1][1]:
            gap = -1
            continue
        found.append(Line(begin, begin + len(content), content, gap, indent))
        gap = 0
    return found


class _Breaks:
    """Decides for two neighbouring lines whether a paragraph ends between them."""

    def __init__(self, lines: list[Line], margins: Margins | None = None) -> None:
        self.margins = margins if margins and _fill_lines(lines, margins) else None
        widths = sorted([len(line.body) for line in lines])
        self.width = widths[len(widths) * 4 // 5]
        runs_on = Counter([line.gap for line in lines[1:] if _goes_on(line.body)])
        self.wrapped = len(widths) > 3 and self.width < 160 and runs_on.total() * 12 > len(lines)
        self.gap = runs_on.most_common(1)[0][0] if runs_on and self.wrapped else 0
        self.gap = max(self.gap, 0)

    def between(self, before: Line, after: Line) -> bool:
        """Whether ``after`` begins a paragraph of its own."""
        text = after.body
        first = text[0]
        if first.islower() and self._tallied(before, after):
            return True
        if _goes_on(text) or (
            first.islower()
            and not self.margins
            and text[1:2] not in (")", ".")
            and not (text[1:2] in ("/", "-") and _ITEM.match(text))
            and not _stroked(text)
        ):
            return first == "o" and _item(before, text)
        # A full stop is often read as a comma: a line that leaves room ends all the same.
        parted = self._parted(before, after)
        if _item(before, text, parted):
            return True
        last = before.body.rstrip(_MARKUP)[-1:] or before.body[-1]
        if not first.isalnum() and text.lstrip(_MARKUP)[:1].islower():
            return False
        held = not parted or (last == "," and first.isdigit())  # no sentence begins with one
        if last in _HELD and before.body[-1] not in ")*" and held:
            return False
        if first in _TAIL:
            return False
        if first == "|" or _heading(before.body) or (first == "#"):
            return True
        if _heading(text):
            return last in _END or self._short(before) or _letters(text) >= _CAPITALS_ENOUGH
        return self._plain(before, after, last)

    def _tallied(self, before: Line, after: Line) -> bool:
        """Two short lines, a label and its number each: '- Đã trả: 541 HS / trước hạn: 60 HS'."""
        lines = (after.body, before.body)
        if after.gap > self.gap or max(map(len, lines)) > _TALLIES or _open(before.body):
            return False
        return all(_TALLY.fullmatch(line, timeout=patience(line)) for line in lines)

    def _parted(self, before: Line, after: Line) -> bool:
        """Whether the margins show that a line ends before another, whatever sign it ends with."""
        if self.margins is None:
            return False
        runs_on = self.margins.runs_on(before.span, after.span)
        return runs_on is False or (runs_on is True and self.margins.indented(after.span))

    def _plain(self, before: Line, after: Line, last: str) -> bool:
        """Two lines of running text, the second with a capital, a digit or a bracket first."""
        ended = last in _END
        opener = after.body.lstrip(_MARKUP)[:1]
        if _row(before.body) and _row(after.body):
            return True
        if ended and last == ":" and _awaited(before.body, opener):
            return False
        runs_on = self.margins.runs_on(before.span, after.span) if self.margins else None
        if self.margins and runs_on is not None:
            # An item's lines may all hang to the right of its mark; two that begin alike do not.
            heads = opener.isupper() and self.margins.alike(before.span, after.span)
            indented = (ended or heads) and self.margins.indented(after.span)
            return not runs_on or indented or (not ended and after.body.startswith(openers()))
        if not ended and opener.isupper() and self._heads(before, after):
            return True
        if opener.isdigit() and (not ended or last == ":"):
            apart = after.gap > self.gap and _ITEM.match(before.body) is not None
            return apart and times().match(after.body) is not None
        if not self.wrapped or after.gap > self.gap:
            return True
        if ended and after.indent > before.indent + 1:
            return True
        return self._short(
            before, 0.8 if ended or _ITEM.match(before.body) else 0.65
        ) and not _open(before.body)

    def _heads(self, before: Line, after: Line) -> bool:
        """'3. Tiếp nhận phản ánh / Trong tháng, …': a numbered heading that fills its line."""
        mark = _ITEM.match(before.body)
        if mark is None or not mark["number"] or any(map(str.isdigit, before.body[mark.end() :])):
            return False
        return fold(after.body).startswith(folded_openers())

    def _short(self, line: Line, share: float = 0.8) -> bool:
        """Whether a line ends well before the right margin."""
        return (line.end - line.start + line.indent) < self.width * share


def _fill_lines(lines: list[Line], margins: Margins) -> bool:
    """Whether lines are broken at the margin: those that surely go on below must have been full."""
    going_on = [(a.span, b.span) for a, b in pairwise(lines) if _goes_on(b.body)]
    full = [found for pair in going_on if (found := margins.runs_on(*pair)) is not None]
    return sum(full) >= margins.filled * len(full)


def _goes_on(text: str) -> bool:
    """Whether a line begins in the middle of a sentence: 'a)' begins an item, misread or not."""
    return text[0].islower() and text[1:2].isalpha() and not _stroked(text)


def _stroked(text: str) -> re.Match[str] | None:
    """The mark of a part, misread; a capital follows it."""
    match = STROKED.match(text) if text[0] in "IVilT" else None
    return match if match and text[match.end()].isupper() else None


def _item(before: Line, text: str, parted: bool = False) -> bool:
    """Whether a line begins with an item mark that is not the middle of a sentence.

    ``parted`` is known to end before it.
    """
    # as most lines begin, no item does: the pattern would say so too, at more cost
    match = None if text[:2].isalpha() and text[0] not in "IVX" else _ITEM.match(text)
    numbers, articles = layout_words()
    if match is None and _stroked(text):
        return before.body[-1] not in _HELD
    if match is None:
        return articles.match(text) is not None and before.body[-1] not in _HELD
    number = match["number"]
    if not number and not match["letter"]:
        return True
    rest = text[match.end() :].lstrip(_MARKUP)
    if not rest or (before.body[-1] in _HELD and not parted):
        return False
    if not rest[0].isupper():  # '; / 6. 100% phản ánh được trả lời' is an item all the same
        return before.body[-1] in _END and (not number or _SHARE.match(rest) is not None)
    if before.body[-1] == ":":  # a list begins with its first item; '…: / 61. Trong đó' is none
        first = not number or "." in number[:-1] or int(number.rstrip("\\.)/ -\u2013")) == 1
        return first or len(before.body) < 60
    ended = parted or before.body[-1] in _END or _first_inside(before, number or "")
    if not ended and _COUNT.match(number or "") and len(before.body) > _HEADS:
        return False  # '… hài lòng 66, không hài lòng / 01. Tỷ lệ hài lòng 99,0%'
    return ended or before.body.rsplit(None, 1)[-1].lower() not in numbers


def _first_inside(before: Line, number: str) -> bool:
    """'1. Đối với thị xã Ngã Năm / 1.1. Trong vòng 10 ngày': the first part of the line before."""
    above = number.partition(".")[0]
    return number.startswith(f"{above}.1.") and before.body.startswith(f"{above}.")


def _heading(text: str) -> bool:
    """Whether a line is printed in capitals (two words at least, and hardly a digit)."""
    return text.isupper() and _letters(text) > 3 and " " in text and not _row(text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _open(text: str) -> bool:
    """Whether a bracket opened on this line is still open at its end."""
    return text.rfind("(") > text.rfind(")")


def _awaited(text: str, opener: str) -> bool:
    """Whether a line that ends with a colon waits for what comes, wherever it was broken.

    A label does for its number; and what begins amid the line, behind a full stop, heads no list.
    """
    return opener.isdigit() or _SENTENCE.search(text) is not None


def _row(text: str) -> bool:
    """Whether a line looks like a row of a table: three numbers or more, few words."""
    if not text[-1].isdigit():
        return False
    words = text.split()
    numbers = sum(word[0].isdigit() for word in words)
    return numbers >= 3 and numbers * 5 >= len(words) * 2
