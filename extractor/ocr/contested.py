"""Names of which two passes saw different letters: whose they are is not sure.

'Đồng Tiếm' for 'Đồng Tiến': a syllable, read with some confidence, and another commune. The pass
for figures is no reader of Vietnamese words, but where it is surer of other letters than the pass
for words is of its own, that one erred: of 793 capitalised words on scans no right one was met so.
Marks are not compared. Knows places and letters; what doubt about a name does is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.ocr.aligned import Place, places
from extractor.ocr.engine import Seen
from extractor.ocr.letters import letters
from extractor.ocr.witness import Look, Told, hear, hear_places

CERTAIN = 0.9
"""Confidence from which a word stands, whatever another pass saw: 'Tự' is 'Ty' to it."""
DOUBTED = 0.3
"""What confidence is left of a contested word: less than a possible syllable needs."""
SHORT = 2
"""Letters below which nothing is a name."""


def hear_words(
    passes: Mapping[str, Sequence[Seen]], look: tuple[str, Look] | None, *, worn: bool
) -> list[Told]:
    """As :func:`extractor.ocr.witness.hear`; the first pass is for words, the second for figures.

    Of a ``worn`` page neither pass is sure of much, and right names would be doubted.
    """
    if worn:
        return hear(passes, look)
    found = [_contested(place) for place in places(tuple(passes.values()))]
    return hear_places(found, tuple(passes), look)


def _contested(place: Place) -> Place:
    mine, others = place.words[:2]
    if len(mine) != 1 or len(others) != 1 or not _is_contested(mine[0], others[0]):
        return place
    doubted = replace(mine[0], confidence=min(mine[0].confidence, DOUBTED))
    return replace(place, words=((doubted,), *place.words[1:]))


def _is_contested(word: Seen, other: Seen) -> bool:
    if not word.text[:1].isupper() or word.confidence >= CERTAIN:
        return False
    if other.confidence < word.confidence or any(map(str.isdecimal, word.text + other.text)):
        return False
    mine, theirs = letters(word.text), letters(other.text)
    return min(len(mine), len(theirs)) >= SHORT and mine != theirs
