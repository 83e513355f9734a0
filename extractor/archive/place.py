"""The archive's folder: where its parts lie, what it says of itself, and who may write.

Knows file names and locks. One process writes at a time; any number read meanwhile. A lock ends
with the process that holds it, however that ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extractor.archive.troubles import busy, filing, usage
from extractor.book.names import Lang
from extractor.writers.atomic import replace

FORMAT = 1
MARK = "archive.json"
PATIENCE = 3.0
"""Seconds for which a lock is waited for: a process that was killed may take a moment to end."""


@dataclass(frozen=True, slots=True)
class Card:
    """What ``archive.json`` says: which collection, and where its database is."""

    id: str
    database: str = ""
    """URL without its password; '' is the SQLite file in the folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """Names inside the folder of an archive."""

    root: Path

    @property
    def mark(self) -> Path:
        """The file that makes the folder an archive."""
        return self.root / MARK

    @property
    def database(self) -> Path:
        """The SQLite file, where no other database is named."""
        return self.root / "archive.db"

    @property
    def originals(self) -> Path:
        """Folder of the originals that are on record."""
        return self.root / "originals"

    @property
    def incoming(self) -> Path:
        """Folder of those that are on their way there."""
        return self.root / "incoming"

    @property
    def lock(self) -> Path:
        """Held by who writes; holds its process id."""
        return self.root / "writer.lock"

    def own(self) -> frozenset[str]:
        """Names of which everything in the folder is ours."""
        beside = (f"{self.database.name}{end}" for end in ("", "-wal", "-shm", "-journal"))
        return frozenset({MARK, "originals", "incoming", self.lock.name, *beside})


def read_card(place: Place, lang: Lang) -> Card:
    """What the folder says of itself.

    Raises:
        UsageError: it is no archive, or one whose form this program does not know.
    """
    try:
        told = json.loads(place.mark.read_text(encoding="utf-8"))
        card = Card(str(told["id"]), str(told["database"]))
        known = told["format"] == FORMAT
    except FileNotFoundError as error:
        raise usage("archive.none", lang, folder=place.root) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise usage("archive.bad-card", lang, path=place.mark) from error
    if not known:
        raise usage("archive.bad-card", lang, path=place.mark)
    return card


def write_card(place: Place, card: Card, lang: Lang) -> None:
    """Makes the folder an archive; the last step of making one."""
    told = {"format": FORMAT, "id": card.id, "database": card.database}
    with replace(place.mark, lang) as stream:
        stream.write(json.dumps(told, indent=2).encode() + b"\n")


@contextlib.contextmanager
def alone(place: Place, lang: Lang) -> Iterator[None]:
    """For as long as the block lasts nobody else writes.

    Raises:
        OutputError: somebody does, or the folder cannot be written to.
    """
    with filing(place.root, lang):
        handle = place.lock.open("a+", encoding="utf-8")
    with handle:
        _wait(handle, place, lang)
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def _wait(handle: IO[str], place: Place, lang: Lang) -> None:
    until = time.monotonic() + PATIENCE
    while not _taken(handle):
        if time.monotonic() > until:
            handle.seek(0)
            raise busy(lang, folder=place.root, process=handle.read(20).strip() or "?")
        time.sleep(0.05)


def _taken(handle: IO[str]) -> bool:
    """Whether the lock is ours now."""
    try:
        if os.name == "nt":
            import msvcrt

            handle.seek(1 << 20)  # beside the process id, which others may read
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
