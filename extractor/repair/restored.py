"""Garbled words as they were printed: 'dting han' is 'đúng hạn', 'h6 so' is 'hồ sơ'.

Of the syllables that a word may have been (:mod:`extractor.repair.channel`) those are taken
that stand beside one another in reports (``patterns/text/neighbours.toml``). A word that may have
been none of them is left as it is, and so is what begins with a digit.
Knows spelling and neighbours; not what a word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log, log1p
from typing import NamedTuple

from extractor.book.loading import Declared, load
from extractor.models import CleanPage, Edit
from extractor.repair.channel import LONGEST, Node, meant, tree
from extractor.text import fold

NUMBER, SIGN, UNKNOWN = "#", ".", "?"
"""What stands in a row of words for a number, for a sign, and for a word that is left alone."""
_TOKEN = re.compile(
    r"(?P<number>\d[\d.,/%]*(?![^\W\d_]))(?P<thousands>(?=\s\d{3}(?!\d|\s?%|,\d)))?"
    r"|(?P<word>[^\s.,;:()\[\]{}\"“”!|–—*+/'‘’`-]+)"
    r"|(?P<sign>[^\s\w]|_|\n\s*\n)"
)
_VOWEL = re.compile(r"[^bcdfghjklmnpqrstvwxz]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_WORD = frozenset((NUMBER, SIGN, UNKNOWN))
_SPECKS = frozenset(".'‘’`")
PAIRED = 0.85
"""Weight of how often two words stand together, beside how often the second is met at all."""
SHORT = 2
"""Digits that may have been a word's letters; counts below ten are printed with a nought."""
COUNTED = -7.5
"""Log of the probability that a number is some one short one."""
ALONE = -10.0
"""Log of the probability of a word that is none of the known ones."""
EACH = -1.2
"""What each of its letters adds."""
_NOTHING = 1e-9
_UNHEARD = log(_NOTHING)


class Neighbours(Declared):
    """``patterns/text/neighbours.toml``."""

    meaning: str
    made_with: str
    words: dict[str, str]
    """Syllable → how often it was met, and before what: '5210 sơ 5021, khẩu 12'."""


class Known(NamedTuple):
    """The syllables of reports."""

    root: Node
    alone: dict[str, float]
    """Syllable → the log of how likely it is behind a word that it never stood behind."""
    behind: dict[str, dict[str, float]]
    """Syllable → what it stood behind → how much likelier it is there, as a log."""


@cache
def known() -> Known:
    """What was counted."""
    declared = load(Neighbours, "text/neighbours.toml").words
    counts: dict[str, int] = {}
    pairs: dict[str, dict[str, float]] = {}
    for word, told in declared.items():
        met, _, behind = told.partition(" ")
        counts[word] = int(met)
        for pair in behind.split(", ") if behind else ():
            second, often = pair.rsplit(" ", 1)
            pairs.setdefault(second, {})[word] = int(often) / int(met)
    whole = sum(counts.values())
    share = {word: (1 - PAIRED) * met / whole + _NOTHING for word, met in counts.items()}
    alone = {word: log(likely) for word, likely in share.items()}
    behind_of = {
        second: {
            first: log1p(PAIRED * often / share.get(second, _NOTHING))
            for first, often in firsts.items()
        }
        for second, firsts in pairs.items()
    }
    return Known(tree(word for word in counts if word.islower()), alone, behind_of)


NAME = "misread-words"
"""The repair, as it is recorded."""


def is_restored(page: CleanPage) -> bool:
    """Whether the words of a page were put right so."""
    return any(fix.name == NAME for fix in page.fixes)


def restored(text: str) -> list[Edit]:
    """Every word that was surely another, as an edit; its marks as far as its neighbours tell."""
    matches = list(_TOKEN.finditer(text))
    row = list(
        chosen(_options(match, before) for before, match in pairwise([None, *matches]) if match)
    )
    edits = []
    for at, (match, word) in enumerate(zip(matches, row, strict=True)):
        new = match.group()
        if word not in _NO_WORD and (new.islower() or is_borne(row, at)):
            new = _shaped(word, match.group())
        elif word == SIGN and _is_speck(matches, row, at):
            new = " "
        if new != match.group():
            edits.append(Edit(match.start(), match.end(), new))
    return edits


def is_borne(row: Sequence[str], at: int) -> bool:
    """Whether a word stands beside one as in reports: 'Tré hạn'; a name stands beside any."""
    beside = pairwise(row[max(at - 1, 0) : at + 2])
    stood = known().behind
    return any(
        first in stood.get(second, ()) and _NO_WORD.isdisjoint((first, second))
        for first, second in beside
    )


