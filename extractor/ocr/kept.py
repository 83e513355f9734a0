"""Pictures made ready, kept while their document is in work, for a second look at its numbers.

To make a page ready costs a fifth of its reading, and a second look needs the very same picture.
Knows a folder of a run, and what of it is whole; what is not there is made again.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import numpy as np

from extractor.images.picture import Picture
from extractor.models import Step

PAGES = 32
"""Of a document that are kept, the first: 9 MB each."""


def keep(folder: Path, number: int, picture: Picture) -> None:
    """Keep the picture of a page; whoever looks finds all or nothing."""
    if number > PAGES:
        return
    told = {
        "dpi": picture.dpi,
        "to_page": picture.to_page.tolist(),
        "width": picture.width,
        "height": picture.height,
        "steps": [[step.name, step.measure] for step in picture.steps],
    }
    part = folder / f"{number}-{os.getpid()}.part"
    with contextlib.suppress(OSError):
        np.save(folder / f"{number}.npy", picture.pixels, allow_pickle=False)
        part.write_text(json.dumps(told), encoding="ascii")
        part.replace(folder / f"{number}.json")


def find(folder: Path, number: int) -> Picture | None:
    """The picture of a page, its pixels on the disk until they are asked for; or None."""
    try:
        told = json.loads((folder / f"{number}.json").read_bytes())
        pixels = np.load(folder / f"{number}.npy", mmap_mode="r", allow_pickle=False)
        steps = tuple(Step(name, measure) for name, measure in told.pop("steps"))
        to_page = np.array(told.pop("to_page"), np.float64)
        return Picture(pixels=np.asarray(pixels), to_page=to_page, steps=steps, **told)
    except (OSError, EOFError, ValueError, TypeError, KeyError):
        return None
