"""What a scope means in the mouth of the unit that reports.

'Tại thành phố' is the district level in a city's report and the province in Cần Thơ's; a unit
that names itself is the whole, and to a commune 'cấp xã' is itself.
"""

from __future__ import annotations

from functools import lru_cache

from extractor.book.terms import is_commune, is_of_city, own_level
from extractor.models import Scope
from extractor.text import fold


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
    name, own = _bare(scope.name or printed), _bare(issuer)
    if (
        own
        and len(name.split()) > 1
        and (own == name or own.endswith(" " + name) or own.startswith(name + " "))
    ):
        return None
    return scope


@lru_cache(maxsize=2_000)
def _bare(name: str) -> str:
    folded = " ".join(fold(name).split())
    return folded.replace("uy ban nhan dan ", "ubnd ").removeprefix("ubnd ").strip()
