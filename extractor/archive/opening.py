"""Opens an archive: its database, made or brought up to this program's tables where need be.

Knows database URLs, what SQLite and PostgreSQL are told at the start, and the order of the
tables' versions. A database of a newer program is refused untouched.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from extractor.archive.migrations.steps import STEPS, upgrade
from extractor.archive.place import Card, Place, alone, read_card, write_card
from extractor.archive.schema import archive as collection
from extractor.archive.schema import reports, runs
from extractor.archive.search.index import complete
from extractor.archive.times import now
from extractor.archive.troubles import asking, filing, missing, unread, usage
from extractor.book.names import Lang

WAIT_MS = 10_000
"""How long a reader waits for a writer that is just then putting its pages in place."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive. Whoever changes it holds :meth:`writing`."""

    place: Place
    engine: Engine
    id: str
    lang: Lang

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the database for as long as the block lasts."""
        with asking(self.place.root, self.lang), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection of which there is only one at a time; transactions are the caller's.

        Raises:
            OutputError: somebody else writes, or nobody can.
        """
        with (
            alone(self.place, self.lang),
            asking(self.place.root, self.lang),
            self.engine.connect() as connection,
        ):
            _hold(connection, self)
            yield connection


def _hold(connection: Connection, archive: Archive) -> None:
    """On a server, against writers with another copy of the folder, or on another machine."""
    if connection.dialect.name != "postgresql":
        return
    key = uuid.UUID(archive.id).int & ((1 << 63) - 1)
    connection.execute(text("SET lock_timeout = '3s'"))
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": key})
    connection.commit()


def create(root: Path, database: str | None, lang: Lang) -> str:
    """Make a folder an archive and return its id; one whose making was broken off is finished.

    Args:
        root: a new, an empty, or a half-made folder.
        database: URL of an empty database, or None for SQLite in the folder.
        lang: of the messages.

    Raises:
        UsageError: it is one already, or folder or database hold something else.
    """
    place = Place(root)
    if place.mark.exists():
        raise usage("archive.exists", lang, folder=root)
    with filing(root, lang):
        root.mkdir(parents=True, exist_ok=True)
        foreign = sorted({path.name for path in root.iterdir()} - place.own())
    if foreign:
        raise usage("archive.not-empty", lang, folder=root, name=foreign[0])
    url = url_of(database, lang) if database else None
    with alone(place, lang), filing(root, lang):
        place.originals.mkdir(exist_ok=True)
        place.incoming.mkdir(exist_ok=True)
        engine = engine_for(place, url, lang)
        try:
            with asking(root, lang), engine.begin() as connection:
                known = _make(connection, lang)
        finally:
            engine.dispose()
        shown = url._replace(password=None).render_as_string(hide_password=False) if url else ""
        write_card(place, Card(known, shown), lang)
    return known


def _make(connection: Connection, lang: Lang) -> str:
    """The tables and the one row that names the collection, all or nothing."""
    present = inspect(connection).get_table_names()
    if present and "alembic_version" not in present:
        raise usage("archive.foreign-tables", lang, name=sorted(present)[0])
    if present and connection.execute(select(runs.c.id).limit(1)).first():
        raise usage("archive.taken", lang)
    upgrade(connection)
    known = connection.execute(select(collection.c.id)).scalar()
    if known is None:
        known = str(uuid.uuid4())
        connection.execute(insert(collection), {"id": known, "made": now()})
    return known


@contextlib.contextmanager
def opened(
    root: Path,
    database: str | None = None,
    lang: Lang = "vi",
    renewing: Callable[[int], None] | None = None,
) -> Iterator[Archive]:
    """The archive of a folder, ready for this program; closed when the block ends.

    ``database`` is its URL where that needs more than the folder says, such as a password.
    ``renewing`` is told how many reports an older program left, before they are brought up to
    this one's tables and search index: that may take minutes.

    Raises:
        UsageError: no archive, or the database of another one.
        MissingToolError: a newer program made it.
        NothingReadError: the database is damaged or not to be reached.
    """
    place = Place(root)
    card = read_card(place, lang)
    named = database or card.database
    engine = engine_for(place, url_of(named, lang) if named else None, lang)
    try:
        archive = Archive(place, engine, card.id, lang)
        _make_ready(archive, renewing)
        yield archive
    finally:
        engine.dispose()


def _make_ready(archive: Archive, renewing: Callable[[int], None] | None) -> None:
    lang = archive.lang
    with asking(archive.place.root, lang), archive.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise unread("archive.no-tables", lang, folder=archive.place.root)
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found not in STEPS:
            raise missing("archive.newer", lang, folder=archive.place.root, found=found)
        known = connection.execute(select(collection.c.id)).scalar()
        old = found != STEPS[-1]
        held = connection.scalar(select(func.count()).select_from(reports)) if old else 0
    if known != archive.id:
        raise usage("archive.other", lang, folder=archive.place.root)
    if old:
        if renewing is not None and held:
            renewing(held)
        with archive.writing() as connection, connection.begin():
            upgrade(connection)
            complete(connection)


def url_of(given: str, lang: Lang) -> URL:
    """A URL with the driver that we use.

    Raises:
        UsageError: it is none, or of a database that we do not know.
        MissingToolError: the driver is not installed.
    """
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise usage("archive.bad-url", lang) from error
    if url.get_backend_name() == "sqlite" and url.database:
        return url.set(database=str(Path(url.database).absolute()))
    if url.get_backend_name() != "postgresql":
        raise usage("archive.bad-url", lang)
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise missing("archive.no-driver", lang) from error
    return url.set(drivername="postgresql+psycopg")


def engine_for(place: Place, url: URL | None, lang: Lang) -> Engine:
    """The database of a folder; nothing is opened yet."""
    if url is not None and url.get_backend_name() == "postgresql":
        return create_engine(url, poolclass=NullPool)
    file = place.database if url is None else Path(str(url.database))
    engine = create_engine("sqlite://", creator=lambda: _sqlite(file), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Python's driver would begin late and commit around DDL; see SQLAlchemy on pysqlite."""
    connection.exec_driver_sql("BEGIN")


def _sqlite(file: Path) -> sqlite3.Connection:
    still = not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists()
    if still and file.exists():
        return _told(sqlite3.connect(f"file:{quote(str(file))}?mode=ro&immutable=1", uri=True))
    connection = _told(sqlite3.connect(file))
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _told(connection: Any) -> sqlite3.Connection:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={WAIT_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection  # type: ignore[no-any-return]
