"""The archive's reports one by one, as read and as decided, and their figures as rows.

Only what counts: the newest version of each name, and of its readings the last. Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from extractor.archive.asking import listed
from extractor.archive.deciding import Decided, laid_over
from extractor.book.names import Lang
from extractor.models import Report
from extractor.writers.figurerows import DecidedRow, View, decided_rows


def reported(
    connection: Connection, lang: Lang, start: str | None = None, end: str | None = None
) -> Iterator[Decided]:
    """Each report as decided and as it was read, under the path it has now; by path.

    ``start`` and ``end`` are ISO days: only reports whose period ends between them.
    """
    for line in list(listed(connection, start, end)):
        told = laid_over(connection, line["sha256"], lang)
        read = _at(told.read, line["path"])
        same = told.report is told.read
        yield replace(told, read=read, report=read if same else _at(told.report, line["path"]))


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
    for told in reported(connection, lang, start, end):
        yield from decided_rows(told.read, told.report, told.said, view, lang)
