"""Half a label of a garbled text: a word before it, or the other of two joined, was not read.

'Trực tiếp và dịch vụ bưu chính: 402 hồ sơ', 'trước và đúng hạn 90': with one half lost the number
seems to be the other's alone; and 'cha đúng hạn 12' is 'chưa đúng hạn'. No sum can tell, as the
parts of a whole add up either way.
Knows items; no phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise, takewhile

from extractor.assemble.labels import small_words
from extractor.book.metrics import grammar
from extractor.match.items import Item
from extractor.match.near import distance
from extractor.text import fold

_BARE = "_bare"
"""Ends the name of a feature that one small word alone tells ('sớm')."""
_ENDS = frozenset(".;()")
"""Signs across which nothing is joined to a label before its number."""


def is_half(items: Sequence[Item], at: int, text: str) -> bool:
    """Whether a label of the number at an index is joined to words that nobody understood.

    Or stands behind one that may have denied it.
    """
    before = [*takewhile(_is_before, reversed(items[:at]))][::-1]
    behind = [*takewhile(lambda i: i.role not in ("number", "sign"), items[at + 1 :])]
    end = at + 1 + len(behind)
    own = end == len(items) or items[end].role == "sign"  # else they lead the number to come
    none = items[at].role == "zero"  # 'không có hồ sơ quá hạn': it denies nothing but itself
    denied = not none and any(_is_denial(*pair, text) for pair in pairwise(before))
    return denied or _joined(before) or (own and _joined(behind))


def _is_denial(word: Item, label: Item, text: str) -> bool:
    """'cha ding han', 'chia đến hạn': 'chưa', perhaps."""
    seen = fold(text[word.start : word.end])
    timed = grammar().class_of(label.feature) == "timing"
    return (
        timed
        and (word.role == "zero" or (word.role == "word" and not word.feature))
        and any(distance(seen, denial) is not None for denial in small_words("denials"))
    )


def _is_before(item: Item) -> bool:
    return item.role != "number" and not (item.role == "sign" and item.text in _ENDS)


def _joined(run: Sequence[Item]) -> bool:
    joins = small_words("joins") | small_words("plus") | small_words("either")
    return any(
        item.role == "word"
        and item.text in joins
        and (
            (_may_be_half(run[:n][-1:]) and _is_lost(run[n + 1 :]))
            or (_may_be_half(run[n + 1 : n + 2]) and _is_lost(reversed(run[:n])))
        )
        for n, item in enumerate(run)
    )


def _is_lost(words: Iterable[Item]) -> bool:
    """Whether a word that no label and its number have between them stands before the next."""
    fillers = small_words("fillers")
    loose = takewhile(lambda i: i.role == "word" and not i.feature, words)
    return any(len(item.text) > 1 and item.text not in fillers for item in loose)


def _may_be_half(label: Sequence[Item]) -> bool:
    """'đúng hạn', 'trực tiếp': what stands together with another of its class."""
    book = grammar()
    return any(
        not _halves().isdisjoint(
            book.implies.get(item.feature, (item.feature.removesuffix(_BARE),))
        )
        for item in label
    )


@cache
def _halves() -> frozenset[str]:
    """Features that stand together with one of their own class."""
    book = grammar()
    pairs = (pair for pair in book.together.pairs if len({*map(book.class_of, pair)}) == 1)
    return frozenset(feature for pair in pairs for feature in pair)
