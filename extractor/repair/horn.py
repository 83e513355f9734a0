"""The lost letter of TCVN3: the plain u with horn, coded as a soft hyphen and thrown away.

Works on text that is decoded already. Proof is a page without a single such letter, where its
toned forms stand and several words become syllables by it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.book.loading import Declared, load
from extractor.models import Edit
from extractor.repair.syllables import is_syllable

HORN = "ư"
_TONED = re.compile("[ừứửữựỪỨỬỮỰ]")
_PLACE = re.compile("(?<![ưƯ])[ơờớởỡợƠỜỚỞỠỢ]")
_WORD = re.compile(r"[^\W\d_]+")
_PROOF = 3


class LostHorn(Declared):
    """``patterns/text/lost_horn.toml``."""

    words: dict[str, str]


@cache
def _known() -> dict[str, str]:
    return load(LostHorn, "text/lost_horn.toml").words


@lru_cache(maxsize=50_000)
def lacks_horn(word: str) -> int | None:
    """Where the letter is missing in a word that is no syllable without it; None if it is not."""
    place = _PLACE.search(word)
    if place is None or is_syllable(word.lower()):
        return None
    mended = word[: place.start()] + HORN + word[place.start() :]
    return place.start() if is_syllable(mended.lower()) else None


def lost_horn(text: str) -> list[Edit]:
    """Put the letter back: 'đợc' → 'được', 'ngời' → 'người', 'nh' → 'như'."""
    if HORN in text or HORN.upper() in text or len(_TONED.findall(text)) < _PROOF:
        return []
    edits, proofs = [], 0
    for match in _WORD.finditer(text):
        word = match.group()
        at = lacks_horn(word)
        proofs += at is not None
        if at is None and word.lower() in _known():
            at = _known()[word.lower()].index(HORN)
        if at is not None:
            new = HORN.upper() if word.isupper() and len(word) > 1 else HORN
            edits.append(Edit(match.start() + at, match.start() + at, new))
    return edits if proofs >= _PROOF else []
