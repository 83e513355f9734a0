"""How sure each part of a head is that was read from a page image, and where to look.

A part is read where the engine was sure of its words, every witness saw its digits alike, and
its form is in order; else it is unresolved, with the place on the page. Blanks that a hand
fills are held to more than print is: no vote was ever counted on handwriting. Text that came as
text is not asked about. Knows what speaks against a reading; repairs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.book.head import agencies
from extractor.head import blanks, wording
from extractor.head.draft import Draft
from extractor.head.foot import Foot
from extractor.head.frame import Frame
from extractor.head.numbers import NUMBER, type_of
from extractor.head.signers import family_name, is_name
from extractor.head.spots import Spot, over, spot
from extractor.models import Box, CleanPage, DocumentHead, PartReading, Sight
from extractor.repair.syllables import Kind, kind
from extractor.text import fold

FAINT = 0.6
"""Confidence of a word below which it is doubted: letters under a stamp are read at 0.1 to 0.5,
the marks over clean ones at 0.7 and more."""
LONGEST_TITLE = 300
"""Characters of a title; a stamp over its end lets the body run into it."""
_SIGNED = 0.45
"""Share of a page's width left of which nobody signs."""
_BAD = (Kind.BAD, Kind.UNMAPPED)


@dataclass
class Doubts:
    """What speaks against one part, gathered."""

    spots: list[Spot] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    confidence: float = 1.0
    place: Box | None = None
    """Where to look, where there are no words to look at."""

    def say(self, reason: str, worth: float = 1.0) -> None:
        """One more thing against it, which leaves it so much worth at most."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        self.confidence = min(self.confidence, worth)

    def done(self) -> PartReading:
        """The reading: unresolved where anything was said."""
        first = self.spots[0] if self.spots else None
        return PartReading(
            status="unresolved" if self.reasons else "read",
            confidence=round(self.confidence, 4),
            alternatives=tuple(dict.fromkeys(self.alternatives)),
            reasons=tuple(self.reasons),
            page=first.page.page.number if first else None,
            quote="\n".join(s.quote for s in self.spots if s.page is (first and first.page)),
            bbox=self.place or (over(self.spots) if self.spots else None),
        )


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


def _of_letters(doubts: Doubts, *, words: bool = True) -> Doubts:
    """Doubts for what the engine hardly saw, and for words that are none, where words stand."""
    for one in doubts.spots:
        for word, sure in one.words:
            doubts.confidence = min(doubts.confidence, sure)
            if sure < FAINT:
                doubts.say("faint")
            if words and kind(word) in _BAD:
                doubts.say("no-word")
    return doubts


def _of_digits(doubts: Doubts, sights: Sequence[Sight], text: str, *, by_hand: bool) -> None:
    """Doubts for digits: print is read by votes, what a hand fills in only by all alike."""
    for sight in sights:
        taken = _digits(text[sight.start : sight.end])
        same = sum(_digits(seen) == taken for _, seen in sight.seen) / (len(sight.seen) or 1)
        doubts.confidence = min(doubts.confidence, sight.confidence, same)
        if not sight.sure or (by_hand and same < 1):
            doubts.say("witnesses")
    if by_hand and not sights:
        doubts.say("unread")


def _digits(seen: str) -> str:
    return "".join(filter(str.isdecimal, seen))


def _inside(found: Spot, start: int, end: int) -> list[Sight]:
    """The numbers at characters of a spot's quote."""
    low, high = found.start + start, found.start + end
    return [s for s in found.sights if s.start < high and low < s.end]


def _others(sights: Sequence[Sight]) -> Iterator[str]:
    """Every row of digits that some witness saw, without the word before it ('S6:04')."""
    seen = (text.rpartition(":")[2] for s in sights for _, text in s.seen)
    return filter(None, map(_digits, seen))


def _line(page: _Pictured, span: tuple[int, int] | None) -> Spot | None:
    return None if span is None else page.spot(*span)


def _number(page: _Pictured, draft: Draft, head: DocumentHead) -> Doubts | None:
    line = _line(page, draft.number_at)
    if line is None:
        return _unseen(page, draft) if draft.number_at is None else None
    text = line.quote.replace("\n", " ")
    word = wording.number_word().search(fold(text))
    match = word and (NUMBER.match(text, word.end()) or blanks.notation_behind(text, word.end()))
    if not word or not match:
        return Doubts([line], ["odd-form"])
    whole = Spot(line.page, line.start + word.start(), line.start + match.end())
    doubts = Doubts([whole])
    sights = _inside(line, word.end(), match.start("notation"))
    _of_digits(doubts, sights, line.page.page.text, by_hand=True)
    _of_letters(doubts, words=False)
    if head.number is None:
        doubts.say("unread", 0.0)
    doubts.alternatives += [
        f"{digits}/{draft.notation}" for digits in _others(sights) if head.number is None
        or digits != _digits(head.number.split("/")[0])
    ]  # fmt: skip
    named = type_of(draft.notation or "")
    if draft.type and named and named != draft.type:
        doubts.say("odd-form", 0.5)
    return doubts


