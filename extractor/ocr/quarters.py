"""Quarters whose Roman numeral was read as figures: 'quý 1/2023' where 'quý I/2023' is printed.

Both mean the same, but a number that nobody printed stands on the page. No year has an eleventh
quarter; and a single stroke is an I where its head reaches as far to the right as to the left,
which that of a 1 does not. Knows strokes; behind which words a quarter's numeral stands is told
in ``patterns/reading/printed_numbers.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import cv2
import numpy as np
import regex
from numpy.typing import NDArray

from extractor.images.picture import Pixels
from extractor.ocr.engine import Seen
from extractor.ocr.prints import prints
from extractor.text import fold

INK = 150
"""Level below which there is ink."""
TALL = 0.55
"""Share of its word's height that the stroke has at least."""
EVEN = 0.65
"""How far the head reaches to the right, against the left, from which it is an I's: on made scans
of all kinds I had 0.71 to 1.36 and an upright 1 0.2 to 0.6."""
_AROUND = 3
_STROKES = regex.compile(r"(?P<before>\(?)(?P<strokes>[1Il|]{1,3})(?P<rest>(?:[/⁄.,);:]\S*)?)")


def romans(
    words: Sequence[Seen], others: Sequence[Seen], pixels: Pixels
) -> tuple[list[Seen], list[Seen]]:
    """The words of two passes with the numerals of quarters as they are printed.

    Elsewhere strokes that were read as letters are only known for a numeral, or not: '11' is read
    as 'II', too, and only where it is no numeral others may say so. Where all read letters, the
    form of the strokes speaks for the other pass, so that the two differ and are weighed.

    Args:
        words: of the pass for words, in the order of reading.
        others: of another, which need not know the word before a numeral.
        pixels: of the picture in which they stand.
    """
    behind = prints().before_romans
    before = chain([""], (fold(word.text.strip("(\"'.,:;")) for word in words))
    told = [
        _roman(word, pixels) if last in behind else (numeral(word, pixels), False)
        for last, word in zip(before, words, strict=False)
    ]
    numerals = [word for word, is_one in told if is_one]
    numbers = [word for word, is_one in told if not is_one and _may_be_number(word)]
    heard = (_figures(_like(word, numerals), numbers) for word in others)
    return [word for word, _ in told], list(heard)


def _may_be_number(word: Seen) -> bool:
    """'II' whose strokes have no numeral's form: '11' as likely."""
    match = _STROKES.fullmatch(word.text)
    return match is not None and len(match["strokes"]) > 1 and not word.roman


def _figures(word: Seen, numbers: Sequence[Seen]) -> Seen:
    """The word with figures for strokes, where it stands at one of these."""
    match = _STROKES.fullmatch(word.text)
    if match is None or match["strokes"].isdecimal() or not _stands_at(word, numbers):
        return word
    return replace(word, text=f"{match['before']}{'1' * len(match['strokes'])}{match['rest']}")


def _stands_at(word: Seen, others: Sequence[Seen]) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return any(n.left <= x <= n.right and n.top <= y <= n.bottom for n in others)


def numeral(word: Seen, pixels: Pixels) -> Seen:
    """The word, known for a numeral where it begins with strokes of that form, read as letters."""
    match = _STROKES.fullmatch(word.text)
    if match is None or match["strokes"].isdecimal() or not _is_even(pixels, word):
        return word
    return replace(word, roman=True)


def _roman(word: Seen, pixels: Pixels) -> tuple[Seen, bool]:
    """The word with strokes for figures, and whether it begins with strokes alone."""
    match = _STROKES.fullmatch(word.text)
    if match is None:
        return word, False
    one = match["strokes"] == "1" and not _is_even(pixels, word)
    return (word, False) if one else (_with_strokes(word, match), True)


def _with_strokes(word: Seen, match: regex.Match[str]) -> Seen:
    strokes = "I" * len(match["strokes"])
    return replace(word, text=f"{match['before']}{strokes}{match['rest']}", roman=True)


def _like(word: Seen, numerals: Sequence[Seen]) -> Seen:
    """The word as the numeral at its place has it."""
    match = _STROKES.fullmatch(word.text)
    if match and _stands_at(word, numerals):
        return _with_strokes(word, match)
    return word


def _is_even(pixels: Pixels, word: Seen) -> bool:
    """Whether the strokes that a word begins with have heads that are as wide on either side."""
    top, left = max(0, word.top - _AROUND), max(0, word.left - _AROUND)
    cut = pixels[top : word.bottom + _AROUND, left : word.right + _AROUND]
    _, marks, stats, _ = cv2.connectedComponentsWithStats(np.asarray(cut < INK, np.uint8))
    tall = [i for i in range(1, len(stats)) if stats[i][3] >= TALL * (word.bottom - word.top)]
    match = _STROKES.fullmatch(word.text)
    count = len(match["strokes"]) if match else 1
    first = sorted(tall, key=lambda i: int(stats[i][0]))[:count]
    return bool(first) and all(_reach(marks == i, stats[i]) >= EVEN for i in first)


def _reach(mark: NDArray[np.bool_], box: NDArray[np.int32]) -> float:
    """How far a stroke's head reaches to the right of its stem, against the left."""
    x, y, wide, high, _ = (int(n) for n in box)
    ink = mark[y : y + high, x : x + wide]
    stem = ink[high // 3 : 2 * high // 3].sum(axis=0)
    (thick,) = np.nonzero(2 * stem >= stem.max())
    (head,) = np.nonzero(ink[: max(2, high // 4)].any(axis=0))
    middle = (int(thick[0]) + int(thick[-1])) / 2
    return float(head[-1] - middle) / max(float(middle - head[0]), 0.5)
