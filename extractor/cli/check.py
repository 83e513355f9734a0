"""``baocao check``: what does not hold, in each document and across them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli.options import Cache, Jobs, Limits, Ocr, Output, Paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.across import Joined
    from extractor.models import Check, Report

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
    from extractor.across import join
    from extractor.cli.deliver import opened
    from extractor.cli.terminal import colour
    from extractor.cli.words import language
    from extractor.cli.work import ERRORS_FOUND, Work, scans

    work = Work(paths, jobs, limit, scans=scans(ocr, cache, jobs))
    reports = work.all()
    joined = join(reports, language())
    with opened(output) as out:
        if format == "json":
            import json

            json.dump(as_json(reports, joined), out, ensure_ascii=False, indent=2)
            out.write("\n")
        else:
            from extractor.writers.text import findings_text

            out.write(findings_text(reports, language(), colour(out), joined))
    found = work.errors_found or any(f.severity == "error" for f in joined.findings)
    return work.exit_code() or (ERRORS_FOUND if found else 0)


def as_json(reports: Sequence[Report], joined: Joined) -> dict[str, Any]:
    """Findings by document, findings across them, and the checks of each outcome."""
    own = [check for report in reports for check in report.checks]
    return {
        "documents": [_document(report) for report in reports],
        "across": [f.model_dump(mode="json") for f in joined.findings],
        "across_checks": count(joined.checks),
        "units": [asdict(unit) for unit in joined.units],
        "checks": count([*own, *joined.checks]),
    }


def _document(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "path": source.path,
        "sha256": source.sha256,
        "status": source.status,
        "problems": [problem.model_dump(mode="json") for problem in source.problems],
        "findings": [finding.model_dump(mode="json") for finding in report.findings],
        "conventions": report.conventions,
        "convention_evidence": [c.model_dump(mode="json") for c in report.convention_evidence],
        "checks": count(report.checks),
    }


def count(checks: Iterable[Check]) -> dict[str, int]:
    """How many checks came to each outcome; all four are named, so that silence shows."""
    counts = dict.fromkeys(OUTCOMES, 0)
    for check in checks:
        counts[check.outcome] += 1
    return counts
