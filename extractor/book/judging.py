"""What the judge believes before it looks at a block, as declared in ``patterns/judge``.

Digit slips of reading and of typing, and the odds of each kind of mistake. Knows no document.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from extractor.book.loading import Declared, load

Way = Literal["reading", "typing"]
Weight = Annotated[float, Field(gt=0, le=1)]


class SlipTable(Declared):
    """Weights of the slips of one way of making them."""

    meaning: str
    otherwise: Weight
    dropped: Weight
    inserted: Weight
    doubled: Weight
    swapped: Weight
    separator: Weight
    split: Weight
    glued: Weight
    pairs: dict[str, Weight]

    def pair(self, a: str, b: str) -> float | None:
        """Weight of taking one of two digits for the other; None if they are no pair."""
        return self.pairs.get(min(a, b) + max(a, b))


class Slips(Declared):
    """``patterns/judge/slips.toml``."""

    reading: SlipTable
    typing: SlipTable

    def of(self, way: Way) -> SlipTable:
        """The table of one way."""
        return self.reading if way == "reading" else self.typing


@cache
def slip_tables() -> Slips:
    """Both tables, read once."""
    return load(Slips, "judge/slips.toml")


Chance = Annotated[float, Field(gt=0, lt=1)]


class Author(Declared):
    """Chance that the author's number is wrong."""

    meaning: str
    number: Chance
    rate: Chance
    repeated: Chance


class Reader(Declared):
    """Chance that a number was misread, by how it was read."""

    meaning: str
    digital: Chance
    fair: Chance
    poor: Chance
    engine: Chance
    doubted: Chance
    again: Chance


class Value(Declared):
    """Chance of just this number, given that there was a mistake."""

    meaning: str
    slip: Chance
    seen: Chance
    elsewhere: float
    reckoned: Chance
    carried: Chance
    other: Chance


class Act(Declared):
    """Chance of a mistake that touches several figures at once."""

    meaning: str
    swapped: Chance
    moved: Chance
    attached: Chance
    shifted: Chance


class Omitted(Declared):
    """Chance that files stand in a category that is not printed."""

    meaning: str
    named: Chance
    balance: Chance
    other: Chance
    levels: Chance
    retold: Chance
    density: float


class AsPrinted(Declared):
    """Chance that nothing is wrong."""

    meaning: str
    chance: Chance


class Convention(Declared):
    """What it costs to add in a way the report does not follow, in nats."""

    meaning: str
    against: float
    untold: float


class Search(Declared):
    """Limits of the search and of what is told."""

    margin: float
    shown: float
    most_shown: int
    cause: Chance
    excluded: Chance
    nodes: int
    cells: int
    seconds: float


class Odds(Declared):
    """``patterns/judge/odds.toml``."""

    author: Author
    reader: Reader
    value: Value
    act: Act
    omitted: Omitted
    as_printed: AsPrinted
    convention: Convention
    search: Search


@cache
def odds() -> Odds:
    """The odds, read once."""
    return load(Odds, "judge/odds.toml")
