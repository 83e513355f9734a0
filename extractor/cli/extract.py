"""``baocao extract``: a document object for each document."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from extractor.cli.options import Cache, Jobs, Limits, Ocr, Output, Paths, Pictures, Stages

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
) -> int:
    """Reads each path and writes what it holds."""
    from extractor.cli.deliver import opened
    from extractor.cli.words import language
    from extractor.cli.work import Work, scans
    from extractor.writers.records import write_csv, write_json, write_jsonl

    work = Work(paths, jobs, limit, save_stages, scans(ocr, cache, jobs, keep_images))
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
