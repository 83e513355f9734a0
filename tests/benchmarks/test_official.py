"""A made year of a province: from its folder to the workbook, and a year of ten thousand reports.

All that was planted must be told and nothing else, totals be right to the last file, and a
spreadsheet program come to the same. Time and memory are printed, not asserted.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from extractor.archive.naming import load
from extractor.archive.opening import create, opened
from extractor.consolidate.official.whole import Official
from extractor.office.consolidating import Wish, consolidated
from extractor.office.terms import parse
from tests.makers.province import Province, province
from tests.makers.provincefiles import write
from tests.makers.provincemodels import keep
from tests.makers.provincescore import expected, strangers, told, total, troubles
from tests.makers.recalculated import recalculated

pytestmark = pytest.mark.benchmark
TODAY = date(2026, 1, 31)


def say(name: str, text: str) -> None:
    print(f"\n{name:<44} {text}")


def official(folder: Path) -> Official:
    term = parse("2025")
    assert term is not None
    with opened(folder) as archive, archive.reading() as connection:
        return consolidated(connection, Wish(term), "vi", TODAY)


def held(made: Province, found: Official) -> None:
    planted = troubles(made)
    assert told(made, found) == planted
    assert strangers(found) == ["la.txt"] * made.truth.strangers
    assert total(found) == expected(made, range(1, 13))


def run(*args: str) -> str:
    """A command of its own; its processor time, its time, and the most memory of any so far."""
    before, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "extractor", "archive", *args]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    wall = time.perf_counter() - since
    return f"{spent:.1f} s of processor time, {wall:.0f} s, {after.ru_maxrss >> 10} MB at most"


def test_a_year_from_its_folder_to_the_workbook(tmp_path: Path) -> None:
    made = province(1)
    files = write(made, tmp_path)
    root, book = tmp_path / "kho", tmp_path / "book.xlsx"
    create(root, None, "vi")
    with opened(root) as archive:
        load(archive, tmp_path / "don-vi.csv", "made")
    spent = run("consolidate", str(files), "--period", "2025", "-a", str(root), "-o", str(book))
    found = official(root)
    held(made, found)
    assert recalculated(book, tmp_path) == list(total(found).values())
    counts = {kind: sum(k == kind for k, *_ in troubles(made)) for kind, *_ in troubles(made)}
    say(f"a year of a province, {len(made.made)} files", f"{spent}; told: {counts}")


def test_a_year_of_ten_thousand_reports(tmp_path: Path) -> None:
    made = province(7, communes=99)
    root = keep(made, tmp_path)
    book = tmp_path / "book.xlsx"
    spent = run("consolidate", "--period", "2025", "-a", str(root), "-o", str(book))
    held(made, official(root))
    say(f"consolidating {len(made.made)} reports", f"{spent}; {len(made.units)} units")
