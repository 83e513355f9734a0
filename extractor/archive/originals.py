"""Originals by their hash: taken in whole or not at all, never altered, found again.

A file is first staged: copied beside its place, hashed on the way and flushed to the disk, as is
its name, with those of others, by :func:`flush_names`. When the database has it on record it is
moved to its place. Whatever ends us in between leaves a
staged file, and :func:`recover` does what its record says. Knows no document.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from extractor.archive.place import Place
from extractor.intake import sha256_of
from extractor.writers.atomic import flush

_PIECE = 1 << 20
_PART = ".part"


class Unreadable(Exception):
    """The file that was to be taken in could not be read; the archive is not to blame."""


class Changed(Exception):
    """The file is another one by now than the one that was hashed."""


def where(place: Place, sha256: str) -> Path:
    """Where an original on record lies: in its place, or still staged."""
    kept = place.originals / sha256[:2] / sha256
    return kept if kept.exists() else place.incoming / sha256


def stage(place: Place, file: Path, sha256: str) -> Path:
    """A flushed copy of the file, whose content is what the hash says; returns the copy.

    Its name is only sure to last when :func:`flush_names` was called after it.

    Raises:
        Unreadable: the file cannot be read.
        Changed: its content has another hash.
        OSError: the copy cannot be written.
    """
    part = place.incoming / f"{secrets.token_hex(8)}{_PART}"
    try:
        with part.open("xb") as copy:
            if _copied(file, copy.write) != sha256:
                raise Changed(file)
            copy.flush()
            os.fsync(copy.fileno())
        if os.name == "posix":
            part.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        return part.replace(place.incoming / sha256)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def flush_names(place: Place) -> None:
    """What was staged so far is found under its name whatever happens: before it is on record."""
    flush(place.incoming)


def _copied(file: Path, write: Callable[[bytes], object]) -> str:
    """Pass the file's bytes on; returns their hash."""
    digest = hashlib.sha256()
    for piece in _pieces(file):
        digest.update(piece)
        write(piece)
    return digest.hexdigest()


def _pieces(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def settle(place: Place, sha256: str) -> None:
    """Move a staged original that is on record to its place; none staged is no error."""
    staged = place.incoming / sha256
    if not staged.exists():
        return
    kept = place.originals / sha256[:2] / sha256
    try:
        staged.replace(kept)
    except FileNotFoundError:  # the first whose hash begins so
        kept.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(kept)


def recover(place: Place, on_record: Callable[[str], bool]) -> int:
    """Finish what an ended run left staged: settle what is on record, remove the rest.

    Returns:
        How many were found.
    """
    found = sorted(place.incoming.iterdir())
    for path in found:
        if path.name.endswith(_PART) or not on_record(path.name):
            path.unlink(missing_ok=True)
        else:
            settle(place, path.name)
    return len(found)


def kept(place: Place) -> Iterator[Path]:
    """Every file in the place of originals, whatever its name."""
    for folder, folders, names in os.walk(place.originals):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names))


def fault_of(place: Place, sha256: str, size: int) -> str | None:
    """What is wrong with an original: 'missing', 'damaged', 'unreadable', or None."""
    path = where(place, sha256)
    try:
        if path.stat().st_size != size or sha256_of(path) != sha256:
            return "damaged"
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return None
