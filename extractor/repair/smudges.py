"""Words of a page image that could not be read: no syllable, no number, or hardly seen at all.

Knows the engine's confidence in a word and how Vietnamese is spelled; not what a word means.
"""

from __future__ import annotations

from statistics import fmean

import regex

from extractor.models import CleanPage, Page, Word
from extractor.repair.edits import clean_span
from extractor.repair.syllables import KINDS, Kind
from extractor.text import UNREAD

Span = tuple[int, int]

HARDLY = 0.35
"""Confidence below which even a possible syllable counts as not read: on made scans a passage
with such a word is twelve times as often misunderstood."""
SIGNS = 0.3
"""The same for what holds neither letter nor digit, and for abbreviations and codes."""
FADED = 0.9
"""Mean confidence in a page's words below which its marks are hard to see ..."""
SURE = (HARDLY, 0.9)
"""... and the confidence that each word of a name wants on other pages, and on such: on faded
pages names with a wrong mark have words of 0.65 to 0.87."""
MARKS = frozenset("*•")
"""What is put in the place of a bullet that was read as a letter."""
_LETTER = regex.compile(r"[^\W\d_]")


def smudges(page: CleanPage) -> tuple[Span, ...]:
    """Where such words stand in the clean text, in order; none on born-digital pages."""
    if page.page.reader != "ocr":
        return ()
    raw = page.page.text
    doubted = (w for w in page.page.words if _unreadable(raw[w.start : w.end], w))
    spans = (clean_span(page, word.start, word.end) for word in doubted)
    # What was put right as the mark of an item is no word.
    return tuple(span for span in spans if page.text[slice(*span)] not in MARKS)


def faint(page: Page) -> tuple[Span, ...]:
    """Words that could not be read, or with less confidence than a name wants; in the raw text."""
    told = [word.confidence for word in page.words if word.confidence is not None]
    if page.reader != "ocr" or not told:
        return ()
    sure = SURE[fmean(told) < FADED]
    return tuple(
        (word.start, word.end)
        for word in page.words
        if _is_faint(page.text[word.start : word.end], word, sure)
    )


def _is_faint(text: str, word: Word, sure: float) -> bool:
    letters = _LETTER.search(text) is not None
    low = word.confidence is not None and word.confidence < sure
    return UNREAD in text or (letters and low) or _unreadable(text, word)


def _unreadable(text: str, word: Word) -> bool:
    sure = 1.0 if word.confidence is None else word.confidence
    if not _LETTER.search(text):
        return sure < SIGNS and len(text) > 1 and not any(map(str.isdigit, text))
    kind = KINDS[text]
    return kind is Kind.BAD or sure < (SIGNS if kind is Kind.OTHER else HARDLY)