def _is_speck(matches: Sequence[re.Match[str]], row: Sequence[str], at: int) -> bool:
    """'Một.cửa', "hồ'sơ": a sign right between two words, the second not in capitals."""
    if not 0 < at < len(matches) - 1 or not {row[at - 1], row[at + 1]}.isdisjoint(_NO_WORD):
        return False
    before, sign, behind = matches[at - 1 : at + 2]
    close = before.end() == sign.start() and sign.end() == behind.start()
    return close and sign.group() in _SPECKS and behind.group().islower()


def _shaped(word: str, printed: str) -> str:
    """A word with the capitals of the print; of a name the letters alone, for it may be any."""
    if not printed[0].isupper():
        return word
    bare = fold(word)
    if bare == fold(printed):
        return printed
    return bare.upper() if len(printed) > 1 and printed.isupper() else bare.capitalize()


Option = tuple[str, float, dict[str, float]]
"""What a token may be; the log of how likely it is then printed so, behind a word it never stood
behind; and what more it gets behind each that it did stand behind."""


def _option(word: str, printed: float) -> Option:
    if word == UNKNOWN:
        return (word, printed, {})
    told = known()
    return (word, printed + told.alone.get(word, _UNHEARD), told.behind.get(word, {}))


def _options(match: re.Match[str], before: re.Match[str] | None) -> Sequence[Option]:
    if word := match["word"]:
        return _read(word.lower(), word.isupper())
    number = match["number"]
    short = number and len(number) <= SHORT and number.isdecimal() and number[0] != "0"
    if match["thousands"] is not None:  # '14 911' is as likely one number as 'là 911'
        short = False
    if short and not (before and _in_capitals(before.group())):
        return _counted(number)
    return _number() if number else _sign()


@cache
def _number() -> tuple[Option, ...]:
    return (_option(NUMBER, 0.0),)


@cache
def _sign() -> tuple[Option, ...]:
    return (_option(SIGN, 0.0),)


def _in_capitals(printed: str) -> bool:
    """'QUẬN 6' is a name; 'TTHC 6 cấp xã' may be 'ở'."""
    return len(printed) > 1 and printed.isupper() and printed not in known().alone


@lru_cache(maxsize=50_000)
def _read(word: str, capitals: bool) -> tuple[Option, ...]:
    """What a lower-case word may be; an abbreviation of what has capitals or no vowel."""
    left = (UNKNOWN, ALONE + EACH * len(word))
    if len(word) > LONGEST:
        return (_option(*left),)
    if not _LETTER.search(word):  # '& cấp xã' is 'ở cấp xã'
        return weighed((SIGN, COUNTED), *meant(known().root, word))
    found = meant(known().root, word)
    abbreviated = capitals or _VOWEL.search(word) is None
    short = ((word.upper(), 0.0),) if abbreviated and word.upper() in known().alone else ()
    return weighed(*short, *found, left)


@cache
def _counted(number: str) -> tuple[Option, ...]:
    """What a short number may be: '16' behind 'tỷ' is 'lệ', '6' before 'tỉnh' is 'ở'."""
    return weighed((NUMBER, COUNTED), *meant(known().root, number))


def weighed(*options: tuple[str, float]) -> tuple[Option, ...]:
    """What a token may be, of what it may be and the log of how likely it is then printed so."""
    return tuple(_option(word, printed) for word, printed in options)


def chosen(rows: Iterable[Sequence[Option]]) -> Iterator[str]:
    """The likeliest of the options of each token, seen together (Viterbi, 1967).

    A word stood behind few others. Behind all the rest it is equally likely, so that of those
    only the likeliest is asked.
    """
    paths: dict[str, float] = {SIGN: 0.0}
    ways: list[dict[str, str]] = []
    for options in rows:
        onward: dict[str, float] = {}
        back: dict[str, str] = {}
        top, first = max(zip(paths.values(), paths, strict=True))
        for word, printed, stood in options:
            likely, before = top + printed, first
            if stood:
                for other, so_far in paths.items():
                    more = stood.get(other)
                    if more is not None and so_far + printed + more > likely:
                        likely, before = so_far + printed + more, other
            onward[word], back[word] = likely, before
        paths = onward
        ways.append(back)
    word = max(paths, key=paths.__getitem__)
    row = []
    for back in reversed(ways):
        row.append(word)
        word = back[word]
    return reversed(row)
