"""``baocao evaluate --scans``: how well made scans are read; ``--record``: pages kept as read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.evaluate.scans.run import ScoredScan
    from extractor.evaluate.scans.score import Places, ScanScore
    from extractor.models import ReadResult, Report

EVERY = "all"


def levels_of(given: str) -> list[str]:
    """The kinds named, apart by commas; 'all' of them.

    Raises:
        UsageError: there is no such kind.
    """
    from extractor.cli.words import say
    from extractor.errors import UsageError
    from extractor.evaluate.scans.kinds import KINDS

    names = list(KINDS) if given == EVERY else given.split(",")
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        raise UsageError(say("no-such-scan", given=", ".join(unknown), known=", ".join(KINDS)))
    return names


def scored(
    corpus: Path, name: str, levels: Sequence[str], only: Sequence[str], keep: Path | None
) -> Iterator[ScoredScan]:
    """The documents of a set as scans of each kind, read and scored, with progress."""
    from extractor.cli.terminal import progress
    from extractor.cli.words import say
    from extractor.evaluate.scans.run import evaluate_scans, pick

    documents = pick(corpus, name, only)
    with progress(say("evaluating"), len(documents) * len(levels)) as bar:
        for one in evaluate_scans(documents, levels, read, judge, keep):
            bar.advance()
            yield one


def read(file: Path) -> ReadResult:
    """One file through intake and its reader, without what was kept of earlier readings."""
    from extractor.intake import intake
    from extractor.pipeline import read as read_arrival
    from extractor.scratch import scratch
    from extractor.settings import Settings

    settings = Settings()
    with scratch() as folder:
        (arrival,) = intake([str(file)], settings.limits, Path(folder))
        return read_arrival(arrival, settings)


def judge(result: ReadResult) -> Report:
    """The line after reading."""
    from extractor.pipeline import read_document
    from extractor.settings import Settings

    return read_document(result, Settings())


def look_again(report: Report, result: ReadResult) -> Report:
    """What a second look at the page images sees of the report's failing sums."""
    from extractor import second_look
    from extractor.settings import Settings

    return second_look.look_again(report, result.pages, result.source, Settings())


def show(scored: Sequence[ScoredScan], format: str, out: TextIO, wrong: bool) -> None:
    """The scores by level, as a table or as JSON."""
    import json

    from extractor.evaluate.scans.results import as_json
    from extractor.evaluate.scans.score import by_level

    scores = by_level((one.level, one.score) for one in scored)
    if format == "json":
        out.write(json.dumps({n: as_json(s) for n, s in scores.items()}, indent=1) + "\n")
        return
    out.write(as_text(scores))
    out.write(_reliability(scored))
    for one in scored if wrong else ():
        out.write(_wrong(one))


def as_text(scores: Mapping[str, ScanScore]) -> str:
    """A row a level."""
    from extractor.cli.evaluation import table
    from extractor.cli.words import heading

    names = ("level", "pages", "cer", "cer-unmarked", "numbers", "exact", "or-known")
    more = ("silent-numbers", "cells", "exact", "or-known", "silent-numbers", "handwritten")
    last = ("figures", "f1", "unresolved", "silent", "silent-share", "findings-found")
    head = [heading(n) for n in (*names, *more, *last, "false-alarms", "seconds-a-page")]
    return table(head, [_row(name, score) for name, score in scores.items()])


def _reliability(scored: Sequence[ScoredScan]) -> str:
    """Of the numbers, and of the figures, marked with a confidence: how many were right."""
    from extractor.cli.evaluation import table
    from extractor.cli.words import heading
    from extractor.evaluate.scans.trust import of_figures, of_numbers, reliability

    text = ""
    for name, marked in (("numbers", of_numbers(scored)), ("figures", of_figures(scored))):
        head = [heading(n) for n in (name, "confidence", "share-right")]
        rows = [
            [str(b.count.of), f"{b.marked:.4f}", _percent(b.count.share)]
            for b in reliability(marked)
        ]
        text += "\n" + table(head, rows)
    return text


def _row(name: str, score: ScanScore) -> list[str]:
    from extractor.evaluate.scans.results import silent_share

    figures = score.figures
    return [
        name,
        str(score.pages),
        _percent(1 - score.characters.share),
        _percent(1 - score.bare.share),
        *_places(score.numbers),
        *_places(score.cells),
        f"{score.hand.exact.right}/{score.hand.exact.of}",
        f"{figures.figures.right}/{score.of_gold}",
        _percent(figures.figures.f1),
        str(score.unresolved),
        str(score.silent),
        _percent(silent_share(score)),
        f"{figures.findings.right}/{figures.findings.of}",
        str(figures.false_alarms),
        f"{score.seconds / max(score.pages, 1):.1f}",
    ]


def _places(places: Places) -> list[str]:
    shares = (places.exact.share, places.known.share)
    return [str(places.exact.of), *(_percent(share) for share in shares), str(places.silent)]


def _percent(share: float) -> str:
    return f"{share * 100:.2f}"


def _wrong(one: ScoredScan) -> str:
    """What was not read as printed, number by number."""
    told = ((found.printed, found.read or "∅", "" if found.sure else " ?") for found in one.wrong)
    return "".join(f"{one.level} {one.name}: {p} ← {read}{doubt}\n" for p, read, doubt in told)


def record(corpus: Path) -> list[Path]:
    """Reads what is to be recorded and writes the records anew."""
    from extractor.evaluate.results import keep, kept_form
    from extractor.evaluate.scans.records import KEPT, save, score_records, wanted

    asked = wanted(corpus)
    made = scored(corpus, asked.set, asked.levels, asked.documents, None)
    written = [save(corpus, one.level, one.name, one.result.pages) for one in made]
    keep(corpus / KEPT, kept_form(score_records(corpus, judge)))
    return [*written, corpus / KEPT]
