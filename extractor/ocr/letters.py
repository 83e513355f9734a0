"""Whether another reader saw the letters of a word: names on a worn page need more than one.

The network that is asked has no Vietnamese letters: it tells 'Ha' from 'Hat', and not 'Hà' from
'Hạ'. Words are held against what it saw of their line letter by letter. Knows letters; no name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from extractor.ocr.aligned import answering
from extractor.ocr.engine import Seen
from extractor.ocr.grid import Patch
from extractor.ocr.witness import Look
from extractor.text import fold

LONG = 16.0
"""Heights of a stretch of words that is shown at once: the network sees no longer ones."""
_OTHER = regex.compile(r"[^a-z0-9]")
_TORN = regex.compile(r"\w[^\w\s/-]+\w")
"""A sign within a word: a letter was misread as one, and its neighbour makes up for it."""
_ALIKE = (
    (regex.compile(r"(?<=[a-z])[ui][rt]?o"), "uo"),
    (regex.compile(r"(?<=[a-z])ur(?=[bcdghklmnpqstvx])"), "u"),
    (regex.compile(r"(?<=[a-z])[06]|[06](?=[a-z])"), "o"),
    (regex.compile(r"(?<=[a-z])3"), "a"),
)
"""Horned vowels as that network reads them, and those under marks: no two Vietnamese words differ
so."""


def borne(words: Sequence[Seen], look: Look) -> set[Seen]:
    """Those words of one cell of which the look saw every letter, and no other.

    It sees their line first, and what it saw otherwise there by itself: of 172 names on faded scans
    that were read rightly 134 are borne so and 14 more, of 18 misread ones none.
    """
    found: set[Seen] = set()
    for stretch in _stretches(words):
        found |= _seen_alike(stretch, look(*_around(stretch))[0])
        alone = ([word] for word in stretch if word not in found and letters(word.text))
        found = found.union(*(_seen_alike(one, look(*_around(one))[0]) for one in alone))
    return found


def _around(words: Sequence[Seen]) -> Patch:
    return (
        min(w.left for w in words), min(w.top for w in words),
        max(w.right for w in words), max(w.bottom for w in words),
    )  # fmt: skip


def _stretches(words: Sequence[Seen]) -> Iterator[list[Seen]]:
    """The words of each line, as many at a time as can be shown."""
    for _, line in groupby(words, key=lambda word: word.line):
        shown: list[Seen] = []
        for word in sorted(line, key=lambda word: word.left):
            high = max(w.bottom - w.top for w in (*shown, word))
            if shown and word.right - shown[0].left > LONG * high:
                yield shown
                shown = []
            shown.append(word)
        if shown:
            yield shown


def _seen_alike(words: Sequence[Seen], text: str) -> set[Seen]:
    plain = [letters(word.text) for word in words]
    mine, theirs = "".join(plain), letters(text)
    if not mine or not theirs:
        return set()
    to = answering(mine, theirs)
    found, at = set(), 0
    for word, own in zip(words, plain, strict=True):
        start, end = at, at + len(own)
        at = end
        if own and not _TORN.search(word.text) and _is_there(mine, theirs, to, start, end):
            found.add(word)
    return found


def _is_there(mine: str, theirs: str, to: Sequence[int], start: int, end: int) -> bool:
    """Whether ``mine[start:end]`` stands in ``theirs`` with nothing before or behind it."""
    first, last = to[start], to[end - 1] + 1
    before = to[start - 1] + 1 if start else 0
    behind = to[end] if end < len(mine) else len(theirs)
    return theirs[first:last] == mine[start:end] and before == first and behind == last


def letters(text: str) -> str:
    """The letters and figures alone, without marks, in the spelling that both have in common."""
    plain = _OTHER.sub("", fold(text))
    for seen, meant in _ALIKE:
        plain = seen.sub(meant, plain)
    return plain
