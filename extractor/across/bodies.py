"""Whether two agencies, as documents print them, are one: surely, perhaps, or not.

A document tells the issuer of another short: 'UBND Thành phố' is that of its own town, 'Phòng Nội
vụ' that of its own district, and one that is not told at all is mostly its own. What it leaves out
is looked for in its own head; where that does not tell either, nothing is taken for certain.
Knows names; no document and no date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from extractor.across.units import Words, name_of, province_of
from extractor.book.joining import citing, unit_names
from extractor.head.names import word_key
from extractor.text import fold

Sameness = Literal["same", "maybe", "other"]
_LEVELS = ("province", "district", "commune")
_NEAR = 0.8
"""Likeness of two places of which a worn page may have made two."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An office and whose it is, as keys: 'phòng nội vụ' of 'thị xã đức phổ'."""

    office: Words = ()
    """() for the place's own committee and its chairman."""
    home: Words = ()
    """Rank and name of the place; a rank alone where no more is printed; () where none is."""

    @property
    def placed(self) -> bool:
        """Whether the place is named, not its rank alone."""
        return len(self.home) > 0 and self.home not in _ranks()


def agency_of(issuer: str | None, parent: str | None = None) -> Agency:
    """An issuer in its parts; the superior printed above it tells whose an office is."""
    found = _parts(name_of(_without_post(issuer or "")).words)
    if found.home or not parent:
        return found
    return Agency(found.office, _parts(name_of(parent).words).home)


def homes(issuer: str | None, parent: str | None) -> tuple[Words, ...]:
    """The places that a document with this head means where it names none, the nearest first."""
    told = [_parts(name_of(name).words).home for name in (issuer, parent) if name]
    found = [home for home in told if home and home not in _ranks()]
    return tuple(dict.fromkeys((*found, *(p for home in found for p in _above(home)))))


def sameness(cited: str | None, near: Sequence[Words], target: Agency) -> Sameness:
    """Whether the agency that a document names is the one that issued another.

    ``near`` are the :func:`homes` of the document that names it.
    """
    if cited is None:
        return "same" if target.placed and target.home in near else "maybe"
    told = agency_of(cited)
    place = _place(told, near, target)
    if place == "other":
        return "other"
    return "same" if place == "same" and told.office == target.office else "maybe"


def _place(told: Agency, near: Sequence[Words], target: Agency) -> Sameness:
    if not target.placed:
        return "maybe"
    if told.placed:
        return alike(told.home, target.home)
    if not told.home:
        return "same" if target.home in near else "maybe"
    meant = next((home for home in near if home[: len(told.home)] == told.home), None)
    if meant is not None:
        return "same" if target.home == meant else "other"
    return "maybe" if target.home[: len(told.home)] == told.home else "other"


def alike(one: Words, other: Words) -> Sameness:
    """Places: a longer one tells the superior too, and names are shared."""
    if one == other:
        return "same"
    shared = min(len(one), len(other))
    if one[:shared] == other[:shared]:
        return "maybe"
    texts = (fold(" ".join(one)), fold(" ".join(other)))
    return "maybe" if SequenceMatcher(None, *texts).ratio() >= _NEAR else "other"


def _parts(words: Words) -> Agency:
    """The office before the first word of a rank, the place from there on."""
    for at in range(len(words)):
        for rank in _ranks():
            if words[at : at + len(rank)] == rank and not _no_place(words[at:]):
                return Agency(_office(words[:at]), words[at:])
    return Agency(_office(words))


def _office(words: Words) -> Words:
    """'Chủ tịch Ủy ban nhân dân' of a place is the place itself."""
    for body in map(_keys, unit_names().bodies.names):
        if words[-len(body) :] == body and len(words) == len(body):
            return ()
    return words


def _no_place(words: Words) -> bool:
    return any(words[: len(other)] == other for other in map(_keys, citing().no_places))


def _above(home: Words) -> tuple[Words, ...]:
    """The province of a district, where its name tells."""
    for rank in map(_keys, unit_names().levels["district"]):
        if home[: len(rank)] == rank:
            return province_of(home[len(rank) :])
    return ()


def _without_post(printed: str) -> str:
    words = printed.split()
    for post in citing().posts:
        count = len(post.split())
        if fold(" ".join(words[:count])) == fold(post):
            return " ".join(words[count:])
    return printed


@cache
def _keys(name: str) -> Words:
    return tuple(map(word_key, name.split()))


@cache
def _ranks() -> tuple[Words, ...]:
    """The longest first: 'thị xã' holds a 'xã'."""
    return tuple(sorted({_keys(rank) for rank in _words_of_ranks()}, key=len, reverse=True))


def _words_of_ranks() -> Iterator[str]:
    for level in _LEVELS:
        yield from unit_names().levels[level]
