"""What the pattern book knows of what an inspection or a review counted.

Shapes and loading; expressions are written as those of :mod:`.orders`.
"""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load


class Findings(Declared):
    """findings.toml."""

    about: str
    source: str
    unit: str
    labels: str
    none: str
    late: str
    open: str
    remain: str
    ahead: str
    slow: str
    overdue: str
    settled: str
    still: str
    lacking: str
    refused: str
    aside: tuple[str, ...]
    feedback: str
    received: str
    done: str
    as_it_is: str
    dated: str
    files: str
    rest: str
    stands: str
    again: str
    open_still: str
    joined: str
    since: str
    bounded: str
    spared: str
    metrics: dict[str, str]
    groups: dict[str, str]


@cache
def findings() -> Findings:
    """What an inspection counted."""
    return load(Findings, "orders/findings.toml")
