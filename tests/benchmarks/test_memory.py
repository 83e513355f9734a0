"""What a long PDF costs in memory: the line's own process and the one that reads.

Two kinds: a long report, whose figures stand on some of its pages, and the worst case, figures
on every page, where what grows are the figures and findings themselves. Each document runs in
a process of its own, watched from here; nothing is asserted of the table.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.makers.pdf import render
from tests.makers.prose import page_of_prose, page_of_report

pytestmark = pytest.mark.benchmark

LENGTHS = (200, 1000, 2000)
KINDS: dict[str, Callable[[int], str]] = {
    "figures on every 20th page": page_of_report,
    "figures on every page": page_of_prose,
}


class Cost(NamedTuple):
    """The most that each process held (MB), how long it all took (s), and the figures found."""

    line: float
    reader: float
    seconds: float
    figures: int


def watch(path: Path, out: Path) -> Cost:
    """``baocao extract`` over one document, as a user runs it."""
    import psutil

    command = [sys.executable, "-m", "extractor", "extract", str(path), "-o", str(out)]
    command += ["--limit", "seconds=3600"]  # however busy the machine is
    since = time.perf_counter()
    with subprocess.Popen(command) as run:
        process = psutil.Process(run.pid)
        line = reader = 0.0
        while run.poll() is None:
            try:
                line = max(line, process.memory_info().rss)
                children = process.children(recursive=True)
                reader = max([reader, *(child.memory_info().rss for child in children)])
            except psutil.Error:  # it has ended meanwhile
                continue
            time.sleep(0.02)
    assert run.returncode == 0
    took = time.perf_counter() - since
    figures = len(json.loads(out.read_text(encoding="utf-8"))["figures"])
    return Cost(line / 1e6, reader / 1e6, took, figures)


@pytest.mark.parametrize("kind", KINDS)
def test_memory_over_a_long_pdf(kind: str, tmp_path: Path) -> None:
    costs = {}
    for pages in LENGTHS:
        path = tmp_path / f"{pages}.pdf"
        render(path, "\f".join(map(KINDS[kind], range(pages))))
        costs[pages] = watch(path, tmp_path / "out.json")
    print(f"\n{kind}\npages   figures   line MB   reader MB   pages/s")
    for pages, cost in costs.items():
        speed = pages / cost.seconds
        print(f"{pages:5} {cost.figures:9} {cost.line:9.0f} {cost.reader:11.0f} {speed:9.0f}")
    first, last = costs[LENGTHS[0]], costs[LENGTHS[-1]]
    print(
        f"from {LENGTHS[0]} to {LENGTHS[-1]} pages: line {last.line / first.line - 1:+.0%}, "
        f"reader {last.reader / first.reader - 1:+.0%}"
    )
