"""What is said of a document's head where it was read from a page image and stays in doubt.

Knows how sure each part is; judges none.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.findings import make
from extractor.models import DocumentHead, Finding, PartReading, Report, Scope

WHOLE = Scope(level="whole")
NOTHING = "?"


def notes_on_head(report: Report) -> Iterator[Finding]:
    """A remark for every part of the head that a person has to look at."""
    for part, reading in report.document.readings.items():
        if reading.status == "unresolved":
            seen = "; ".join(_seen(report.document, part, reading)) or NOTHING
            yield make(
                "unresolved-head", "info", WHOLE, None,
                {"variant": part, "page": reading.page or 1, "seen": seen},
                figures=[], cause="reading", rule="R0",
            )  # fmt: skip


def _seen(head: DocumentHead, part: str, reading: PartReading) -> Iterator[str]:
    """What was taken, if anything, and what else it may be."""
    value = (head.signer and head.signer.name) if part == "signer" else getattr(head, part)
    if value:
        yield value
    yield from reading.alternatives
