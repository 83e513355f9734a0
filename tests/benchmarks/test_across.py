"""A year of 150 units, 1,800 reports and their corrected versions, judged together.

Everything planted must be found and nothing invented; how long it takes is printed, not asserted.
``make bench`` prints the times of the figures alone, and of the whole line from the text of files.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractor import batch
from extractor.across import join
from extractor.settings import Settings
from tests.makers.year import Found, Year, models, scored, year
from tests.makers.yeartext import write

pytestmark = pytest.mark.benchmark
SEEDS = (21, 22, 23)


def say(name: str, text: str) -> None:
    print(f"\n{name:<44} {text}")


def planted(made: Year) -> str:
    """How much is wrong in it."""
    counts = {
        "openings": made.carried, "sums of districts": made.parents, "missing months": made.missing,
        "corrected versions": made.corrected, "renamed units": made.renamed,
    }  # fmt: skip
    return ", ".join(f"{len(found)} {name}" for name, found in counts.items())


def held(found: Found) -> None:
    assert (found.missed, found.invented) == ([], [])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_of_figures(seed: int) -> None:
    made = year(seed)
    reports = models(made)
    since = time.process_time()
    joined = join(reports)
    seconds = time.process_time() - since
    held(scored(made, joined.findings))
    say(
        f"a year judged together, seed {seed}",
        f"{seconds:.2f} s of processor time  ({len(reports)} reports; planted: {planted(made)})",
    )


@pytest.mark.parametrize("times", [1, 2, 4])
def test_the_time_grows_with_the_reports(times: int) -> None:
    reports = models(year(SEEDS[0], districts=10 * times // 4 or 2))
    since = time.process_time()
    join(reports)
    seconds = time.process_time() - since
    say(f"{len(reports)} reports", f"{seconds / len(reports) * 1e3:.2f} ms a report")


def test_a_year_from_its_files(tmp_path: Path) -> None:
    made = year(SEEDS[0])
    write(made, tmp_path)
    since = time.perf_counter()
    reports = list(batch.run(sorted(tmp_path.iterdir()), Settings()))
    read = time.perf_counter() - since
    joined = join(sorted(reports, key=lambda r: r.source.path))
    seconds = time.perf_counter() - since
    held(scored(made, joined.findings))
    say(
        "the same from text files, all workers",
        f"{seconds:.0f} s, {read:.0f} s of them before reports are held together  ({len(reports)})",
    )
