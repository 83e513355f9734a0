"""Numbers of documents: '321/BC-UBND', '61/2018/NĐ-CP', '15-BC/HU', split or blank.

Knows the shape of a number and the abbreviations in it; not where one is looked for.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.book.head import agencies, types
from extractor.patience import Match, Pattern
from extractor.text import fold

_PART = r"[A-ZĐÐ](?:[A-ZĐÐ&\d][\w&]*|y[ĐÐ]|)(?!\w)"
"""An abbreviation: 'UBND', 'TTg', 'QyĐ', never the word that follows a number."""
_NEXT = rf"(?:[-–]\s*|\s[-–]|\.){_PART}"
"""A further part: 'KH-\\nUBND' and 'KH -UBND', but no dash or bullet between spaces."""
NOTATION = rf"{_PART}(?:{_NEXT})*"
"""'BC-UBND' behind a number's slash."""
NUMBER = Pattern(
    rf"""[\s:.…_]*(?:
      (?P<n>\d[\d\ ]{{0,6}}[a-zđ]?|)[\s.…_]*
        (?:/\s*(?P<y>(?:19|20)\d\d)\s*)?/\s*(?P<notation>{NOTATION})
    | (?P<n>\d{{1,6}})\s*[-–]\s*(?P<party>{_PART})\s*/\s*(?P<notation>{NOTATION})
    )""",
    re.VERBOSE,
)
"""A number after its 'số': groups n (may be empty: blank), y, party, notation."""

_ALONE = Pattern(rf"\s*/\s*(?P<notation>{NOTATION})\s*$")


def normal_number(match: Match) -> tuple[str | None, str]:
    r"""'53/KH-\n\nUBND' → ('53/KH-UBND', 'KH-UBND'); a blank number is None."""
    number = "".join(match["n"].split())
    notation = normal_notation(match["notation"])
    if match["party"]:
        party = normal_notation(match["party"])
        return f"{number}-{party}/{notation}", party
    year = f"{match['y']}/" if match["y"] else ""
    return (f"{number}/{year}{notation}" if number else None), notation


def lone_notation(text: str) -> str | None:
    """'/BC-UBND' on a line of its own: its 'Số:' stands elsewhere, and its number nowhere."""
    match = _ALONE.match(text)
    notation = normal_notation(match["notation"]) if match else ""
    return notation if type_of(notation) else None


def normal_notation(printed: str) -> str:
    r"""'KH -\nUBND' → 'KH-UBND'; marks that an abbreviation lost given back."""
    parts = "".join(printed.replace("–", "-").replace("Ð", "Đ").split()).split("-")
    return "-".join(_abbreviation(part) for part in parts)


@cache
def _abbreviation(part: str) -> str:
    """An abbreviation that lost its marks, where one only is meant ('ND' → 'NĐ')."""
    table = _known()
    near = table.get(fold(part), frozenset())
    return next(iter(near)) if len(near) == 1 and part.isupper() else part


@cache
def _known() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    codes = [t.code for t in types().types]
    for code in (*codes, *(a for a in agencies().abbreviations)):
        table.setdefault(fold(code), set()).add(code)
    return {key: frozenset(v) for key, v in table.items()}


def type_of(notation: str, *, dated: bool = False) -> str | None:
    """The type a notation names ('BC-UBND' → 'BC'), or None ('UBND-HC' names none).

    ``dated``: the number holds a year; types that always do are meant only then.
    """
    first = notation.split("-")[0]
    needs_year = _codes().get(first)
    return None if needs_year is None or (needs_year and not dated) else first


@cache
def _codes() -> dict[str, bool]:
    """Code → whether its numbers always hold the year."""
    return {t.code: t.dated for t in types().types}
