"""What is shown of the documents that were found: who, what, when, and the words themselves.

Knows the tables; layout is the caller's business.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select

from extractor.archive.schema import figures, files, pages, reports, versions
from extractor.archive.search.question import Condition, Question
from extractor.archive.search.quoting import quote_of

Told = dict[str, Any]

_HEAD = ("type", "number", "issuer", "date", "title")
_FIGURE = ("figure", "level", "unit", "metric", "value", "printed", "status", "period", "page")
_FIGURES = 3
"""Figures that are shown for a condition."""

# Built once: for each hit anew they would cost more than the database itself.
_TOLD = select(reports.c.sha256, *(reports.c[name] for name in _HEAD)).where(
    reports.c.id == bindparam("report")
)
_PAGES = (
    select(pages.c.number, func.coalesce(pages.c.repaired, pages.c.text))
    .where(pages.c.report_id == bindparam("report"))
    .order_by(pages.c.number)
)
_NEWEST = (
    select(func.max(versions.c.number))
    .where(versions.c.file_id == files.c.id)
    .correlate(files)
    .scalar_subquery()
)
_NAMES = (
    select(files.c.path, versions.c.number.label("version"), _NEWEST.label("newest"))
    .join(versions, versions.c.file_id == files.c.id)
    .where(versions.c.sha256 == bindparam("sha256"))
    .order_by(files.c.path, versions.c.number)
)
_MINE = select(figures).where(figures.c.report_id == bindparam("report")).subquery()


def hit_of(connection: Connection, entry: Any, question: Question) -> Told:
    """One document that was found."""
    row = connection.execute(_TOLD, {"report": entry.report_id}).mappings().one()
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
    return [(row[0], row[1]) for row in connection.execute(_PAGES, {"report": report})]


def _names(connection: Connection, sha256: str) -> list[Told]:
    """Each name that the original was given under, and whether another has replaced it there."""
    return [
        {"path": row.path, "version": row.version, "replaced": row.newest != row.version}
        for row in connection.execute(_NAMES, {"sha256": sha256})
    ]


def _figures(connection: Connection, report: int, condition: Condition) -> list[Told]:
    chosen = (
        select(*(_MINE.c[name] for name in (*_FIGURE, "quote")))
        .where(_meets(condition))
        .order_by(_MINE.c.seq)
        .limit(_FIGURES)
    )
    return [dict(row) for row in connection.execute(chosen, {"report": report}).mappings()]


def _meets(condition: Condition) -> ColumnElement[bool]:
    """Whether a figure of the report is one asked for."""
    amount = _MINE.c.amount
    compared = {
        ">": amount > condition.amount,
        ">=": amount >= condition.amount,
        "<": amount < condition.amount,
        "<=": amount <= condition.amount,
        "=": amount == condition.amount,
        "!=": amount != condition.amount,
    }[condition.sign]
    meant = condition.meant
    own = and_(_MINE.c.metric.in_(meant.metrics), compared)
    return own if meant.level is None else and_(own, _MINE.c.level == meant.level)
