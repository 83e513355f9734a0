"""What is in the archive: a line a document, and one document whole.

Knows the tables; what a line looks like is the caller's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, func, select

from extractor.archive.reading import body_of
from extractor.archive.schema import figures, files, findings, originals, reports, versions
from extractor.head.periods import nominal
from extractor.models import Period

Told = dict[str, Any]

_COLUMNS = ("type", "number", "date", "issuer", "title", "period_start", "period_end", "status")


def listed(
    connection: Connection, start: str | None = None, end: str | None = None
) -> Iterator[Told]:
    """Each name with its valid version and report, by path.

    ``start`` and ``end`` are ISO days: only reports whose period ends between them, or should by
    its name where no days are printed.
    """
    newest = _newest()
    chosen = (
        select(
            *(files.c.path, versions.c.number.label("version"), versions.c.sha256),
            reports.c.id.label("report_id"),
            *(reports.c[name] for name in _COLUMNS if name != "number"),
            reports.c.number.label("document_number"),
        )
        .join(newest, newest.c.file_id == files.c.id)
        .join(versions, _same_version(newest))
        .join(reports, reports.c.sha256 == versions.c.sha256)
        .where(reports.c.id.in_(valid()))
        .order_by(files.c.path)
    )
    if start is not None or end is not None:
        chosen = chosen.where(_ends(connection, start or "", end or "9999"))
    counts = (_counts(connection, figures), _counts(connection, findings))
    for row in connection.execute(chosen).mappings():
        told = dict(row)
        report = told.pop("report_id")
        yield {**told, "figures": counts[0].get(report, 0), "findings": counts[1].get(report, 0)}


def counting(connection: Connection) -> list[Told]:
    """Each document that counts once, under the first of its names, with what it is known by."""
    newest = _newest()
    head = ("type", "number", "date", "issuer", "parent", "title")
    chosen = (
        select(
            *(func.min(files.c.path).label("path"), reports.c.id, reports.c.sha256),
            *(reports.c[name] for name in head),
        )
        .join(newest, newest.c.file_id == files.c.id)
        .join(versions, _same_version(newest))
        .join(reports, reports.c.sha256 == versions.c.sha256)
        .where(reports.c.id.in_(valid()))
        .group_by(reports.c.id, reports.c.sha256, *(reports.c[name] for name in head))
        .order_by(func.min(files.c.path))
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _ends(connection: Connection, start: str, end: str) -> ColumnElement[bool]:
    undated = reports.c.period_end.is_(None)
    known = select(reports.c.period_label).where(undated, reports.c.period_label.is_not(None))
    labels = []
    for label in connection.execute(known.distinct()).scalars():
        days = nominal(Period(start=None, end=None, label=str(label), kind="unknown"))
        if days is not None and start <= days[1] <= end:
            labels.append(label)
    return reports.c.period_end.between(start, end) | (undated & reports.c.period_label.in_(labels))


def valid() -> Select[int]:
    """The numbers of the reports that count: the last of each original."""
    return select(func.max(reports.c.id)).group_by(reports.c.sha256)


def _newest() -> Subquery:
    """The number of each name's valid version."""
    last = func.max(versions.c.number).label("number")
    return select(versions.c.file_id, last).group_by(versions.c.file_id).subquery()


def _same_version(newest: Subquery) -> ColumnElement[bool]:
    return (versions.c.file_id == newest.c.file_id) & (versions.c.number == newest.c.number)


def _counts(connection: Connection, table: Any) -> dict[int, int]:
    counted = select(table.c.report_id, func.count()).group_by(table.c.report_id)
    rows = connection.execute(counted).all()
    return dict(zip((row[0] for row in rows), (row[1] for row in rows), strict=True))


def found(connection: Connection, name: str) -> list[str]:
    """The hashes that a path, the end of one, or the beginning of a hash may mean."""
    newest = _newest()
    by_path = (
        select(versions.c.sha256)
        .join(files, files.c.id == versions.c.file_id)
        .join(newest, _same_version(newest))
    )
    exact = connection.execute(by_path.where(files.c.path == name)).scalars().all()
    if exact:
        return list(exact)
    ends = files.c.path.endswith(f"/{name}", autoescape=True)
    begins = originals.c.sha256.startswith(name.lower(), autoescape=True)
    by_hash = select(originals.c.sha256).where(begins)
    both = (
        *connection.execute(by_path.where(ends)).scalars(),
        *connection.execute(by_hash).scalars(),
    )
    return sorted(set(both))


def document(connection: Connection, sha256: str) -> bytes:
    """The valid document object of an original, JSON in UTF-8 as it was made."""
    mine = select(reports.c.body).where(reports.c.sha256 == sha256)
    return body_of(connection.execute(mine.order_by(reports.c.id.desc()).limit(1)).scalar_one())


def history(connection: Connection, sha256: str) -> list[Told]:
    """Every version of every name under which the original was added."""
    names = select(versions.c.file_id).where(versions.c.sha256 == sha256)
    columns = (files.c.path, versions.c.number.label("version"), versions.c.sha256)
    chosen = (
        select(*columns)
        .join(versions, versions.c.file_id == files.c.id)
        .where(files.c.id.in_(names))
        .order_by(files.c.path, versions.c.number)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]
