"""Which file was read, and how that went, as the document object tells it. Knows no figure."""

from __future__ import annotations

from extractor.models.base import Frozen
from extractor.models.pages import Quality, Status


class PageReading(Frozen):
    """How one page was read."""

    page: int
    """From 1."""
    reader: str
    """text-layer, ocr, docx, xlsx or text."""
    quality: Quality
    """How well its text reads."""
    diagnosis: str = "clean"
    """What ails it: clean, unmarked, legacy-encoding, glyph-remap, noise, ..."""
    repairs: tuple[str, ...] = ()
    """Names of the repairs that were applied."""


class SourceProblem(Frozen):
    """A problem in words for a person; ``code`` never changes."""

    code: str
    """A stable code."""
    page: int | None
    """From 1; null where it is no single page."""
    message: str
    """In a sentence, with what to do."""


class SourceInfo(Frozen):
    """What was read and how it went."""

    path: str
    """As the user gave it; a member of an archive is archive.zip!member.docx."""
    sha256: str
    """Of the bytes, in hex."""
    media_type: str
    """By content, not by suffix."""
    pages: int
    """How many were read."""
    status: Status
    """Whether all of it was read."""
    problems: tuple[SourceProblem, ...] = ()
    """What went wrong."""
    readings: tuple[PageReading, ...] = ()
    """How each page was read."""
