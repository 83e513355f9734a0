"""What is shown of the documents that were found: who, what, when, and the words themselves.

Knows the tables; layout is the caller's business.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from extractor.archive.schema import figures, files, pages, reports, versions
from extractor.archive.search.finding import meets
from extractor.archive.search.question import Question
from extractor.archive.search.quoting import quote_of

Told = dict[str, Any]

_HEAD = ("type", "number", "issuer", "date", "title")
_FIGURE = ("figure", "level", "unit", "metric", "value", "printed", "status", "period", "page")
_FIGURES = 3
"""Figures that are shown for a condition."""


def hit_of(connection: Connection, entry: Any, question: Question) -> Told:
    """One document that was found."""
    told = select(reports.c.sha256, *(reports.c[name] for name in _HEAD))
    row = connection.execute(told.where(reports.c.id == entry.report_id)).mappings().one()
    quote = quote_of(_pages(connection, entry.report_id), question.phrases)
    return {
        **row,
        "period": entry.period or entry.first or None,
        "names": _names(connection, row["sha256"]),
        "quote": quote._asdict() if quote else None,
        "figures": [
            figure
            for condition in question.conditions
            for figure in _figures(connection, entry.report_id, condition)
        ],
    }


def _pages(connection: Connection, report: int) -> list[tuple[int, str]]:
    text = func.coalesce(pages.c.repaired, pages.c.text)
    chosen = select(pages.c.number, text).where(pages.c.report_id == report)
    return [(row[0], row[1]) for row in connection.execute(chosen.order_by(pages.c.number))]


def _names(connection: Connection, sha256: str) -> list[Told]:
    """Each name that the original was given under, and whether another has replaced it there."""
    newest = (
        select(func.max(versions.c.number))
        .where(versions.c.file_id == files.c.id)
        .correlate(files)
        .scalar_subquery()
    )
    chosen = (
        select(files.c.path, versions.c.number.label("version"), newest.label("newest"))
        .join(versions, versions.c.file_id == files.c.id)
        .where(versions.c.sha256 == sha256)
        .order_by(files.c.path, versions.c.number)
    )
    return [
        {"path": row.path, "version": row.version, "replaced": row.newest != row.version}
        for row in connection.execute(chosen)
    ]


def _figures(connection: Connection, report: int, condition: Any) -> list[Told]:
    chosen = (
        select(*(figures.c[name] for name in _FIGURE), figures.c.quote)
        .where(figures.c.report_id == report, meets(condition))
        .order_by(figures.c.seq)
        .limit(_FIGURES)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]
