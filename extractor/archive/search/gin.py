"""The index of words on PostgreSQL: an array of words for each document, under a GIN index.

A text's words stand there bare; with their marks after a '='; those of its head after a '^'; a
filter's after a '#'; and every two bare ones side by side as one word with a '_', so that what the
index says of one word, or of two without marks, is certain and no text has to be opened for it, and
nearly certain of all else. Longer phrases are then looked for in the places of the words, in a
table of their own, document by document, the newest first. There a long text lies in several rows,
because places are counted to 16.383, and 256 of one word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import text

from extractor.archive.search.entry import Texts
from extractor.archive.search.sought import MOST, Sought

TABLES = (
    "CREATE TABLE fulltext (id bigint PRIMARY KEY, words text[] NOT NULL)",
    "CREATE TABLE fulltext_places (id bigint, part integer, places tsvector NOT NULL, "
    "PRIMARY KEY (id, part))",
    "CREATE INDEX fulltext_words ON fulltext USING gin (words)",
)
FORGET = (
    "DELETE FROM fulltext WHERE id = :id",
    "DELETE FROM fulltext_places WHERE id = :id",
)
SETTLE = ("SELECT gin_clean_pending_list('fulltext_words')",)
HELD = "SELECT id FROM fulltext"
READY = text("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
"""The planner does not know what opening a text costs, and would rather read all of them."""

_WORDS = "INSERT INTO fulltext (id, words) VALUES (%s, string_to_array(%s, ' '))"
_PLACES = "INSERT INTO fulltext_places (id, part, places) VALUES (%s, %s, %s::tsvector)"
_PART = 4_000
"""Words of a row of places, at the most."""
_ALIKE = 255
"""Of these, so many the same at the most."""


def rows(entries: Iterable[tuple[int, Texts]]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Statements and what they are given for each entry."""
    given = list(entries)
    yield _WORDS, [(number, _words(texts)) for number, texts in given]
    parts = ((number, *part) for number, texts in given for part in enumerate(_places(texts)))
    yield _PLACES, list(parts)


def _words(texts: Texts) -> str:
    """Each word and each two, once; as one text, which the driver hands over much faster."""
    found = {f"#{word}" for word in texts.facets.split()}
    found |= {f"={word}" for word in _split(texts.exact)}
    for mark, told in (("", texts.bare), ("^", texts.head)):
        words = _split(told)
        found |= {mark + word for word in words} | _pairs(mark, words)
    return " ".join(found)


def _split(words: str) -> list[str]:
    return words.split(" ") if words else []


def _pairs(mark: str, words: Sequence[str]) -> set[str]:
    return {f"{mark}{a}_{b}" for a, b in pairwise(words)}


def _places(texts: Texts) -> Iterator[str]:
    bare, exact = _split(texts.bare), _split(texts.exact)
    head = len(_split(texts.head))
    start = end = 0
    while end < len(bare):
        places: defaultdict[str, list[str]] = defaultdict(list)
        for end in range(start + 1, min(start + _PART, len(bare)) + 1):
            place = f"{end - start}{'A' if end <= head else ''}"
            places[bare[end - 1]].append(place)
            places[f"={exact[end - 1]}"].append(place)
            if len(places[bare[end - 1]]) == _ALIKE:
                break
        yield " ".join(f"'{word}':{','.join(at)}" for word, at in places.items() if word != "=")
        start = end - MOST


def matching(sought: Sought, head: bool) -> tuple[str, dict[str, Any]]:
    """A query for the numbers of entries, to which conditions on ``id`` may be added."""
    told: dict[str, Any] = {}
    must: set[str] = set()
    has = []
    for at, phrase in enumerate(sought.phrases):
        mark = "^" if head else ""
        exact = () if head else phrase.exact
        must |= {f"={word}" for word in exact}
        must |= _pairs(mark, phrase.bare) or {mark + phrase.bare[0]}
        if len(phrase.bare) > (1 if exact else 2):
            told[f"phrase{at}"] = _following("=" if exact else mark, exact or phrase.bare)
            has.append(_HAS.format(at=at))
    if must:
        told["must"] = sorted(must)
    told |= {f"any{at}": [f"#{w}" for w in any_] for at, any_ in enumerate(sought.facets)}
    indexed = ["words @> CAST(:must AS text[])"] * bool(must)
    indexed += [f"words && CAST(:any{at} AS text[])" for at in range(len(sought.facets))]
    found = _FOUND.format(" AND ".join(indexed))
    return f"{found}{''.join(has)} WHERE true", told


_FOUND = (
    "WITH found AS MATERIALIZED (SELECT id FROM fulltext WHERE {}) "
    "SELECT newest.id FROM (SELECT id FROM found ORDER BY id DESC OFFSET 0) AS newest"
)
_HAS = (
    " CROSS JOIN LATERAL (SELECT 1 FROM fulltext_places AS of WHERE of.id = newest.id "
    "AND of.places @@ CAST(:phrase{at} AS tsquery) LIMIT 1) AS has{at}"
)


def _following(mark: str, words: Sequence[str]) -> str:
    before, weight = ("=", "") if mark == "=" else ("", ":A" if mark else "")
    return " <-> ".join(f"'{before}{word}'{weight}" for word in words)
