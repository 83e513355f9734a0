"""What is known of a document's head while it is being read, as printed.

Holds it; :mod:`extractor.head.letterhead` fills it, and who asks is told where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extractor.head.lines import Segment

State = Literal["letterhead", "subject", "title", "addressees", "after", "body"]


@dataclass
class Draft:
    """What has been read so far, as printed."""

    state: State = "letterhead"
    agencies: list[Segment] = field(default_factory=list)
    number: str | None = None
    number_at: tuple[int, int] | None = None
    """Start and end of the line with the document's own number."""
    notation: str | None = None
    place: str | None = None
    date: str | None = None
    dated: bool = False
    subject: list[str] = field(default_factory=list)
    type: str | None = None
    heading: str | None = None
    title: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    form: bool = False
    """A form or a table that is a report of its own, without a type word."""
    goes_with: str | None = None
    """The type of the document whose annex this is."""
    table: bool = False
    """Whether a table's body follows: a title need not be in capitals to be seen as one."""
    pictured: bool = False
    """Whether it was read from a page image, where a blank may be filled with anything."""
    dated_at: tuple[int, int] | None = None
    """Start and end of the line with the document's date."""
    unread: set[str] = field(default_factory=set)
    """'number', 'date': its blank is filled with what is no number."""
    prose: int = 0
    body: int = 0
    """Offset where the body begins."""
