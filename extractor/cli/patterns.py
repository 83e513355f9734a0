"""``baocao patterns``: the knowledge and its evidence; why a figure was, or was not, read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.terminal import clean

if TYPE_CHECKING:
    from extractor.explain import Miss
    from extractor.models import Figure

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
Corpus = Annotated[Path | None, typer.Option("--corpus", metavar="DIR", show_default=False)]
Statistics = Annotated[Path | None, typer.Option(metavar="DIR", show_default=False)]
Format = Annotated[Literal["text", "json"], typer.Option("--format", "-f")]
Metric = Annotated[str | None, typer.Option("--metric", metavar="NAME", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the group to the tree."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("lint")(lint)
    group.command("explain")(explain)
    app.add_typer(group, name="patterns")


def list_() -> int:
    """Every pattern, a line each."""
    from extractor.book.patterns import list_patterns

    for entry in list_patterns():
        print(f"{entry.sort:<7} {entry.name:<44} {entry.examples:>3}  {entry.file}")
    return 0


def show(name: Name) -> int:
    """One pattern with its examples."""
    from extractor.book.patterns import show as declaration
    from extractor.cli.words import say
    from extractor.errors import UsageError

    try:
        print(declaration(name), end="")
    except UsageError as error:
        raise UsageError(say("unknown-pattern", name=error)) from error
    return 0


def lint(corpus: Corpus = None, statistics: Statistics = None, format: Format = "text") -> int:
    """Whether the book is valid and keeps what it promises; exit code 1 when it does not."""
    from extractor.book.patterns import lint as faults_of
    from extractor.book.whole import require_whole
    from extractor.cli import relations
    from extractor.cli.lint import check_catalogue
    from extractor.cli.terminal import tell
    from extractor.cli.words import say
    from extractor.evaluate.rules.lint import UNEXERCISED, faults_of_rules

    require_whole()
    check_catalogue()
    met = relations.met_in(statistics) if statistics else {}
    faults = [*faults_of(_proven(corpus) if corpus else None), *faults_of_rules(met)]
    if format == "json":
        print(relations.as_json(faults, met))
    else:
        for fault in faults:
            print(f"patterns/{fault.file}: {fault.name}: {fault.code}: {fault.detail}")
        if met:
            print(relations.as_text(met), end="")
    tell(say("linted", faults=len(faults)))
    return any(fault.code not in ("unproven", UNEXERCISED) for fault in faults)


def _proven(corpus: Path) -> frozenset[str]:
    """The metrics that a gold figure of the corpus has."""
    from extractor.evaluate.gold import cases

    return frozenset(f.metric for case in cases(corpus) for f in case.gold.figures)


def explain(file: File, metric: Metric = None) -> int:
    """Why each figure was read, and what nearly was."""
    from extractor.cli.work import Work
    from extractor.explain import explain as look

    if metric is not None:
        _require(metric)
    work = Work([file])
    for cleaned, report in work.cleaned():
        found = look(cleaned.pages, report.document)
        figures = [figure for figure in found.figures if metric in (None, figure.metric)]
        if metric is None:
            near = [miss for miss in found.misses if not miss.reason.startswith("masked:")]
        else:
            near = list(found.unread.get(metric, ()))
        for line in (*map(_read, figures), *map(_missed, near)):
            print(clean(line))
    work.require_something()
    return work.exit_code()


def _require(metric: str) -> None:
    import difflib

    from extractor.book.metrics import metrics
    from extractor.cli.words import say
    from extractor.errors import UsageError

    if metric not in metrics():
        near = ", ".join(difflib.get_close_matches(metric, metrics(), n=3)) or "—"
        raise UsageError(say("unknown-metric", name=metric, near=near))


def _read(figure: Figure) -> str:
    from extractor.cli.words import say

    scope = figure.scope.level + (f" [{figure.scope.name}]" if figure.scope.name else "")
    quote = " ".join(figure.evidence.quote.split())
    place = say("page", number=figure.evidence.page)
    pattern = figure.pattern or figure.metric
    return f"+ {scope} {figure.metric} = {figure.printed}{place}: “{quote}” ← {pattern}"


def _missed(miss: Miss) -> str:
    from extractor.cli.words import say

    why = miss.reason
    if miss.features:
        why += " " + say("heard", features=", ".join(miss.features))
    return f"- {miss.printed}{say('page', number=miss.page)}: “{miss.around}” ← {why}"
