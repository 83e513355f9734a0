"""``baocao archive units…``: the reporting units, names met in reports, a person's word.

Knows arguments and layout; the work is in :mod:`extractor.archive.naming`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli.kept import Database, Folder, open_archive, who
from extractor.cli.options import Output

if TYPE_CHECKING:
    from extractor.archive.naming import Seen
    from extractor.units.tree import Unit

Form = Annotated[Literal["text", "json", "csv"], typer.Option("--format", "-f")]
On = Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", show_default=False)]
File = Annotated[Path, typer.Argument(metavar="FILE.csv", show_default=False)]
Into = Annotated[str, typer.Argument(metavar="INTO", show_default=False)]
From = Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", show_default=False)]
Written = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
Meant = Annotated[str, typer.Argument(metavar="UNIT", show_default=False)]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", show_default=False)]


def add_to(group: typer.Typer) -> None:
    """Adds the commands to ``baocao archive``."""
    group.command("units")(units)
    group.command("units-load")(load)
    group.command("units-seen")(seen)
    group.command("units-confirm")(confirm)
    group.command("units-merge")(merge)


def units(
    archive: Folder = None,
    database: Database = None,
    on: On = None,
    format: Form = "text",
    output: Output = None,
) -> int:
    """The units of all times, or of a day; as CSV in the form that units-load takes."""
    from dataclasses import asdict

    from extractor.archive.naming import tree
    from extractor.cli.deliver import opened
    from extractor.cli.terminal import clean
    from extractor.units.table import written

    with open_archive(archive, database) as kept, kept.reading() as connection:
        known = tree(connection)
    chosen = known.all(on)
    with opened(output) as out:
        if format == "csv":
            out.writelines(written(chosen))
        elif format == "json":
            told = [asdict(unit) for unit in chosen]
            out.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            out.writelines(clean(_line(unit)) + "\n" for unit in chosen)
    return 0


def _line(unit: Unit) -> str:
    days = f"{unit.start or '…'} – {unit.end or '…'}"
    became = f" → {', '.join(unit.successors)}" if unit.successors else ""
    return f"{unit.id} | {unit.full} | {unit.level} | {unit.parent or '—'} | {days}{became}"


def load(file: File, archive: Folder = None, database: Database = None, by: By = None) -> int:
    """The office's own table of units, in place of the one loaded before."""
    from extractor.archive.naming import load as put
    from extractor.cli.terminal import tell
    from extractor.cli.words import say

    with open_archive(archive, database) as kept:
        count = put(kept, file, who(by))
    tell(say("units-loaded", count=count))
    return 0


def seen(
    archive: Folder = None,
    database: Database = None,
    format: Form = "text",
    output: Output = None,
) -> int:
    """The names met in reports and what they mean; as CSV, new units to be completed and loaded."""
    from extractor.archive.naming import drafted, open_questions
    from extractor.archive.naming import seen as met
    from extractor.cli.deliver import opened
    from extractor.cli.terminal import clean, tell
    from extractor.cli.words import say
    from extractor.units.table import written

    with open_archive(archive, database) as kept, kept.reading() as connection:
        names = list(met(connection))
    with opened(output) as out:
        if format == "csv":
            out.writelines(written(drafted(names)))
        elif format == "json":
            told = [_told(one) for one in names]
            out.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            out.writelines(clean(_asked(one)) + "\n" for one in names)
    tell(say("units-seen", names=len(names), questions=len(open_questions(names))))
    return 0


def _told(one: Seen) -> dict[str, Any]:
    return {
        "written": one.asked,
        "how": one.match.how,
        "units": [unit.id for unit in one.match.units],
        "reports": one.reports,
        "first": one.first,
        "last": one.last,
    }


def _asked(one: Seen) -> str:
    from extractor.cli.words import heading

    meant = "; ".join(f"{unit.full} [{unit.id}]" for unit in one.match.units)
    said = heading(f"match:{one.match.how}")
    return f"{one.asked} → {meant or '?'} ({said}; {one.reports}: {one.first} … {one.last})"


def confirm(
    written: Written,
    unit: Meant,
    archive: Folder = None,
    database: Database = None,
    by: By = None,
    reason: Reason = "",
) -> int:
    """A person's word: this written name means that unit."""
    from extractor.archive.naming import confirm as say_so
    from extractor.cli.terminal import tell
    from extractor.cli.words import say

    with open_archive(archive, database) as kept:
        meant = say_so(kept, written, unit, who(by), reason)
    tell(say("units-confirmed", name=written, unit=meant.full, id=meant.id))
    return 0


def merge(
    unit: Meant,
    into: Into,
    day: From,
    archive: Folder = None,
    database: Database = None,
    by: By = None,
    reason: Reason = "",
) -> int:
    """A person's word: from a day on this unit is that one."""
    from extractor.archive.naming import merge as say_so
    from extractor.cli.terminal import tell
    from extractor.cli.words import say

    with open_archive(archive, database) as kept:
        now = say_so(kept, unit, into, day, who(by), reason)
    tell(say("units-merged", unit=now.full, id=unit, into=into, end=now.end or "…"))
    return 0
