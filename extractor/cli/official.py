"""``baocao archive consolidate``: the official table of a period, as a workbook or a page.

Knows arguments; which reports count is told by :mod:`extractor.office.consolidating`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.cli.kept import Database, Folder, open_archive

Given = Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", show_default=False)]
Period = Annotated[str, typer.Option("--period", metavar="PERIOD", show_default=False)]
Book = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", show_default=False)]
Name = Annotated[str, typer.Option("--unit", metavar="UNIT", show_default=False)]
Level = Annotated[str | None, typer.Option("--level", metavar="LEVEL", show_default=False)]
By = Annotated[Literal["unit", "field"], typer.Option("--by")]
ToDate = Annotated[bool, typer.Option("--year-to-date")]
As = Annotated[Literal["printed", "decided", "both"], typer.Option("--as")]


def add_to(group: typer.Typer) -> None:
    """Adds the command to ``baocao archive``."""
    group.command("consolidate")(consolidate)


def consolidate(
    period: Period,
    output: Book,
    paths: Given = None,
    archive: Folder = None,
    database: Database = None,
    unit: Name = "",
    level: Level = None,
    by: By = "unit",
    to_date: ToDate = False,
    as_: As = "decided",
) -> int:
    """Form 06 of a period: recomputed, compared, with what is missing marked.

    Files that are named are added first, as by ``archive add``.
    """
    from extractor.cli.archive import add
    from extractor.cli.desk import term_of
    from extractor.cli.terminal import tell
    from extractor.cli.words import language, say
    from extractor.office.consolidating import Wish, consolidated
    from extractor.writers.official import words

    term, lang = term_of(period), language()
    code = add(paths, archive, database) if paths else 0
    with _unswept(), open_archive(archive, database) as kept, kept.reading() as connection:
        wish = Wish(term, to_date, unit, level, by, as_)
        official = consolidated(connection, wish, lang)
    if output.suffix.lower() in (".html", ".htm"):
        from extractor.writers.official.page import write_official_page as write
    else:
        from extractor.writers.official.book import write_official as write
    write(official, output, lang)
    named = words.period(official.asked, lang)
    tell(say("consolidated", path=output, period=named, unit=official.table.unit.full))
    for text, _ in words.head(official, lang):
        tell(text)
    return code


@contextmanager
def _unswept() -> Iterator[None]:
    """Without the collector: what is read stays, and looking through it takes a tenth of all."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
