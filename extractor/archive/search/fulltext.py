"""The index of words, whichever database keeps it: how words are put there and asked for.

Both answer alike. The words come folded, so that neither database folds anything, and hold
nothing but letters and digits: no question can say anything in a database's own language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import ModuleType

from sqlalchemy import Connection, text

from extractor.archive.search import fts5, gin
from extractor.archive.search.entry import Texts
from extractor.archive.search.sought import Phrase, Sought


def _of(connection: Connection) -> ModuleType:
    """What knows the database."""
    return fts5 if connection.dialect.name == "sqlite" else gin


def make(connection: Connection) -> None:
    """The tables, empty."""
    for statement in _of(connection).TABLES:
        connection.execute(text(statement))


def clear(connection: Connection) -> None:
    """Empty the index, whatever state it is in."""
    for name in ("fulltext", "fulltext_places"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    make(connection)


def put(connection: Connection, entries: Iterable[tuple[int, Texts]]) -> None:
    """Take texts in, under their entries' numbers."""
    for into, rows in _of(connection).rows(entries):
        if rows:
            connection.exec_driver_sql(into, rows)


def forget(connection: Connection, number: int) -> None:
    """An entry has no report any more."""
    for statement in _of(connection).FORGET:
        connection.execute(text(statement), {"id": number})


def settle(connection: Connection) -> None:
    """Put in order what many additions left for later."""
    for statement in _of(connection).SETTLE:
        connection.execute(text(statement))


def held(connection: Connection) -> set[int]:
    """Numbers of the entries whose words are in the index."""
    return set(connection.execute(text(_of(connection).HELD)).scalars())


def numbers(
    connection: Connection,
    sought: Sought,
    most: int | None,
    *,
    head: bool = False,
    since: int = 0,
) -> list[int]:
    """Numbers of the entries in which all of it is, the newest first.

    Args:
        connection: tells the database.
        sought: not empty.
        most: that many at the most; None for all.
        head: its words only in the head of the document.
        since: entries of lower numbers need not be looked at.
    """
    query, told = _of(connection).matching(sought, head)
    limit = "" if most is None else f" LIMIT {most}"
    if connection.dialect.name != "sqlite":
        connection.execute(gin.READY)
    ordered = text(f"{query} AND id >= {since} ORDER BY id DESC{limit}")
    return list(connection.execute(ordered, told).scalars())


def contains(connection: Connection, number: int, phrases: Sequence[Phrase]) -> bool:
    """Whether an entry is found by all of the phrases."""
    query, told = _of(connection).matching(Sought(tuple(phrases)), False)
    one = text(f"{query} AND id = :number")
    return connection.execute(one, {**told, "number": number}).first() is not None
