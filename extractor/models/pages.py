"""What lies between the stages of the line: sources, pages as read, pages as repaired.

Everything here is frozen, and a dataclass with slots, for there are thousands of each. Knows no
reader and no repair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from extractor.places import Box, Words
from extractor.shelf import Shelf

Quality = Literal["good", "fair", "poor"]
Status = Literal["ok", "partial", "failed"]


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
class Mark:
    """Ink on a page image that was read as no word, or as hardly one: a pen's, in a blank."""

    box: Box
    seen: tuple[tuple[str, str], ...] = ()
    """(witness, characters) of those that were asked about this place alone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a page's picture before it was read, and what called for it."""

    name: str
    measure: float = 0.0
    """What was measured: degrees of skew, specks a square inch, share of coloured ink ..."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A digital signature as the file tells of it. Nobody has verified it."""

    by: str
    """The name in the certificate, or in the signature where that names none."""
    at: str | None = None
    """ISO 8601, by the signer's own clock."""
    bodies: tuple[str, ...] = ()
    """Unit and organisation of the signer, the nearer one first."""


class _Packed:
    """Pickled as its values in their order: the usual way lists the fields for every object."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Any], tuple[Any, ...]]:
        names: tuple[str, ...] = type(self).__slots__
        return type(self), tuple(getattr(self, name) for name in names)


@dataclass(frozen=True, slots=True)
class Page(_Packed):
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
    marks: tuple[Mark, ...] | None = None
    """Ink near the head of a page image that was read as no word; None where nobody looked."""
    layer: str = ""
    """Of a page that was read as an image: the text that its file held beside it."""
    seals: tuple[Seal, ...] = ()
    """On the first page: the digital signatures of the file."""
    borne: tuple[tuple[int, int], ...] = ()
    """Words of a worn page image whose letters, whatever their marks, a second reader saw too."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What intake and read deliver for one source: pages as far as they came."""

    source: Source
    pages: Shelf[Page]
    problems: tuple[Problem, ...] = field(default=())
    status: Status = "ok"


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
class Health(_Packed):
    """How far a page's text can be trusted, from Vietnamese evidence."""

    quality: Quality
    diagnosis: str
    """clean, unmarked (marks lost: wrong OCR language), lost-letters (found again by what is left),
    legacy-encoding, glyph-remap, noise, empty, stamp-only or foreign."""
    measures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CleanPage(_Packed):
    """A page after repair. ``anchors`` lead from clean text back to raw text."""

    page: Page
    text: str
    fixes: tuple[Fix, ...]
    health: Health
    aside: tuple[tuple[int, int, str], ...] = ()
    """Spans of the clean text that are no body text: (start, end, page-number | footnote |
    running-head | signature-block | noise)."""
    anchors: tuple[tuple[int, int], ...] = ((0, 0),)
    """(clean offset, raw offset) at each point where the difference between them changes."""
