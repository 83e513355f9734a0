"""What holds between documents, as declared in ``patterns/across``: relations, habits, names.

Knows no document and no number.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import Annotated, Literal

from pydantic import Field

from extractor.book.loading import Declared, load
from extractor.book.rules import Expression, Metric, Sets, Signed, parse

Share = Annotated[float, Field(gt=0, le=1)]


class Closing(Declared):
    """One way to count what a period left open."""

    name: str
    of: tuple[Expression, ...]
    """The first of which every figure is printed."""
    less: tuple[Metric, ...] = ()
    """Taken away where printed."""
    needs: Sets = Field(default_factory=dict)
    """Conventions that the report must show."""
    unless: Sets = Field(default_factory=dict)
    """Conventions that it must not."""

    @cached_property
    def signed(self) -> tuple[Signed, ...]:
        """The expressions, parsed."""
        return tuple(parse(text) for text in self.of)


class CarryOver(Declared):
    """X1: an opening and what it may be the closing of."""

    metric: Metric
    opening: tuple[Expression, ...]
    closing: tuple[Closing, ...]

    @cached_property
    def signed(self) -> tuple[Signed, ...]:
        """The expressions of the opening, parsed."""
        return tuple(parse(text) for text in self.opening)


class Adding(Declared):
    """X2: which figures add up over periods, and which are those of the first or the last."""

    flows: tuple[Metric, ...]
    flows_of_new: tuple[Metric, ...]
    new_if: Sets
    opening: tuple[Metric, ...]
    closing: tuple[Metric, ...]


class Levels(Declared):
    """V1 between documents."""

    meaning: str
    agreeing: int
    digits: int
    share: Share
    metrics: tuple[Metric, ...]


class Expected(Declared):
    """V2: when a report is missed."""

    meaning: str
    reports: int
    units: int
    share: Share
    replacing: tuple[str, ...]
    near: int


class Chances(Declared):
    """What speaks for and against a figure of one of two documents that disagree."""

    as_printed: float
    copied: float
    confirmed: float
    disputed: float


class Relations(Declared):
    """``patterns/across/relations.toml``."""

    about: str
    source: str
    carry_over: tuple[CarryOver, ...]
    adding: Adding
    levels: Levels
    expected: Expected
    odds: Chances


class Outliers(Declared):
    """When a count is far from the unit's own past."""

    least: int
    limit: float
    scale: float
    floor: float
    metrics: tuple[Metric, ...]


class Copied(Declared):
    """When a row is that of the period before."""

    meaning: str
    figures: int
    digits: int


class Habits(Declared):
    """``patterns/across/habits.toml``."""

    about: str
    source: str
    outliers: Outliers
    copied: Copied


class Bodies(Declared):
    """Bodies that are told by their place alone."""

    names: tuple[str, ...]


class Apart(Declared):
    """Names that two units of one place share."""

    pairs: tuple[str, ...]
    words: tuple[str, ...]


class Renamed(Declared):
    """Ranks between which a place may change and keep its name."""

    ranks: tuple[tuple[str, ...], ...]


class UnitNames(Declared):
    """``patterns/across/units.toml``."""

    about: str
    source: str
    connecting: tuple[str, ...]
    """Words that stand in one spelling of a name and not in another."""
    spelled_out: dict[str, str]
    levels: dict[str, tuple[str, ...]]
    bodies: Bodies
    apart: Apart
    renamed: Renamed


@cache
def relations() -> Relations:
    """What must hold, read once."""
    return load(Relations, "across/relations.toml")


@cache
def habits() -> Habits:
    """What is unusual, read once."""
    return load(Habits, "across/habits.toml")


@cache
def unit_names() -> UnitNames:
    """How units are called, read once."""
    return load(UnitNames, "across/units.toml")


class Role(Declared):
    """What a document is to one that its title names."""

    role: Literal["mends", "replaces", "amends", "carries-out"]
    words: str


class Answers(Declared):
    """Types of documents that answer, and of those that are answered."""

    by: tuple[str, ...]
    to: tuple[str, ...]


class Citing(Declared):
    """citing.toml."""

    about: str
    source: str
    laws: tuple[str, ...]
    law_bodies: tuple[str, ...]
    posts: tuple[str, ...]
    """Whose documents are those of the office they head."""
    no_places: tuple[str, ...]
    """Begin as a place's rank does and name none."""
    roles: tuple[Role, ...]
    answers: Answers


@cache
def citing() -> Citing:
    """What one document is to another that it names."""
    return load(Citing, "across/citing.toml")


class Promises(Declared):
    """promises.toml."""

    about: str
    source: str
    near: tuple[tuple[Metric, ...], ...]
    levels: tuple[str, ...]


@cache
def promises() -> Promises:
    """What answers a target."""
    return load(Promises, "across/promises.toml")
