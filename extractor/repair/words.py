"""Words put right: tone placement, glued words and numbers, split syllables.

A split or a glue is undone only where the syllable table leaves one way to do it. Digits are
never touched; a blank may be put beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeVar

import regex

from extractor.book.loading import Declared, load
from extractor.models import Edit
from extractor.repair.glyphs import remapped
from extractor.repair.horn import lacks_horn
from extractor.repair.syllables import KINDS, Kind, common, is_syllable
from extractor.text import fold

_TONED = re.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
_BEFORE_NUMBER = regex.compile(
    r"(?<![\p{L}\d./@_-])(\p{L}\p{Ll}+|\p{Lu}{2,})([:;]?)(?=(\d+(?:[.,]\d+)*)(?![\d@])(.{0,12}))"
)
_AFTER_NUMBER = regex.compile(r"(?<![\d/@_.,-])\d(?:[.,]?\d)+()(?=(\p{Ll}{2,})(?![\p{L}\d./@-]))")
_LETTERS = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"([^\W\d_]+) \Z")
_AFTER = re.compile(r" ([^\W\d_]+)")
_VOWELS = frozenset("aeiouy")
_EDGES = "\"'“”‘’()[]*_.,;:!?"
T = TypeVar("T")
MANY = 500
"""Odd words looked for one by one; a text with more is a flood, or noise."""
ENOUGH = 12
"""Odd words that say nothing about a page yet, however short it is."""


class Words(Declared):
    """``patterns/text/words.toml``."""

    units: tuple[str, ...]
    numbered: tuple[str, ...]
    torn_vowels: tuple[str, ...]


@cache
def _declared() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    words = load(Words, "text/words.toml")
    return words.units, frozenset(words.torn_vowels), frozenset(words.numbered)


class Fine(set[str]):
    """Tokens known to need no repair; most of a page falls through this sieve at once."""

    def odd(self, tokens: set[str]) -> set[str]:
        """Those of the tokens that ask for a closer look."""
        unknown = tokens - self
        if len(self) > 200_000:
            self.clear()
        strange = {token for token in unknown if ASKS[token]}
        self.update(unknown - strange)
        return strange


class Asks(dict[str, frozenset[str]]):
    """For each odd token, and once for all, the repairs that might have to do with it."""

    def __missing__(self, token: str) -> frozenset[str]:
        if len(self) > 200_000:
            self.clear()
        self[token] = found = frozenset(_asks(token))
        return found


FINE = Fine()
ASKS = Asks()


def _asks(token: str) -> Iterator[str]:
    if len(token) > 200:
        return
    kind = KINDS[token]
    if kind in (Kind.BAD, Kind.BARE, Kind.UNMAPPED):
        yield "odd"
        word = token.strip(_EDGES)
        if len(word) <= 6 and word.isalpha() and not token.endswith(")"):
            yield "split-syllables"
        if kind is Kind.BAD and any(map(_cuts, _LETTERS.findall(token))):
            yield "glued-words"
        if any(lacks_horn(word) is not None for word in _LETTERS.findall(token)):
            yield "lost-horn"
        if remapped((token,)):
            yield "glyph-remap"
    if _BEFORE_NUMBER.search(token) or _AFTER_NUMBER.search(token):
        yield "glued-numbers"
    if _TONED.search(token):
        yield "tone-placement"
    bare = token.strip(_EDGES)
    if kind is Kind.MARKED and _rare_tail(bare):
        yield "split-syllables"
    if bare in _declared()[1] or (len(token) == 1 and token.isupper()):
        yield "split-syllables"


def _rare_tail(word: str) -> bool:
    """Whether a syllable might be the end of a torn one: vowel first, and seldom met alone."""
    return word.islower() and fold(word[0]) in _VOWELS and len(word) > 1 and word not in common()


def tone_placement(text: str) -> list[Edit]:
    """Write the tone on the first vowel of an open oa, oe, uy: 'hoà' → 'hòa', 'uỷ' → 'ủy'.

    The older placement is the one of the national title and of most reports; it is chosen so
    that one name is always spelled one way.
    """
    return [Edit(m.start(), m.end(), _moved(m.group())) for m in _TONED.finditer(text)]


@cache
def _moved(pair: str) -> str:
    apart = unicodedata.normalize("NFD", pair[1])
    return unicodedata.normalize("NFC", pair[0] + apart[1]) + apart[0]


def glued_numbers(text: str, odd: set[str]) -> list[Edit]:
    """Put a blank between a word and a number: 'kỳ1.304', 'hạn:1.127', '354hồ sơ'.

    One or two plain digits at a word's end may be a footnote mark ('hiệu quả1'): they are parted
    only when a unit follows or a zero leads.
    """
    edits: list[Edit] = []
    if len(odd) > MANY:
        return _in_order(list(_unglued(text, 0, len(text))))
    for token in odd:
        at = text.find(token)
        while at >= 0:
            edits += _unglued(text, at, at + len(token))
            at = text.find(token, at + len(token))
    return _in_order(edits)


def _unglued(text: str, start: int, end: int) -> Iterator[Edit]:
    """The blanks one token lacks; what follows it is looked at, not changed."""
    for match in _BEFORE_NUMBER.finditer(text, start, end + 12):
        word, colon, number, behind = match[1], match[2], match[3], match[4]
        if match.end() >= end or not is_syllable(word.lower()):
            continue
        if word.isascii() and len(word) < 3:
            continue
        if word.lower() in _declared()[2]:
            yield Edit(match.end(), match.end(), " ")
        elif behind.startswith(("/", "-")):
            continue
        elif colon or len(number) > 2 or number[0] == "0" or _unit(behind):
            yield Edit(match.end(), match.end(), " ")
    for match in _AFTER_NUMBER.finditer(text, start, end):
        if not match[2].isascii() and is_syllable(match[2]):  # '1én' is a misread 'lén'
            yield Edit(match.end(), match.end(), " ")


def _unit(behind: str) -> bool:
    return behind.lstrip().lower().startswith(_declared()[0])


def glued_words(text: str, odd: set[str]) -> list[Edit]:
    """Part syllables that run together, where there is but one way: 'trongkỳ'."""
    edits = []
    for token in sorted(odd)[:MANY]:
        for word in _LETTERS.findall(token):
            cuts = _cuts(word)
            for start in _places(text, word) if cuts else ():
                edits += [Edit(start + cut, start + cut, " ") for cut in cuts]
    return _in_order(edits)


@lru_cache(maxsize=50_000)
def _cuts(word: str) -> tuple[int, ...]:
    """Where to part a word into two or three syllables; empty unless there is one way only."""
    lower = word.lower()
    if len(word) < 4 or len(word) > 24 or word.isascii() or is_syllable(lower):
        return ()
    if not (word[1:].islower() or word.isupper()):
        return ()
    ways: list[tuple[int, ...]] = [
        (i,) for i in _ends(lower, 0) if is_syllable(lower[i:]) and len(lower) - i > 1
    ]
    if not ways:
        ways = [
            (i, j)
            for i in _ends(lower, 0)
            for j in _ends(lower, i)
            if is_syllable(lower[j:]) and len(lower) - j > 1
        ]
    parted = [(way, [lower[a:b] for a, b in pairwise((0, *way, len(lower)))]) for way in ways]
    if word[0].isupper() and not word.isupper():  # 'Pác Miầu': a name in another tongue
        parted = [(way, made) for way, made in parted if common().issuperset(made)]
    return _clearest(parted)


def _ends(word: str, start: int) -> Iterator[int]:
    """Ends of the syllables of two letters or more that begin at ``start``."""
    for end in range(start + 2, min(start + 8, len(word) - 1)):
        if is_syllable(word[start:end]):
            yield end


def split_syllables(text: str, odd: set[str]) -> list[Edit]:
    """Join a syllable torn by a blank: 'chuyể n sang' → 'chuyển sang', 'hồ s ơ' → 'hồ sơ'."""
    edits: list[Edit] = []
    for token in sorted(odd)[:MANY]:
        word = token.strip(_EDGES)
        for start in _places(text, word):
            edits += _joined(text, start, start + len(word))
    return _in_order(edits)


def _joined(text: str, start: int, end: int) -> tuple[Edit, ...]:
    """The blanks to take out around one fragment, when one way makes a syllable of it."""
    before = _BEFORE.search(text, max(0, start - 9), start)
    after = _AFTER.match(text, end, end + 9)
    left, right, word = before[1] if before else "", after[1] if after else "", text[start:end]
    first, last = Edit(start - 1, start, ""), Edit(end, end + 1, "")
    ways: list[tuple[tuple[Edit, ...], list[str]]] = []
    whole = is_syllable(word.lower()) and is_syllable(left.lower()) and len(word) > 1
    if left and _tail(left, word) and _whole(left + word):
        if whole and (left + word).lower() not in common():
            return ()
        ways.append(((first,), [left + word, right]))
    if right and _tail(word, right) and not is_syllable(word.lower()) and _whole(word + right):
        ways.append(((last,), [left, word + right]))
    if left and right and not ways and _tail(left, word + right) and _whole(left + word + right):
        ways.append(((first, last), [left + word + right]))
    return _clearest(ways)


def _tail(head: str, tail: str) -> bool:
    """Whether letter case allows ``tail`` to be the end of a word begun by ``head``."""
    return tail.islower() or (head.isupper() and tail.isupper())


def _clearest(ways: list[tuple[tuple[T, ...], list[str]]]) -> tuple[T, ...]:
    """The one way there is, or the one whose words are more frequent than any other's."""
    if len(ways) < 2:
        return ways[0][0] if ways else ()
    known = common()
    scored = sorted(
        ((sum(w.lower() in known or not w for w in made) / len(made), way) for way, made in ways),
        key=lambda pair: -pair[0],
    )
    return scored[0][1] if scored[0][0] > scored[1][0] else ()


def _whole(word: str) -> bool:
    return not word.isascii() and is_syllable(word.lower())


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(word, end)


def _in_order(edits: list[Edit]) -> list[Edit]:
    """Sorted, each once, none overlapping."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
