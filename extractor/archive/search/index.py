"""Keeps the index in step with the reports: within the transaction that writes them.

Knows which reports are searched, the valid one of each original, and how one replaces another.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from extractor.archive.rows import put
from extractor.archive.schema import entries, figures, pages, reports
from extractor.archive.search import fulltext
from extractor.archive.search.entry import Entry, Texts, entry_of
from extractor.archive.search.sought import Phrase

_SEQ_BITS = 24
"""Of an entry's number, below its day: 16 million documents."""
_AT_ONCE = 200
_ASKED = 16
"""Phrases by which an entry is looked for when the index is verified."""

_OF_ORIGINAL = (
    select(entries.c.id, entries.c.report_id)
    .join(reports, reports.c.id == entries.c.report_id)
    .where(reports.c.sha256 == bindparam("sha256"))
)
_FREED = update(entries).where(entries.c.report_id == bindparam("gone")).values(report_id=None)


class Index:
    """The index as one writer sees it."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        highest = select(func.max(entries.c.id.bitwise_and((1 << _SEQ_BITS) - 1)))
        self._last = int(connection.execute(highest).scalar() or 0)
        self._rows: list[dict[str, Any]] = []
        self._texts: list[tuple[int, Texts]] = []

    def free(self, sha256: str) -> None:
        """No report of the original is valid any more; another is about to be."""
        for number, report in self._db.execute(_OF_ORIGINAL, {"sha256": sha256}).all():
            fulltext.forget(self._db, number)
            self._db.execute(_FREED, {"gone": report})

    def enter(self, report: int, entry: Entry) -> None:
        """Take a report in; it is found after :meth:`flush`."""
        self._last += 1
        number = (entry.day << _SEQ_BITS) + self._last
        self._rows.append({"id": number, "report_id": report, **entry.row})
        self._texts.append((number, entry.texts))

    def flush(self) -> None:
        """Write down what was entered; many at once cost half."""
        if self._rows:
            put(self._db, entries, self._rows)
            fulltext.put(self._db, self._texts)
            self._rows, self._texts = [], []


def lacking(connection: Connection) -> list[int]:
    """Valid reports that are not in the table of entries."""
    valid = select(func.max(reports.c.id)).group_by(reports.c.sha256)
    entered = select(entries.c.report_id).where(entries.c.report_id.is_not(None))
    chosen = select(reports.c.id).where(reports.c.id.in_(valid), reports.c.id.not_in(entered))
    return list(connection.execute(chosen.order_by(reports.c.id)).scalars())


def wordless(connection: Connection) -> list[Row[int, int]]:
    """Number and report of each entry whose words are not in the index."""
    chosen = select(entries.c.id, entries.c.report_id).where(entries.c.report_id.is_not(None))
    held = fulltext.held(connection)
    return [row for row in connection.execute(chosen) if row.id not in held]


def complete(connection: Connection) -> None:
    """Enter whatever the index lacks, from what the database holds: all, in an old archive."""
    index = Index(connection)
    for at, report in enumerate(lacking(connection), 1):
        index.enter(report, kept(connection, report))
        if at % _AT_ONCE == 0:
            index.flush()
    index.flush()
    for number, report in wordless(connection):
        fulltext.put(connection, [(number, kept(connection, report).texts)])


def renew(connection: Connection) -> int:
    """Make the index anew, whatever state it is in; how many documents it has now."""
    connection.execute(update(entries).values(report_id=None))
    fulltext.clear(connection)
    complete(connection)
    return len(fulltext.held(connection))


def finds(connection: Connection, number: int, entry: Entry) -> bool:
    """Whether the index finds an entry by words of it, with marks and without."""
    bare, exact = entry.texts.bare.split(), entry.texts.exact.split()
    step = max(1, len(bare) // _ASKED)
    phrases = [
        Phrase(tuple(bare[at : at + 2]), tuple(exact[at : at + 2]) if at % 2 else ())
        for at in range(0, len(bare), step)
    ]
    return not phrases or fulltext.contains(connection, number, phrases[:_ASKED])


def kept(connection: Connection, report: int) -> Entry:
    """The entry of a report, made again from what the database holds."""
    body = connection.execute(select(reports.c.body).where(reports.c.id == report)).scalar_one()
    head = json.loads(zlib.decompress(body))["document"]
    return entry_of(head, texts(connection, report), amounts(connection, report))


def texts(connection: Connection, report: int) -> Iterator[str]:
    """The text of each page, as repaired."""
    text = func.coalesce(pages.c.repaired, pages.c.text)
    chosen = select(text).where(pages.c.report_id == report).order_by(pages.c.number)
    yield from connection.execute(chosen).scalars()


def amounts(connection: Connection, report: int) -> Iterator[dict[str, Any]]:
    """What its figures are found by."""
    columns = (figures.c.metric, figures.c.level, figures.c.amount)
    chosen = select(*columns).where(figures.c.report_id == report)
    yield from map(dict, connection.execute(chosen).mappings())
