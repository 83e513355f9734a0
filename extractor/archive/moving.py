"""A whole collection from one place to another: an export is an archive itself, on SQLite.

So it needs nothing but this program to be used, and what can be verified there is verified
here. The database is copied as it stands at one moment, while others may go on writing; an
original is in its place before a record speaks of it, so none is lacking. From a server to a
file and back the rows go table by table.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from extractor.archive import originals as files_of
from extractor.archive.migrations.steps import upgrade
from extractor.archive.opening import Archive, engine_for
from extractor.archive.place import Card, Place, write_card
from extractor.archive.rows import Row
from extractor.archive.schema import archive as collection
from extractor.archive.schema import decisions, metadata, originals, outcomes, runs
from extractor.archive.search.index import complete
from extractor.archive.troubles import asking, filing, unread, usage
from extractor.writers.atomic import flush

_AT_ONCE = 500
SUMS = "SHA256SUMS"
"""In an export: the hash of every original, in the form of ``sha256sum -c``."""


def export(archive: Archive, target: Path) -> int:
    """A copy of the archive as a new folder; returns the number of its originals.

    Raises:
        UsageError: the folder exists.
        OutputError: it cannot be written; what was begun is removed.
        NothingReadError: an original is lost or damaged; no copy is left that hides it.
    """
    if target.exists():
        raise usage("archive.export-exists", archive.lang, folder=target)
    part = Place(target.with_name(f"{target.name}.part"))
    try:
        with filing(target.parent, archive.lang):
            shutil.rmtree(part.root, ignore_errors=True)
            part.originals.mkdir(parents=True)
            part.incoming.mkdir()
        with (
            _copied(archive, part) as engine,
            engine.connect() as connection,
            filing(target.parent, archive.lang),
        ):
            count = _take_all(archive.place, part, connection, archive)
        write_card(part, Card(archive.id), archive.lang)
        with filing(target.parent, archive.lang):
            for folder in (*part.originals.iterdir(), part.root):
                flush(folder)
            part.root.replace(target)
            flush(target.parent)
    finally:
        shutil.rmtree(part.root, ignore_errors=True)
    return count


@contextlib.contextmanager
def _copied(archive: Archive, part: Place) -> Iterator[Engine]:
    """The database as it stands now, as a SQLite file in the new folder."""
    engine = engine_for(part, None, archive.lang)
    try:
        with asking(part.root, archive.lang):
            if archive.engine.dialect.name == "sqlite":
                _back_up(archive.engine, part.database)
            else:
                with engine.begin() as new:
                    upgrade(new)
                with archive.reading() as old, engine.begin() as new:
                    _copy_rows(old, new)
            yield engine
    finally:
        engine.dispose()


def _back_up(engine: Engine, file: Path) -> None:
    """SQLite's own copy of a database in use (https://sqlite.org/backup.html)."""
    new = sqlite3.connect(file)
    with contextlib.closing(new), engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.commit()
        raw.backup(new)


def _copy_rows(old: Connection, new: Connection) -> None:
    """Every row of every table, parents before children."""
    for table in metadata.sorted_tables:
        batch: list[Row] = []
        for row in old.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings():
            batch.append(dict(row))
            if len(batch) == _AT_ONCE:
                new.execute(insert(table), batch)
                batch.clear()
        if batch:
            new.execute(insert(table), batch)
    complete(new)


def _take_all(old: Place, new: Place, connection: Connection, archive: Archive) -> int:
    """The originals that the copied database knows, each hashed as it is copied."""
    known = sorted(connection.execute(select(originals.c.sha256)).scalars())
    for sha256 in known:
        try:
            files_of.stage(new, files_of.where(old, sha256), sha256)
        except (files_of.Changed, files_of.Unreadable) as error:
            raise unread("archive.lost-original", archive.lang, sha256=sha256) from error
        files_of.settle(new, sha256)
    lines = (f"{sha256}  originals/{sha256[:2]}/{sha256}\n" for sha256 in known)
    (new.root / SUMS).write_text("".join(lines), encoding="ascii")
    return len(known)


def take_in(archive: Archive, source: Archive) -> int:
    """Everything of another archive into this one, which must be empty; all or nothing.

    Returns the number of originals.

    Raises:
        UsageError: this archive holds something.
        NothingReadError: an original of the other is lost or damaged.
    """
    with archive.writing() as new, source.reading() as old:
        with new.begin():
            for table in (originals, decisions):
                if new.execute(select(table).limit(1)).first():
                    raise usage("archive.import-into", archive.lang, folder=archive.place.root)
        known = sorted(old.execute(select(originals.c.sha256)).scalars())
        _stage_all(archive, source.place, known)
        with new.begin():
            for table in (outcomes, runs, collection):
                new.execute(delete(table))
            _copy_rows(old, new)
            new.execute(update(collection).values(id=archive.id))
            _number_on(new)
        with filing(archive.place.root, archive.lang):
            files_of.recover(archive.place, set(known).__contains__)
    return len(known)


def _stage_all(archive: Archive, source: Place, known: list[str]) -> None:
    """Copies that are removed by the next writer if no record comes to speak of them."""
    with filing(archive.place.root, archive.lang):
        for sha256 in known:
            try:
                files_of.stage(archive.place, files_of.where(source, sha256), sha256)
            except (files_of.Changed, files_of.Unreadable) as error:
                raise unread("archive.lost-original", archive.lang, sha256=sha256) from error
        files_of.flush_names(archive.place)


def _number_on(connection: Connection) -> None:
    """A server numbers on behind the rows that brought their numbers along."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        if table.autoincrement_column is not None:
            last = f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {table.name})"
            name = f"pg_get_serial_sequence('{table.name}', 'id')"
            connection.execute(text(f"SELECT setval({name}, {last}, false)"))
