"""``baocao consolidate`` and ``baocao report``: one file from many documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.cli.options import Cache, Jobs, Limits, Ocr, Paths, Required

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractor.cli.words import Lang
    from extractor.cli.work import Work
    from extractor.models import Report

    Write = Callable[[Sequence[Report], Path, Lang], None]


def register(app: typer.Typer) -> None:
    """Adds both commands to the tree."""
    app.command("consolidate")(consolidate)
    app.command("report")(report)


def consolidate(
    paths: Paths,
    output: Required,
    jobs: Jobs = None,
    limit: Limits = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
) -> int:
    """One workbook: form 06, every figure, every finding, every source."""
    from extractor.cli.work import Work, scans

    work = Work(paths, jobs, limit, scans=scans(ocr, cache, jobs))
    return _write(work, output, _workbook)


def report(
    paths: Paths,
    output: Required,
    jobs: Jobs = None,
    limit: Limits = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
) -> int:
    """One page that needs nothing else: figures, findings and the evidence."""
    from functools import partial

    from extractor.cli.work import Work, scans
    from extractor.scratch import scratch
    from extractor.writers.page import write_page

    with scratch() as folder:
        pictures = Path(folder)
        work = Work(paths, jobs, limit, scans=scans(ocr, cache, jobs), pictures=pictures)
        return _write(work, output, partial(write_page, pictures=pictures))


def _workbook(reports: Sequence[Report], output: Path, lang: Lang) -> None:
    from extractor.consolidate import consolidate as book
    from extractor.writers.workbook import write_workbook

    write_workbook(book(reports, lang), output, lang)


def _write(work: Work, output: Path, write: Write) -> int:
    from extractor.cli.terminal import tell
    from extractor.cli.words import language, say

    reports = work.all()
    write(reports, output, language())
    tell(say("written", path=output, documents=len(reports)))
    return work.exit_code()
