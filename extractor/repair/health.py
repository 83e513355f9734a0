"""How far a text can be trusted, from Vietnamese evidence.

Judges a sample of the tokens: how many are possible syllables, how many bear marks, how many
could not be mapped to a letter. Knows spelling and counts; repairs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.models import Health, Quality
from extractor.repair import legacy
from extractor.repair.aside import stamp_only
from extractor.repair.glyphs import EVIDENCE, remapped
from extractor.repair.syllables import KINDS, Kind

SAMPLE = 500
"""Tokens looked at on a long page, spread evenly over it."""
_FEW = 8
"""Below so many words shares mean nothing."""


def judge(text: str) -> Health:
    """Give the health of a text as it stands; a table of numbers needs no words to be good."""
    return judge_tokens(text, text.split())


def judge_tokens(text: str, tokens: Sequence[str]) -> Health:
    """The same for a text already parted at its blanks."""
    if not tokens:
        return Health("poor", "empty")
    sample = tokens if len(tokens) <= SAMPLE else tokens[:: -(-len(tokens) // SAMPLE)]
    counts = Counter(map(KINDS.__getitem__, sample))
    words = sum(counts[k] for k in (Kind.MARKED, Kind.PLAIN, Kind.BARE, Kind.BAD))
    quality, diagnosis = _diagnose(text, sample, counts, words)
    return Health(quality, diagnosis, _measures(len(sample), counts, words))


def _measures(seen: int, counts: Counter[Kind], words: int) -> tuple[tuple[str, float], ...]:
    share = 1 / words if words else 0.0
    return (
        ("words", float(words)),
        ("valid", round((counts[Kind.MARKED] + counts[Kind.PLAIN]) * share, 3)),
        ("marked", round(counts[Kind.MARKED] * share, 3)),
        ("unmapped", round(counts[Kind.UNMAPPED] / seen, 3)),
        ("numbers", round(counts[Kind.NUMBER] / seen, 3)),
    )


def _diagnose(
    text: str, sample: Sequence[str], counts: Counter[Kind], words: int
) -> tuple[Quality, str]:
    """Name the damage, the most telling evidence first."""
    if len(text) < 1500 and stamp_only(text):
        return "poor", "stamp-only"
    unmapped = counts[Kind.UNMAPPED] / len(sample)
    valid = (counts[Kind.MARKED] + counts[Kind.PLAIN]) / max(words, 1)
    marked = counts[Kind.MARKED] / max(words, 1)
    if unmapped > 0.03:
        if legacy.guess(text) is not None:
            return "poor", "legacy-encoding"
        return ("poor", "noise" if "\ufffd" in text else "glyph-remap")
    strange = counts[Kind.BAD] + counts[Kind.BARE]
    if strange >= EVIDENCE and marked >= 0.4 and remapped(sample) >= EVIDENCE:
        return ("fair" if valid >= 0.7 else "poor"), "glyph-remap"
    if valid >= 0.85 and marked >= 0.5:
        return ("good" if valid >= 0.93 and unmapped < 0.01 else "fair"), "clean"
    if words < _FEW or words * 2 < counts[Kind.NUMBER]:
        return _little(text, counts, words)
    return _damaged(text, sample, counts, words)


def _little(text: str, counts: Counter[Kind], words: int) -> tuple[Quality, str]:
    """Few words beside numbers or nothing: only plain contradiction is bad news."""
    bad = counts[Kind.BAD] + counts[Kind.BARE]
    if bad > 1 and legacy.guess(text) is not None:
        return "poor", "legacy-encoding"
    if counts[Kind.NUMBER] >= words or bad * 2 <= words:
        return "good", "clean"
    return "fair", "noise"


def _damaged(
    text: str, sample: Sequence[str], counts: Counter[Kind], words: int
) -> tuple[Quality, str]:
    valid = (counts[Kind.MARKED] + counts[Kind.PLAIN]) / words
    marked, bad = counts[Kind.MARKED] / words, counts[Kind.BAD] / words
    if legacy.guess(text) is not None:
        return "poor", "legacy-encoding"
    if marked >= 0.4:
        quality: Quality = "fair" if valid >= 0.7 else "poor"
        return quality, "noise"
    if bad < 0.45:  # the letters are there, the marks are not
        intact = bad < 0.04 and marked < 0.03
        return ("fair" if intact else "poor"), "unmarked"
    plain = sum(token.isascii() for token in sample) / len(sample)
    return "poor", "foreign" if plain > 0.9 and _spelled(sample) else "noise"


def _spelled(sample: Sequence[str]) -> bool:
    """Whether most words look spelled: letters only, a vowel in them, of ordinary length."""
    words = [word.strip(".,;:()'\"!?").lower() for word in sample]
    words = [word for word in words if word and not word[0].isdigit()]
    good = sum(
        w.replace("-", "").isalpha() and len(w) < 18 and (len(w) < 4 or not _VOWELS.isdisjoint(w))
        for w in words
    )
    return bool(words) and good >= 0.85 * len(words)


_VOWELS = frozenset("aeiouy")
