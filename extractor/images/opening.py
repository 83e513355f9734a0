"""Opens the pages of a file as pictures, whatever the file is.

Knows which opener a kind of source has, and the one exception by which all of them refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from extractor.images import from_image, from_pdf
from extractor.images.ink import is_colourless
from extractor.images.picture import Picture
from extractor.images.refusal import Refused
from extractor.memory import frugal
from extractor.models import Problem, Source
from extractor.settings import Limits

ROOMY = 12_000_000
"""Pixels from which a page is read with less memory rather than in less time; A4 at 300 dpi has
8.7 million."""

__all__ = ["Refused", "open_page", "pages"]


def open_page(source: Source, number: int) -> Picture:
    """Page ``number`` (from 1) of a PDF or an image file; grey where it has no colour.

    Raises:
        Refused: there is no such page, it is damaged, or too large to be opened safely.
    """
    picture = _page(source.kind)(source.file, number)
    if picture.pixels.shape[0] * picture.pixels.shape[1] > ROOMY:
        frugal()
    if picture.pixels.ndim == 3 and is_colourless(picture.pixels):
        # What every step costs goes by the colours.
        return replace(picture, pixels=np.ascontiguousarray(picture.pixels[..., 0]))
    return picture


def pages(source: Source, limits: Limits) -> Iterator[Picture | Problem]:
    """Every page, as a picture or as the problem that keeps it from being one."""
    try:
        count = (from_pdf if source.kind == "pdf" else from_image).count(source.file)
    except Refused as refusal:
        yield Problem(refusal.code, None, refusal.detail)
        return
    for number in range(1, min(count, limits.pages) + 1):
        try:
            yield open_page(source, number)
        except Refused as refusal:
            yield Problem(refusal.code, number, refusal.detail)
    if count > limits.pages:
        yield Problem("too-many-pages", None, f"{limits.pages} / {count}")


def _page(kind: str) -> Callable[[str, int], Picture]:
    return from_pdf.page if kind == "pdf" else from_image.page
