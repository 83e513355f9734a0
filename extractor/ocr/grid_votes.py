"""The words of a worn page's cells, as several pictures of the same print show them.

Making such a page ready takes strokes with the grain. The scan itself, softened by less than a
stroke, keeps them and its grain; what the engine misreads on one picture it seldom misreads alike
on another. Of 1,449 words in cells of 25 faded scans (two typefaces) 81 % were read rightly on the
picture made ready, 91 % after the vote. Knows words and their places; the engine and the pictures
are handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import fmean

import cv2
import numpy as np

from extractor.images import specks, tone
from extractor.images.picture import Picture, Pixels
from extractor.ocr.aligned import Place, places
from extractor.ocr.engine import Seen
from extractor.ocr.grid import AROUND, Patch
from extractor.ocr.grid_cell import SIGNS
from extractor.ocr.grid_sheet import Laid, Sheet, redrawn
from extractor.ocr.languages import DIGITS, WORDS
from extractor.ocr.prints import is_bare
from extractor.repair.syllables import KINDS, Kind

Read = Callable[[Picture, str], list[Seen]]
"""One pass in one language over a sheet of cells."""
Scan = Callable[[Patch], Pixels]
"""A rectangle of the picture made ready, as the scan itself shows it: grey, black on white."""
SOFT = (1.4, 0.8)
"""Pixels of 300 dpi by which the scan is softened, the picture that is read best first."""
WORD = 2
"""Letters from which a cell holds words."""
ALONE = 0.3
"""Most confidence of a word that each picture shows otherwise: of 54 such 22 were right."""
SPELT, SURER = 0.6, 0.5
"""Of a vote: what a word weighs that is a syllable, and the confidence in it."""


@dataclass(frozen=True, slots=True)
class Voted:
    """What is seen in one cell of a worn page's table."""

    words: tuple[Seen, ...]
    """Of the pass for words; in cells of words those that most pictures show."""
    alike: frozenset[Seen]
    """Those of them that two pictures show alike, or that nobody was asked about."""
    scan: tuple[tuple[Seen, ...], tuple[Seen, ...]] = ((), ())
    """In cells of numbers, what the passes for figures and for words see on the scan itself."""


def as_seen(words: Sequence[Seen]) -> Voted:
    """The same where there is one picture only."""
    return Voted(tuple(words), frozenset(words))


def voted(
    sheet: Sheet,
    figures: Sequence[Sequence[Seen]],
    words: Sequence[Sequence[Seen]],
    read: Read,
    scan: Scan,
) -> list[Voted]:
    """The words of each cell of a sheet after the vote; of numbers, what else was seen.

    Args:
        sheet: cells as the picture made ready shows them.
        figures: of each cell, what the pass for figures saw there.
        words: of each cell, what the pass for words saw there.
        read: the engine, over a sheet.
        scan: the page as it was before it was made ready.
    """
    best, *more = (partial(print_of, scan, soft) for soft in SOFT)
    anew = redrawn(sheet.cells, best)
    theirs = [anew.words(read(anew.picture, name)) for name in (DIGITS, WORDS)]
    seen = list(zip(figures, words, *theirs, strict=True))
    asked = [n for n, (mine, other, number, _) in enumerate(seen) if _is_of_words(mine, other)
             and (other or not is_bare(_text(number)))]  # fmt: skip
    pictures = {n: [seen[n][3]] for n in asked}
    for print_ in more if asked else ():
        anew = redrawn([sheet.cells[n] for n in asked], print_)
        for n, mine in zip(asked, anew.words(read(anew.picture, WORDS)), strict=True):
            pictures[n].append(mine)
    return [
        _vote([*pictures[n], other]) if n in pictures
        else replace(as_seen(other), scan=(tuple(number), tuple(word)))
        for n, (_, other, number, word) in enumerate(seen)
    ]  # fmt: skip


def _text(words: Sequence[Seen]) -> str:
    return "".join(word.text for word in words)


def _is_of_words(figures: Sequence[Seen], words: Sequence[Seen]) -> bool:
    """Whether letters were seen in a cell, or neither letters nor figures."""
    letters = sum(map(str.isalpha, _text(words)))
    return letters >= WORD or not any(map(str.isdecimal, _text(figures)))


def print_of(scan: Scan, soft: float, cell: Laid) -> Pixels:
    """The print of a cell on the scan, without specks, softened, black on white."""
    left, top, right, bottom = cell.ink.box
    room = 2 * AROUND
    grey = specks.larger_without(scan((left - room, top - room, right + room, bottom + room)))
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), soft), np.uint8)
    found = tone.tone(grey)
    if found.paper - found.ink >= tone.BLANK:
        grey = tone.stretched(grey, found)
    return grey[AROUND:-AROUND, AROUND:-AROUND]


def _vote(pictures: Sequence[Sequence[Seen]]) -> Voted:
    """Place by place what most pictures show; lines and their order are those of the first."""
    pictures = sorted(pictures, key=lambda seen: not seen)
    of = sum(map(bool, pictures))
    taken = [_taken(place, pictures[0], of) for place in places(pictures)]
    words = sorted((w for mine, _ in taken for w in mine), key=lambda w: (w.line, w.left))
    return Voted(tuple(words), frozenset(w for mine, alike in taken if alike for w in mine))


def _taken(place: Place, first: Sequence[Seen], of: int) -> tuple[tuple[Seen, ...], bool]:
    """What is taken of a place, and whether two pictures show it; ``of`` so many show the cell."""
    told = [(text, seen) for text, seen in zip(place.texts(), place.words, strict=True) if text]
    votes = Counter(text for text, _ in told)
    sure = {text: fmean(w.confidence for w in seen) for text, seen in reversed(told)}

    def weight(text: str) -> float:
        return votes[text] + SPELT * _is_spelt(text) + SURER * sure[text]

    best = max(votes, key=weight)
    if len(told) == 1 and of > 1:
        return (), False  # a speck of one picture; or print, which is known to be there then
    seen = next(seen for text, seen in told if text == best)
    line = _line(place, first)
    alike = votes[best] > 1
    most = 1.0 if alike or len(told) == 1 else ALONE
    return tuple(
        replace(w, line=line, confidence=min(w.confidence, most)) for w in seen
    ), alike  # fmt: skip


def _is_spelt(text: str) -> bool:
    """Whether every word may be printed so."""
    return all(KINDS[part.strip(SIGNS)] not in (Kind.BAD, Kind.BARE) for part in text.split())


def _line(place: Place, first: Sequence[Seen]) -> int:
    """Of the first picture's lines that on which a place stands, or the nearest."""
    if place.words[0]:
        return place.words[0][0].line
    _, top, _, bottom = place.box()
    near = min(first, key=lambda w: abs(w.top + w.bottom - top - bottom))
    return near.line
