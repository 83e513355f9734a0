"""The readers: one file each, one agreed function, a dict of names.

A reader is ``read(source, limits) -> Iterator[Page | Problem]``. It yields pages as they come;
trouble it can name is yielded as a :class:`~extractor.models.Problem`, trouble it cannot is
raised and named by :mod:`extractor.isolate`. This module knows which reader takes which kind
and which problems cost nothing; a reader's libraries are imported when it is first used.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

from extractor.models import Page, Problem, Source
from extractor.settings import Limits

Reader = Callable[[Source, Limits], Iterator[Page | Problem]]


def _late(module: str) -> Reader:
    """The reader of ``extractor.readers.<module>``, imported at its first call."""

    def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
        reader: Reader = importlib.import_module(f"extractor.readers.{module}").read
        return reader(source, limits)

    return read


READERS: dict[str, Reader] = {
    "text": _late("plain"),
    "markdown": _late("markdown"),
    "docx": _late("docx"),
    "doc": _late("office"),
    "xlsx": _late("sheets"),
    "xls": _late("sheets"),
    "ods": _late("sheets"),
    "pdf": _late("pdf"),
    "image": _late("image"),
}

HARMLESS = frozenset(
    {
        "bad-bytes",
        "damaged-repaired",
        "hidden-sheet",
        "image-reduced",
        "picture-unread",
        "legacy-bytes",
        "second-engine",
        "wrong-suffix",
    }
)
"""Problems that are worth saying and lose nothing: a source with only these is 'ok'."""
