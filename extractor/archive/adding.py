"""Files into the archive: staged, read by many hands, written down by one, each accounted for.

Knows the order in which that is safe: a copy is on the disk before a record speaks of it. What
was read before by the same program with the same settings is not read again, so a run that was
broken off goes on where it was.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from extractor.archive import originals
from extractor.archive.opening import Archive
from extractor.archive.place import Place
from extractor.archive.reading import Read, fingerprint, lost, program, read_one, settings_text
from extractor.archive.troubles import filing
from extractor.archive.writing import Outcome, Writer
from extractor.batch import AHEAD, Job, Pool
from extractor.describe import in_words
from extractor.intake import Arrival, intake
from extractor.models import Problem
from extractor.scratch import scratch
from extractor.settings import Settings, cores

_STAGERS = 4
"""Files copied at once: each waits for the disk, not for a processor."""
_TOGETHER = 32
"""Documents that are put on record in one transaction, where so many are ready."""
_BYTES = 1 << 18
"""Of these, so many bytes of originals: a disk that fills up costs no more than that."""
_PATIENCE = 0.25
"""Seconds for which one that is read waits for others to go on record with it."""


@dataclass(slots=True)
class _Item:
    """One file on its way."""

    arrival: Arrival
    staged: Future[Path] | None = None
    job: Job | None = None
    read: Future[Read] | None = None
    trouble: Problem | None = None

    @property
    def sha256(self) -> str:
        return self.arrival.source.sha256

    @property
    def is_here(self) -> bool:
        """Whether there is anything to be kept."""
        return self.trouble is None and bool(self.arrival.source.file or self.arrival.held)

    def comes(self, until: float) -> bool:
        """Whether it is read by then, on the clock of ``time.monotonic``; waits for it so long."""
        if self.read is not None and not self.read.done():
            wait([self.read], max(0.0, until - time.monotonic()))
        return self.read is None or self.read.done()


class Here(Executor):
    """Does the work where it is asked for, at once: for one file no process is started."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The work, done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def add(
    archive: Archive, paths: Iterable[Path], settings: Settings, jobs: int | None = None
) -> Iterator[Outcome]:
    """What became of each file below the paths, in their order, as soon as it is on record.

    Args:
        archive: where to.
        paths: files and folders; folders and archives are walked.
        settings: limits, and how scans are read.
        jobs: documents read at once; by default one a core.

    Raises:
        OutputError: somebody else is writing, or nothing more can be written. What was reported
            before is on record; the same call goes on with the rest.
    """
    with archive.writing() as connection:
        run = _Run(archive, connection, settings, jobs or cores())
        state = "stopped"
        try:
            yield from run.outcomes(paths)
            state = "done"
        except (KeyboardInterrupt, GeneratorExit):
            state = "interrupted"
            raise
        finally:
            run.close(state)


