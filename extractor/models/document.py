"""What leaves the program: the document object of the contract and its parts.

All are frozen pydantic models, so that their JSON form and their schema have one home. Knows no
pattern and no rule.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from extractor.models.base import Frozen, Number
from extractor.models.conventions import Convention
from extractor.models.heads import DocumentHead
from extractor.models.pages import Quality, Status
from extractor.places import Box

Severity = Literal["error", "warning", "info"]
Cause = Literal["reading", "author", "omitted-category", "unknown"]
Outcome = Literal["consistent", "inconsistent", "cannot-tell", "blocked"]


class Scope(Frozen):
    """Whose figures: a level of DOMAIN §3 and, where the text names it, the unit."""

    level: str
    name: str | None = None

    def __eq__(self, other: object) -> bool:  # pydantic's own takes ten times as long
        return isinstance(other, Scope) and (self.level, self.name) == (other.level, other.name)

    def __hash__(self) -> int:
        return hash((self.level, self.name))


class Evidence(Frozen):
    """Where a figure stands. ``quote == page.text[start:end]``; ``printed`` inside it."""

    page: int
    quote: str
    start: int
    end: int
    bbox: Box | None = None
    """Box of the printed number itself, where the reader knows places."""
    printed_start: int
    printed_end: int
    cell: str | None = None
    """Spreadsheet address or 'table 1, row 4, column 7' for a figure from a table."""
    line: int | None = None
    """Line of the page's text in which the printed number begins, from 1."""


class Reading(Frozen):
    """How sure the reading is, and what else was seen there."""

    reader: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    around: str = ""  # how words around it on an image could be read: see ``patterns/doubts.toml``


class Figure(Frozen):
    """One number of the report with its meaning and its place."""

    id: str
    scope: Scope
    metric: str
    value: Number | None
    printed: str
    qualifier: Literal["exact", "about", "over", "under"] = "exact"
    evidence: Evidence
    reading: Reading
    status: Literal["read", "unresolved", "confirmed", "corrected"] = "read"
    origin: Literal["prose", "table"] = "prose"
    block: str = ""
    """The passage or table row it was read from: figures of one block are summed together."""
    pattern: str = ""
    """The pattern that read it, for ``patterns explain``."""
    period: str | None = None
    """Which period, where it is not the document's own ('cumulative', a printed label)."""
    note: str = ""
    """A stable code for a decision of the reader (e.g. 'reattached-by-arithmetic'), or ''."""


class Aside(Frozen):
    """A count that stands among the figures of a passage and was not read."""

    block: str
    """The passage, as with a figure."""
    printed: str
    value: int


class Overlooked(Frozen):
    """Rows of numbers on a page that seem to be a table of files and gave no figure."""

    page: int
    rows: int
    quote: str
    """The first row, shortened."""
    start: int
    end: int
    """Where the rows stand in the page's text."""


class Suggestion(Frozen):
    """A value that would make the equation hold. Nothing is ever changed by it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )

    figure: str
    from_: str = Field(alias="from")
    to: str
    reason: str
    score: float


class Change(Frozen):
    """A figure that would have to be another number; ``to`` is '' where that stays open."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )

    figure: str
    from_: str = Field(alias="from")
    to: str


class Reason(Frozen):
    """Something that speaks for an explanation, as a code with what fills its words."""

    code: str
    params: dict[str, str | int | float] = Field(default_factory=dict)


class Explanation(Frozen):
    """One way in which a failing relation may have come about. Nothing is changed by it."""

    act: str
    """'slip', 'rate', 'unexplained', 'swapped', 'moved', 'attached', 'shifted', 'omitted',
    'apart' or 'as-printed'."""
    cause: Cause
    odds: float
    """Share of all explanations, 0..1."""
    changes: tuple[Change, ...] = ()
    reasons: tuple[Reason, ...] = ()
    text: str = ""
    """The reasons in words."""


class Cited(Frozen):
    """A figure of one of several documents that a finding holds together."""

    document: str
    """Path as the user gave it."""
    sha256: str
    issuer: str
    period: str
    """As printed."""
    figure: Figure


class Finding(Frozen):
    """A judgement on figures or on the document, with its evidence."""

    code: str
    severity: Severity
    scope: Scope | None = None
    metric: str | None = None
    equation: str = ""
    stated: Number | None = None
    computed: Number | None = None
    difference: Number | None = None
    figures: tuple[str, ...] = ()
    cause: Cause = "unknown"
    suggestions: tuple[Suggestion, ...] = ()
    message: str = ""
    id: str = ""
    """The same for the same finding in every run over the same figures."""
    cause_odds: dict[str, float] = Field(default_factory=dict)
    because: str = ""
    """Why that cause, in a sentence."""
    explanations: tuple[Explanation, ...] = ()
    """What may have happened, the likeliest first; 'as printed' is always one of them."""
    search: str = ""
    """How the explanations were found: 'complete', or by what they were cut short."""
    rule: str = ""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    """What fills the message's template, so that it can be said in another language."""
    documents: tuple[str, ...] = ()
    """Of a finding over several documents: their paths. ``figures`` is empty then, for ids are
    those of one document; the figures stand in ``cited``."""
    cited: tuple[Cited, ...] = ()


class Check(Frozen):
    """One relation that was looked at, whatever came of it."""

    rule: str
    relation: str = ""
    """Which of the relations of that rule: 'settled-by-timing', or the rate it is about."""
    scope: Scope
    outcome: Outcome
    equation: str = ""
    missing: tuple[str, ...] = ()
    """The metrics without which it cannot be told."""
    figures: tuple[str, ...] = ()


class PageReading(Frozen):
    """How one page was read."""

    page: int
    reader: str
    quality: Quality
    diagnosis: str = "clean"
    repairs: tuple[str, ...] = ()


class SourceProblem(Frozen):
    """A problem in words for a person; ``code`` never changes."""

    code: str
    page: int | None
    message: str


class SourceInfo(Frozen):
    """What was read and how it went."""

    path: str
    sha256: str
    media_type: str
    pages: int
    status: Status
    problems: tuple[SourceProblem, ...] = ()
    readings: tuple[PageReading, ...] = ()


class Commitment(Frozen):
    """A promise or an order; read by a later part of the project, empty until then."""

    what: str
    actor: str | None = None
    metric: str | None = None
    comparison: str | None = None
    target: Number | None = None
    deadline: str | None = None
    quote: str = ""


class Report(Frozen):
    """The document object of the contract."""

    source: SourceInfo
    document: DocumentHead = DocumentHead()
    figures: tuple[Figure, ...] = ()
    asides: tuple[Aside, ...] = ()
    """Numbers left unread: the checks look there before they call a sum broken."""
    overlooked: tuple[Overlooked, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    conventions: dict[str, str | bool] = Field(default_factory=dict)
    convention_evidence: tuple[Convention, ...] = ()
    """Every convention that was looked for, with what shows it."""
