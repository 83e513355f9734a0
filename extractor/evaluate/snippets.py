"""Single lines with the figures they hold: in the wild, must-not-match, known failures.

Knows the files ``<corpus>/snippets/*.toml`` and reads each line as a report of its own.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from extractor.book.loading import Declared
from extractor.errors import UsageError
from extractor.evaluate.corpus import Scored
from extractor.evaluate.gold import Case, Gold, GoldFigure
from extractor.evaluate.score import compare
from extractor.models import DocumentHead, Page, Report, SourceInfo

KNOWN_FAILURES = "known-failures"
"""Lines that are not expected to be read: one that is read is an improvement to record."""


class Line(Declared):
    """A line and its figures; ``why`` says what is hard, or why there are none."""

    text: str
    figures: tuple[GoldFigure, ...] = ()
    why: str = ""


class Lines(Declared):
    """One file of lines."""

    line: tuple[Line, ...]


def files(corpus: Path) -> list[Path]:
    """The files of snippets of a corpus."""
    return sorted(corpus.glob("snippets/*.toml"))


def load_lines(path: Path) -> tuple[Line, ...]:
    """The lines of one file.

    Raises:
        UsageError: not of the shape.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        return Lines.model_validate(data).line
    except (OSError, ValueError, ValidationError) as error:
        raise UsageError(f"{path}: {error}") from error


def read_line(text: str) -> Report:
    """The figures of a line that stands alone in a report."""
    from extractor.figures import read_figures
    from extractor.repair import repair

    page = repair(Page(number=1, text=text, reader="text"))
    source = SourceInfo(path="", sha256="", media_type="text/plain", pages=1, status="ok")
    return Report(source=source, figures=read_figures([page], DocumentHead(type="BC")))


def evaluate(corpus: Path) -> Iterator[Scored]:
    """Every line that is expected to be read, or to be left alone."""
    for path in files(corpus):
        if path.stem == KNOWN_FAILURES:
            continue
        for number, line in enumerate(load_lines(path), 1):
            since = time.perf_counter()
            report = read_line(line.text)
            score = compare(report, Gold(figures=line.figures))
            score.seconds = time.perf_counter() - since
            name = f"{path.stem} {number}"
            case = Case("snippets", name, Gold(figures=line.figures), (path,))
            yield Scored(case, path.with_name(f"{name}{path.suffix}"), report, score)
