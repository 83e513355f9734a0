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
from extractor.models.orders import Commitment, DocumentKind, Inspected
from extractor.models.sources import SourceInfo
from extractor.places import Box

Severity = Literal["error", "warning", "info"]
Cause = Literal["reading", "author", "omitted-category", "unknown"]
Outcome = Literal["consistent", "inconsistent", "cannot-tell", "blocked"]


class Scope(Frozen):
    """Whose figures: a level of DOMAIN §3 and, where the text names it, the unit."""

    level: str
    """whole, province, district, commune, land_registry, department, centre or unit."""
    name: str | None = None
    """The unit as the text names it; null for the level as a whole."""

    def __eq__(self, other: object) -> bool:  # pydantic's own takes ten times as long
        return isinstance(other, Scope) and (self.level, self.name) == (other.level, other.name)

    def __hash__(self) -> int:
        return hash((self.level, self.name))


class Evidence(Frozen):
    """Where a figure stands. ``quote == page.text[start:end]``; ``printed`` inside it."""

    page: int
    """From 1."""
    quote: str
    """The characters of the page around the number."""
    start: int
    """Where the quote begins in the text of the page."""
    end: int
    """Where it ends (exclusive)."""
    bbox: Box | None = None
    """Box of the printed number itself, where the reader knows places."""
    printed_start: int
    """Where the printed number begins in the text of the page."""
    printed_end: int
    """Where it ends (exclusive)."""
    cell: str | None = None
    """Spreadsheet address or 'table 1, row 4, column 7' for a figure from a table."""
    line: int | None = None
    """Line of the page's text in which the printed number begins, from 1."""


class Reading(Frozen):
    """How sure the reading is, and what else was seen there."""

    reader: str
    """text-layer, ocr, docx, xlsx or text."""
    confidence: float = 1.0
    """Probability, 0..1, that the number was read as it is printed."""
    alternatives: tuple[str, ...] = ()
    """What else the number may be."""
    again: tuple[str, ...] = ()
    """What readings of this number alone saw, where a sum with it failed."""
    around: str = ""
    """How words around it on an image could be read: see ``patterns/doubts.toml``."""


class Figure(Frozen):
    """One number of the report with its meaning and its place."""

    id: str
    """Name of the figure within its document; findings refer to it."""
    scope: Scope
    """Whose figure it is."""
    metric: str
    """What is counted: 'group.measure' of the vocabulary."""
    value: Number | None
    """Counts are integers, rates in per cent, money in đồng; null where nothing was read."""
    printed: str
    """The characters on the page: '1.465', '00'."""
    qualifier: Literal["exact", "about", "over", "under"] = "exact"
    """What the text says of its exactness."""
    evidence: Evidence
    """Where it stands."""
    reading: Reading
    """How sure it is."""
    status: Literal["read", "unresolved", "confirmed", "corrected"] = "read"
    """'unresolved': not sure; 'confirmed' and 'corrected' are a person's word."""
    origin: Literal["prose", "table"] = "prose"
    """Whether it stands in a sentence or in a table."""
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
    """The characters on the page."""
    value: int
    """The number they make."""
    beside: tuple[str, ...] = ()
    """Ids of the figures that were read from the same sentence."""


class Overlooked(Frozen):
    """Rows of numbers on a page that seem to be a table of files and gave no figure."""

    page: int
    """From 1."""
    rows: int
    """How many."""
    quote: str
    """The first row, shortened."""
    start: int
    """Where the rows begin in the page's text."""
    end: int
    """Where they end (exclusive)."""


class Suggestion(Frozen):
    """A value that would make the equation hold. Nothing is ever changed by it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )

    figure: str
    """Its id."""
    from_: str = Field(alias="from")
    """As printed."""
    to: str
    """What would make the equation hold."""
    reason: str
    """A stable code."""
    score: float
    """Share of all explanations, 0..1."""


class Change(Frozen):
    """A figure that would have to be another number; ``to`` is '' where that stays open."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )

    figure: str
    """Its id."""
    from_: str = Field(alias="from")
    """As printed."""
    to: str
    """The other number, or ''."""


class Reason(Frozen):
    """Something that speaks for an explanation, as a code with what fills its words."""

    code: str
    """A stable code."""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    """What fills its words."""


