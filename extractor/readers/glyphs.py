"""Takes from one pdfium page its words, ruling lines, images and fonts, in display coordinates.

The only file that calls pdfium's C functions on a page. Knows pixels of ink, not reading order:
lines, columns and tables are made of these by :mod:`extractor.readers.layout` and ``grid``.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from extractor.models import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

WORD_GAP = 0.17
"""A gap of this share of the glyphs' height parts two words; a space is about 0.22 of it."""
THIN = 3.0
"""Points: a filled path no thicker than this is a ruling line, and lines this near are one."""
MOST_LINES = 20_000
"""Segments looked at on one page; beyond it the page is a drawing, not a table."""
MOST_OVER = 100
"""Images of one page that are looked at for text behind them; a scan is one, or some strips."""
HYPHEN = 2
"""What pdfium returns for a hyphen at a line's end."""


@dataclass(slots=True)
class Token:
    """A word as it stands on the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: str = ""
    confidence: float | None = None
    """0..1 from an engine; None for born-digital text."""

    @property
    def box(self) -> Box:
        """Its rectangle on the page."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Ink:
    """What stands on one page. H lines are (y, x0, x1), V lines are (x, top, bottom)."""

    width: float
    height: float
    tokens: list[Token] = field(default_factory=list)
    strips: list[Box] = field(default_factory=list)
    """Where text was set, typed blanks included: what one string covers is one line."""
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    """Of each strip: whether its text is invisible, or an image was laid over it."""
    images: list[Box] = field(default_factory=list)
    paths: int = 0


_BUFFER, _FLAGS = ctypes.create_string_buffer(128), ctypes.c_int()
"""Made once: every word's font is asked for."""

Place = Callable[[float, float], tuple[float, float]]


def placing(page: Any) -> tuple[float, float, Place]:
    """Width, height and the map from page space to top-left display points.

    The map undoes the page's own rotation, so that landscape annexes read upright.
    """
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    turned = pdfium.FPDFPage_GetRotation(page)
    if turned == 1:
        return top - bottom, right - left, lambda x, y: (y - bottom, x - left)
    if turned == 2:
        return right - left, top - bottom, lambda x, y: (right - x, y - bottom)
    if turned == 3:
        return top - bottom, right - left, lambda x, y: (top - y, right - x)
    return right - left, top - bottom, lambda x, y: (x - left, top - y)


def ink(page: Any, legacy: Callable[[str], str]) -> Ink:
    """Everything on the page. ``legacy`` maps a font name to the one to keep, or ''."""
    width, height, place = placing(page)
    found = Ink(width=width, height=height)
    textpage = pdfium.FPDFText_LoadPage(page)
    if textpage:
        try:
            found.tokens = list(_tokens(textpage, place, legacy))
        finally:
            pdfium.FPDFText_ClosePage(textpage)
    objects = (
        pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))
    )
    _draw(objects, IDENTITY, place, found, 0)
    return found


def _tokens(textpage: Any, place: Place, legacy: Callable[[str], str]) -> Iterator[Token]:
    """Words in content order, parted where the ink parts them."""
    rect = pdfium.FS_RECTF()
    fonts: dict[str, str] = {}
    word: Token | None = None
    get_unicode, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    for i in range(pdfium.FPDFText_CountChars(textpage)):
        char = letter(get_unicode(textpage, i))
        if not char or not get_box(textpage, i, rect):
            continue
        if char == " ":
            # pdfium guesses blanks of its own; where the ink leaves no gap they split a syllable.
            if pdfium.FPDFText_IsGenerated(textpage, i) == 1:
                continue
            if word is not None:
                yield word
                word = None
            continue
        ax, ay = place(rect.left, rect.top)
        bx, by = place(rect.right, rect.bottom)
        x0, x1, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        if (
            word is not None
            and _joins(word, x0, x1, top, bottom)
            and not (char.isdigit() and word.text[-1].isalpha() and _smaller(textpage, i))
        ):
            word.text += char
            word.x1 = max(word.x1, x1)
            word.top, word.bottom = min(word.top, top), max(word.bottom, bottom)
            continue
        if word is not None:
            yield word
        font = _font(textpage, i, fonts, legacy)
        word = Token(char, x0, top, x1, bottom, font)
    if word is not None:
        yield word


