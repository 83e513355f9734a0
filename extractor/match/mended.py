"""Misread words of garbled text as they are meant.

Words by which numbers are set aside ('so véi thang truéc'), as a mask is met letter for letter;
and small words by which the grammar goes ('cia' for 'của', 'tv' for 'từ'): without them whoever is
named in passing would be a subject. Knows likeness; a word that may be another's is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from extractor.book.metrics import grammar
from extractor.book.notfigures import mask_words
from extractor.book.terms import term_book
from extractor.match.near import distance, is_slip
from extractor.match.tokens import Tokens
from extractor.repair.syllables import common, is_bare
from extractor.text import fold


def mended(folded: str, seen: Tokens) -> tuple[str, Tokens]:
    """The folded passage and its tokens, no offset changed."""
    words, text = list(seen.folded), list(folded)
    for at, (word, kind) in enumerate(zip(seen.folded, seen.kinds, strict=True)):
        noun = _files().get(seen.folded[at + 1], "") if at + 1 < len(words) else ""
        if noun and len(noun) == len(word) and is_slip(word, noun):  # 'hé so'
            meant = noun
        else:
            meant = _meant(word) if kind == "w" else ""
        if meant:
            words[at] = meant
            text[seen.starts[at] : seen.starts[at] + len(word)] = meant
    return "".join(text), replace(seen, folded=words)


@lru_cache(maxsize=20_000)
def _meant(word: str) -> str:
    """The one word of masks, as long, that it may be with one letter misread."""
    book = term_book()
    if is_bare(word) or word in book.term_tree.words or word in book.scope_tree.words:
        return ""
    near = (one for one in mask_words() if len(one) == len(word) and is_slip(word, one))
    meant = _nearest(word, near) or small_word(word)
    return meant if len(meant) == len(word) else ""


def _nearest(word: str, near: Iterable[str]) -> str:
    """The one that a word is least far from; '' where two are alike."""
    far = {one: step for one in near if (step := distance(word, one)) is not None}
    least = min(far.values(), default=0.0)
    best = [one for one, step in far.items() if step == least]
    return best[0] if len(best) == 1 else ""


@cache
def _files() -> dict[str, str]:
    """Second word of the noun that counts files → its first."""
    nouns = (fold(noun).split() for noun in grammar().words.files)
    return {noun[1]: noun[0] for noun in nouns if len(noun) == 2}


@lru_cache(maxsize=20_000)
def small_word(seen: str) -> str:
    """The small word that a folded word of no phrase is, with one letter misread; else itself."""
    if len(seen) < 2 or seen.isdecimal() or seen in _known():
        return seen
    meant = _nearest(seen, (word for word in _rivals() if is_slip(seen, word)))
    return meant if meant in _small() else seen


@cache
def _small() -> frozenset[str]:
    """Words that tell whose the figures are, whom they are not of, and how many there are."""
    words = grammar().words
    lists = (words.of, words.to, words.origin, words.plus, words.joins, words.agents, words.has)
    more = (words.several, words.denials, words.either)
    return _longer(words.leads).union(fold(word) for one in (*lists, *more) for word in one)


@cache
def _rivals() -> frozenset[str]:
    """The same, and the longer ones that stand beside any number: 'tdi' is 'tại' or 'tới'."""
    words = grammar().words
    return _small() | _longer((*words.fillers, *words.followers, *words.mentions, *words.period))


def _longer(words: Iterable[str]) -> frozenset[str]:
    """Those of three letters and more: shorter ones are like anything."""
    return frozenset(fold(word) for word in words if len(word) > 2)


@cache
def _known() -> frozenset[str]:
    """Words that mean themselves."""
    book = term_book()
    listed = (word for _, words in grammar().words if isinstance(words, tuple) for word in words)
    told = {part for word in (*listed, *common()) for part in fold(word).split()}
    return frozenset({*told, *book.term_tree.words, *book.scope_tree.words})
