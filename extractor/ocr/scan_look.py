"""The witness of single places before the scan as it was opened, not as it was made ready.

Where specks and grain are taken out, thin strokes go with them: of 1,790 cells of faded scans that
network read 92 % on the picture made ready and 97 % on the scan itself, 78 % of those that the
passes got wrong among them. Knows two pictures of one page; not what is read there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import cv2
import numpy as np

from extractor.images.geometry import HALF, shift
from extractor.images.ink import brightest
from extractor.images.picture import Picture, Pixels
from extractor.ocr.grid import Patch
from extractor.ocr.grid_votes import Scan
from extractor.ocr.witness import Look

SPECKS, GRAIN = "despecked", "smoothed"
"""Steps that take strokes: the second one on the worst of pages only."""
TURNED = "inverted"
_MARGIN = 16
"""Pixels around a place that are cut out with it."""

Eye = Callable[[Picture], Look | None]


def before(scan: Picture, ready: Picture, eye: Eye) -> Look | None:
    """The look at places of ``ready`` on the ``scan`` that it was made from.

    None where both show the same strokes, or where nobody looks at single places.
    """
    if not is_worn(ready) or eye(ready) is None:
        return None
    return partial(_look, scan, ready, eye)


def print_of(scan: Picture, ready: Picture) -> Scan | None:
    """The same print on the scan, for whoever reads it there; None where ``ready`` has it all."""
    if not is_worn(ready):
        return None

    def print_(place: Patch) -> Pixels:
        left, top, right, bottom = place
        return _cut(scan, ready, shift(left, top), right - left, bottom - top)

    return print_


def is_worn(ready: Picture) -> bool:
    """Whether so much was taken out of the picture that strokes went with it."""
    return any(step.name == GRAIN for step in ready.steps)


def _look(
    scan: Picture, ready: Picture, eye: Eye, left: int, top: int, right: int, bottom: int
) -> tuple[str, float]:
    wide, high = right - left, bottom - top
    if wide <= 0 or high <= 0:
        return "", 0.0
    place = shift(left - _MARGIN, top - _MARGIN)
    cut = _cut(scan, ready, place, wide + 2 * _MARGIN, high + 2 * _MARGIN)
    look = eye(replace(ready, pixels=cut))
    return look(_MARGIN, _MARGIN, _MARGIN + wide, _MARGIN + high) if look else ("", 0.0)


def _cut(scan: Picture, ready: Picture, place: np.ndarray, wide: int, high: int) -> Pixels:
    """A rectangle of ``ready`` as the scan shows it, in grey, black on white."""
    move = np.linalg.inv(HALF) @ np.linalg.inv(scan.to_page) @ ready.to_page @ place @ HALF
    cut = cv2.warpPerspective(
        scan.pixels,
        move,
        (wide, high),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderValue=(255, 255, 255),
    )
    grey = np.asarray(cut, np.uint8) if cut.ndim == 2 else brightest(np.asarray(cut, np.uint8))
    negative = any(step.name == TURNED for step in ready.steps)
    return 255 - grey if negative else grey
