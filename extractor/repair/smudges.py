"""Words of a page image that could not be read: no syllable, no number, or hardly seen at all.

Knows the engine's confidence in a word and how Vietnamese is spelled; not what a word means.
"""

from __future__ import annotations

import regex

from extractor.models import CleanPage, Word
from extractor.repair.edits import clean_span
from extractor.repair.syllables import KINDS, Kind

Span = tuple[int, int]

HARDLY = 0.35
"""Confidence below which even a possible syllable counts as not read: on made scans a passage
with such a word is twelve times as often misunderstood."""
SIGNS = 0.3
"""The same for what holds neither letter nor digit, and for abbreviations and codes."""
_LETTER = regex.compile(r"[^\W\d_]")


def smudges(page: CleanPage) -> tuple[Span, ...]:
    """Where such words stand in the clean text, in order; none on born-digital pages."""
    if page.page.reader != "ocr":
        return ()
    raw = page.page.text
    return tuple(
        clean_span(page, word.start, word.end)
        for word in page.page.words
        if _unreadable(raw[word.start : word.end], word)
    )


def _unreadable(text: str, word: Word) -> bool:
    sure = 1.0 if word.confidence is None else word.confidence
    if not _LETTER.search(text):
        return sure < SIGNS and len(text) > 1 and not any(map(str.isdigit, text))
    kind = KINDS[text]
    return kind is Kind.BAD or sure < (SIGNS if kind is Kind.OTHER else HARDLY)
