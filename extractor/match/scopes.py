"""What a scope means in the mouth of the unit that reports.

'Tại thành phố' is the district level in a city's report and the province in Cần Thơ's; a unit
that names itself is the whole, and to a commune 'cấp xã' is itself.
"""

from __future__ import annotations

from functools import cache, lru_cache

from extractor.book.head import agencies
from extractor.book.joining import unit_names
from extractor.book.terms import is_commune, is_of_city, own_level, term_book
from extractor.match.near import distance, is_slip
from extractor.match.phrases import find
from extractor.match.tokens import tokens
from extractor.models import Scope
from extractor.text import fold

HOUSES = ("centre", "land_registry")
"""Levels of single bodies: one of them that reports means itself."""
_INNER = {"commune": ("district", "province"), "district": ("province",)}
"""Levels of places, and those of the places they lie in."""


def as_meant(
    scope: Scope, printed: str, issuer: str, parent: str = "", *, damaged: bool = False
) -> Scope | None:
    """The scope as this reporter means it; None where the reporter names itself.

    Of ``damaged`` text either name may be misread.
    """
    if scope.level == "own":
        level = own_level(issuer) or own_level(printed)
        return Scope(level=level) if level else None
    if scope.level == "offices":
        return None if own_level(issuer) == "whole" else Scope(level="district")
    if scope.level == "joint":
        return (
            Scope(level="unit", name=scope.name or printed)
            if own_level(issuer) == "province"
            else None
        )
    if scope.level == "self":  # 'của huyện' is a level in a province's report
        words = _bare(printed).split()
        rank = next((" ".join(words[-n:]) for n in (2, 1) if _rank(" ".join(words[-n:]))), "")
        below = own_level(issuer) == "province" and _rank(rank) == "district"
        return Scope(level="district") if below and not _bare(issuer).startswith(rank) else None
    if scope.level == "house":  # 'Sở': the reporter, unless it is of another kind
        return None if _bare(issuer).startswith(f"{_bare(printed)} ") else scope
    if scope.level == "rank":
        rank = _rank(printed)  # 'thành phố' is the reporter in Huế's report, a level in Nghệ An's
        other = own_level(issuer) == "province" and not _bare(issuer).startswith(_bare(printed))
        return Scope(level=rank) if other and rank == "district" else None
    if scope.level == "does":  # a field of work, where a level of its own is spoken of
        return None if _is_all_of(_bare(issuer), fold(scope.name or "")) else scope
    if scope.level == "city":
        return Scope(level="province" if is_of_city(f"{issuer} {parent}") else "district")
    if scope.level == "commune" and scope.name is None and is_commune(issuer):
        return None
    if scope.name is None and scope.level in HOUSES and scope.level == house_of(issuer):
        return None
    named = scope.name or printed
    name, own = _bare(_mended(named) if damaged else named), _bare(issuer)
    if not own or scope.level == "field":  # 'Môi trường' of 'Sở Tài nguyên và Môi trường'
        return scope
    if len(name.split()) > 1 and (
        own == name
        or own.endswith(" " + name)
        or own.startswith(name + " ")
        or (damaged and is_misread(name, own))
    ):
        return None
    return scope


def _is_all_of(own: str, field: str) -> bool:
    """'Lĩnh vực tư pháp' is all that a 'Sở Tư pháp' does."""
    _, _, does = own.partition(" ")
    return does == field or (does.startswith(f"{field} ") and bool(_rank(does[len(field) + 1 :])))


@lru_cache(maxsize=2_000)
def is_misread(name: str, other: str) -> bool:
    """Whether one folded name may be the other, or its beginning or end, with letters misread.

    Numbers are as they stand.
    """
    words, others = name.split(), other.split()
    return any(
        _words_misread(words, part) for part in (others[: len(words)], others[-len(words) :])
    )


def _words_misread(words: list[str], others: list[str]) -> bool:
    return len(words) == len(others) and all(
        one == two or (not (one + two).isdecimal() and (_near(one, two) or _near(two, one)))
        for one, two in zip(words, others, strict=True)
    )


def _near(one: str, two: str) -> bool:
    """Whether a folded word may be another."""
    return distance(one, two) is not None


@lru_cache(maxsize=2_000)
def house_of(issuer: str) -> str | None:
    """The level whose phrase a reporter's name begins with."""
    book, seen = term_book(), tokens(issuer, damaged=False)
    hits = find(book.scope_tree, seen, damaged=False)
    return next((book.scopes[hit.owner].level for hit in hits if hit.first == 0), None)


def _mended(name: str) -> str:
    """'Uy ban nhén dan quan 6': a committee's words that were misread as they are meant."""
    meant = fold(agencies().committees[0]).split()
    words = fold(name).split()
    misread = all(map(is_slip, words, meant)) and len(words) > len(meant)
    return " ".join([*meant, *words[len(meant) :]]) if misread else name


@lru_cache(maxsize=2_000)
def _bare(name: str) -> str:
    """The name folded, its rank spelled out ('UBND TP. Vinh': 'thanh pho vinh')."""
    folded = " ".join(fold(name).replace(".", " ").split())
    bare = folded.replace("uy ban nhan dan ", "ubnd ").removeprefix("ubnd ").strip()
    rank, _, place = bare.partition(" ")
    return f"{_spelled_out().get(rank, rank)} {place}".strip()


@cache
def _spelled_out() -> dict[str, str]:
    """Abbreviated ranks, folded."""
    return {fold(short): fold(full) for short, full in unit_names().spelled_out.items()}


@lru_cache(maxsize=2_000)
def lies_in(name: str, other: str) -> bool:
    """'Phường 14' lies in 'quận Gò Vấp': the place of a unit, by what ranks they have."""
    one, two = _rank(name), _rank(other)
    return one in _INNER and two in _INNER[one]


def is_place(name: str) -> bool:
    """'UBND tỉnh', 'huyện Bắc Bình'; but 'Văn phòng UBND tỉnh' is an office, of no level."""
    return bool(_rank(name))


def is_own(name: str, issuer: str) -> bool:
    """Whether a name is all of the reporter's, 'UBND' apart."""
    return bool(issuer) and _bare(name) == _bare(issuer)


def is_territory(name: str) -> bool:
    """'Xã Bảo Hà', 'UBND huyện Vị Thủy': a place with offices and fields of work of its own."""
    return _rank(name) in ("province", "district", "commune")


def serves(name: str, level: str) -> bool:
    """Whether a counter's name says which level's it is: 'Trung tâm … công tỉnh', '… cấp xã'."""
    ranks = unit_names().levels.get(level, ())
    return any(f" {fold(rank).strip()} " in f"{_bare(name)} " for rank in ranks)


def _rank(name: str) -> str:
    """The level that the rank at the head of a name is of, '' for none."""
    bare = f"{_bare(name)} "
    levels = unit_names().levels.items()
    return next((level for level, ranks in levels if bare.startswith(_heads(ranks))), "")


@cache
def _heads(ranks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{fold(rank)} " for rank in ranks)
