"""On a short text no pattern needs a clock, whatever stands in it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from itertools import product

import pytest
import regex

import extractor.head
from extractor.book.notfigures import NUM, _masks
from extractor.numbers import NUMBER
from extractor.patience import SHORT, patience

WITHIN = 5.0
"""Seconds in which each must be done: far more than any takes, far less than one that is lost."""
SIGNS = ("a", " ", ".", "-", "/", ",", "(", "1", "a ", "A ", "…", "\n")
PIECES = (
    *SIGNS,
    *("1/", "12/3/2024 ", "ngay ", "thang 9 ", "nam 2024 ", "tu ngay 1 ", "den ", "quy iv ", "so "),
    *("so 1/", "ubnd ", "UBND ", "tm. ", "nghi dinh so ", "cua ", "phuong ", "- 1 ", "ho so "),
)


def patterns() -> Iterator[tuple[str, regex.Pattern[str]]]:
    """Every pattern of heads and feet, and of what is no figure."""
    yield "NUMBER", NUMBER
    for mask in _masks():
        yield mask.name, regex.compile(mask.pattern.replace("NUM", NUM))
    for info in pkgutil.iter_modules(extractor.head.__path__, "extractor.head."):
        module = importlib.import_module(info.name)
        for name, made in inspect.getmembers(module, lambda m: hasattr(m, "cache_info")):
            if made.__module__ != info.name or inspect.signature(made).parameters:
                continue
            if isinstance(pattern := made(), regex.Pattern):
                yield f"{info.name}.{name}", pattern


@pytest.mark.parametrize(("name", "pattern"), list(patterns()))
def test_no_short_text_holds_a_pattern_up(name: str, pattern: regex.Pattern[str]) -> None:
    for first, then in product(PIECES, ("", *SIGNS[:6])):
        text = ((first + then) * SHORT)[: SHORT - 1] + "!"
        pattern.search(text, timeout=WITHIN)  # raises TimeoutError


def test_a_long_text_is_timed() -> None:
    assert patience("a" * SHORT) is None
    assert patience("a" * (SHORT + 1), 2.0) == 2.0