class _Run:
    def __init__(self, archive: Archive, connection: Any, settings: Settings, jobs: int) -> None:
        self._place: Place = archive.place
        self._lang = archive.lang
        self._settings, self._jobs = settings, jobs
        told = settings_text(settings)
        self._writer = Writer(connection, program(), fingerprint(told), told)
        with self._filing():
            originals.recover(self._place, self._writer.known)
        self._stagers = ThreadPoolExecutor(_STAGERS, thread_name_prefix="stage")
        executor = Here() if jobs == 1 else None
        self._readers: Pool[Job, Read] = Pool(jobs, read_one, lost, executor)
        self._taken: set[str] = set()

    def _filing(self) -> AbstractContextManager[None]:
        return filing(self._place.root, self._lang)

    def close(self, state: str) -> None:
        self._readers.close()
        self._stagers.shutdown(cancel_futures=True)
        if state == "done":
            self._writer.end(state)
            return
        with contextlib.suppress(SQLAlchemyError):  # what stopped us may stop this too
            self._writer.end(state)

    def outcomes(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """Three queues, each in the order of the paths: staged, read, written."""
        with scratch() as unpacked:
            whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100
            arrivals = intake(whole, self._settings.limits, Path(unpacked))
            staged = _ahead(map(self._stage, arrivals), _STAGERS * 2)
            reading = _ahead(map(self._read, staged), self._jobs * AHEAD)
            for batch in _ready_together(reading):
                yield from self._write(batch)

    def _stage(self, arrival: Arrival) -> _Item:
        item = _Item(arrival)
        file, sha256 = arrival.source.file or arrival.held, arrival.source.sha256
        if not file or sha256 in self._taken:
            return item
        if not self._writer.known(sha256):
            item.staged = self._stagers.submit(originals.stage, self._place, Path(file), sha256)
        if not self._writer.stands(sha256):
            kept = self._place.incoming if item.staged else self._kept(sha256).parent
            source = arrival.source
            if source.file:
                source = replace(source, file=str(kept / sha256))
            item.job = Job(replace(arrival, source=source), self._settings, None, "vi")
        self._taken.add(sha256)
        return item

    def _kept(self, sha256: str) -> Path:
        return originals.where(self._place, sha256)

    def _read(self, item: _Item) -> _Item:
        if item.staged is not None:
            try:
                with self._filing():
                    item.staged.result()
            except originals.Unreadable as error:
                item.trouble = Problem("unreadable-file", None, str(error))
            except originals.Changed:
                item.trouble = Problem("changed-while-read")
        if item.trouble is not None:
            self._taken.discard(item.sha256)
        elif item.job is not None:
            item.read = self._readers.submit(item.job)
        return item

    def _write(self, batch: list[_Item]) -> Iterator[Outcome]:
        """Put documents on record, then the originals in their places."""
        batch = self._taken_instead(batch)
        if any(item.staged for item in batch):
            with self._filing():
                originals.flush_names(self._place)
        given = [(item.arrival.source, self._result(item)) for item in batch if item.is_here]
        written = iter(self._writer.write(given))
        for item in batch:
            yield next(written) if item.is_here else self._writer.lose(self._failed(item))
        with self._filing():
            for source, _ in given:
                originals.settle(self._place, source.sha256)

    def _taken_instead(self, batch: list[_Item]) -> list[_Item]:
        """The batch; a double of what was lost on the way is itself taken."""
        coming: set[str] = set()
        taken = []
        for item in batch:
            known = item.staged or item.sha256 in coming or self._writer.known(item.sha256)
            one = item if known or not item.is_here else self._read(self._stage(item.arrival))
            coming |= {one.sha256} if one.is_here else set()
            taken.append(one)
        return taken

    def _result(self, item: _Item) -> Read | None:
        if item.job is None or item.read is None:
            return None
        return self._readers.result(item.job, item.read)

    def _failed(self, item: _Item) -> Outcome:
        problems = item.arrival.problems if item.trouble is None else (item.trouble,)
        said = tuple(p.model_dump() for p in in_words(problems, "vi"))
        return Outcome(item.arrival.source.path, None, "failed", "failed", said)


def _ready_together(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The same items in batches: of those that need not be waited for, and not for long."""
    batch: list[_Item] = []
    until = 0.0
    coming = iter(items)
    while True:
        try:
            item = next(coming, None)
        except BaseException:
            yield batch  # what was read goes on record, whatever stops us
            raise
        size = sum(one.arrival.source.size for one in batch)
        full = len(batch) >= _TOGETHER or size > _BYTES or time.monotonic() > until
        if batch and (item is None or full or not item.comes(until)):
            yield batch
            batch = []
        if item is None:
            return
        until = until if batch else time.monotonic() + _PATIENCE
        batch.append(item)


def _ahead(items: Iterable[_Item], most: int) -> Iterator[_Item]:
    """The same items, begun up to ``most`` before they are asked for."""
    queue: deque[_Item] = deque()
    for item in items:
        queue.append(item)
        if len(queue) >= most:
            yield queue.popleft()
    yield from queue
