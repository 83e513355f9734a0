"""``baocao archive duplicates``: documents that are one for a reader, and what differs in them.

Knows how they are laid out; the work is in :mod:`extractor.archive.search.doubles`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli.kept import Database, Folder, open_archive
from extractor.cli.options import Output

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from extractor.archive.search.doubles import Double

Form = Annotated[Literal["text", "json"], typer.Option("--format", "-f")]


def add_to(group: typer.Typer) -> None:
    """Adds the command to ``baocao archive``."""
    group.command("duplicates")(duplicates)


def duplicates(
    archive: Folder = None,
    database: Database = None,
    format: Form = "text",
    output: Output = None,
) -> int:
    """Documents that are one for a reader, two by two."""
    from extractor.archive.search.doubles import doubles
    from extractor.cli.deliver import opened
    from extractor.cli.terminal import clean, tell
    from extractor.cli.words import say

    with open_archive(archive, database) as kept, kept.reading() as connection:
        found = [_told(connection, double) for double in doubles(connection)]
    with opened(output) as out:
        if format == "json":
            out.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        else:
            out.writelines(f"{clean(line)}\n" for told in found for line in _lines(told))
    tell(say("duplicates-found", count=len(found)))
    return 0


def _told(connection: Connection, double: Double) -> dict[str, Any]:
    from extractor.archive.asking import history

    def one(row: Any) -> dict[str, Any]:
        versions = history(connection, row.sha256)
        names = [version["path"] for version in versions if version["sha256"] == row.sha256]
        return {"sha256": row.sha256, "number": row.number, "names": names}

    return {
        "kind": double.kind,
        "likeness": round(double.likeness, 2),
        "unit": double.first.unit,
        "period": double.first.period or double.first.first or None,
        "documents": [one(double.first), one(double.second)],
        "figures": [
            {name: getattr(figure, name) for name in ("metric", "level", "unit", "before", "after")}
            for figure in double.figures
        ],
    }


def _lines(told: dict[str, Any]) -> Iterator[str]:
    from extractor.book.names import level_name, metric_name
    from extractor.cli.words import heading, language

    kind, share = heading(f"duplicate:{told['kind']}"), told["likeness"]
    yield f"{kind} ({share:.0%}): {told['unit'] or '—'} | {told['period'] or '—'}"
    for one in told["documents"]:
        yield f"   {one['sha256'][:12]} {one['number'] or '—'} {', '.join(one['names'])}"
    for figure in told["figures"]:
        whose = figure["unit"] or level_name(figure["level"], language())
        name = metric_name(figure["metric"], language())
        yield f"   {whose}: {name}: {figure['before'] or '—'} ⇒ {figure['after'] or '—'}"
