"""Which units the archive's reports are of: the tree, the names that were met, what people said.

The tree is the program's own units and, over them, those of the table that the office loaded.
A name that fits no unit for certain stays a question until a person answers; the answer is a
row of the log of decisions. Knows the tables and the rooms of names; no figure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, null, select

from extractor.archive.asking import valid
from extractor.archive.opening import Archive
from extractor.archive.schema import decisions, figures, reports
from extractor.archive.schema import units as table
from extractor.archive.times import now
from extractor.archive.troubles import usage
from extractor.head.periods import nominal
from extractor.models import Period
from extractor.units.matching import CERTAIN, Match, Matcher, key_of
from extractor.units.names import name_of, without_body
from extractor.units.placing import Placer, written
from extractor.units.table import is_day, overlaps, read, shipped
from extractor.units.tree import Merger, Tree, Unit, merged

SAID = "unit-is"
"""Kind of a decision: the written name ``target`` means the unit ``after``."""
MERGED = "unit-merged"
"""Kind of a decision: the unit ``target`` ended in another; ``after`` is a :class:`Merger`."""
LOADED = "units-loaded"
"""Kind of a decision: the office's table was replaced; ``after`` is its hash."""
CALENDAR = "calendar-loaded"
"""Kind of a decision: another calendar of duties counts from now on; ``after`` is its hash."""
_LISTS = ("successors", "aliases")


@dataclass(frozen=True, slots=True)
class Seen:
    """A name as it was written in reports, and what it may mean."""

    written: str
    match: Match
    reports: int
    first: str | None
    """The ends of the first and of the last period whose reports have it."""
    last: str | None
    parent: str | None = None
    """The superior above it, where the name alone does not tell whose it is."""

    @property
    def asked(self) -> str:
        """What :func:`confirm` takes for it."""
        return written(self.written, self.parent)


def load(archive: Archive, path: Path, by: str) -> int:
    """Put a table in the place of the one loaded before; returns its number of units.

    Raises:
        UsageError: mistakes in the table, or a unit in it twice; the one before stays.
    """
    units = read(path, shipped(), archive.lang)
    for a, b in overlaps(_laid_over(units)):
        raise usage("units.twice", archive.lang, first=a.id, second=b.id, name=a.full)
    rows = [_row(unit) for unit in units]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with archive.writing() as connection, connection.begin():
        connection.execute(delete(table))
        if rows:
            connection.execute(insert(table), rows)
        _decide(connection, by, LOADED, path.name, None, digest, str(len(rows)))
    return len(units)


def _row(unit: Unit) -> dict[str, str]:
    return {
        column.name: json.dumps(value, ensure_ascii=False)
        if isinstance(value := getattr(unit, column.name), tuple)
        else value
        for column in table.columns
    }


def tree(connection: Connection) -> Tree:
    """Every unit of all times; the office's word on a unit goes before ours.

    A person's word that one was merged into another is laid over both.
    """
    own = []
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        lists = {name: tuple(json.loads(row[name])) for name in _LISTS}
        own.append(Unit(**{**row, **lists}))
    return Tree(merged(_laid_over(own).all(), _mergers(connection)))


def _mergers(connection: Connection) -> Iterator[Merger]:
    told = select(decisions.c.after).where(decisions.c.kind == MERGED).order_by(decisions.c.id)
    return (Merger(**json.loads(after)) for after in connection.execute(told).scalars())


def _laid_over(own: Iterable[Unit]) -> Tree:
    return Tree((*shipped().all(), *own))


def matcher(connection: Connection) -> Matcher:
    """The names of the tree and what people said of others."""
    told = select(decisions.c.target, decisions.c.after).where(decisions.c.kind == SAID)
    said = {row.target: str(row.after) for row in connection.execute(told.order_by(decisions.c.id))}
    known = tree(connection)
    last = {one.unit: one.into for one in _mergers(connection)}
    here = {unit: into for unit, into in last.items() if unit != into and into in known}
    return Matcher(known, said, here)


def seen(connection: Connection) -> Iterator[Seen]:
    """Each name that issues a report or stands beside figures, by what it may mean on its days.

    A name that means one unit before a day and another after it comes once for each.
    """
    known = tree(connection)
    names = matcher(connection)
    placers = cache(lambda on: Placer(names, known, on))
    found: dict[tuple[str, str | None, Match], list[Any]] = {}
    for query in (_issuers(), _rows()):
        for name, above, end, label, count in connection.execute(query).all():
            day = end or end_of(label)
            match, parent = _meant(placers(day), name, above)
            held = found.setdefault((name, parent, match), [0, set()])
            held[0] += count
            held[1] |= {day} - {None}
    for (name, parent, match), (count, ends) in sorted(found.items(), key=_by_name):
        first, last = min(ends, default=None), max(ends, default=None)
        yield Seen(name, match, count, first, last, parent)


