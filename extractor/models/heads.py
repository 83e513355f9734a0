"""The head and foot of a document: who reports, when, of what period; how sure that was read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.models.base import Frozen
from extractor.places import Box


class Period(Frozen):
    """A reporting period, inclusive; ISO dates."""

    start: str | None
    """ISO date of the first day; null where the text does not say."""
    end: str | None
    """ISO date of the last day."""
    label: str
    """As printed: 'tháng 03 năm 2024', 'từ ngày 15/12/2023 đến ngày 15/5/2024'."""
    kind: Literal["month", "quarter", "half-year", "nine-months", "year", "span", "unknown"]
    """What the text calls it."""


class Signer(Frozen):
    """Who signed, in what position, on whose behalf ('TM. ỦY BAN NHÂN DÂN')."""

    name: str | None = None
    """In full."""
    position: str | None = None
    """As printed."""
    authority: str | None = None
    """As printed."""


class Signed(Frozen):
    """A digital signature's trace: who and when (ISO 8601). Nobody has verified it."""

    by: str
    """The name in the signature."""
    at: str | None
    """ISO 8601; null where it is not told."""
    bodies: tuple[str, ...] = ()
    """Unit and organisation of the signer, where the signature names them."""
    source: Literal["text", "stamp", "signature"] = "text"
    """The page's text, a stamp beside a page image, or the file's own dictionary."""


class Citation(Frozen):
    """Another document named in the text."""

    type: str | None
    """BC, KH, CV ...; null where it is not said."""
    number: str | None
    """'51/KH-UBND'."""
    date: str | None
    """ISO date."""
    issuer: str | None
    """As printed."""
    quote: str
    """The characters on the page."""


class PartReading(Frozen):
    """How sure one part of the head is where it was read from a page image, and where it stands."""

    status: Literal["read", "unresolved"] = "read"
    """'unresolved': please look."""
    confidence: float = 1.0
    """The least of what its words and digits have: a sign, no calibrated probability."""
    alternatives: tuple[str, ...] = ()
    """What else it may be, in the form of the part itself ('2025-02-04')."""
    reasons: tuple[str, ...] = ()
    """Codes of what speaks against it: unread, witnesses, faint, odd-form, ..."""
    agrees: tuple[str, ...] = ()
    """Independent evidence that says the same: signature."""
    page: int | None = None
    """From 1."""
    quote: str = ""
    """The characters of the page that it was read from."""
    bbox: Box | None = None
    """Where to look; of an unread blank the place of the blank."""


class DocumentHead(Frozen):
    """Head and foot by Decree 30/2020; a blank on the page is None, never a guess."""

    type: str | None = None
    """Abbreviation of the type by Decree 30/2020: BC, KH, CV, QĐ ..."""
    number: str | None = None
    """'321/BC-UBND'; null where it is blank."""
    issuer: str | None = None
    """The agency, as printed."""
    parent: str | None = None
    """Its superior, as printed above it."""
    place: str | None = None
    """Where it was signed."""
    date: str | None = None
    """YYYY-MM-DD, or YYYY-MM where the day is blank."""
    title: str | None = None
    """The subject (trích yếu)."""
    addressees: tuple[str, ...] = ()
    """Those it is addressed to (Kính gửi)."""
    recipients: tuple[str, ...] = ()
    """Those who get a copy (Nơi nhận)."""
    signer: Signer | None = None
    """Who signed."""
    signed: tuple[Signed, ...] = ()
    """Traces of digital signatures."""
    period: Period | None = None
    """Of what time it reports."""
    citations: tuple[Citation, ...] = ()
    """Other documents that it names."""
    readings: dict[str, PartReading] = Field(default_factory=dict)
    """Of each part that a page image was read for; what is not named here came as text."""
