"""Single letters of a text layer that an engine took for others: 'bưu chíuh', 'dúng hẹn'.

Where words of a page are no Vietnamese words and with one letter changed are those that stand
beside their neighbours in reports, letters were misread on it. Then each word that is none is
taken for the likeliest of those it may have been, seen together with all
(:func:`extractor.repair.restored.chosen`); a word that is one only where both its neighbours
tell so. Names keep their letters. Knows spelling, print and neighbours; not what a word means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from extractor.book.loading import Declared, load
from extractor.models import Edit
from extractor.repair.restored import (
    ALONE,
    EACH,
    NUMBER,
    SIGN,
    UNKNOWN,
    Option,
    chosen,
    is_borne,
    known,
    weighed,
)
from extractor.repair.syllables import is_bare, is_syllable
from extractor.text import fold

NAME = "misread-letters"
"""The repair, as it is recorded."""
_TOKEN = re.compile(
    r"(?P<number>\d[\d.,/%]*(?![^\W\d_]))|(?P<word>[^\W_]+)|(?P<sign>[^\s\w]|_|\n\s*\n)"
)
_WORD = re.compile(r"[^\W_]+")
_OPENS = re.compile(r"(?:\A|\n|[.!:;]\s|[|\t]|\s\s)[\W_]*\Z")
FEW, SOME = 2, 0.002
"""Words that are surely misread, and their share of all, from which a page is mended."""
UNMARKED = 0.04
"""Share of the words with a capital that lost their marks, from which none was ever read."""
MANY, SHARE = 3, 0.004
"""Words put right, and their share of all, from which a page is never good: fewer are slips."""
_ALIKE, _OTHER, _REAL = -2.0, -5.0, -7.0
"""The log of how often one letter comes out as one like it, as any other; and of how much rarer
what was misread is a word as well."""
_NUMERAL = re.compile(r"[IVXivxl1|]+")
_LONGEST = 9
ABBREVIATED = 4
"""Capitals of an abbreviation, which may be any."""


class Misread(Declared):
    """``patterns/text/misread.toml``."""

    meaning: str
    alike: tuple[str, ...]
    pairs: dict[str, tuple[str, ...]]


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Two letters as they are printed, and the one that was meant."""
    declared = load(Misread, "text/misread.toml").pairs
    return tuple((seen, letter) for letter, many in declared.items() for seen in many)


@cache
def _alike() -> frozenset[frozenset[str]]:
    groups = load(Misread, "text/misread.toml").alike
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group)


