"""PDFs whose text layer is not what the page says, and PDFs of which only some pages are scans.

Knows what goes wrong with text layers in practice: nothing but the stamp of a digital signature,
or what an engine with the wrong language made of the page. Draws with reportlab, which only the
tests and the measuring need.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from extractor.errors import MissingToolError
from extractor.evaluate.scans.files import Made, add_image, truths
from extractor.evaluate.scans.fonts import file
from extractor.evaluate.scans.make import Scan
from extractor.evaluate.scans.manuscript import layout
from extractor.evaluate.scans.sets import Drawn
from extractor.evaluate.scans.sheet import Sheet
from extractor.evaluate.scans.truth import Truth
from extractor.messages import say

_FACE = "liberation-serif"
Draw = Callable[[Any], None]
"""Draws on a canvas of reportlab."""


def write_stamp_layer(document: Drawn, pages: Sequence[Scan], stem: Path) -> Made:
    """Scans with the box that a digital signature leaves on the first page."""

    def stamp(canvas: Any) -> None:
        canvas.setFont(_styled(""), 9)
        for n, line in enumerate(layout().signature_layer):
            canvas.drawString(pages[0].truth.width - 200, pages[0].truth.height - 30 - 11 * n, line)

    return _layered(pages, stem, [stamp])


def write_wrong_layer(document: Drawn, pages: Sequence[Scan], stem: Path) -> Made:
    """Scans with invisible text from an engine that knew no Vietnamese: no mark is left."""
    return _layered(pages, stem, [_unmarked(page.truth) for page in pages])


def _unmarked(truth: Truth) -> Draw:
    def draw(canvas: Any) -> None:
        for line in truth.lines:
            left, _, right, bottom = line.box
            text = canvas.beginText(left, truth.height - bottom)
            text.setFont(_styled(""), 11)
            text.setTextRenderMode(3)
            plain = bare(line.text)
            text.setHorizScale(100 * (right - left) / max(canvas.stringWidth(plain), 1.0))
            text.textOut(plain)
            canvas.drawText(text)

    return draw


def bare(text: str) -> str:
    """The letters without their marks, capitals kept."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def write_mixed(document: Drawn, pages: Sequence[Scan], stem: Path) -> Made:
    """The first page as it left the word processor, the others scanned."""
    path, first = stem.with_suffix(".pdf"), document.sheets()[0]
    with pikepdf.new() as pdf:
        with pikepdf.open(io.BytesIO(_page(_digital(first), first.width, first.height))) as page:
            pdf.pages.extend(page.pages)
        for scan in pages[1:]:
            add_image(pdf, scan)
        pdf.save(path, deterministic_id=True)
    return Made(path, (first.truth(), *truths(pages[1:])))


def _digital(sheet: Sheet) -> Draw:
    def draw(canvas: Any) -> None:
        for word, left, base, face in sheet.printed:
            text = canvas.beginText(left, sheet.height - base)
            text.setFont(_styled(face.style), face.size)
            natural = canvas.stringWidth(word, _styled(face.style), face.size)
            text.setHorizScale(100 * face.width(word) / max(natural, 0.1))
            text.textOut(word)
            canvas.drawText(text)
        for left, top, right, bottom, weight in sheet.rules:
            canvas.setLineWidth(weight)
            canvas.line(left, sheet.height - top, right, sheet.height - bottom)

    return draw


def _layered(pages: Sequence[Scan], stem: Path, layers: Sequence[Draw]) -> Made:
    path = stem.with_suffix(".pdf")
    with pikepdf.new() as pdf:
        for number, scan in enumerate(pages):
            page = add_image(pdf, scan)
            if number < len(layers):
                drawn = _page(layers[number], scan.truth.width, scan.truth.height)
                with pikepdf.open(io.BytesIO(drawn)) as layer:
                    area = pikepdf.Rectangle(0, 0, scan.truth.width, scan.truth.height)
                    page.add_overlay(layer.pages[0], area)
        pdf.save(path, deterministic_id=True)
    return Made(path, truths(pages))


def _page(draw: Draw, width: float, height: float) -> bytes:
    """A PDF of one page; the same each time."""
    canvas = _reportlab().Canvas("", (width, height), invariant=1)
    draw(canvas)
    canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


def _styled(style: str) -> str:
    """The name under which reportlab has the face."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"made-{style or 'r'}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(file(_FACE, style))))
    return name


def _reportlab() -> Any:
    try:
        from reportlab.pdfgen import canvas
    except ImportError as error:
        raise MissingToolError(say("no-reportlab")) from error
    return canvas
