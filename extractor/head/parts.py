"""How sure each part of a head is that was read from a page image, and where to look.

Text that came as text is not asked about. Knows where each part stands and what its form must
be; what speaks against words and digits is known to :mod:`extractor.head.doubts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.book.head import agencies
from extractor.head import blanks, wording
from extractor.head.doubts import Doubts, digits, inside, of_digits, of_letters, others
from extractor.head.draft import Draft
from extractor.head.evidence import weigh_date, weigh_issuer
from extractor.head.foot import Foot
from extractor.head.frame import Frame
from extractor.head.numbers import NUMBER, type_of
from extractor.head.signers import family_name, is_name
from extractor.head.spots import Spot, spot
from extractor.models import Box, CleanPage, DocumentHead, PartReading
from extractor.text import fold

LONGEST_TITLE = 220
"""Characters of a title; a stamp over its end lets the body run into it."""
_LEFT, _RIGHT = (0.0, 0.5), (0.4, 1.0)
"""Shares of a page's width between which number and date are printed ..."""
_TOP = 0.3
"""... and the share of its height above which they are."""
_DAY = len("2024-06-14")
_ROW = re.compile(r"\d+")
_BLANK = 1.0
"""Heights of its line from which a gap is a blank: where none is seen, a word may cover the ink."""
_SAME = 0.5
"""Share of the lower line's height that two lines share which are one."""
_SIGNED = 0.45
"""Share of a page's width left of which nobody signs."""


def readings(
    pages: Sequence[CleanPage], frame: Frame, draft: Draft, foot: Foot, head: DocumentHead
) -> dict[str, PartReading]:
    """Part of the head → how sure it is; only parts that stand on page images."""
    if not frame.pictured:
        return {}
    page = _Pictured(frame, pages)
    found = {
        "number": _number(page, draft, head),
        "date": _date(page, draft, head),
        "type": _type(page, draft, head),
        "issuer": _issuer(page, draft, head),
        "title": _title(page, draft),
        "signer": _signer(page, draft, foot, head),
    }
    if (issuer := found["issuer"]) is not None:
        weigh_issuer(issuer, head.issuer, head.parent, head.signed)
    if (date := found["date"]) is not None:
        weigh_date(date, head.date, head.issuer, head.signed)
    return {part: doubts.done() for part, doubts in found.items() if doubts is not None}


@dataclass(frozen=True, slots=True)
class _Pictured:
    """The frame's text with its way back to the pages."""

    frame: Frame
    pages: Sequence[CleanPage]

    def spot(self, start: int, end: int) -> Spot | None:
        return spot(self.frame, self.pages, start, end)

    def pieces(self, printed: Iterable[str], start: int = 0) -> list[Spot]:
        """Where the pieces stand one after the other, from ``start`` on."""
        found = []
        for text in filter(None, printed):
            at = self.frame.text.find(text, start)
            if at >= 0:
                start = at + len(text)
                found.append(self.spot(at, start))
        return [s for s in found if s is not None]


def _line(page: _Pictured, span: tuple[int, int] | None) -> Spot | None:
    """Where the line goes on to its end: a wide blank in it is longer than what was read of it."""
    if span is None:
        return None
    end = page.frame.text.find("\n", span[1])
    return page.spot(span[0], end if end >= 0 else span[1])


def _number(page: _Pictured, draft: Draft, head: DocumentHead) -> Doubts | None:
    line = _line(page, draft.number_at)
    if line is None:
        return _unseen(page, draft, _LEFT) if draft.number_at is None else None
    text = line.quote.replace("\n", " ")
    word = wording.number_word().search(fold(text))
    match = word and (NUMBER.match(text, word.end()) or blanks.notation_behind(text, word.end()))
    if not word or not match:
        return Doubts([line], ["odd-form"])
    whole = Spot(line.page, line.start + word.start(), line.start + match.end())
    doubts = Doubts([whole])
    if _is_blank(draft, "number", head.number, whole):
        return doubts
    sights = inside(line, word.end(), match.start("notation"))
    of_digits(doubts, sights, line.page.page.text, by_hand=True)
    of_letters(doubts, words=False)
    if head.number is None:
        doubts.say("unread", 0.0)
    own = digits(head.number.split("/")[0]) if head.number else ""
    seen = (*others(sights), *_by_pen(whole))
    doubts.alternatives += [f"{one}/{draft.notation}" for one in seen if one != own]
    named = type_of(draft.notation or "")
    if draft.type and named and named != draft.type:
        doubts.say("odd-form", 0.5)
    return doubts


def _is_blank(draft: Draft, part: str, value: str | None, whole: Spot) -> bool:
    """Whether nothing was written into a blank: no word, and no ink either."""
    empty = value is None and part not in draft.unread and whole.marks == []
    return empty and whole.gap >= _BLANK


def _by_pen(whole: Spot) -> list[str]:
    """What was seen where a pen wrote: the first row of digits before a slash."""
    marks = whole.marks or ()
    seen = (text.partition("/")[0].rpartition(":")[2] for m in marks for _, text in m.seen)
    return [found.group() for text in seen if (found := _ROW.search(text))]


def _unseen(page: _Pictured, draft: Draft, sides: tuple[float, float]) -> Doubts | None:
    """A letterhead on a page image without the line that every letterhead has."""
    first = page.spot(0, 1)
    if first is None or not draft.agencies or not (draft.heading or draft.subject):
        return None
    sheet = first.page.page
    place = (sides[0] * sheet.width, 0.0, sides[1] * sheet.width, _TOP * sheet.height)
    return Doubts([first], ["unseen"], confidence=0.0, place=place)