@cache
def _holed() -> dict[str, list[str]]:
    """A known word with any one letter left out → what it may be."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in known().alone:
        if word.islower() and word.isalpha():
            for at in range(len(word)):
                found[f"{word[:at]}*{word[at + 1 :]}"].append(word)
    return found


@lru_cache(maxsize=20_000)
def _others(word: str) -> tuple[tuple[str, float], ...]:
    """The known words that differ in one letter from one in small letters, and how likely each."""
    found: dict[str, float] = {}
    for at, letter in enumerate(word):
        for other in _holed().get(f"{word[:at]}*{word[at + 1 :]}", ()):
            if other != word:
                found[other] = _price(letter, other[at])
    for seen, letter in _pairs():
        at = word.find(seen)
        while at >= 0:
            other = f"{word[:at]}{letter}{word[at + len(seen) :]}"
            if other in known().alone:
                found[other] = max(_ALIKE, found.get(other, _ALIKE))
            at = word.find(seen, at + 1)
    return tuple(found.items())


def _price(printed: str, meant: str) -> float:
    one, other = fold(printed), fold(meant)
    return _ALIKE if one == other or frozenset((one, other)) in _alike() else _OTHER


def _is_none(word: str) -> bool:
    """Whether what is printed is no word of the language, with whatever marks."""
    small = word.lower()
    return small not in known().alone and not is_syllable(small) and len(word) > 1


def misread_letters(text: str) -> list[Edit]:
    """The words put right, where several of the page are surely misread."""
    if not _holds_none(text):
        return []
    matches = list(_TOKEN.finditer(text))
    if not _is_misread(matches, text):
        return []
    row = list(chosen(_options(match, text) for match in matches))
    edits = []
    for at, (match, word) in enumerate(zip(matches, row, strict=True)):
        printed = match.group()
        if match["word"] is None or word in (UNKNOWN, SIGN, NUMBER) or word == printed.lower():
            continue
        if not word.isupper() and (_is_sure(match, text) or _is_borne_all_round(row, at)):
            edits.append(Edit(match.start(), match.end(), _shaped(word, printed)))
    return edits


def _holds_none(text: str) -> bool:
    """Whether enough of the words are none and one letter from one: most pages are let alone."""
    words = _WORD.findall(text)
    short = (w for w in {*words} if len(w) > ABBREVIATED or not w.isupper())
    none = {word for word in short if _is_none(word) and _is_like_one(word.lower())}
    return len(none) >= FEW or sum(word in none for word in words) >= FEW


@lru_cache(maxsize=1 << 14)
def _is_like_one(word: str) -> bool:
    """Whether one letter of it, read as one like it, makes a word of reports."""
    return not word.isdecimal() and any(price == _ALIKE for _, price in _others(word))


def is_worn(text: str, edits: Sequence[Edit]) -> bool:
    """Whether so many words were put right that others may have been misread unseen."""
    return len(edits) >= MANY and len(edits) > SHARE * len(text.split())


def _is_misread(matches: Sequence[re.Match[str]], text: str) -> bool:
    """Whether several words are none, and with a letter like theirs stand as in reports.

    Where names lost all their marks, the engine knew none (:mod:`extractor.repair.restored`).
    """
    words = [(match["word"] or "").lower() for match in matches]
    sure = bare = 0
    for at, match in enumerate(matches):
        if words[at] != match["word"] and _is_none(words[at]) and is_bare(words[at]):
            bare += 1
        elif match["word"] and _is_sure(match, text):
            before, behind = words[max(at - 1, 0) : at], words[at + 1 : at + 2]
            sure += any(
                price == _ALIKE and is_borne([*before, other, *behind], len(before))
                for other, price in _others(words[at])
            )
    capital = sum(words[at] != match["word"] for at, match in enumerate(matches) if match["word"])
    return (
        sure >= FEW
        and sure > SOME * sum(map(bool, words))
        and (bare < FEW or bare <= UNMARKED * capital)
    )


def _is_sure(match: re.Match[str], text: str) -> bool:
    """Whether what is printed is no word, nor part of a name."""
    return _is_none(match.group()) and (match.group().islower() or _begins(match, text))


def _is_borne_all_round(row: Sequence[str], at: int) -> bool:
    """Whether every word beside one stands there in reports; a number or a sign tells nothing."""
    beside = [
        is_borne(row[first : first + 2], 0)
        for first in (at - 1, at)
        if first >= 0 and not {NUMBER, SIGN}.intersection(row[first : first + 2])
    ]
    return bool(beside) and all(beside)


def _options(match: re.Match[str], text: str) -> Sequence[Option]:
    printed = match["word"]
    if printed is None:
        return weighed((NUMBER if match["number"] else SIGN, 0.0))
    small = printed.lower()
    if printed.isupper() and printed in known().alone:
        return weighed((printed, 0.0))
    itself = (small, 0.0) if small in known().alone else (UNKNOWN, ALONE + EACH * len(small))
    if len(small) > _LONGEST or not _may_change(match, text):
        return weighed(itself)
    rarer = 0.0 if _is_none(small) else _REAL
    return weighed(itself, *((word, price + rarer) for word, price in _others(small)))


def _may_change(match: re.Match[str], text: str) -> bool:
    """Whether a word may be put right: no code, and a name only where it is no word."""
    printed = match.group()
    if printed.islower():
        return any(map(str.isalpha, printed)) and not printed[0].isdigit()
    short = len(printed) <= ABBREVIATED and printed.isupper() and printed.isascii()
    if short or _NUMERAL.fullmatch(printed) or not printed.isalpha():
        return False
    return _begins(match, text) or _is_none(printed)


def _begins(match: re.Match[str], text: str) -> bool:
    """Whether a word has its capital from where it stands: a sentence's first, or amid capitals."""
    printed = match.group()
    if len(printed) - sum(map(str.isupper, printed)) <= 1 < len(printed):
        coded = text[match.start() - 1 : match.start()] in ("-", "/") or text.startswith(
            "/", match.end()
        )
        return not coded and (len(printed) > ABBREVIATED or not printed.isascii())
    return _OPENS.search(text, max(0, match.start() - 4), match.start()) is not None


def _shaped(word: str, printed: str) -> str:
    capitals = sum(map(str.isupper, printed))
    if capitals > 1 and capitals >= len(printed) - 1:
        return word.upper()
    return word[0].upper() + word[1:] if printed[0].isupper() else word
