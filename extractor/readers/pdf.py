"""Reads digital PDF: pdfium for the words, a second engine for the page count, repair at need.

Knows when a page has to be read as an image and when a file is damaged, locked or cut short.
Order of attempts: pdfium, then pdfplumber, then a copy repaired by qpdf; every step that was
needed is named. (Measured on 2.365 odd PDFs: pdfium reads 89.8 %, with the others 92.1 %.)
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.models import Box, Page, Problem, Seal, Source
from extractor.readers.fonts import legacy
from extractor.readers.pdf_seals import seals
from extractor.settings import Limits

if TYPE_CHECKING:
    from extractor.readers.glyphs import Ink

SCAN_IMAGE = 0.5
"""A page is taken for a scan where images cover at least this share of it ..."""
SCAN_TEXT = 0.03
"""... and its words less than this: a signature's stamp covers about 0.01, OCR text 0.1."""
PICTURE = 0.08
"""Share of the page under one picture from which it may be a table; an emblem covers about 0.02."""
DRAWN = 150
"""Paths on a page without text: its letters were turned into outlines."""
PASSWORD = 4
"""pdfium's error code for a missing password (FPDF_ERR_PASSWORD)."""
TAIL = 2048
AT_ONCE = 200
"""Pages after which a file is opened anew: pdfium keeps 4 KB of each page that it has seen."""


def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """The pages of the file, whichever engine can read them."""
    path = Path(source.file)
    if not _ends(path):
        yield Problem("truncated-pdf")
    document, reason = _open(path)
    if reason == "encrypted":
        yield Problem("encrypted-pdf")
    elif document is not None and len(document):
        count, sealed = _witness(path)
        yield from _count_check(count, len(document))
        yield from _sealed(_pages(path, document, limits), sealed)
    else:
        yield from _otherwise(source, limits, opened=document is not None)


def _ends(path: Path) -> bool:
    """Whether the file's tail holds the end mark every PDF has."""
    with path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - TAIL))
        return b"%%EOF" in stream.read()


def _open(path: Path) -> tuple[Any, str]:
    """The document and '', or None and 'encrypted' or 'damaged'."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path), ""
    except pypdfium2.PdfiumError as error:
        # pdfium's last error may be an earlier file's: qpdf is asked before it is believed.
        locked = error.err_code == PASSWORD and _locked(path)
        return None, "encrypted" if locked else "damaged"


def _locked(path: Path) -> bool:
    import pikepdf

    try:
        pikepdf.open(path, suppress_warnings=True).close()
    except pikepdf.PasswordError:
        return True
    except Exception:  # damage has many faces, and pikepdf's own errors no public base
        return False
    return False


def _count_check(witness: int | None, pages: int) -> Iterator[Problem]:
    """An engine that loses pages does not say so itself."""
    if witness is not None and witness != pages:
        yield Problem("page-count-disagrees", None, f"{pages} / {witness}")


def _sealed(items: Iterator[Page | Problem], found: tuple[Seal, ...]) -> Iterator[Page | Problem]:
    """The same, with the file's signatures on the first page."""
    for item in items:
        if found and isinstance(item, Page):
            item, found = replace(item, seals=found), ()
        yield item


def _witness(path: Path) -> tuple[int | None, tuple[Seal, ...]]:
    """What qpdf reads: pages in the file's page tree, None where it cannot; its signatures."""
    import pikepdf

    try:
        # Without this qpdf looks at every page at once: 4 KB of memory each.
        with pikepdf.open(path, suppress_warnings=True, inherit_page_attributes=False) as document:
            return _leaves(document.Root.Pages), seals(document)
    except Exception:  # as above
        return None, ()


def _leaves(root: Any) -> int:
    """Pages below a node of the page tree.

    Where a node names as many kids as it promises pages, they are not looked at.
    """
    count = 0
    nodes, seen = [root], set()
    while nodes:
        node = nodes.pop()
        kids = node.get("/Kids")
        if kids is None:
            count += 1
        elif node.get("/Count") == len(kids):
            count += len(kids)
        elif node.objgen not in seen:
            seen.add(node.objgen)
            nodes += kids
    return count


def _pages(path: Path, document: Any, limits: Limits) -> Iterator[Page | Problem]:
    """Every page of the file; closes the document, which is another one at the end."""
    import pypdfium2.raw as pdfium

    begun, count = _mark(path), len(document)
    for index in range(min(count, limits.pages)):
        if index and index % AT_ONCE == 0 and _mark(path) == begun is not None:
            again, _ = _open(path)
            if again is not None:
                document.close()
                document = again
        handle = pdfium.FPDF_LoadPage(document, index)
        if not handle:
            yield Problem("unreadable-page", index + 1)
            continue
        try:
            page = _page(handle, index + 1)
        finally:
            pdfium.FPDF_ClosePage(handle)
        yield page
    document.close()
    if count > limits.pages:
        yield Problem("too-many-pages", None, f"{limits.pages} / {count}")


