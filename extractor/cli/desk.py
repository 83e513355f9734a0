"""``baocao archive status``, ``duties``, ``duties-load``: who owes what, and what came of it.

Knows arguments; the work is in :mod:`extractor.office`, the layout in :mod:`.rolls`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.kept import Database, Folder, open_archive, who
from extractor.cli.options import Output

if TYPE_CHECKING:
    from extractor.office.standing import Roll
    from extractor.office.terms import Term

Form = Annotated[Literal["text", "json", "csv"], typer.Option("--format", "-f")]
Wanted = Annotated[str | None, typer.Option("--period", metavar="PERIOD", show_default=False)]
Below = Annotated[str | None, typer.Option("--unit", metavar="UNIT", show_default=False)]
File = Annotated[Path, typer.Argument(metavar="FILE.toml", show_default=False)]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", show_default=False)]


def add_to(group: typer.Typer) -> None:
    """Adds the commands to ``baocao archive``."""
    group.command("status")(status)
    group.command("duties")(duties)
    group.command("duties-load")(load)


def status(
    archive: Folder = None,
    database: Database = None,
    period: Wanted = None,
    unit: Below = None,
    format: Form = "text",
    output: Output = None,
) -> int:
    """Where each unit stands for a period, the worst first."""
    from extractor.cli.deliver import opened
    from extractor.cli.rolls import write
    from extractor.office.standing import standings

    term = term_of(period)
    with open_archive(archive, database) as kept, kept.reading() as connection:
        roll = standings(connection, term)
    if unit is not None:
        roll = _below(roll, unit)
    with opened(output) as out:
        write(roll, out, format)
    return 0


def term_of(period: str | None) -> Term:
    """The term as written; by default the last month whose cut-off is over.

    Raises:
        UsageError: it is none.
    """
    from extractor.cli.words import say
    from extractor.errors import UsageError
    from extractor.office.terms import Term, parse

    if period is None:
        ended = date.today() - timedelta(days=14)
        return Term(ended.year, ended.month, 1)
    term = parse(period)
    if term is None:
        raise UsageError(say("bad-term", given=period))
    return term


def _below(roll: Roll, unit: str) -> Roll:
    """The unit and what lies below it; what has no unit for certain stays: it may be one's own.

    Raises:
        UsageError: no such unit.
    """
    from extractor.cli.words import say
    from extractor.errors import UsageError

    if unit not in roll.tree:
        raise UsageError(say("status-no-unit", unit=unit))
    mine = (
        one
        for one in roll.standings
        if unit in (one.unit.id, *(above.id for above in roll.tree.ancestors(one.unit.id)))
    )
    return replace(roll, standings=tuple(mine))


def duties(archive: Folder = None, database: Database = None, output: Output = None) -> int:
    """The calendar in use, in the form that duties-load takes."""
    from extractor.cli.deliver import opened
    from extractor.office.keeping import written

    with open_archive(archive, database) as kept, kept.reading() as connection:
        text = written(connection)
    with opened(output) as out:
        out.write(text)
    return 0


def load(file: File, archive: Folder = None, database: Database = None, by: By = None) -> int:
    """The office's own calendar, in place of the one before."""
    from extractor.cli.terminal import tell
    from extractor.cli.words import say
    from extractor.office.keeping import load as put

    with open_archive(archive, database) as kept:
        told = put(kept, file, who(by))
    tell(say("duties-loaded", count=len(told.duties)))
    return 0
