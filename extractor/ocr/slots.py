"""Slots for heavy work: no more pages are being read on this machine than it has cores.

A slot is a locked file, held by whoever reads a page and freed by the system when that process
ends, however it ends. Knows files and locks, nothing of pages.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PAUSE = 0.01
"""Seconds between two looks for a free slot: half a per cent of a page's time at most."""


@contextlib.contextmanager
def held(folder: Path, count: int, patience: float) -> Iterator[None]:
    """Hold one of ``count`` slots while the block runs.

    After ``patience`` seconds without one, or where files cannot be locked, the work goes on
    without: slow is better than never.
    """
    handle = _wait(folder, count, time.monotonic() + patience)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _wait(folder: Path, count: int, deadline: float) -> int | None:
    lock = _locker()
    if lock is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        while time.monotonic() < deadline:
            for number in range(count):
                handle = _take(folder / str(number), lock)
                if handle is not None:
                    return handle
            time.sleep(PAUSE)
    except OSError:
        return None
    return None


def _take(path: Path, lock: Callable[[int], None]) -> int | None:
    """The locked file, None while another holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        lock(handle)
    except OSError:
        os.close(handle)
        return None
    return handle


def _locker() -> Callable[[int], None] | None:
    """What locks a file at once or raises OSError, on this system."""
    if os.name == "nt":
        import msvcrt

        return lambda handle: msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    try:
        import fcntl
    except ImportError:
        return None
    return lambda handle: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
