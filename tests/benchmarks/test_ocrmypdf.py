"""A folder of scans made searchable: this program against OCRmyPDF, turn by turn, in one run.

Both get the same PDF of made pages and use all cores; both write a PDF/A with the words under the
page. Time is that of the whole program, from its start: on the clock, which others on the machine
slow, and of all processors together; the better of the rounds counts.
Numbers are those that a search finds: each printed number as often as it stands on its page, as
characters, wherever on the page. OCRmyPDF's are taken from its own text file, so that no reader of
PDF stands between. Nothing here asserts a time or a share; what is missing is an error.

``BAOCAO_BENCH_SET`` (tuned or measured), ``BAOCAO_BENCH_PAGES``, ``BAOCAO_BENCH_LEVELS`` and
``OCRMYPDF`` (where it is, if not on the path) change what is run.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import pypdfium2
import pytest

from extractor.evaluate.scans.damage import LEVELS
from extractor.evaluate.scans.files import write_pdf
from extractor.evaluate.scans.make import Scan, scans
from extractor.evaluate.scans.sets import choose, load_sets
from extractor.evaluate.scans.truth import NUMBER
from extractor.ocr import languages

pytestmark = pytest.mark.benchmark

CORPUS = Path(__file__).parents[2] / "corpus"
SET = os.environ.get("BAOCAO_BENCH_SET", "tuned")
PAGES = int(os.environ.get("BAOCAO_BENCH_PAGES", "8"))
ASKED = os.environ.get("BAOCAO_BENCH_LEVELS", "L1,L2").split(",")
ROUNDS = 2
NEEDED = {
    "ocrmypdf": "pipx install ocrmypdf (or name it: OCRMYPDF=/path/to/ocrmypdf)",
    "unpaper": "sudo apt-get install unpaper",
    "gs": "sudo apt-get install ghostscript",
    "tesseract": "sudo apt-get install tesseract-ocr tesseract-ocr-vie",
}
Texts = list[str]
"""What a search finds on each page."""


@pytest.fixture(scope="module")
def other() -> str:
    """Where OCRmyPDF is, with all it needs."""
    where = {name: shutil.which(name) or "" for name in NEEDED}
    where["ocrmypdf"] = os.environ.get("OCRMYPDF") or where["ocrmypdf"]
    lacking = [f"{name}: {NEEDED[name]}" for name, path in where.items() if not path]
    if lacking or languages.missing():
        pytest.fail("needed and not installed: " + "; ".join(lacking or languages.missing()))
    return where["ocrmypdf"]


def drawn(level: str) -> list[Scan]:
    documents = choose(CORPUS, load_sets(CORPUS)[SET])
    pages = (page for document in documents for page in scans(document, LEVELS[level]))
    return list(islice(pages, PAGES))


def ours(scan: Path, folder: Path) -> Texts:
    copy = folder / "ours.pdf"
    run(sys.executable, "-m", "extractor", "extract", scan, "--searchable", copy,
        "--cache", "none", "-o", folder / "ours.json")  # fmt: skip
    document = pypdfium2.PdfDocument(copy)
    return [page.get_textpage().get_text_range() for page in document]


def theirs(program: str, scan: Path, folder: Path) -> Texts:
    said = folder / "theirs.txt"
    run(program, "-l", languages.WORDS, "--deskew", "--clean", "--sidecar", said, "--quiet",
        scan, folder / "theirs.pdf")  # fmt: skip
    return said.read_text(encoding="utf-8").split("\f")


def processors() -> float:
    """Seconds that processes started from here have used, theirs and their children's."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*command: str | Path) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")


def found(pages: Sequence[Scan], texts: Texts) -> tuple[int, int]:
    """Printed numbers that are found on their page, and all of them."""
    right = whole = 0
    for page, text in zip(pages, texts, strict=False):
        printed = Counter(NUMBER.findall(page.truth.text))
        right += (printed & Counter(NUMBER.findall(text))).total()
        whole += printed.total()
    return right, whole


@pytest.mark.parametrize("level", ASKED)
def test_searchable_pages_a_minute_and_numbers_in_them(
    level: str, other: str, tmp_path: Path
) -> None:
    pages = drawn(level)
    scan = tmp_path / "scan.pdf"
    write_pdf(pages, scan)
    ways: dict[str, Callable[[], Texts]] = {
        "this program": lambda: ours(scan, tmp_path),
        "OCRmyPDF --deskew --clean": lambda: theirs(other, scan, tmp_path),
    }
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    said: dict[str, Texts] = {}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            since, used = time.perf_counter(), processors()
            said[name] = work()
            took[name].append((time.perf_counter() - since, processors() - used))
    version = subprocess.run([other, "--version"], capture_output=True, text=True, check=True)
    print(f"\n{level}, {len(pages)} pages of {SET}, OCRmyPDF {version.stdout.strip()}")
    for name in ways:
        right, whole = found(pages, said[name])
        clock = min(clock for clock, _ in took[name])
        cpu = min(cpu for _, cpu in took[name])
        print(
            f"  {name:<28} {60 * len(pages) / clock:6.1f} pages/min,"
            f" {cpu / len(pages):5.2f} CPU s a page, {right}/{whole} numbers ({right / whole:.1%})"
        )
