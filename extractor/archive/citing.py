"""What the documents of an archive name of each other, told anew from what is kept of them.

Nothing of it is stored: a document that is taken in later may be the one that an earlier one
names. The heads of all documents lie in columns; what each names is read off its document object,
of which only the beginning is unpacked. Knows the tables; what is meant is decided in
:mod:`extractor.across.citing`.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from extractor.across.bodies import agency_of
from extractor.across.citing import (
    Collection,
    Link,
    Named,
    Standing,
    is_doubtful,
    number_key,
)
from extractor.across.citing import by_named as together
from extractor.archive.asking import Told, counting
from extractor.archive.reading import body_of
from extractor.archive.schema import reports
from extractor.models import DocumentHead

UNRESOLVED: frozenset[Standing] = frozenset({"possible", "ambiguous", "missing"})
"""What a person can do something about."""
Mentions = re.Pattern[bytes]
_AT_ONCE = 500
_PIECE = 32_000
_SOURCE, _DOCUMENT = '{"source":', ',"document":'


@dataclass(frozen=True, slots=True)
class Naming:
    """One document that names another."""

    document: Told
    """Who names it: path, sha256, type, number, date, issuer, title."""
    link: Link
    targets: tuple[Told, ...]
    """What is named, or may be, of the same shape."""


class Graph:
    """Who names whom in an archive, as it stands now."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.documents = counting(connection)
        """Each that counts, by its name."""
        self._at = {told["sha256"]: at for at, told in enumerate(self.documents)}
        self._collection = Collection([_named(told) for told in self.documents], self._doubtful)

    def all(self) -> Iterator[Naming]:
        """Every naming, by the names of the documents."""
        for at, head in self._heads():
            yield from self.of(self.documents[at]["sha256"], head)

    def of(self, sha256: str, head: DocumentHead | None = None) -> Iterator[Naming]:
        """What one document names; ``head``: its own, where it is at hand.

        A version that no longer counts names nothing.
        """
        at = self._at.get(sha256)
        if at is None:
            return
        for link in self._collection.links(at, head or self._head(at)):
            yield Naming(self.documents[at], link, tuple(self.documents[i] for i in link.targets))

    def to(self, sha256: str) -> Iterator[Naming]:
        """Who names a document, or may do so."""
        at = self._at.get(sha256)
        key = number_key(self.documents[at]["number"]) if at is not None else ""
        for other, head in self._heads(_mentions(key)) if key else ():
            same = tuple(c for c in head.citations if number_key(c.number) == key)
            if same and other != at:
                told = self.of(
                    self.documents[other]["sha256"], head.model_copy(update={"citations": same})
                )
                yield from (naming for naming in told if at in naming.link.targets)

    def _heads(self, only: Mentions | None = None) -> Iterator[tuple[int, DocumentHead]]:
        numbers = [told["id"] for told in self.documents]
        for first in range(0, len(numbers), _AT_ONCE):
            some = numbers[first : first + _AT_ONCE]
            chosen = select(reports.c.id, reports.c.body).where(reports.c.id.in_(some))
            bodies = {row.id: row.body for row in self._db.execute(chosen)}
            for n, report in enumerate(some, start=first):
                if only is None or only.search(body_of(bodies[report])):
                    yield n, head_of(bodies[report])

    def _head(self, at: int) -> DocumentHead:
        mine = select(reports.c.body).where(reports.c.id == self.documents[at]["id"])
        return head_of(self._db.execute(mine).scalar_one())

    def _doubtful(self, at: int) -> bool:
        return is_doubtful(self._head(at))


def by_named(namings: Iterable[Naming]) -> list[list[Naming]]:
    """Namings of one document together."""
    given = list(namings)
    of = {id(one.link): one for one in given}
    told = ((n.link, agency_of(n.document["issuer"], n.document["parent"])) for n in given)
    return [[of[id(link)] for link in group] for group in together(told)]


def _mentions(key: str) -> Mentions:
    """What a document object holds that names such a number: cheaper than reading its head."""
    digits = re.match(r"\d*", key)
    return re.compile(rf'"number":"0*{digits[0] if digits else ""}'.encode())


def head_of(packed: bytes) -> DocumentHead:
    """The head in a document object that is packed, which is not unpacked beyond it."""
    unpacking = zlib.decompressobj()
    text = b""
    while packed:
        text += unpacking.decompress(packed, _PIECE)
        packed = unpacking.unconsumed_tail
        if (told := _beginning(text.decode(errors="ignore"))) is not None:
            return DocumentHead.model_validate(told)
    return DocumentHead.model_validate(json.loads(text)["document"])


def _beginning(text: str) -> dict[str, Any] | None:
    """The head, where the text goes so far and begins as document objects are written."""
    read = json.JSONDecoder().raw_decode
    try:
        _, end = read(text, len(_SOURCE))
        head, _ = read(text, end + len(_DOCUMENT))
    except ValueError:
        return None
    whole = text.startswith(_SOURCE) and text.startswith(_DOCUMENT, end)
    return head if whole and isinstance(head, dict) else None


def _named(told: Told) -> Named:
    agency = agency_of(told["issuer"], told["parent"])
    return Named(told["number"], told["type"], told["date"], agency)
