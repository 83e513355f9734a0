"""``baocao archive decide``, ``accept``, ``return``: a person's word, and the log of all of them.

Knows arguments and layout; the work is in :mod:`extractor.archive.deciding`.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.kept import Database, Folder, find, open_archive, who
from extractor.cli.options import Output

if TYPE_CHECKING:
    from extractor.archive.deciding import Verdict

Which = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
FigureId = Annotated[str, typer.Argument(metavar="FIGURE", show_default=False)]
File = Annotated[Path, typer.Argument(metavar="FILE.jsonl", show_default=False)]
Action = Annotated[Literal["confirmed", "corrected"], typer.Argument(show_default=False)]
Value = Annotated[str | None, typer.Option("--value", metavar="N", show_default=False)]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", show_default=False)]


def add_to(group: typer.Typer) -> None:
    """Adds the commands to ``baocao archive``."""
    group.command("decide")(decide)
    group.command("accept")(accept)
    group.command("return")(return_)
    group.command("decisions")(decisions)
    group.command("decisions-load")(load)


def decide(
    name: Which,
    figure: FigureId,
    action: Action,
    value: Value = None,
    archive: Folder = None,
    database: Database = None,
    by: By = None,
    reason: Reason = "",
) -> int:
    """A person's word on a figure; nothing that was read is changed."""
    from extractor.archive.deciding import record
    from extractor.cli.terminal import tell
    from extractor.cli.words import say
    from extractor.errors import UsageError

    if action == "confirmed" and value is not None:
        raise UsageError(say("decide-value"))
    with open_archive(archive, database) as kept:
        with kept.reading() as connection:
            sha256 = find(connection, name)
        told = record(kept, sha256, figure, action, _number(value), who(by), reason)
    shown = "—" if told.value is None else told.value
    tell(say("decided", figure=figure, metric=told.metric, value=shown, status=told.status))
    return 0


def accept(
    name: Which,
    archive: Folder = None,
    database: Database = None,
    by: By = None,
    reason: Reason = "",
) -> int:
    """A person accepts a report; of several for one period it is the one that counts."""
    return _judge(name, "accepted", archive, database, by, reason)


def return_(
    name: Which,
    archive: Folder = None,
    database: Database = None,
    by: By = None,
    reason: Reason = "",
) -> int:
    """A person sends a report back; it counts no more."""
    return _judge(name, "returned", archive, database, by, reason)


def _judge(
    name: str,
    verdict: Verdict,
    archive: Path | None,
    database: str | None,
    by: str | None,
    reason: str,
) -> int:
    from extractor.archive.deciding import judge
    from extractor.cli.terminal import tell
    from extractor.cli.words import heading, say

    with open_archive(archive, database) as kept:
        with kept.reading() as connection:
            sha256 = find(connection, name)
        before = judge(kept, sha256, verdict, who(by), reason)
    was = heading(f"role:{before}") if before else "—"
    tell(say("judged", name=name, verdict=heading(f"role:{verdict}"), before=was))
    return 0


def _number(value: str | None) -> Decimal | None:
    """The number; None where the page has none."""
    from extractor.cli.words import say
    from extractor.errors import UsageError

    if value is None:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise UsageError(say("decide-number", given=value)) from error
    if not number.is_finite():
        raise UsageError(say("decide-number", given=value))
    return number


def decisions(archive: Folder = None, database: Database = None, output: Output = None) -> int:
    """The log, a JSON object a line, in the order in which decisions were made."""
    from extractor.archive.deciding import log
    from extractor.cli.deliver import opened

    with open_archive(archive, database) as kept, kept.reading() as connection:
        told = list(log(connection))
    with opened(output) as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in told)
    return 0


def load(file: File, archive: Folder = None, database: Database = None) -> int:
    """The log of another archive, written into this one's."""
    from extractor.archive.replaying import BECAME, replay
    from extractor.cli.terminal import tell
    from extractor.cli.words import heading, say
    from extractor.errors import UsageError

    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(say("decisions-unreadable", path=file)) from error
    with open_archive(archive, database) as kept:
        counts = replay(kept, lines)
    told = "; ".join(f"{heading(f'replayed:{name}')}: {counts[name]}" for name in BECAME)
    tell(say("decisions-loaded", counts=told))
    return 0
