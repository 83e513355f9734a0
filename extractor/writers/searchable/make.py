"""The making of a copy, in a child process that the parent holds to limits.

Knows the order of the steps: the pages as they are, what must go, the words, what the file says of
itself. Says as problems what the copy could not be.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name

from extractor.intake import sha256_of
from extractor.models import Page, Problem, Source
from extractor.readers import Reader, wire
from extractor.settings import Limits
from extractor.writers.searchable import archival, font, hidden
from extractor.writers.searchable.layer import placing, shown_part, text_layer
from extractor.writers.searchable.picture import add_pages
from extractor.writers.searchable.send import COPY, PAGES

IMAGED = "ocr"
"""The reader of pages that were read from their picture."""
FONT = "/BaocaoBlank"

Open = Callable[[Path], pikepdf.Pdf]


def copy(source: Source, limits: Limits, opening: Open) -> Iterator[Page | Problem]:
    """Make the copy of the source in this process's folder for temporary files."""
    folder, file = Path(tempfile.gettempdir()), Path(source.file)
    if sha256_of(file) != source.sha256:
        yield Problem("copy-other-file")
        return
    with opening(file) as pdf:
        if archival.signed(pdf):
            yield Problem("copy-unsigned")
        archival.clear(pdf)
        with (folder / PAGES).open("rb") as lines:
            pages = (wire.decode(line) for line in lines)
            yield from _written(pdf, (page for page in pages if isinstance(page, Page)))
        if against := archival.write(pdf, folder / COPY):
            yield Problem("copy-not-archival", None, "; ".join(against))


def _written(pdf: pikepdf.Pdf, pages: Iterator[Page]) -> Iterator[Problem]:
    """Lay the words of every page that was read as a picture under it."""
    blank: pikepdf.Object | None = None
    for page in pages:
        if page.reader != IMAGED or not page.words or page.number > len(pdf.pages):
            continue
        sheet = pdf.pages[page.number - 1]
        try:
            hidden.strip(pdf, sheet, shown_part(sheet))
        except (pikepdf.PdfError, ValueError, TypeError):
            yield Problem("copy-old-text", page.number)
        blank = blank or font.embed(pdf)
        name = _named(sheet, blank)
        words = text_layer(page, name, placing(sheet, page.width, page.height))
        # What the page leaves turned or stretched must not reach the words.
        sheet.contents_add(pdf.make_stream(b"q\n"), prepend=True)
        sheet.contents_add(pdf.make_stream(b"\nQ\n" + words))


def _named(sheet: pikepdf.Page, blank: pikepdf.Object) -> str:
    """The name that the page has for the font: several pages may share their names."""
    name, number = FONT, 1
    fonts: Any = sheet.resources.get("/Font", {})
    while name in fonts and fonts[name].objgen != blank.objgen:
        number += 1
        name = f"{FONT}{number}"
    return str(sheet.add_resource(blank, Name.Font, Name(name)))


def _from_pdf(file: Path) -> pikepdf.Pdf:
    return pikepdf.open(file, suppress_warnings=True)


def _from_image(file: Path) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in add_pages(pdf, file):
        pass
    return pdf


COPIERS: dict[str, Reader] = {
    "pdf": partial(copy, opening=_from_pdf),
    "image": partial(copy, opening=_from_image),
}
"""By kind, as the readers are."""
