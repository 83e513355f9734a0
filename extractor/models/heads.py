"""The head and foot of a document: who reports, when, of what period; how sure that was read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.models.base import Frozen
from extractor.places import Box


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
    readings: dict[str, PartReading] = Field(default_factory=dict)
    """Of each part that a page image was read for; what is not named here came as text."""
