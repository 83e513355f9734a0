"""How fast page images are read: the line against the bare engine, in one run, on all cores.

The bare engine reads pictures that were made ready before, in as many processes as there are
cores, both passes. What it is compared with does everything: files to reports. Wall-clock time
is measured turn by turn, so that a busy machine slows both; nothing here asserts a time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image

from extractor import batch, children
from extractor.evaluate.scans.damage import LEVELS
from extractor.evaluate.scans.files import write_image, write_tiff
from extractor.evaluate.scans.make import Scan, scans
from extractor.evaluate.scans.sets import choose, load_sets
from extractor.images.opening import open_page
from extractor.images.picture import Picture
from extractor.images.prepare import prepare
from extractor.models import Source
from extractor.ocr import engine, languages
from extractor.settings import Limits, Scanning, Settings, cores

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(bool(languages.missing()), reason="language data are missing"),
]

CORPUS = Path(__file__).parents[2] / "corpus"
PAGES = 12
ROUNDS = 3
SETTINGS = Settings(limits=Limits(page_seconds=300), scans=Scanning())


def say(name: str, text: str) -> None:
    print(f"\n{name:<44} {text}")


def drawn(level: str) -> list[Scan]:
    documents = choose(CORPUS, next(iter(load_sets(CORPUS).values())))
    pages = (page for document in documents for page in scans(document, LEVELS[level]))
    return list(islice(pages, PAGES))


def both(picture: Picture) -> int:
    return sum(len(engine.read(picture, language)) for language in languages.NEEDED)


def program(path: Path) -> None:
    for language in languages.NEEDED:
        subprocess.run(
            ["tesseract", path, "-", "-l", language, "--psm", "3", "tsv"],
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            check=True,
        )


def spread(work: Callable[..., object], things: list[object]) -> None:
    """The things through as many processes as there are cores, started for it."""
    engine.warm()
    with get_context("fork").Pool(cores()) as pool:
        list(pool.imap_unordered(work, things, chunksize=1))
        pool.close()
        pool.join()


def line(*paths: Path) -> None:
    """Files to reports; nothing is kept from the last time."""
    reports = list(batch.run(paths, SETTINGS))
    assert all(report.source.status == "ok" for report in reports)
    if children._server is not None:
        children._server.stop()  # so that what it has used is counted
        children._server = None


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds that passed, and processor seconds of all processes that were started."""
    used, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    took, now = time.perf_counter() - since, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


@pytest.mark.parametrize("level", ["L1", "L2"])
def test_pages_a_minute(level: str, tmp_path: Path) -> None:
    pages = drawn(level)
    files = [tmp_path / f"{n}.png" for n in range(len(pages))]
    for page, file in zip(pages, files, strict=True):
        write_image(page, file)
    whole = write_tiff(pages, tmp_path / "all").file
    ready = [prepare(open_page(Source("", "image", "", "", 0, str(f)), 1)) for f in files]
    shots = [tmp_path / f"ready-{n}.png" for n in range(len(ready))]
    for shot, picture in zip(shots, ready, strict=True):
        Image.fromarray(picture.pixels).save(shot, dpi=(picture.dpi, picture.dpi))
    ways: dict[str, Callable[[], object]] = {
        "bare engine, in-process": lambda: spread(both, list(ready)),
        "bare engine, program tesseract": lambda: spread(program, list(shots)),
        "line, one document": lambda: line(whole),
        "line, a batch of pages": lambda: line(*files),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            found[name].append(measured(work))
    took = {name: min(wall for wall, _ in runs) for name, runs in found.items()}
    used = {name: min(cpu for _, cpu in runs) for name, runs in found.items()}
    base = "bare engine, in-process"
    for name in ways:
        told = f"{60 * len(pages) / took[name]:6.1f} pages/min, {took[base] / took[name]:4.0%}"
        if "batch" not in name:  # whose processes are nobody's children
            told += f" of bare; {used[name] / len(pages):.2f} CPU s a page, "
            told += f"{used[base] / used[name]:4.0%} of bare"
        say(f"{level} {name}", told)
