"""What may be added in form 06: rows of one level and one period, and over periods only flows.

Scopes overlap ('district level' may hold its communes), so levels are never added to each
other; files open at the end of January and of February are partly the same files, so stocks
are never added over periods (DOMAIN §4, X2). Knows which rows; a writer does the adding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from extractor.across.periods import Together, together
from extractor.consolidate.form import COLUMNS, EXTRA

EVERY = frozenset((*COLUMNS, *EXTRA))
FLOWS = frozenset(
    column
    for column in EVERY
    if column.startswith(("resolved.", "withdrawn.", "refused.", "stopped."))
)
"""What happens in a period and in no other. A split by channel often splits the carry-over too."""


@dataclass(frozen=True, slots=True)
class Total:
    """Add rows ``first``…``last`` (inclusive) of these columns; the others must stay blank."""

    first: int
    last: int
    columns: frozenset[str]
    period: str | None = None
    """Label of the one period that is added; None for the whole block."""
    lies: Together = "same"
    """How the periods of the rows lie to each other."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one level; ``named`` where each is a unit the text names."""

    level: str
    named: bool
    first: int
    last: int
    totals: tuple[Total, ...]


def blocks(wide: pd.DataFrame) -> list[Block]:
    """The blocks of form 06 from top to bottom, each with one total, and one a period before it."""
    return [
        Block(
            str(wide["level"][first]),
            str(wide["block"][first]).endswith(":named"),
            first,
            last,
            tuple(_totals(wide, first, last)),
        )
        for first, last in _stretches(wide["block"].tolist(), 0)
    ]


def _totals(wide: pd.DataFrame, first: int, last: int) -> Iterator[Total]:
    rows = wide.loc[first:last]
    lies = together(zip(rows["nominal"], rows["start"], rows["end"], strict=True))
    if lies == "same":
        yield Total(first, last, EVERY)
        return
    for start, end in _stretches(rows["nominal"].tolist(), first):
        if end > start and wide["nominal"][start]:
            yield Total(start, end, EVERY, _label(wide, start, end))
    yield Total(first, last, FLOWS if lies == "touching" else frozenset(), lies=lies)


def _label(wide: pd.DataFrame, first: int, last: int) -> str:
    """The label most rows of the period print."""
    labels = wide.loc[first:last, "period"].dropna()
    return str(labels.mode().iloc[0]) if len(labels) else str(wide["nominal"][first])


def _stretches(values: list[str], offset: int) -> Iterator[tuple[int, int]]:
    """First and last position of each run of equal values."""
    first = 0
    for n in range(1, len(values) + 1):
        if n == len(values) or values[n] != values[first]:
            yield offset + first, offset + n - 1
            first = n
