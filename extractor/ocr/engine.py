"""Tesseract, in this very process: a grey picture in, its words with their places out.

The only file that knows the engine. It runs in a child that may die (:mod:`extractor.ocr.work`):
nothing here guards against the engine's own faults. In-process, because a loaded model is shared
with every child that is forked, and a page takes 1.05 s where the program ``tesseract`` takes 1.6.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from extractor.images.picture import Picture, Pixels
from extractor.ocr import languages
from extractor.ocr.ghosts import without_ghosts
from extractor.ocr.lone import with_page_number
from extractor.ocr.torn import mended

# The engine's own threads make it five times slower; one process a core is the rule.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

PAGE = 3
"""Page segmentation that finds columns and tables by itself; 6 collapses on ruled tables."""
BLOCK = 6
"""Page segmentation that takes the picture for one block of even lines."""
LINE = 7
"""The same for one line."""
SURE = 2.0
"""The engine's own measure of how sure it is which way up a page lies; pages of text have 12."""
_WORD = "5"
"""Level of a word in the engine's table of results."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as one pass saw it; its box in pixels of the picture that was read."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    """0..1, the engine's own: a sign, no probability."""
    line: int
    """Lines are numbered through the page, top down within their block."""
    block: int
    roman: bool = False
    """Its first strokes are known to be a Roman numeral (:mod:`extractor.ocr.quarters`)."""


def read(picture: Picture, language: str, mode: int = PAGE) -> list[Seen]:
    """Every word that one pass sees, in the engine's reading order.

    Args:
        picture: grey, about 300 dpi.
        language: 'vie', 'eng' ...
        mode: the engine's page segmentation mode.
    """
    grey = np.ascontiguousarray(picture.pixels)
    height, width = grey.shape
    engine = _engine(language)
    engine.SetPageSegMode(mode)
    engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(round(picture.dpi))
    try:
        seen = _words(engine.GetTSVText(0))
        if mode == PAGE:
            line = partial(_line, engine, (width, height))
            seen = with_page_number(grey, mended(seen, line), line)
        return without_ghosts(seen)
    finally:
        engine.Clear()


def read_block(picture: Picture, language: str) -> list[Seen]:
    """The same of a picture that is one block of lines, such as cells laid in rows."""
    return read(picture, language, BLOCK)


def read_row(picture: Picture, language: str) -> list[Seen]:
    """The same of a picture that is one line."""
    return read(picture, language, LINE)


def read_line(grey: Pixels, language: str) -> str:
    """What stands in a picture that is one line."""
    height, width = grey.shape
    engine = _engine(language)
    engine.SetPageSegMode(LINE)
    engine.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    try:
        return str(engine.GetUTF8Text()).strip()
    finally:
        engine.Clear()


def _line(
    engine: Any, size: tuple[int, int], left: int, top: int, right: int, bottom: int
) -> list[Seen]:
    """A rectangle of the picture that the engine holds, read as one line."""
    engine.SetPageSegMode(LINE)
    engine.SetRectangle(left, top, min(right, size[0]) - left, min(bottom, size[1]) - top)
    return _words(engine.GetTSVText(0))


def facing(picture: Picture) -> int | None:
    """Degrees clockwise by which the picture must be turned to stand upright; None if not sure."""
    if languages.folder((languages.FACING,)) is None:
        return None
    grey = np.ascontiguousarray(picture.pixels)
    height, width = grey.shape
    engine = _engine(languages.FACING)
    engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(round(picture.dpi))
    told = engine.DetectOrientationScript()
    engine.Clear()
    if told is None or told["orient_conf"] < SURE:
        return None
    return int(360 - told["orient_deg"]) % 360


def warm() -> None:
    """Load what every page needs, so that children which are forked find it there."""
    for language in languages.NEEDED:
        _engine(language)


def version() -> str:
    """Of the engine itself."""
    import tesserocr

    return str(tesserocr.tesseract_version().split("\n")[0])


@cache
def _engine(language: str) -> Any:
    import tesserocr

    folder = languages.folder((language,))
    if language == languages.FACING:
        return tesserocr.PyTessBaseAPI(path=str(folder), lang=language, psm=tesserocr.PSM.OSD_ONLY)
    return tesserocr.PyTessBaseAPI(path=str(folder), lang=language, oem=tesserocr.OEM.LSTM_ONLY)


def _words(table: str) -> list[Seen]:
    """From TSV: level, page, block, paragraph, line, word, box of four, confidence, text."""
    found: list[Seen] = []
    line, last = 0, ("", "", "")
    for row in table.split("\n"):
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != _WORD or not cells[11].strip():
            continue
        here = (cells[2], cells[3], cells[4])
        line, last = line + (here != last), here
        left, top, width, height = map(int, cells[6:10])
        found.append(
            Seen(
                cells[11].strip(), left, top, left + width, top + height,
                max(0.0, float(cells[10]) / 100), line, int(cells[2]),
            )
        )  # fmt: skip
    return found
