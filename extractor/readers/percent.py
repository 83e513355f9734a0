"""Finds the cells of an XLSX that are shown in per cent: the sheet holds 0.6848, a person 68,48%.

Knows number formats in ``styles.xml``; calamine hands on values without them. Any file it
cannot follow simply has no such cells.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from extractor.models import Source
from extractor.readers.ooxml import Package, Refused
from extractor.settings import Limits

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BUILT_IN = {9, 10}
"""Number formats '0%' and '0.00%' (ECMA-376 part 1, 18.8.30)."""


def percent_cells(source: Source, limits: Limits) -> dict[str, frozenset[str]]:
    """Sheet name → addresses of its per-cent cells."""
    if source.kind != "xlsx":
        return {}
    try:
        with Package(Path(source.file), limits) as package:
            styles = _percent_styles(package.root("xl/styles.xml"))
            return _by_sheet(package, styles) if styles else {}
    except (Refused, zipfile.BadZipFile, OSError, ValueError):
        return {}


def _percent_styles(root: Any) -> set[str]:
    """Indexes of cell formats (``s`` of a cell) that show per cent."""
    if root is None:
        return set()
    custom = {
        int(fmt.get("numFmtId", "0"))
        for fmt in root.iter(S + "numFmt")
        if "%" in re.sub(r'"[^"]*"|\\.', "", fmt.get("formatCode", ""))
    }
    formats = root.find(S + "cellXfs")
    return {
        str(i)
        for i, xf in enumerate(() if formats is None else formats)
        if int(xf.get("numFmtId", "0")) in custom | BUILT_IN
    }


def _by_sheet(package: Package, styles: set[str]) -> dict[str, frozenset[str]]:
    book, links = package.root("xl/workbook.xml"), package.root("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter(S + "sheet"):
        target = targets.get(sheet.get(R + "id"), "")
        root = package.root("xl/" + target if not target.startswith("/") else target[1:])
        if root is not None:
            found[sheet.get("name", "")] = frozenset(
                cell.get("r", "")
                for cell in root.iter(S + "c")
                if cell.get("s") in styles and cell.get("t", "n") == "n"
            )
    return found
