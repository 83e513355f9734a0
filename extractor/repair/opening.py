"""Words with which the lines of a document begin, and what they then are: items, sentences.

Data of ``patterns/text/layout.toml``; where a paragraph ends is :mod:`.layout`'s to say.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.book.loading import Declared, load
from extractor.text import fold


class Layout(Declared):
    """``patterns/text/layout.toml``."""

    before_number: tuple[str, ...]
    articles: tuple[str, ...]
    openers: tuple[str, ...]
    times: tuple[str, ...]


@cache
def layout_words() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words before a number that is no item's, and names of articles with their number."""
    declared = load(Layout, "text/layout.toml")
    names = "|".join(map(re.escape, declared.articles))
    return frozenset(declared.before_number), re.compile(rf"(?:{names})\s+[\dIVX]", re.I)


@cache
def folded_openers() -> tuple[str, ...]:
    """The same without marks and capitals, as garbled text has them."""
    return tuple(map(fold, openers()))


@cache
def openers() -> tuple[str, ...]:
    """Words that begin a sentence, each with the blank behind it."""
    return tuple(f"{word} " for word in load(Layout, "text/layout.toml").openers)


@cache
def times() -> re.Pattern[str]:
    """'9 tháng đầu năm 2024, …' below the heading of a part."""
    return re.compile(rf"\d{{1,2}} (?:{'|'.join(load(Layout, 'text/layout.toml').times)})\b", re.I)
