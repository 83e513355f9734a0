"""What plans, letters and the like say: what sort a document is, what it orders, what was found.

Knows no pattern and no rule.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.models.base import Frozen, Number

Repeat = Literal["day", "week", "month", "quarter", "half-year", "year"]
Kind = Literal[
    "report",
    "narrative",
    "plan",
    "letter",
    "decision",
    "notice",
    "minutes",
    "neighbour",
    "annex",
    "none",
]
"""'report' holds figures of file handling, 'narrative' is a report without any."""


class Sign(Frozen):
    """Something that speaks for a sort, as a code with what fills its words."""

    code: str
    """A stable code: type, figures, subject, annex, title, orders, no-sign."""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    """What fills its words."""


class DocumentKind(Frozen):
    """What sort of document it is, how likely that is, and what speaks for it."""

    kind: Kind
    """The likeliest sort."""
    probability: float
    """Its share of all sorts, 0..1."""
    reasons: tuple[Sign, ...] = ()
    """What speaks for it."""


class Commitment(Frozen):
    """An order, a promise or a target: who does what by when.

    ``quote == page.text[start:end]``, the sentence or the item of a list that it stands in.
    """

    what: str
    """In the words of the document, without the one who is told."""
    actor: str | None = None
    """Who is to do it, as printed in its sentence or in the heading or lead it stands under."""
    metric: str | None = None
    """The figure it is about, where the target measures one."""
    comparison: Literal[">=", "<=", ">", "<", "="] | None = None
    """How the figure is to compare with the target."""
    target: Number | None = None
    """The number to be reached; a rate in per cent. Never a figure of any period."""
    printed: str = ""
    """The target as printed."""
    deadline: str | None = None
    """The last day, ISO; null for an event, a regular day or a vague word."""
    deadline_words: str | None = None
    """The deadline as printed."""
    repeat: Repeat | None = None
    """How often it is to be done, where that is said."""
    ground: tuple[str, ...] = ()
    """The documents that it rests on, as it cites them."""
    vague: bool = False
    """Nothing to measure it by: no target, no deadline, no rhythm."""
    quote: str = ""
    """The characters on the page."""
    page: int = 1
    """From 1."""
    start: int = 0
    """Where the quote begins in the page's text."""
    end: int = 0
    """Where it ends."""


class Inspected(Frozen):
    """A number of files that an inspection or a review found; never a period's own figure."""

    metric: str | None
    """What was counted."""
    value: Number
    """How many."""
    printed: str
    """As printed."""
    quote: str
    """The characters on the page."""
    page: int
    """From 1."""
    start: int
    """Where the quote begins in the page's text."""
    end: int
    """Where it ends."""
