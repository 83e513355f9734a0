"""What keeping costs beside reading, and whether it grows with what is kept; prints, asserts none.

Reading is done once and its results are handed to the archive again and again, so that what is
timed is the archive alone: hashing, copying, flushing, rows, transactions.
"""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest

from extractor.archive import adding
from extractor.archive.adding import add
from extractor.archive.asking import listed
from extractor.archive.opening import opened
from extractor.archive.reading import Read, read_one
from extractor.batch import Job
from extractor.intake import intake
from extractor.settings import Limits
from tests.archives import UNSCANNED, Kept
from tests.benchmarks.test_speed import CORPUS, say

pytestmark = pytest.mark.benchmark

TEXTS = sorted((CORPUS / "tuned").glob("*/document.txt"))
MANY = 2000


def jobs(folder: Path) -> list[Job]:
    arrivals = intake(map(str, TEXTS), Limits(), folder)
    return [Job(arrival, UNSCANNED, None, "vi") for arrival in arrivals]


def test_adding(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    todo = jobs(tmp_path)
    reads = [read_one(job) for job in todo]
    since = time.process_time()
    for job in todo:
        read_one(job)
    reading = (time.process_time() - since) / len(todo)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(MANY):
        text = TEXTS[number % len(TEXTS)].read_bytes()
        (folder / f"{number:05}.txt").write_bytes(text + b"\n%d" % number)
    given = itertools.cycle(reads)

    def read_before(_: Job) -> Read:
        return next(given)

    monkeypatch.setattr(adding, "read_one", read_before)
    side = "PostgreSQL" if kept.url else "SQLite"
    with opened(kept.root) as archive:
        outcomes = add(archive, [folder], UNSCANNED, 1)
        marks = [(time.process_time(), time.perf_counter()) for _ in outcomes]
    rows = sum(len(read.figures) for read in reads) / len(reads)
    spent, passed = ((marks[-1][n] - marks[0][n]) / (MANY - 1) * 1000 for n in (0, 1))
    say(f"{side}: added, processor ms a report", f"{spent:.2f} ({rows:.0f} figures each)")
    say(f"{side}: the same, as it passed", f"{passed:.2f} ms, {1000 / passed:.0f} a second")
    say(f"{side}: keeping : reading, after reading's child", f"{spent / reading / 1000:.2f} : 1")
    quarter = MANY // 4
    growth = (marks[-1][0] - marks[-quarter][0]) / (marks[quarter][0] - marks[0][0])
    say(f"{side}: last quarter : first quarter", f"{growth:.2f} : 1")
    since = time.process_time()
    assert set(kept.outcomes(folder)) == {"unchanged"}
    say(f"{side}: unchanged, processor ms", f"{(time.process_time() - since) / MANY * 1000:.2f}")
    since = time.process_time()
    with opened(kept.root) as archive, archive.reading() as connection:
        assert len(list(listed(connection))) == MANY
    say(
        f"{side}: listed, processor ms a report",
        f"{(time.process_time() - since) / MANY * 1000:.3f}",
    )
