"""Which ways of counting are looked for, as declared in ``patterns/conventions.toml``.

Knows names; not what a document shows.
"""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load
from extractor.book.rules import Metric


class Overdue(Declared):
    """A relation that shows among which files those past due are counted."""

    relation: str
    metric: Metric
    value: str


class Levels(Declared):
    """Levels whose figures may hold each other's."""

    whole: tuple[str, ...]
    outer: str
    inner: str


class Conventions(Declared):
    """``patterns/conventions.toml``."""

    meaning: str
    source: str
    order: tuple[str, ...]
    overdue: tuple[Overdue, ...]
    levels: Levels


@cache
def conventions() -> Conventions:
    """The file, read once."""
    return load(Conventions, "conventions.toml")
