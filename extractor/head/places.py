"""The place in an agency's name: whether one is missing, and the one of the agency above.

'Văn phòng HĐND và UBND' under 'UBND huyện …' is that district's office; 'Chi nhánh huyện …'
under 'Văn phòng Đăng ký đất đai' is a branch of it. Nothing is taken from outside the page.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.book.head import agencies
from extractor.head.names import is_own, province_at_end, word_key
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


def at_home(issuer: str, parent: str | None) -> str:
    """A name by which its body is known among those of all places: 'Sở Y tế tỉnh An Giang'.

    Decree 30/2020, annex I, II.2: the superior's line bears the place, the body's own need not.
    A part of a body is called with the body: 'Ban Pháp chế Hội đồng nhân dân tỉnh …'.
    """
    place = place_of(parent) if parent else None
    if parent is None or place is None or place_of(issuer) or ends_in_place(issuer):
        return issuer
    if issuer.startswith(agencies().committees) or is_own(issuer):
        return issuer  # a committee's place is its own, though its marks may be lost
    return f"{issuer} {parent if _is_inner(issuer, parent) else place}"


def parted(issuer: str, parent: str | None) -> tuple[str, str | None]:
    """'Ủy ban nhân dân phường Cao Lãnh, tỉnh Đồng Tháp': the committee's name, and the one above.

    Only where no superior's line is printed, and only for committees: each place has one.
    """
    committee = next((n for n in agencies().committees if issuer.startswith(n)), None)
    place = place_of(issuer) if parent is None and committee else None
    if committee is None or place is None or issuer != f"{committee} {place}":
        return issuer, parent
    own, *others = _place_word().finditer(fold(place))
    for match in others:
        named = place[match.end() :].lstrip()[:1].isupper()
        if named and _rank(match.group()) < _rank(own.group()):
            name = f"{committee} {place[: match.start()].rstrip(' ,-–')}"
            return name, f"{committee} {place[match.start() :]}"
    return issuer, parent


def _rank(folded: str) -> int:
    ranks = enumerate(agencies().ranks)
    return next((n for n, words in ranks if folded in map(fold, words)), 0)


def _is_inner(issuer: str, parent: str) -> bool:
    return any(
        _begins(issuer, inner.starts) and _begins(parent, inner.of) for inner in agencies().inner
    )


def _begins(name: str, starts: tuple[str, ...]) -> bool:
    return fold(name).startswith(tuple(f"{fold(start)} " for start in starts))


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
    if match is None or "/" in name.rsplit(maxsplit=1)[-1]:  # 'theo QĐ 1204/QĐ-UBND' is whole
        return False
    last = word_key(name[match.start() :])
    alike = any(last == word_key(word) for word in agencies().places)
    return alike or place_of(name[: match.start()].rstrip()) is None


def _branch(name: str, parent: str) -> str | None:
    """'Chi nhánh huyện …', 'Chi nhánh Mộ Đức' as the branch of the office above, in full."""
    a = agencies()
    folded, lead = fold(name), f"{fold(a.branch)} "
    if not folded.startswith(lead) or not fold(parent).startswith(fold(a.branch_of)):
        return None
    if not _place_word().match(folded, len(lead)) and _begins(name[len(lead) :], a.starts):
        return None
    own = place_of(parent) or province_at_end(parent)
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
    a = agencies()
    short = (key for key, name in a.spelled_out.items() if name in a.committees)
    bodies = "|".join(fold(n).replace(" ", r"\s+") for n in (*short, *a.committees))
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
