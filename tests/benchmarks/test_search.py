"""Searching among more and more documents, on both databases; prints, asserts no time.

``BAOCAO_BENCH_SEARCH=FOLDER`` (and ``BAOCAO_DATABASE``) takes an archive that is there instead of
filling one, such as one of 100,000 documents by :mod:`tests.benchmarks.filling`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.archive.opening import opened
from tests.archives import Kept
from tests.benchmarks.filling import fill, models
from tests.benchmarks.searching import told
from tests.benchmarks.test_speed import say

pytestmark = pytest.mark.benchmark
THERE = os.environ.get("BAOCAO_BENCH_SEARCH")
STEPS = (2_000, 10_000)


@pytest.mark.skipif(THERE is not None, reason="an archive is named")
def test_searching(kept: Kept) -> None:
    reads, done = models(), 0
    for step in STEPS:
        with opened(kept.root) as archive:
            fill(archive, reads, done, step)
        done = step
        for line in told(kept.root):
            say(f"{'PostgreSQL' if kept.url else 'SQLite'}, {step} documents", line)


@pytest.mark.skipif(THERE is None, reason="no archive is named")
def test_searching_in_what_is_there() -> None:
    for line in told(Path(THERE or ""), os.environ.get("BAOCAO_DATABASE")):
        say("", line)
