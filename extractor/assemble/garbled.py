"""How well what stands around a number of a garbled text could be read.

An engine without Vietnamese leaves the digits whole and breaks the words. What tells how far a
figure was understood are the words between its number and the one before it that no phrase took,
and the numbers of its passage that found no label. What each case is worth was counted
(:mod:`extractor.book.doubts`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.assemble.claims import Claim
from extractor.book.metrics import grammar
from extractor.match.items import Item
from extractor.match.near import is_slip
from extractor.repair.syllables import KINDS, Kind
from extractor.text import fold

MANY = 3
"""Strange words from which the label may have been among them."""
CROWD = 3
"""Other numbers of the passage without a label, from which it may be of something else."""
_DECIMALS = re.compile(r"\d[.,] \Z")
_HUNDREDS = re.compile(r"0\d\d")
_THOUSANDS = re.compile(r"[.,] \d{3}(?![\d.,]\d)")


def case(claim: Claim, unread: int, text: str) -> str:
    """The case of a claim, by its name in ``patterns/doubts-text.toml``.

    Args:
        claim: of a garbled page.
        unread: how many other numbers of its passage found no label.
        text: of its passage.
    """
    strange = sum(map(is_strange, claim.unheard))
    if claim.scope.name and (strange or claim.assumed or claim.narrowed or unread >= CROWD):
        return "text-named-some"
    if claim.assumed or claim.narrowed:
        return "text-assumed"
    if strange:
        return "text-far" if strange >= MANY else "text-some"
    if _may_be_word(claim.printed) or _is_torn(claim, text):
        return "text-digit"
    if unread >= CROWD:
        return "text-crowded"
    if claim.scope.name:
        return "text-listed" if claim.note == "repeated" else "text-named"
    return "text-slip" if claim.cost else "text-clear"


def _may_be_word(printed: str) -> bool:
    """A lone digit ('$6 hồ sơ' is 'Số hồ sơ'), or one before a blank ('là 911', '14 911').

    Counts below ten are printed with a nought.
    """
    first, _, rest = printed.partition(" ")
    if not rest:
        return len(first) == 1 and first != "0"
    return first.isdecimal() and any(is_slip(first, small) for small in _small())


def _is_torn(claim: Claim, text: str) -> bool:
    """'99, 90%' is no 90 %, before '083' the thousands were lost, and '899. 400' is one number."""
    rate = claim.metric.endswith("rate") and _DECIMALS.search(
        text[max(0, claim.start - 3) : claim.start]
    )
    goes_on = _THOUSANDS.match(text, claim.end)
    return bool(rate or goes_on or _HUNDREDS.fullmatch(claim.printed))


@lru_cache(maxsize=20_000)
def is_strange(word: str) -> bool:
    """Whether a word is none of those that stand between any label and its number."""
    if KINDS[word] is Kind.MARKED:
        return False  # put right: it says what it says
    seen = fold(word)
    if len(seen) == 1:
        return False
    return seen not in _small() and not any(is_slip(seen, small) for small in _small())


def is_loose(item: Item) -> bool:
    """Whether a word is of no phrase and none that stands between any label and its number."""
    return item.role == "word" and not item.feature and is_unknown(item.text)


@lru_cache(maxsize=20_000)
def is_unknown(word: str) -> bool:
    """Whether a folded word is none of the small ones, letter for letter."""
    return len(word) > 1 and word not in _small()


@cache
def _small() -> frozenset[str]:
    """Words that name nothing, folded."""
    words = grammar().words
    lists = (words.fillers, words.followers, words.of, words.has, words.leads, words.origin)
    more = (words.mentions, words.after_name, words.agents, words.period)
    return frozenset(fold(word) for listed in (*lists, *more) for word in listed if len(word) > 1)
