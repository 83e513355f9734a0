"""Makes the workbooks of several sheets from their ``sheets.md``; always the same bytes.

A sheet begins with ``## sheet: Name``; below it are paragraphs (one row each) and pipe tables in
the grammar of ``make_tables.py``. A cell ``=SUM(C4:C9)~1204`` is a formula with its kept result;
whole numbers and ``0.9853`` are stored as numbers (a rate as Excel keeps it). ``## options:``
below a sheet's name may say ``plain`` (no merged cells: a joined cell stays empty) or ``hidden``.
Knows nothing of gold.

Run: ``python corpus/make_tables_u.py [FOLDER…]``.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
from corpus.make_tables import CORPUS, DAY, Grid, Part, parse
from extractor.evaluate.scans.manuscript import spans

FORMATS: dict[str, dict[str, Any]] = {
    "plain": {},
    "head": {"border": 1, "text_wrap": True, "bold": True, "align": "center"},
    "cell": {"border": 1},
    "count": {"border": 1, "num_format": "#,##0"},
    "rate": {"border": 1, "num_format": "0.00%"},
}


def _write(sheet: Any, row: int, col: int, text: str, styles: dict[str, Any], head: bool) -> None:
    """One cell as its text asks: heading, formula, count, rate or words."""
    if head:
        sheet.write_string(row, col, text, styles["head"])
    elif text.startswith("="):
        formula, _, result = text.partition("~")
        sheet.write_formula(row, col, formula, styles["count"], int(result))
    elif col and re.fullmatch(r"\d+", text) and (text == "0" or text[0] != "0"):
        sheet.write_number(row, col, int(text), styles["count"])
    elif col and re.fullmatch(r"[01]\.\d+", text):
        sheet.write_number(row, col, float(text), styles["rate"])
    elif text:
        sheet.write_string(row, col, text, styles["cell"])


def _grid(sheet: Any, top: int, grid: Grid, styles: dict[str, Any], merged: bool) -> None:
    """A table with its corner at the first column of row ``top``."""
    for r, c, down, right, text in spans(grid.rows):
        if merged and (down, right) != (r, c):
            style = styles["head" if r < grid.header else "cell"]
            sheet.merge_range(top + r, c, top + down, right, text, style)
        else:
            _write(sheet, top + r, c, text, styles, r < grid.header)


def _sheet(sheet: Any, parts: list[Part], styles: dict[str, Any], options: str) -> None:
    """Paragraphs and tables below each other; an empty line is an empty row."""
    top = 0
    for part in parts:
        if isinstance(part, str):
            if part:
                sheet.write_string(top, 0, part, styles["plain"])
            top += 1
        else:
            _grid(sheet, top, part, styles, "plain" not in options)
            top += len(part.rows)
    if "hidden" in options:
        sheet.hide()


def to_xlsx(source: str) -> bytes:
    """The workbook that ``source`` describes."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": DAY})
        styles = {name: book.add_format(given) for name, given in FORMATS.items()}
        for block in re.split(r"^## sheet: ", source, flags=re.M)[1:]:
            name, _, body = block.partition("\n")
            options = re.match(r"## options: (.*)\n", body)
            if options:
                body = body[options.end() :]
            _, parts = parse("<!-- make: xlsx -->\n" + body.rstrip("\n"))
            _sheet(book.add_worksheet(name), parts, styles, options[1] if options else "")
    return out.getvalue()


def main() -> None:
    """Makes the folders given, or all."""
    given = [Path(a) for a in sys.argv[1:]]
    for folder in given or sorted(p.parent for p in CORPUS.glob("*/*/sheets.md")):
        source = (folder / "sheets.md").read_text("utf-8")
        (folder / "document.xlsx").write_bytes(to_xlsx(source))


if __name__ == "__main__":
    main()
