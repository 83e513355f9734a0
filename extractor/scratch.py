"""Folders for what is only needed for a while, gone with the run that made them, however it ends.

A run that is killed cannot clean up; the next one does. Beside each folder lies a file that is
locked by whoever uses the folder, for as long as that process lives: no process number can be
mistaken for another's, and nothing that is in use is ever taken for left over. What has no such
file, is a link or is another user's is left alone. Knows files and locks; imports little.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import IO

PREFIX = "baocao-"
_LOCK = ".lock"
_OWN = os.O_RDWR | os.O_CLOEXEC if os.name == "posix" else os.O_RDWR
_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_held: list[IO[bytes]] = []
"""Locks that this process keeps until it ends."""


@contextlib.contextmanager
def scratch() -> Iterator[str]:
    """A new empty folder that nobody else may look into, removed at the end of the block.

    Raises:
        OSError: none can be made.
    """
    where = tempfile.gettempdir()
    _sweep_once(where)
    folder, handle = _made(where)
    try:
        yield str(folder)
    finally:
        _remove(folder, handle)


def hold(folder: str) -> None:
    """In a process that was given a scratch folder of another: it is in use until we end, too."""
    with contextlib.suppress(OSError):
        handle = os.fdopen(os.open(f"{folder}{_LOCK}", _OWN | _FOLLOW), "r+b")
        if _taken(handle, alone=False):
            _held.append(handle)
        else:
            handle.close()


def _made(where: str) -> tuple[Path, IO[bytes]]:
    while True:
        folder = Path(where) / f"{PREFIX}{secrets.token_hex(8)}"
        lock = Path(f"{folder}{_LOCK}")
        handle = os.fdopen(os.open(lock, _OWN | os.O_CREAT | os.O_EXCL, 0o600), "r+b")
        # A sweeper may have met the file before it was locked, and have removed it.
        if _taken(handle, alone=False) and _is_that(handle, lock):
            folder.mkdir(0o700)
            return folder, handle
        handle.close()


def _remove(folder: Path, handle: IO[bytes]) -> None:
    """The folder first: as long as anything of it is there, its lock says whose it is."""
    with contextlib.suppress(OSError):
        shutil.rmtree(folder)
    handle.close()
    if not os.path.lexists(folder):
        with contextlib.suppress(OSError):
            Path(f"{folder}{_LOCK}").unlink()


@cache
def _sweep_once(where: str) -> None:
    with contextlib.suppress(OSError):
        sweep(where)


def sweep(where: str) -> int:
    """Remove what ended processes of this user have left there; how many folders that was."""
    swept = 0
    with os.scandir(where) as entries:
        locks = [e.path for e in entries if e.name.startswith(PREFIX) and e.name.endswith(_LOCK)]
    for lock in locks:
        with contextlib.suppress(OSError):
            swept += _swept(Path(lock))
    return swept


def _swept(lock: Path) -> bool:
    folder = Path(str(lock).removesuffix(_LOCK))
    with os.fdopen(os.open(lock, _OWN | _FOLLOW), "r+b") as handle:
        if not (_ours(os.fstat(handle.fileno()), stat.S_ISREG) and _taken(handle, alone=True)):
            return False
        if not _is_that(handle, lock):
            return False
        there = os.path.lexists(folder)
        if there and not _ours(os.lstat(folder), stat.S_ISDIR):
            return False
        if there:
            shutil.rmtree(folder)
        if os.name == "posix":  # elsewhere nothing open can be removed
            lock.unlink()
    lock.unlink(missing_ok=True)
    return there


def _ours(told: os.stat_result, kind: Callable[[int], bool]) -> bool:
    mine = os.name != "posix" or told.st_uid == os.getuid()
    return mine and kind(told.st_mode)


def _is_that(handle: IO[bytes], path: Path) -> bool:
    """Whether the path still leads to the open file."""
    with contextlib.suppress(OSError):
        return os.path.samestat(os.fstat(handle.fileno()), os.lstat(path))
    return False


def _taken(handle: IO[bytes], *, alone: bool) -> bool:
    """Whether the lock is ours now: with others that use the folder, or alone."""
    try:
        if os.name == "nt":
            import msvcrt

            # There are no shared locks here; a child's own one fails, and the parent's stands.
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
