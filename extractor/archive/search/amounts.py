"""Amounts as words of the index: '= 1.465' and '> 100' are asked for as other words are.

A number is kept as its leading digits, each beginning of them a word of its own, after how many
digits it has: 1465 is 'e', 'e1', 'e14', 'e146' and 'e1465'. All numbers of a stretch are then those
with one of some thirty words (the precision steps of Schindler and Diepenbroek 2008), and the index
answers several comparisons, words and years in one go, in its own order, and exactly. Rates are
kept to four places. Knows numbers and names of metrics; no database.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Any

from extractor.book.asking import Sign
from extractor.book.names import metric_kind

DIGITS = 16
"""Of the largest number that is told from others; larger ones are taken for it."""
_PLACES = 4
_LARGEST = 10**DIGITS - 1
_BELOW = "z"
"""In place of the digits of a number below zero: no question asks for one."""


def amount_words(figures: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The words of a document's figures, each once; of rows with metric, level and amount."""
    told = {
        (figure["metric"], level, figure["amount"])
        for figure in figures
        if figure["amount"] is not None
        for level in (None, figure["level"])
    }
    yield from sorted({word for one in told for word in _words(*one)})


def _words(metric: str, level: str | None, amount: float) -> Iterator[str]:
    name, number = _name(metric, level), round(Decimal(amount).scaleb(_scale(metric)))
    if number < 0:
        yield name + _BELOW
        return
    digits = str(min(number, _LARGEST))
    for end in range(len(digits) + 1):
        yield f"{name}{_long(len(digits))}{digits[:end]}"


def words_within(metric: str, level: str | None, sign: Sign, amount: float) -> Iterator[str]:
    """The words of which a document has one exactly if it has such a figure.

    Args:
        metric: of the figure.
        level: of its scope; None for any.
        sign: how it is compared.
        amount: with what; not below zero.
    """
    name = _name(metric, level)
    asked = Decimal(str(amount)).scaleb(_scale(metric))
    up, down = (int(asked.to_integral_value(way)) for way in (ROUND_CEILING, ROUND_FLOOR))
    least = {">": down + 1, ">=": up, "=": up}.get(sign, 0)
    most = {"<": up - 1, "<=": down, "=": down, "!=": up - 1}.get(sign, _LARGEST)
    yield from (name + word for word in _stretch(least, most))
    if sign == "!=":
        yield from (name + word for word in _stretch(down + 1, _LARGEST))
    if sign in ("<", "<=", "!="):
        yield name + _BELOW


def _stretch(least: int, most: int) -> Iterator[str]:
    """The beginnings of all numbers from one to another, as few as can be."""
    most = min(most, _LARGEST)
    for digits in range(1, DIGITS + 1):
        low = 0 if digits == 1 else 10 ** (digits - 1)
        low, high = max(low, least), min(10**digits - 1, most)
        if low <= high:
            yield from (_long(digits) + told for told in _beginnings("", digits, low, high))


def _beginnings(told: str, left: int, low: int, high: int) -> Iterator[str]:
    """Of numbers that begin so and have so many digits more."""
    size = 10**left
    first = int(told or "0") * size
    start = first if told or left == 1 else size // 10
    if low <= start and first + size - 1 <= high:
        yield told
    elif low <= first + size - 1 and first <= high:
        for digit in "0123456789":
            yield from _beginnings(told + digit, left - 1, low, high)


def _long(digits: int) -> str:
    return chr(ord("a") + digits)


@lru_cache(maxsize=2_000)
def _name(metric: str, level: str | None) -> str:
    told = f"{metric} {level or ''}"
    return f"n{zlib.crc32(told.encode()):08x}"


@lru_cache(maxsize=1_000)
def _scale(metric: str) -> int:
    with suppress(KeyError):  # a name that the pattern book no longer has
        return _PLACES if metric_kind(metric) == "rate" else 0
    return 0