def _date(page: _Pictured, draft: Draft, head: DocumentHead) -> Doubts | None:
    line = _line(page, draft.dated_at)
    if line is None:
        return _unseen(page, draft, _RIGHT) if draft.dated_at is None else None
    folded = fold(line.quote.replace("\n", " "))
    match = wording.date().search(folded) or blanks.date_around(folded)
    if not match:
        return Doubts([line], ["odd-form"])
    whole = Spot(line.page, line.start + match.start(), line.start + match.end())
    doubts = Doubts([whole])
    groups = match.groupdict()
    day = match.span("noise" if "noise" in groups else "d")
    if day[0] < 0:
        day = match.start(), match.start("m")
    text = line.page.page.text
    sights = inside(line, *day)
    blank = head.date is not None and len(head.date) < _DAY
    if not (blank and _is_blank(draft, "date", None, whole)):
        of_digits(doubts, sights, text, by_hand=True)
        of_letters(doubts, words=False)
        if head.date is None or blank:
            doubts.say("unread", 0.0)
    of_digits(doubts, inside(line, *match.span("m")), text, by_hand=False)
    of_digits(doubts, inside(line, *match.span("y")), text, by_hand=False)
    doubts.alternatives += _days(head.date, (*others(sights), *_by_pen(whole)))
    return doubts


def _days(date: str | None, seen: Iterable[str]) -> Iterator[str]:
    """The same month with each day that some witness saw."""
    if date is None:
        return
    for number in map(int, seen):
        if 1 <= number <= 31 and (day := f"{date[:7]}-{number:02}") != date:
            yield day


def _type(page: _Pictured, draft: Draft, head: DocumentHead) -> Doubts | None:
    """A heading is one of a list: read whole it is sure. Without one the number must name it."""
    if not draft.heading:
        line = _line(page, draft.number_at)
        doubts = Doubts([line]) if line else None
        return doubts if doubts is None or draft.subject else of_letters(doubts, words=False)
    spots = page.pieces([draft.heading])
    if not spots:
        return None
    doubts = Doubts(spots)
    named = type_of(draft.notation or "")
    if named and named != head.type:
        doubts.say("odd-form", 0.5)
        doubts.alternatives.append(named)
    return doubts


def _issuer(page: _Pictured, draft: Draft, head: DocumentHead) -> Doubts | None:
    spots = [
        found
        for segment in draft.agencies
        for found in page.pieces([segment.text], segment.start)
    ]  # fmt: skip
    if not spots:
        return None
    doubts = of_letters(Doubts(spots))
    if not _fits(draft.notation or "", head.issuer or ""):
        doubts.say("odd-form", 0.5)
    if any(c.isdigit() for c in head.issuer or ""):
        doubts.say("odd-form", 0.5)
    return doubts


def _fits(notation: str, issuer: str) -> bool:
    """Whether an issuer can have numbered so: 'UBND' is the number of one body only."""
    spelled = (agencies().spelled_out.get(part) for part in notation.split("-"))
    named = [name for name in spelled if name in agencies().committees]
    return not named or any(fold(name) in fold(issuer) for name in named)


def _title(page: _Pictured, draft: Draft) -> Doubts | None:
    spots = page.pieces(draft.subject or draft.title)
    if not spots:
        return None
    doubts = of_letters(Doubts(spots))
    for one in spots:
        of_digits(doubts, one.sights, one.page.page.text, by_hand=False)
    long = sum(len(s.quote) for s in spots) > LONGEST_TITLE
    if long or spots[-1].quote.endswith(":") or _out_of_order(spots):
        doubts.say("odd-form", 0.5)
    return doubts


def _out_of_order(spots: Sequence[Spot]) -> bool:
    """Whether two lines stand on one height: one line was torn, and its words are in two."""
    boxes = [(s.page, s.box) for s in spots]
    for (page, one), (other, two) in pairwise(boxes):
        if one is None or two is None or page is not other:
            continue
        shared = min(one[3], two[3]) - max(one[1], two[1])
        if shared > _SAME * min(one[3] - one[1], two[3] - two[1]):
            return True
    return False


def _signer(page: _Pictured, draft: Draft, foot: Foot, head: DocumentHead) -> Doubts | None:
    if not foot.end or not (below := page.spot(foot.start, foot.start + 1)):
        return None
    spots = page.pieces([foot.name or ""], foot.start)
    if not spots:
        return Doubts([below], ["unread"], confidence=0.0, place=_beside(below))
    doubts = of_letters(Doubts(spots))
    if not (foot.name and is_name(foot.name.title())):
        doubts.say("odd-form", 0.5)
        doubts.alternatives += filter(None, [_family_mended(foot.name or "")])
    if head.signer and not (head.signer.position or head.signer.authority):
        doubts.say("odd-form", 0.5)
    if wording.national().search(fold(page.frame.text[draft.body : foot.listed or foot.start])):
        # Another document's head stands between: whose foot is it?
        doubts.say("second-head", 0.5)
    return doubts


def _beside(first: Spot) -> Box | None:
    """The right side of a page below a foot's first line: there a signature stands."""
    page, line = first.page.page, first.box
    return line and (_SIGNED * page.width, line[1], page.width, page.height)


def _family_mended(name: str) -> str | None:
    """The name with its first word as the family name that it can only be."""
    first, _, rest = name.title().partition(" ")
    family = family_name(first)
    return f"{family} {rest}" if family and family != first and rest else None
