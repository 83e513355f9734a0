"""The third witness, asked only where the others differ: a line recogniser of another make.

A small network for text lines (PP-OCRv4, Apache-2.0) run with onnxruntime: it has no Vietnamese
letters, and reads digits where specks and fading mislead tesseract. Its model lies in the package
``rapidocr-onnxruntime``, of which nothing else is used. Where either is not installed there is
no third witness, and what is disputed stays so. Knows pixels in, characters out.
"""

from __future__ import annotations

from functools import cache, partial
from importlib.metadata import version as metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.images.picture import Picture, Pixels
from extractor.ocr.witness import Look

NAME = "line"
"""What this witness is called in a Sight."""
_HOME, _MODEL = "rapidocr_onnxruntime", "models/ch_PP-OCRv4_rec_infer.onnx"
_HEIGHT, _NARROWEST = 48, 320
"""Pixels: the height that the network was trained on, and the width below which it is padded."""
_WIDEST = 960
"""Twenty heights: no number is wider, and what the network takes of memory grows with it."""
_MARGIN = (14, 8)
"""Pixels of paper left beside and above a place, of a picture of 300 dpi."""


def available() -> bool:
    """Whether the network and its runtime are installed."""
    return _path() is not None and find_spec("onnxruntime") is not None


def version() -> str:
    """Of the network and its runtime; '' where either is not installed."""
    return f"{metadata(_HOME)} {metadata('onnxruntime')}" if available() else ""


def eye(picture: Picture) -> Look | None:
    """This witness before a picture; None where it is not installed."""
    return partial(read, picture.pixels) if available() else None


def read(pixels: Pixels, left: int, top: int, right: int, bottom: int) -> tuple[str, float]:
    """What stands in a rectangle of a grey picture, and how sure the network is (0..1)."""
    x, y = _MARGIN
    cut = pixels[max(0, top - y) : bottom + y, max(0, left - x) : right + x]
    if not cut.size or _HEIGHT * cut.shape[1] > _WIDEST * cut.shape[0]:
        return "", 0.0
    session, name, letters = _network()
    (scores,) = session.run(None, {name: _tensor(cut)})
    return _spelt(scores[0], letters)


def _tensor(cut: Pixels) -> NDArray[np.float32]:
    """One picture of three like planes, -1..1, padded with grey to the least width."""
    import cv2

    height, width = cut.shape[:2]
    fitting = max(1, -(-_HEIGHT * width // height))
    grey = cv2.resize(cut, (fitting, _HEIGHT)).astype(np.float32) / 127.5 - 1.0
    plane = np.zeros((_HEIGHT, max(_NARROWEST, fitting)), np.float32)
    plane[:, :fitting] = grey
    return np.repeat(plane[None, None], 3, axis=1)


def _spelt(scores: NDArray[np.float32], letters: list[str]) -> tuple[str, float]:
    """The likeliest letter of each step, repetitions and blanks (letter 0) taken out."""
    best = scores.argmax(axis=1)
    fresh = np.concatenate(([True], best[1:] != best[:-1])) & (best > 0)
    sure = scores.max(axis=1)[fresh]
    text = "".join(letters[i - 1] for i in best[fresh])
    return text, float(sure.mean()) if len(sure) else 0.0


def warm() -> None:
    """Load the network, so that children which are forked find it there."""
    if available():
        _network()


@cache
def _path() -> Path | None:
    spec = find_spec(_HOME)
    folders = spec.submodule_search_locations if spec else None
    paths = [Path(folder) / _MODEL for folder in folders or ()]
    return next((path for path in paths if path.is_file()), None)


@cache
def _network() -> tuple[Any, str, list[str]]:
    """The running network, the name of its input, and its letters.

    It takes 0.2 s and 40 MB, which forked children share.
    """
    import onnxruntime

    how = onnxruntime.SessionOptions()
    how.intra_op_num_threads = how.inter_op_num_threads = 1
    how.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(_path()), how, providers=["CPUExecutionProvider"])
    letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, session.get_inputs()[0].name, [*letters, " "]
