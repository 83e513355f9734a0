"""No pattern is slow on a text so short that it is looked at without a clock."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from types import ModuleType

import regex
from pydantic import BaseModel

import extractor.head
import extractor.match
import extractor.orders
import extractor.tables
from extractor.book import notfigures, orders
from extractor.patience import SECONDS, SHORT, patience

ROOMS = (extractor.head, extractor.match, extractor.orders, extractor.tables)
BOOKS = (
    *(orders.deadlines, orders.kind_book, orders.order_sections, orders.order_words),
    orders.targets,
)
HOSTILE = ("a", "A", "1", " ", ".", "-", "(", "…", "a ", "1 ", "1.", "1/", "a,", "A ", "- ", ". A")
WORD = regex.compile(r"[^\W\d_]{2,}|\d+")


def modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        yield room
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield importlib.import_module(found.name)


def strings(value: object) -> Iterator[str]:
    """Every text that a part of the book declares, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from strings(dict(value))
    elif isinstance(value, dict):
        yield from strings(tuple(value.values()))
    elif isinstance(value, Iterable):
        for item in value:
            yield from strings(item)


def patterns() -> Iterator[tuple[str, regex.Pattern[str]]]:
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, functools._lru_cache_wrapper):
                told = value.__wrapped__.__annotations__
                value = value() if told == {"return": "regex.Pattern[str]"} else None
            if isinstance(value, regex.Pattern):
                yield f"{module.__name__}.{name}", value
    for mask in notfigures._masks():
        yield f"{mask.name}: {mask.pattern}", notfigures._together((mask,))[0]
    for book in BOOKS:
        for expression in strings(book()):
            yield expression, orders.compiled(f"(?<!\\w)(?:{expression})")


def texts(pattern: regex.Pattern[str]) -> Iterator[str]:
    """As long as they may be: signs over and over, and the pattern's own words over and over."""
    words = sorted(set(WORD.findall(pattern.pattern)), key=len)[-40:]
    for piece in (*HOSTILE, *words, *(f"{word} " for word in words), " ".join(words)):
        filled = (piece * SHORT)[: SHORT - 1]
        yield from (filled, f"{filled}!")


def test_no_pattern_is_slow_on_a_short_text() -> None:
    found = dict(patterns())
    assert len(found) > 200
    slow = [name for name, pattern in found.items() if is_slow(pattern)]
    assert not slow


def is_slow(pattern: regex.Pattern[str]) -> bool:
    try:
        for text in texts(pattern):
            assert patience(text) is None
            all(pattern.finditer(text, timeout=1.0))
    except TimeoutError:
        return True
    return False


def test_a_pattern_that_is_slow_would_be_found() -> None:
    assert is_slow(regex.compile(r"(?:a|a?a|aa)+[^a!]"))


def test_a_longer_text_has_a_clock() -> None:
    assert patience("a" * (SHORT + 1)) == SECONDS
