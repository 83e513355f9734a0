"""Pages that were read are kept, so that no picture is read twice.

The name of an entry is the hash of all that a reading depends on: the picture as it was opened,
what its text layer said, the engine and its data, and the program that reads. What is found is
decoded as strictly as what a child says; an entry that is not whole is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from functools import cache
from pathlib import Path

from extractor import images, ocr, readers
from extractor.book import loading
from extractor.images.picture import Picture
from extractor.models import Page
from extractor.ocr import engine, languages, third
from extractor.readers import wire

LARGEST = 16 << 20
"""Bytes of an entry that is looked at: a page of small print takes 200 KB."""
MOST = 1 << 30
"""Bytes of all entries together: some ten thousand pages."""


def key(picture: Picture, layer: Page | None) -> str:
    """The name under which the reading of this picture is kept."""
    digest = hashlib.sha256(recipe())
    digest.update(repr((picture.pixels.shape, picture.dpi, picture.width, picture.height)).encode())
    digest.update(picture.to_page.tobytes())
    digest.update(picture.pixels.tobytes())
    if layer is not None:
        digest.update(wire.encode(layer))
    return digest.hexdigest()


@cache
def recipe() -> bytes:
    """A hash of everything but the picture: engines, their data, what we believe, our own code."""
    digest = hashlib.sha256(engine.version().encode())
    for language in languages.NEEDED:
        folder = languages.folder((language,))
        if folder is not None:
            with (folder / f"{language}{languages.SUFFIX}").open("rb") as data:
                digest.update(hashlib.file_digest(data, "sha256").digest())
    for package in (images, ocr, readers):
        for path in sorted(Path(str(package.__file__)).parent.glob("*.py")):
            digest.update(path.read_bytes())
    digest.update(third.version().encode())
    for path in loading.paths("reading"):
        digest.update(path.read_bytes())
    return digest.digest()


def find(folder: Path, name: str, number: int) -> Page | None:
    """The page kept under this name, as page ``number``; None where there is none."""
    body = body_of(folder, name)
    try:
        page = None if body is None else wire.decode(body)
    except ValueError:
        return None
    return wire.numbered(page, number) if isinstance(page, Page) else None


def body_of(folder: Path, name: str) -> bytes | None:
    """What is kept under this name, if all of it is there."""
    path = _path(folder, name)
    try:
        if path.stat().st_size > LARGEST:
            return None
        checksum, _, body = path.read_bytes().partition(b"\n")
        os.utime(path)
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest().encode() == checksum else None


def keep(folder: Path, name: str, page: Page) -> None:
    """Keep the page."""
    keep_body(folder, name, wire.encode(page))


def keep_body(folder: Path, name: str, body: bytes) -> None:
    """Keep these bytes; whoever looks finds all or nothing. A full disk costs nothing else."""
    path = _path(folder, name)
    part = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        part.replace(path)
        if name.startswith("0"):  # one page in sixteen looks whether there are too many
            prune(folder)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()


def prune(folder: Path, most: int = MOST) -> None:
    """Delete what was longest not asked for, until no more than ``most`` bytes are kept."""
    kept: list[tuple[float, int, Path]] = []
    for path in folder.glob("??/*"):
        with contextlib.suppress(OSError):
            told = path.stat()
            kept.append((told.st_mtime, told.st_size, path))
    kept.sort(reverse=True)
    total = 0
    for _, size, path in kept:
        total += size
        if total > most:
            with contextlib.suppress(OSError):
                path.unlink()


def _path(folder: Path, name: str) -> Path:
    return folder / name[:2] / f"{name[2:]}.json"
