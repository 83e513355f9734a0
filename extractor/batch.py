"""Many documents through the line: handed to an executor, back in order, none stops the others.

Knows how work is spread; the work itself is :func:`extractor.pipeline.read_document`. Any
``concurrent.futures.Executor`` will do: a process pool by default.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from extractor.book.names import Lang
from extractor.children import end_with_parent
from extractor.copies import Copies, copying, noted
from extractor.describe import failed, source_of
from extractor.errors import UsageError
from extractor.intake import Arrival, intake, lost
from extractor.models import Problem, Report
from extractor.pipeline import read_document
from extractor.scratch import scratch
from extractor.settings import Limits, Settings
from extractor.stages import Keep, Stage, is_saved, load, nowhere, saver
from extractor.writers.crops.send import Crops

Start = Arrival | Stage
J = TypeVar("J")
R = TypeVar("R")


class Job(NamedTuple):
    """One document's work, as it goes to a worker process."""

    start: Start
    settings: Settings
    stages: Path | None
    lang: Lang
    copy: Path | None = None
    """Where the document's searchable copy goes, if one is wanted."""
    pictures: Path | None = None
    """Folder for the pictures of its figures, if they are wanted."""


AHEAD = 4
"""Documents under way for each worker: enough that none waits, few enough to stay small."""


def run(
    paths: Iterable[Path],
    settings: Settings,
    *,
    jobs: int | None = None,
    save_stages: Path | None = None,
    copies: Copies | None = None,
    pictures: Path | None = None,
    lang: Lang = "vi",
    executor: Executor | None = None,
) -> Iterator[Report]:
    """A report for each document that the paths hold, in the order of the paths.

    A folder is walked; an archive gives a report for each member; a saved intermediate is
    taken up where it stands. What cannot be read gives a report that says so.
    """
    with scratch() as unpacked:
        begun = starts(paths, settings.limits, Path(unpacked))
        work = (
            Job(
                start,
                settings,
                save_stages,
                lang,
                copies.target(start) if copies else None,
                pictures,
            )
            for start in begun
        )
        first = list(islice(work, 2))
        workers = jobs or os.cpu_count() or 1
        if executor is None and (len(first) < 2 or workers == 1):
            yield from map(one, chain(first, work))
            return
        pool = Pool(workers, one, crashed, executor)
        try:
            yield from pool.in_order(chain(first, work))
        finally:
            pool.close()


def starts(paths: Iterable[Path], limits: Limits, unpacked: Path) -> Iterator[Start]:
    """Where each document enters the line; members of archives are put below ``unpacked``."""
    for path in paths:
        if is_saved(path):
            yield _saved(path)
        else:
            yield from intake([str(path)], limits, unpacked)


def _saved(path: Path) -> Start:
    try:
        return load(path)
    except UsageError as error:
        return lost(str(path), Problem("damaged-stage", None, str(error)[:200]))


def one(job: Job, also: Keep = nowhere) -> Report:
    """One document in whatever process this is. A fault of ours costs this document only.

    ``also`` is shown each intermediate before any other keeper.
    """
    keep = also if job.stages is None else saver(job.stages, source_of(job.start).sha256)
    notes: list[Problem] = []
    if job.copy is not None:
        keep = copying(keep, job.copy, job.settings.limits, job.lang, notes)
    crops = None if job.pictures is None else Crops(job.pictures, job.settings.limits)
    if crops is not None:
        keep = crops.keeping(keep)
    try:
        report = read_document(job.start, job.settings, lang=job.lang, keep=keep)
        if crops is not None:
            crops.write(report)
        return noted(report, notes, job.lang)
    except Exception as error:
        if os.environ.get("BAOCAO_DEBUG"):
            raise
        return failed(job.start, job.lang, "line-fault", f"{type(error).__name__}: {error}")


def crashed(job: Job) -> Report:
    """The report of a document whose worker died of it."""
    return failed(job.start, job.lang, "line-crashed")


class Pool(Generic[J, R]):
    """Workers that may die: what a dead one took with it is done again, one by one."""

    def __init__(
        self,
        workers: int,
        do: Callable[[J], R],
        lost: Callable[[J], R],
        executor: Executor | None = None,
    ) -> None:
        self._workers, self._given = workers, executor
        self._do, self._lost = do, lost
        self._pool = executor or self._new(workers)

    @staticmethod
    def _new(workers: int) -> Executor:
        # forkserver: no copy of our threads and open files. Nothing is preloaded there: a worker
        # that starts with the whole line has a larger reading server, and each document's fork
        # of it costs more than was saved (200 texts, 2 workers: 5.1 s against 4.5).
        context = get_context("spawn" if os.name == "nt" else "forkserver")
        return ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)

    def in_order(self, work: Iterable[J]) -> Iterator[R]:
        """The results in the order of the work, a bounded number under way."""
        queue: deque[tuple[J, Future[R]]] = deque()
        for job in work:
            queue.append((job, self.submit(job)))
            if len(queue) >= self._workers * AHEAD:
                yield self.result(*queue.popleft())
        while queue:
            yield self.result(*queue.popleft())

    def submit(self, job: J) -> Future[R]:
        """Hand one piece of work to a worker."""
        try:
            return self._pool.submit(self._do, job)
        except BrokenExecutor:
            self._pool = self._new(self._workers)
            return self._pool.submit(self._do, job)

    def result(self, job: J, future: Future[R]) -> R:
        """What came of a piece of work; waits for it."""
        try:
            return future.result()
        except BrokenExecutor:
            return self._alone(job)

    def _alone(self, job: J) -> R:
        """A document whose worker died, by itself: if it dies again, this one is the cause."""
        with self._new(1) as alone:
            try:
                return alone.submit(self._do, job).result()
            except BrokenExecutor:
                return self._lost(job)

    def close(self) -> None:
        """Lets no further document start; does not wait for those under way."""
        if self._given is None:
            self._pool.shutdown(wait=False, cancel_futures=True)