def _mark(path: Path) -> tuple[int, ...] | None:
    """What tells a file from another put in its place; None when it has vanished."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def page_at(source: Source, number: int) -> Page | None:
    """One page by itself; None where the first engine cannot open it."""
    import pypdfium2.raw as pdfium

    document, _ = _open(Path(source.file))
    handle = pdfium.FPDF_LoadPage(document, number - 1) if document is not None else None
    if not handle:
        return None
    try:
        return _page(handle, number)
    finally:
        pdfium.FPDF_ClosePage(handle)


def _page(handle: Any, number: int) -> Page:
    from extractor.readers.glyphs import ink
    from extractor.readers.grid import grids
    from extractor.readers.layout import compose, outside
    from extractor.readers.unruled import unruled

    found = ink(handle, legacy)
    tables = grids(found.horizontal, found.vertical)
    tables += unruled(outside(found.tokens, tables))
    composed = compose(found.tokens, sorted(tables, key=lambda grid: grid.box[1]), found.strips)
    area = found.width * found.height or 1.0
    share = covered(found.images, found.width, found.height)
    text_share = sum(_area(token.box) for token in found.tokens) / area
    return Page(
        number=number,
        text=composed.text,
        reader="text-layer",
        width=found.width,
        height=found.height,
        words=composed.words,
        tables=composed.tables,
        fonts=composed.fonts,
        image_share=share,
        hidden_share=_hidden(found),
        problems=needs_ocr(number, composed.text, share, text_share, found.paths)
        or _pictures(number, found),
    )


def _pictures(number: int, found: Ink) -> tuple[Problem, ...]:
    """A picture among the text, large enough to be a table, with no words of the page on it."""
    area = found.width * found.height or 1.0
    bare = (box for box in found.images if not any(_on(token.box, box) for token in found.tokens))
    share = max((_area(box) / area for box in bare), default=0.0)
    return (Problem("picture-unread", number, f"{share:.0%}"),) if share >= PICTURE else ()


def _on(word: Box, picture: Box) -> bool:
    """Whether the word's middle stands on the picture."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return picture[0] < x < picture[2] and picture[1] < y < picture[3]


def _hidden(found: Ink) -> float:
    """Share of the text's area that nobody sees, 0..1."""
    areas = [_area(strip) for strip in found.strips]
    unseen = sum(area for area, hidden in zip(areas, found.hidden, strict=True) if hidden)
    return unseen / (sum(areas) or 1.0)


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def covered(images: list[Box], width: float, height: float) -> float:
    """Share of the page under images, 0..1; the strips of one scan add up."""
    if not images or width <= 0 or height <= 0:
        return 0.0
    clipped = (
        (max(0.0, x0), max(0.0, top), min(width, x1), min(height, bottom))
        for x0, top, x1, bottom in images
    )
    return min(1.0, sum(map(_area, clipped)) / (width * height))


def needs_ocr(
    number: int, text: str, image_share: float, text_share: float, paths: int
) -> tuple[Problem, ...]:
    """The problem, where what a person sees on the page is not in its text layer."""
    shown = [char for char in text if not char.isspace()]
    unmapped = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in shown)
    scan = image_share >= SCAN_IMAGE and text_share < SCAN_TEXT
    outlined = not shown and (paths >= DRAWN or image_share > 0.05)
    if scan or outlined:
        return (Problem("needs-ocr", number),)
    if shown and unmapped > len(shown) / 2:
        return (Problem("unmapped-text", number),)
    return ()


# -------------------------------------------------------------------- when pdfium cannot


def _otherwise(source: Source, limits: Limits, opened: bool) -> Iterator[Page | Problem]:
    """The file by pdfplumber, else from a copy repaired by qpdf, else a named end."""
    from extractor.readers import pdf_second

    path = Path(source.file)
    seen = 0
    for item in pdf_second.read(path, limits):
        if not seen:
            yield Problem("second-engine")
        seen += isinstance(item, Page)
        yield item
    if seen:
        yield from _count_check(_witness(path)[0], seen)
        return
    yield from _repaired(path, limits, opened)


def _repaired(path: Path, limits: Limits, opened: bool) -> Iterator[Page | Problem]:
    import pikepdf

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "repaired.pdf"
        try:
            with pikepdf.open(path, suppress_warnings=True) as document:
                count = len(document.pages)
                document.save(copy)
        except pikepdf.PasswordError:
            yield Problem("encrypted-pdf")
            return
        except Exception:  # as above
            yield Problem("no-pages" if opened else "damaged-pdf")
            return
        document, _ = _open(copy)
        if document is None or not len(document):
            yield Problem("no-pages" if count == 0 else "damaged-pdf")
            return
        yield Problem("damaged-repaired")
        yield from _pages(copy, document, limits)
