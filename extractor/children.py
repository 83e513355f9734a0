"""Starts the processes that read documents, and carries their bytes.

Knows processes, sockets and pipes; what the bytes mean is known to :mod:`extractor.isolate`.
Imports the standard library only, so that the server can start before anything else is loaded.
On POSIX a warm server forks a child for each document; elsewhere a new interpreter is started.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import itertools
import json
import multiprocessing
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Protocol

GRACE = 2.0
"""Seconds a killed child has to be gone before its server is given up."""
CHUNK = 1 << 18
LIGHT = 256 << 20
"""Bytes of address space up to which a process is forked; pandas and pyarrow alone take 380 MB."""
START = "import sys; sys.path[:] = {path!r}; from extractor.readers import serve; serve.{call}"


class Gone(Exception):
    """The other side ended without an answer."""


class Channel(Protocol):
    """One document's reading: its bytes as they come, and a way to end it."""

    def chunks(self, deadline: float) -> Iterator[bytes]:
        """Bytes until the answer ends; raises TimeoutError at the deadline (monotonic)."""

    def end(self) -> None:
        """End the reading; whoever takes its bytes, in whatever thread, finds them at an end."""

    def close(self) -> None:
        """End the reading if it still runs, and free what it held."""


def end_with_parent() -> None:
    """In a worker process: ends it at once when the program that started it is gone.

    A pool's workers hold both ends of their queue: of a program that was killed they would notice
    nothing, go on with the documents that wait there, and then wait for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


# ------------------------------------------------------------------ one process a document


class Spawned:
    """A new interpreter for one document: works everywhere, costs its start."""

    def __init__(self, body: bytes) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", START.format(path=sys.path, call="main()")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )
        self._queue: Queue[bytes] = Queue(maxsize=16)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._pump, daemon=True)
        self._thread.start()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.write(body + b"\n")
                self._process.stdin.close()

    def _pump(self) -> None:
        stream = self._process.stdout
        while stream is not None and not self._ended.is_set():
            chunk = os.read(stream.fileno(), CHUNK)
            self._queue.put(chunk)
            if not chunk:
                return

    def chunks(self, deadline: float) -> Iterator[bytes]:
        """See :class:`Channel`."""
        while True:
            try:
                chunk = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError from None
            if not chunk:
                yield b'\n{"exit":%d}\n' % self._process.wait()
                return
            yield chunk

    def end(self) -> None:
        """See :class:`Channel`."""
        self._process.kill()

    def close(self) -> None:
        """See :class:`Channel`."""
        self._ended.set()
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, 9)
        self._process.kill()
        self._process.wait()
        while self._thread.is_alive():
            with contextlib.suppress(Empty):
                self._queue.get(timeout=0.01)
        if self._process.stdout is not None:
            self._process.stdout.close()


# ---------------------------------------------------------------------- the warm server


class Server:
    """A process that waits with everything imported and forks a child for each document."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.loaded: set[str] = set()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process: subprocess.Popen[bytes] | None = None
            # Forking is free but only safe from a process of one thread, and hands on the
            # address space: what a large program holds would count against its children's limits.
            if threading.active_count() == 1 and _address_space() <= LIGHT:
                self.pid = self._fork(theirs)
            else:
                self._process = _start_server(theirs)
                self.pid = self._process.pid

    def _fork(self, theirs: socket.socket) -> int:
        pid = os.fork()
        if pid:
            return pid
        try:
            os.setpgid(0, 0)
            os.dup2(theirs.fileno(), 3, inheritable=False)
            os.closerange(4, 4096)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            _forget_streams()
            # Here, not above: what a reader needs is loaded beside the parent, not before it.
            from extractor.readers.serve import serve

            serve(socket.socket(fileno=3))
        finally:
            os._exit(0)

    def send(self, message: dict[str, Any], descriptors: list[int]) -> None:
        """One message to the server, with the descriptor to answer on if any."""
        with self._lock:
            socket.send_fds(self.control, [json.dumps(message).encode("ascii")], descriptors)

    def number(self) -> int:
        """A number no other request of this server has."""
        return next(self._numbers)

    def stop(self) -> None:
        """End the server and, with it, every child it still has."""
        self.control.close()
        if self.owner != os.getpid():
            return
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
            self._process.kill()
            self._process.wait()
            return
        for _ in range(int(GRACE * 200)):
            with contextlib.suppress(ChildProcessError):
                if not os.waitpid(self.pid, os.WNOHANG)[0]:
                    time.sleep(0.005)
                    continue
            return
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)


