"""Which document names which, as a table in words: what is named first, then by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from extractor.across.bodies import Agency, agency_of
from extractor.across.citing import Link, by_named, link_citations
from extractor.models import Report

CITATIONS = (
    "named", "named_date", "named_issuer", "cited", "kept", "role", "document", "number", "issuer",
    "date", "quote", "sha256",
)  # fmt: skip


def citations_frame(reports: Sequence[Report]) -> pd.DataFrame:
    """A row a naming, those of one document together, in the order of its day; laws last.

    Empty where nothing but law is named: nobody looks for it in a folder of reports.
    """
    links = [(link, _own(reports[link.source])) for link in link_citations(reports)]
    groups = sorted(by_named(links), key=lambda group: _order(group[0]))
    rows = [row for group in groups for row in _rows(group, reports)]
    if all(group[0].standing == "law" for group in groups):
        rows = []
    return pd.DataFrame(rows, columns=list(CITATIONS), dtype=object)


def _own(report: Report) -> Agency:
    return agency_of(report.document.issuer, report.document.parent)


def _order(link: Link) -> tuple[bool, str, str]:
    return (link.standing == "law", link.citation.date or "9999", link.citation.number or "")


def _rows(group: Sequence[Link], reports: Sequence[Report]) -> Iterator[tuple[object, ...]]:
    for link in sorted(group, key=lambda link: reports[link.source].document.date or "9999"):
        cited, head = link.citation, reports[link.source].document
        quote = " ".join(cited.quote.split())
        number = cited.number or quote
        named = f"{cited.type} {number}" if cited.type and cited.number else number
        kept = "\n".join(reports[target].source.path for target in link.targets)
        source = reports[link.source].source
        found = (
            named, cited.date, cited.issuer, link.standing, kept, link.role, source.path,
            head.number, head.issuer, head.date, quote, source.sha256,
        )  # fmt: skip
        yield tuple(value or None for value in found)
