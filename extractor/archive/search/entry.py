"""What the index holds of one report: its words, and by what it is sorted and counted.

Made in the worker that read the document, or later of what the database holds of it; both give
the same. Knows the document object and the columns; touches no database.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from extractor.across.periods import span, stretch
from extractor.archive.schema import storable
from extractor.archive.search.amounts import amount_words
from extractor.archive.search.sketch import sketch_of
from extractor.archive.search.words import bare_and_exact, composed
from extractor.head.periods import nominal
from extractor.models import Period
from extractor.units.matching import key_of

Told = Mapping[str, Any]

_HEAD = ("number", "type", "issuer", "parent", "place", "title")
_YEAR, _MONTH = 4, 7
"""Characters of an ISO day that name its year, and its month."""


class Texts(NamedTuple):
    """The words of one document, parted by single spaces."""

    head: str
    """Of its number, issuer, title, signer: bare."""
    exact: str
    """Of head and pages, with their marks."""
    bare: str
    """The same without."""
    facets: str
    """What documents are filtered by, as words that no text has."""


class Entry(NamedTuple):
    """A row of the table of entries without its number, and the words for the index."""

    row: dict[str, Any]
    day: int
    """By which entries are sorted: that of the document, or the last of its period."""
    texts: Texts


def entry_of(head: Told, pages: Iterable[str], figures: Iterable[Told]) -> Entry:
    """The entry of a document.

    Args:
        head: ``document`` of its document object.
        pages: its pages' text, as repaired.
        figures: rows with metric, level and amount.
    """
    told = " ; ".join(_said(head))
    heading, exact = bare_and_exact(composed(told))
    body: list[str] = []
    for text in pages:
        bare, marked = bare_and_exact(composed(text))
        body += bare
        exact += marked
    first, last, label = _period(head)
    unit, kind = (storable(head.get(name)) for name in ("issuer", "type"))
    key = key_of(unit) if unit else ""
    row = {
        "unit": unit,
        "unit_key": key,
        "type": kind or "",
        "first": first,
        "last": last,
        "period": label,
        "digest": hashlib.sha256(" ".join(body).encode()).hexdigest(),
        "sketch": sketch_of(body),
    }
    facets = [type_word(kind or ""), unit_word(key)]
    if first and last:
        facets += [stretch_word(first, last), *_year_word(first, last)]
    facets += amount_words(figures)
    words = (heading, exact, [*heading, *body], facets)
    return Entry(row, _day(head.get("date") or last), Texts(*map(" ".join, words)))


def _said(head: Told) -> Iterator[str]:
    yield from (str(head[name]) for name in _HEAD if head.get(name))
    signer = head.get("signer") or {}
    yield from (str(signer[name]) for name in ("name", "position") if signer.get(name))


def _period(head: Told) -> tuple[str, str, str]:
    """First and last month as 'YYYY-MM', and how they are called; '' where nothing is known.

    Of a document without a period they are those of its date.
    """
    told = head.get("period")
    period = Period.model_validate(told) if told else None
    if (months := stretch(period)) is not None:
        return _month(months.first), _month(months.last), months.label()
    days = nominal(period) if period else None
    if days and span(*days):
        return days[0][:_MONTH], days[1][:_MONTH], f"{days[0]}…{days[1]}"
    month = (head.get("date") or "")[:_MONTH]
    return month, month, ""


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _day(told: str | None) -> int:
    """An ISO day or month as a number that sorts like it; 0 for none."""
    try:
        whole = told or ""
        return date.fromisoformat(whole if len(whole) > _MONTH else f"{whole}-01").toordinal()
    except ValueError:
        return 0


def type_word(kind: str) -> str:
    """The word by which documents of a type are found."""
    return _facet("t", kind)


def unit_word(key: str) -> str:
    """That of a unit's key."""
    return _facet("u", key)


def stretch_word(first: str, last: str) -> str:
    """That of a period of whole months."""
    return f"m{first}{last}".replace("-", "")


def year_word(year: str) -> str:
    """That of everything within a year."""
    return f"y{year}"


def _year_word(first: str, last: str) -> list[str]:
    same = first[:_YEAR] == last[:_YEAR]
    return [year_word(first[:_YEAR])] if same else []


def _facet(kind: str, told: str) -> str:
    return f"{kind}{zlib.crc32(told.encode(errors='replace')):08x}"
