"""The reading process: a warm server that forks one child a document, and what that child does.

Runs only on this side of the wire: it takes requests as JSON, answers pages as lines of JSON
(:mod:`extractor.readers.wire`), and never hands an object across. Where there is no ``fork``
the child is started anew for each document (:func:`main`).

The server answers on the pipe that came with a request; after a child's death it adds a line
``{"exit": status}``, which ends the answer whatever the child had left half written.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from extractor.memory import roomy
from extractor.models import Page, Problem, Source
from extractor.ocr import slots
from extractor.readers import Reader, wire
from extractor.scratch import hold
from extractor.settings import MB, Limits, Scanning

REGISTRY = "extractor.readers:READERS"
SCANNER = "extractor.ocr.scan:read"
"""Reads one page image; 'module:name', like the registry of readers."""
MOST_REQUEST = 65536
PATIENCE = 20
"""Times the limit of a page that a page waits for a free core before it goes on without."""
PRELOADED = (
    "extractor.readers.plain",
    "pypdfium2",
    "extractor.readers.pdf",
    "extractor.readers.layout",
    "pikepdf",
    "lxml.etree",
    "extractor.readers.docx",
    "python_calamine",
)
"""In the order in which they are most often needed."""


def read_here(source: Source, limits: Limits, registry: str = REGISTRY) -> Iterator[Page | Problem]:
    """What the source's reader yields, in this very process; what it raises becomes a problem."""
    readers: Mapping[str, Reader] = _named(registry)
    reader = readers.get(source.kind)
    if reader is None:
        yield Problem("empty-file" if source.kind == "empty" else "unknown-kind")
        return
    yield from _guarded(reader, source, limits)


