"""``baocao check``: what does not hold, in each document and across them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli.options import Cache, Jobs, Limits, Ocr, Output, Paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.models import Check, Finding, Report

OUTCOMES = ("consistent", "inconsistent", "cannot-tell", "blocked")
Format = Annotated[Literal["text", "json"], typer.Option("--format", "-f")]


def register(app: typer.Typer) -> None:
    """Adds the command to the tree."""
    app.command("check")(check)


def check(
    paths: Paths,
    format: Format = "text",
    output: Output = None,
    jobs: Jobs = None,
    limit: Limits = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
) -> int:
    """Reads, checks and says what was found; exit code 1 when an error was."""
    from extractor.cli.deliver import opened
    from extractor.cli.terminal import colour
    from extractor.cli.words import language
    from extractor.cli.work import ERRORS_FOUND, Work, scans
    from extractor.consolidate import across as across_documents

    work = Work(paths, jobs, limit, scans=scans(ocr, cache, jobs))
    reports = work.all()
    across = across_documents(reports, language())
    with opened(output) as out:
        if format == "json":
            import json

            json.dump(as_json(reports, across), out, ensure_ascii=False, indent=2)
            out.write("\n")
        else:
            from extractor.writers.text import findings_text

            out.write(findings_text(reports, language(), colour(out), across))
    found = work.errors_found or any(f.severity == "error" for f in across)
    return work.exit_code() or (ERRORS_FOUND if found else 0)


def as_json(reports: Sequence[Report], across: Sequence[Finding]) -> dict[str, Any]:
    """Findings by document, findings across them, and the checks of each outcome."""
    return {
        "documents": [_document(report) for report in reports],
        "across": [f.model_dump(mode="json") for f in across],
        "checks": count(check for report in reports for check in report.checks),
    }


def _document(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "path": source.path,
        "sha256": source.sha256,
        "status": source.status,
        "problems": [problem.model_dump(mode="json") for problem in source.problems],
        "findings": [finding.model_dump(mode="json") for finding in report.findings],
        "checks": count(report.checks),
    }


def count(checks: Iterable[Check]) -> dict[str, int]:
    """How many checks came to each outcome; all four are named, so that silence shows."""
    counts = dict.fromkeys(OUTCOMES, 0)
    for check in checks:
        counts[check.outcome] += 1
    return counts
