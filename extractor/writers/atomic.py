"""Writing a file so that it is either the new one, whole, or still the old one.

Knows files and what can go wrong with them; not what is written.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from extractor.book.names import Lang
from extractor.errors import OutputError
from extractor.messages import say

_REASONS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ETXTBSY: "busy",
    errno.EBUSY: "busy",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EISDIR: "is-folder",
    errno.ENAMETOOLONG: "name",
}


@contextlib.contextmanager
def replace(path: Path, lang: Lang = "vi") -> Iterator[BinaryIO]:
    """A binary stream whose content becomes ``path`` when the block ends without an exception.

    It is written beside its place, flushed to the disk and moved there in one step; a link is
    followed; a device ('/dev/stdout') is written straight.

    Raises:
        OutputError: the file cannot be written (full disk, no right, open in Excel, …); what
            stood there before stands there still, and the message says what to do.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        if _is_device(target):
            with target.open("wb") as stream:
                yield stream
            return
        with _beside(target) as stream:
            yield stream
    except OSError as error:
        raise OutputError(_said(path, error, lang)) from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    _refuse(target)
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        stream = part.open("xb")
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        finally:
            with contextlib.suppress(OSError):  # a full disk fails again on what is left to write
                stream.close()
        _same_rights(target, part)
        part.replace(target)
        flush(target.parent)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _is_device(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


def _refuse(target: Path) -> None:
    """What moving a file over another would do silently and a user would not expect."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _same_rights(target: Path, part: Path) -> None:
    with contextlib.suppress(OSError):
        part.chmod(stat.S_IMODE(target.stat().st_mode))


def flush(folder: Path) -> None:
    """Makes new names in a folder outlive a power cut, where the system lets one be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _said(path: Path, error: OSError, lang: Lang) -> str:
    reason = _REASONS.get(error.errno or 0, "other")
    if reason == "denied" and path.exists():
        reason = "in-use"
    params = {"path": str(path), "folder": str(path.parent), "why": error.strerror or str(error)}
    return say(f"output.{reason}", params, lang)
