"""``python -m tests.benchmarks.growing FOLDER [STEPS [JOBS [URL]]]``: does cost stay as it is?

Made text reports, no two alike, are really added, read and judged, until there are 10,000, then
25,000, 50,000 and 100,000 (STEPS: ``10000,25000``); after each step a line: how many a second came
in during it, the processor's time of the writer and of all processes below it for each report, how
large database and originals are for each, and how long searches take that find all, few and none.
Cost is linear where the numbers of a column stay. Begun again in a folder it goes on after the
last whole step. POSIX only.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sqlalchemy import func, select, text

from extractor.archive.opening import Archive, create, opened
from extractor.archive.schema import entries
from tests.benchmarks.adding import added
from tests.benchmarks.made_texts import write
from tests.benchmarks.searching import measured

STEPS = "10000,25000,50000,100000"


def main() -> None:
    """Step by step."""
    folder, told = Path(sys.argv[1]), [*sys.argv[2:], *(STEPS, "2", "")[len(sys.argv) - 2 :]]
    root, steps, jobs, url = folder / "kho", [*map(int, told[0].split(","))], int(told[1]), told[2]
    if not root.exists():
        create(root, url or None, "vi")
    done = max((step for step in steps if step <= _count(root)), default=0)
    for step in steps:
        if step > done:
            given = folder / f"in-{step}"
            write(given, step, done)
            wall, own, below = added(root, given, step - done, jobs)
            new = step - done
            print(f"{step} reports: {new / wall:.0f} a second, processor ms a report "
                  f"{own / new * 1000:.2f} here, {below / new * 1000:.2f} below; "
                  f"{_sizes(root, step)}; {_searches(root)}; "
                  f"load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
            done = step


def _count(root: Path) -> int:
    with opened(root) as archive, archive.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(entries)).scalar() or 0)


def _sizes(root: Path, count: int) -> str:
    with opened(root) as archive:
        return f"{_database(archive) / count / 1024:.2f} KB of database each"


def _database(archive: Archive) -> int:
    if archive.engine.dialect.name == "sqlite":
        return archive.place.database.stat().st_size
    with archive.reading() as connection:
        return int(
            connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        )


def _searches(root: Path) -> str:
    """The median of all questions, and the slowest."""
    with opened(root) as archive, archive.reading() as connection:
        took = sorted((found.wall, name) for name, found in measured(connection))
    return f"searches {took[len(took) // 2][0]:.0f} ms, at most {took[-1][0]:.0f} ({took[-1][1]})"


if __name__ == "__main__":
    main()
