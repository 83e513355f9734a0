"""Misread words by which numbers are set aside, as they are meant: 'so véi thang truéc'.

A mask is met letter for letter. Knows likeness; a word that may be another's is left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from extractor.book.notfigures import mask_words
from extractor.book.terms import term_book
from extractor.match.near import is_slip
from extractor.match.tokens import Tokens
from extractor.repair.syllables import is_bare


def mended(folded: str, seen: Tokens) -> tuple[str, Tokens]:
    """The folded passage and its tokens, no offset changed."""
    words, text = list(seen.folded), list(folded)
    for at, (word, kind) in enumerate(zip(seen.folded, seen.kinds, strict=True)):
        if kind == "w" and (meant := _meant(word)):
            words[at] = meant
            text[seen.starts[at] : seen.starts[at] + len(word)] = meant
    return "".join(text), replace(seen, folded=words)


@lru_cache(maxsize=20_000)
def _meant(word: str) -> str:
    """The one word of masks, as long, that it may be with one letter misread."""
    book = term_book()
    if is_bare(word) or word in book.term_tree.words or word in book.scope_tree.words:
        return ""
    near = [one for one in mask_words() if len(one) == len(word) and is_slip(word, one)]
    return near[0] if len(near) == 1 else ""
