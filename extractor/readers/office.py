"""Reads old Word files (and RTF, ODT) by having LibreOffice turn them into DOCX.

Knows how to call ``soffice`` so that it touches nothing of the user's: own profile, own folder,
a time limit, macros never run on conversion.
"""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extractor.models import Page, Problem, Source
from extractor.readers import docx
from extractor.settings import Limits

SUFFIXES = {"application/rtf": ".rtf", "application/vnd.oasis.opendocument.text": ".odt"}
PLACES = (
    "/usr/bin/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


def find() -> str | None:
    """The LibreOffice program, or None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in PLACES if Path(place).is_file()), None)


def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """The pages of the converted file."""
    program = find()
    if program is None:
        yield Problem("needs-libreoffice")
        return
    with tempfile.TemporaryDirectory() as folder:
        made = _convert(program, source, Path(folder), limits.seconds * 0.9)
        if isinstance(made, Problem):
            yield made
            return
        yield from docx.read(dataclasses.replace(source, file=str(made)), limits)


def _convert(program: str, source: Source, folder: Path, seconds: float) -> Path | Problem:
    original = folder / f"in{SUFFIXES.get(source.media_type, '.doc')}"
    shutil.copyfile(source.file, original)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(original),
    ]
    try:
        subprocess.run(
            command,
            timeout=seconds,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Problem("time-limit", None, f"{seconds:g}")
    except (subprocess.CalledProcessError, OSError) as error:
        return Problem("conversion-failed", None, str(error))
    made = folder / "out" / "in.docx"
    return made if made.is_file() else Problem("conversion-failed")
