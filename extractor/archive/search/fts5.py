"""The index of words on SQLite: FTS5, without its own copy of the texts.

Words with their marks are a column of their own and nothing is ever deleted, which such a table
cannot do (before SQLite 3.43): what the index still finds of a replaced report has no report any
more. It answers in the order of the entries' numbers, so that the newest cost no look at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.archive.search.entry import Texts
from extractor.archive.search.sought import Sought

TABLES = (
    "CREATE VIRTUAL TABLE fulltext USING "
    "fts5(head, exact, bare, facets, content='', tokenize='ascii')",
)
FORGET: tuple[str, ...] = ()
SETTLE: tuple[str, ...] = ()
HELD = "SELECT id FROM fulltext_docsize"
_HEAD = "h0"
"""Before each word of a head: another word there, so that no text is gone through for it."""
_INTO = "INSERT INTO fulltext (rowid, head, exact, bare, facets) VALUES (?, ?, ?, ?, ?)"


def rows(entries: Iterable[tuple[int, Texts]]) -> Iterator[tuple[str, list[tuple[int | str, ...]]]]:
    """Statements and what they are given for each entry."""
    given = sorted(entries)  # sorted: half the cost
    yield _INTO, [(number, _headed(texts.head.split()), *texts[1:]) for number, texts in given]


def _headed(words: Iterable[str]) -> str:
    return " ".join(f"{_HEAD}{word}" for word in words)


def matching(sought: Sought, head: bool) -> tuple[str, dict[str, str]]:
    """A query for the numbers of entries, to which conditions on ``id`` may be added."""
    parts = []
    for phrase in sought.phrases:
        if head:
            parts.append(f'head : "{_headed(phrase.bare)}"')
        elif phrase.exact:
            parts.append(f'exact : "{" ".join(phrase.exact)}"')
        else:
            parts.append(f'bare : "{" ".join(phrase.bare)}"')
    parts += [f"facets : ({' OR '.join(any_)})" for any_ in sought.facets]
    return _QUERY, {"words": " AND ".join(parts)}


_QUERY = "SELECT rowid AS id FROM fulltext WHERE fulltext MATCH :words"
