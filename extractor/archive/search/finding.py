"""Documents that answer a question: which, in what order, and how many there are of each kind.

No more than so many are looked at, the newest: who asks for what is in every document is told
that there are more. Of those, what has the words in its head (number, issuer, title, signer)
comes first, and of both the newest. Knows the tables; not what a hit looks like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select, text

from extractor.archive.schema import entries
from extractor.archive.search.amounts import words_within
from extractor.archive.search.entry import stretch_word, type_word, unit_word, year_word
from extractor.archive.search.fulltext import numbers
from extractor.archive.search.question import Condition, Question
from extractor.archive.search.sought import Sought
from extractor.archive.search.words import bare_words

MOST = 1_000
"""Documents that are counted and sorted."""
_AT_ONCE = 5_000
_COLUMNS = (entries.c.id, entries.c.report_id, entries.c.unit, entries.c.unit_key,
            entries.c.type, entries.c.first, entries.c.last, entries.c.period)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What else must be true of a document; '' for no matter."""

    unit: str = ""
    """Words of its issuer's name."""
    type: str = ""
    first: str = ""
    last: str = ""
    """Months within which its period lies."""


@dataclass(slots=True)
class Found:
    """Entries in the order in which they are shown."""

    entries: list[Any]
    more: bool
    """There are more than were looked at, all of them older."""
    units: Counter[str] = field(default_factory=Counter)
    periods: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


def find(
    connection: Connection, question: Question, filters: Filters, most: int | None = MOST
) -> Found:
    """The documents; ``most`` None looks at all of them."""
    filters = _with_period(filters, question)
    facets = [*_facets(connection, filters), *map(_having, question.conditions)]
    if any(not any_ for any_ in facets):
        return Found([], False)
    sought = Sought(question.phrases, tuple(facets))
    rest = numbers(connection, sought, None if most is None else most + 1)
    first: list[int] = []
    if question.phrases and rest:
        there = set(rest)  # of a head the index knows no marks: what has other ones is not there
        headed = numbers(connection, sought, None, head=True, since=rest[-1])
        first = [number for number in headed if number in there]
    all_ = list(dict.fromkeys((*first, *rest)))
    more = most is not None and len(all_) > most
    found = Found(_entries(connection, all_[:most]), more)
    _count(found)
    return found


def _with_period(filters: Filters, question: Question) -> Filters:
    if not question.first:
        return filters
    first, last = max(filters.first, question.first), question.last
    return replace(filters, first=first, last=min(filters.last, last) if filters.last else last)


def _facets(connection: Connection, filters: Filters) -> list[tuple[str, ...]]:
    """Words of the index of which one must be there, for each filter."""
    found: list[tuple[str, ...]] = []
    if filters.type:
        found.append((type_word(filters.type),))
    if filters.unit:
        found.append(tuple(unit_word(key) for key in _units(connection, filters.unit)))
    if filters.first:
        found.append(tuple(_within(filters.first, filters.last)))
    return found


def _units(connection: Connection, asked: str) -> list[str]:
    """Keys of the units whose name has the words side by side, whatever their marks."""
    words = f" {' '.join(bare_words(asked))} "
    chosen = select(entries.c.unit_key, entries.c.unit).where(entries.c.unit.is_not(None))
    return sorted(
        {
            row.unit_key
            for row in connection.execute(chosen.distinct())
            if words in f" {' '.join(bare_words(row.unit))} "
        }
    )


def _within(first: str, last: str) -> Iterable[str]:
    """The words of all periods within these months."""
    if first > last:
        return []
    if (first[:4], first[5:], last[5:]) == (last[:4], "01", "12"):
        return [year_word(first[:4])]
    a, b = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    months = [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(a, b + 1)]
    return [stretch_word(x, y) for at, x in enumerate(months) for y in months[at:]]


def _having(condition: Condition) -> tuple[str, ...]:
    """Words of the index of which a document with such a figure has one."""
    meant = condition.meant
    words = (words_within(m, meant.level, condition.sign, condition.amount) for m in meant.metrics)
    return tuple(word for some in words for word in some)


def _entries(connection: Connection, chosen: list[int]) -> list[Any]:
    """The entries of the numbers, in their order."""
    rows: dict[int, Any] = {}
    for at in range(0, len(chosen), _AT_ONCE):
        # Written out, since thousands of parameters take longer than to find the rows.
        listed = text(f"entries.id IN ({', '.join(map(str, chosen[at : at + _AT_ONCE]))})")
        told = select(*_COLUMNS).where(listed, entries.c.report_id.is_not(None))
        rows |= {row[0]: row for row in connection.execute(told).all()}
    return [rows[number] for number in chosen if number in rows]


def _count(found: Found) -> None:
    called: dict[str, str] = {}
    for entry in found.entries:
        unit = called.setdefault(entry.unit_key, entry.unit or "")
        found.units[unit] += 1
        found.periods[entry.period or entry.first] += 1
        found.types[entry.type] += 1
