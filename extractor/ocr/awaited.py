"""Where a number is awaited, and letters that are one misread: 'ŠT hồ sơ' for '87 hồ sơ'.

Nobody prints letters that are no word before what is counted, behind 'tháng', or alone behind a
colon. What stands there must not drop out without a word: it is a number that nobody could read.
Knows places and the words around them; what is counted is told in
``patterns/reading/printed_numbers.toml``, what a word is by :mod:`extractor.repair.syllables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import regex

from extractor.ocr.aligned import Place
from extractor.ocr.engine import Seen
from extractor.ocr.prints import digits, is_alike, is_bare, prints
from extractor.repair.syllables import is_syllable
from extractor.text import fold

Awaited = Literal["", "counted", "dated", "colon"]
"""By what a number is awaited: before what is counted, behind 'tháng', behind a colon."""
SIGNS = "()[],.;:"
"""Around a number, and no part of it."""
MOST = 8
"""Characters of a number misread."""
FEW = 4
"""The same behind a colon, where words stand as well."""
CERTAIN = 0.9
"""Confidence from which capitals are the letters that they seem to be ('VPĐKĐĐ hồ sơ')."""
HARDLY = 0.5
"""Confidence below which even a syllable may be a number, if one more witness sees one."""
_STROKES = 2
"""Of a numeral: one that has no form of a figure 1 is an I."""
_ENDS = regex.compile(r".*[.,;)]")
_CAPITALS = regex.compile(r"[A-ZĐ]{2,}")


def awaited(found: Sequence[Place]) -> list[Awaited]:
    """For each place by what around it a number stands there, letters or not; "" if by nothing.

    Args:
        found: the places of a page or of its cells, in the order of the first pass.
    """
    seen = [place.words[0] for place in found]
    flat = [word for words in seen for word in words]
    folded = [fold(word.text) for word in flat]
    told: list[Awaited] = []
    at = 0
    for words in seen:
        end = at + len(words)
        by = _by(flat, folded, at, end) if words and len(_text(words)) <= MOST else ""
        told.append(by if by and _may_be_misread(words, by) else "")
        at = end
    return told


def is_number(words: Sequence[Seen], texts: Iterable[str]) -> bool:
    """Whether one of those who looked saw a number there that is as long as the letters."""
    bare = [text.strip(SIGNS) for text in texts]
    long = len(_text(words))
    return any(is_bare(text) and abs(len(digits(text)) - long) < 2 for text in bare)


def is_unread(words: Sequence[Seen], by: Awaited) -> bool:
    """Whether the letters have the form of figures that nobody could read.

    Behind a colon capitals are some abbreviation ('Lưu: VT').
    """
    text = _text(words)
    shapes = prints().shapes_of_figures
    if _is_word(words) or any(c.islower() and c not in shapes for c in text):
        return False
    sure = min(word.confidence for word in words)
    faint = sure < HARDLY and by == "counted"
    return not _CAPITALS.fullmatch(text) or is_alike(text) or faint


def _text(words: Sequence[Seen]) -> str:
    return "".join(word.text for word in words).strip(SIGNS)


def _may_be_misread(words: Sequence[Seen], by: Awaited) -> bool:
    """Whether the words may be a number: few letters, no figures, and no word for certain."""
    text = _text(words)
    if not text or any(c.isdecimal() for c in text):
        return False
    if not any(c.lower() != c.upper() for c in text):
        return all(c in prints().signs_for_figures for c in text)
    sure = min(word.confidence for word in words)
    if _is_word(words):
        return sure < (CERTAIN if by == "dated" else HARDLY)
    return sure < CERTAIN or is_alike(text) or not _CAPITALS.fullmatch(text)


def _is_word(words: Sequence[Seen]) -> bool:
    """Whether one of them may be a Vietnamese word as it was read."""
    bare = (word.text.strip(SIGNS) for word in words)
    long = (text for text in bare if len(text) > 1 or not text.isascii())
    return any(is_syllable(text.lower()) and not is_alike(text) for text in long)


def _by(flat: Sequence[Seen], folded: Sequence[str], at: int, end: int) -> Awaited:
    known = prints()
    before = folded[at - 1].strip("(\"'“‘") if at else ""
    if before in known.before_figures:
        return "dated"
    text = " ".join(folded[at:end])
    if _is_counted(folded, end):
        numeral = before in known.before_numerals or (flat[at].roman and len(text) < _STROKES)
        marked = not (text[-1:].isalnum() or text[-1:] == "?")  # 'II. TTHC', 'a) hồ sơ'
        return "" if numeral or marked or (text,) in known.counts else "counted"
    if not before.endswith(":") or flat[at].line != flat[at - 1].line:
        return ""
    last = end == len(flat) or flat[end].line != flat[at].line
    short = len(text.strip(SIGNS)) <= FEW
    return "colon" if short and (last or _ENDS.fullmatch(text)) else ""


def _is_counted(folded: Sequence[str], at: int) -> bool:
    """Whether what begins at a word is what numbers count."""
    counts = prints().counts
    longest = max(map(len, counts))
    ahead = tuple(word.strip(SIGNS) for word in folded[at : at + longest])
    return any(ahead[:n] in counts for n in range(1, len(ahead) + 1))
