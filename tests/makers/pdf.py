"""Makes digital PDFs: a report's text line by line, a two-column head, ruled tables.

    render(path, "BÁO CÁO\n…")                     # text; form feed = new page
    render(path, [Head([...], [...]), "text", Grid([[...]], spans=[...]), PageBreak()])

Text keeps its lines; a line too wide for the page is wrapped as a word processor does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
FACES = {
    "serif": ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "times.ttf", "Times New Roman.ttf"),
    "bold": ("LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "timesbd.ttf"),
    "sans": ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "arial.ttf", "Arial.ttf"),
}


@dataclass(frozen=True)
class Head:
    """Agency on the left, national title on the right, on the same baselines."""

    left: Sequence[str]
    right: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A ruled table. ``spans``: (row, col, row_span, col_span), the covered cells are ''."""

    rows: Sequence[Sequence[str]]
    spans: Sequence[tuple[int, int, int, int]] = ()
    widths: Sequence[float] | None = None
    size: float = 9
    repeat: int = 0
    break_words: bool = False
    """Whether a word wider than its cell is broken, as some word processors do."""


@dataclass(frozen=True)
class PageBreak:
    """What follows stands on a new page."""


@dataclass(frozen=True)
class Picture:
    """A grey image over the given share of the page (a scan's stand-in), then a new page."""

    share: float = 1.0
    stamp: str = ""


Block = str | Head | Grid | PageBreak | Picture


@dataclass
class _Sheet:
    canvas: Any
    width: float
    height: float
    size: float
    margin: float = 60
    y: float = field(default=0)

    def top(self) -> None:
        self.y = self.height - self.margin

    def turn(self) -> None:
        self.canvas.showPage()
        self.top()

    def room(self, needed: float) -> None:
        if self.y - needed < self.margin:
            self.turn()


@cache
def font(face: str) -> str:
    """The registered name of a font with every Vietnamese letter."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for wanted in FACES[face]:
        for folder in FOLDERS:
            for found in Path(folder).expanduser().rglob(wanted):
                made = TTFont(f"viet-{face}", str(found))
                # Liberation 1 has no letters with two marks.
                if all(ord(char) in made.face.charToGlyph for char in "ẠỆỗữĐ"):
                    pdfmetrics.registerFont(made)
                    return f"viet-{face}"
    sys.exit("No Vietnamese-capable font: install fonts-dejavu-core")


def render(
    path: Path | str,
    blocks: str | Iterable[Block],
    *,
    size: float = 13,
    face: str = "serif",
    landscape: bool = False,
    rotate: int = 0,
    password: str | None = None,
) -> Path:
    """Writes the PDF and returns its path. ``rotate``: stored turned, shown upright."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    pages = (A4[1], A4[0]) if landscape else A4
    canvas = Canvas(str(path), pagesize=pages, encrypt=password, invariant=1)
    sheet = _Sheet(canvas, pages[0], pages[1], size)
    sheet.top()
    for block in [blocks] if isinstance(blocks, str) else blocks:
        _block(sheet, block, font(face))
    canvas.save()
    if rotate:
        _turn(Path(path), rotate)
    return Path(path)


def _turn(path: Path, rotate: int) -> None:
    """Turn the ink one way and the page the other, as landscape annexes are often stored."""
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for page in document.pages:
            wide, tall = (float(v) for v in list(page.mediabox)[2:])
            turn = {
                90: (0, 1, -1, 0, tall, 0),
                180: (-1, 0, 0, -1, wide, tall),
                270: (0, -1, 1, 0, 0, wide),
            }[rotate]
            page.contents_add(b"q %g %g %g %g %g %g cm" % turn, prepend=True)
            page.contents_add(b"Q")
            if rotate != 180:
                page.obj.MediaBox = [0, 0, tall, wide]
            page.obj.Rotate = rotate
        document.save(path)


def _block(sheet: _Sheet, block: Block, name: str) -> None:
    if isinstance(block, str):
        _text(sheet, block, name)
    elif isinstance(block, Head):
        _head(sheet, block, name)
    elif isinstance(block, Grid):
        _grid(sheet, block, name)
    elif isinstance(block, Picture):
        _picture(sheet, block, name)
    else:
        sheet.turn()


def _text(sheet: _Sheet, text: str, name: str) -> None:
    from reportlab.lib.utils import simpleSplit

    for number, page in enumerate(text.split("\f")):
        if number:
            sheet.turn()
        for line in page.split("\n"):
            wide = sheet.width - 2 * sheet.margin
            for piece in simpleSplit(line, name, sheet.size, wide) or [""]:
                leading = sheet.size * (1.35 if piece.strip() else 0.6)
                sheet.room(leading)
                sheet.y -= leading
                sheet.canvas.setFont(name, sheet.size)
                sheet.canvas.drawString(sheet.margin, sheet.y, piece)


def _head(sheet: _Sheet, head: Head, name: str) -> None:
    size = 11.5
    for i in range(max(len(head.left), len(head.right))):
        sheet.room(size * 1.4)
        sheet.y -= size * 1.4
        sheet.canvas.setFont(name, size)
        if i < len(head.left):
            sheet.canvas.drawCentredString(sheet.width * 0.27, sheet.y, head.left[i])
        if i < len(head.right):
            sheet.canvas.drawCentredString(sheet.width * 0.70, sheet.y, head.right[i])
    sheet.y -= size


def _grid(sheet: _Sheet, grid: Grid, name: str) -> None:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table, TableStyle

    style = ParagraphStyle("cell", fontName=name, fontSize=grid.size, leading=grid.size * 1.2,
                           splitLongWords=int(grid.break_words))  # fmt: skip
    body = [[Paragraph(_escape(cell), style) for cell in row] for row in grid.rows]
    spans = [("SPAN", (c, r), (c + cs - 1, r + rs - 1)) for r, c, rs, cs in grid.spans]
    wide = sheet.width - 2 * sheet.margin
    widths = grid.widths or [wide / len(grid.rows[0])] * len(grid.rows[0])
    rest = [Table(body, colWidths=list(widths), repeatRows=grid.repeat, style=TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
         ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2),
         *spans]))]  # fmt: skip
    while rest:
        table = rest.pop(0)
        _, tall = table.wrapOn(sheet.canvas, wide, sheet.height)
        if tall > sheet.y - sheet.margin:
            parts = table.split(wide, sheet.y - sheet.margin)
            if len(parts) > 1:
                rest[:0] = parts
                continue
            if sheet.y < sheet.height - sheet.margin:
                sheet.turn()
                rest.insert(0, table)
                continue
        table.drawOn(sheet.canvas, sheet.margin, sheet.y - tall)
        sheet.y -= tall + 8
        if rest:
            sheet.turn()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")


def _picture(sheet: _Sheet, picture: Picture, name: str) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    image = ImageReader(Image.new("L", (80, 110), 210))
    sheet.canvas.drawImage(image, 0, 0, sheet.width, sheet.height * picture.share)
    if picture.stamp:
        sheet.canvas.setFont(name, 8)
        for i, line in enumerate(picture.stamp.split("\n")):
            sheet.canvas.drawString(sheet.width - 180, sheet.height - 30 - 10 * i, line)
    sheet.turn()
