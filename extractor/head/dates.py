"""Dates as administrative documents print them, to ISO; a blank part stays blank.

Works on folded text and tolerates a reading error in the small words ('nim' for 'năm').
Knows no period and no document.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from extractor.book.head import phrases
from extractor.patience import Pattern

_DIGITS = str.maketrans("lioz", "1102")


@cache
def long_form() -> str:
    """'ngày 14 tháng 10 năm 2023' with day or month blank or dotted: groups d, m, y."""
    p = phrases()
    gap = r"[\s.…_,]*"
    return (
        rf"(?<!\w)(?:{p.day}[\s]*)+{gap}(?P<d>[\dlo]{{1,2}}(?!\d))?{gap}{p.month}{gap}"
        rf"(?P<m>[\dlo]{{1,2}}(?!\d))?{gap}{p.year}\s*(?P<y>(?:19|20)\d\d)(?!\d)"
    )


def short_form() -> str:
    """'15/5/2024', '11.5.2018', '1-7-2025', the day perhaps blank: groups d, m, y."""
    return (
        r"(?<![\d/.-])(?P<d>\d{1,2})?\s*(?P<s>[/.\-])\s*(?P<m>\d{1,2})\s*(?P=s)\s*"
        r"(?P<y>(?:19|20)\d\d)(?![\d/])"
    )


@cache
def _after() -> Pattern:
    """A date right at the start of a folded text, with or without its 'ngày'."""
    long = long_form()
    short = short_form().replace("<d>", "<d2>").replace("<m>", "<m2>").replace("<y>", "<y2>")
    return Pattern(rf"[\s,(]*(?:{long}|(?:(?:{phrases().day})\s*)*{short})")


def date_at(folded: str, pos: int = 0) -> tuple[str | None, int] | None:
    """The date that begins at ``pos`` (ISO, or YYYY-MM when the day is blank) and its end."""
    match = _after().match(folded, pos)
    if not match:
        return None
    got = match.groupdict()
    day, month, year = (got[k] or got[f"{k}2"] for k in "dmy")
    return iso(day, month, year), match.end()


def iso(day: str | None, month: str | None, year: str | None) -> str | None:
    """ISO date, or YYYY-MM without a day, or None where it is no date at all."""
    if not year or not month:
        return None
    try:
        m, y = int(month.translate(_DIGITS)), int(year)
        if day is None:
            return f"{y:04d}-{m:02d}" if 1 <= m <= 12 else None
        return date(y, m, int(day.translate(_DIGITS))).isoformat()
    except ValueError:
        return None
