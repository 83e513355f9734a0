"""Whose report it is: a name as a key that does not hang on how it was typed.

'UBND TP. Sa Đéc', 'Ủy ban nhân dân thành phố Sa Đéc' and the row 'TP Sa Đéc' are one key;
'xã Tân Thành' and 'xã Tân Thạnh' are two, and so are a district and a town of one name. Marks
count. What merely looks alike is :mod:`.aliases`' to propose. Knows names; no figure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.book.joining import unit_names
from extractor.head.names import word_key
from extractor.repair.gazetteer import places
from extractor.text import MARKS, fold

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A unit's name in parts, as keys: the body where it is not a place's own, rank and place."""

    words: Words
    """All that tells it from others, without the body that every place has."""
    rank: str = ""
    """'huyện', 'thị xã', 'phường' …, as the book writes it; '' for an office."""
    level: str = ""
    """The level of a scope that holds such units, '' where the name does not tell."""

    @property
    def place(self) -> Words:
        """The words behind the rank; () where there is no rank."""
        return self.words[len(self.rank.split()) :] if self.rank else ()

    def without(self, superior: Name | None) -> Name:
        """'Sở Y tế tỉnh An Giang' under that province is its 'Sở Y tế'."""
        tail = superior.words if superior else ()
        if tail and len(self.words) > len(tail) and self.words[-len(tail) :] == tail:
            return Name(self.words[: -len(tail)], self.rank, self.level)
        return self


NOBODY = Name(())


@lru_cache(maxsize=20_000)
def name_of(printed: str | None) -> Name:
    """The name in parts; :data:`NOBODY` for none."""
    words = tuple(_spelled(_TOKEN.findall(printed or "")))
    for body in _bodies():
        there = words[: len(body)]
        if there in (body, tuple(map(bare, body))) and len(words) > len(body):
            words = words[len(body) :]
            break
    unmarked = all(word.isascii() for word in words)
    for rank, level in _ranks():
        head = words[: len(rank)]
        if head == rank or (unmarked and head == tuple(map(bare, rank))):
            return Name((*rank, *words[len(rank) :]), " ".join(rank), level)
    return Name(words)


def bare(text: str) -> str:
    """Letters without marks, of a name's words as they are kept here."""
    return fold("".join(c for c in text if c not in MARKS))


def _spelled(tokens: list[str]) -> list[str]:
    """Keys of the words, abbreviations in capitals spelled out, connecting words left out."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        first = not found or tuple(found) in _bodies()
        whole = _abbreviations().get(token.upper()) if _short(tokens, at, first) else None
        for word in whole.split() if whole else (token,):
            if word.isdigit():
                found.append(str(int(word)))
            elif word.lower() not in unit_names().connecting:
                found.append(word_key(word))
    return found


def _short(tokens: list[str], at: int, first: bool) -> bool:
    """Whether a word may be an abbreviation: in capitals (or 'Tp'), with a name behind it.

    A single letter only where a rank may stand: first, or behind the body.
    """
    token = tokens[at]
    shouting = all(t.isupper() or t.isdigit() for t in tokens)
    if len(token) == 1:
        return token.isupper() and first and at + 1 < len(tokens)
    return (token.isupper() and (not shouting or len(token) < 5)) or token in ("Tp", "Tx", "Tt")


@cache
def _abbreviations() -> dict[str, str]:
    return unit_names().spelled_out


@cache
def _bodies() -> tuple[Words, ...]:
    return tuple(tuple(map(word_key, name.split())) for name in unit_names().bodies.names)


@cache
def _ranks() -> tuple[tuple[Words, str], ...]:
    """Ranks as keys, with their level, the longest first."""
    found = [
        (tuple(map(word_key, rank.split())), level)
        for level, ranks in unit_names().levels.items()
        for rank in ranks
    ]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


@cache
def twins() -> tuple[frozenset[Words], frozenset[str]]:
    """Places that two districts of a province share, and the ranks those have."""
    declared = unit_names().apart
    shared = frozenset(tuple(map(word_key, name.split())) for name in declared.pairs)
    return shared, frozenset(" ".join(map(word_key, w.split())) for w in declared.words)


def is_alone(name: Name) -> bool:
    """Whether no other unit of the country bears the name, so that it needs no superior.

    Communes and offices share their names, and so do many districts ('huyện Châu Thành').
    """
    if name.level == "district":
        return _districts()[name.place] == 1
    return name.level == "province"


@cache
def _districts() -> Counter[Words]:
    """In how many provinces a district of the name was."""
    return Counter(
        words
        for province in places().provinces
        for words in {tuple(map(word_key, _TOKEN.findall(name))) for name in province.districts}
    )


def province_of(district: Words) -> tuple[Words, ...]:
    """The province, with its rank, of a district's bare name; () where several have it or none."""
    return _provinces().get(district, ())


@cache
def _provinces() -> dict[Words, tuple[Words, ...]]:
    rank = tuple(map(word_key, unit_names().levels["province"][0].split()))
    found: dict[Words, list[Words]] = {}
    for province in places().provinces:
        mine = (*rank, *map(word_key, _TOKEN.findall(province.name)))
        for district in {tuple(map(word_key, _TOKEN.findall(d))) for d in province.districts}:
            found.setdefault(district, []).append(mine)
    return {district: tuple(of) if len(of) == 1 else () for district, of in found.items()}


@cache
def rank_groups() -> tuple[frozenset[str], ...]:
    """Ranks between which a place may change."""
    groups = unit_names().renamed.ranks
    return tuple(frozenset(" ".join(map(word_key, r.split())) for r in group) for group in groups)
