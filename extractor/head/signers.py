"""A signer's name and position as a page image gives them: what of it can be put right, and said.

A stamp over a name takes its marks, a signature over a position its last letter. What is one of
a closed list is known again; an open part is only doubted. Knows spelling; nothing of the page.
"""

from __future__ import annotations

from functools import cache

from extractor.book.head import people, positions
from extractor.repair.syllables import is_syllable
from extractor.text import fold

_LONG = 8
"""Letters from which a position is known although one of them is lost or wrong."""


def near_position(text: str) -> str | None:
    """'PHÓ CHỦ TIC' → 'PHÓ CHỦ TỊCH'; None for what is no position of the list."""
    folded = fold(" ".join(text.split()).strip(" .,;:"))
    if exact := known_positions().get(folded):
        return exact
    if len(folded) < _LONG:
        return None
    near = {name for key, name in known_positions().items() if one_off(key, folded)}
    return near.pop() if len(near) == 1 else None


def family_name(word: str) -> str | None:
    """The family name as it is written that a word, marks aside, can be; None if not one only."""
    if word in surnames().get(fold(word), ()):
        return word
    names = surnames().get(fold(word), frozenset())
    return next(iter(names)) if len(names) == 1 else None


def is_name(name: str) -> bool:
    """Whether every word of a name can be one, marks and all, and the first is a family name."""
    words = name.split()
    syllables = all(is_syllable(word.lower()) for word in words)
    return syllables and words[0] in surnames().get(fold(words[0]), ())


def one_off(first: str, second: str) -> bool:
    """Whether two texts differ by one letter at most: another, one more, or one less."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    rest, other = first[start:], second[start:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


@cache
def known_positions() -> dict[str, str]:
    """Folded → as it is printed above a name, the deputies' too."""
    p = positions()
    names = [*p.positions, *(f"{p.deputy} {name}" for name in p.positions)]
    return {fold(name): name.upper() for name in names}


@cache
def surnames() -> dict[str, frozenset[str]]:
    """Folded → the family names that it can be."""
    table: dict[str, set[str]] = {}
    for name in people().surnames:
        table.setdefault(fold(name), set()).add(name)
    return {key: frozenset(names) for key, names in table.items()}
