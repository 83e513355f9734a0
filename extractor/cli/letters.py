"""``baocao letters`` and ``archive letters``: asks units to look at their figures.

Knows arguments; what is asked and how it looks is in :mod:`extractor.letters`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.desk import Wanted, term_of
from extractor.cli.kept import Database, Folder, open_archive
from extractor.cli.options import Cache, Jobs, Limits, Ocr, Paths

if TYPE_CHECKING:
    from extractor.book.letters import Sender
    from extractor.models import Report

Into = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", show_default=False)]
By = Annotated[Path | None, typer.Option("--sender", metavar="FILE", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the command to the tree."""
    app.command("letters")(letters)


def add_to(group: typer.Typer) -> None:
    """Adds the command to ``baocao archive``."""
    group.command("letters")(archive_letters)


def letters(
    paths: Paths,
    output: Into,
    sender: By = None,
    jobs: Jobs = None,
    limit: Limits = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
) -> int:
    """A letter for each unit whose reports give something to ask about."""
    from extractor.cli.work import Work, scans

    told = _ready(output, sender)
    work = Work(paths, jobs, limit, scans=scans(ocr, cache, jobs))
    _deliver(work.all(), output, told)
    return work.exit_code()


def archive_letters(
    output: Into,
    archive: Folder = None,
    database: Database = None,
    period: Wanted = None,
    sender: By = None,
) -> int:
    """The same over the reports of a period, as people decided them."""
    from extractor.cli.words import language
    from extractor.office.asked import asked

    term = term_of(period)
    told = _ready(output, sender)
    with open_archive(archive, database) as kept, kept.reading() as connection:
        found = asked(connection, term, language())
    _deliver(found.reports, output, told, found.key, found.wanted)
    return 0


def _ready(output: Path, sender: Path | None) -> Sender:
    """Who sends; a file that is not there yet is made, to be filled in."""
    from extractor.book import letters as book
    from extractor.cli.terminal import tell
    from extractor.cli.words import language, say
    from extractor.letters.folder import make_ready
    from extractor.writers.atomic import replace

    if sender is not None and not sender.exists():
        with replace(sender, language()) as stream:
            stream.write(book.sender_form())
        tell(say("sender-made", path=sender))
    told = book.sender(sender)
    make_ready(output, language())
    return told


def _deliver(
    reports: Sequence[Report],
    output: Path,
    sender: Sender,
    key: Callable[[Report], tuple[str, ...]] | None = None,
    wanted: Container[str] | None = None,
) -> None:
    from extractor.across import join
    from extractor.cli.terminal import tell
    from extractor.cli.words import language, say
    from extractor.letters.collecting import by_name, collect
    from extractor.letters.folder import write_letters

    found = collect(reports, join(reports), key or by_name, wanted)
    count = write_letters(found, sender, output, language())
    entries = [entry for letter in found for entry in letter.entries]
    first = sum(entry.part in ("held", "reading") for entry in entries)
    tell(say("letters-written", letters=count, findings=len(entries), folder=output))
    if first:
        tell(say("letters-look", count=first))
