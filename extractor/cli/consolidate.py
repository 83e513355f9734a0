"""``baocao consolidate`` and ``baocao report``: one file from many documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.cli.options import Jobs, Limits, Paths, Required

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractor.models import Report

    Write = Callable[[Sequence[Report], Path], None]


def register(app: typer.Typer) -> None:
    """Adds both commands to the tree."""
    app.command("consolidate")(consolidate)
    app.command("report")(report)


def consolidate(paths: Paths, output: Required, jobs: Jobs = None, limit: Limits = None) -> int:
    """One workbook: form 06, every figure, every finding, every source."""
    from extractor.writers.workbook import write_workbook

    return _write(paths, output, jobs, limit, write_workbook)


def report(paths: Paths, output: Required, jobs: Jobs = None, limit: Limits = None) -> int:
    """One page that needs nothing else: figures, findings and the evidence."""
    from extractor.writers.page import write_page

    return _write(paths, output, jobs, limit, write_page)


def _write(
    paths: Sequence[Path], output: Path, jobs: int | None, limit: list[str] | None, write: Write
) -> int:
    from extractor.cli.terminal import tell
    from extractor.cli.words import say
    from extractor.cli.work import Work

    work = Work(paths, jobs, limit)
    reports = work.all()
    write(reports, output)
    tell(say("written", path=output, documents=len(reports)))
    return work.exit_code()
