"""The lines of a document's head or foot, freed of layout: Markdown marks, columns, rules.

A head has two columns; extracted text holds them on one line with wide gaps, in turns, or one
after the other. This module cuts lines into segments and says nothing about their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.models import CleanPage
from extractor.text import fold

_COLUMNS = re.compile(r"\s*\|\s*|\t+|[ \u00a0]{3,}")
_MARKUP = re.compile(r"\*\*|__|</?[a-z]{1,6}/?>|\\(?=[-*_.#])")
_EDGE = "#*_>~ \u00a0\u200b\ufeff"
_LAYOUT = re.compile(r"[|\t*_<\\]|[ \u00a0]{3}")
"""Without any of these a line is one piece and bears no Markdown inside."""
_RULE = re.compile(r"[\W_]*")
_ASIDE = ("page-number", "footnote", "running-head")


class Segment(NamedTuple):
    """A piece of a line: ``text`` is trimmed, ``folded`` is as long as it."""

    text: str
    folded: str
    start: int
    """Offset of the line it stands on."""
    gap: int
    """Blank lines before its line; 0 for later pieces of one line."""
    heading: bool = False
    """Marked as a heading in Markdown."""


def without_aside(page: CleanPage) -> str:
    """A page's clean text with page numbers and the like blanked, as long as it was."""
    text = page.text
    for start, end, kind in page.aside:
        if kind in _ASIDE:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def segments(text: str, start: int = 0, end: int | None = None) -> Iterator[Segment]:
    """The segments of ``text[start:end]``, top to bottom, left to right; rules dropped."""
    offset, gap = start, 0
    for line in text[start:end].splitlines(keepends=True):
        pieces = _pieces(line)
        heading = bool(pieces) and line.lstrip().startswith("#")
        for number, piece in enumerate(pieces):
            yield Segment(piece, fold(piece), offset, 0 if number else gap, heading)
        gap = 0 if pieces else gap + 1
        offset += len(line)


def _pieces(line: str) -> list[str]:
    line = line.strip()
    if not line:
        return []
    pieces = [line]
    if _LAYOUT.search(line) is not None:
        pieces = _COLUMNS.split(_MARKUP.sub("", line).strip())
    trimmed = [piece.strip(_EDGE) for piece in pieces]
    return [piece for piece in trimmed if piece and not _RULE.fullmatch(piece)]


def is_upper(text: str) -> bool:
    """Whether at least seven letters in ten are capitals."""
    if text.isupper():
        return True
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper > 0 and upper >= 7 * (upper + lower) / 10
