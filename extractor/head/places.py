"""The place in an agency's name: whether one is missing, and the one of the agency above.

'Văn phòng HĐND và UBND' under 'UBND huyện …' is that district's office; 'Chi nhánh huyện …'
under 'Văn phòng Đăng ký đất đai' is a branch of it. Nothing is taken from outside the page.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.book.head import agencies
from extractor.head.names import word_key
from extractor.patience import Pattern
from extractor.text import fold


def whole(name: str, parent: str | None) -> str:
    """A name as its letterhead means it, with what it leaves to the agency above."""
    if parent is None:
        return name
    if branch := _branch(name, parent):
        return branch
    place = place_of(parent)
    if place is None:
        return name
    if needs_place(name):
        return f"{name} {place}"
    kind = _last_place().search(fold(name)) if ends_in_place(name) else None
    same = kind is not None and fold(place).startswith(f"{kind.group()} ")
    return f"{name[: kind.start()]}{place}" if kind and same else name


def needs_place(name: str) -> bool:
    """Whether a name, whole as it is, is that of an office every place has."""
    return fold(name) in _placed()


def place_of(name: str) -> str | None:
    """'Ủy ban nhân dân huyện Đức Huệ' → 'huyện Đức Huệ'; None without a place's name."""
    for match in _place_word().finditer(fold(name)):
        rest = name[match.end() :].lstrip()
        if rest[:1].isupper() or rest[:1].isdigit():
            return name[match.start() :].strip()
    return None


def ends_in_place(name: str) -> bool:
    """Whether a name ends with 'huyện', 'tỉnh' …, so that the place's own name must follow."""
    return _breaks_off(_last_place(), name)


def is_cut_short(name: str) -> bool:
    """Whether a name breaks off before its place: at 'thành phố', at 'Ủy ban nhân dân'."""
    return _breaks_off(_cut_short(), name)


def _breaks_off(ending: Pattern, name: str) -> bool:
    """'tỉnh Hà Tĩnh' does not, though its last word without marks is a level's.

    A level's word with other marks is a name's behind a level, and a level's misread elsewhere.
    """
    match = ending.search(fold(name))
    if match is None:
        return False
    last = word_key(name[match.start() :])
    alike = any(last == word_key(word) for word in agencies().places)
    return alike or place_of(name[: match.start()].rstrip()) is None


def _branch(name: str, parent: str) -> str | None:
    """'Chi nhánh huyện …' as the branch of the office above, named in full."""
    a = agencies()
    folded, lead = fold(name), f"{fold(a.branch)} "
    if not folded.startswith(lead) or not fold(parent).startswith(fold(a.branch_of)):
        return None
    if not _place_word().match(folded, len(lead)):
        return None
    own = place_of(parent)
    office = parent[: -len(own)].rstrip() if own else parent
    return f"{a.branch} {office} {name[len(lead) :]}"


def _words() -> str:
    names = sorted(agencies().places, key=len, reverse=True)
    return "|".join(re.escape(fold(p)).replace(r"\ ", r"\s+") for p in names)


@cache
def towns() -> str:
    """Expression for a word of places that may stand before a place's name."""
    return rf"(?:(?:{_words()})\s+)?"


@cache
def _cut_short() -> Pattern:
    """The end of a name that breaks off, on folded text."""
    spelled = agencies().spelled_out
    bodies = "|".join(fold(n).replace(" ", r"\s+") for n in (*spelled, *spelled.values()))
    return Pattern(rf"(?<!\w)(?:{_words()}|{bodies})$")


@cache
def _last_place() -> Pattern:
    return Pattern(rf"(?<=\s)(?:{_words()})$")


@cache
def _place_word() -> Pattern:
    return Pattern(rf"(?<!\w)(?:{_words()})(?!\w)")


@cache
def _placed() -> frozenset[str]:
    return frozenset(fold(name) for name in agencies().placed)