class Explanation(Frozen):
    """One way in which a failing relation may have come about. Nothing is changed by it."""

    act: str
    """'slip', 'rate', 'unexplained', 'swapped', 'moved', 'attached', 'shifted', 'omitted',
    'apart' or 'as-printed'."""
    cause: Cause
    """Where the fault would lie."""
    odds: float
    """Share of all explanations, 0..1."""
    changes: tuple[Change, ...] = ()
    """What would have been printed."""
    reasons: tuple[Reason, ...] = ()
    """What speaks for it."""
    text: str = ""
    """The reasons in words."""


class Cited(Frozen):
    """A figure of one of several documents that a finding holds together."""

    document: str
    """Path as the user gave it."""
    sha256: str
    """Of the document."""
    issuer: str
    """Of the document; '' where it is not known."""
    period: str
    """As printed."""
    figure: Figure
    """The figure with its place."""


class Finding(Frozen):
    """A judgement on figures or on the document, with its evidence."""

    code: str
    """A stable code: sum-mismatch, rate-mismatch, ..."""
    severity: Severity
    """error: cannot be right as printed; warning: please look; info: a remark."""
    scope: Scope | None = None
    """Whose figures are judged."""
    metric: str | None = None
    """Which figure does not hold, where it is one."""
    equation: str = ""
    """With the numbers as printed: '1.196 ≠ 1.127 + 69 + 03 = 1.199'."""
    stated: Number | None = None
    """The number as printed."""
    computed: Number | None = None
    """The number that follows from the others."""
    difference: Number | None = None
    """Stated less computed."""
    figures: tuple[str, ...] = ()
    """The ids of the figures involved."""
    cause: Cause = "unknown"
    """Where the fault probably lies."""
    suggestions: tuple[Suggestion, ...] = ()
    """Single changes with which the equation would hold."""
    message: str = ""
    """The finding in a sentence."""
    id: str = ""
    """The same for the same finding in every run over the same figures."""
    cause_odds: dict[str, float] = Field(default_factory=dict)
    """Each cause → its share of all explanations, 0..1."""
    because: str = ""
    """Why that cause, in a sentence."""
    explanations: tuple[Explanation, ...] = ()
    """What may have happened, the likeliest first; 'as printed' is always one of them."""
    search: str = ""
    """How the explanations were found: 'complete', or by what they were cut short."""
    rule: str = ""
    """The rule that was applied: R1 … R9, X1, V1 …"""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    """What fills the message's template, so that it can be said in another language."""
    documents: tuple[str, ...] = ()
    """Of a finding over several documents: their paths. ``figures`` is empty then, for ids are
    those of one document; the figures stand in ``cited``."""
    cited: tuple[Cited, ...] = ()
    """Of a finding over several documents: the figures involved, each with its document."""


class Check(Frozen):
    """One relation that was looked at, whatever came of it."""

    rule: str
    """R1 … R9, X1, V1 …"""
    relation: str = ""
    """Which of the relations of that rule: 'settled-by-timing', or the rate it is about."""
    scope: Scope
    """Whose figures were looked at."""
    outcome: Outcome
    """'blocked': a term is itself in dispute; 'cannot-tell': a term is missing."""
    equation: str = ""
    """With the numbers as printed."""
    missing: tuple[str, ...] = ()
    """The metrics without which it cannot be told."""
    figures: tuple[str, ...] = ()
    """The ids of the figures involved."""


class Report(Frozen):
    """The document object of the contract."""

    source: SourceInfo
    """The file and how reading it went."""
    document: DocumentHead = DocumentHead()
    """Its head and foot."""
    figures: tuple[Figure, ...] = ()
    """Every figure that was read, in the order of the document."""
    asides: tuple[Aside, ...] = ()
    """Numbers left unread: the checks look there before they call a sum broken."""
    overlooked: tuple[Overlooked, ...] = ()
    """Tables of files that seem to have gone unread."""
    findings: tuple[Finding, ...] = ()
    """What does not hold, or should be looked at."""
    checks: tuple[Check, ...] = ()
    """Every relation that was looked at, whatever came of it."""
    kind: DocumentKind | None = None
    """What sort of document it is; null only in what an earlier version read."""
    commitments: tuple[Commitment, ...] = ()
    """What plans, letters and the like order, and what a report without figures promises."""
    inspected: tuple[Inspected, ...] = ()
    """Numbers that an inspection found; never among the figures."""
    conventions: dict[str, str | bool] = Field(default_factory=dict)
    """Ways of counting that the figures show."""
    convention_evidence: tuple[Convention, ...] = ()
    """Every convention that was looked for, with what shows it."""
