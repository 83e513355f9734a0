"""Reads a document in a child process, so that no file can cost more than itself.

Knows limits and outcomes; knows no file format, and processes only through
:mod:`extractor.children`. Pages come back one by one, and what came before a child was ended is
kept. Those that are pictures go on to :mod:`extractor.ocr.work` and are waited for.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.answers import messages
from extractor.children import open_channel, warm
from extractor.models import Page, Problem, ReadResult, Source, Status
from extractor.ocr.work import Scans
from extractor.readers import HARMLESS
from extractor.readers.serve import REGISTRY, SCANNER, read_here, request
from extractor.scratch import scratch
from extractor.settings import NO_SCANS, Limits, Scanning
from extractor.shelf import Shelf

__all__ = ["read", "read_here", "warm"]


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
    with scratch() as folder:
        body = request(source, limits, registry, folder)
        try:
            channel = open_channel(body)
        except OSError as error:
            failure = Problem("reader-died", None, str(error))
            return gathered.result(source, (*noted, failure))
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
            channel.close()
    return gathered.result(source, noted)


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
