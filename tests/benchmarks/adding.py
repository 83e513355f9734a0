"""``python -m tests.benchmarks.adding FOLDER [COUNT [JOBS [URL]]]``: many made text reports added.

Prints how many a second, and the processor's time of this process and of all below it, which a
busy machine changes less. Its own program, since workers begin by importing it. POSIX only.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from extractor.archive.adding import add
from extractor.archive.opening import create, opened
from tests.archives import UNSCANNED
from tests.benchmarks.made_texts import write

_PARENT, _TIMES = 1, slice(11, 15)
"""Fields of ``/proc/PID/stat`` behind the name: the parent; own and waited-for ticks."""


def below(process: int) -> float:
    """Seconds of the processor that all processes below this one have had, ended ones too."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):  # no process, or gone
            continue
        parents[int(entry.name)] = int(told[_PARENT])
        ticks[int(entry.name)] = sum(map(int, told[_TIMES]))
    found = 0
    for one, spent in ticks.items():
        above = parents.get(one)
        while above is not None and above != process:
            above = parents.get(above)
        found += spent if above is not None else 0
    return found / os.sysconf("SC_CLK_TCK")


def added(root: Path, given: Path, count: int, jobs: int) -> tuple[float, float, float]:
    """Seconds in which so many files come into an archive: as they pass; of us; of all below."""
    wall, own, others = time.perf_counter(), time.process_time(), 0.0
    with opened(root) as archive:
        for at, outcome in enumerate(add(archive, [given], UNSCANNED, jobs), 1):
            assert outcome.outcome in ("added", "unchanged"), outcome
            if at == count or at % 1000 == 0:  # before they end
                others = below(os.getpid())
    return time.perf_counter() - wall, time.process_time() - own, others


def main() -> None:
    """One run, from files on the disk to a closed archive."""
    folder = Path(sys.argv[1])
    count, jobs = (int(told) for told in (*sys.argv[2:4], *("10000", "2")[len(sys.argv) - 2 :]))
    url = sys.argv[4] if len(sys.argv) > 4 else None
    size = write(folder / "in", count)
    create(folder / "kho", url, "vi")
    wall, own, others = added(folder / "kho", folder / "in", count, jobs)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{count} reports of {size // count} bytes, {jobs} jobs, {url or 'SQLite'}")
    print(f"{count / wall:.0f} a second as it passed (load {load})")
    print(
        f"processor, ms a report: {own / count * 1000:.1f} here, {others / count * 1000:.1f} below"
    )


if __name__ == "__main__":
    main()
