"""The one who writes: all that is of one document in one transaction, so that it is there or not.

Documents that are ready together share one, since it is ending it that costs. Knows what the
tables need and what became of a file; reads nothing but them. What a run finds unchanged is
noted in passing, with the next document: nothing hangs on it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from extractor.archive.reading import Read
from extractor.archive.rows import Row, Rows, put
from extractor.archive.schema import (
    figures,
    files,
    findings,
    originals,
    outcomes,
    pages,
    reports,
    runs,
    versions,
)
from extractor.archive.search.fulltext import settle
from extractor.archive.search.index import Index
from extractor.archive.times import now
from extractor.models import Source

Kind = Literal["added", "unchanged", "reread", "new-version", "duplicate", "partial", "failed"]
KINDS: tuple[Kind, ...] = (
    *("added", "new-version", "duplicate", "reread", "unchanged"),
    *("partial", "failed"),
)

# Built once: for each document anew they would cost more than the database itself.
_LAST = (
    select(files.c.path, files.c.id, versions.c.number, versions.c.sha256)
    .join(versions, versions.c.file_id == files.c.id)
    .where(files.c.path.in_(bindparam("paths", expanding=True)))
    .order_by(versions.c.number)
)
_LIKE = (
    select(files.c.path)
    .join(versions, versions.c.file_id == files.c.id)
    .where((versions.c.sha256 == bindparam("sha256")) & (files.c.path != bindparam("path")))
    .order_by(files.c.id)
    .limit(1)
)
_MINE = select(reports.c.id).where(
    (reports.c.sha256 == bindparam("sha256"))
    & (reports.c.program == bindparam("program"))
    & (reports.c.settings == bindparam("settings"))
)
_PARTS = (pages, figures, findings)

_TOGETHER = 200
"""Unchanged files that are noted in one transaction."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file that was given."""

    path: str
    sha256: str | None
    outcome: Kind
    status: str
    """How the reading of it went: ok, partial, failed."""
    problems: tuple[Row, ...] = ()
    like: str | None = None
    """Of a duplicate: the first name under which the same content was added."""


class _Last(NamedTuple):
    """What a name stands for now."""

    file: int
    number: int
    sha256: str


