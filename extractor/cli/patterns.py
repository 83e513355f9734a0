"""``baocao patterns``: the knowledge and its evidence; why a figure was, or was not, read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
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
    return 0


def show(name: Name) -> int:
    """One pattern with its examples."""
    return 0


def lint() -> int:
    """Whether the book is valid and every pattern proven."""
    return 0


def explain(file: File, metric: Metric = None) -> int:
    """Why each figure was read, and what nearly was."""
    return 0
