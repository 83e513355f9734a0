"""What LibreOffice makes of a workbook's formulas. Knows the official table's sheet."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import openpyxl

from extractor.writers.official.sheet import DATA, FIRST


def recalculated(path: Path, folder: Path) -> list[Any]:
    """The total row as LibreOffice makes it from the formulas alone: kept values are taken out."""
    book = openpyxl.load_workbook(path)
    bare = folder / "bare.xlsx"
    book.save(bare)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    command += ["--outdir", str(folder / "again"), str(bare)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    sheet = openpyxl.load_workbook(folder / "again" / "bare.xlsx", data_only=True).worksheets[0]
    line = next(r for r in sheet.iter_rows(min_row=DATA) if r[1].value == "Tổng cộng")
    values = [c.value for c in line[FIRST : FIRST + 11]]
    return [None if v in ("", "…", None) else v for v in values]
