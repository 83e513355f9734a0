"""Errors on made scans: an author's, printed on the page and read from it, and a reader's.

An author's error is planted in the document before it is drawn; the page is then read as any scan
is. A reader's is planted in what was read of the untouched page. Knows whose fault each is; draws
and reads nothing itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from extractor.checks import examine
from extractor.evaluate.planted.kinds import (
    Kind,
    Planted,
    carried,
    confused,
    doubled,
    dropped,
    mistyped,
    shifted,
    transposed,
    witness_taken,
    wrong_rate,
)
from extractor.evaluate.planted.run import TRIES, Outcome
from extractor.evaluate.planted.score import false_accusations, relations_broken
from extractor.evaluate.scans.manuscript import Grid, Part, Prose
from extractor.evaluate.scans.run import Judge, Read, text_of
from extractor.evaluate.scans.sets import Drawn
from extractor.evaluate.scans.truth import NUMBER
from extractor.evaluate.scans.write import make
from extractor.judge import judge_report
from extractor.models import Figure, Page, ReadResult, Report
from extractor.scratch import scratch
from extractor.text import fold

AUTHORS: tuple[Kind, ...] = (
    mistyped, transposed, dropped, doubled, wrong_rate, carried, shifted,
)  # fmt: skip
READERS: tuple[Kind, ...] = (confused, witness_taken)
MOST_PAGES = 2
"""Longer documents are left out: what a page costs is spent on many hands."""
READINGS = 10
"""A reader's errors planted in each scan."""
UNREAD = "unread"
"""Stands for the wrong figure where the scan's reader did not find it: nobody can point at it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document with an author's error in it, and what is so in its text."""

    document: Drawn
    planted: Planted
    broken: int
    """Relations that the error breaks where everything is read."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line in its parts: from a file to pages, from pages to a report, and a second look."""

    read: Read
    judge: Judge
    again: Callable[[Report, ReadResult], Report] = lambda report, _: report


def evaluate_scanned(
    documents: Sequence[Drawn], level: str, count: int, seed: int, line: Line
) -> Outcome:
    """The outcome over ``count`` documents, each drawn as it is and with an author's error."""
    outcome = Outcome()
    with scratch() as passing:

        def scanned(document: Drawn, name: str) -> ReadResult | None:
            made = make(document, level, Path(passing) / name, with_truth=False)
            return line.read(made.file) if made else None

        for written in _written(documents, count, seed, line):
            whole = next(d for d in documents if d.case is written.document.case)
            result = scanned(whole, "untouched")
            if result is not None:
                report = line.judge(result)
                outcome.untouched += 1
                outcome.accused += false_accusations([report])
                misread(outcome, report, Random(f"{seed}/read/{whole.case.name}"),
                        partial(_again, line, result))  # fmt: skip
            result = scanned(written.document, "planted")
            if result is not None:
                report = line.judge(result)
                outcome.count(_found(written.planted, report), report, written.broken)
    return outcome


def _again(line: Line, result: ReadResult, report: Report) -> Report:
    """What the second look at the page sees of a report in which a reader's error was planted."""
    return line.again(report, result)


def _written(documents: Sequence[Drawn], count: int, seed: int, line: Line) -> Iterator[Written]:
    """The first ``count`` documents that hold together and can take an error that breaks it."""
    often: Counter[Kind] = Counter()
    for document in Random(f"{seed}/documents").sample(documents, len(documents)):
        if often.total() == count:
            return
        if len(document.sheets()) > MOST_PAGES:
            continue
        result = line.read(text_of(document.case))
        report = line.judge(result)
        if false_accusations([report]):
            continue
        random = Random(f"{seed}/scan/{document.case.name}")
        pages = tuple(result.pages)
        # The kind that was planted least often, of those that the document can take.
        for kind in sorted(AUTHORS, key=lambda kind: often[kind]):
            one = _mistaken(document, pages, report, kind, random)
            if one is not None:
                often[kind] += 1
                yield one
                break


