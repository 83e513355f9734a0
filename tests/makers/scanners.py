"""Readers of page images that need no engine, some of which misbehave."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from extractor.images.picture import Picture
from extractor.images.prepare import prepare
from extractor.models import Page, Problem, Source, Word, Words
from extractor.ocr import cache, scan
from extractor.settings import Limits, Scanning


def paper(number: int, text: str = "") -> Page:
    text = text or f"trang {number}"
    words = Words([Word(0, len(text), (10, 10, 90, 22), 0.9)])
    return Page(number, text, "ocr", 595, 842, words, image_share=1.0)


def plain(
    source: Source, limits: Limits, number: int, hear: bool, how: Scanning
) -> Iterator[Page | Problem]:
    """The first pages take longest, so that the last are ready first."""
    time.sleep(0.3 / number)
    yield paper(number)


def mixed(
    source: Source, limits: Limits, number: int, hear: bool, how: Scanning
) -> Iterator[Page | Problem]:
    """Every even page ends badly, each in its own way."""
    if number == 2:
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == 4:
        time.sleep(600)
    if number == 6:
        held = []
        while True:
            held.append(bytearray(64 << 20))
    if number == 8:
        raise RuntimeError("a fault of the engine")
    if number == 10:
        yield Problem("image-damaged", number, "x")
        return
    yield paper(number)


def watched(
    source: Source, limits: Limits, number: int, hear: bool, how: Scanning
) -> Iterator[Page | Problem]:
    """Writes down when it was at work."""
    begun = time.monotonic()
    time.sleep(0.1)
    with (Path(source.file).parent / "log").open("a") as log:
        log.write(f"{begun} {time.monotonic()}\n")
    yield paper(number)


def kept(
    source: Source, limits: Limits, number: int, hear: bool, how: Scanning
) -> Iterator[Page | Problem]:
    """The real thing but for the engine; writes down each page begun, and each read and kept."""

    def read_page(picture: Picture, number: int, *_: object, **__: object) -> Page:
        with (Path(source.file).parent / "begun").open("a") as log:
            log.write(f"{source.path} {number}\n")
        time.sleep(0.05)
        return paper(number, f"trang {number} " + "x" * 20_000)

    def keep(folder: Path, name: str, page: Page) -> None:
        original(folder, name, page)
        with (Path(source.file).parent / "log").open("a") as log:
            log.write(f"{source.path} {number}\n")

    original = cache.keep
    scan.read_page = read_page  # type: ignore[attr-defined]
    cache.keep = keep
    yield from scan.read(source, limits, number, hear, how)


def opened(
    source: Source, limits: Limits, number: int, hear: bool, how: Scanning
) -> Iterator[Page | Problem]:
    """The real thing but for the engine; writes down how much memory it took, in MB."""
    import resource

    def read_page(picture: Picture, number: int, *_: object, **__: object) -> Page:
        made = prepare(picture)
        return paper(number, f"{made.pixels.shape}")

    scan.read_page = read_page  # type: ignore[attr-defined]
    for item in scan.read(source, limits, number, hear, how):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        (Path(source.file).parent / "memory").write_text(str(most))
        yield item


def weighed(
    source: Source, limits: Limits, number: int, hear: bool, how: Scanning
) -> Iterator[Page | Problem]:
    """The real thing; writes down how much memory it took, in MB.

    Before it answers: a child that has answered is ended.
    """
    import resource

    for item in scan.read(source, limits, number, hear, how):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        with (Path(source.file).parent / "memory").open("a") as found:
            found.write(f"{most}\n")
        yield item
