"""The archive's reports one by one, as read and as decided, and their figures as rows.

Only what counts: the newest version of each name, and of its readings the last. Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from extractor.archive.asking import document, listed
from extractor.archive.deciding import Decided, laid_over
from extractor.book.names import Lang
from extractor.models import Report
from extractor.writers.figurerows import DecidedRow, View, decided_rows


def reported(
    connection: Connection, lang: Lang, start: str | None = None, end: str | None = None
) -> Iterator[tuple[Report, Decided]]:
    """Each report as it was read, and as decided, under the path it has now; by path.

    ``start`` and ``end`` are ISO days: only reports whose period ends between them.
    """
    for line in list(listed(connection, start, end)):
        read = Report.model_validate_json(document(connection, line["sha256"]))
        decided = laid_over(connection, line["sha256"], lang)
        here = replace(decided, report=_at(decided.report, line["path"]))
        yield _at(read, line["path"]), here


def _at(report: Report, path: str) -> Report:
    source = report.source.model_copy(update={"path": path})
    return report.model_copy(update={"source": source})


def figure_rows(
    connection: Connection,
    view: View,
    lang: Lang,
    start: str | None = None,
    end: str | None = None,
) -> Iterator[DecidedRow]:
    """A row for each figure of :func:`reported`."""
    for read, decided in reported(connection, lang, start, end):
        yield from decided_rows(read, decided.report, decided.said, view, lang)
