"""Where the engine's language data lie, and which are missing.

Knows folders and file names; loads nothing. Standard library only: it is asked before the
engine is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

WORDS = "vie"
"""The language that words are read in."""
DIGITS = "eng"
"""Useless for Vietnamese words, and the best reader of clean digits: the second witness."""
ENGINE = "tesserocr"
"""The package through which the engine is called."""
FACING = "osd"
"""Not a language: which way up a page lies. Welcome, not needed."""
NEEDED = (WORDS, DIGITS)
SUFFIX = ".traineddata"


def _folders() -> Iterator[Path]:
    """Every place where language data are looked for, the likeliest first."""
    if told := os.environ.get("TESSDATA_PREFIX"):
        yield Path(told)
        yield Path(told) / "tessdata"
    yield from _standard()


def _standard() -> Iterator[Path]:
    """Where installers put them."""
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "LOCALAPPDATA"):
            if base := os.environ.get(variable):
                yield Path(base) / "Tesseract-OCR" / "tessdata"
                yield Path(base) / "Programs" / "Tesseract-OCR" / "tessdata"
        return
    for base in ("/usr/share", "/usr/local/share", "/opt/homebrew/share"):
        yield from sorted(Path(base).glob("tesseract-ocr/*/tessdata"), reverse=True)
        yield Path(base) / "tessdata"
        yield Path(base) / "tesseract" / "tessdata"


@cache
def folder(languages: tuple[str, ...] = NEEDED) -> Path | None:
    """The folder that holds the data of every one of these languages, None where none does."""
    for place in _folders():
        if all((place / f"{language}{SUFFIX}").is_file() for language in languages):
            return place
    return None


def missing() -> tuple[str, ...]:
    """The languages, or the engine itself, that are needed and not to be found; () when all is.

    Not every system has a ready-made package of the engine; where there is none it is left out.
    """
    if find_spec(ENGINE) is None:
        return (ENGINE,)
    if folder() is not None:
        return ()
    return tuple(language for language in NEEDED if folder((language,)) is None) or NEEDED
