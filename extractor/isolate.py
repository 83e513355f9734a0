"""Reads a document in a child process, so that no file can cost more than itself.

Knows limits and outcomes; knows no file format, and processes only through
:mod:`extractor.children`. Pages come back one by one, and what came before a child was ended is
kept. Those that are pictures go on to :mod:`extractor.ocr.work` and are waited for. A small text
file is decoded here: no library of others has a part in it, and its size bounds what it can cost,
while a child costs half of what the whole line does.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from extractor.answers import messages
from extractor.children import Channel, open_channel, warm
from extractor.models import Page, Problem, ReadResult, Source, Status
from extractor.ocr.work import Scans
from extractor.readers import HARMLESS, wire
from extractor.readers.serve import REGISTRY, SCANNER, read_here, request
from extractor.scratch import scratch
from extractor.settings import NO_SCANS, Limits, Scanning
from extractor.shelf import Shelf

__all__ = ["read", "read_here", "warm"]

LIGHT = frozenset({"text"})
"""Kinds that are read without a child,"""
SMALL = 1 << 20
"""up to so many bytes."""


def read(
    source: Source,
    limits: Limits,
    on_page: Callable[[Page], None] | None = None,
    *,
    noted: tuple[Problem, ...] = (),
    keep: bool = True,
    meanwhile: Callable[[], object] | None = None,
    scans: Scanning = NO_SCANS,
    registry: str = REGISTRY,
    scanner: str = SCANNER,
) -> ReadResult:
    """Read a source under its limits; never raises for what the file does.

    Args:
        source: what intake delivered.
        limits: time, memory and output allowed.
        on_page: called with every page as it arrives.
        noted: problems already known from intake; they come first in the result.
        keep: False hands the pages to ``on_page`` alone, so that memory stays flat.
        meanwhile: called once the child is at work, before its first page is waited for.
        scans: whether and how page images are read.
        registry: 'module:name' of the readers; another one in tests.
        scanner: the same of the reader of one page image.

    Returns:
        Pages as far as they came; ``problems`` holds those of the document and of its pages.
    """
    gathered = _Gathered(on_page, keep)
    if not source.file:
        return gathered.result(source, noted or (Problem("unreadable-file"),))
    try:
        with _answering(source, limits, registry) as channel:
            pages = Scans(source, limits, scans, gathered.page, scanner)
            try:
                if meanwhile is not None:
                    meanwhile()
                for item in messages(channel, limits):
                    if isinstance(item, Page):
                        pages.take(item)
                    else:
                        gathered.problems.append(item)
                pages.finish()
            finally:
                pages.close()
    except _NoChannel as error:
        gathered.problems.append(Problem("reader-died", None, str(error)))
    return gathered.result(source, noted)


class _NoChannel(Exception):
    """No child could be started."""


@contextlib.contextmanager
def _answering(source: Source, limits: Limits, registry: str) -> Iterator[Channel]:
    """Whoever reads the source, at work."""
    if registry == REGISTRY and source.kind in LIGHT and source.size <= SMALL:
        yield _Here(source, limits)
        return
    with scratch() as folder:
        try:
            channel = open_channel(request(source, limits, registry, folder))
        except OSError as error:
            raise _NoChannel(str(error)) from error
        try:
            yield channel
        finally:
            channel.close()


class _Here:
    """A reading in this process; see :class:`~extractor.children.Channel`."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._items = read_here(source, limits)

    def chunks(self, _: float) -> Iterator[bytes]:
        """The same bytes as a child's, so that the same limits hold for them."""
        yield from map(wire.encode, self._items)
        yield wire.DONE

    def end(self) -> None:
        """It has no time to be ended in."""

    def close(self) -> None:
        """It holds nothing."""


class _Gathered:
    """What has come of one document so far."""

    def __init__(self, on_page: Callable[[Page], None] | None, keep: bool) -> None:
        self.on_page = on_page
        self.keep = keep
        self.pages: Shelf[Page] = Shelf()
        self.problems: list[Problem] = []
        self.readable = 0
        self.shown = False

    def page(self, item: Page) -> None:
        self.problems += item.problems
        self.readable += all(problem.code in HARMLESS for problem in item.problems)
        self.shown |= bool(item.text.strip())
        if self.keep:
            self.pages.put(item)
        if self.on_page is not None:
            self.on_page(item)

    def result(self, source: Source, noted: tuple[Problem, ...]) -> ReadResult:
        problems = [*noted, *self.problems]
        lossy = [problem for problem in problems if problem.code not in HARMLESS]
        if not self.shown and not lossy:
            lossy = [Problem("no-text")]
            problems += lossy
        status: Status = "ok"
        if not (self.readable and self.shown):
            status = "failed"
        elif lossy:
            status = "partial"
        return ReadResult(source, self.pages, tuple(problems), status)
