"""Where in a document the words of a question stand: a few words around them, the hits marked.

Knows text and words; no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.archive.search.sought import Phrase
from extractor.archive.search.words import Word, composed, words_of
from extractor.text import fold

_BEFORE, _AFTER = 80, 140
"""Characters that are shown around the first hit."""
_NEAR = 40
"""Hits that are looked at together."""


class Quote(NamedTuple):
    """Some words of a page; ``text[a:b]`` is a hit for each of ``marks``."""

    page: int
    text: str
    marks: tuple[tuple[int, int], ...]


def quote_of(pages: Iterable[tuple[int, str]], phrases: Sequence[Phrase]) -> Quote | None:
    """The place with most of the phrases, the first of equals; None where none is on a page."""
    best: Quote | None = None
    most = 0
    for number, raw in pages:
        text = composed(raw)
        folded = fold(text)
        sought = [phrase for phrase in phrases if phrase.bare[0] in folded.replace(".", "")]
        words = list(words_of(text)) if sought else []
        found = sorted((*span, at) for at, one in enumerate(sought) for span in _spans(words, one))
        for at, (start, _, _) in enumerate(found):
            near = [one for one in found[at : at + _NEAR] if one[1] <= start + _AFTER]
            told = len({which for _, _, which in near})
            if told > most:
                most, best = told, _cut(number, text, [(a, b) for a, b, _ in near])
            if most == len(phrases):
                return best
    return best


def _spans(words: list[Word], phrase: Phrase) -> Iterable[tuple[int, int]]:
    """Where a phrase stands."""
    at = 1 if phrase.exact else 0
    sought = phrase[at]
    for first in (i for i, word in enumerate(words) if word[at] == sought[0]):
        here = words[first : first + len(sought)]
        if tuple(word[at] for word in here) == sought:
            yield here[0].start, here[-1].end


def _cut(page: int, text: str, spans: list[tuple[int, int]]) -> Quote:
    """Whole words around the spans, on one line."""
    start, end = max(0, spans[0][0] - _BEFORE), min(len(text), spans[0][0] + _AFTER)
    while start and not text[start - 1].isspace() and start < spans[0][0]:
        start += 1
    while end < len(text) and not text[end].isspace() and end > spans[-1][1]:
        end -= 1
    shown, at = "", start
    marks = []
    for a, b in spans:
        if a < at:
            continue
        shown += _line(text[at:a])
        marks.append((len(shown), len(shown) + len(_line(text[a:b]))))
        shown, at = shown + _line(text[a:b]), b
    return Quote(page, (shown + _line(text[at:end])).rstrip(), tuple(marks))


def _line(text: str) -> str:
    """Line ends and runs of blanks as one blank; what stands at the ends stays parted."""
    parts = text.split()
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and parts else ""
    return f"{lead}{' '.join(parts)}{tail}"
