"""Words that always stand together, found again whole: 'XÃ H?I CH? NGH?A' is 'XÃ HỘI CHỦ NGHĨA'.

The national title, names of offices and fields of work, provinces and districts. Where two of
them are printed alike after a loss ('PH? YÊN'), nobody knows which it was, and no word is put in.
Knows names; what a page lost is known to :mod:`extractor.repair.lost`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain

from extractor.book.loading import Declared, load
from extractor.repair.gazetteer import places
from extractor.repair.known import known_names

_WORD = re.compile(r"[^\W\d_]+")
FEWEST = 3
"""Words of what is no place's name; two are known by each other (:mod:`extractor.repair.lost`)."""
Same = Callable[[str, str], bool]
"""Whether a word as it is printed may have been another, both in small letters."""


class Lost(Declared):
    """``patterns/text/lost.toml``."""

    meaning: str
    cells: tuple[str, ...]
    lines: tuple[str, ...]
    """What stands on every document."""
    before_places: tuple[str, ...]
    """Words with which the name of a place is begun; others may be printed like one."""


@cache
def lost_words() -> Lost:
    """What is declared of words that lost letters."""
    return load(Lost, "text/lost.toml")


@cache
def _names() -> frozenset[tuple[str, ...]]:
    """Of places."""
    names = chain.from_iterable((p.name, p.since_2025, *p.districts) for p in places().provinces)
    return frozenset(_phrases(names))


@cache
def _of_length() -> dict[tuple[int, str], list[tuple[str, ...]]]:
    """The phrases by the length of their first word and its first letter, or ''."""
    found: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    others = _phrases((*lost_words().lines, *known_names()))
    for phrase in sorted({*(one for one in others if len(one) >= FEWEST), *_names()}):
        first = phrase[0]
        found[len(first), first[0] if first[0].isascii() else ""].append(phrase)
    return found


def _phrases(names: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for name in names:
        words = tuple(_WORD.findall(name.lower()))
        if len(words) > 1:
            yield words


def set_words(printed: Sequence[str], same: Same) -> dict[int, str]:
    """Of words in a row, as they are printed: which is surely another, in small letters.

    '' for one that may be either of two. Where no phrase goes on, '' stands in the row.
    """
    found: dict[int, str] = {}
    small = [word.lower() for word in printed]
    for at, word in enumerate(small):
        if at in found or not word:
            continue
        opening = {word[0] if word[0].isascii() and word[0].isalpha() else "", ""}
        fits = [
            phrase
            for letter in opening
            for phrase in _of_length().get((len(word), letter), ())
            if _fits(phrase, small[at : at + len(phrase)], same)
            and (phrase not in _names() or _is_place(printed, at, len(phrase), same))
        ]
        longest = max(map(len, fits), default=0)
        fits = [phrase for phrase in fits if len(phrase) == longest]
        for n in range(longest):
            told = {phrase[n] for phrase in fits}
            found[at + n] = told.pop() if len(told) == 1 else ""
    return found


def _is_place(printed: Sequence[str], at: int, length: int, same: Same) -> bool:
    """Whether words may name a province or a district: in capitals, behind 'huyện'."""
    if not at or any(word[0].islower() for word in printed[at : at + length]):
        return False
    return any(same(printed[at - 1].lower(), one) for one in lost_words().before_places)


def _fits(phrase: Sequence[str], words: Sequence[str], same: Same) -> bool:
    return len(phrase) == len(words) and all(map(same, words, phrase))
