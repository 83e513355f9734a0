"""Where a text result goes: standard output, or a file that is replaced only when it is whole."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from extractor.cli.terminal import abandon_stdout
from extractor.cli.words import language


@contextlib.contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A text stream for the result.

    Raises:
        OutputError: the file cannot be written; the earlier one is whole.
    """
    if path is None:
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read us has seen enough
            abandon_stdout()
        return
    from extractor.writers.atomic import replace

    with replace(path, language()) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()
