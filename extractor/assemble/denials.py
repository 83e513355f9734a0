"""Labels that say what was not done: 'hồ sơ chưa được số hóa: 120' counts none that were."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile
from operator import attrgetter

from extractor.assemble.labels import small_words
from extractor.book.metrics import grammar
from extractor.match.items import Item

_AHEAD = 3
"""Words that may stand between 'chưa' and what was not done, and 'chưa' itself."""


def is_denied(
    labels: Sequence[Item], items: Sequence[Item], text: str, *, damaged: bool = False
) -> bool:
    """Whether the first of the labels is taken back by a word ahead of it.

    On ``damaged`` text a word without its marks does.

    Whether in time is said otherwise: 'không đúng hạn' is a label of its own, as is what is open
    ('chưa giải quyết').
    """
    if not labels or grammar().class_of(labels[0].feature) in ("timing", None):
        return False
    at = bisect_left(items, labels[0].start, key=attrgetter("start"))
    words = items[max(0, at - _AHEAD) : at][::-1]
    ahead = takewhile(lambda i: i.role == "zero" or (i.role == "word" and not i.feature), words)
    bare = small_words("denials") if damaged else frozenset()
    return any(
        i.text in bare or text[i.start : i.end].lower() in grammar().words.denials for i in ahead
    )
