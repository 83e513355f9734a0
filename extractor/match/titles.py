"""What a document's title says it is about, as far as that tells whether figures stand in it.

Knows the title alone; what follows from it is its readers' to say.
"""

from __future__ import annotations

from functools import lru_cache

from extractor.book.notfigures import our_matter, title_words
from extractor.match.phrases import find
from extractor.match.tokens import tokens

REPORTS, _OTHER_MATTER, _INSPECTION = range(3)
"""Owners of the words of titles, see :func:`title_words`."""


@lru_cache(maxsize=1)
def told_by(title: str | None) -> frozenset[int]:
    """Whose words stand in a title; each of the readers of one document asks."""
    seen = tokens(title or "", damaged=False)
    return frozenset(hit.owner for hit in find(title_words(), seen, damaged=False))


def is_of_other_matter(title: str | None) -> bool:
    """Whether a title names petitions, archives or an inspection, and no procedures beside them.

    'Công tác tiếp công dân, giải quyết đơn thư và thủ tục hành chính' is of both; which of its
    parts are of petitions their headings tell.
    """
    told = told_by(title)
    if _INSPECTION in told or _OTHER_MATTER not in told:
        return _INSPECTION in told
    return not find(our_matter(), tokens(title or "", damaged=False), damaged=False)
