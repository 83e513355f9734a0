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
QUIET = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""Settings of the profile: a document's links to pictures and files elsewhere are not followed."""
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
    return convert(program, original, "docx", seconds)


def _set_up(profile: Path) -> None:
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(QUIET, encoding="utf-8")


def convert(
    program: str, original: Path, form: str, seconds: float, *, reading: str = ""
) -> Path | Problem:
    """A file in another form, beside it in a folder of its own; or why there is none.

    Args:
        program: LibreOffice.
        original: a private copy, in a folder that holds nothing else.
        form: suffix, and behind a colon the filter that writes it.
        seconds: after which it is given up.
        reading: the filter that reads it, where LibreOffice should not guess.
    """
    folder = original.parent
    _set_up(folder / "profile")
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        *([f"--infilter={reading}"] if reading else []),
        "--convert-to",
        form,
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
    made = folder / "out" / f"{original.stem}.{form.partition(':')[0]}"
    return made if made.is_file() else Problem("conversion-failed")
