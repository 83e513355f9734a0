"""Takes in what the user named: walks folders, tells kinds by content, hashes, opens archives.

Knows files and archives; reads no document. Whatever is wrong with one input is a problem on
that input's arrival, and the rest goes on. Nothing is changed in place.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.archives import members
from extractor.models import Problem, Source
from extractor.names import passed_over, shown
from extractor.readers.kinds import kind_of, promised
from extractor.settings import MB, Limits


@dataclass(frozen=True, slots=True)
class Arrival:
    """One input as it came: a document to read, or what stood in the way of it."""

    source: Source
    problems: tuple[Problem, ...] = ()
    held: str = ""
    """Where the bytes are of a file that no reader is to open; who keeps originals takes them."""

    @property
    def readable(self) -> bool:
        """Whether there are bytes for a reader."""
        return bool(self.source.file)


def intake(
    paths: Iterable[str],
    limits: Limits,
    workdir: Path,
    on_skip: Callable[[str], None] | None = None,
) -> Iterator[Arrival]:
    """Every document below ``paths``, folders in sorted order, archives by their members.

    Args:
        paths: files and folders as the user gave them.
        limits: sizes, and what an archive may unpack to.
        workdir: an existing private folder; members of archives are put below it and must stay
            until they are read.
        on_skip: called with the shown path of each hidden or office lock file passed over.
    """
    for path in paths:
        try:
            mode = Path(path).stat().st_mode
        except (OSError, ValueError) as error:
            yield lost(path, _why(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(Path(path), limits, workdir, on_skip)
        else:
            yield from take(Path(path), shown(path), limits, workdir)


def _folder(
    folder: Path, limits: Limits, workdir: Path, on_skip: Callable[[str], None] | None
) -> Iterator[Arrival]:
    """The documents below a folder; links to folders are not followed."""
    troubles: list[OSError] = []
    found = 0
    for place, folders, names in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not passed_over(name))
        for name in sorted(names):
            path = Path(place) / name
            if passed_over(name):
                if on_skip is not None:
                    on_skip(shown(str(path)))
                continue
            found += 1
            yield from take(path, shown(str(path)), limits, workdir)
    for trouble in troubles:
        yield lost(str(trouble.filename or folder), Problem("unreadable-folder"))
    if not found and not troubles:
        yield lost(str(folder), Problem("empty-folder"))


def take(path: Path, name: str, limits: Limits, workdir: Path, depth: int = 0) -> Iterator[Arrival]:
    """One file under the name to show for it; an archive gives its members."""
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            yield lost(name, Problem("not-a-file"))
            return
        if info.st_size > limits.file_mb * MB:
            yield lost(name, Problem("file-too-large", None, str(limits.file_mb)))
            return
        kind, media = kind_of(path)
        digest = sha256_of(path)
    except (OSError, ValueError) as error:
        yield lost(name, _why(error))
        return
    source = Source(name, kind, media, digest, info.st_size, str(path))
    expected = promised(name)
    if kind == "zip":
        if expected in ("docx", "xlsx", "ods"):
            note = Problem("office-is-zip", None, expected)
            yield Arrival(_bare(source), (note,), source.file)
        yield from _archive(source, limits, workdir, depth)
    elif kind == "locked":
        yield Arrival(_bare(source), (Problem("encrypted-office"),), source.file)
    elif kind == "empty":
        yield Arrival(_bare(source), (Problem("empty-file"),), source.file)
    elif kind == "unknown":
        yield Arrival(_bare(source), (Problem("unknown-kind", None, media),), source.file)
    elif expected is not None and expected != kind:
        yield Arrival(source, (Problem("wrong-suffix", None, f"{expected} / {kind}"),))
    else:
        yield Arrival(source)


def _archive(source: Source, limits: Limits, workdir: Path, depth: int) -> Iterator[Arrival]:
    """What an archive holds, each as ``archive.zip!member``."""
    if depth >= limits.archive_depth:
        yield lost(source.path, Problem("archive-too-deep", None, str(limits.archive_depth)))
        return
    for member in members(Path(source.file), limits, workdir):
        name = f"{source.path}!{member.name}" if member.name else source.path
        if member.problem is not None:
            yield lost(name, member.problem)
        else:
            yield from take(member.path, name, limits, workdir, depth + 1)


def lost(path: str, problem: Problem) -> Arrival:
    """An arrival without a document: only the name and what stood in the way."""
    return Arrival(Source(shown(path), "unknown", "", "", 0, ""), (problem,))


def _bare(source: Source) -> Source:
    """The source without its bytes: no reader is to open it."""
    return Source(source.path, source.kind, source.media_type, source.sha256, source.size, "")


def _why(error: Exception) -> Problem:
    """The problem a failed opening is."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("vanished-file")
    if isinstance(error, PermissionError):
        return Problem("unreadable-file")
    return Problem("unreadable-file", None, str(error.args[-1])[:200] if error.args else "")


def sha256_of(path: Path) -> str:
    """By which an original is known again."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
