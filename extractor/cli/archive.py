"""``baocao archive``: the kept collection. Makes it, adds to it, looks at it, moves it.

Knows arguments, exit codes and how results are laid out; the work is in
:mod:`extractor.archive`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.cli import (
    citations,
    data,
    deciding,
    desk,
    doubles,
    letters,
    metadata,
    official,
    search,
    units,
)
from extractor.cli.kept import Database, Folder, Period, find, open_archive
from extractor.cli.options import Cache, Jobs, Limits, Ocr, Output, Paths

Form = Annotated[Literal["text", "json"], typer.Option("--format", "-f")]
Made = Annotated[Path, typer.Argument(metavar="DIR", show_default=False)]
Source = Annotated[Path, typer.Argument(metavar="DIR", show_default=False)]
Which = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
Decided = Annotated[bool, typer.Option("--decided")]
Sample = Annotated[int, typer.Option("--sample", min=0, metavar="N")]


def register(app: typer.Typer) -> None:
    """Adds the group to the tree."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, command in (
        ("init", init),
        ("add", add),
        ("list", list_),
        ("show", show),
        ("verify", verify),
        ("export", export),
        ("import", import_),
    ):
        group.command(name)(command)
    units.add_to(group)
    deciding.add_to(group)
    desk.add_to(group)
    official.add_to(group)
    data.add_to(group)
    letters.add_to(group)
    metadata.add_to(group)
    search.add_to(group)
    doubles.add_to(group)
    citations.add_to(group)
    app.add_typer(group, name="archive")


def init(folder: Made, database: Database = None) -> int:
    """Make a folder an archive."""
    from extractor.archive.opening import create
    from extractor.cli.terminal import tell
    from extractor.cli.words import language, say

    create(folder, database, language())
    tell(say("archive-made", folder=folder))
    return 0


def add(
    paths: Paths,
    archive: Folder = None,
    database: Database = None,
    format: Form = "text",
    jobs: Jobs = None,
    limit: Limits = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
) -> int:
    """Take files in; each is accounted for."""
    from extractor.archive.adding import add as add_all
    from extractor.cli.accounts import Account
    from extractor.cli.terminal import progress
    from extractor.cli.words import say
    from extractor.cli.work import scans, settings

    account = Account()
    with open_archive(archive, database) as kept, progress(say("adding")) as bar:
        if len(paths) == 1 and paths[0].is_file():
            jobs = 1
        told = settings(limit or (), scans(ocr, cache, jobs))
        try:
            for outcome in add_all(kept, paths, told, jobs):
                account.take(outcome)
                bar.advance()
        except KeyboardInterrupt:
            account.interrupted = True
        finally:  # what is on record is told even when the disk is full
            bar.close()
            account.show(format)
    return account.exit_code()


def list_(
    archive: Folder = None,
    database: Database = None,
    period: Period = None,
    format: Form = "text",
    output: Output = None,
) -> int:
    """A line for each document."""
    from extractor.archive.asking import listed
    from extractor.archive.deciding import judged
    from extractor.cli.accounts import days_of, write_list
    from extractor.cli.deliver import opened

    with (
        open_archive(archive, database) as kept,
        kept.reading() as connection,
        opened(output) as out,
    ):
        said = {sha256: verdict for sha256, (verdict, _) in judged(connection).items()}
        told = listed(connection, *days_of(period))
        write_list(({**one, "verdict": said.get(one["sha256"])} for one in told), out, format)
    return 0


def show(
    name: Which,
    archive: Folder = None,
    database: Database = None,
    decided: Decided = False,
    format: Form = "text",
) -> int:
    """One document: where it is from, what was read from it, what is wrong with it."""
    from extractor.archive.asking import document, history
    from extractor.archive.citing import Graph
    from extractor.archive.deciding import laid_over, verdicts
    from extractor.cli.accounts import write_document
    from extractor.cli.terminal import clean, tell
    from extractor.cli.words import say

    with open_archive(archive, database) as kept, kept.reading() as connection:
        sha256 = find(connection, name)
        body = document(connection, sha256)
        if decided:
            told = laid_over(connection, sha256, kept.lang)
            body = told.report.model_dump_json(by_alias=True).encode()
            for place in told.lost:
                tell(say("decision-lost", place=place))
        write_document(body, history(connection, sha256), verdicts(connection, sha256), format)
        if format == "text":
            graph = Graph(connection)
            print()
            for line in citations.one_document(graph.of(sha256), graph.to(sha256)):
                print(clean(line))
    return 0


def verify(
    archive: Folder = None, database: Database = None, sample: Sample = 20, format: Form = "text"
) -> int:
    """Whether everything is there and still what it was; exit code 1 when it is not."""
    from extractor.archive.verifying import verify as look
    from extractor.cli.accounts import write_tally

    with open_archive(archive, database) as kept:
        tally = look(kept, sample)
    write_tally(tally, format)
    return int(bool(tally.faults))


def export(target: Made, archive: Folder = None, database: Database = None) -> int:
    """A copy of the whole archive, itself an archive."""
    from extractor.archive.moving import export as copy
    from extractor.cli.terminal import tell
    from extractor.cli.words import say

    with open_archive(archive, database) as kept:
        count = copy(kept, target)
    tell(say("archive-copied", count=count, folder=target))
    return 0


def import_(source: Source, archive: Folder = None, database: Database = None) -> int:
    """Everything of an exported archive into an empty one."""
    from extractor.archive.moving import take_in
    from extractor.cli.terminal import tell
    from extractor.cli.words import say

    with open_archive(archive, database) as kept, open_archive(source, None) as given:
        count = take_in(kept, given)
    tell(say("archive-copied", count=count, folder=kept.place.root))
    return 0
