"""Whether a workbook is one that this program has written.

Its figures and findings are about reports, it is none itself: read as one, every number in it
would be counted again. Told by the mark that the writer leaves in the file's properties; where
another program has saved the file without it, by the headings of its long sheets.
"""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

from extractor.messages import catalogue
from extractor.models import Source
from extractor.readers.ooxml import Package, Refused
from extractor.settings import Limits

MARK = "baocao"
"""Name of the property."""
_PROPERTIES = "docProps/custom.xml"
_ENOUGH = 9
"""Headings of ours in a row, as many as our narrowest long sheet has; a report's own table shares
three or four of them."""


def is_marked(source: Source, limits: Limits) -> bool:
    """Whether the file's properties bear the mark."""
    if source.kind != "xlsx":
        return False
    try:
        with Package(Path(source.file), limits) as package:
            properties = package.root(_PROPERTIES)
    except (Refused, zipfile.BadZipFile, OSError, ValueError):
        return False
    return properties is not None and any(one.get("name") == MARK for one in properties)


def is_headed(text: str) -> bool:
    """Whether a sheet's text, a line a row and a tab between cells, begins with our headings."""
    cells = [cell for cell in text.split("\n", 1)[0].split("\t") if cell]
    return len(cells) >= _ENOUGH and any(
        headings.issuperset(cells) for headings in _said("book.column.")
    )


def is_named(sheet: str) -> bool:
    """Whether a sheet is called as one of ours."""
    return any(sheet in titles for titles in _said("book.sheet."))


@cache
def _said(beginning: str) -> tuple[frozenset[str], ...]:
    """What the catalogue says under the codes that begin so, in each language."""
    said = [message for code, message in catalogue().items() if code.startswith(beginning)]
    return frozenset(m.vi for m in said), frozenset(m.en for m in said)
