"""Opens ZIP archives without trusting them: members are copied out under names of our own.

Knows how archives attack: members that point outside, links, locks, bombs, archives inside
archives. Each such member is named and left; the others are read.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.models import Problem
from extractor.names import passed_over, shown
from extractor.settings import MB, Limits

CHUNK = MB
SMALL = 4 * MB
"""Below this a high ratio harms nobody: repeated text packs well."""
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """A member copied out to ``path``, or what kept it in. No name: the archive as a whole."""

    name: str
    path: Path = Path()
    problem: Problem | None = None


def members(file: Path, limits: Limits, workdir: Path) -> Iterator[Member]:
    """The archive's files in the order of their names, each copied out when its turn comes."""
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE:
        yield Member("", problem=Problem("damaged-zip"))
        return
    with archive:
        yield from _members(archive, limits, _own_folder(workdir))


def _members(archive: zipfile.ZipFile, limits: Limits, folder: Path) -> Iterator[Member]:
    infos = sorted((i for i in archive.infolist() if _document(i)), key=lambda i: i.filename)
    left = limits.archive_mb * MB
    for number, info in enumerate(infos[: limits.archive_members]):
        name = shown(info.filename)
        target = folder / f"{number}{_suffix(info.filename)}"
        problem = _refused(info, limits, left) or _copy(archive, info, target, limits, left)
        if problem is not None:
            target.unlink(missing_ok=True)
            yield Member(name, problem=problem)
            continue
        left -= target.stat().st_size
        yield Member(name, target)
    if len(infos) > limits.archive_members:
        detail = f"{limits.archive_members} / {len(infos)}"
        yield Member("", problem=Problem("too-many-members", None, detail))
    if not infos:
        yield Member("", problem=Problem("empty-archive"))


def _document(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return not info.is_dir() and not any(passed_over(part) for part in parts if part != "..")


def _own_folder(workdir: Path) -> Path:
    """A new folder below the private one; members' own names are never used as paths."""
    number = sum(1 for _ in workdir.iterdir())
    while True:
        folder = workdir / f"archive-{number}"
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        else:
            return folder


def _suffix(name: str) -> str:
    """The member's suffix where it is plain; libraries look at it, nothing of ours does."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 8 else ""


def _refused(info: zipfile.ZipInfo, limits: Limits, left: int) -> Problem | None:
    """Why a member must not be unpacked, as far as its entry tells."""
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        return Problem("unsafe-member")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem("link-member")
    if info.flag_bits & 1:
        return Problem("encrypted-member")
    if info.file_size > limits.file_mb * MB:
        return Problem("file-too-large", None, str(limits.file_mb))
    ratio = info.file_size / max(1, info.compress_size)
    if info.file_size > left or (ratio > limits.archive_ratio and info.file_size > SMALL):
        return Problem("zip-bomb")
    return None


def _copy(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limits: Limits, left: int
) -> Problem | None:
    """Unpack one member, counting what really comes out: entries lie."""
    allowed = min(left, info.file_size, limits.file_mb * MB)
    try:
        with archive.open(info) as packed, target.open("xb") as out:
            while chunk := packed.read(CHUNK):
                allowed -= len(chunk)
                if allowed < 0:
                    return Problem("zip-bomb")
                out.write(chunk)
    except RuntimeError:  # zipfile's answer to a password it was not given
        return Problem("encrypted-member")
    except DAMAGE:
        return Problem("damaged-member")
    return None
