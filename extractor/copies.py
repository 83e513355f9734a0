"""Searchable copies of a run: which file each document's copy becomes, and when it is made.

Knows names and the stage after which all words are known; how a copy is made is in
:mod:`extractor.writers.searchable`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from extractor.book.names import Lang
from extractor.describe import in_words, source_of
from extractor.intake import Arrival
from extractor.models import Problem, Report
from extractor.settings import Limits
from extractor.stages import Cleaned, Keep, S, Stage
from extractor.writers.filenames import plain_name

SUFFIX = ".pdf"


def is_one_file(out: Path) -> bool:
    """Whether the name given for the copies is that of one file, not of a folder."""
    return out.suffix.lower() == SUFFIX


class Copies:
    """The names of a run's copies: one for each document, never the same twice."""

    def __init__(self, out: Path, paths: Sequence[Path]) -> None:
        self._out = out
        self._roots = [path for path in paths if path.is_dir()]
        self._given: set[str] = set()

    def target(self, start: Arrival | Stage) -> Path:
        """Where the copy of this document goes."""
        if is_one_file(self._out):
            return self._out
        name = self._name(PurePath(source_of(start).path))
        found, number = name, 1
        while str(found).casefold() in self._given:
            number += 1
            found = name.with_name(f"{name.stem}-{number}{name.suffix}")
        self._given.add(str(found).casefold())
        return self._out / found

    def _name(self, path: PurePath) -> PurePath:
        """As below the folder that was given; 'scan.tif' becomes 'scan.tif.pdf'."""
        root = next((root for root in self._roots if path.is_relative_to(root)), None)
        within = PurePath(path.name) if root is None else path.relative_to(root)
        parts = [plain_name(part) for part in within.parts if part not in ("..", within.anchor)]
        name = parts.pop() if parts else "_"
        return PurePath(*parts, name if name.lower().endswith(SUFFIX) else name + SUFFIX)


def copying(keep: Keep, target: Path, limits: Limits, lang: Lang, notes: list[Problem]) -> Keep:
    """A keeper that also writes the copy, as soon as a document's words are known.

    What there is to say of the copy is put into ``notes``.
    """

    def kept(value: S) -> S:
        if isinstance(value, Cleaned) and value.pages:
            from extractor.writers.searchable.send import write_copy

            pages = (page.page for page in value.pages)
            notes.extend(write_copy(value.read.source, pages, target, limits, lang))
        kept_: S = keep(value)
        return kept_

    return kept


def noted(report: Report, notes: Sequence[Problem], lang: Lang) -> Report:
    """The report with what there is to say of its copy."""
    if not notes:
        return report
    source = report.source
    problems = (*source.problems, *in_words(notes, lang))
    return report.model_copy(update={"source": source.model_copy(update={"problems": problems})})
