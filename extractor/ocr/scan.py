"""One page image, in a child of its own: opened, looked for among those kept, read, kept.

The child's side of :mod:`extractor.ocr.work`. Knows what a request says; nothing of processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from pathlib import Path

from extractor.images.opening import Refused, open_page
from extractor.images.picture import Picture, Pixels
from extractor.images.prepare import prepare
from extractor.images.refusal import REDUCED
from extractor.images.twoup import BROAD, halves
from extractor.models import Page, Problem, Source
from extractor.ocr import cache, kept
from extractor.ocr.joined import joined
from extractor.ocr.page import Keep, read_page
from extractor.settings import Limits, Scanning

LEAST = 24
"""Pixels of the shorter side below which there is no room for a letter: the page is blank."""


def read(
    source: Source, limits: Limits, number: int, hear: bool, how: Scanning
) -> Iterator[Page | Problem]:
    """The page as its image shows it, or the problem that kept it from being read.

    Args:
        source: a PDF or an image file.
        limits: of the document; time and memory are held by whoever started this process.
        number: 1-based.
        hear: whether the text layer is one more witness.
        how: what the run wants.
    """
    layer = _layer(source, limits, number) if hear else None
    try:
        picture = open_page(source, number)
    except Refused as refusal:
        yield Problem(refusal.code, number, refusal.detail)
        return
    if min(picture.pixels.shape[:2]) < LEAST:
        yield Page(number, "", "ocr", picture.width, picture.height, image_share=1.0)
        return
    name = cache.key(picture, layer) if how.cache else ""
    keep = _album(how.pictures, source, number) if how.pictures else None
    # Stages of the picture are only made by reading it.
    found = cache.find(Path(how.cache), name, number) if how.cache and keep is None else None
    if found is None:
        if keep is not None:
            keep("opened", picture.pixels)
        pages = [
            read_page(part, number, layer, made=made, keep=keep)
            for part, made in _parts(picture, number, how)
        ]
        found = reduce(joined, pages)
        if how.cache:
            cache.keep(Path(how.cache), name, found)
    reduced = [step for step in picture.steps if step.name == REDUCED]
    told = tuple(
        Problem("image-reduced", number, f"{step.measure:.0f} → {picture.dpi:.0f} dpi")
        for step in reduced
    )
    yield replace(found, problems=(*found.problems, *told))


def _parts(
    picture: Picture, number: int, how: Scanning
) -> tuple[tuple[Picture, Picture | None], ...]:
    """The picture, or its two pages; with the whole comes what was made of it, made ready once."""
    made = prepare(picture)
    if how.ready:
        kept.keep(Path(how.ready), number, made)
    height, width = picture.pixels.shape[:2]
    if width < BROAD * height:
        return ((picture, made),)
    parts = halves(made)
    return tuple((part, None) for part in parts) if len(parts) > 1 else ((picture, made),)


def _layer(source: Source, limits: Limits, number: int) -> Page | None:
    from extractor.readers.pdf import page_at

    layer = page_at(source, number)
    return None if layer is None else replace(layer, tables=(), fonts=(), problems=())


def _album(folder: str, source: Source, number: int) -> Keep:
    """Writes each stage of the picture as ``<file>-<hash>.p<page>.<n>-<stage>.png``."""
    place = Path(folder)
    stem = "".join(c if c.isalnum() or c in "-_." else "_" for c in Path(source.path).name)[:80]
    count = 0

    def keep(stage: str, pixels: Pixels) -> None:
        nonlocal count
        from PIL import Image

        count += 1
        place.mkdir(parents=True, exist_ok=True)
        name = f"{stem}-{source.sha256[:8]}.p{number:04}.{count:02}-{stage}.png"
        Image.fromarray(pixels).save(place / name, compress_level=1)

    return keep
