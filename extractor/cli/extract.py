"""``baocao extract``: a document object for each document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.options import (
    Cache,
    Jobs,
    Limits,
    Ocr,
    Output,
    Paths,
    Pictures,
    Searchable,
    Stages,
)

if TYPE_CHECKING:
    from extractor.copies import Copies

Format = Annotated[Literal["json", "jsonl", "csv"], typer.Option("--format", "-f")]


def register(app: typer.Typer) -> None:
    """Adds the command to the tree."""
    app.command("extract")(extract)


def extract(
    paths: Paths,
    format: Format = "json",
    output: Output = None,
    jobs: Jobs = None,
    limit: Limits = None,
    save_stages: Stages = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
    keep_images: Pictures = None,
    searchable: Searchable = None,
) -> int:
    """Reads each path and writes what it holds."""
    from extractor.cli.deliver import opened
    from extractor.cli.words import language
    from extractor.cli.work import Work, scans
    from extractor.writers.records import write_csv, write_json, write_jsonl

    made = None if searchable is None else _copies(searchable, paths)
    work = Work(paths, jobs, limit, save_stages, scans(ocr, cache, jobs, keep_images), made)
    single = len(paths) == 1 and not paths[0].is_dir()
    with opened(output) as out:
        if format == "csv":
            write_csv(work.reports(), out, language())
        elif format == "jsonl":
            write_jsonl(work.reports(), out)
        else:
            write_json(work.reports(), out, single=single)
    work.require_something()
    return work.exit_code()


def _copies(out: Path, paths: Sequence[Path]) -> Copies:
    """The names of the copies.

    Raises:
        UsageError: one name for several documents, or a place where originals lie.
    """
    from extractor.cli.words import say
    from extractor.copies import Copies, is_one_file
    from extractor.errors import UsageError

    if is_one_file(out):
        if len(paths) > 1 or paths[0].is_dir() or _is_archive(paths[0]):
            raise UsageError(say("searchable-several", out=out))
        if out.exists() and paths[0].exists() and out.samefile(paths[0]):
            raise UsageError(say("searchable-original", out=out))
    folders = [path for path in paths if path.is_dir()]
    if any(out.resolve().is_relative_to(folder.resolve()) for folder in folders):
        raise UsageError(say("searchable-inside", out=out))
    return Copies(out, paths)


def _is_archive(path: Path) -> bool:
    from extractor.readers.kinds import kind_of

    try:
        return kind_of(path)[0] == "zip"
    except OSError:  # told when it is read
        return False
