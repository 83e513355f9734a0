"""Where a text result goes: standard output, or a file that is replaced only when it is whole."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from extractor.cli.words import language


@contextlib.contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A text stream for the result; after Ctrl-C what was written until then is kept.

    Raises:
        OutputError: the file cannot be written; the earlier one is whole.
    """
    if path is None:
        yield sys.stdout
        return
    from extractor.writers.atomic import replace

    interrupted: KeyboardInterrupt | None = None
    with replace(path, language()) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
        try:
            yield text
        except KeyboardInterrupt as error:
            interrupted = error
        text.flush()
        text.detach()
    if interrupted is not None:
        raise interrupted
