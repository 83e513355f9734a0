"""Where a result goes: standard output, or a file that is replaced only when it is whole."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO, cast

from extractor.cli.words import say
from extractor.errors import OutputError


@contextlib.contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A text stream for the result.

    A file is written beside its place and moved there at the end, so that a full disk or a
    fault leaves the earlier one whole. After Ctrl-C what was done is kept.

    Raises:
        OutputError: the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        with _beside(path) as (stream, move):
            try:
                yield stream
            except KeyboardInterrupt:
                move()
                raise
            move()
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(say("cannot-write", path=path, why=why)) from error


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[tuple[TextIO, Callable[[], None]]]:
    """A temporary file in the folder of ``path``, and what moves it to ``path``."""
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        newline="",
        dir=path.parent,
        prefix=f".{path.name[:40]}.",
        delete=False,
    ) as stream:
        part = Path(stream.name)

        def move() -> None:
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            part.chmod(0o666 & ~_umask())
            part.replace(path)

        try:
            yield cast("TextIO", stream), move
        finally:
            part.unlink(missing_ok=True)


def _umask() -> int:
    """The process's umask; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
