"""Is everything still there, and still what it was?

Hashes every original anew, looks for files without a record and records without a file, unpacks
every document object and counts its rows, and takes a sample through the line again. Changes
nothing, and needs no lock: what another process adds meanwhile is not its business.
"""

from __future__ import annotations

import hashlib
import json
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select, text

from extractor.archive import originals as files_of
from extractor.archive.naming import CALENDAR
from extractor.archive.opening import Archive
from extractor.archive.reading import body_of, program, read_one, storable
from extractor.archive.schema import (
    calendars,
    decisions,
    entries,
    figures,
    findings,
    originals,
    pages,
    reports,
    runs,
)
from extractor.archive.search import index
from extractor.batch import Job
from extractor.intake import Arrival
from extractor.models import Source
from extractor.settings import Limits, Scanning, Settings

_AT_ONCE = 500
_HEADS = ("type", "issuer", "date", "period_start", "period_end", "period_label", "signed")
_AS_READ = ("path", "problems")
"""Of a document object's source: what depends on the name that it was added under."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was put on record."""

    code: str
    what: str


@dataclass(slots=True)
class Tally:
    """What was looked at."""

    originals: int = 0
    reports: int = 0
    derived: int = 0
    """Reports that were made again and compared."""
    underived: int = 0
    """Reports of the sample that another program made, or other knowledge."""
    faults: list[Fault] = field(default_factory=list)


def verify(archive: Archive, sample: int, seed: int = 0) -> Tally:
    """Look at all of the archive; ``sample`` reports are made again, chosen by ``seed``."""
    tally = Tally()
    with archive.reading() as connection:
        tally.faults += _database(connection)
        tally.faults += _originals(archive, connection, tally)
        tally.faults += _reports(connection, tally)
        tally.faults += _calendars(connection)
        tally.faults += _unfound(connection)
        chosen = _chosen(connection, sample, seed)
        for row in chosen:
            tally.faults += _derived(archive, connection, row, tally)
            tally.faults += _misfound(connection, row)
    return tally


def _database(connection: Connection) -> Iterator[Fault]:
    """SQLite's own judgement; a PostgreSQL server keeps its own checksums."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check(10)")):
        if said != "ok":
            yield Fault("database-damaged", str(said))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault("database-damaged", f"{row[0]}: {row[1]} → {row[2]}")


def _originals(archive: Archive, connection: Connection, tally: Tally) -> Iterator[Fault]:
    on_record = set()
    columns = select(originals.c.sha256, originals.c.size)
    for sha256, size in connection.execute(columns).all():
        tally.originals += 1
        on_record.add(sha256)
        fault = files_of.fault_of(archive.place, sha256, size)
        if fault is not None:
            yield Fault(f"original-{fault}", sha256)
    read = set(connection.execute(select(reports.c.sha256).distinct()).scalars())
    yield from (Fault("report-missing", sha256) for sha256 in sorted(on_record - read))
    for path in files_of.kept(archive.place):
        if path.name not in on_record and not _newer(archive, path.name):
            yield Fault("original-unknown", str(path.relative_to(archive.place.root)))


def _newer(archive: Archive, sha256: str) -> bool:
    """Whether the file was put on record after we began to look."""
    with archive.reading() as connection:
        found = select(originals.c.size).where(originals.c.sha256 == sha256)
        return connection.execute(found).first() is not None


def _reports(connection: Connection, tally: Tally) -> Iterator[Fault]:
    """Each document object is whole, and its rows are as many as it says."""
    counts = {
        name: dict(_counted(connection, table))
        for name, table in (("figures", figures), ("findings", findings), ("readings", pages))
    }
    last = 0
    heads = (reports.c[name] for name in _HEADS)
    columns = select(reports.c.id, reports.c.sha256, reports.c.body, reports.c.body_sha256, *heads)
    while True:
        after = columns.where(reports.c.id > last).order_by(reports.c.id).limit(_AT_ONCE)
        rows = connection.execute(after).all()
        if not rows:
            return
        for row in rows:
            tally.reports += 1
            if not _whole(row, counts):
                yield Fault("report-damaged", row.sha256)
        last = rows[-1].id


def _unfound(connection: Connection) -> Iterator[Fault]:
    """Reports that no search can find."""
    without = {*index.lacking(connection), *(row.report_id for row in index.wordless(connection))}
    for report in sorted(without):
        sha256 = connection.execute(select(reports.c.sha256).where(reports.c.id == report)).scalar()
        yield Fault("index-lacks", str(sha256))


def _misfound(connection: Connection, row: Any) -> Iterator[Fault]:
    """The index is still what the report's words make it."""
    found = connection.execute(select(entries).where(entries.c.report_id == row.id)).first()
    if found is None:
        return  # another report is the valid one, or it was said before
    try:
        again = index.kept(connection, row.id)
    except (zlib.error, ValueError):
        return  # said before
    if not again.row.items() <= found._asdict().items() or not index.finds(
        connection, found.id, again
    ):
        yield Fault("index-differs", row.sha256)