def _guarded(reader: Reader, source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """What the reader yields; what it raises becomes a problem."""
    budget = limits.text_mb * MB
    try:
        for item in reader(source, limits):
            if isinstance(item, Page):
                budget -= len(item.text)
                if budget < 0:
                    yield Problem("text-limit", item.number, str(limits.text_mb))
                    return
            yield item
    except MemoryError:
        yield Problem("memory-limit", None, str(limits.memory_mb))
    except FileNotFoundError:
        yield Problem("vanished-file")
    except PermissionError:
        yield Problem("unreadable-file")
    except (KeyboardInterrupt, GeneratorExit, SystemExit):
        raise
    except BaseException as error:  # python-calamine's PanicException is no Exception
        yield Problem("reader-error", None, f"{type(error).__name__}: {error}"[:300])


def _named(place: str) -> Any:
    """What 'module:name' names."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def request(source: Source, limits: Limits, registry: str, folder: str, **more: Any) -> bytes:
    """What a child is told, as one JSON object."""
    fields = {name: getattr(source, name) for name in Source.__slots__}
    asked = {"source": fields, "limits": limits.model_dump(), "readers": registry, **more}
    return json.dumps({**asked, "folder": folder}).encode("ascii")


def scan_request(
    source: Source,
    limits: Limits,
    scanner: str,
    folder: str,
    page: int,
    hear: bool,
    how: Scanning,
) -> bytes:
    """The same for one page image; ``hear``: its text layer is a witness too."""
    scan = {"page": page, "hear": hear, "how": how.model_dump()}
    return request(source, limits, scanner, folder, scan=scan)


def answer(asked: dict[str, Any], write: Callable[[bytes], Any]) -> None:
    """Read the document asked for and write it out, page by page, then that it is done."""
    limits = Limits.model_validate(asked["limits"])
    tempfile.tempdir = asked["folder"]
    hold(asked["folder"])
    source = Source(**asked["source"])
    if "scan" in asked:
        _scan(asked["scan"], _named(asked["readers"]), source, limits, write)
    else:
        confine(limits)
        for item in read_here(source, limits, asked["readers"]):
            write(wire.encode(item))
    write(wire.DONE)


def _scan(
    asked: dict[str, Any],
    scanner: Callable[..., Iterator[Page | Problem]],
    source: Source,
    limits: Limits,
    write: Callable[[bytes], Any],
) -> None:
    """Read one page image as soon as a core is free for it."""
    how = Scanning.model_validate(asked["how"])
    reader = partial(scanner, number=asked["page"], hear=asked["hear"], how=how)
    with slots.held(Path(how.slots), how.cores, limits.seconds * PATIENCE):
        write(wire.BEGUN)
        roomy()
        confine(limits)
        for item in _guarded(reader, source, limits):
            write(wire.encode(item))


def confine(limits: Limits) -> None:
    """Hold this process to its limits, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock and byte count remain
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = limits.memory_mb * MB
    with contextlib.suppress(ValueError, OSError):
        # Only the soft limit: a converter started from here needs more than a reader.
        resource.setrlimit(
            resource.RLIMIT_AS,
            (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most),
        )
    seconds = int(limits.seconds) + 2
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# ----------------------------------------------------------------- one process a document


def main() -> None:
    """Read one request from standard input, answer on standard output."""
    answers = os.dup(1)
    quiet()
    with os.fdopen(answers, "wb", buffering=0) as stream:
        answer(json.loads(sys.stdin.buffer.readline()), stream.write)


def quiet() -> None:
    """Libraries print; nobody is there to read it."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(null, descriptor)
    os.close(null)


# -------------------------------------------------------------------------- the server


def serve(control: socket.socket) -> None:
    """Fork a child for every request until the parent's end of ``control`` closes.

    A request comes with the descriptor to answer on; ``{"kill": id}`` ends its child and
    ``{"warm": module}`` calls the module's ``warm()`` here, for the children to come.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    quiet()
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    running: dict[int, tuple[int, int]] = {}
    wanted = list(PRELOADED)
    asked = 0
    with selectors.DefaultSelector() as ready:
        ready.register(control, selectors.EVENT_READ)
        ready.register(woken, selectors.EVENT_READ)
        while True:
            # Imports wait for a quiet moment: the first document must not wait for them, nor
            # share its processor with those that only a second one could need.
            quiet_moment = wanted and asked != 1
            events = {key.fileobj for key, _ in ready.select(0 if quiet_moment else None)}
            if quiet_moment and not events:
                _preload(wanted.pop(0), last=not wanted)
            if woken in events:
                with contextlib.suppress(BlockingIOError):
                    os.read(woken, 512)
                _bury(running)
            if control in events:
                begun = _obey(control, running)
                if begun is None:
                    break
                asked += begun
    for child in running:
        _kill(child)


def _preload(name: str, last: bool) -> None:
    """Import what nearly every document needs, so that each child finds it there."""
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
    if last:
        gc.collect()
        gc.freeze()


def _obey(control: socket.socket, running: dict[int, tuple[int, int]]) -> int | None:
    """Take one message: how many readings it began, or None when the parent has gone."""
    try:
        message, descriptors, _, _ = socket.recv_fds(control, MOST_REQUEST, 1)
    except OSError:
        return None
    if not message:
        return None
    asked = json.loads(message)
    if "warm" in asked:
        _warm(asked["warm"])
        return 0
    if "kill" in asked:
        for child, (number, _) in running.items():
            if number == asked["kill"]:
                _kill(child)
        return 0
    if "scan" in asked:
        # Libraries only, and here only once; the engine's data are loaded by children until one
        # of them has come to a good end.
        with contextlib.suppress(Exception):
            _named(asked["readers"])
    child = os.fork()
    if child == 0:
        _child(asked, descriptors[0])
    running[child] = (asked["id"], descriptors[0])
    return 1


def _warm(module: str) -> None:
    """Load what a kind of task needs; it has just gone well in a child, so it will here."""
    importlib.import_module(module).warm()
    gc.collect()
    gc.freeze()


def _child(asked: dict[str, Any], descriptor: int) -> None:
    """Answer one request and end; never returns."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # A group of its own: killing it takes along what it started.
        os.setpgid(0, 0)
        with os.fdopen(descriptor, "wb", buffering=0) as stream:
            answer(asked, stream.write)
        status = 0
    finally:
        os._exit(status)


def _kill(child: int) -> None:
    """End a child and all it started."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(child, signal.SIGKILL)


def _bury(running: dict[int, tuple[int, int]]) -> None:
    """Tell the parent of every child that ended, and how."""
    for child in list(running):
        ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            continue
        _, descriptor = running.pop(child)
        with contextlib.suppress(OSError):
            # On a line of its own: the child may have died within one.
            os.write(descriptor, b'\n{"exit":%d}\n' % os.waitstatus_to_exitcode(status))
        os.close(descriptor)
