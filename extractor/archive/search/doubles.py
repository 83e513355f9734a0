"""Documents that are one and the same for a reader, though their bytes differ.

A report unsigned and signed, scanned again, sent again with one figure changed: of one unit and
one period, or of one number, and nearly one text. Whether that is a mistake is for a person to
say; what differs is told. Reports of two units or two months are alike by custom and no doubles.
Knows the tables; reads no document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, Literal

from sqlalchemy import Connection, select

from extractor.across.citing import number_key
from extractor.archive.schema import entries, figures, reports
from extractor.archive.search.sketch import likeness, numbers

Kind = Literal["same-text", "near-text", "same-number"]

LIKE = 0.7
"""Share of runs of words from which texts are nearly one: a changed figure costs three runs."""
_MANY = 50
"""Documents of one unit and period from which only those are compared that share a band."""
_BAND = 6
"""Numbers of a sketch that must be the same in both."""

_Key = tuple[str, str | None, str, str | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not the same in both; ``None`` where one lacks it."""

    metric: str
    level: str
    unit: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Double:
    """Two documents, the older one on record first."""

    kind: Kind
    likeness: float
    """0 to 1, estimated to a tenth or so; 1 where the words are the same."""
    first: Any
    second: Any
    """Rows with sha256, report_id, number, unit, period."""
    figures: tuple[Difference, ...]


def doubles(connection: Connection) -> Iterator[Double]:
    """Every two that are one for a reader, by unit and period."""
    told: set[tuple[int, int]] = set()
    for group in _groups(connection):
        for a, b in _pairs(group):
            pair = (a.report_id, b.report_id)
            kind, share = _how(a, b)
            if kind is not None and pair not in told:
                told.add(pair)
                yield Double(kind, share, a, b, tuple(_differences(connection, *pair)))


def _groups(connection: Connection) -> Iterator[list[Any]]:
    """Documents that may be doubles of each other: by text, by unit and period, by number."""
    columns = (entries.c.report_id, entries.c.unit, entries.c.unit_key, entries.c.first,
               entries.c.last, entries.c.period, entries.c.digest, entries.c.sketch,
               reports.c.sha256, reports.c.number, reports.c.date)  # fmt: skip
    chosen = select(*columns).join(reports, reports.c.id == entries.c.report_id)
    found: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in connection.execute(chosen.order_by(entries.c.report_id)):
        if row.sketch is None:
            continue
        found["text", row.digest].append(row)
        if row.unit_key and row.first:
            found["period", row.unit_key, row.first, row.last].append(row)
        if row.number and row.unit_key:
            key = ("number", number_key(row.number), row.unit_key, row.date or "")
            found[key].append(row)
    yield from (group for group in found.values() if len(group) > 1)


def _pairs(group: list[Any]) -> Iterable[tuple[Any, Any]]:
    """Every two of a group; of a large one those that share a band of their sketches."""
    if len(group) <= _MANY:
        return combinations(group, 2)
    bands: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for at, row in enumerate(group):
        for start in range(0, len(row.sketch), 4 * _BAND):
            bands[start, row.sketch[start : start + 4 * _BAND]].append(at)
    near = {pair for ats in bands.values() for pair in pairwise(ats)}
    return ((group[a], group[b]) for a, b in sorted(near))


def _how(a: Any, b: Any) -> tuple[Kind | None, float]:
    if a.digest == b.digest:
        return "same-text", 1.0
    share = likeness(numbers(a.sketch), numbers(b.sketch))
    alike = (a.unit_key, a.first, a.last) == (b.unit_key, b.first, b.last)
    if alike and share >= LIKE:
        return "near-text", share
    same = a.number and b.number and number_key(a.number) == number_key(b.number)
    if same and a.unit_key == b.unit_key and a.date == b.date:
        return "same-number", share
    return None, share


def _differences(connection: Connection, first: int, second: int) -> Iterator[Difference]:
    """Figures of the same name and scope whose numbers differ."""
    before, after = _figures(connection, first), _figures(connection, second)
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            level, unit, metric, _ = key
            yield Difference(metric, level, unit, _said(before.get(key)), _said(after.get(key)))


def _figures(connection: Connection, report: int) -> dict[_Key, tuple[str | None, ...]]:
    columns = (figures.c.level, figures.c.unit, figures.c.metric, figures.c.period, figures.c.value)
    chosen = select(*columns).where(figures.c.report_id == report).order_by(figures.c.seq)
    found: defaultdict[_Key, list[str | None]] = defaultdict(list)
    for row in connection.execute(chosen):
        found[row.level, row.unit, row.metric, row.period].append(row.value)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}


def _said(values: tuple[str | None, ...] | None) -> str | None:
    return None if values is None else ", ".join(value or "?" for value in values)
