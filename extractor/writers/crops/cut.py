"""Lines of print cut out of their pages, in a child process that the parent holds to limits.

Knows pixels; which lines and why is known to :mod:`.wanted`. What is shown is the page as it lies
in the file, turned upright and otherwise untouched: evidence is not cleaned.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from extractor.images.opening import open_page
from extractor.images.refusal import Refused
from extractor.intake import sha256_of
from extractor.models import Page, Problem, Source
from extractor.readers import Reader
from extractor.settings import Limits

ASKED = "strips.json"
"""In the folder of the request: number, page, quarter turns and box of every line."""
SUFFIX = ".webp"
SHARP = 2.0
"""Pixels a point that are kept: 144 an inch, twice what a screen shows of it."""
QUALITY = 50
MOST_BYTES = 600_000
"""All pictures of one document."""


def cut(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Write the lines that were asked for into this process's folder for temporary files.

    Nothing is written of a file that is not the one that was read: that would be false evidence.
    """
    if sha256_of(Path(source.file)) != source.sha256:
        yield Problem("vanished-file")
        return
    folder = Path(tempfile.gettempdir())
    asked = json.loads((folder / ASKED).read_bytes())
    spent = 0
    # In the order of need, as long as there is room; of equal need page by page.
    asked.sort(key=lambda strip: (strip["rank"], strip["page"]))
    for number, strips in groupby(asked, key=lambda strip: strip["page"]):
        try:
            pixels, scale = _page(source, number)
        except Refused as refusal:
            yield Problem(refusal.code, number, refusal.detail)
            continue
        for strip in strips:
            data = _packed(np.rot90(pixels, -strip["quarters"]), scale, strip["box"])
            spent += len(data)
            if spent > MOST_BYTES:
                return
            (folder / f"{strip['number']}{SUFFIX}").write_bytes(data)


def _page(source: Source, number: int) -> tuple[Any, float]:
    """A page's pixels, and how many of them make a point."""
    picture = open_page(source, number)
    return picture.pixels, picture.pixels.shape[1] / picture.width


def _packed(pixels: Any, scale: float, box: list[float]) -> bytes:
    left, top, right, bottom = (round(side * scale) for side in box)
    piece = Image.fromarray(np.ascontiguousarray(pixels[top : bottom + 1, left : right + 1]))
    if scale > SHARP:
        share = SHARP / scale
        size = (max(1, round(piece.width * share)), max(1, round(piece.height * share)))
        piece = piece.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    piece.convert("RGB").save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


CUTTERS: dict[str, Reader] = {"pdf": cut, "image": cut}
"""By kind, as the readers are."""
