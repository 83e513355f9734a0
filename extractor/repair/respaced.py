"""Blanks put where they belong on pages that lost or gained many: 'ti ếpnh ận' is 'tiếp nhận'.

Of the ways to part a run of letters into words the likeliest is taken, by the words of reports and
what stands beside what (:mod:`extractor.repair.restored`); a blank that is moved must pay for it.
Lines set with their letters apart ('B Á O  C Á O') are set close first. No letter is changed.
Knows spelling and neighbours; not what a word means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractor.models import Edit
from extractor.repair.edits import apply
from extractor.repair.restored import ALONE, EACH, SIGN, UNKNOWN, known
from extractor.repair.syllables import KINDS, Kind, is_syllable

ODD = 0.015
"""Share of the words in small letters that are none, from which blanks are looked for."""
LESS = 0.5
"""Of them so many may be left: else something else is wrong with the page."""
MOVED = -3.0
"""Log of the probability that a blank was lost or put in at a place."""
LONGEST = 200_000
"""Characters of a page on which blanks are moved; a longer one is a flood."""
SYLLABLE = -13.0
"""The same of a syllable that is none of the known words."""
_LONGEST = 8
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_SINGLE, FEWEST = 0.75, 6
"""Share of the parts of a line that are one character each, where letters are set apart, and of
how many letters at least."""
_GAP = re.compile(r" +")
_CLOSE = re.compile(r"(?<=[\d.,/%]) (?=[\d.,/%])| (?=[,.;:)%])|(?<=\() ")


def spaced_letters(text: str, tables: Sequence[tuple[int, int]]) -> list[Edit]:
    """Lines whose letters stand apart: wide gaps become blanks, where there are any.

    ``tables`` lie in the same text: there single letters are cells.
    """
    edits: list[Edit] = []
    at = 0
    for line in text.split("\n"):
        if _is_spaced(line.split()) and not any(start <= at < end for start, end in tables):
            edits += _closed(line.rstrip(), at)
        at += len(line) + 1
    return edits


def _is_spaced(parts: Sequence[str]) -> bool:
    letters = sum(len(part) == 1 and part.isalpha() for part in parts)
    single = sum(len(part) == 1 for part in parts)
    return letters >= FEWEST and letters * 2 > len(parts) and single > _SINGLE * len(parts)


def _closed(line: str, at: int) -> Iterator[Edit]:
    indent = len(line) - len(line.lstrip())
    gaps = list(_GAP.finditer(line, indent))
    wide = any(len(match[0]) > 1 for match in gaps)
    for match in gaps:
        start, end = at + match.start(), at + match.end()
        if wide:
            yield Edit(start, end, " " if len(match[0]) > 1 else "")
        elif _CLOSE.match(line, match.start()):
            yield Edit(start, end, "")


def misplaced_blanks(text: str, tokens: Sequence[str]) -> list[Edit]:
    """Blanks taken out and put in, if most of the words that are none become words by it."""
    before = _odd(tokens) if len(text) <= LONGEST else 0
    if before < 4 or before < ODD * len(tokens):
        return []
    edits = [
        edit for match in _RUN.finditer(text) for edit in _parted(match.group(), match.start())
    ]
    return edits if _odd(apply(text, edits).split()) < LESS * before else []


def _odd(tokens: Sequence[str]) -> int:
    return sum(
        KINDS[token] in (Kind.BAD, Kind.BARE) or (len(token) == 1 and token.isalpha())
        for token in tokens
        if not token[0].isupper()
    )


def _parted(run: str, at: int) -> Iterator[Edit]:
    """The blanks of one run of words that stand elsewhere than they should."""
    letters = run.replace(" ", "")
    places: set[int] = set()
    """Letters before which a blank stands."""
    count = 0
    where: list[int] = []
    """Where each letter stands in the run."""
    for index, char in enumerate(run):
        if char == " ":
            places.add(count)
        else:
            where.append(index)
            count += 1
    if not places and len(letters) <= _LONGEST and _known(letters):
        return
    wanted = set(_ends(letters, places)) - {0, len(letters)}
    for place in sorted(places | wanted):
        start = at + where[place]
        if place in places and place not in wanted:
            yield Edit(start - 1, start, "")
        elif place not in places:
            yield Edit(start, start, " ")


def _known(word: str) -> bool:
    return word.lower() in known().alone or is_syllable(word.lower())


def _ends(letters: str, places: set[int]) -> list[int]:
    """Where the words of the likeliest way end (Viterbi, 1967)."""
    blanks = sorted(places)
    ends = sorted(places | {len(letters)})
    whole = dict(zip([0, *ends], ends, strict=False))
    """Where each of the words as printed begins and ends."""
    paths: list[dict[str, tuple[float, int, str]]] = [{} for _ in range(len(letters) + 1)]
    paths[0][SIGN] = (0.0, -1, "")
    for start in range(len(letters)):
        if not paths[start]:
            continue
        kept = sorted(paths[start].items(), key=lambda one: -one[1][0])[:6]
        moved = 0.0 if start in places or not start else MOVED
        for end, word, alone, stood in _words(letters, start, whole.get(start)):
            inside = bisect_left(blanks, end) - bisect_right(blanks, start)
            paid = alone + moved + MOVED * inside
            likely, before = max((so_far[0] + paid + stood.get(w, 0.0), w) for w, so_far in kept)
            if word not in paths[end] or likely > paths[end][word][0]:
                paths[end][word] = (likely, start, before)
    at, word = len(letters), max(paths[-1], key=lambda one: paths[-1][one][0], default="")
    found = []
    while at > 0:
        found.append(at)
        _, at, word = paths[at][word]
    return found


def _words(
    letters: str, start: int, printed: int | None
) -> Iterator[tuple[int, str, float, dict[str, float]]]:
    """The words that may begin at a letter: where they end, and how likely each is."""
    told = known()
    for end in range(start + 1, min(start + _LONGEST, len(letters)) + 1):
        shown = letters[start:end]
        if not (shown[1:].islower() or shown.isupper() or end == start + 1):
            continue
        word = shown if shown.isupper() and shown in told.alone else shown.lower()
        if word in told.alone:
            yield end, word, told.alone[word], told.behind.get(word, {})
        elif end > start + 1 and is_syllable(word):
            yield end, word, SYLLABLE, {}
    if printed is not None:
        yield printed, UNKNOWN, ALONE + EACH * (printed - start), {}
