"""The second engine: reads by pdfplumber a PDF that pdfium refuses.

Knows pdfplumber; makes the same tokens and lines of it as pdfium gives, so that lines, columns
and tables are found by the same code whoever read the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.models import Page, Problem
from extractor.readers.fonts import legacy
from extractor.readers.glyphs import Token
from extractor.readers.grid import Line, grids
from extractor.readers.layout import compose
from extractor.settings import Limits


def read(path: Path, limits: Limits) -> Iterator[Page | Problem]:
    """Pages as far as pdfplumber can give them; nothing at all where it cannot open the file."""
    import pdfplumber

    try:
        document = pdfplumber.open(path)
    except Exception:  # what pdfminer raises on damage has no common base
        return
    with document:
        try:
            pages = document.pages[: limits.pages]
        except Exception:
            return
        for page in pages:
            try:
                yield _page(page)
            except Exception:
                yield Problem("unreadable-page", page.page_number)
            finally:
                page.close()


def _page(page: Any) -> Page:
    from extractor.readers.pdf import covered, needs_ocr

    width, height = float(page.width), float(page.height)
    tokens = [
        Token(
            word["text"], word["x0"], word["top"], word["x1"], word["bottom"],
            font=legacy(word["fontname"]),
        )
        for word in page.extract_words(extra_attrs=["fontname"], keep_blank_chars=False)
    ]  # fmt: skip
    composed = compose(tokens, grids(*_lines(page)), [])
    boxes = [(i["x0"], i["top"], i["x1"], i["bottom"]) for i in page.images]
    share = covered(boxes, width, height)
    inked = sum((t.x1 - t.x0) * (t.bottom - t.top) for t in tokens)
    return Page(
        number=page.page_number,
        text=composed.text,
        reader="text-layer",
        width=width,
        height=height,
        words=composed.words,
        tables=composed.tables,
        fonts=composed.fonts,
        image_share=share,
        # This engine does not say which text is seen: on a scan it is taken for hidden.
        hidden_share=float(share > 0),
        problems=needs_ocr(
            page.page_number, composed.text, share, inked / (width * height or 1), len(page.curves)
        ),
    )


def _lines(page: Any) -> tuple[list[Line], list[Line]]:
    level, upright = [], []
    for edge in page.edges:
        if edge["orientation"] == "h":
            level.append((edge["top"], edge["x0"], edge["x1"]))
        else:
            upright.append((edge["x0"], edge["top"], edge["bottom"]))
    return level, upright
