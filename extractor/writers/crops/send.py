"""A document's pictures made while it is at hand, and kept in a folder until a page is written.

Knows the stages after which everything is known; looks at no pixel itself.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extractor.answers import messages
from extractor.children import open_channel
from extractor.models import Page, Report, Source
from extractor.readers.serve import request
from extractor.scratch import scratch
from extractor.settings import Limits
from extractor.stages import Cleaned, Keep, S
from extractor.writers.crops.gallery import name_of
from extractor.writers.crops.wanted import IMAGED, Wanted, wanted

CUTTERS = "extractor.writers.crops.cut:CUTTERS"
ASKED, SUFFIX = "strips.json", ".webp"


class Crops:
    """The pictures of one document."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._held: Cleaned | None = None

    def keeping(self, keep: Keep) -> Keep:
        """A keeper that also holds on to the words of pages that are images."""

        def kept(value: S) -> S:
            if isinstance(value, Cleaned) and any(p.page.reader == IMAGED for p in value.pages):
                self._held = value
            kept_: S = keep(value)
            return kept_

        return kept

    def write(self, report: Report) -> None:
        """Write the pictures that the report calls for; none where they cannot be made."""
        if self._held is None:
            return
        source = self._held.read.source
        asked = wanted(report, (clean.page for clean in self._held.pages))
        self._held = None
        if asked.strips:
            made = _made(source, asked, self._limits)
            body = {"strips": made, "spots": [asdict(spot) for spot in asked.spots]}
            path = self._folder / name_of(report)
            path.write_text(json.dumps({**body, "left": asked.left}), encoding="ascii")


def _made(source: Source, asked: Wanted, limits: Limits) -> list[dict[str, Any]]:
    """Every line with its picture, '' where there is none."""
    with scratch() as name:
        folder = Path(name)
        strips = [{"number": n, **asdict(strip)} for n, strip in enumerate(asked.strips)]
        (folder / ASKED).write_text(json.dumps(strips), encoding="ascii")
        _cut(source, limits, name)
        return [
            {
                "size": [strip.box[2] - strip.box[0], strip.box[3] - strip.box[1]],
                "rank": strip.rank,
                "data": _read(folder / f"{number}{SUFFIX}"),
            }
            for number, strip in enumerate(asked.strips)
        ]


def _cut(source: Source, limits: Limits, folder: str) -> None:
    channel = open_channel(request(source, limits, CUTTERS, folder))
    try:
        for item in messages(channel, limits):
            assert not isinstance(item, Page)  # a page that is refused has no pictures: no more
    finally:
        channel.close()


def _read(path: Path) -> str:
    try:
        return b64encode(path.read_bytes()).decode("ascii")
    except OSError:
        return ""
