"""The pictures of a whole run, as a page shows them: the most needed of all documents first.

Knows what was kept for each document and how much a page may weigh; no HTML.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.models import Box, Report

MOST_BYTES = 8_000_000
"""Characters of all pictures of one page: what a browser opens and a mailbox takes."""


@dataclass(frozen=True, slots=True)
class Image:
    """A line of print, to be put on the page once."""

    id: str
    wide: float
    """In points."""
    high: float
    data: str
    """WebP, in base 64."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A part of a line with the number in it marked."""

    image: str
    window: Box
    """x, y, width and height, in points of the line."""
    marks: tuple[Box, ...]
    words: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of one document."""

    images: tuple[Image, ...] = ()
    shots: Mapping[str, Shot] = field(default_factory=dict)
    """By figure id, or 'head:number' for a part of the head."""
    left: int = 0
    """Places on page images that are shown without a picture."""

    def of(self, keys: Iterable[str]) -> tuple[Shot, ...]:
        """One shot of each line that these stand on, all of them marked in it."""
        lines: dict[str, list[Shot]] = {}
        for key in keys:
            if shot := self.shots.get(key):
                lines.setdefault(shot.image, []).append(shot)
        return tuple(_together(shots) for shots in lines.values())


def _together(shots: Sequence[Shot]) -> Shot:
    left, top = (min(shot.window[i] for shot in shots) for i in (0, 1))
    right, bottom = (max(shot.window[i] + shot.window[i + 2] for shot in shots) for i in (0, 1))
    marks = tuple(dict.fromkeys(mark for shot in shots for mark in shot.marks))
    words = dict.fromkeys(word for shot in shots for word in shot.words if word not in marks)
    window = (left, top, right - left, bottom - top)
    return Shot(shots[0].image, window, marks, tuple(words))


def name_of(report: Report) -> str:
    """The file in which a document's pictures are kept."""
    source = report.source
    return hashlib.sha256(f"{source.sha256} {source.path}".encode(errors="replace")).hexdigest()


class Gallery:
    """What was kept of the documents of one page, as far as the page holds it."""

    def __init__(self, folder: Path | None, reports: Sequence[Report]) -> None:
        self._folder = folder
        self._room = _room(map(self._kept, reports))

    def album(self, number: int, report: Report) -> Album:
        """The pictures of the page's document ``number``."""
        kept = self._kept(report)
        images: dict[int, Image] = {}
        for at, strip in enumerate(kept.get("strips", ())):
            if (number, at) in self._room:
                wide, high = strip["size"]
                images[at] = Image(f"p{number}-{at}", wide, high, strip["data"])
        spots = kept.get("spots", ())
        shots = {
            spot["key"]: _shot(spot, images[spot["strip"]])
            for spot in spots
            if spot["strip"] in images
        }
        left = kept.get("left", 0) + len(spots) - len(shots)
        return Album(tuple(images.values()), shots, left)

    def _kept(self, report: Report) -> dict[str, Any]:
        if self._folder is None:
            return {}
        try:
            kept: dict[str, Any] = json.loads((self._folder / name_of(report)).read_bytes())
        except (OSError, ValueError):
            return {}
        return kept


def _room(kept: Iterable[Mapping[str, Any]]) -> set[tuple[int, int]]:
    """(document, line) of those that the page has room for: by need, then as they come."""
    sizes = [
        (strip["rank"], number, at, len(strip["data"]))
        for number, document in enumerate(kept)
        for at, strip in enumerate(document.get("strips", ()))
        if strip["data"]
    ]
    spent, chosen = 0, set()
    for _, number, at, size in sorted(sizes):
        spent += size
        if spent > MOST_BYTES:
            break
        chosen.add((number, at))
    return chosen


def _shot(spot: Mapping[str, Any], image: Image) -> Shot:
    left, top, right, bottom = spot["window"]
    return Shot(
        image.id,
        (left, top, right - left, bottom - top),
        tuple((a, b, c, d) for a, b, c, d in spot["marks"]),
        tuple((a, b, c, d) for a, b, c, d in spot["words"]),
    )
