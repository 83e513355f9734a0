"""How fast page images are read: the line against the bare engine, in one run, on all cores.

The bare engine makes every pass that the line makes (see :mod:`passes`), over pictures that were
made ready before, in as many processes as there are cores. What it is compared with does
everything: files to reports. Wall-clock time is measured turn by turn, so that a busy machine slows
both: a ratio is that of one turn, told with its spread. Nothing here asserts a time.

``BAOCAO_BENCH_PAGES``, ``BAOCAO_BENCH_LEVELS`` and ``BAOCAO_BENCH_ROUNDS`` change what is run.
"""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pytest
from PIL import Image

from extractor import batch, children
from extractor.evaluate.scans.damage import LEVELS
from extractor.evaluate.scans.files import write_image, write_tiff
from extractor.evaluate.scans.make import Scan, scans
from extractor.evaluate.scans.sets import choose, load_sets
from extractor.images.opening import open_page
from extractor.images.prepare import prepare
from extractor.models import Source
from extractor.ocr import engine, languages
from extractor.settings import Limits, Scanning, Settings, cores
from tests.benchmarks.passes import ENGINE, THIRD, Passes, again, taken_down

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(bool(languages.missing()), reason="language data are missing"),
]

CORPUS = Path(__file__).parents[2] / "corpus"
PAGES = int(os.environ.get("BAOCAO_BENCH_PAGES", "12"))
ASKED = os.environ.get("BAOCAO_BENCH_LEVELS", "L1,L2").split(",")
ROUNDS = int(os.environ.get("BAOCAO_BENCH_ROUNDS", "3"))
BARE = "bare engine, every pass"
Cost = tuple[float, float]
"""Seconds that passed, and processor seconds of all processes that were started."""
_passes: Sequence[Passes] = ()
"""Found by every process that is forked: nothing is sent to one but a number."""


def say(name: str, text: str) -> None:
    print(f"\n{name:<48} {text}")


def drawn(level: str) -> list[Scan]:
    documents = choose(CORPUS, next(iter(load_sets(CORPUS).values())))
    pages = (page for document in documents for page in scans(document, LEVELS[level]))
    return list(islice(pages, PAGES))


def one(number: int, only: str = "") -> int:
    return again(_passes[number], only)


def program(path: Path) -> None:
    for language in languages.NEEDED:
        subprocess.run(
            ["tesseract", path, "-", "-l", language, "--psm", "3", "tsv"],
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            check=True,
        )


def spread(work: Callable[..., object], things: Sequence[object]) -> None:
    """The things through as many processes as there are cores, started for it."""
    engine.warm()
    with get_context("fork").Pool(cores()) as pool:
        list(pool.imap_unordered(work, things, chunksize=1))
        pool.close()
        pool.join()


def line(slots: Path, *paths: Path) -> None:
    """Files to reports; nothing is kept from the last time, and nobody else is waited for."""
    settings = Settings(limits=Limits(page_seconds=300), scans=Scanning(slots=str(slots)))
    reports = list(batch.run(paths, settings))
    assert all(report.source.status == "ok" for report in reports)
    if children._server is not None:
        children._server.stop()  # so that what it has used is counted
        children._server = None


def measured(work: Callable[[], object]) -> Cost:
    used, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    took, now = time.perf_counter() - since, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def shots(pages: Sequence[Source], folder: Path) -> Iterator[Path]:
    """The prepared pictures as files, for the program."""
    for n, source in enumerate(pages):
        picture, path = prepare(open_page(source, 1)), folder / f"ready-{n}.png"
        Image.fromarray(picture.pixels).save(path, dpi=(picture.dpi, picture.dpi))
        yield path


def told(ours: Sequence[Cost], bare: Sequence[Cost], which: int) -> str:
    """The middle of the turns' ratios, the lowest and the highest."""
    ratios = sorted(b[which] / o[which] for o, b in zip(ours, bare, strict=True))
    return f"{median(ratios):4.0%} ({ratios[0]:.0%} to {ratios[-1]:.0%})"


@pytest.mark.parametrize("level", ASKED)
def test_pages_a_minute(level: str, tmp_path: Path) -> None:
    global _passes
    pages = drawn(level)
    files = [write_image(page, tmp_path / f"{n}.png") for n, page in enumerate(pages)]
    whole = write_tiff(pages, tmp_path / "all").file
    sources = [Source("", "image", "", "", 0, str(file)) for file in files]
    _passes = [taken_down(source, 1) for source in sources]
    numbers, ready = range(len(pages)), list(shots(sources, tmp_path))
    ways: dict[str, Callable[[], object]] = {
        BARE: lambda: spread(one, numbers),
        "bare engine, without the third witness": lambda: spread(
            partial(one, only=ENGINE), numbers
        ),
        "program tesseract, two passes": lambda: spread(program, ready),
        "line, one document": lambda: line(tmp_path / "slots", whole),
        "line, a batch of pages": lambda: line(tmp_path / "slots", *files),
    }
    found: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            found[name].append(measured(work))
    for who in (ENGINE, THIRD):
        made = [passes.count(who) for passes in _passes]
        say(f"{level} passes of {who}", f"{sum(made) / len(pages):.1f} a page, most {max(made)}")
    for name, costs in found.items():
        best = min(wall for wall, _ in costs)
        text = f"{60 * len(pages) / best:6.1f} pages/min, {told(costs, found[BARE], 0)} of bare"
        if "batch" not in name:  # whose processes are nobody's children
            cpu = min(cpu for _, cpu in costs)
            text += f"; {cpu / len(pages):.2f} CPU s a page, {told(costs, found[BARE], 1)}"
        say(f"{level} {name}", text)
