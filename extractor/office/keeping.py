"""The office's calendar in the archive: every one that was loaded is kept, the last one counts.

Knows the table; the form of a calendar is :mod:`extractor.office.duties`'.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from extractor.archive.naming import CALENDAR, tree
from extractor.archive.opening import Archive
from extractor.archive.schema import calendars, decisions
from extractor.archive.times import now
from extractor.archive.troubles import usage
from extractor.book.loading import root
from extractor.errors import PatternError
from extractor.office.duties import Calendar, calendar_of, shipped


def calendar(connection: Connection) -> Calendar:
    """The office's calendar; without one, that of the program."""
    row = connection.execute(_last()).first()
    return shipped() if row is None else calendar_of(row.text, row.name)


def written(connection: Connection) -> str:
    """The calendar as the text that it was loaded from, with all its remarks."""
    row = connection.execute(_last()).first()
    if row is not None:
        return str(row.text)
    return (root() / "office" / "calendar.toml").read_text(encoding="utf-8")


def _last() -> Select[Any]:
    return select(calendars).order_by(calendars.c.id.desc()).limit(1)


def load(archive: Archive, path: Path, by: str) -> Calendar:
    """Put a calendar in the place of the one before.

    Raises:
        UsageError: it cannot be read, has a mistake, or names a unit that is not in the tree;
            the one before stays.
    """
    lang = archive.lang
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise usage("office.calendar-unreadable", lang, path=path) from error
    try:
        told = calendar_of(text, path.name)
    except PatternError as error:
        raise usage("office.calendar-fault", lang, why=error) from error
    digest = hashlib.sha256(text.encode()).hexdigest()
    with archive.writing() as connection, connection.begin():
        known = tree(connection)
        named = (
            told.receiver,
            *(id for duty in told.duties for id in (*duty.units, *duty.without)),
        )
        for unit in filter(None, named):
            if unit not in known:
                raise usage("archive.no-unit", lang, unit=unit)
        row = {"at": now(), "by": by}
        connection.execute(insert(calendars), {**row, "name": path.name, "text": text})
        said = {"kind": CALENDAR, "target": path.name, "after": digest, "reason": ""}
        connection.execute(insert(decisions), {**row, **said})
    return told
