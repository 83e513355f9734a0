"""What a table cell holds: a number, a zero, nothing, words, or something doubtful.

Knows how cells are printed ('1.465', '00', '-', '12*', '98,5 %'); not what they count.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

import regex

from extractor.book.metrics import grammar
from extractor.book.reading import confusable
from extractor.numbers import as_count, as_decimal
from extractor.text import UNREAD, fold

Sort = Literal["number", "blank", "words", "doubtful"]

_NUMBER = regex.compile(
    r"""\s*(?:\*\*|__)?\s*(?:(?P<n>\d[\d.,]*+(?:[\ \u00a0\u202f]\d{3}(?!\d))*+(?<![.,]))
            |(?P<dash>[-\u2010-\u2015\u2212]{1,3}))
        \s*(?P<percent>%)?
        \s*(?:\*{1,3}|__|\(\d{1,2}\)|\(\*{1,3}\)|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,2})?\s*""",
    regex.VERBOSE,
)
_COUNT_AND_RATE = regex.compile(
    r"\s*(?P<n>\d[\d.,]*+(?<![.,]))\s*[(;,/]?\s*(?P<rate>\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?\s*"
)
_RATIO = regex.compile(
    r"\s*(?P<n>\d[\d.,]*+(?<![.,]))\s*/\s*(?P<of>\d[\d.,]*+(?<![.,]))\s*"
    r"(?:[(;,]?\s*(?P<rate>\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?\s*)?"
)
_UNIT = regex.compile(r"\s*(?P<n>\d[\d.,]*+(?<![.,]))\s+(?P<unit>[^\d\n]{1,20}?)\.?\s*")
LONGEST = 60
"""Characters a cell with a number may have, blanks counted in; a longer one is prose."""
_MOST = 24
"""Characters a doubtful cell may have; a longer one is a remark with a number in it."""


@dataclass(frozen=True, slots=True)
class Value:
    """``printed`` stands at ``[start:end]`` of the cell's raw text."""

    sort: Sort
    start: int = 0
    end: int = 0
    printed: str = ""
    percent: bool = False
    rate: tuple[int, int] | None = None
    """Where a per cent behind a count stands ('1.465 (98,5 %)')."""
    unit: str = ""
    guess: str = ""
    """What a doubtful cell may have said."""
    count: int | None = None
    """The whole number shown; a dash and 'Không có' are zero."""
    whole: tuple[int, int] | None = None
    """Where the second number of 'a/b' stands: doubtful, for only some headings ask for two."""

    @property
    def decimal(self) -> Decimal | None:
        """The number with its decimals; a dash is zero."""
        bare = self.count == 0 and not any(map(str.isdecimal, self.printed))
        return Decimal(0) if bare else as_decimal(self.printed)


DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
BLANK = Value("blank")
WORDS = Value("words")


@lru_cache(maxsize=10_000)
def value_of(raw: str) -> Value:
    """What the raw text of a cell holds."""
    if not raw.strip():
        return BLANK
    if len(raw) > LONGEST:
        return WORDS
    if (bare := raw.strip().rstrip(".").lower()) in _zeros():
        start = raw.lower().index(bare)
        return Value("number", start, start + len(bare), raw[start : start + len(bare)], count=0)
    match = _NUMBER.fullmatch(raw)
    if match:
        group = "n" if match["n"] else "dash"
        return _number(match, group, percent=bool(match["percent"]))
    match = _COUNT_AND_RATE.fullmatch(raw)
    if match:
        return _number(match, "n", rate=match.span("rate"))
    match = _UNIT.fullmatch(raw)
    if match:
        return _number(match, "n", unit=match["unit"])
    match = _RATIO.fullmatch(raw)
    if match is None or not _is_part(match):
        return _doubtful(raw)
    rate = match.span("rate") if match["rate"] else None
    bare, start = raw.strip(), match.start("n")
    return Value("doubtful", start, start + len(bare), bare, rate=rate, whole=match.span("of"))


@cache
def _zeros() -> frozenset[str]:
    """Words in place of a number ('Không có')."""
    return frozenset(grammar().words.zero)


def _is_part(match: regex.Match[str]) -> bool:
    """Whether both are counts, the first not above the second ('5/2025' is not told apart)."""
    part, whole = as_count(match["n"]), as_count(match["of"])
    return part is not None and whole is not None and part <= whole


def _number(
    match: regex.Match[str],
    group: str,
    *,
    percent: bool = False,
    rate: tuple[int, int] | None = None,
    unit: str = "",
) -> Value:
    printed = match[group]
    count = 0 if printed[0] in DASHES else as_count(printed)
    return Value("number", *match.span(group), printed, percent, rate, unit, count=count)


def _doubtful(raw: str) -> Value:
    """A short cell of digits and letters read for digits; anything else is words."""
    bare = raw.strip()
    if not bare.strip("….·"):  # dots where nothing was filled in
        return WORDS
    start = raw.index(bare)
    same = confusable()
    guess = "".join(c if c.isdecimal() or c in "., " else _digit(c, same) for c in bare)
    letters_only = not any(c.isdecimal() or c == UNREAD for c in bare)
    if len(bare) > _MOST or (letters_only and ("?" in guess or len(bare) > 4)):
        return WORDS
    return Value("doubtful", start, start + len(bare), bare, guess="" if "?" in guess else guess)


def _digit(char: str, same: dict[str, str]) -> str:
    """The digit a letter may stand for, or '?'."""
    return next((c for c in same.get(fold(char), "") if c.isdecimal()), "?")
