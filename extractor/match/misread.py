"""Names that an engine misread: ranks of places, departments, fields of work.

A word alone is no phrase where letters are unsure; before a name in capitals it is a rank or
nothing ('x4 Chế Tạo'). A department and a field of work are of closed lists, and met by likeness.
Knows likeness and capitals; the names are those of the pattern book.
"""

from __future__ import annotations

from functools import cache

import regex

from extractor.book.phrases import State, automaton
from extractor.book.terms import ScopePhrase, term_book
from extractor.match.near import distance
from extractor.match.phrases import Hit, find_at
from extractor.match.tokens import Tokens
from extractor.repair.known import fields_of_work
from extractor.repair.syllables import common
from extractor.text import fold

_NAME = regex.compile(r"\s+\p{Lu}[\p{L}\p{M}]*\p{Ll}")
"""A capital and a small letter: in a line of capitals every word would be a name."""


def misread_ranks(text: str, seen: Tokens, found: list[Hit]) -> list[Hit]:
    """The phrases found, and the ranks among the words that they leave, left to right."""
    taken = {at for hit in found for at in range(hit.first, hit.last)}
    more = [
        Hit(at, at + 1, owners, 0.0)
        for at, (word, kind) in enumerate(zip(seen.folded, seen.kinds, strict=True))
        if kind == "w"
        and at not in taken
        and (owners := _rank(word))
        and _NAME.match(text, seen.ends[at])
    ]
    return sorted([*found, *more], key=lambda hit: hit.first) if more else found


@cache
def _rank(word: str) -> tuple[int, ...]:
    """The owners of the rank that a word was; () for a word that may be what it says."""
    if len(word) > 12 or word in _known():
        return ()
    near = {rank: step for rank in _ranks() if (step := distance(word, rank)) is not None}
    least = min(near.values(), default=0.0)
    best = [rank for rank, step in near.items() if step == least]
    return _ranks()[best[0]] if len(best) == 1 else ()


@cache
def _ranks() -> dict[str, tuple[int, ...]]:
    """Each phrase of one word behind which a name must stand → its owners."""
    book = term_book()
    found = {}
    for word in book.scope_tree.words:
        state = book.scope_tree.step(word)
        ends = state.ends if state is not None else ()
        owners = tuple(o for o in ends if _wants_name(book.scopes[o]))
        if owners:
            found[word] = owners
    return found


def _wants_name(phrase: ScopePhrase) -> bool:
    return phrase.level == "unit" and phrase.name == "phrase-and-follows"


@cache
def _known() -> frozenset[str]:
    """Words that are no misread rank: frequent ones, and those that begin a phrase."""
    book = term_book()
    return frozenset(map(fold, common())) | {*book.scope_tree.words, *book.term_tree.words}


def known_field(seen: Tokens, at: int) -> tuple[int, str] | None:
    """(where it ends, how it is spelled) of the field of work that begins at the token."""
    if at >= len(seen.folded):
        return None
    hit = find_at(_fields(), seen, at)
    if hit is None:
        return None
    return seen.ends[hit.last - 1], fields_of_work()[hit.owner]


@cache
def _fields() -> State:
    return automaton([(field,) for field in fields_of_work()])
