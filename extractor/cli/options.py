"""The arguments and options that several commands share; their help is in the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

# What cannot be read is told of at intake, path by path, so that the others are not lost with it.
Paths = Annotated[list[Path], typer.Argument(metavar="PATH", readable=False, show_default=False)]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", show_default=False)]
Required = Annotated[Path, typer.Option("--output", "-o", metavar="OUT", show_default=False)]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, max=256, show_default=False)]
Limits = Annotated[list[str] | None, typer.Option("--limit", metavar="NAME=N", show_default=False)]
Ocr = Annotated[Literal["auto", "never", "always"], typer.Option("--ocr")]
Cache = Annotated[str | None, typer.Option("--cache", metavar="DIR|none", show_default=False)]
Pictures = Annotated[Path | None, typer.Option("--keep-images", metavar="DIR", show_default=False)]
Stages = Annotated[Path | None, typer.Option("--save-stages", metavar="DIR", show_default=False)]
Searchable = Annotated[Path | None, typer.Option("--searchable", metavar="OUT", show_default=False)]
