"""``python -m tests.benchmarks.killing FOLDER [TIMES [postgresql]]``: adding, and killed at it.

Each run adds forty made reports and what the run before left, and is killed by SIGKILL at a moment
drawn evenly from the time that a whole run takes; every fourth reads with two processes. After
each kill the archive must verify and what was told to be on record must be there; after every
twenty-five all is added and each file must be there once. On SQLite, or a server of our own.
POSIX only.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import select

from extractor.archive.adding import add
from extractor.archive.opening import opened
from extractor.archive.schema import entries, files, originals, reports, runs, versions
from tests.archives import UNSCANNED, Kept, new_database, server
from tests.benchmarks.made_texts import texts

EACH = 40
SIDE_BY_SIDE = 4
"""Every so manieth run reads with two processes."""
LONGER = 1.3
"""Of the time of a run that adds forty: what the one before left comes before."""
ROUND = 25
"""Runs over one archive: a larger one takes longer to verify, and is broken in the same ways."""
WHOLE = 3
"""Runs that are not killed."""


def write(folder: Path, times: int, seed: int) -> list[Path]:
    """A folder of reports for each run."""
    given = texts(times * EACH, seed)
    made = []
    for number in range(times):
        into = folder / f"{number:03}"
        into.mkdir(parents=True)
        for at in range(EACH):
            (into / f"{at:02}.txt").write_text(next(given), encoding="utf-8")
        made.append(into)
    return made


def begin(root: Path, given: list[Path], jobs: int) -> tuple[int, int]:
    """A process that adds, and where it tells the path of each file that is on record."""
    told, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, told
    try:
        with opened(root) as archive:
            for outcome in add(archive, given, UNSCANNED, jobs):
                os.write(tell, f"{outcome.path}\n".encode())
    finally:
        os._exit(0)


def killed(root: Path, given: list[Path], jobs: int, after: float) -> set[str]:
    """Run, and be killed after so many seconds; what was told to be on record."""
    child, told = begin(root, given, jobs)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(told, "rb") as stream:
        lines = stream.read().decode()
    return set(lines[: lines.rfind("\n") + 1].splitlines())


def whole(root: Path, given: Path, jobs: int) -> float:
    """Seconds of a run that nobody kills."""
    since = time.monotonic()
    child, told = begin(root, [given], jobs)
    os.waitpid(child, 0)
    os.close(told)
    return time.monotonic() - since


def look(kept: Kept, told: set[str]) -> None:
    """Nothing lost, nothing half."""
    faults = kept.verify().faults
    assert faults == [], faults
    on_record = kept.rows(select(files.c.path))
    assert told <= {row.path for row in on_record}, "told to be on record, and is not"


def main() -> None:
    """All the runs on one side; prints what the kills met with."""
    folder = Path(sys.argv[1])
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    url = sys.argv[3] if len(sys.argv) > 3 else None
    met: Counter[str] = Counter()
    with server() if url == "postgresql" else nullcontext(url) as started:
        for at in range(0, times, ROUND):
            database = new_database(started) if started else None
            met += kill(folder / f"{at:03}", min(ROUND, times - at), database, at)
    print(f"{times} runs killed on {'PostgreSQL' if url else 'SQLite'}: {dict(met)}")
    print("nothing lost, nothing double, no fault in any verification")


def kill(folder: Path, times: int, url: str | None, seed: int) -> Counter[str]:
    """``times`` runs killed, then all that is left added, and counted; what the kills met with."""
    made = write(folder / "in", times + WHOLE, seed)
    kept = Kept(folder / "kho", url)
    kept.add(made.pop())  # what it loads the others find loaded
    seconds = {jobs: whole(kept.root, made.pop(), jobs) for jobs in (1, 2)}
    chance = random.Random(seed)
    met: Counter[str] = Counter()
    for number, one in enumerate(made):
        jobs = 1 + (number % SIDE_BY_SIDE == 0)
        given = [*made[max(0, number - 1) : number], one]
        before, began = kept.count(originals), kept.count(runs)
        look(kept, killed(kept.root, given, jobs, chance.uniform(0, seconds[jobs] * LONGER)))
        states = kept.rows(select(runs.c.state).order_by(runs.c.id))[began:]
        some = "some on record" if kept.count(originals) > before else "none on record"
        if not states:
            met["before it began"] += 1
        else:
            met["at its end" if states[0].state == "done" else f"amid, {some}"] += 1
    told = Counter(outcome.outcome for outcome in kept.add(folder / "in", jobs=2))
    count = (times + WHOLE) * EACH
    assert set(told) <= {"added", "unchanged"} and told.total() == count, told
    assert kept.verify(20).faults == []
    for table in (files, versions, originals, reports, entries):
        assert kept.count(table) == count, table.name
    assert list((kept.root / "incoming").iterdir()) == []
    return met


if __name__ == "__main__":
    main()
