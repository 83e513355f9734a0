"""Words of a page image that could not be read: no syllable, no number, or hardly seen at all.

Knows the engine's confidence in a word and how Vietnamese is spelled; not what a word means.
"""

from __future__ import annotations

from statistics import fmean

import regex

from extractor.models import CleanPage, Word
from extractor.repair.edits import clean_span
from extractor.repair.known import neighbours
from extractor.repair.syllables import KINDS, Kind
from extractor.text import UNREAD

Span = tuple[int, int]

HARDLY = 0.35
"""Confidence below which even a possible syllable counts as not read: on made scans a passage
with such a word is twelve times as often misunderstood."""
SIGNS = 0.3
"""The same for what holds neither letter nor digit, and for abbreviations and codes."""
FADED = 0.9
"""Mean confidence in a page's words below which it is hard to read ..."""
NAMED = 0.6
"""... and the confidence that each syllable of a name wants there: of the names on made scans whose
words are syllables of 0.6 and more, 119 of 121 had the right letters, whatever their marks; of
those with a word that is none, 18 of 18 from 0.9 on (:data:`CERTAIN`) and one in four below it."""
CERTAIN, LONG = 0.9, 4
"""Confidence and letters from which a word without marks that is no syllable is foreign: on made
scans 71 of 72 were, and of shorter ones without a capital most were strokes."""
_EDGES = "\"'“”‘’()[]*_.,;:!?"
_LETTER = regex.compile(r"[^\W\d_]")
_BEFORE, _BEHIND = regex.compile(r"(\p{L}+)\s\Z"), regex.compile(r"\s(\p{L}+)")
_OF_LETTERS = regex.compile(r"\p{Ll}%")
"""'đứ%': a share is of digits."""
_FAR = 16
"""Characters in which the word before another ends."""


def smudges(page: CleanPage) -> tuple[Span, ...]:
    """Where such words stand in the clean text, in order; none on born-digital pages."""
    if page.page.reader != "ocr":
        return ()
    return tuple(
        span
        for word in page.page.words
        if _unreadable(page.text[slice(*(span := clean_span(page, word.start, word.end)))], word)
        and not _called_for(page.text, span)
    )


def _called_for(text: str, span: Span) -> bool:
    """Whether a possible syllable stands beside a word that it stands beside in known phrases.

    The phrase is one more witness, and a better one than the engine's confidence: of 178 words
    on made scans that it hardly saw and phrases called for, 10 at most were not so printed.
    """
    printed = text[slice(*span)]
    if KINDS[printed] not in (Kind.MARKED, Kind.PLAIN):
        return False
    word = printed.strip(_EDGES).lower()
    before, behind = _BEFORE.search(text[: span[0]][-_FAR:]), _BEHIND.match(text, span[1])
    known = neighbours()
    return bool(
        (before and printed[0].isalpha() and word in known.after.get(before[1].lower(), ()))
        or (behind and printed[-1].isalpha() and word in known.before.get(behind[1].lower(), ()))
    )


def faint(page: CleanPage, *, alone: bool = False) -> tuple[Span, ...]:
    """Words that could not be read, or with less confidence than a name wants; in the raw text.

    What two readers saw alike was read, whatever the one that has confidence thought of it;
    ``alone`` goes by that one's word only.
    """
    words = page.page.words
    told = [word.confidence for word in words if word.confidence is not None]
    if page.page.reader != "ocr" or not told:
        return ()
    faded = fmean(told) < FADED
    borne = frozenset(() if alone else page.page.borne)
    doubted = (word for word in words if (word.start, word.end) not in borne)
    spans = ((word, page.text[slice(*clean_span(page, word.start, word.end))]) for word in doubted)
    return tuple((word.start, word.end) for word, text in spans if _is_faint(text, word, faded))


def _is_faint(text: str, word: Word, faded: bool) -> bool:
    if UNREAD in text or _unreadable(text, word):
        return True
    if not faded or word.confidence is None or not _LETTER.search(text):
        return False
    whole = KINDS[text] in (Kind.MARKED, Kind.PLAIN) and len(text) > 1
    return word.confidence < (NAMED if whole else CERTAIN)


def _unreadable(text: str, word: Word) -> bool:
    sure = 1.0 if word.confidence is None else word.confidence
    if not _LETTER.search(text):
        sign = len(text.strip(_EDGES) or text) == 1  # '(%)'
        return sure < SIGNS and not sign and not any(map(str.isdigit, text))
    if _OF_LETTERS.search(text):
        return True
    kind = KINDS[text]
    if kind is Kind.BAD or (kind is Kind.BARE and not text.isascii()):
        return not _foreign(text, sure)
    return sure < (SIGNS if kind is Kind.OTHER else HARDLY)


def _foreign(text: str, sure: float) -> bool:
    """Whether a word that is no syllable is printed so ('camera', 'Pleiku', 'Đak').

    Its letters bear no marks, they are several, or two with a capital; the engine has no doubt.
    """
    bare = text.strip(_EDGES).replace("Đ", "D")
    several = len(bare) >= LONG or (len(bare) > 1 and bare.istitle())
    return several and bare.isascii() and bare.isalpha() and sure >= CERTAIN
