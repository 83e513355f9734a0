"""Headings on page images with a word misread: what they say if it is the known word near it.

Only a reading that makes the whole heading understood counts, only if the nearest ones all say
the same, and only if half of the words may stay as they were read. Nobody read such a heading:
whoever takes it says so (``head-guessed`` in ``patterns/doubts.toml``). Knows words and spelling;
no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from extractor.book.tables import table_book, term_words
from extractor.tables.words import meaning, strange_words
from extractor.text import fold

MOST_WORDS, MOST_TRIED = 3, 150
"""Words of one heading that may be misread, and readings of it that are tried."""
LONG = 6
"""Letters from which a word may have two of them wrong."""
WRONG = 10
"""What a wrong letter weighs, a wrong mark being 1."""


@lru_cache(maxsize=2_000)
def guessed(text: str) -> str | None:
    """The heading as it is understood with misread words replaced; None if nothing is near."""
    spans = strange_words(text, damaged=False)
    if not spans or len(spans) > MOST_WORDS:
        return None
    choices = [tuple(_near(text[start:end].lower())) for start, end in spans]
    most = WRONG * max(1, len(text.split()) // 2)
    ways = (way for way in product(*choices) if sum(cost for cost, _ in way) < most + WRONG)
    tried = sorted(ways, key=lambda words: sum(cost for cost, _ in words))
    best: dict[frozenset[str], str] = {}
    least = None
    for words in tried[:MOST_TRIED]:
        cost = sum(cost for cost, _ in words)
        if least is not None and cost > least:
            break
        made = _with(text, spans, [word for _, word in words])
        said = meaning(made, damaged=False)
        told = frozenset(f for f in said.features if not f.startswith("unit:"))
        if not said.strange and not said.negated:  # 'Cọng' is 'Cộng', which says nothing by itself
            least = cost
            best.setdefault(told, made)
    if len(best) > 1:
        best.pop(frozenset(), None)
    return next(iter(best.values())) if len(best) == 1 else None


def _with(text: str, spans: list[tuple[int, int]], words: list[str]) -> str:
    for (start, end), word in reversed(list(zip(spans, words, strict=True))):
        text = text[:start] + word + text[end:]
    return text


def _near(word: str) -> Iterator[tuple[int, str]]:
    """(what is wrong with the word, a known one), the nearest first."""
    from rapidfuzz.distance import Levenshtein

    bare = fold(word)
    most = 2 if len(bare) >= LONG else 1
    found = []
    for known, plain in _known():
        wrong = Levenshtein.distance(bare, plain, score_cutoff=most)
        if wrong <= most and wrong < len(plain):
            found.append((WRONG * wrong + (known != word), known))
    yield from sorted(found)[:12]


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """Every word that headings are made of, and the same without marks."""
    words = frozenset().union(*term_words(), table_book().headings.filler)
    return tuple((word, fold(word)) for word in sorted(words))
