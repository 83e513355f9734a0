"""Plants errors in consistent reports and lets the checks and the judge at them.

Half of the reports are made, half are those of a corpus whose gold calls them consistent and in
which no error is told. Knows the order of things; the kinds of error and the scores are elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from extractor.checks import examine
from extractor.evaluate.gold import cases
from extractor.evaluate.planted.kinds import KINDS, Kind, Planted
from extractor.evaluate.planted.made import made
from extractor.evaluate.planted.score import Tally, false_accusations, relations_broken, score
from extractor.judge import judge
from extractor.models import Report

Read = Callable[[list[Path]], Iterator[Report]]
UNTOUCHED = 1000
"""Made reports that are judged as they are."""
TRIES = 40
"""Reports tried for a place where an error of a kind can stand."""


@dataclass(slots=True)
class Outcome:
    """All that was found out."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    """By kind of error, and by how many relations it breaks ('over 0', 'over 1', 'over 2+')."""
    accused: list[tuple[str, str]] = field(default_factory=list)
    untouched: int = 0
    seconds: list[float] = field(default_factory=list)
    """Processor time of the judge for each report with an error, sorted."""
    per_second: float = 0.0
    """Reports a second of the judge alone where nothing fails."""
    missed: list[tuple[Planted, Report]] = field(default_factory=list)
    """Plants that nothing pointed at, or whose figure was not listed."""

    def count(self, planted: Planted, judged: Report, broken: int) -> None:
        """One more error, and what became of it; ``broken`` is how many relations it breaks."""
        tally = score(planted, judged, broken)
        for name in _names(planted, broken):
            self.kinds.setdefault(name, Tally()).add(tally)
        if tally.seen.share < 1 or tally.listed.share < 1 or tally.cause.share < 1:
            self.missed.append((planted, judged))


def plant(reports: Sequence[Report], count: int, seed: int) -> Iterator[Planted]:
    """``count`` errors, the kinds in turn; each hangs on the seed and its own number alone."""
    for number in range(count):
        random = Random(f"{seed}/plant/{number}")
        found = _planted(reports, KINDS[number % len(KINDS)], random)
        if found is not None:
            yield found


def _planted(reports: Sequence[Report], kind: Kind, random: Random) -> Planted | None:
    for _ in range(TRIES):
        found = kind(random.choice(reports), random)
        if found is not None:
            return found
    return None


def consistent(corpus: Path, read: Read, names: Sequence[str]) -> list[Report]:
    """The reports of these sets that are consistent by gold, unjudged, one file of each."""
    files = [
        case.files[0]
        for case in cases(corpus)
        if case.set in names and case.gold.consistent and case.gold.figures and case.files
    ]
    found = [r.model_copy(update={"findings": (), "checks": ()}) for r in read(files)]
    return [r for r in found if not false_accusations([judge(examine(r))])]


def evaluate_planted(corpus: Sequence[Report], count: int, seed: int) -> Outcome:
    """The outcome over ``count`` errors and :data:`UNTOUCHED` untouched reports."""
    outcome = Outcome()
    _untouched(outcome, seed)
    ours = list(made(seed, max(50, count // 4)))
    before = {id(r): [v for v, _ in examine(r).verdicts] for r in (*ours, *corpus)}
    sources = {r.source.path: id(r) for r in (*ours, *corpus)}
    for planted in plant([*ours, *_evenly(corpus, len(ours))], count, seed):
        examined = examine(planted.report)
        since = time.process_time()
        judged = judge(examined)
        outcome.seconds.append(time.process_time() - since)
        verdicts = before[sources[planted.report.source.path]]
        outcome.count(planted, judged, relations_broken(planted, verdicts))
    outcome.seconds.sort()
    return outcome


def _names(planted: Planted, told: int) -> Iterator[str]:
    """Under what it is counted: an act that breaks no relation is a kind of its own."""
    yield planted.kind if told or len(planted.wrong) < 2 else f"{planted.kind}-unseen"
    if len(planted.wrong) == 1:
        yield f"over {told if told < 2 else '2+'}"


def _evenly(reports: Sequence[Report], count: int) -> list[Report]:
    """As many as ``count``, each as often as the others, so that both sorts weigh alike."""
    return [reports[n % len(reports)] for n in range(count)] if reports else []


def _untouched(outcome: Outcome, seed: int) -> None:
    spent = 0.0
    quiet = 0
    for report in made(seed, UNTOUCHED):
        examined = examine(report)
        since = time.process_time()
        judged = judge(examined)
        passed = time.process_time() - since
        wrong = false_accusations([judged])
        outcome.untouched += 1
        outcome.accused += wrong
        if not wrong:
            quiet, spent = quiet + 1, spent + passed
    outcome.per_second = quiet / spent
