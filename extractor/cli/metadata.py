"""``baocao archive metadata``: what archives are told of each document, as a folder.

Knows arguments and exit codes; the work is in :mod:`extractor.archive.describing`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.kept import Database, Folder, Period, open_archive
from extractor.cli.options import Cache, Jobs, Limits, Ocr

Into = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", show_default=False)]
Adding = Annotated[Path | None, typer.Option("--profile", metavar="FILE", show_default=False)]
Copied = Annotated[bool, typer.Option("--copies")]


def add_to(group: typer.Typer) -> None:
    """Adds the command to ``baocao archive``."""
    group.command("metadata")(metadata)


def metadata(
    output: Into,
    archive: Folder = None,
    database: Database = None,
    period: Period = None,
    profile: Adding = None,
    copies: Copied = False,
    jobs: Jobs = None,
    limit: Limits = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
) -> int:
    """CSV and XML of the documents' metadata, with checksums and, if wanted, PDF/A copies."""
    from extractor.archive.describing import describe
    from extractor.book import archival
    from extractor.cli.accounts import days_of
    from extractor.cli.terminal import tell
    from extractor.cli.words import language, say
    from extractor.cli.work import DONE, INCOMPLETE, TOOL_MISSING, scans, settings
    from extractor.errors import MISSING_TOOLS
    from extractor.settings import cores
    from extractor.writers.atomic import replace

    if profile is not None and not profile.exists():
        with replace(profile, language()) as stream:
            stream.write(archival.profile_form())
        tell(say("profile-made", path=profile))
    added = archival.profile(profile)
    told = settings(limit or (), scans(ocr, cache, jobs)) if copies else None
    with open_archive(archive, database) as kept:
        found = describe(kept, output, added, told, jobs or cores(), days_of(period))
    for path, problem in found.problems:
        tell(f"{path}: {problem.message} [{problem.code}]")
    tell(say("metadata-written", documents=found.documents, folder=output))
    if not copies:
        return DONE
    tell(say("metadata-copies", copied=found.copied, archival=found.archival))
    if any(problem.code in MISSING_TOOLS for _, problem in found.problems):
        return TOOL_MISSING
    return DONE if found.copied == found.documents else INCOMPLETE
