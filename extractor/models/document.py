"""What leaves the program: the document object of the contract and its parts.

All are frozen pydantic models, so that their JSON form and their schema have one home. Knows no
pattern and no rule.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from extractor.models.pages import Quality, Status
from extractor.places import Box

Severity = Literal["error", "warning", "info"]
Cause = Literal["reading", "author", "omitted-category", "unknown"]
Outcome = Literal["consistent", "inconsistent", "cannot-tell", "blocked"]


def _number(value: int | Decimal | None) -> int | float | None:
    """A JSON number: counts stay integers, rates keep their printed decimals."""
    return float(value) if isinstance(value, Decimal) else value


Number = Annotated[
    int | Decimal, PlainSerializer(_number, return_type=int | float | None, when_used="json")
]


class Frozen(BaseModel):
    """Base of all that leaves the program: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _: object, /) -> None:
        """Which fields were given is never asked; noted for each value it is half its memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _every_field(type(self)))


@cache
def _every_field(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


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
    params: dict[str, str | int | float] = {}


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
    cause_odds: dict[str, float] = {}
    because: str = ""
    """Why that cause, in a sentence."""
    explanations: tuple[Explanation, ...] = ()
    """What may have happened, the likeliest first; 'as printed' is always one of them."""
    search: str = ""
    """How the explanations were found: 'complete', or by what they were cut short."""
    rule: str = ""
    params: dict[str, str | int | float] = {}
    """What fills the message's template, so that it can be said in another language."""


class Check(Frozen):
    """One relation that was looked at, whatever came of it."""

    rule: str
    scope: Scope
    outcome: Outcome
    equation: str = ""
    missing: tuple[str, ...] = ()
    """The metrics without which it cannot be told."""
    figures: tuple[str, ...] = ()


class Period(Frozen):
    """A reporting period, inclusive; ISO dates."""

    start: str | None
    end: str | None
    label: str
    """As printed: 'tháng 03 năm 2024', 'từ ngày 15/12/2023 đến ngày 15/5/2024'."""
    kind: Literal["month", "quarter", "half-year", "nine-months", "year", "span", "unknown"]


class Signer(Frozen):
    """Who signed, in what position, on whose behalf ('TM. ỦY BAN NHÂN DÂN')."""

    name: str | None = None
    position: str | None = None
    authority: str | None = None


class Signed(Frozen):
    """A digital signature's trace: who and when (ISO 8601). Nobody has verified it."""

    by: str
    at: str | None
    bodies: tuple[str, ...] = ()
    """Unit and organisation of the signer, where the signature names them."""
    source: Literal["text", "stamp", "signature"] = "text"
    """The page's text, a stamp beside a page image, or the file's own dictionary."""


class Citation(Frozen):
    """Another document named in the text."""

    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    quote: str


class PartReading(Frozen):
    """How sure one part of the head is where it was read from a page image, and where it stands."""

    status: Literal["read", "unresolved"] = "read"
    confidence: float = 1.0
    """The least of what its words and digits have: a sign, no calibrated probability."""
    alternatives: tuple[str, ...] = ()
    """What else it may be, in the form of the part itself ('2025-02-04')."""
    reasons: tuple[str, ...] = ()
    """Codes of what speaks against it: unread, witnesses, faint, odd-form, ..."""
    agrees: tuple[str, ...] = ()
    """Independent evidence that says the same: signature."""
    page: int | None = None
    quote: str = ""
    """The characters of the page that it was read from."""
    bbox: Box | None = None
    """Where to look; of an unread blank the place of the blank."""


class DocumentHead(Frozen):
    """Head and foot by Decree 30/2020; a blank on the page is None, never a guess."""

    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    parent: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    signed: tuple[Signed, ...] = ()
    period: Period | None = None
    citations: tuple[Citation, ...] = ()
    readings: dict[str, PartReading] = {}
    """Of each part that a page image was read for; what is not named here came as text."""


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
    conventions: dict[str, str | bool] = {}
