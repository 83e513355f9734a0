"""Printed blanks of a head that were filled by hand and came out of a scan as something else.

'Số: … /BC-UBND' and 'ngày … tháng 6 năm 2023' are known by what is printed around them; what
stands in them is here no reading, however much it looks like one. Knows the two blanks; whether
ink stands in them is told by the page.
"""

from __future__ import annotations

from functools import cache

from extractor.book.head import phrases
from extractor.head.numbers import NOTATION
from extractor.patience import Match, Pattern


@cache
def number_blank() -> Pattern:
    """Behind 'Số', on printed text: groups noise and notation."""
    return Pattern(rf"[\s:.…_]*(?P<noise>[^\n]{{1,14}}?)[\s.…_]*/\s*(?P<notation>{NOTATION})")


@cache
def date_blank() -> Pattern:
    """On folded text: groups noise, m and y."""
    p = phrases()
    return Pattern(
        rf"(?<!\w){p.day}(?P<noise>\s*[^\n,;]{{1,8}}?)\s*{p.month}[\s.…_]*"
        rf"(?P<m>\d{{1,2}}(?!\d))[\s.…_]*{p.year}\s*(?P<y>(?:19|20)\d\d)(?!\d)"
    )


def notation_behind(text: str, at: int) -> Match | None:
    """The blank of a number that begins at ``at``, where its filling is no number."""
    return number_blank().match(text, at)


def date_around(folded: str) -> Match | None:
    """The blank of a day, where its filling is no number, with its month and year."""
    return date_blank().search(folded)