def _joins(word: Token, x0: float, x1: float, top: float, bottom: float) -> bool:
    """Whether a glyph continues the word: same line, no gap, not far back."""
    height = max(word.bottom - word.top, bottom - top, 1.0)
    # Some fonts give no height of their own, only each letter's ink: 'n' and 'g' overlap, no more.
    shared = min(word.bottom, bottom) - max(word.top, top)
    if shared < 0.25 * min(word.bottom - word.top, bottom - top):
        return False
    gap = x0 - word.x1
    # A combining mark stands back over its letter; a new column stands far back.
    return -0.9 * height < gap < WORD_GAP * height or (x1 - x0 < 0.1 and x0 >= word.x0)


def _smaller(textpage: Any, i: int) -> bool:
    """Whether a glyph is set smaller than the one before it: a note's number, not the word's."""
    size = pdfium.FPDFText_GetFontSize
    return bool(size(textpage, i) < 0.8 * size(textpage, i - 1))


@cache
def letter(code: int) -> str:
    """The character of a code, ' ' for any blank, '' for what is none, U+FFFD for unmapped."""
    if code == HYPHEN:
        return "-"
    if code in (0x20, 0xA0, 0x3000) or 0x2000 <= code <= 0x200A or code in (0x202F, 0x09):
        return " "
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return "" if code < 0x20 or code in (0x200B, 0xFEFF) else chr(code)


def _font(textpage: Any, i: int, seen: dict[str, str], legacy: Callable[[str], str]) -> str:
    """The font of a glyph where the pattern book calls it legacy, else ''."""
    length = pdfium.FPDFText_GetFontInfo(textpage, i, _BUFFER, len(_BUFFER), _FLAGS)
    if not 1 < length <= len(_BUFFER):
        return ""
    name = _BUFFER.value.decode("utf-8", errors="replace")
    if name not in seen:
        seen[name] = legacy(name)
    return seen[name]


# ---------------------------------------------------------------------------- drawings


def _draw(objects: Iterator[Any], matrix: Matrix, place: Place, found: Ink, depth: int) -> None:
    """Collect lines and images, also from inside forms."""
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.strips.append(_bounds(item, matrix, place))
            mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
            found.hidden.append(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.paths += 1
            if len(found.horizontal) + len(found.vertical) < MOST_LINES:
                _path(item, matrix, place, found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.images.append(_bounds(item, matrix, place))
            if len(found.images) <= MOST_OVER:
                _lay_over(found, found.images[-1])
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
            inner = (
                pdfium.FPDFFormObj_GetObject(item, i)
                for i in range(pdfium.FPDFFormObj_CountObjects(item))
            )
            _draw(inner, _times(_matrix(item), matrix), place, found, depth + 1)


def _lay_over(found: Ink, image: Box) -> None:
    """Whatever was drawn before where the image lies is not seen."""
    x0, top, x1, bottom = image
    for i, strip in enumerate(found.strips):
        x, y = (strip[0] + strip[2]) / 2, (strip[1] + strip[3]) / 2
        found.hidden[i] |= x0 <= x <= x1 and top <= y <= bottom


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """``m`` first, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _bounds(item: Any, matrix: Matrix, place: Place) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    ax, ay = place(*_apply(matrix, left, bottom))
    bx, by = place(*_apply(matrix, right, top))
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _path(item: Any, matrix: Matrix, place: Place, found: Ink) -> None:
    """The straight, level lines of a path: its strokes, and its fills that are thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return
    whole = _times(_matrix(item), matrix)
    for points in _subpaths(item, whole, place):
        if stroke.value:
            for a, b in pairwise(points):
                _line(found, *a, *b)
        if fill.value and len(points) > 2:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            wide, tall = max(xs) - min(xs), max(ys) - min(ys)
            if tall <= THIN < wide:
                middle = (min(ys) + max(ys)) / 2
                found.horizontal.append((middle, min(xs), max(xs)))
            elif wide <= THIN < tall:
                middle = (min(xs) + max(xs)) / 2
                found.vertical.append((middle, min(ys), max(ys)))


def _line(found: Ink, x0: float, y0: float, x1: float, y1: float) -> None:
    if abs(y1 - y0) < 1.0 < abs(x1 - x0):
        found.horizontal.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) < 1.0 < abs(y1 - y0):
        found.vertical.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _subpaths(item: Any, matrix: Matrix, place: Place) -> Iterator[list[tuple[float, float]]]:
    """Each subpath's points in display space; a curve counts as its chord."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(pdfium.FPDFPath_CountSegments(item), MOST_LINES)):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(place(*_apply(matrix, x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
