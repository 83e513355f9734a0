"""Patches of ink that hang together, and where each lies.

Knows ink and not-ink alone. The one place that says how they are found: of the library's ways,
which all tell the same, the one by blocks of two by two takes half the time of that which it
takes unasked.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Stats = NDArray[np.int32]
"""(left, top, width, height, area) of each patch, in pixels."""


def patches(ink: NDArray[np.bool_] | NDArray[np.uint8]) -> Stats:
    """Every patch, corners tying, in the order in which a page is read."""
    return labelled(ink)[1][1:]


def labelled(ink: NDArray[np.bool_] | NDArray[np.uint8]) -> tuple[NDArray[np.int32], Stats]:
    """For each pixel the number of its patch, and the patches by number; 0 is the paper."""
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        ink.view(np.uint8), 8, cv2.CV_32S, cv2.CCL_BBDT
    )
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)
