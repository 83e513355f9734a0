"""How fast page images are read: the line against the bare engine, in one run, on all cores.

The bare engine makes every pass that the line makes (see :mod:`passes`), over pictures that were
made ready before, in as many processes as there are cores; its data are loaded already. What it is
compared with does everything, from its start: files to reports. The documents are those of the set
as they are: pages of several reports joined to one document contradict each other, and every
contradiction is looked at again, which made a fifth of the time of such a file and tells nothing of
any that exists. The passes of that second look were not counted here before; the bare engine makes
them too. Wall-clock time is measured turn by turn, so that a busy machine slows both: a ratio is
that of one turn, told with its spread. Nothing here asserts a time.

``BAOCAO_BENCH_PAGES``, ``BAOCAO_BENCH_LEVELS`` and ``BAOCAO_BENCH_ROUNDS`` change what is run.
"""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pytest
from PIL import Image

from extractor import batch, children
from extractor.evaluate.scans.damage import LEVELS
from extractor.evaluate.scans.files import write_tiff
from extractor.evaluate.scans.make import Scan, scans
from extractor.evaluate.scans.sets import choose, load_sets
from extractor.images.opening import open_page
from extractor.images.prepare import prepare
from extractor.models import Source
from extractor.ocr import engine, languages
from extractor.settings import Limits, Scanning, Settings, cores
from tests.benchmarks.passes import ENGINE, THIRD, Passes, again, looked_again, taken_down

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


def drawn(level: str) -> Iterator[list[Scan]]:
    """The pages of each document, until there are enough of them."""
    pages = 0
    for document in choose(CORPUS, next(iter(load_sets(CORPUS).values()))):
        if pages < PAGES:
            yield (made := scans(document, LEVELS[level]))
            pages += len(made)


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


def alone(slots: Path) -> Settings:
    """Nothing is kept from the last time, and nobody else is waited for."""
    return Settings(limits=Limits(page_seconds=300), scans=Scanning(slots=str(slots)))


def line(settings: Settings, paths: Sequence[Path], jobs: int | None = None) -> None:
    """Files to reports."""
    reports = list(batch.run(paths, settings, jobs=jobs))
    assert all(report.source.status == "ok" for report in reports)
    stop()


def stop() -> None:
    """End the reading server, so that what it has used is counted, and counted here."""
    if children._server is not None:
        children._server.stop()
        children._server = None


def measured(work: Callable[[], object]) -> Cost:
    used, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    took, now = time.perf_counter() - since, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def shots(pages: Sequence[tuple[Source, int]], folder: Path) -> Iterator[Path]:
    """The prepared pictures as files, for the program."""
    for n, (source, number) in enumerate(pages):
        picture, path = prepare(open_page(source, number)), folder / f"ready-{n}.png"
        Image.fromarray(picture.pixels).save(path, dpi=(picture.dpi, picture.dpi))
        yield path


def told(ours: Sequence[Cost], bare: Sequence[Cost], which: int) -> str:
    """The middle of the turns' ratios, the lowest and the highest."""
    ratios = sorted(b[which] / o[which] for o, b in zip(ours, bare, strict=True))
    return f"{median(ratios):4.0%} ({ratios[0]:.0%} to {ratios[-1]:.0%})"


@pytest.mark.parametrize("level", ASKED)
def test_pages_a_minute(level: str, tmp_path: Path) -> None:
    global _passes
    documents = list(drawn(level))
    files = [write_tiff(pages, tmp_path / f"{n}").file for n, pages in enumerate(documents)]
    pages = [
        (Source("", "image", "", "", 0, str(file)), number)
        for file, made in zip(files, documents, strict=True)
        for number in range(1, len(made) + 1)
    ]
    settings = alone(tmp_path / "slots")
    read = [taken_down(*page) for page in pages]
    looks = [passes for file in files for passes in looked_again(file, settings)]
    stop()
    _passes = [*read, *looks]
    numbers, ready = range(len(_passes)), list(shots(pages, tmp_path))
    ways: dict[str, Callable[[], object]] = {
        BARE: lambda: spread(one, numbers),
        "bare engine, without the third witness": lambda: spread(
            partial(one, only=ENGINE), numbers
        ),
        "program tesseract, two passes": lambda: spread(program, ready),
        "line, document by document": lambda: line(settings, files, 1),
        "line, a batch of documents": lambda: line(settings, files),
    }
    found: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            found[name].append(measured(work))
    for who in (ENGINE, THIRD):
        made = [passes.count(who) for passes in _passes]
        say(f"{level} passes of {who}", f"{sum(made) / len(pages):.1f} a page, most {max(made)}")
    say(f"{level} pages looked at again", f"{len(looks)} of {len(pages)}")
    for name, costs in found.items():
        best = min(wall for wall, _ in costs)
        text = f"{60 * len(pages) / best:6.1f} pages/min, {told(costs, found[BARE], 0)} of bare"
        if "batch" not in name:  # whose processes are nobody's children
            cpu = min(cpu for _, cpu in costs)
            text += f"; {cpu / len(pages):.2f} CPU s a page, {told(costs, found[BARE], 1)}"
        say(f"{level} {name}", text)
