"""Ways of counting as a table: a row a document and convention, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from extractor.book.names import Lang, metric_name
from extractor.messages import say_convention
from extractor.models import Report

CONVENTIONS = (
    "document", "issuer", "period", "convention", "about", "shown", "count", "equations", "code",
)  # fmt: skip


def conventions_frame(reports: Sequence[Report], lang: Lang = "vi") -> pd.DataFrame:
    """A row a convention that was looked for, document by document, in the order declared."""
    rows = [row for report in reports for row in _rows(report, lang)]
    return pd.DataFrame(rows, columns=list(CONVENTIONS), dtype=object)


def _rows(report: Report, lang: Lang) -> Iterator[tuple[Any, ...]]:
    head = report.document
    for one in report.convention_evidence:
        said = say_convention(one, lang)
        about = metric_name(one.about, lang) if one.about else None
        yield (
            *(report.source.path, head.issuer, head.period.label if head.period else None),
            *(said.name, about, said.value, sum(one.seen.values())),
            *("\n".join(one.equations) or None, one.name),
        )
