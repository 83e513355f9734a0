"""What a reading process says, taken in under the limits of its task.

Knows the form of the messages, and what a child's end without an answer means; starts nothing
and keeps nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from extractor.children import Channel, Gone
from extractor.models import Page, Problem
from extractor.readers import wire
from extractor.settings import MB, Limits


def messages(channel: Channel, limits: Limits, waiting: float = 0.0) -> Iterator[Page | Problem]:
    """Pages and problems as they come, until the answer is complete or a limit is reached.

    What ended the answer, if it was cut short, comes last as a problem. The clock starts at
    once; or, where a task may be ``waiting`` so many seconds for its turn, when it has begun.
    """
    answer = _Answer(limits)
    try:
        for line in _lines(channel, limits, waiting):
            yield from answer.take(line)
            if answer.done:
                return
    except TimeoutError:
        yield Problem("time-limit", None, f"{limits.seconds:g}")
    except Gone as error:
        yield Problem("reader-died", None, str(error))
    except OverflowError:
        yield Problem("output-limit", None, str(limits.output_mb))
    else:
        yield Problem("reader-died")


def _lines(channel: Channel, limits: Limits, waiting: float) -> Iterator[bytes]:
    """The lines of the answer; the deadline moves when the child says that it has begun.

    Raises:
        TimeoutError: the deadline has passed.
        OverflowError: more came than is accepted.
    """
    chunks = channel.chunks(time.monotonic() + limits.seconds + waiting)
    accepted = limits.output_mb * MB
    rest = bytearray()
    while (chunk := next(chunks, None)) is not None:
        accepted -= len(chunk)
        if accepted < 0:
            raise OverflowError
        rest += chunk
        if b"\n" not in chunk:
            continue
        *lines, tail = rest.split(b"\n")
        rest = bytearray(tail)
        for line in lines:
            if waiting and line == wire.BEGUN.rstrip():
                chunks = channel.chunks(time.monotonic() + limits.seconds)
                waiting = 0.0
            yield bytes(line)


class _Answer:
    """How far one answer is."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pages = 0
        self.done = False

    def take(self, line: bytes) -> Iterator[Page | Problem]:
        """What one line brings."""
        try:
            item = wire.decode(line) if line else {}
        except ValueError:
            # A line the child died in; the line that follows says how.
            return
        if isinstance(item, Page | Problem):
            yield item
            self._pages += isinstance(item, Page)
            if self._pages > self._limits.pages:
                self.done = True
                yield Problem("too-many-pages", None, str(self._limits.pages))
        elif "exit" in item:
            self.done = True
            yield _death(int(item["exit"]), self._limits)
        else:
            self.done = "done" in item


def _death(status: int, limits: Limits) -> Problem:
    """What a child's exit without an answer means."""
    if status == -24:  # SIGXCPU
        return Problem("time-limit", None, f"{limits.seconds:g}")
    return Problem("reader-died", None, f"signal {-status}" if status < 0 else f"exit {status}")
