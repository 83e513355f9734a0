"""A unit's name in parts, with the places that it says it lies in.

'UBND TP. Cao Lãnh, tỉnh Đồng Tháp' is the rank 'thành phố', the words 'cao lãnh' and, above
it, the rank 'tỉnh' with the words 'đồng tháp'. How one name is spelled in many ways is known
to :mod:`extractor.across.units`; this knows where a second name begins. Knows no unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.across.units import Words, bare
from extractor.across.units import name_of as spelled
from extractor.book.joining import unit_names
from extractor.head.names import word_key
from extractor.text import fold

PLACES = ("province", "district", "commune")
"""Levels whose ranks begin the name of a place wherever they stand."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its words as keys in which the place of a tone mark makes no difference."""

    words: Words
    """Without the rank."""
    rank: str = ""
    """As the book writes it, '' where the name has none."""
    level: str = ""
    """That the rank is of."""
    above: tuple[Name, ...] = ()
    """What it says that it belongs to, nearest first."""

    @property
    def bare(self) -> str:
        """The words without marks and spaces."""
        return bare("".join(self.words))

    @property
    def unmarked(self) -> bool:
        """Whether no letter of it has a mark: it may have lost them all."""
        return all(word.isascii() for word in self.words)


@lru_cache(maxsize=20_000)
def name_of(written: str) -> Name:
    """The name in parts; without words where nothing is left of it."""
    whole = spelled(written)
    # A word without marks is only a rank that lost its own where all the writing lost them:
    # 'huyện Xa Dung' is a district.
    own, *others = _parts(whole.place if whole.rank else whole.words, lost=written.isascii())
    above: tuple[Name, ...] = ()
    for rank, level, words in reversed(others):
        above = (Name(words, rank, level, above), *above) if words else above
    # 'Thanh tra tỉnh' is called by the rank of its place.
    words = own[2] or (tuple(word_key(word) for word in others[0][0].split()) if others else ())
    return Name(words, _written(whole.rank), whole.level, above)


def without_body(written: str) -> str:
    """'xã An Thịnh' of 'Ủy ban nhân dân xã An Thịnh': as it is called in its superior's tables."""
    names = unit_names()
    short = (short for short, whole in names.spelled_out.items() if whole in names.bodies.names)
    for body in (*names.bodies.names, *short):
        if fold(written).startswith(f"{fold(body)} "):
            return written[len(body) :].strip()
    return written


def _parts(words: Words, *, lost: bool) -> list[tuple[str, str, Words]]:
    """Rank, level and words of each name; the first has no rank."""
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    at = 0
    while at < len(words):
        rank = next((r for r in _ranks(lost) if words[at : at + len(r)] == r), None)
        if rank is None:
            parts[-1][2].append(words[at])
            at += 1
        else:
            parts.append((*_ranks(lost)[rank], []))
            at += len(rank)
    return [(rank, level, tuple(name)) for rank, level, name in parts]


@cache
def _written(rank: str) -> str:
    """A rank as the book writes it."""
    all_ranks = (one for ranks in unit_names().levels.values() for one in ranks)
    known = {" ".join(map(word_key, one.split())): one for one in all_ranks}
    return known.get(rank, rank)


@cache
def _ranks(unmarked: bool) -> dict[Words, tuple[str, str]]:
    """Ranks of places as keys, the longest first, with how the book writes them and their level."""
    levels = unit_names().levels
    ranks = [(rank, level) for level in PLACES for rank in levels[level]]
    found = {}
    for rank, level in sorted(ranks, key=lambda entry: -len(entry[0].split())):
        words = tuple(map(word_key, rank.split()))
        found[tuple(map(bare, words)) if unmarked else words] = (rank, level)
    return found
