"""The nouns of the line, each stage's values: Source, Page, CleanPage, Block, Claim, Report.

Everything here is frozen. Inner values that exist by the thousand are dataclasses with slots;
what leaves the program (the document object of the contract) is a pydantic model, so that its
JSON form and its schema have one home. This module knows no reader, no pattern and no rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from extractor.places import Box as Box
from extractor.places import Word as Word
from extractor.places import Words as Words
from extractor.shelf import Shelf

Quality = Literal["good", "fair", "poor"]
Severity = Literal["error", "warning", "info"]
Status = Literal["ok", "partial", "failed"]
Outcome = Literal["consistent", "inconsistent", "cannot-tell", "blocked"]


def _number(value: int | Decimal | None) -> int | float | None:
    """A JSON number: counts stay integers, rates keep their printed decimals."""
    return float(value) if isinstance(value, Decimal) else value


Number = Annotated[
    int | Decimal, PlainSerializer(_number, return_type=int | float | None, when_used="json")
]


# ---------------------------------------------------------------- read: what the page says


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: a file, or a member of an archive."""

    path: str
    """As the user gave it; a member of an archive is ``archive.zip!member.docx``."""
    kind: str
    """By content: pdf, docx, doc, xlsx, xls, text, markdown, image, zip, empty, unknown."""
    media_type: str
    sha256: str
    size: int
    file: str
    """Where the bytes are now (the path itself, or a private copy of an archive's member)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; its text is ``page.text[start:end]`` (may be empty)."""

    row: int
    col: int
    row_span: int
    col_span: int
    start: int
    end: int
    box: Box | None = None
    ref: str | None = None
    """Spreadsheet address ('B12') where there is one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; the whole of it stands at ``page.text[start:end]``, row by row."""

    rows: int
    cols: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of page text set in one font, kept only where the font name matters."""

    start: int
    end: int
    font: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an input, as data. ``code`` is stable; ``detail`` fills the message."""

    code: str
    page: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What each witness saw where a number stands on a page image: ``page.text[start:end]``.

    Witnesses that saw nothing there give ''. Who saw what was taken comes first.
    """

    start: int
    end: int
    seen: tuple[tuple[str, str], ...]
    """(witness, characters) for each witness: ('vie', '1.196'), ('eng', '1.195')."""
    confidence: float
    """Probability, 0..1, that the text is what is printed."""
    sure: bool
    """Whether the witnesses agree and the form is in order for its place."""
    how: str = ""
    """The way in which it was told, by its name in ``patterns/reading/trust.toml``."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a page's picture before it was read, and what called for it."""

    name: str
    measure: float = 0.0
    """What was measured: degrees of skew, specks a square inch, share of coloured ink ..."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page exactly as a reader saw it. Every quote and span points into ``text``."""

    number: int
    """1-based."""
    text: str
    reader: str
    """text-layer, ocr, docx, xlsx or text."""
    width: float = 0.0
    height: float = 0.0
    words: Words = field(default_factory=Words)
    tables: tuple[Table, ...] = ()
    fonts: tuple[Run, ...] = ()
    image_share: float = 0.0
    """Share of the page's area covered by raster images, 0..1."""
    hidden_share: float = 0.0
    """Share of the text layer, 0..1, that is not seen: set invisibly, or behind an image."""
    problems: tuple[Problem, ...] = ()
    sights: tuple[Sight, ...] = ()
    """The numbers of a page image, in the order of the text; none for born-digital text."""
    steps: tuple[Step, ...] = ()
    """What was done to the picture of a page that was read as an image."""


# ------------------------------------------------------------ repair: what the page means


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` by ``new`` (spans on the text before this repair)."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One named repair as it was applied to one page; replaying all gives the clean text."""

    name: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """How far a page's text can be trusted, from Vietnamese evidence."""

    quality: Quality
    diagnosis: str
    """clean, unmarked (marks lost: wrong OCR language), legacy-encoding, glyph-remap, noise,
    empty, stamp-only or foreign."""
    measures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page after repair. ``anchors`` lead from clean text back to raw text."""

    page: Page
    text: str
    fixes: tuple[Fix, ...]
    health: Health
    aside: tuple[tuple[int, int, str], ...] = ()
    """Spans of the clean text that are no body text: (start, end, page-number | footnote |
    running-head | signature-block)."""
    anchors: tuple[tuple[int, int], ...] = ((0, 0),)
    """(clean offset, raw offset) at each point where the difference between them changes."""


# ------------------------------------------------------------- the document object's parts


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
    cause: Literal["reading", "author", "omitted-category", "unknown"] = "unknown"
    suggestions: tuple[Suggestion, ...] = ()
    message: str = ""
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
    """A digital signature's trace: who and when (ISO 8601)."""

    by: str
    at: str | None


class Citation(Frozen):
    """Another document named in the text."""

    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    quote: str


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
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    conventions: dict[str, str | bool] = {}


# ------------------------------------------------------------------ the reading of a file


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What intake and read deliver for one source: pages as far as they came."""

    source: Source
    pages: Shelf[Page]
    problems: tuple[Problem, ...] = field(default=())
    status: Status = "ok"
