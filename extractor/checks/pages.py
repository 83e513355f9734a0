"""What is said of whole pages: read poorly, or with a table from which nothing was read.

Knows how pages were read and what was overlooked on them; judges no figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.findings import make
from extractor.models import Finding, Report, Scope

WHOLE = Scope(level="whole")


def notes_on_pages(report: Report) -> Iterator[Finding]:
    """A warning for every page whose figures need a look, and for every table left unread.

    It names no figure: of all of a page it says nothing about any one of them.
    """
    pages = {figure.evidence.page for figure in report.figures}
    for reading in report.source.readings:
        if reading.quality == "poor" and reading.page in pages:
            yield make(
                "low-quality-page", "warning", WHOLE, None, {"page": reading.page},
                figures=[], cause="reading", rule="R0",
            )  # fmt: skip
    for table in report.overlooked:
        yield make(
            "table-unread", "warning", WHOLE, None,
            {"page": table.page, "rows": table.rows, "quote": table.quote},
            figures=[], cause="reading", rule="R0",
        )  # fmt: skip
