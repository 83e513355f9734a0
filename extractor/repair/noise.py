"""Lines of a page image that are no print: strokes of a stamp or a signature, dirt, a dark edge.

An engine makes letters of them, and is not sure of any. They are marked, never deleted: a line
that is taken for none must not part a heading from what stands below it. Knows confidences and
kinds of characters, no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean

import regex

from extractor.models import CleanPage
from extractor.repair.edits import raw_span

NAME = "noise"
DOUBTED = 0.33
"""Mean confidence of a line's words: of those below it on made scans nearly all were strokes."""
LONE = 0.6
"""The same for a line of a single letter."""
_LINE = re.compile(r"[^\s][^\n]*")
_BULLET = re.compile(r"[-–+*•]")
_REFERENCE = regex.compile(r"\d\s?/\p{Lu}{2}")
"""The document's own number, often written by hand: it is told apart by its form."""


def without_noise(page: CleanPage) -> CleanPage:
    """The page with its lines of noise among what is set aside."""
    marked = [*page.aside]
    for start, end in _noise(page):
        if all(last <= start or end <= first for first, last, _ in page.aside):
            marked.append((start, end, NAME))
    return page if len(marked) == len(page.aside) else replace(page, aside=tuple(sorted(marked)))


def _noise(page: CleanPage) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(page.text):
        start, end = match.span()
        text = match.group().strip()
        sure = page.page.words.between(*raw_span(page, start, end)).confidences
        known = [one for one in sure if one is not None]
        if known and _is_noise(text, fmean(known)):
            yield start, end


def _is_noise(text: str, sure: float) -> bool:
    if not any(char.isalnum() for char in text):
        return not _BULLET.fullmatch(text)
    if len(text) == 1 and text.isalpha():
        return sure < LONE
    return sure < DOUBTED and not _REFERENCE.search(text)
