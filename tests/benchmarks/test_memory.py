"""What a long PDF costs in memory: the line's own process and the one that reads.

Each length runs in a process of its own, watched from here; nothing is asserted of the table.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.makers.pdf import render
from tests.makers.prose import page_of_prose

pytestmark = pytest.mark.benchmark

LENGTHS = (200, 1000, 2000)
LINE = """
import sys, pathlib
from extractor.batch import run
from extractor.settings import Settings
(report,) = run([pathlib.Path(sys.argv[1])], Settings(), jobs=1)
print(report.source.status, len(report.source.readings), len(report.figures))
"""


class Cost(NamedTuple):
    """The most that each process held (MB), and how long it all took (s)."""

    line: float
    reader: float
    seconds: float


def watch(path: Path, pages: int) -> Cost:
    """The line over one document."""
    import psutil

    since = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", LINE, str(path)], stdout=subprocess.PIPE) as run:
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
        assert run.stdout is not None
        assert run.stdout.read().split() == [b"ok", b"%d" % pages, b"%d" % (2 * pages)]
    return Cost(line / 1e6, reader / 1e6, time.perf_counter() - since)


def test_memory_over_a_long_pdf(tmp_path: Path) -> None:
    costs = {}
    for pages in LENGTHS:
        path = tmp_path / f"{pages}.pdf"
        render(path, "\f".join(page_of_prose(number) for number in range(pages)))
        costs[pages] = watch(path, pages)
    print("\npages   line MB   reader MB   pages/s")
    for pages, cost in costs.items():
        speed = pages / cost.seconds
        print(f"{pages:5} {cost.line:9.0f} {cost.reader:11.0f} {speed:9.0f}")
    first, last = LENGTHS[0], LENGTHS[-1]
    line, reader, _ = (
        1000 * (more - less) / (last - first)
        for less, more in zip(costs[first], costs[last], strict=True)
    )
    print(f"KB a page more: line {line:.1f}, reader {reader:.1f}")
