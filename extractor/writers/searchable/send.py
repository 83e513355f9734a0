"""A document's searchable copy: made in a child process, put in its place when it is whole.

Knows which kinds can be copied, and what can go wrong on the way; no PDF is looked into here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from extractor.answers import messages
from extractor.book.names import Lang
from extractor.children import open_channel
from extractor.errors import OutputError
from extractor.models import Page, Problem, Source
from extractor.readers import wire
from extractor.readers.serve import request
from extractor.scratch import scratch
from extractor.settings import Limits
from extractor.writers.atomic import replace

COPIERS = "extractor.writers.searchable.make:COPIERS"
PAGES, COPY = "pages.jsonl", "copy.pdf"
"""In the folder of the request: what was read, and what is made of it."""
KINDS = ("pdf", "image")
SECONDS_A_PAGE = 3.0
"""Allowed besides what a document is allowed: a page is packed anew at worst."""


def write_copy(
    source: Source, pages: Iterable[Page], target: Path, limits: Limits, lang: Lang
) -> tuple[Problem, ...]:
    """Write the searchable copy of a document; never raises for what the file does.

    Args:
        source: the document; its file must still be what was read.
        pages: as they were read, with the places of their words.
        target: the file to write; one that stands there is replaced when the copy is whole.
        limits: of the document.
        lang: for the reason why ``target`` cannot be written.

    Returns:
        What the copy is not, or why there is none; () where all is well.
    """
    if source.kind not in KINDS or not source.file:
        return (Problem("copy-no-picture"),)
    if target.exists() and target.samefile(source.file):
        return (Problem("copy-is-original"),)
    with scratch() as name:
        folder = Path(name)
        try:
            count = _spool(pages, folder / PAGES)
            if not count:
                return (Problem("copy-failed"),)
            seconds = limits.seconds + SECONDS_A_PAGE * count
            problems = _make(source, limits.model_copy(update={"seconds": seconds}), name)
            if not (folder / COPY).is_file() or any(p.code not in NOTES for p in problems):
                return problems or (Problem("copy-failed"),)
            target.parent.mkdir(parents=True, exist_ok=True)
            with replace(target, lang) as out, (folder / COPY).open("rb") as made:
                shutil.copyfileobj(made, out, 1 << 20)
        except OutputError as error:
            return (Problem("copy-unwritten", None, str(error)),)
        except OSError as error:
            return (Problem("copy-unwritten", None, error.strerror or str(error)),)
    return problems


NOTES = frozenset({"copy-unsigned", "copy-not-archival", "copy-old-text"})
"""Problems of a copy that there is."""


def _spool(pages: Iterable[Page], path: Path) -> int:
    """The pages as lines of JSON, for the child; how many there are."""
    count = 0
    with path.open("wb") as out:
        for page in pages:
            out.write(wire.encode(page))
            count += 1
    return count


def _make(source: Source, limits: Limits, folder: str) -> tuple[Problem, ...]:
    """Have the copy made in ``folder``: what the child says of it."""
    channel = open_channel(request(source, limits, COPIERS, folder))
    try:
        told = [item for item in messages(channel, limits) if isinstance(item, Problem)]
    finally:
        channel.close()
    return tuple(
        told_ if told_.code.startswith("copy-") else Problem("copy-failed", None, _said(told_))
        for told_ in told
    )


def _said(problem: Problem) -> str:
    return f"{problem.code} {problem.detail}".strip()
