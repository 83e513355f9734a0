"""The judge beside errorlocate's method as published, on the same blocks in one run.

That method: the fewest figures that may change, through a mixed-integer program, ties broken by
random weights (Jonge and Loo). It has no rests, no evidence and no second solution.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import pytest

from extractor.batch import run
from extractor.book.judging import odds
from extractor.checks import examine
from extractor.evaluate.planted.made import made
from extractor.evaluate.planted.run import consistent, plant
from extractor.evaluate.planted.score import rank
from extractor.judge import explain_block, judge
from extractor.judge.blocks import Block, blocks_of
from extractor.judge.mip import minimise
from extractor.judge.relations import Net, net_of
from extractor.judge.weights import Evidence
from extractor.models import Report
from extractor.settings import Settings

pytestmark = pytest.mark.benchmark
CORPUS = Path(__file__).parents[2] / "corpus"
SEED = 1
PLANTED = 400
NO_REST = 1000.0
"""Weight by which the published method never leaves a rest."""


def blocks() -> Iterator[tuple[Block, Report, set[str]]]:
    """Blocks of up to 25 figures that hold exactly one wrong figure."""
    for planted in plant(list(made(SEED, 120)), PLANTED, SEED):
        examined = examine(planted.report)
        for block in blocks_of(examined):
            figures = {f for verdict, _ in block.relations for f in verdict.figures()}
            wrong = figures.intersection(planted.wrong)
            if len(planted.wrong) == 1 and wrong and len(figures) <= odds().search.cells:
                yield block, examined.report, wrong


def published(net: Net, random: Random) -> set[str]:
    """The figures that the published method would change."""
    spots = [
        replace(spot, weight=1 + random.random() / 1000 if spot.figure else NO_REST)
        for spot in net.spots
    ]
    plain = Net(spots, net.relations, net.open, net.index)
    solved = minimise(plain, plain.relations, 0.0, 20.0, most=1).solutions
    chosen = solved[0].spots if solved else ()
    return {figure.id for i in chosen if (figure := net.spots[i].figure)}


def test_against_the_published_method() -> None:
    random = Random(SEED)
    ours, theirs, spent, solver = 0, 0, [0.0], [0.0]
    count = 0
    for block, report, wrong in blocks():
        since = time.process_time()
        explained = [f for _, f in explain_block(block, report)]
        spent.append(time.process_time() - since)
        net = net_of(block, Evidence(report), report.conventions)
        since = time.process_time()
        chosen = published(net, random)
        solver.append(time.process_time() - since)
        about = [f for f in explained if wrong & set(f.figures)]
        ours += bool(about) and all(rank(f, wrong) == 1 for f in about)
        theirs += chosen == wrong
        count += 1
    assert count > 50
    assert ours >= theirs
    say(count, ours, theirs, spent, solver)


def say(
    count: int, ours: int, theirs: int, spent: Sequence[float], solver: Sequence[float]
) -> None:
    print(f"\n{count} blocks of up to 25 figures with one wrong figure")
    print(f"  first in the list : the published method's choice   {ours} : {theirs}")
    print(f"  time to explain : time to solve   {sum(spent) / sum(solver):.2f} : 1")
    print(f"  median   {1000 * median(spent):.1f} ms")
    print(f"  worst   {1000 * max(spent):.0f} ms : {1000 * max(solver):.0f} ms")


def test_reports_in_which_nothing_fails() -> None:
    """Checks and judge together, and the judge alone, by the processor's time; after one run."""
    reports = consistent(CORPUS, lambda files: run(files, Settings()), ["tuned"])
    texts = [r for r in reports if r.source.path.endswith(".txt")]
    for name, some in (("texts", texts), ("of all kinds", reports)):
        told = [examine(r) for r in some]
        both = min(_seconds(lambda r: judge(examine(r)), some) for _ in range(3))
        alone = min(_seconds(judge, told) for _ in range(3))
        figures = sum(len(r.figures) for r in some) / len(some)
        print(f"\n{len(some)} consistent reports, {name}, {figures:.0f} figures each")
        print(
            f"  checked and judged {len(some) / both:.0f} a second; judged {len(some) / alone:.0f}"
        )


def _seconds(work: Callable[[Any], object], some: Sequence[Any]) -> float:
    since = time.process_time()
    for one in some:
        work(one)
    return time.process_time() - since
