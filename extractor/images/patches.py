"""Patches of ink that hang together, and where each lies.

Knows which of OpenCV's ways to find them is the quickest; all of them number patches alike.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.images.picture import Pixels

Labels = NDArray[np.int32]


def patches(ink: Pixels) -> tuple[Labels, Labels]:
    """Patches of what is not 0, corners touching: each pixel's number (0: paper), and their boxes.

    A row a patch, paper's first: left, top, width, height, area. Blocks of two by two pixels, one
    after the other, take half the time of what OpenCV does unasked.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        ink, 8, cv2.CV_32S, cv2.CCL_GRANA
    )
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)