class Writer:
    """Writes down one run."""

    def __init__(self, connection: Connection, program: str, settings: str, told: str) -> None:
        self._db, self._program, self._settings = connection, program, settings
        self._noted: list[Row] = []
        self._seq = 0
        with connection.begin():
            gone = runs.c.state == "running"
            connection.execute(update(runs).where(gone).values(state="broken-off"))
            row = {"started": now(), "program": program, "settings": told, "state": "running"}
            made = connection.execute(insert(runs), row)
            self.run = int(made.inserted_primary_key[0])  # type: ignore[index]
            self._originals = set(connection.execute(select(originals.c.sha256)).scalars())
            self._stands: dict[str, str] = dict(connection.execute(self._standing()).all())
            self._index = Index(connection)
        self._rows = Rows(connection, (originals, files, versions, reports, *_PARTS))
        self._last: dict[str, _Last] = {}

    def _standing(self) -> Select[str, str]:
        same = (reports.c.program == self._program) & (reports.c.settings == self._settings)
        return select(reports.c.sha256, reports.c.status).where(same & (reports.c.again == 0))

    def stands(self, sha256: str) -> bool:
        """Whether this program, told the same, has read this content for good."""
        return sha256 in self._stands

    def known(self, sha256: str) -> bool:
        """Whether the original is on record."""
        return sha256 in self._originals

    def write(self, given: Sequence[tuple[Source, Read | None]]) -> list[Outcome]:
        """Put documents on record: name, version, and what was read if it was read; all or none."""
        noted = len(self._noted)
        try:
            with self._db.begin():
                self._look_up([source.path for source, _ in given])
                outcomes = [self._one(source, read) for source, read in given]
                self._rows.flush()
                self._index.flush()
                if any(read is not None for _, read in given) or len(self._noted) >= _TOGETHER:
                    self._flush()
        except BaseException:
            del self._noted[noted:]
            self._rows.forget()
            raise
        return outcomes

    def _look_up(self, paths: Sequence[str]) -> None:
        found = self._db.execute(_LAST, {"paths": list(dict.fromkeys(paths))})
        self._last = {path: _Last(*last) for path, *last in found}

    def _one(self, source: Source, read: Read | None) -> Outcome:
        known = self.known(source.sha256)
        like = self._like(source) if known else None
        if not known:
            self._take(source)
        before = self._name(source)
        if read is not None:
            self._replace(source.sha256, read)
        outcome = self._outcome(source, read, before, known, like)
        self._note(outcome)
        self._originals.add(source.sha256)
        if read is not None and not read.report["again"]:
            self._stands[source.sha256] = outcome.status
        return outcome

    def lose(self, outcome: Outcome) -> Outcome:
        """Note a file of which there is nothing to keep."""
        self._note(outcome)
        return outcome

    def end(self, state: str) -> None:
        """The run is over, in whatever way."""
        with self._db.begin():
            self._flush()
            ended = update(runs).where(runs.c.id == self.run)
            self._db.execute(ended.values(ended=now(), state=state))
            settle(self._db)

    def _take(self, source: Source) -> None:
        row = {
            "sha256": source.sha256,
            "size": source.size,
            "kind": source.kind,
            "media_type": source.media_type,
            "run_id": self.run,
        }
        self._rows.add(originals, row)

    def _like(self, source: Source) -> str | None:
        self._rows.flush()  # it may be in the same batch
        same = {"sha256": source.sha256, "path": source.path}
        return self._db.execute(_LIKE, same).scalar()

    def _name(self, source: Source) -> str | None:
        """Give the name its version; the hash it stood for before, None for a new name."""
        last = self._last.get(source.path)
        if last is None:
            file = self._rows.number(files)
            self._rows.add(files, {"id": file, "path": source.path})
            self._version(source, file, 1)
            return None
        if last.sha256 != source.sha256:
            self._version(source, last.file, last.number + 1)
        return last.sha256

    def _version(self, source: Source, file: int, number: int) -> None:
        row = {"file_id": file, "number": number, "sha256": source.sha256, "run_id": self.run}
        self._rows.add(versions, row)
        self._last[source.path] = _Last(file, number, source.sha256)

    def _replace(self, sha256: str, read: Read) -> None:
        """Instead of an earlier reading of the same program, which has failed or lacked a tool."""
        mine = {"sha256": sha256, "program": self._program, "settings": self._settings}
        if self.known(sha256):
            self._rows.flush()
            self._index.free(sha256)
            for (old,) in self._db.execute(_MINE, mine).all():
                for table in _PARTS:
                    self._db.execute(delete(table).where(table.c.report_id == old))
                self._db.execute(delete(reports).where(reports.c.id == old))
        report = self._rows.number(reports)
        self._rows.add(reports, {"id": report, **mine, "run_id": self.run, **read.report})
        for table, rows in zip(_PARTS, (read.pages, read.figures, read.findings), strict=True):
            self._rows.add(table, *({"report_id": report, **one} for one in rows))
        self._index.enter(report, read.entry)

    def _outcome(
        self, source: Source, read: Read | None, before: str | None, known: bool, like: str | None
    ) -> Outcome:
        status = str(read.report["status"]) if read else self._stands.get(source.sha256, "failed")
        kind: Kind = "new-version"
        if read is not None and status in ("partial", "failed"):
            kind = "partial" if status == "partial" else "failed"
        elif before is None:
            kind = "duplicate" if known else "added"
        elif before == source.sha256:
            kind = "unchanged" if read is None else "reread"
        problems = tuple(read.problems) if read else ()
        return Outcome(source.path, source.sha256, kind, status, problems, like)

    def _note(self, outcome: Outcome) -> None:
        self._noted.append(
            {
                "run_id": self.run,
                "seq": self._seq,
                "path": outcome.path,
                "sha256": outcome.sha256,
                "outcome": outcome.outcome,
                "status": outcome.status,
                "problems": json.dumps(outcome.problems, ensure_ascii=True),
            }
        )
        self._seq += 1

    def _flush(self) -> None:
        if self._noted:
            put(self._db, outcomes, self._noted)
            self._noted.clear()
