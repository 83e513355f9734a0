"""Words of page images put right by the phrases they stand in: 'Tống số' is 'Tổng số'.

An engine confuses marks, and now and then one letter. A word is changed where the word beside it
goes on, in the phrases of the pattern book and in known names, with one word only that it can have
been. Never a word that was read well and is common, never one that may be a person's name.
Knows spelling and neighbours; not what a phrase means. The length stays the same.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

import regex

from extractor.book.loading import Declared, load, phrases
from extractor.models import Edit, Page
from extractor.repair.syllables import KINDS, Kind, common
from extractor.text import fold

READ_WELL = 0.9
"""Confidence from which a common word is taken as it was read."""
SHORTEST = 3
"""Letters of a word of which one may be wrong, or that stands for itself."""
ABBREVIATED = 4
"""Capitals of an abbreviation of which one may be wrong."""
_ACUTE, _HOOK = "\u0302\u0301", "\u0302\u0309"
_WORD = regex.compile(r"\p{L}+|(?<![\w.,/])\d(?![\w.,/%])")
_PART = regex.compile(r"[()\[\]|]|[^\s()\[\]|]+")


class KnownNames(Declared):
    """``patterns/text/known.toml``."""

    alike: tuple[str, ...]
    vowel: str
    alone: tuple[str, ...]
    fields: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(slots=True)
class Neighbours:
    """Which words stand beside which, in all phrases."""

    after: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    before: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    short: set[str] = field(default_factory=set)
    """Abbreviations."""

    def take(self, phrase: str) -> None:
        """One phrase as it is declared: ``[optional]`` parts and ``(one|of these)``."""
        parts = _PART.findall(phrase)
        self.short.update(p for p in parts if p.isupper() and p.isalpha() and len(p) > 1)
        self._branch(parts, 0, frozenset())

    def _branch(
        self, parts: Sequence[str], at: int, start: frozenset[str]
    ) -> tuple[frozenset[str], int]:
        """The words at which a branch may end, and where it is closed."""
        ends: frozenset[str] = frozenset()
        here = start
        while at < len(parts) and parts[at] not in ")]":
            part = parts[at].lower()
            if part == "|":
                ends, here = ends | here, start
            elif part in "([":
                inner, at = self._branch(parts, at + 1, here)
                here = inner | here if part == "[" else inner
            else:
                word = part.strip(",;:")
                for left in here if word else ():
                    self.after[left].add(word)
                    self.before[word].add(left)
                here = frozenset({word}) if word == part else frozenset()
            at += 1
        return ends | here, at


@cache
def _names() -> KnownNames:
    return load(KnownNames, "text/known.toml")


def known_names() -> tuple[str, ...]:
    """Fields of work and offices as they are spelled."""
    return (*_names().fields, *_names().phrases)


def fields_of_work() -> tuple[str, ...]:
    """The fields of work among them."""
    return _names().fields


@cache
def fields_folded() -> frozenset[str]:
    """The same without marks and capitals, to tell a name that stands in prose."""
    return frozenset(map(fold, fields_of_work()))


@cache
def neighbours() -> Neighbours:
    """Of the phrases of the pattern book and of the known names."""
    found = Neighbours()
    declared = (p for folder in ("terms", "scopes", "tables") for p in phrases(folder))
    for phrase in (*declared, *known_names()):
        found.take(phrase)
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """A word as it was read, and how sure the engine was of it."""

    start: int
    text: str
    sure: float
    joined: bool
    """One blank or line's end stands before it, and another word before that."""


def known_words(page: Page) -> list[Edit]:
    """Words put right; ``page.text`` is the text they stand in."""
    read = list(_words(page))
    now = read
    for _ in range(2):  # a word that was put right shows the next one
        now = [_righted(now, at) for at in range(len(now))]
    return [
        Edit(old.start, old.start + len(old.text), new.text)
        for old, new in zip(read, now, strict=True)
        if old.text != new.text
    ]


def _words(page: Page) -> Iterable[_Read]:
    last = -1
    for match in _WORD.finditer(page.text):
        sure = [c for c in page.words.between(*match.span()).confidences if c is not None]
        between = page.text[last : match.start()] if last >= 0 else ""
        beside = between == " " or (between == "\n" and match.group().islower())
        yield _Read(match.start(), match.group(), min(sure, default=1.0), beside)
        last = match.end()