def _address_space() -> int:
    """Bytes of address space that this process has taken; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_bytes().split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _forget_streams() -> None:
    """Leave behind what the parent had open: its descriptors are closed and given out anew.

    A parent may print to another stream than descriptor 1 (a test, a notebook); what a library
    prints to it here would go into whatever got its number. Nor may rubbish of the parent be
    collected here: a file among it would close a number that is another's by now.
    """
    gc.freeze()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    sys.stdout = sys.stderr = os.fdopen(nowhere, "w", encoding="utf-8")


def _start_server(theirs: socket.socket) -> subprocess.Popen[bytes]:
    call = f"serve(__import__('socket').socket(fileno={theirs.fileno()}))"
    return subprocess.Popen(
        [sys.executable, "-c", START.format(path=sys.path, call=call)],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


class Forked:
    """One document with the warm server."""

    def __init__(self, server: Server, body: bytes) -> None:
        self._server = server
        self._number = server.number()
        self._ended = False
        self._mine, theirs = os.pipe()
        try:
            server.send({"id": self._number, **json.loads(body)}, [theirs])
        except OSError:
            os.close(self._mine)
            raise
        finally:
            os.close(theirs)

    def chunks(self, deadline: float) -> Iterator[bytes]:
        """See :class:`Channel`."""
        with selectors.DefaultSelector() as ready:
            ready.register(self._mine, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()
                if left <= 0 or not ready.select(left):
                    raise TimeoutError
                chunk = os.read(self._mine, CHUNK)
                if not chunk:
                    self._ended = True
                    raise Gone("server")
                yield chunk

    def end(self) -> None:
        """See :class:`Channel`."""
        with contextlib.suppress(OSError):
            self._server.send({"kill": self._number}, [])

    def close(self) -> None:
        """See :class:`Channel`."""
        if not self._ended:
            self.end()
        os.close(self._mine)


_server: Server | None = None
_guard = threading.Lock()


def warm() -> None:
    """Start the reading server now, so that it imports while the caller does other things."""
    if hasattr(socket, "send_fds") and hasattr(os, "fork") and sys.platform != "darwin":
        _current()


def _current(fresh: bool = False) -> Server:
    """This process's server; one inherited over a fork belongs to the parent."""
    global _server
    with _guard:
        if _server is not None and (fresh or _server.owner != os.getpid()):
            _server.stop()
            _server = None
        if _server is None:
            _server = Server()
            atexit.register(_server.stop)
        return _server


def prefer(module: str) -> None:
    """Have the warm server, if there is one, load for good what tasks of this kind need."""
    server = _server
    if server is not None and module not in server.loaded:
        server.loaded.add(module)
        with contextlib.suppress(OSError):
            server.send({"warm": module}, [])


def open_channel(body: bytes) -> Channel:
    """A reading of the request, by the warm server where that is possible."""
    # macOS has no SOCK_SEQPACKET, and its frameworks do not survive a fork.
    if not (hasattr(socket, "send_fds") and hasattr(os, "fork")) or sys.platform == "darwin":
        return Spawned(body)
    try:
        return Forked(_current(), body)
    except OSError:
        # The server was killed from outside: one more is worth trying.
        return Forked(_current(fresh=True), body)
