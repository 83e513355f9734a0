"""``baocao data`` and ``archive data``: a row a figure, for other programs; ``baocao schema``.

Knows arguments and which format goes where; columns and formats are the writers'.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.kept import Database, Folder, Period, open_archive
from extractor.cli.options import Cache, Jobs, Limits, Ocr, Output, Paths

if TYPE_CHECKING:
    from extractor.writers.figurerows import FigureRow

Form = Literal["csv", "jsonl", "parquet"]
Format = Annotated[Form | None, typer.Option("--format", "-f", show_default=False)]
View = Annotated[Literal["printed", "decided", "both"], typer.Option("--figures")]
Which = Annotated[Literal["document", "figures", "decided"], typer.Argument()]


def register(app: typer.Typer) -> None:
    """Adds the commands to the tree."""
    app.command("data")(data)
    app.command("schema")(schema)


def add_to(group: typer.Typer) -> None:
    """Adds the command to ``baocao archive``."""
    group.command("data")(archive_data)


def data(
    paths: Paths,
    format: Format = None,
    output: Output = None,
    jobs: Jobs = None,
    limit: Limits = None,
    ocr: Ocr = "auto",
    cache: Cache = None,
) -> int:
    """A row for each figure of the files."""
    from extractor.cli.words import language
    from extractor.cli.work import Work, scans
    from extractor.writers.figurerows import FigureRow, rows_of

    form = _form(format, output)
    work = Work(paths, jobs, limit, scans=scans(ocr, cache, jobs))
    rows = (row for report in work.reports() for row in rows_of(report, language()))
    _write(rows, FigureRow, form, output)
    work.require_something()
    return work.exit_code()


def archive_data(
    archive: Folder = None,
    database: Database = None,
    period: Period = None,
    figures: View = "both",
    format: Format = None,
    output: Output = None,
) -> int:
    """A row for each figure of the archive: as read, as decided, or both."""
    from extractor.archive.data import figure_rows
    from extractor.cli.accounts import days_of
    from extractor.cli.words import language
    from extractor.writers.figurerows import DecidedRow

    form = _form(format, output)
    with open_archive(archive, database) as kept, kept.reading() as connection:
        rows = figure_rows(connection, figures, language(), *days_of(period))
        _write(rows, DecidedRow, form, output)
    return 0


def schema(which: Which = "document", output: Output = None) -> int:
    """The JSON Schema of what other programs are given."""
    from extractor.cli.deliver import opened
    from extractor.schemas import written

    with opened(output) as out:
        out.write(written(which))
    return 0


def _form(format: Form | None, output: Path | None) -> Form:
    """As told, or by the name of the file, or CSV.

    Raises:
        UsageError: Parquet without a file to go to.
    """
    from extractor.cli.words import say
    from extractor.errors import UsageError

    suffix = output.suffix.lower().lstrip(".") if output else ""
    named: dict[str, Form] = {"parquet": "parquet", "jsonl": "jsonl"}
    form = format or named.get(suffix, "csv")
    if form == "parquet" and output is None:
        raise UsageError(say("parquet-output"))
    return form


def _write(
    rows: Iterable[FigureRow], model: type[FigureRow], form: Form, output: Path | None
) -> None:
    from extractor.cli.deliver import opened
    from extractor.cli.words import language
    from extractor.writers.records import rows_to_csv, rows_to_jsonl

    if form == "parquet" and output is not None:
        from extractor.writers.parquet import write_parquet

        write_parquet(rows, output, model, language())
        return
    with opened(output) as out:
        out.writelines(rows_to_csv(rows, model) if form == "csv" else rows_to_jsonl(rows))
