"""A second look at single numbers of a page image: larger, on the scan itself, as digits alone.

Done in a child process, for the few numbers of sums that fail. The page is opened anew; each place
is cut out of the scan as it lies in the file, grown, and read by the engine as one line that can
hold nothing but digits, and by the network of lines. That is another picture, another way of
cutting and another set of letters than the passes over the page had. Knows places and pixels; not
what a number means, nor what is done with what was seen.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from extractor.images.geometry import HALF, scaling, shift
from extractor.images.ink import brightest
from extractor.images.opening import open_page
from extractor.images.picture import Matrix, Picture, Pixels
from extractor.images.prepare import prepare
from extractor.images.refusal import Refused
from extractor.intake import sha256_of
from extractor.memory import roomy
from extractor.models import Box, Page, Problem, Source
from extractor.ocr import cache, engine, kept, languages, third
from extractor.readers import Reader
from extractor.settings import Limits

ASKED, SEEN = "places.json", "seen.json"
"""In the folder of the request: (page, box) of each place; and what was seen there, as far as the
time went."""
GROWN = 2.0
"""Times that a place is larger for the engine than on a page of 300 dpi."""
ROOM = (0.35, 0.15)
"""Heights of the number that are cut out beside it, and above and below."""
PAPER = 12
"""Pixels of white around what is cut out: print that touches the edge is no line to the engine."""
BROADEST = 14.0
"""Heights of itself from which a place is no number: a cell of words, or a whole line."""


def look(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Write what is seen at the places that were asked for, as far as the time goes.

    Nothing is written of a file that is not the one that was read.
    """
    roomy()
    folder = Path(tempfile.gettempdir())
    asked = json.loads((folder / ASKED).read_bytes())
    if sha256_of(Path(source.file)) != source.sha256:
        yield Problem("vanished-file")
        return
    found: list[Any] = []
    album = Path(asked["cache"]) if asked["cache"] else None
    ready = Path(asked["ready"]) if asked["ready"] else None
    for number, places in groupby(asked["places"], key=lambda place: place[0]):
        boxes = [tuple(box) for _, box in places]
        try:
            seen = _kept(source, number, boxes, album, ready)
        except Refused as refusal:
            yield Problem(refusal.code, number, refusal.detail)
            continue
        found += [[number, box, texts] for box, texts in zip(boxes, seen, strict=True)]
        (folder / SEEN).write_text(json.dumps(found), encoding="utf-8")


def _kept(
    source: Source,
    number: int,
    boxes: Sequence[Box],
    folder: Path | None,
    ready: Path | None = None,
) -> list[Any]:
    """What is seen in boxes of one page; what was seen there before, where that is kept.

    ``ready`` is where the picture made ready may lie, from its reading.
    """
    if folder is None:
        return _at(source, number, boxes, ready)
    told = json.dumps([source.sha256, number, boxes]).encode()
    name = hashlib.sha256(cache.recipe() + told).hexdigest()
    if (body := cache.body_of(folder, name)) is not None:
        return list(json.loads(body))
    seen = _at(source, number, boxes, ready)
    cache.keep_body(folder, name, json.dumps(seen).encode())
    return seen


def _at(source: Source, number: int, boxes: Sequence[Box], folder: Path | None) -> list[list[str]]:
    made = None if folder is None else kept.find(folder, number)
    return at(open_page(source, number), boxes, made)


def at(picture: Picture, boxes: Sequence[Box], made: Picture | None = None) -> list[list[str]]:
    """What each reading saw in each box of the page: '' for nothing that is a number.

    ``made`` is the picture made ready, where that was done before.
    """
    ready = prepare(picture) if made is None else made
    return [[_number(seen) for seen in _readings(picture, ready, box)] for box in boxes]


def _number(seen: str) -> str:
    """A reading without what stands around a number; '' where it is none."""
    bare = "".join(seen.split()).strip("%()[].,;:|-_/'\"")
    return bare if bare and all(c.isdecimal() or c in ".," for c in bare) else ""


def _readings(picture: Picture, ready: Picture, box: Box) -> Iterator[str]:
    left, top, right, bottom = _in(ready, box)
    wide, high = right - left, bottom - top
    if wide <= 0 or high <= 0 or wide > BROADEST * high:
        return
    x, y = ROOM[0] * high, ROOM[1] * high
    frame = (left - x, top - y, wide + 2 * x, high + 2 * y)
    if third.available():
        for page in (picture, ready):
            cut = _cut(page, ready, frame, 1.0)
            yield third.read(cut, 0, 0, cut.shape[1], cut.shape[0])[0]
    for page, language in ((picture, languages.DIGITS), (ready, languages.WORDS)):
        yield engine.read_line(_framed(_cut(page, ready, frame, GROWN)), language)


def _in(ready: Picture, box: Box) -> tuple[float, float, float, float]:
    """A box of the page in the picture's pixels."""
    x0, top, x1, bottom = box
    corners = np.linalg.inv(ready.to_page) @ np.array([[x0, x1], [top, bottom], [1.0, 1.0]])
    xs, ys = sorted(corners[0] / corners[2]), sorted(corners[1] / corners[2])
    return float(xs[0]), float(ys[0]), float(xs[1]), float(ys[1])


def _cut(
    page: Picture, ready: Picture, frame: tuple[float, float, float, float], grown: float
) -> Pixels:
    """A rectangle of the level picture as ``page`` shows it, in grey, with white around it."""
    left, top, wide, high = frame
    place: Matrix = shift(left, top) @ scaling(1 / grown, 1 / grown)
    move = np.linalg.inv(HALF) @ np.linalg.inv(page.to_page) @ ready.to_page @ place @ HALF
    cut = cv2.warpPerspective(
        page.pixels,
        move,
        (max(1, round(wide * grown)), max(1, round(high * grown))),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderValue=(255, 255, 255),
    )
    grey = np.asarray(cut, np.uint8) if cut.ndim == 2 else brightest(np.asarray(cut, np.uint8))
    return grey


def _framed(cut: Pixels) -> Pixels:
    """With paper around it: print that touches the edge is no line to the engine."""
    paper = float(np.percentile(cut, 90))
    sides = (PAPER, PAPER, PAPER, PAPER)
    return np.asarray(
        cv2.copyMakeBorder(cut, *sides, cv2.BORDER_CONSTANT, value=(paper,)), np.uint8
    )


LOOKERS: dict[str, Reader] = {"pdf": look, "image": look}
"""By kind, as the readers are."""
