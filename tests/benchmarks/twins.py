"""``python -m tests.benchmarks.twins FOLDER [SET]``: the same reports in other formats, scored.

Reports of a set (``tuned``) that hold tables are made anew as DOCX, XLSX and PDF, with columns as
wide as their words; those of prose as a justified PDF and as a DOCX whose bullets are Word's own
and whose runs are broken anywhere. What is scored against each report's gold shows what a format
costs, beside the text as it is. Writes into FOLDER, which must not exist.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from corpus import make_tables
from extractor.evaluate.scans.manuscript import spans
from extractor.intake import intake
from extractor.pipeline import read
from extractor.repair.layout import paragraphs
from extractor.settings import Settings
from tests.benchmarks.remade import CORPUS, place, print_scores

PAGE = 760.0
"""Points that a table on a landscape page may be wide."""
SIZE = 8
UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""No document of Word or of ours holds these."""
COLUMNS = re.compile(r"[|\t]|\S {3,}\S.* {3,}\S")
"""Text that is laid out in columns: no prose."""


def _widths(grid: make_tables.Grid) -> list[float]:
    """Wide enough for the longest word of each column, and then for whole cells."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    least, wanted = [14.0] * len(grid.rows[0]), [14.0] * len(grid.rows[0])
    for _, col, _, right, text in spans(grid.rows):
        if right == col and text.strip():
            words = (stringWidth(word, "Body", SIZE) for word in text.split())
            least[col] = max(least[col], max(words) + 8)
            wanted[col] = max(wanted[col], min(180.0, stringWidth(text, "Body", SIZE) + 8))
    spare = max(0.0, PAGE - sum(least))
    more = [max(0.0, want - need) for want, need in zip(wanted, least, strict=True)]
    share = min(1.0, spare / sum(more)) if sum(more) else 0.0
    return [need + extra * share for need, extra in zip(least, more, strict=True)]


def _table(grid: make_tables.Grid, table: type, cell: object) -> object:
    assert callable(cell)
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    rows: list[list[object]] = [[""] * len(grid.rows[0]) for _ in grid.rows]
    for r, c, down, right, text in spans(grid.rows):
        rows[r][c] = cell(text)
        if (down, right) != (r, c):
            style.append(("SPAN", (c, r), (right, down)))
    return table(rows, colWidths=_widths(grid), repeatRows=grid.header, style=style)


def _tabled(folder: Path) -> Iterator[tuple[str, bytes]]:
    """A report with tables as DOCX, XLSX and PDF; nothing of one that has none."""
    text = ""
    for name in ("source.md", "document.md"):
        if not text and (folder / name).exists():
            text = (folder / name).read_text("utf-8").replace("**", "")
    if not text.startswith("<!-- make:"):
        text = f"<!-- make: docx -->\n{text}"
    _, parts = make_tables.parse(text)
    if not any(isinstance(part, make_tables.Grid) and part.header for part in parts):
        return
    for name, make in make_tables.MAKERS.items():
        yield name, make(parts)


def _paragraphs(path: Path) -> list[str]:
    settings = Settings()
    (arrival,) = intake([str(path)], settings.limits, path.parent)
    text = "\n".join(page.text for page in read(arrival, settings).pages)
    return [" ".join(UNPRINTED.sub(" ", text[a:b]).split()) for a, b in paragraphs(text)]


def _as_pdf(said: list[str], target: Path) -> None:
    """Justified, the first line of each paragraph set in, capitals in the middle."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    from tests.makers.pdf import font

    body = ParagraphStyle("body", fontName=font("serif"), fontSize=13, leading=16, alignment=4,
                          firstLineIndent=28)  # fmt: skip
    middle = ParagraphStyle("middle", parent=body, alignment=1, firstLineIndent=0)
    flow = [Paragraph(escape(text), middle if text.isupper() else body) for text in said]
    SimpleDocTemplate(str(target), pagesize=A4, leftMargin=85, rightMargin=57).build(flow)


def _as_docx(said: list[str], target: Path) -> None:
    from docx import Document

    chance = random.Random(target.parent.name)
    document = Document()
    for text in said:
        bullet = re.match(r"([-+])\s+", text)
        style = {"-": "List Bullet", "+": "List Bullet 2"}[bullet[1]] if bullet else None
        paragraph, at = document.add_paragraph(style=style), bullet.end() if bullet else 0
        while at < len(text):
            step = chance.choice([1, 3, 7, 20, 60])
            paragraph.add_run(text[at : at + step])
            at += step
    document.save(str(target))


def main() -> None:
    """Makes the twins and prints a row for each format."""
    target, chosen = Path(sys.argv[1]), (sys.argv[2:] or ["tuned"])[0]
    target.mkdir()
    make_tables._pdf_table = _table
    for folder in sorted((CORPUS / chosen).iterdir()):
        plain = folder / "document.txt"
        for name, data in _tabled(folder):
            place(target / f"tables-{name}", folder, f"document.{name}", data)
        if plain.exists() and not COLUMNS.search(plain.read_text("utf-8", "replace")):
            said = _paragraphs(plain)
            place(target / "prose-text", folder, plain.name, plain.read_bytes())
            _as_pdf(said, place(target / "prose-pdf", folder, "document.pdf"))
            _as_docx(said, place(target / "prose-docx", folder, "document.docx"))
    print_scores(target, chosen)


if __name__ == "__main__":
    main()