def _unseen(page: _Pictured, draft: Draft) -> Doubts | None:
    """A letterhead on a page image without the line that every letterhead has."""
    first = page.spot(0, 1)
    lettered = draft.agencies and (draft.heading or draft.subject)
    return Doubts(reasons=["unseen"], confidence=0.0) if first and lettered else None


def _date(page: _Pictured, draft: Draft, head: DocumentHead) -> Doubts | None:
    line = _line(page, draft.dated_at)
    if line is None:
        return _unseen(page, draft) if draft.dated_at is None else None
    folded = fold(line.quote.replace("\n", " "))
    match = wording.date().search(folded) or blanks.date_around(folded)
    if not match:
        return Doubts([line], ["odd-form"])
    doubts = Doubts([Spot(line.page, line.start + match.start(), line.start + match.end())])
    groups = match.groupdict()
    day = match.span("noise" if "noise" in groups else "d")
    if day[0] < 0:
        day = match.start(), match.start("m")
    text = line.page.page.text
    _of_digits(doubts, sights := _inside(line, *day), text, by_hand=True)
    _of_digits(doubts, _inside(line, *match.span("m")), text, by_hand=False)
    _of_digits(doubts, _inside(line, *match.span("y")), text, by_hand=False)
    _of_letters(doubts, words=False)
    if head.date is None or len(head.date) < len("2024-01-01"):
        doubts.say("unread", 0.0)
    doubts.alternatives += _days(head.date, _others(sights))
    return doubts


def _days(date: str | None, seen: Iterable[str]) -> Iterator[str]:
    """The same month with each day that some witness saw."""
    if date is None:
        return
    for digits in seen:
        if 1 <= int(digits) <= 31 and (day := f"{date[:7]}-{int(digits):02}") != date:
            yield day


def _type(page: _Pictured, draft: Draft, head: DocumentHead) -> Doubts | None:
    """A heading is one of a list: read whole it is sure. Without one the number must name it."""
    if not draft.heading:
        line = _line(page, draft.number_at)
        doubts = Doubts([line]) if line else None
        return doubts if doubts is None or draft.subject else _of_letters(doubts, words=False)
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
    doubts = _of_letters(Doubts(spots))
    if not _fits(draft.notation or "", head.issuer or ""):
        doubts.say("odd-form", 0.5)
    if any(c.isdigit() for c in head.issuer or ""):
        doubts.say("odd-form", 0.5)
    return doubts


def _fits(notation: str, issuer: str) -> bool:
    """Whether an issuer can have numbered so: 'UBND' is the number of one body only."""
    spelled = agencies().spelled_out
    named = [spelled[part] for part in notation.split("-") if part in spelled]
    return not named or any(fold(name) in fold(issuer) for name in named)


def _title(page: _Pictured, draft: Draft) -> Doubts | None:
    spots = page.pieces(draft.subject or draft.title)
    if not spots:
        return None
    doubts = _of_letters(Doubts(spots))
    for one in spots:
        _of_digits(doubts, one.sights, one.page.page.text, by_hand=False)
    if sum(len(s.quote) for s in spots) > LONGEST_TITLE:
        doubts.say("odd-form", 0.5)
    return doubts


def _signer(page: _Pictured, draft: Draft, foot: Foot, head: DocumentHead) -> Doubts | None:
    if not foot.end or not (below := page.spot(foot.start, foot.start + 1)):
        return None
    spots = page.pieces([foot.name or ""], foot.start)
    if not spots:
        return Doubts([below], ["unread"], confidence=0.0, place=_beside(below))
    doubts = _of_letters(Doubts(spots))
    if not (foot.name and is_name(foot.name.title())):
        doubts.say("odd-form", 0.5)
        doubts.alternatives += filter(None, [_family_mended(foot.name or "")])
    if head.signer and not (head.signer.position or head.signer.authority):
        doubts.say("odd-form", 0.5)
    if wording.national().search(
        fold(page.frame.text[draft.body : foot.listed or foot.start]), timeout=1.0
    ):
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
