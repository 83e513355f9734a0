"""Draws a set as scans, reads them as any file is read, and scores what came of it.

Knows the order of the work; the line itself is called like anyone does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError
from extractor.evaluate.gold import Case, Gold, cases
from extractor.evaluate.scans.files import Made
from extractor.evaluate.scans.place import Found
from extractor.evaluate.scans.score import ScanScore, all_found, score_pages, score_report
from extractor.evaluate.scans.sets import Drawn, choose, drawn, load_sets
from extractor.evaluate.scans.truth import Truth
from extractor.evaluate.scans.write import make
from extractor.models import ReadResult, Report
from extractor.scratch import scratch

Read = Callable[[Path], ReadResult]
Judge = Callable[[ReadResult], Report]


@dataclass(frozen=True, slots=True)
class ScoredScan:
    """One document as a scan of one kind, and its score."""

    level: str
    name: str
    truths: tuple[Truth, ...]
    gold: Gold
    result: ReadResult
    report: Report
    score: ScanScore

    @property
    def wrong(self) -> list[Found]:
        """Numbers and cells that were not read as they are printed."""
        return [found for found in all_found(self.truths, self.result.pages) if not found.exact]


def evaluate_scans(
    documents: Sequence[Drawn],
    levels: Sequence[str],
    read: Read,
    judge: Judge,
    keep: Path | None = None,
) -> Iterator[ScoredScan]:
    """Every document at every level, level by level; the scans stay in ``keep``, if given."""
    as_text = {one.case.name: judge(read(text_of(one.case))) for one in documents}
    with scratch() as passing:
        for level in levels:
            for document in documents:
                made = make(document, level, keep or Path(passing), keep is not None)
                if made is not None:
                    yield score_scan(level, document, made, read, judge, as_text)
                    if keep is None:
                        made.file.unlink()


def pick(corpus: Path, name: str, only: Sequence[str] = ()) -> list[Drawn]:
    """The documents of a set, or those of its folders whose names begin so.

    Raises:
        UsageError: there is no such set.
    """
    sets = load_sets(corpus)
    if name not in sets:
        raise UsageError(f"{name}: {', '.join(sets)}")
    if not only:
        return list(choose(corpus, sets[name]))
    named = (case for case in cases(corpus) if case.set in sets[name].folders)
    found = (drawn(case, sets[name]) for case in named if case.name.startswith(tuple(only)))
    return [one for one in found if one is not None]


def score_scan(
    level: str, document: Drawn, made: Made, read: Read, judge: Judge, as_text: dict[str, Report]
) -> ScoredScan:
    """One file read and scored."""
    since = time.perf_counter()
    result = read(made.file)
    seconds = time.perf_counter() - since
    report = judge(result)
    score = score_pages(made.truths, result.pages)
    score.seconds = seconds
    name = document.case.name
    score_report(score, report, document.case.gold, as_text[name])
    return ScoredScan(level, name, made.truths, document.case.gold, result, report, score)


def text_of(case: Case) -> Path:
    """The document as its author has it."""
    order = (".txt", ".md", ".docx", ".pdf")
    return min(case.files, key=lambda file: order.index(file.suffix))
