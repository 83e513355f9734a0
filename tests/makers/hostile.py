"""Readers that misbehave, as a registry a reading process can be given in a test."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator

from extractor.models import Page, Problem, Source
from extractor.settings import Limits


def _first() -> Page:
    return Page(number=1, text="trang đầu", reader="text")


def hang(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    yield _first()
    time.sleep(600)


def spin(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    yield _first()
    while True:
        pass


def flood(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    number = 0
    while True:
        number += 1
        yield Page(number=number, text="x" * 10_000, reader="text")


def mumble(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Problems without end: a flood that holds no text."""
    yield _first()
    while True:
        yield Problem("bad-bytes", None, "x" * 10_000)


def die(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    yield _first()
    os.kill(os.getpid(), signal.SIGKILL)


def leave(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    yield _first()
    os._exit(7)


def swallow(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    yield _first()
    held = []
    while True:
        held.append(bytearray(64 << 20))


def panic(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    yield _first()
    raise BaseException("a panic from a foreign library")


def chatter(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    print('{"page": "forged"}')
    print("noise", file=sys.stderr)
    os.write(1, b'{"done": true}\n')
    yield _first()


def offspring(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Starts a process of its own, says which, and hangs."""
    pid = os.fork()
    if pid == 0:
        time.sleep(600)
    yield Page(number=1, text=str(pid), reader="text")
    time.sleep(600)


READERS = {
    function.__name__: function
    for function in (hang, spin, flood, mumble, die, leave, swallow, panic, chatter, offspring)
}