def _mistaken(
    document: Drawn, pages: Sequence[Page], report: Report, kind: Kind, random: Random
) -> Written | None:
    before = [verdict for verdict, _ in examine(_bare(report)).verdicts]
    for _ in range(TRIES):
        planted = kind(_bare(report), random)
        broken = relations_broken(planted, before) if planted else 0
        if planted is None or not broken:
            continue
        changes = [
            (_figure(report, name), _figure(planted.report, name).printed) for name in planted.wrong
        ]
        parts = reprinted(document.parts, pages, changes)
        if parts is not None:
            return Written(replace(document, parts=parts), planted, broken)
    return None


def _bare(report: Report) -> Report:
    return report.model_copy(update={"findings": (), "checks": ()})


def _figure(report: Report, name: str) -> Figure:
    return next(f for f in report.figures if f.id == name)


def reprinted(
    parts: Sequence[Part], pages: Sequence[Page], changes: Sequence[tuple[Figure, str]]
) -> tuple[Part, ...] | None:
    """The parts with numbers of the text printed otherwise: figures, and what to print for each.

    None where the text and what is drawn of it do not print such a number equally often, so that
    its place cannot be told.
    """
    put: dict[tuple[str, int], str] = {}
    for figure, printed in changes:
        places = [
            (page.number, match.start())
            for page in pages
            for match in NUMBER.finditer(page.text)
            if match.group() == figure.printed
        ]
        place = (figure.evidence.page, figure.evidence.printed_start)
        if place not in places or _count(parts, figure.printed) != len(places):
            return None
        put[figure.printed, places.index(place)] = printed
    seen: Counter[str] = Counter()
    return tuple(_changed(part, put, seen) for part in parts)


def _texts(part: Part) -> list[str]:
    return [part.text] if isinstance(part, Prose) else [text for *_, text in part.cells()]


def _count(parts: Sequence[Part], printed: str) -> int:
    texts = (text for part in parts for text in _texts(part))
    return sum(m.group() == printed for text in texts for m in NUMBER.finditer(text))


def _changed(part: Part, put: Mapping[tuple[str, int], str], seen: Counter[str]) -> Part:
    """The part with some prints replaced: number and how many of it came before → what to print."""

    def one(match: re.Match[str]) -> str:
        number = match.group()
        seen[number] += 1
        return put.get((number, seen[number] - 1), number)

    def text(told: str) -> str:
        return NUMBER.sub(one, told)

    if isinstance(part, Prose):
        return replace(part, text=text(part.text))
    return Grid(tuple(tuple(text(cell) for cell in row) for row in part.rows), part.header)


def _found(planted: Planted, scanned: Report) -> Planted:
    """The same error in the figures of the scan; :data:`UNREAD` where they lack a wrong one."""
    names = tuple(_same(_figure(planted.report, name), scanned) for name in planted.wrong)
    return replace(planted, report=scanned, wrong=names)


def _same(wrong: Figure, scanned: Report) -> str:
    same = [f for f in scanned.figures if _whose(f) == _whose(wrong)]
    best = next((f for f in same if f.value == wrong.value), same[0] if same else None)
    return best.id if best else UNREAD


def _whose(figure: Figure) -> tuple[str, str, str]:
    return figure.metric, figure.scope.level, fold(figure.scope.name or "")


def misread(
    outcome: Outcome,
    scanned: Report,
    random: Random,
    again: Callable[[Report], Report] = lambda report: report,
) -> None:
    """A reader's errors in what was read of an untouched page; ``again`` looks at it once more."""
    report = _bare(scanned)
    before = [verdict for verdict, _ in examine(report).verdicts]
    if false_accusations([scanned]):
        return
    for number in range(READINGS):
        planted = READERS[number % len(READERS)](report, random)
        if planted is not None:
            broken = relations_broken(planted, before)
            outcome.count(planted, judge_report(again(planted.report)), broken)