def _righted(words: Sequence[_Read], at: int) -> _Read:
    word = words[at]
    left = words[at - 1].text if at and word.joined else ""
    following = words[at + 1] if at + 1 < len(words) else None
    right = following.text if following is not None and following.joined else ""
    meant = _meant(word, left, right)
    if meant is None or len(meant) != len(word.text):
        return word
    return replace(word, text=_cased(meant, word.text))


def _meant(word: _Read, left: str, right: str) -> str | None:
    """What the word is, in small letters (abbreviations as they are); None where nobody knows."""
    small = word.text.lower()
    if (small in common() and word.sure >= READ_WELL) or _of_name(word.text, right):
        return None
    if small.isdecimal():
        return _lone_vowel(small, left, right)
    beside = _beside(left, right, both=small in common())
    if word.text.isupper() and len(small) >= ABBREVIATED and (meant := _abbreviation(word.text)):
        return meant
    if small in _beside(left, right, both=False):
        return None
    bare = fold(small)
    same = {one for one in beside if fold(one) == bare} if len(small) > 1 else set()
    if not same and small not in common():  # its neighbour may be misread as well
        same = {one for one in _beside_bare(fold(left), fold(right)) if fold(one) == bare}
    if len(same) == 1:
        return same.pop()
    if KINDS[word.text] is Kind.BAD and len(small) >= SHORTEST and word.sure < READ_WELL:
        near = {one for one in beside if _one_letter_off(fold(one), bare)}
        return near.pop() if len(near) == 1 else None
    return None if same else _hooked(word.text, left)


def _of_name(text: str, right: str) -> bool:
    """Whether two capitals stand at the beginning of a person's name, or a place's."""
    return text[:1].isupper() and right[:1].isupper() and not (text.isupper() and len(text) > 1)


def _beside(left: str, right: str, *, both: bool) -> set[str]:
    """The words that stand behind the one or before the other; between both where both are."""
    known = neighbours()
    behind = known.after.get(left.lower(), set())
    before = known.before.get(right.lower(), set())
    return behind & before if both and left and right else behind | before


@lru_cache(maxsize=20_000)
def _beside_bare(left: str, right: str) -> frozenset[str]:
    """The same for neighbours whose marks may be wrong, of unmarked letters."""
    known = _bare_neighbours()
    return known[0].get(left, frozenset()) | known[1].get(right, frozenset())


@cache
def _bare_neighbours() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    known = neighbours()
    return _by_bare(known.after), _by_bare(known.before)


def _by_bare(words: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, beside in words.items():
        bare = fold(word)
        found[bare] = found.get(bare, frozenset()) | beside
    return found


def _lone_vowel(small: str, left: str, right: str) -> str | None:
    """The vowel that is a word, read as a digit amid words that both know it."""
    vowel, known = _names().vowel, neighbours()
    amid = vowel in known.after.get(left.lower(), ()) and vowel in known.before.get(right, ())
    return vowel if amid and small in _names().alone else None


def _hooked(text: str, left: str) -> str | None:
    """The common word with a hook over its circumflex, where an acute was read and is none.

    'Tống' behind a word with a capital may be a name.
    """
    small = text.lower()
    if small in common() or (text[0].isupper() and left[:1].isupper()):
        return None
    apart = unicodedata.normalize("NFD", small)
    hooked = unicodedata.normalize("NFC", apart.replace(_ACUTE, _HOOK))
    return hooked if hooked != small and hooked in common() else None


def _abbreviation(text: str) -> str | None:
    """The known abbreviation with one letter that is like the one read, where there is but one."""
    known = neighbours().short
    if text in known:
        return None
    found = {one for one in known if len(one) == len(text) and _is_like(one, text)}
    return found.pop() if len(found) == 1 else None


def _is_like(one: str, other: str) -> bool:
    changed = [{a, b} for a, b in zip(fold(one), fold(other), strict=True) if a != b]
    if len(changed) > 1:
        return False
    return not changed or any(changed[0] <= set(pair) for pair in _names().alike)


def _one_letter_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _cased(meant: str, like: str) -> str:
    if meant.isupper() or like.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if like[0].isupper() else meant
