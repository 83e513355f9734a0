"""Runs the line over a corpus and gives a score for each set and each format in it.

Knows how documents and their gold come together; the line itself is called like anyone does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extractor.evaluate.gold import Case, cases
from extractor.evaluate.score import Score, compare
from extractor.evaluate.units import as_named
from extractor.models import Report

Run = Callable[[list[Path]], Iterable[Report]]
"""The line: one report for each path, in order."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One document file and its score."""

    case: Case
    file: Path
    report: Report
    score: Score


def evaluate(corpus: Path, run: Run, only: Sequence[str] = ()) -> Iterator[Scored]:
    """Every file of every document that has gold, set by set.

    ``only``: of documents whose name, alone or behind its set ('tuned/k01'), begins so.
    """
    asked = (case for case in cases(corpus) if not only or _is_of(case, only))
    for _, group in groupby(asked, key=lambda case: case.set):
        todo = [(case, file) for case in group for file in case.files]
        since = time.perf_counter()
        for (case, file), report in zip(todo, run([file for _, file in todo]), strict=True):
            report = as_named(report, case.gold) if case.garbled else report
            score = compare(report, case.gold)
            now = time.perf_counter()
            score.seconds, since = now - since, now
            yield Scored(case, file, report, score)


def _is_of(case: Case, only: Sequence[str]) -> bool:
    return case.name.startswith(tuple(only)) or f"{case.set}/{case.name}".startswith(tuple(only))


def by_set(scored: Iterable[Scored]) -> dict[str, Score]:
    """Scores added up by set, and by set and format ('tuned', 'tuned .docx')."""
    total: dict[str, Score] = {}
    for one in scored:
        for name in (one.case.set, f"{one.case.set} {one.file.suffix}"):
            total.setdefault(name, Score()).add(one.score)
    return total