def _by_name(item: Any) -> tuple[str, str]:
    return item[0][0], item[0][1] or ""


def _meant(placer: Placer, name: str, above: str | None) -> tuple[Match, str | None]:
    """What a name means, and the superior if it needs that to be told or asked about."""
    alone = placer.place(name, None)
    match = placer.place(name, above) if above else alone
    return match, None if match == alone and match.how in CERTAIN else above


def end_of(label: str | None) -> str | None:
    """The end of a period that prints no days, as its name has it."""
    if not label:
        return None
    days = nominal(Period(start=None, end=None, label=label, kind="unknown"))
    return days[1] if days else None


def _issuers() -> Select[Any]:
    columns = (reports.c.issuer, reports.c.parent, reports.c.period_end, reports.c.period_label)
    chosen = select(*columns, func.count()).where(reports.c.issuer.is_not(None))
    return chosen.where(reports.c.id.in_(valid())).group_by(*columns)


def _rows() -> Select[Any]:
    columns = (figures.c.unit, reports.c.period_end, reports.c.period_label)
    counted = func.count(figures.c.report_id.distinct())
    chosen = select(columns[0], null(), *columns[1:], counted)
    joined = chosen.join(reports, reports.c.id == figures.c.report_id)
    return joined.where(figures.c.unit.is_not(None), reports.c.id.in_(valid())).group_by(*columns)


def confirm(archive: Archive, name: str, unit: str, by: str, reason: str) -> Unit:
    """A person says which unit a written name means; from now on it is certain.

    Raises:
        UsageError: no such unit, or no name.
    """
    with archive.writing() as connection, connection.begin():
        known = tree(connection)
        if unit not in known:
            raise usage("archive.no-unit", archive.lang, unit=unit)
        if not name_of(name).words:
            raise usage("archive.no-name", archive.lang, name=name)
        key = key_of(name)
        before = matcher(connection).match(name)
        told = before.unit.id if before.unit else None
        _decide(connection, by, SAID, key, told, unit, reason)
        return known[unit]


def merge(archive: Archive, unit: str, into: str, day: str, by: str, reason: str) -> Unit:
    """A person says that a unit ended in another on a day; returns the unit as it is now.

    Raises:
        UsageError: no such unit, no such day, or the other does not stand on it.
    """
    with archive.writing() as connection, connection.begin():
        known = tree(connection)
        for id in (unit, into):
            if id not in known:
                raise usage("archive.no-unit", archive.lang, unit=id)
        if not is_day(day):
            raise usage("archive.no-day", archive.lang, day=day)
        if into != unit and not known[into].stands(day):
            raise usage("archive.not-standing", archive.lang, unit=known[into].full, day=day)
        before = json.dumps({"end": known[unit].end, "successors": known[unit].successors})
        after = json.dumps(asdict(Merger(unit, into, day)))
        _decide(connection, by, MERGED, unit, before, after, reason)
        return tree(connection)[unit]


def _decide(
    connection: Connection,
    by: str,
    kind: str,
    target: str,
    before: str | None,
    after: str,
    reason: str,
) -> None:
    row = {"at": now(), "by": by, "kind": kind, "target": target, "before": before}
    connection.execute(insert(decisions), {**row, "after": after, "reason": reason})


def drafted(met: Iterable[Seen]) -> Iterator[Unit]:
    """Names that nothing is known of, as rows for the office's table: to be completed there.

    Of those that only stand beside figures a place's: other rows are mostly fields of work.
    """
    names = list(met)
    known = {key_of(one.written): one.match.unit.id for one in names if one.match.unit}
    ids = known | {key_of(one.written): _id(one) for one in reversed(names) if _is_new(one)}
    taken: set[str] = set()
    for one in filter(_is_new, names):
        name = name_of(one.written)
        above = ids.get(key_of(one.parent or ""), "")
        id = ids[key_of(one.written)]
        if id in taken:  # two of one name below two superiors are two
            id = "-".join(filter(None, (id, name_of(one.parent or "").bare)))
        if id not in taken:
            taken.add(id)
            yield Unit(id, without_body(one.written), name.rank, name.level, above)


def _is_new(one: Seen) -> bool:
    name = name_of(one.written)
    return one.match.how == "unknown" and bool(name.words) and bool(name.level or one.parent)


def _id(one: Seen) -> str:
    name = name_of(one.written)
    return "-".join(filter(None, (name.bare, "-".join(name.rank.split()))))


def open_questions(met: Iterable[Seen]) -> list[Seen]:
    """Those of the names that a person must look at."""
    return [one for one in met if one.match.how not in CERTAIN]
