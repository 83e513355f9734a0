"""What a scope means in the mouth of the unit that reports.

'Tại thành phố' is the district level in a city's report and the province in Cần Thơ's; a unit
that names itself is the whole, and to a commune 'cấp xã' is itself.
"""

from __future__ import annotations

from functools import lru_cache

from extractor.book.terms import is_commune, is_of_city, own_level, term_book
from extractor.match.phrases import find
from extractor.match.tokens import tokens
from extractor.models import Scope
from extractor.text import fold

HOUSES = ("centre", "land_registry")
"""Levels of single bodies: one of them that reports means itself."""


def as_meant(scope: Scope, printed: str, issuer: str, parent: str = "") -> Scope | None:
    """The scope as this reporter means it; None where the reporter names itself."""
    if scope.level == "own":
        level = own_level(issuer) or own_level(printed)
        return Scope(level=level) if level else None
    if scope.level == "self":
        return None
    if scope.level == "city":
        return Scope(level="province" if is_of_city(f"{issuer} {parent}") else "district")
    if scope.level == "commune" and scope.name is None and is_commune(issuer):
        return None
    if scope.name is None and scope.level in HOUSES and scope.level == _house(issuer):
        return None
    name, own = _bare(scope.name or printed), _bare(issuer)
    if (
        own
        and len(name.split()) > 1
        and (own == name or own.endswith(" " + name) or own.startswith(name + " "))
    ):
        return None
    return scope


@lru_cache(maxsize=2_000)
def _house(issuer: str) -> str | None:
    """The level whose phrase a reporter's name begins with."""
    book, seen = term_book(), tokens(issuer, damaged=False)
    hits = find(book.scope_tree, seen, damaged=False)
    return next((book.scopes[hit.owner].level for hit in hits if hit.first == 0), None)


@lru_cache(maxsize=2_000)
def _bare(name: str) -> str:
    folded = " ".join(fold(name).split())
    return folded.replace("uy ban nhan dan ", "ubnd ").removeprefix("ubnd ").strip()
