"""Which strings are Vietnamese syllables, marked or stripped of their marks.

Made from onsets, rimes and tones of ``patterns/text/syllables.toml``; which of them are frequent in
reports is ``patterns/text/common.toml``. Knows spelling, no words.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import cache

from extractor.book.loading import Declared, load
from extractor.text import fold

TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{TONES}]")
_ON_STOP = frozenset("\u0301\u0323")
_KEPT = 200_000
"""Words remembered; a flood of random tokens must not fill the memory."""


class Syllables(Declared):
    """``patterns/text/syllables.toml``."""

    onsets: tuple[str, ...]
    onsets_before_front: tuple[str, ...]
    onsets_before_back: tuple[str, ...]
    onset_with_glide: str
    rimes_with_glide: tuple[str, ...]
    front: tuple[str, ...]
    stops: tuple[str, ...]
    rimes: tuple[str, ...]
    also: tuple[str, ...]

    def bodies(self) -> set[str]:
        """Every toneless syllable."""
        made = {onset + rime for onset in self.onsets for rime in self.rimes}
        for rime in self.rimes:
            front = rime.startswith(self.front)
            onsets = self.onsets_before_front if front else self.onsets_before_back
            made.update(onset + rime for onset in onsets)
            if rime.startswith(self.rimes_with_glide):
                made.add(self.onset_with_glide + rime)
        return made | {"gi", "gin"}


@cache
def _tables() -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[str, ...]]:
    """Toneless syllables, the same without any mark, whole extra words, stop codas."""
    declared = load(Syllables, "text/syllables.toml")
    bodies = frozenset(declared.bodies())
    return bodies, frozenset(map(fold, bodies)), frozenset(declared.also), declared.stops


def is_syllable(word: str) -> bool:
    """Whether a lower-case word (NFC) is a possible Vietnamese syllable as printed."""
    bodies, _, also, stops = _tables()
    if word.isascii():
        return (word in bodies and not word.endswith(stops)) or word in also
    apart = unicodedata.normalize("NFD", word)
    tones = _TONE.findall(apart)
    if len(tones) > 1:
        return False
    body = unicodedata.normalize("NFC", _TONE.sub("", apart)) if tones else word
    if body not in bodies:
        return word in also
    return not body.endswith(stops) or (bool(tones) and tones[0] in _ON_STOP)


def is_bare(word: str) -> bool:
    """Whether a lower-case word would be a syllable if some of its marks had been lost."""
    return fold(word) in _tables()[1]


class Kind(IntEnum):
    """What a token between blanks is, for the judgement of a page."""

    MARKED = 0
    PLAIN = 1
    """A valid syllable that bears no mark."""
    BARE = 2
    """Valid only if a lost mark is put back: 'cap', 'duoc'."""
    BAD = 3
    NUMBER = 4
    OTHER = 5
    """Punctuation, abbreviations, codes, addresses."""
    UNMAPPED = 6


_UNMAPPED = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uefff\uf100-\uf8ff\ufffd]")
_LETTERS = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"\b\w/\w\b|^\W?[a-zđ]\)|[@<>{}=\\]|\w\.\w+\.\w|://|\d/\w|[A-ZĐ]-[A-ZĐ]")


def kind(token: str) -> Kind:
    """What one token is; judged by its letters, the worst part deciding."""
    if _UNMAPPED.search(token):
        return Kind.UNMAPPED
    parts = _LETTERS.findall(token)
    if not parts:
        return Kind.NUMBER if any(map(str.isdigit, token)) else Kind.OTHER
    if _CODE.search(token):
        return Kind.OTHER
    return max(map(_word, parts), key=_RANK.__getitem__)


_RANK = {Kind.OTHER: 0, Kind.PLAIN: 1, Kind.MARKED: 2, Kind.BARE: 3, Kind.BAD: 4}


def _word(word: str) -> Kind:
    lower = word.lower()
    if is_syllable(lower):
        return Kind.PLAIN if word.isascii() else Kind.MARKED
    if word.isupper() and len(word) <= 8 and word.replace("Đ", "D").isascii():
        return Kind.OTHER
    return Kind.BARE if is_bare(lower) else Kind.BAD


class Kinds(dict[str, Kind]):
    """A memory of judged tokens: most words of one report were seen in another."""

    def __missing__(self, token: str) -> Kind:
        if len(self) >= _KEPT:
            self.clear()
        self[token] = found = kind(token) if len(token) <= 200 else Kind.BAD
        return found


KINDS = Kinds()


class Common(Declared):
    """``patterns/text/common.toml``."""

    syllables: tuple[str, ...]


@cache
def common() -> frozenset[str]:
    """Syllables frequent in reports."""
    return frozenset(load(Common, "text/common.toml").syllables)
