"""``baocao archive citations``: which documents name which, and what is named but not kept.

Knows how it is laid out; the work is in :mod:`extractor.archive.citing`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli.kept import Database, Folder, find, open_archive
from extractor.cli.options import Output

if TYPE_CHECKING:
    from extractor.archive.citing import Naming

Form = Annotated[Literal["text", "json", "csv"], typer.Option("--format", "-f")]
Which = Annotated[str | None, typer.Argument(metavar="NAME", show_default=False)]
Unresolved = Annotated[bool, typer.Option("--unresolved")]

_ROW = ("path", "sha256", "type", "number", "date", "issuer")
_COLUMNS = (
    *("relation", *_ROW, "role", "standing"),
    *("cited_type", "cited_number", "cited_date", "cited_issuer", "quote"),
    *("target_path", "target_sha256"),
)


def add_to(group: typer.Typer) -> None:
    """Adds the command to ``baocao archive``."""
    group.command("citations")(citations)


def citations(
    name: Which = None,
    archive: Folder = None,
    database: Database = None,
    unresolved: Unresolved = False,
    format: Form = "text",
    output: Output = None,
) -> int:
    """What one document names and who names it; without a name, all of the archive."""
    from extractor.archive.citing import UNRESOLVED, Graph
    from extractor.cli.deliver import opened
    from extractor.cli.terminal import clean, tell
    from extractor.cli.words import say
    from extractor.writers.records import table

    with open_archive(archive, database) as kept, kept.reading() as connection:
        graph = Graph(connection)
        sha256 = find(connection, name) if name else None
        cites = list(graph.of(sha256) if sha256 else graph.all())
        cited = list(graph.to(sha256)) if sha256 else []
    if unresolved:
        cites = [one for one in cites if one.link.standing in UNRESOLVED]
        cited = [one for one in cited if one.link.standing in UNRESOLVED]
    with opened(output) as out:
        if format == "json":
            both = {"cites": [*map(told_of, cites)], "cited_by": [*map(told_of, cited)]}
            answer = both if sha256 else both["cites"]
            out.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        elif format == "csv":
            rows = [*(_row("cites", c) for c in cites), *(_row("cited-by", c) for c in cited)]
            out.writelines(table(_COLUMNS, rows))
        else:
            told = _missed if unresolved else _all
            lines = one_document(cites, cited) if sha256 else told(cites)
            out.writelines(f"{clean(line)}\n" for line in lines)
    tell(say("citations-found", count=len(cites) + len(cited)))
    return 0


def told_of(naming: Naming) -> dict[str, Any]:
    """A naming for other programs."""
    link = naming.link
    return {
        "document": {name: naming.document[name] for name in _ROW},
        "citation": link.citation.model_dump(),
        "role": link.role,
        "standing": link.standing,
        "targets": [{name: target[name] for name in _ROW} for target in naming.targets],
    }


def _row(relation: str, naming: Naming) -> list[str]:
    cited = naming.link.citation
    told = (cited.type, cited.number, cited.date, cited.issuer, cited.quote)
    return [
        relation,
        *(naming.document[name] or "" for name in _ROW),
        *(naming.link.role, naming.link.standing),
        *(value or "" for value in told),
        *("; ".join(target[name] for target in naming.targets) for name in ("path", "sha256")),
    ]


def one_document(cites: Iterable[Naming], cited: Iterable[Naming]) -> Iterator[str]:
    """What a document names, then who names it."""
    from extractor.cli.words import say

    for title, lines in (
        ("citations-cites", [_line(_cited(one), one) for one in cites]),
        ("citations-cited", [_line(_known(one.document), one, of=False) for one in cited]),
    ):
        yield say(title)
        yield from lines or [say("citations-none")]


def _all(cites: Iterable[Naming]) -> Iterator[str]:
    """By the document that names."""
    for _, group in groupby(cites, key=lambda one: one.link.source):
        namings = list(group)
        yield _known(namings[0].document)
        yield from (_line(_cited(one), one) for one in namings)


def _missed(cites: Iterable[Naming]) -> Iterator[str]:
    """By the document that is named, the most often named first."""
    from extractor.archive.citing import by_named

    for group in sorted(by_named(cites), key=len, reverse=True):
        yield _line(_cited(group[0]), group[0], role=False).strip()
        yield from (f"   ← {_known(one.document)}" for one in group)


def _line(what: str, naming: Naming, role: bool = True, of: bool = True) -> str:
    from extractor.cli.words import heading

    link = naming.link
    parts = [heading(f"role:{link.role}")] if role else []
    parts += [what, heading(f"cited:{link.standing}")]
    return "   " + " | ".join(parts) + (_targets(naming) if of else "")


def _targets(naming: Naming) -> str:
    return "".join(f" → {one['sha256'][:12]} {one['path']}" for one in naming.targets)


def _cited(naming: Naming) -> str:
    cited = naming.link.citation
    number = cited.number or " ".join(cited.quote.split())
    named = f"{cited.type} {number}" if cited.type and cited.number else number
    return ", ".join(part for part in (named, cited.date, cited.issuer) if part)


def _known(told: dict[str, Any]) -> str:
    head = " ".join(part for part in (told["type"], told["number"]) if part) or "—"
    return f"{told['sha256'][:12]} {told['path']} | {head} | {told['issuer'] or '—'}"
