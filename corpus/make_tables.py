"""Makes the corpus's DOCX, XLSX and PDF documents from their sources; always the same bytes.

A folder's ``source.md`` holds paragraphs and pipe tables; its first line says what is made
(``<!-- make: docx pdf -->``). In a table ``<`` joins a cell to its left neighbour, ``^`` to the
one above, and the rows before ``|---|`` are the header, repeated on each page. The seeds' twins
are made from ``document.txt``, a paragraph for each line. Knows nothing of gold.

Run: ``python corpus/make_tables.py [FOLDER…]`` (needs the extras of ``dev``, fonts-dejavu-core).
"""

from __future__ import annotations

import datetime
import io
import re
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from extractor.evaluate.scans.manuscript import spans

CORPUS = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")
DAY = datetime.datetime(2026, 1, 1)


@dataclass
class Grid:
    """A table: its rows of cell texts, and how many of them are header."""

    rows: list[list[str]] = field(default_factory=list)
    header: int = 0


Part = str | Grid


def parse(source: str) -> tuple[list[str], list[Part]]:
    """The formats to make, and the paragraphs and tables in order."""
    first, _, body = source.partition("\n")
    found = re.fullmatch(r"<!-- make: ([a-z ]+) -->", first)
    if not found:
        raise SystemExit("the first line must say what to make: <!-- make: docx -->")
    parts: list[Part] = []
    for line in body.split("\n"):
        if not line.startswith("|"):
            parts.append(line)
            continue
        if not parts or not isinstance(parts[-1], Grid):
            parts.append(Grid())
        grid = parts[-1]
        assert isinstance(grid, Grid)
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if set("".join(cells)) <= set("-:") and "---" in line:
            grid.header = len(grid.rows)
        else:
            grid.rows.append(cells)
    return found[1].split(), parts


def _fixed(archive: bytes) -> bytes:
    """The same zip with one date for every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(item.filename))
    return out.getvalue()


def to_docx(parts: list[Part]) -> bytes:
    """Paragraphs and tables with really merged cells and a repeated header."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(12)
    for name in ("created", "modified"):
        setattr(document.core_properties, name, DAY)
    for part in parts:
        if isinstance(part, str):
            paragraph = document.add_paragraph(part.removeprefix("# "))
            if part.startswith("# "):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.runs[0].bold = True
            continue
        table = document.add_table(len(part.rows), len(part.rows[0]), style="Table Grid")
        cells = [list(row.cells) for row in table.rows]
        for r, c, down, right, text in spans(part.rows):
            cell = cells[r][c]
            if (down, right) != (r, c):
                cell = cell.merge(cells[down][right])
            cell.text = text
        for row in table.rows[: part.header]:
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    document.save(out)
    return _fixed(out.getvalue())


def to_xlsx(parts: list[Part]) -> bytes:
    """One sheet; whole numbers are stored as numbers with a dot for thousands in their format."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": DAY})
        sheet = book.add_worksheet("Bieu")
        plain = book.add_format()
        ruled = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        head = book.add_format({**ruled, "bold": True, "align": "center"})
        cell = book.add_format(ruled)
        count = book.add_format({**ruled, "num_format": "#,##0"})
        top = 0
        for part in parts:
            if isinstance(part, str):
                sheet.write_string(top, 0, part.removeprefix("# "), plain)
                top += 1
                continue
            for r, c, down, right, text in spans(part.rows):
                number = r >= part.header and c > 1 and re.fullmatch(r"\d{1,3}(\.\d{3})*", text)
                style = head if r < part.header else count if number else cell
                if (down, right) != (r, c):
                    sheet.merge_range(top + r, c, top + down, right, text, style)
                elif number:
                    sheet.write_number(top + r, c, int(text.replace(".", "")), style)
                else:
                    sheet.write_string(top + r, c, text, style)
            top += len(part.rows)
    return out.getvalue()


def to_pdf(parts: list[Part]) -> bytes:
    """Ruled tables on as many pages as they need, the header repeated on each."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(TTFont("Body", str(FONTS / "DejaVuSerif.ttf")))
    wide = any(isinstance(p, Grid) for p in parts)
    body = ParagraphStyle("body", fontName="Body", fontSize=11, leading=15, spaceAfter=3)
    small = ParagraphStyle("cell", fontName="Body", fontSize=8, leading=10)
    title = ParagraphStyle("title", parent=body, alignment=1)
    flow: list[object] = []
    for part in parts:
        if isinstance(part, str):
            text = escape(part.removeprefix("# ").replace("\t", "    "))
            flow.append(
                Paragraph(text, title if part.startswith("# ") else body)
                if text.strip()
                else Spacer(1, 6)
            )
        else:
            flow.append(_pdf_table(part, Table, lambda text: Paragraph(escape(text), small)))
    out = io.BytesIO()
    size = landscape(A4) if wide else A4
    page = SimpleDocTemplate(out, pagesize=size, margins=40, invariant=1, leftMargin=40,
                             rightMargin=40, topMargin=40, bottomMargin=40)  # fmt: skip
    page.build(flow)
    return out.getvalue()


def _pdf_table(grid: Grid, table: type, cell: object) -> object:
    """A reportlab table with spans; the second column takes the room that is left."""
    assert callable(cell)
    columns = len(grid.rows[0])
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    rows: list[list[object]] = [[""] * columns for _ in grid.rows]
    for r, c, down, right, text in spans(grid.rows):
        rows[r][c] = cell(text)
        if (down, right) != (r, c):
            style.append(("SPAN", (c, r), (right, down)))
    width = min(56.0, 590.0 / (columns - 2))
    return table(rows, colWidths=[28.0, 130.0, *[width] * (columns - 2)],
                 repeatRows=grid.header, style=style)  # fmt: skip


MAKERS = {"docx": to_docx, "xlsx": to_xlsx, "pdf": to_pdf}


def make(folder: Path) -> None:
    """Writes the documents that a folder's source asks for."""
    if (folder / "source.md").exists():
        formats, parts = parse((folder / "source.md").read_text("utf-8").rstrip("\n"))
    else:
        formats = ["docx", "pdf"]
        lines = (folder / "document.txt").read_text("utf-8").split("\n")
        parts = [line.strip("\r\f") for line in lines if line.strip()]
    for name in formats:
        (folder / f"document.{name}").write_bytes(MAKERS[name](parts))


def main() -> None:
    """Makes the folders given, or all."""
    given = [Path(a) for a in sys.argv[1:]]
    sources = sorted(p.parent for p in CORPUS.glob("*/*/source.md"))
    for folder in given or [*sources, *sorted(p for p in (CORPUS / "seeds").iterdir())]:
        make(folder)


if __name__ == "__main__":
    main()
