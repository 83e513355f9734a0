"""Many reports → one book of tables: form 06, every figure, every finding, every source.

Knows reports only. Adds nothing up: what may be added is said by :mod:`.totals`, and a writer
leaves the adding to the reader's own spreadsheet. pandas is imported when a book is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.across import join
from extractor.book.names import Lang
from extractor.models import Report

if TYPE_CHECKING:
    import pandas as pd

    from extractor.consolidate.form import Mark

__all__ = ["Book", "consolidate"]


@dataclass(frozen=True)
class Book:
    """The tables of one consolidation; row labels are 0…n-1 in every frame."""

    wide: pd.DataFrame
    """A row a unit, scope and period; a column for each metric of the form. See :mod:`.form`."""
    marks: tuple[Mark, ...]
    """What a reader of ``wide`` must know of single cells, by row and column."""
    long: pd.DataFrame
    """A row a figure. See :mod:`.frames`."""
    findings: pd.DataFrame
    """A row a finding, worst first; ``row`` is the row of its first figure in ``long``, or -1."""
    sources: pd.DataFrame
    """A row a document, whatever came of it."""
    conventions: pd.DataFrame
    """A row a document and way of counting. See :mod:`.conventions`."""
    timeline: pd.DataFrame
    """A row an order, a target, a found number, with what was reported. See :mod:`.timeline`."""
    citations: pd.DataFrame
    """A row a document that another one names. See :mod:`.citations`."""
    unsure: int
    """Cells of ``wide`` that are unresolved or in dispute."""


def consolidate(reports: Iterable[Report], lang: Lang = "vi") -> Book:
    """The book of these reports; names and messages are in ``lang``."""
    from extractor.consolidate.citations import citations_frame
    from extractor.consolidate.conventions import conventions_frame
    from extractor.consolidate.form import form
    from extractor.consolidate.frames import figures_frame, findings_frame, sources_frame
    from extractor.consolidate.timeline import timeline_frame

    given = tuple(reports)
    joined = join(given, lang)
    wide, marks = form(given, joined)
    return Book(
        wide=wide,
        marks=marks,
        long=figures_frame(given, lang, joined.findings),
        findings=findings_frame(given, joined.findings, lang),
        sources=sources_frame(given, lang, joined.replaced),
        conventions=conventions_frame(given, lang),
        timeline=timeline_frame(given, lang),
        citations=citations_frame(given),
        unsure=len({(mark.row, mark.column) for mark in marks if mark.doubtful}),
    )