def _counted(connection: Connection, table: Any) -> Iterator[tuple[int, int]]:
    counted = select(table.c.report_id, func.count()).group_by(table.c.report_id)
    return ((report, count) for report, count in connection.execute(counted).all())


def _whole(row: Any, counts: dict[str, dict[int, int]]) -> bool:
    try:
        body = body_of(row.body)
    except zlib.error:
        return False
    if hashlib.sha256(body).hexdigest() != row.body_sha256:
        return False
    told = json.loads(body)
    has = {name: len(told.get(name, ())) for name in ("figures", "findings")}
    has["readings"] = len(told["source"]["readings"])
    if any(getattr(row, name) != value for name, value in _head(told["document"]).items()):
        return False
    return all(counts[name].get(row.id, 0) == count for name, count in has.items())


def _head(head: dict[str, Any]) -> dict[str, str | None]:
    """What stands in columns of its own, by which a report is looked for."""
    period = head["period"] or {}
    stamps = [stamp["at"] for stamp in head["signed"] if stamp["at"]]
    told = {name: head[name] for name in ("type", "issuer", "date")}
    told |= {f"period_{name}": period.get(name) for name in ("start", "end", "label")}
    told["signed"] = max(stamps, default=None)
    return {name: storable(value) for name, value in told.items()}


def _calendars(connection: Connection) -> Iterator[Fault]:
    """Every calendar of duties is the text whose hash the log of decisions has."""
    told = select(decisions.c.after).where(decisions.c.kind == CALENDAR)
    known = set(connection.execute(told).scalars())
    for row in connection.execute(select(calendars).order_by(calendars.c.id)):
        if hashlib.sha256(row.text.encode()).hexdigest() not in known:
            yield Fault("calendar-damaged", f"{row.name} ({row.at})")


def _chosen(connection: Connection, sample: int, seed: int) -> list[Any]:
    """Reports to be made again, the same for the same seed and the same archive."""
    good = select(reports.c.id).where(reports.c.status == "ok").order_by(reports.c.id)
    ids = list(connection.execute(good).scalars())
    picked = random.Random(seed).sample(ids, min(sample, len(ids)))
    columns = (
        *(reports.c.id, reports.c.sha256, reports.c.body, reports.c.program, runs.c.settings),
        *(originals.c.kind, originals.c.media_type, originals.c.size),
    )
    whole = (
        select(*columns)
        .join(originals, originals.c.sha256 == reports.c.sha256)
        .join(runs, runs.c.id == reports.c.run_id)
    )
    return [connection.execute(whole.where(reports.c.id == one)).one() for one in sorted(picked)]


def _derived(archive: Archive, connection: Connection, row: Any, tally: Tally) -> Iterator[Fault]:
    """The report, made again from its original, is the one on record."""
    if row.program != program():
        tally.underived += 1
        return
    if files_of.fault_of(archive.place, row.sha256, row.size) is not None:
        return  # said before
    try:
        kept = json.loads(body_of(row.body))
    except (zlib.error, ValueError):
        return  # said before
    tally.derived += 1
    file = files_of.where(archive.place, row.sha256)
    path = kept["source"]["path"]
    source = Source(path, row.kind, row.media_type, row.sha256, row.size, str(file))
    again = json.loads(body_of(read_one(_job(source, row.settings)).report["body"]))
    if _comparable(kept) != _comparable(again):
        yield Fault("report-differs", row.sha256)


def _job(source: Source, settings: str) -> Job:
    told = json.loads(settings)
    chosen = Settings(limits=Limits(**told["limits"]), scans=Scanning(mode=told["ocr"]))
    return Job(Arrival(source), chosen, None, "vi")


def _comparable(told: dict[str, Any]) -> dict[str, Any]:
    source = {name: value for name, value in told["source"].items() if name not in _AS_READ}
    return {**told, "source": source}
