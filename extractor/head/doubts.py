"""What speaks against a part of a head that was read from a page image, gathered.

A part is read where the engine was sure of its words, every witness saw its digits alike, and
its form is in order; else it is unresolved, with the place on the page. Blanks that a hand
fills are held to more than print is: no vote was ever counted on handwriting. Knows words and
digits; which part they are is known to :mod:`extractor.head.parts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.head.spots import Spot, over
from extractor.models import Box, PartReading, Sight
from extractor.repair.syllables import Kind, kind

FAINT = 0.6
"""Confidence of a word below which it is doubted: letters under a stamp are read at 0.1 to 0.5,
the marks over clean ones at 0.7 and more."""
_BAD = (Kind.BAD, Kind.UNMAPPED)


@dataclass
class Doubts:
    """What speaks against one part, gathered."""

    spots: list[Spot] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    confidence: float = 1.0
    agrees: list[str] = field(default_factory=list)
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
            agrees=tuple(self.agrees),
            page=first.page.page.number if first else None,
            quote="\n".join(s.quote for s in self.spots if s.page is (first and first.page)),
            bbox=self.place or (over(self.spots) if self.spots else None),
        )


def of_letters(doubts: Doubts, *, words: bool = True) -> Doubts:
    """Doubts for what the engine hardly saw, and for words that are none, where words stand."""
    for one in doubts.spots:
        for word, sure in one.words:
            doubts.confidence = min(doubts.confidence, sure)
            if sure < FAINT:
                doubts.say("faint")
            if words and kind(word) in _BAD:
                doubts.say("no-word")
    return doubts


def of_digits(doubts: Doubts, sights: Sequence[Sight], text: str, *, by_hand: bool) -> None:
    """Doubts for digits: print is read by votes, what a hand fills in only by all alike."""
    for sight in sights:
        taken = digits(text[sight.start : sight.end])
        same = sum(digits(seen) == taken for _, seen in sight.seen) / (len(sight.seen) or 1)
        doubts.confidence = min(doubts.confidence, sight.confidence, same)
        if not sight.sure or (by_hand and same < 1):
            doubts.say("witnesses")
    if by_hand and not sights:
        doubts.say("unread")


def digits(seen: str) -> str:
    """The digits of what was seen, without any sign."""
    return "".join(filter(str.isdecimal, seen))


def inside(found: Spot, start: int, end: int) -> list[Sight]:
    """The numbers at characters of a spot's quote."""
    low, high = found.start + start, found.start + end
    return [s for s in found.sights if s.start < high and low < s.end]


def others(sights: Sequence[Sight]) -> Iterator[str]:
    """Every row of digits that some witness saw, without the word before it ('S6:04')."""
    seen = (text.rpartition(":")[2] for s in sights for _, text in s.seen)
    return filter(None, map(digits, seen))
