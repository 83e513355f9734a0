"""What a document's title says it is about, as far as that tells whether figures stand in it.

Knows the title alone; what follows from it is its readers' to say.
"""

from __future__ import annotations

from functools import lru_cache

from extractor.book.notfigures import title_words
from extractor.match.phrases import find
from extractor.match.tokens import tokens

REPORTS, OTHER_MATTER = 0, 1
"""Owners of the words of titles, see :func:`title_words`."""


@lru_cache(maxsize=1)
def told_by(title: str | None) -> frozenset[int]:
    """Whose words stand in a title; each of the readers of one document asks."""
    seen = tokens(title or "", damaged=False)
    return frozenset(hit.owner for hit in find(title_words(), seen, damaged=False))
