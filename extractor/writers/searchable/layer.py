"""Lines of words as invisible text in a page's content.

Knows the operators of page content, and how a page is turned and cut before it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pikepdf

from extractor.models import Page
from extractor.writers.searchable import font
from extractor.writers.searchable.lines import Line, Placed, lines

INVISIBLE = 3
"""Text rendering mode: neither filled nor stroked."""
LEAST, MOST = 1.0, 9999.0
"""Per cent to which a word may be stretched."""
UPSIDE_DOWN = 0.7
"""Cosine of the turn from which a line runs from right to left."""
LETTER = (0.0, 0.0, 612.0, 792.0)
"""What a page measures that does not say it."""

Matrix = tuple[float, float, float, float, float, float]


def text_layer(page: Page, name: str, place: Matrix = (1, 0, 0, 1, 0, 0)) -> bytes:
    """Page content that shows the page's words to a search, and nothing to the eye; b'' if none.

    Args:
        page: with the places of its words as it is shown.
        name: under which the page's resources have the font, with its slash.
        place: from the page as it is shown, in points from its lower left, to its own space.
    """
    shown = b"\n".join(_content(lines(page), name))
    if not shown:
        return b""
    return b"q\n%s cm\nBT\n%d Tr\n%s\nET\nQ\n" % (_numbers(place), INVISIBLE, shown)


def _content(given: Iterable[Line], name: str) -> Iterator[bytes]:
    for line in given:
        size = line.height
        yield b"%s %s Tf" % (name.encode("ascii"), _number(size))
        cosine, sine = math.cos(line.angle), math.sin(line.angle)
        # A letter reaches below the line by its descent.
        rise = -font.DESCENT / font.EM * size
        x, y = line.x - rise * sine, line.y + rise * cosine
        if cosine < -UPSIDE_DOWN:
            yield b"%s Tm %s" % (_numbers((cosine, sine, -sine, cosine, x, y)), _at_once(line))
            continue
        for word in line.words:
            at = (cosine, sine, -sine, cosine, x + word.at * cosine, y + word.at * sine)
            yield b"%s Tm %s" % (_numbers(at), _shown(word, size))


def _shown(word: Placed, size: float) -> bytes:
    """The word stretched to its width, and the blank behind it to that of the gap."""
    shown = b"%s Tz %s Tj" % (_stretch(word.width, len(word.text), size), font.coded(word.text))
    if word.space:
        shown += b" %s Tz %s Tj" % (_stretch(word.space, 1, size), font.coded(" "))
    return shown


def _at_once(line: Line) -> bytes:
    """A line's words as one text, each where it begins, all stretched as much as the line is.

    For lines upside down: pdfium, and so Chrome, puts the texts of a line in order from left to
    right of the page, and the line would be read backwards.
    """
    letters = sum(len(word.text) for word in line.words)
    letter = sum(word.width for word in line.words) / letters
    shown, pen = [], 0.0
    for word in line.words:
        text = word.text + (" " if word.space else "")
        back = 1000 * (pen - word.at) / (letter * font.EM / font.ADVANCE)
        shown.append(b"%s %s" % (_number(back), font.coded(text)))
        pen = word.at + len(text) * letter
    return b"%s Tz [%s] TJ" % (_stretch(letter, 1, line.height), b" ".join(shown))


def _stretch(width: float, letters: int, size: float) -> bytes:
    natural = letters * size * font.ADVANCE / font.EM
    return _number(min(max(100 * width / natural, LEAST), MOST))


def _numbers(values: Iterable[float]) -> bytes:
    return b" ".join(map(_number, values))


def _number(value: float) -> bytes:
    shown = f"{value:.4f}".rstrip("0").rstrip(".")
    return b"0" if shown == "-0" else shown.encode("ascii")


# -------------------------------------------------------------------------- where a page lies


def placing(page: pikepdf.Page, width: float, height: float) -> Matrix:
    """From the page as it is shown, ``width`` by ``height`` points, to its own space.

    The page is cut to its crop box and turned by its rotation before it is shown.
    """
    left, bottom, right, top = shown_part(page)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    wide, high = (top - bottom, right - left) if turn in (90, 270) else (right - left, top - bottom)
    across, up = wide / (width or wide), high / (height or high)
    if turn == 90:
        return (0, across, -up, 0, right, bottom)
    if turn == 180:
        return (-across, 0, 0, -up, right, top)
    if turn == 270:
        return (0, -across, up, 0, left, top)
    return (across, 0, 0, up, left, bottom)


def shown_part(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The crop box within the media box, as viewers take it."""
    media = _box(page, "/MediaBox") or LETTER
    crop = _box(page, "/CropBox") or media
    cut = (
        max(media[0], crop[0]), max(media[1], crop[1]),
        min(media[2], crop[2]), min(media[3], crop[3]),
    )  # fmt: skip
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else media


def _box(page: pikepdf.Page, name: str) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(side) for side in page.obj[name])
    except (KeyError, TypeError, ValueError):
        return None
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[0] < box[2] and box[1] < box[3] else None
