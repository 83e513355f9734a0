"""Reads a document in a child process, so that no file can cost more than itself.

Knows limits and outcomes; knows no file format, and processes only through
:mod:`extractor.children`. Pages come back one by one as JSON lines, and what came before a
child was ended is kept.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable

from extractor.children import Channel, Gone, open_channel, warm
from extractor.models import Page, Problem, ReadResult, Source, Status
from extractor.readers import HARMLESS, wire
from extractor.readers.serve import REGISTRY, read_here, request
from extractor.settings import MB, Limits

__all__ = ["read", "read_here", "warm"]


def read(
    source: Source,
    limits: Limits,
    on_page: Callable[[Page], None] | None = None,
    *,
    noted: tuple[Problem, ...] = (),
    keep: bool = True,
    meanwhile: Callable[[], object] | None = None,
    registry: str = REGISTRY,
) -> ReadResult:
    """Read a source under its limits; never raises for what the file does.

    Args:
        source: what intake delivered.
        limits: time, memory and output allowed.
        on_page: called with every page as it arrives.
        noted: problems already known from intake; they come first in the result.
        keep: False hands the pages to ``on_page`` alone, so that memory stays flat.
        meanwhile: called once the child is at work, before its first page is waited for.
        registry: 'module:name' of the readers; another one in tests.

    Returns:
        Pages as far as they came; ``problems`` holds those of the document and of its pages.
    """
    gathered = _Gathered(on_page, keep)
    if not source.file:
        return gathered.result(source, noted or (Problem("unreadable-file"),))
    with tempfile.TemporaryDirectory(prefix="baocao-", ignore_cleanup_errors=True) as folder:
        body = request(source, limits, registry, folder)
        try:
            channel = open_channel(body)
        except OSError as error:
            failure = Problem("reader-died", None, str(error))
            return gathered.result(source, (*noted, failure))
        try:
            if meanwhile is not None:
                meanwhile()
            _receive(channel, limits, gathered)
        finally:
            channel.close()
    return gathered.result(source, noted)


class _Gathered:
    """What has come of one document so far."""

    def __init__(self, on_page: Callable[[Page], None] | None, keep: bool) -> None:
        self.on_page = on_page
        self.keep = keep
        self.pages: list[Page] = []
        self.problems: list[Problem] = []
        self.readable = 0
        self.seen = 0
        self.shown = False
        self.done = False

    def take(self, item: Page | Problem) -> None:
        if isinstance(item, Problem):
            self.problems.append(item)
            return
        self.seen += 1
        self.problems += item.problems
        self.readable += all(problem.code in HARMLESS for problem in item.problems)
        self.shown |= bool(item.text.strip())
        if self.keep:
            self.pages.append(item)
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
        return ReadResult(source, tuple(self.pages), tuple(problems), status)


def _receive(channel: Channel, limits: Limits, gathered: _Gathered) -> None:
    """Take messages until the answer is complete or a limit is reached."""
    deadline = time.monotonic() + limits.seconds
    accepted = limits.output_mb * MB
    rest = bytearray()
    try:
        for chunk in channel.chunks(deadline):
            accepted -= len(chunk)
            if accepted < 0:
                gathered.take(Problem("output-limit", None, str(limits.output_mb)))
                return
            rest += chunk
            if b"\n" not in chunk:
                continue
            *lines, tail = rest.split(b"\n")
            rest = bytearray(tail)
            for line in lines:
                if _message(bytes(line), limits, gathered):
                    return
    except TimeoutError:
        gathered.take(Problem("time-limit", None, f"{limits.seconds:g}"))
    except Gone as error:
        gathered.take(Problem("reader-died", None, str(error)))
    else:
        if not gathered.done:
            gathered.take(Problem("reader-died"))


def _message(line: bytes, limits: Limits, gathered: _Gathered) -> bool:
    """Take one line; True when it ends the answer."""
    if not line:
        return False
    try:
        item = wire.decode(line)
    except ValueError:
        # A line the child died in; the line that follows says how.
        return False
    if isinstance(item, Page | Problem):
        gathered.take(item)
        if gathered.seen > limits.pages:
            gathered.take(Problem("too-many-pages", None, str(limits.pages)))
            gathered.done = True
    elif "done" in item:
        gathered.done = True
    elif "exit" in item:
        gathered.take(Problem(*_death(int(item["exit"]), limits)))
        return True
    return gathered.done


def _death(status: int, limits: Limits) -> tuple[str, int | None, str]:
    """What a child's exit without an answer means."""
    if status == -24:  # SIGXCPU
        return ("time-limit", None, f"{limits.seconds:g}")
    return ("reader-died", None, f"signal {-status}" if status < 0 else f"exit {status}")
