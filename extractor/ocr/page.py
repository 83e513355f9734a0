"""A picture of a page → a page: witnesses read it, their words are put in order.

Knows the order of the steps; how a picture is made ready, read or compared is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from extractor.images.picture import Picture, Pixels
from extractor.models import Page
from extractor.ocr import engine, languages, scan_look, third
from extractor.ocr.composing import box_on_page, on_page, tokens
from extractor.ocr.engine import Seen
from extractor.ocr.grid import Gridded, gridded, without_rules
from extractor.ocr.grid_read import read_cells
from extractor.ocr.grid_votes import Scan
from extractor.ocr.marks import marks
from extractor.ocr.passed import heard_again
from extractor.ocr.prints import as_printed, prints
from extractor.ocr.quarters import romans
from extractor.ocr.ready import ready as made_ready
from extractor.ocr.sights import borne, sights
from extractor.ocr.told import Told
from extractor.ocr.trust import trust
from extractor.ocr.witness import Look, hear
from extractor.readers.layout import compose, outside
from extractor.readers.unruled import unruled
from extractor.repair.syllables import is_syllable
from extractor.text import fold

Read = Callable[[Picture, str], list[Seen]]
"""One pass over a picture in one language: the engine, or what it said when it was recorded."""
Eye = Callable[[Picture], Look | None]
"""Who is asked about single places of a picture, where there is such a one."""
Keep = Callable[[str, Pixels], None]
LAYER = "layer"
"""The witness that is the page's own text layer."""


def read_page(
    picture: Picture,
    number: int,
    layer: Page | None = None,
    *,
    made: Picture | None = None,
    read: Read = engine.read,
    block: Read = engine.read_block,
    row: Read = engine.read_row,
    eye: Eye = third.eye,
    keep: Keep | None = None,
) -> Page:
    """The page that the picture shows.

    Args:
        picture: as it was opened.
        number: 1-based, of the page in its file.
        layer: the page as its text layer has it, where that is worth hearing: one more witness.
        made: the picture made ready, where that was done before.
        read: who reads; the engine by default.
        block: who reads a picture that is one block of lines.
        row: who reads a picture that is one line.
        eye: who is asked where the passes differ.
        keep: is given each stage of the picture with its name.
    """
    ready, first = made_ready(picture, read, keep=keep, made=made, bare=without_rules)
    found = gridded(ready)
    scan = scan_look.before(picture, ready, eye)
    seen = scan, scan_look.print_of(picture, ready)
    told, cells = _told(ready, _whole(first), found, layer, (read, block, row), eye, seen)
    placed = tokens([one.word for one in (*told, *cells)], ready)
    tables = list(found.grids) if found else []
    tables += unruled(outside(placed, tables))
    level = compose(placed, sorted(tables, key=lambda grid: grid.box[1]), [])
    text = on_page(level, ready)
    parts = told, cells
    return Page(
        number=number,
        text=text.text,
        reader="ocr",
        width=picture.width,
        height=picture.height,
        words=text.words,
        tables=text.tables,
        image_share=1.0,
        sights=sights(parts, placed, level.words),
        borne=borne(parts, placed, level.words),
        steps=ready.steps,
        marks=marks(picture, placed, eye, partial(box_on_page, ready)) if number == 1 else None,
    )


def warm() -> None:
    """Load what is known of print, so that children which are forked find it there."""
    prints()
    trust()
    is_syllable(fold("đ"))


def _told(
    ready: Picture,
    first: Sequence[Seen],
    found: Gridded | None,
    layer: Page | None,
    readers: tuple[Read, Read, Read],
    eye: Eye,
    scan: tuple[Look | None, Scan | None],
) -> tuple[list[Told], list[Told]]:
    """What the witnesses say of the page outside of its ruled tables, and of their cells."""
    read, block, row = readers
    heard = {LAYER: _seen(layer, ready)} if layer is not None and layer.words else {}
    prose = found.prose if found else ready
    outside = found.outside if found else list
    figures = _whole(read(prose, languages.DIGITS))
    seen = heard_again(
        prose,
        {languages.WORDS: outside(first), languages.DIGITS: outside(figures)},
        lambda cut, name: _whole(row(cut, name)),
    )
    words, figures = romans(seen[languages.WORDS], seen[languages.DIGITS], ready.pixels)
    passes = {languages.WORDS: words, languages.DIGITS: figures}
    passes |= {name: outside(words) for name, words in heard.items()}
    told = hear(passes, _asked(eye, prose))
    if found is None:
        return told, []
    lines = 1 + max((word.line for word in first), default=0)
    cells = read_cells(found, block, _asked(eye, found.cleaned), heard, lines, *scan)
    return told, cells


def _asked(eye: Eye, picture: Picture) -> tuple[str, Look] | None:
    look = eye(picture)
    return None if look is None else (third.NAME, look)


def _whole(words: Sequence[Seen]) -> list[Seen]:
    """The words as they are printed, their letters in composed form as all text here is."""
    return [replace(word, text=as_printed(word.text)) for word in words]


def _seen(layer: Page, picture: Picture) -> list[Seen]:
    """The words of a text layer in the picture's pixels, as a pass that is sure of itself."""
    to_pixels = np.linalg.inv(picture.to_page)
    found = []
    for word in layer.words:
        x0, top, x1, bottom = word.box
        corners = to_pixels @ np.array([[x0, x1], [top, bottom], [1.0, 1.0]])
        xs, ys = sorted(corners[0] / corners[2]), sorted(corners[1] / corners[2])
        text = layer.text[word.start : word.end]
        found.append(Seen(text, round(xs[0]), round(ys[0]), round(xs[1]), round(ys[1]), 1.0, 0, 0))
    return found
