"""What the archive holds for a term: every valid reading of a report on it, as rows.

Knows the tables; not whose a report is and not which of several counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, func, select

from extractor.across.periods import span
from extractor.archive.asking import valid
from extractor.archive.schema import figures, files, originals, reports, runs, versions
from extractor.head.periods import nominal
from extractor.models import Period
from extractor.office.moments import Moment, moment
from extractor.office.terms import Term, meant

_AT_ONCE = 500
_COLUMNS = (
    *("id", "sha256", "status", "type", "number", "issuer", "parent", "date", "title", "signed"),
    *("period_start", "period_end", "period_kind", "period_label"),
)
T = TypeVar("T")
Printed = tuple[str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Given:
    """One valid reading of a report."""

    report_id: int
    sha256: str
    status: str
    type: str | None
    number: str | None
    issuer: str | None
    parent: str | None
    title: str | None
    moment: Moment
    added: str
    strays: int
    counts: dict[str, int]
    """How many figures with a value it has of each metric."""
    paths: tuple[str, ...]
    overwritten: tuple[str, ...]

    def of(self, metrics: Iterable[str]) -> int:
        """How many figures it has, if any is of these metrics; else 0."""
        told = any(self.counts.get(metric) for metric in metrics)
        return sum(self.counts.values()) if told else 0


def on_term(connection: Connection, term: Term, cutoff: int, tolerance: int) -> list[Given]:
    """Every report on the term, wherever its printed period lies within it."""
    strays = {
        printed: told.strays
        for printed, period in _periods(connection)
        if (told := meant(period, cutoff, tolerance)) is not None and told.term == term
    }
    return _printing(connection, strays)


def oddly(connection: Connection, term: Term, cutoff: int, tolerance: int) -> list[Given]:
    """Reports on a span that is no term ('5 tháng') and ends with this one, or on none we know."""
    end, odd = term.end(cutoff), dict[Printed, int]()
    for printed, period in _periods(connection):
        if meant(period, cutoff, tolerance) is None:
            days = span(*(nominal(period) or (None, None)))
            if days is None or abs((days[1] - end).days) <= tolerance:
                odd[printed] = 0
    return _printing(connection, odd)


def told_terms(connection: Connection, cutoffs: Iterable[int], tolerance: int) -> frozenset[Term]:
    """Every term that some valid report may be on, by any of these cut-offs."""
    columns = [reports.c[name] for name in _COLUMNS[-4:]]
    known = select(*columns).where(reports.c.period_label.is_not(None)).distinct()
    days = tuple(cutoffs)
    found = set()
    for start, end, kind, label in connection.execute(known).all():
        period = Period(start=start, end=end, kind=kind, label=label)
        found |= {told.term for day in days if (told := meant(period, day, tolerance))}
    return frozenset(found)


def unplaced(connection: Connection) -> list[Given]:
    """Every document that tells no period, or could not be read at all."""
    return _given(connection, [(r, 0) for r in _rows(connection, reports.c.period_label.is_(None))])


def _periods(connection: Connection) -> Iterator[tuple[Printed, Period]]:
    """Each way in which reports print a period."""
    columns = [reports.c[name] for name in _COLUMNS[-4:]]
    known = select(*columns).where(reports.c.period_label.is_not(None)).distinct()
    for start, end, kind, label in connection.execute(known).all():
        period = Period(start=start, end=end, kind=kind, label=label)
        yield (start, end, kind, label), period


def _printing(connection: Connection, strays: dict[Printed, int]) -> list[Given]:
    """The reports that print one of these periods."""
    rows: list[Any] = []
    for labels in _pieces(sorted({label or "" for *_, label in strays}), _AT_ONCE):
        rows += _rows(connection, reports.c.period_label.in_(labels))
    mine = [(row, strays[key]) for row in rows if (key := _printed(row)) in strays]
    return _given(connection, mine)


def _printed(row: Any) -> Printed:
    return row.period_start, row.period_end, row.period_kind, row.period_label


def _rows(connection: Connection, which: ColumnElement[bool]) -> list[Any]:
    chosen = (
        select(*(reports.c[name] for name in _COLUMNS), runs.c.started)
        .join(originals, originals.c.sha256 == reports.c.sha256)
        .join(runs, runs.c.id == originals.c.run_id)
        .where(which, reports.c.id.in_(valid()))
        .order_by(reports.c.id)
    )
    return list(connection.execute(chosen).all())


def _given(connection: Connection, rows: Sequence[tuple[Any, int]]) -> list[Given]:
    counts = _counts(connection, [row.id for row, _ in rows])
    names = _names(connection, [row.sha256 for row, _ in rows])
    return [
        Given(
            *(row.id, row.sha256, row.status, row.type, row.number, row.issuer, row.parent),
            row.title,
            moment(row.signed, row.date, row.started),
            row.started,
            strays,
            counts.get(row.id, {}),
            *names[row.sha256],
        )
        for row, strays in rows
    ]


def _counts(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    counted = select(figures.c.report_id, figures.c.metric, func.count(figures.c.value))
    grouped = counted.group_by(figures.c.report_id, figures.c.metric)
    for piece in _pieces(ids, _AT_ONCE):
        here = grouped.where(figures.c.report_id.in_(piece))
        for report, metric, count in connection.execute(here).all():
            found[report][metric] = count
    return found


def _names(
    connection: Connection, hashes: Sequence[str]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of each content: the names it was given under, and the contents that took one of them."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    later = versions.alias()
    both = (later.c.file_id == versions.c.file_id) & (later.c.number > versions.c.number)
    chosen = (
        select(versions.c.sha256, files.c.path, later.c.sha256.label("later"))
        .join(files, files.c.id == versions.c.file_id)
        .outerjoin(later, both)
        .order_by(files.c.path)
    )
    for piece in _pieces(hashes, _AT_ONCE):
        for sha256, path, after in connection.execute(
            chosen.where(versions.c.sha256.in_(piece))
        ).all():
            paths, taken = found.get(sha256, ((), ()))
            paths = paths if path in paths else (*paths, path)
            found[sha256] = (paths, (*taken, after) if after else taken)
    return found


def _pieces(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while piece := list(islice(left, size)):
        yield piece
