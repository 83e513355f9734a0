"""The index of words as each database keeps it: FTS5 on SQLite, ``tsvector`` on PostgreSQL.

Knows how words are put there and asked for; both answer alike. The words come folded, so that
neither database folds anything, and hold nothing but letters and digits: no question can say
anything in a database's own language.

On SQLite words with their marks are a column of their own and nothing is ever deleted, which a
table without its own copy of the texts cannot do (before SQLite 3.43): what the index still finds
of a replaced report has no report any more. On PostgreSQL a word with its marks stands at the
place of the bare one, after a '='; a filter's word after a '#'. A long text lies in several rows,
because places are counted to 16.383 there, and 256 of one word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from extractor.archive.search.entry import Texts

_SQLITE = (
    "CREATE VIRTUAL TABLE fulltext USING "
    "fts5(head, exact, bare, facets, content='', tokenize='ascii')",
)
_POSTGRESQL = (
    "CREATE TABLE fulltext (id bigint, part integer, words tsvector NOT NULL, "
    "PRIMARY KEY (id, part))",
    "CREATE INDEX fulltext_words ON fulltext USING gin (words)",
    "CREATE INDEX fulltext_long ON fulltext (id) WHERE part > 0",
)
_PART = 4_000
"""Words of a row on PostgreSQL, at the most."""
_ALIKE = 255
"""Of these, so many the same at the most."""
MOST = 32
"""Words of a question: so many are shared by a text's rows, so that no phrase is cut."""


class Phrase(NamedTuple):
    """Words that stand side by side."""

    bare: tuple[str, ...]
    exact: tuple[str, ...] = ()
    """The same with marks; () where marks make no difference."""


class Sought(NamedTuple):
    """What must all be in a document."""

    phrases: tuple[Phrase, ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()
    """Of each, one."""

    def __bool__(self) -> bool:
        return bool(self.phrases or self.facets)


def make(connection: Connection) -> None:
    """The tables, empty."""
    for statement in _SQLITE if _is_sqlite(connection) else _POSTGRESQL:
        connection.execute(text(statement))


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def put(connection: Connection, entries: Iterable[tuple[int, Texts]]) -> None:
    """Take texts in, under their entries' numbers."""
    rows: list[tuple[int | str, ...]]
    if _is_sqlite(connection):
        rows = [(number, *texts) for number, texts in sorted(entries)]  # sorted: half the cost
        into = "INSERT INTO fulltext (rowid, head, exact, bare, facets) VALUES (?, ?, ?, ?, ?)"
    else:
        rows = [
            (number, part, words)
            for number, texts in entries
            for part, words in enumerate(_vectors(texts))
        ]
        into = "INSERT INTO fulltext (id, part, words) VALUES (%s, %s, %s::tsvector)"
    if rows:
        connection.exec_driver_sql(into, rows)


def _vectors(texts: Texts) -> Iterator[str]:
    bare, exact = texts.bare.split(" "), texts.exact.split(" ")
    facets = " ".join(f"'#{word}'" for word in texts.facets.split())
    head = len(texts.head.split())
    start = end = 0
    while end < len(bare):
        places: defaultdict[str, list[str]] = defaultdict(list)
        for end in range(start + 1, min(start + _PART, len(bare)) + 1):
            place = f"{end - start}{'A' if end <= head else ''}"
            places[bare[end - 1]].append(place)
            places[f"={exact[end - 1]}"].append(place)
            if len(places[bare[end - 1]]) == _ALIKE:
                break
        words = (f"'{word}':{','.join(at)}" for word, at in places.items() if word.strip("="))
        yield " ".join((*words, facets))
        start = end - MOST


def forget(connection: Connection, number: int) -> None:
    """An entry has no report any more."""
    if not _is_sqlite(connection):
        gone = text("DELETE FROM fulltext WHERE id = :id")
        connection.execute(gone, {"id": number})


def held(connection: Connection) -> set[int]:
    """Numbers of the entries whose words are in the index."""
    table = "fulltext_docsize" if _is_sqlite(connection) else "fulltext"
    return set(connection.execute(text(f"SELECT DISTINCT id FROM {table}")).scalars())


def matching(
    connection: Connection, sought: Sought, *, head: bool = False, since: int = 0
) -> tuple[str, dict[str, str]]:
    """A query for the numbers of entries in which all of it is, with its parameters.

    Args:
        connection: tells the database.
        sought: not empty.
        head: only in the head of the document.
        since: entries of lower numbers need not be looked at.
    """
    if _is_sqlite(connection):
        query = f"SELECT rowid AS id FROM fulltext WHERE fulltext MATCH :words AND rowid >= {since}"
        return query, {"words": _fts5(sought, head)}
    each = [_tsquery(phrase, head) for phrase in sought.phrases]
    each += ["(" + " | ".join(f"'#{word}'" for word in any_) + ")" for any_ in sought.facets]
    query = f"SELECT id FROM fulltext WHERE {_HAS.format('words')} AND id >= {since}"
    told = {"words": " & ".join(each)}
    if len(each) > 1:  # of a long text one word may be in one row, and one in another
        apart = {f"word{at}": words for at, words in enumerate(each)}
        long = " INTERSECT ".join(_LONG + _HAS.format(name) for name in apart)
        return f"{query} UNION ({long})", {**told, **apart}
    return query, told


_HAS = "words @@ CAST(:{} AS tsquery)"
_LONG = "SELECT id FROM fulltext WHERE id IN (SELECT id FROM fulltext WHERE part > 0) AND "


def _fts5(sought: Sought, head: bool) -> str:
    parts = []
    for phrase in sought.phrases:
        column = "head" if head else "exact" if phrase.exact else "{head bare}"
        words = phrase.exact if phrase.exact and not head else phrase.bare
        parts.append(f'{column} : "{" ".join(words)}"')
    parts += [f"facets : ({' OR '.join(any_)})" for any_ in sought.facets]
    return " AND ".join(parts)


def _tsquery(phrase: Phrase, head: bool) -> str:
    weight = ":A" if head else ""
    words = (f"={w}" for w in phrase.exact) if phrase.exact and not head else phrase.bare
    return " <-> ".join(f"'{word}'{weight}" for word in words)


def contains(connection: Connection, number: int, phrases: Sequence[Phrase]) -> bool:
    """Whether an entry is found by all of the phrases."""
    query, told = matching(connection, Sought(tuple(phrases)))
    one = text(f"SELECT 1 FROM ({query}) AS found WHERE id = :id")
    return connection.execute(one, {**told, "id": number}).first() is not None


def clear(connection: Connection) -> None:
    """Empty the index, whatever state it is in."""
    connection.execute(text("DROP TABLE IF EXISTS fulltext"))
    make(connection)
