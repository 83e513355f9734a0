"""No pattern is slow on a text so short that it is looked at without a clock, whoever looks."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
import regex
from pydantic import BaseModel

import extractor.head
import extractor.match
import extractor.orders
import extractor.tables
from extractor.book import notfigures, orders
from extractor.orders.deadlines import _filled
from extractor.patience import OFTEN, SECONDS, SHORT, Opened, Pattern, patience
from extractor.text import fold

ROOMS = (extractor.head, extractor.match, extractor.orders, extractor.tables)
BOOKS = (
    *(orders.deadlines, orders.kind_book, orders.order_sections, orders.order_words),
    orders.targets,
)
HOSTILE = ("a", "A", "1", " ", ".", "-", "(", "…", "a ", "1 ", "1.", "1/", "a,", "A ", "- ", ". A")
WORD = regex.compile(r"[^\W\d_]{2,}|\d+")
CORPUS = Path(__file__).parents[1] / "corpus"


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


Looker = Opened | Pattern | regex.Pattern[str] | re.Pattern[str]


def patterns() -> Iterator[tuple[str, Looker]]:
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, functools._lru_cache_wrapper):
                told = value.__wrapped__.__annotations__
                made = told in [
                    {"return": kind} for kind in ("regex.Pattern[str]", "Pattern", "Opened")
                ]
                value = value() if made else None
            if isinstance(value, Opened | Pattern | regex.Pattern):
                yield f"{module.__name__}.{name}", value
    for mask in notfigures._masks():
        yield f"{mask.name}: {mask.pattern}", notfigures._together((mask,))[0]
    for book in BOOKS:
        for expression in strings(book()):
            yield expression, orders.compiled(f"(?<!\\w)(?:{_filled(expression)})")


def texts(pattern: Looker) -> Iterator[str]:
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


def engines(pattern: Looker) -> tuple[regex.Pattern[str] | re.Pattern[str], ...]:
    """All that may look at a short text for it."""
    if isinstance(pattern, Opened):
        return (pattern.slow,)
    return (pattern.slow, pattern.quick()) if isinstance(pattern, Pattern) else (pattern,)


@contextmanager
def ended() -> Iterator[None]:
    """Ends what has had a second of the processor; ``re`` listens to signals only."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def is_slow(pattern: Looker) -> bool:
    for engine in engines(pattern):
        for text in texts(pattern):
            assert patience(text) is None
            try:
                if isinstance(engine, regex.Pattern):
                    all(engine.finditer(text, timeout=1.0))
                else:
                    with ended():
                        all(engine.finditer(text))
            except TimeoutError:
                return True
    return False


SLOW = r"(?:a|a?a|aa)+[^a!]"


@pytest.mark.parametrize("pattern", [regex.compile(SLOW), re.compile(SLOW), Pattern(SLOW)])
def test_a_pattern_that_is_slow_would_be_found(pattern: Looker) -> None:
    assert is_slow(pattern)


def test_two_engines_find_the_same() -> None:
    texts = (path.read_text(encoding="utf-8") for path in CORPUS.glob("seeds/*/document.txt"))
    lines = sorted({fold(line) for text in texts for line in text.splitlines()})
    both = [p for _, p in patterns() if isinstance(p, Pattern) and p.quick() is not p.slow]
    assert len(both) > 50
    for pattern in both:
        for line in lines:
            found = ([(m.span(), m.groups()) for m in e.finditer(line)] for e in engines(pattern))
            assert next(found) == next(found), (pattern.pattern, line)


def test_what_looks_often_looks_quicker() -> None:
    pattern = Pattern(r"a+(?P<b>b)")
    found = [pattern.match("aab") for _ in range(OFTEN + 1)]
    assert {(m.span(), m["b"]) for m in found if m} == {((0, 3), "b")}
    assert isinstance(pattern.short("a"), re.Pattern)
    assert pattern.short("ạ") is pattern.slow


def test_a_long_text_is_ended() -> None:
    with pytest.raises(TimeoutError):
        Pattern(SLOW).search("a" * (SHORT + 1))


def test_a_longer_text_has_a_clock() -> None:
    assert patience("a" * (SHORT + 1)) == SECONDS


def test_words_that_may_begin_a_match_are_asked_of_the_expression() -> None:
    opened = Opened(r"(?<=phan dau )nam \d+|(?:truoc|(?=n)ngay) \d+|\(quy \d\)|15h30")
    text = "ngay 5, ngaytruoc 6 truoc 7; phan dau nam 2025, nam 2024, chi (quy 3) 15h30 ngan 4"
    assert [m.group() for m in opened.finditer(text)] == [
        *("ngay 5", "truoc 7", "nam 2025", "(quy 3)", "15h30"),
    ]


def test_only_words_that_fit_are_tried() -> None:
    opened = Opened(r"hom nay|truoc ngay")
    assert not list(opened.finditer("ho so truoc hom qua, truoc"))
    assert opened._opening == {"hom", "truoc"}  # 'ho' goes on to 'hom', but is a word of its own


def test_an_opened_expression_finds_what_it_finds_at_every_letter() -> None:
    texts = (path.read_text(encoding="utf-8") for path in CORPUS.glob("orders-tuned/*/*.txt"))
    lines = sorted({fold(line) for text in texts for line in text.splitlines()})[::5]
    every = [p for _, p in patterns() if isinstance(p, Opened)]
    assert len(every) >= 3
    for opened in every:
        for line in lines:
            found = {m.span() for m in opened.finditer(line)}
            meant = [m for m in opened.slow.finditer(line) if not m.group()[0].isspace()]
            assert found >= {m.span() for m in meant}, (opened.pattern, line)


def test_a_long_text_of_an_opened_expression_is_ended() -> None:
    with pytest.raises(TimeoutError):
        list(Opened(SLOW).finditer("a" * (SHORT + 1)))
