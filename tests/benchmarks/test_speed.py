"""How fast the line is, as ratios measured in one run; nothing here asserts a time.

``make bench`` prints one line for each measure. Absolute numbers depend on the machine; the
ratios are what a change is judged by. So they do on the interpreter's build, which is printed: a
Debian Python (made with profiles, linked statically) reads a tenth to a quarter more texts a second
than one built from source with a shared library and nothing else asked for.
"""

from __future__ import annotations

import pickle
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extractor import batch
from extractor import pipeline as line
from extractor.intake import intake
from extractor.models import ReadResult, Report
from extractor.pipeline import read_document
from extractor.settings import Settings
from tests.makers.pdf import render

pytestmark = pytest.mark.benchmark

CORPUS = Path(__file__).parents[2] / "corpus"
SEEDS = sorted((CORPUS / "seeds").glob("*/document.txt"))
TEXTS = sorted(CORPUS.glob("*/*/document.txt"))


def say(name: str, text: str) -> None:
    print(f"\n{name:<44} {text}")


def test_interpreter() -> None:
    say("Python", sys.version)


def best(
    work: Callable[[], object], times: int = 5, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Seconds of the quickest of some runs, after one that warms the caches.

    ``clock``: the core's (``time.process_time``) where all is done in this process.
    """
    work()
    return min(_timed(work, clock) for _ in range(times))


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    since = clock()
    work()
    return clock() - since


def read(path: Path) -> ReadResult:
    """The pages of a file, as the line gets them."""
    settings = Settings()
    (arrival,) = intake([str(path)], settings.limits, path.parent)
    return line.read(arrival, settings)


@pytest.fixture(scope="module")
def readings() -> dict[Path, ReadResult]:
    return {path: read(path) for path in TEXTS}


def seed(number: str) -> Path:
    return next(path for path in SEEDS if path.parent.name.startswith(number))


def rate(results: Sequence[ReadResult], seconds: float) -> str:
    """How many a second, and how much text."""
    size = sum(len(page.text) for result in results for page in result.pages)
    return (
        f"{len(results) / seconds:.0f} a second  ({len(results)}, {size / 1e3 / seconds:.0f} KB/s)"
    )


@pytest.mark.parametrize("reports", [True, False], ids=["reports", "others"])
def test_texts_a_second_after_reading(readings: dict[Path, ReadResult], reports: bool) -> None:
    """Reports apart from plans, letters and the like, by the kind that the line itself tells."""
    settings = Settings()
    results = [r for r in readings.values() if is_report(r, settings) is reports]
    seconds = best(
        lambda: [read_document(result, settings) for result in results], 3, time.process_time
    )
    name = "text reports" if reports else "texts of plans, letters and others"
    say(f"{name}, a core, after reading", rate(results, seconds))


def is_report(result: ReadResult, settings: Settings) -> bool:
    kind = read_document(result, settings).kind
    return kind is not None and kind.kind == "report"


COLD = """
import pickle, sys, time
from extractor.pipeline import read_document
from extractor.settings import Settings
seeds, unseen = pickle.loads(sys.stdin.buffer.read())
for result in seeds:
    read_document(result, Settings())
since = time.process_time()
for result in unseen:
    read_document(result, Settings())
print(time.process_time() - since)
"""


def test_texts_a_second_that_were_never_seen(readings: dict[Path, ReadResult]) -> None:
    """Each text once, in a process that has read the seeds alone: nothing is remembered of it."""
    seeds = [result for path, result in readings.items() if path in SEEDS]
    unseen = [result for path, result in readings.items() if path.parts[-3] == "tuned"]

    def once() -> float:
        done = subprocess.run(
            [sys.executable, "-c", COLD], input=pickle.dumps((seeds, unseen)),
            capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        return float(done.stdout)

    say(
        "the tuned texts, each seen for the first time", rate(unseen, min(once() for _ in range(3)))
    )


def test_damaged_text_costs_little_more_than_clean(readings: dict[Path, ReadResult]) -> None:
    settings = Settings()

    def per_kb(path: Path) -> float:
        result = readings[path]
        size = sum(len(page.text) for page in result.pages) / 1000
        return best(lambda: read_document(result, settings), 9) / size

    damaged = per_kb(seed("001"))
    clean = statistics.mean(per_kb(path) for path in (seed("000"), seed("003")))
    say(
        "damaged text (seed 001) : clean, a KB",
        f"{damaged / clean:.2f} : 1  ({damaged * 1e3:.2f} and {clean * 1e3:.2f} ms)",
    )


@pytest.mark.parametrize("number", ["000", "003"])
def test_a_digital_pdf_from_file_to_findings(number: str, tmp_path: Path) -> None:
    """Against pdfplumber's extract_text alone, both in a warm process on the same file."""
    import pdfplumber

    path = tmp_path / "report.pdf"
    render(path, seed(number).read_text(encoding="utf-8"))

    def line() -> Report:
        (report,) = batch.run([path], Settings(), jobs=1)
        assert report.source.status == "ok"
        return report

    def text_alone() -> int:
        with pdfplumber.open(path) as pdf:
            return sum(len(page.extract_text()) for page in pdf.pages)

    ours, theirs = best(line), best(text_alone)
    pages = len(line().source.readings)
    say(
        f"PDF to findings : extract_text alone, {pages} p.",
        f"{ours / theirs:.2f} : 1  ({ours * 1e3:.0f} and {theirs * 1e3:.0f} ms)",
    )


def test_start_up() -> None:
    def process(*args: str) -> Callable[[], object]:
        return lambda: subprocess.run(
            [sys.executable, *args], capture_output=True, check=False, timeout=60
        )

    ours = best(process("-m", "extractor", "--help"), 7)
    bare = best(process("-c", "pass"), 7)
    say("baocao --help", f"{ours * 1e3:.0f} ms  ({ours / bare:.1f} × python -c pass)")
