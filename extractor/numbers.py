"""Printed numbers of Vietnamese reports: finding them, reading them, printing them.

A dot parts thousands, a comma the decimals ('1.465', '68,48'); files also print neither
('1955'), both the other way round ('99.57%'), or a space ('1 465'). What a number counts is
not known here; the caller says whether a count, a rate or an amount is expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

PRINTED = r"""
        (?:\d{1,3}(?:[.,]\d{3}(?!\d))+(?:,\d{1,2}(?!\d))?   # 1.465  1.465,5  1,465
         | \d{1,3}(?:[\ \u00a0\u202f]\d{3}(?!\d))+(?![.,]\d)       # 1 465
         | \d+[.,]\d+                                              # 68,48  99.57
         | \d+)"""
"""A printed number from its first digit on (verbose)."""
CLOSE = r"""
        (?:\d{1,3}(?:[.,]\d{3}(?!\d))+(?:,\d{1,2}(?!\d))?
         | \d+[.,]\d+
         | \d+)"""
"""The same where no blank parts thousands."""
NUMBER = regex.compile(rf"(?<!\d){PRINTED}", regex.VERBOSE)
LONGEST = 30
"""Characters of a printed number; a longer run of digits is none."""
LOST = -(10**18)
"""Value of a number that stands there and nobody could read: no sum holds with it."""
_SPACE = str.maketrans("", "", " \u00a0\u202f\n")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it stands: ``text[start:end] == printed``."""

    start: int
    end: int
    printed: str


def find_numbers(text: str) -> Iterator[Printed]:
    """Every maximal printed number of the text, left to right."""
    for match in NUMBER.finditer(text):
        yield Printed(match.start(), match.end(), match.group())


def as_count(printed: str) -> int | None:
    """A whole number, or None where the print cannot be one ('68,48')."""
    if printed.isdecimal() and len(printed) <= LONGEST:
        return int(printed)
    bare = printed.translate(_SPACE)
    if len(bare) > LONGEST:
        return None
    if bare.isdecimal():
        return int(bare)
    first, *groups = bare.split("," if "," in bare else ".")
    digits = "".join(groups)
    if (
        groups
        and [len(g) for g in groups] == [3] * len(groups)
        and 1 <= len(first) <= 3
        and first.isdecimal()
        and digits.isdecimal()
        and first != "0"
    ):
        return int(first + digits)
    return None


def as_decimal(printed: str) -> Decimal | None:
    """A number that may have decimals: a rate ('68,48', '99.57', '100') or an amount ('5,2')."""
    bare = printed.translate(_SPACE)
    if len(bare) > LONGEST:
        return None
    if bare.isdecimal():
        return Decimal(bare)
    if not bare.replace(",", "").replace(".", "").isdecimal():
        return None
    if bare.count(",") + bare.count(".") == 1:
        return Decimal(bare.replace(",", "."))
    if bare.count(",") == 1 and bare.rfind(",") > bare.rfind("."):
        return Decimal(bare.replace(".", "").replace(",", "."))
    count = as_count(printed)
    return None if count is None else Decimal(count)


def decimals(printed: str) -> int:
    """How many decimals a rate is printed with ('68,48' → 2, '100' → 0)."""
    value = as_decimal(printed.strip(" %"))
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def show_count(value: int) -> str:
    """'1196' as it is printed in a report: '1.196'."""
    return f"{value:,}".replace(",", ".")


def show_decimal(value: Decimal) -> str:
    """'68.48' as it is printed in a report: '68,48'."""
    return f"{value:,f}".replace(",", "\0").replace(".", ",").replace("\0", ".")
