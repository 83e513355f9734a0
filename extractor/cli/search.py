"""``baocao archive search`` and ``reindex``: documents by their words, figures and heads.

Knows arguments and how hits are laid out; the work is in :mod:`extractor.archive.search`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli.kept import Database, Folder, Period, open_archive
from extractor.cli.options import Output

if TYPE_CHECKING:
    from extractor.archive.search.finding import Found
    from extractor.archive.search.question import Question

Asked = Annotated[str, typer.Argument(metavar="WORDS", show_default=False)]
Form = Annotated[Literal["text", "json"], typer.Option("--format", "-f")]
Unit = Annotated[str, typer.Option("--unit", metavar="NAME", show_default=False)]
Kind = Annotated[str, typer.Option("--type", metavar="BC", show_default=False)]
Page = Annotated[int, typer.Option("--page", min=1, metavar="N")]
Size = Annotated[int, typer.Option("--size", min=1, max=200, metavar="N")]
Bare = Annotated[bool, typer.Option("--no-marks")]
All = Annotated[bool, typer.Option("--all")]

_SHOWN = 8
"""Facets of each kind that are shown as text."""


def add_to(group: typer.Typer) -> None:
    """Adds the commands to ``baocao archive``."""
    group.command("search")(search)
    group.command("reindex")(reindex)


def search(
    words: Asked,
    archive: Folder = None,
    database: Database = None,
    unit: Unit = "",
    type_: Kind = "",
    period: Period = None,
    no_marks: Bare = False,
    page: Page = 1,
    size: Size = 10,
    all_: All = False,
    format: Form = "text",
    output: Output = None,
) -> int:
    """Documents by words, phrases in quotes, and conditions on figures."""
    from extractor.archive.search.finding import MOST, Filters, find
    from extractor.archive.search.hits import hit_of
    from extractor.archive.search.question import understood
    from extractor.cli.accounts import days_of
    from extractor.cli.deliver import opened
    from extractor.cli.words import language

    question = understood(words, language(), marks=not no_marks)
    days = days_of(period)[0] or ""
    first, last = (days, days) if len(days) == 7 else (f"{days}-01", f"{days}-12")
    filters = Filters(unit, type_.upper(), *((first, last) if days else ("", "")))
    with open_archive(archive, database) as kept, kept.reading() as connection:
        found = find(connection, question, filters, None if all_ else MOST)
        shown = found.entries[(page - 1) * size : page * size]
        hits = [hit_of(connection, entry, question) for entry in shown]
    with opened(output) as out:
        if format == "json":
            told = {**_told_all(question, found), "page": page, "size": size, "hits": hits}
            out.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            out.writelines(f"{line}\n" for line in _lines(question, found, hits, page, size))
    return 0


def reindex(archive: Folder = None, database: Database = None) -> int:
    """Make the index of words anew from what is kept."""
    from extractor.archive.search.index import renew
    from extractor.cli.terminal import tell
    from extractor.cli.words import say

    with (
        open_archive(archive, database) as kept,
        kept.writing() as connection,
        connection.begin(),
    ):
        count = renew(connection)
    tell(say("search-reindexed", count=count))
    return 0


def _facets(found: Found) -> list[tuple[str, Counter[str]]]:
    return [("unit", found.units), ("period", found.periods), ("type", found.types)]


def _told_all(question: Question, found: Found) -> dict[str, Any]:
    """What was asked and how many there are."""
    facets = {name: dict(counts.most_common()) for name, counts in _facets(found)}
    total = len(found.entries)
    return {
        "understood": _understood(question), "total": total, "more": found.more, "facets": facets
    }  # fmt: skip


def _understood(question: Question) -> dict[str, Any]:
    conditions = [
        {
            "metrics": list(condition.meant.metrics),
            "level": condition.meant.level,
            "comparison": condition.sign,
            "amount": condition.amount,
        }
        for condition in question.conditions
    ]
    months = [question.first, question.last] if question.first else None
    return {"words": question.said, "conditions": conditions, "months": months}


def _lines(
    question: Question, found: Found, hits: list[dict[str, Any]], page: int, size: int
) -> Iterator[str]:
    from extractor.cli.terminal import clean
    from extractor.cli.words import say

    yield from map(clean, _told(question))
    total = len(found.entries)
    yield say("search-more" if found.more else "search-total", total=total)
    for at, hit in enumerate(hits, (page - 1) * size + 1):
        yield ""
        yield from map(clean, _hit(at, hit))
    if total > page * size:
        yield ""
        yield say("search-next", page=page + 1)
    if total:
        yield ""
        yield from map(clean, _counted(found))


def _told(question: Question) -> Iterator[str]:
    """How a question that is more than words was understood."""
    from extractor.book.names import level_name, metric_name
    from extractor.cli.words import language, say

    lang = language()
    for condition in question.conditions:
        meant = condition.meant
        names = " / ".join(metric_name(metric, lang) for metric in meant.metrics)
        level = f" ({level_name(meant.level, lang)})" if meant.level else ""
        told = f"{names}{level} {condition.sign} {condition.amount:g}"
        yield say("search-condition", said=condition.said, told=told)
    if question.first:
        yield say("search-months", first=question.first, last=question.last)


def _hit(at: int, hit: dict[str, Any]) -> Iterator[str]:
    from extractor.book.names import level_name, metric_name
    from extractor.cli.words import language, say

    kind = " ".join(part for part in (hit["type"], hit["number"]) if part) or "—"
    told = (kind, hit["issuer"] or "—", hit["period"] or "—", hit["title"] or "")
    yield f"{at}. " + " | ".join(part for part in told if part)
    for name in hit["names"]:
        old = " " + say("search-replaced") if name["replaced"] else ""
        yield f"   {hit['sha256'][:12]} {name['path']}{old}"
    if hit["quote"]:
        yield f"   {say('search-page', page=hit['quote']['page'])} {_marked(hit['quote'])}"
    for figure in hit["figures"]:
        whose = figure["unit"] or level_name(figure["level"], language())
        told_of = f"{whose}: {metric_name(figure['metric'], language())} = {figure['printed']}"
        period = f" ({figure['period']})" if figure["period"] else ""
        quote = " ".join(figure["quote"].split())
        yield f"   {say('search-page', page=figure['page'])} {told_of}{period}: “{quote}”"


def _marked(quote: dict[str, Any]) -> str:
    """The words of a hit between guillemets."""
    text, at = "", 0
    for start, end in quote["marks"]:
        text += f"{quote['text'][at:start]}«{quote['text'][start:end]}»"
        at = end
    return f"… {text}{quote['text'][at:]} …"


def _counted(found: Found) -> Iterator[str]:
    from extractor.cli.words import say

    for name, counts in _facets(found):
        told = [f"{value or '—'} ({count})" for value, count in counts.most_common(_SHOWN)]
        rest = len(counts) - len(told)
        yield say(f"search-by-{name}", told=", ".join(told) + (f", … +{rest}" if rest else ""))
