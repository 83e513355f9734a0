"""Names that an engine misread: ranks of places, departments, fields of work.

A word alone is no phrase where letters are unsure; before a name in capitals it is a rank or
nothing ('x4 Chế Tạo'). A department and a field of work are of closed lists, and met by likeness.
Knows likeness and capitals; the names are those of the pattern book.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from extractor.book.phrases import State, automaton
from extractor.book.terms import ScopePhrase, term_book
from extractor.match.near import distance
from extractor.match.phrases import Hit, find_at
from extractor.match.tokens import Tokens
from extractor.repair.known import fields_of_work
from extractor.repair.syllables import is_bare

ALIKE = 0.8
"""Likeness from which an office's letters are those of a known one."""
_TOLD = 6
"""Letters of an office's name, behind its first word, that can be told by likeness."""
_SHORTEST, _LONGEST = 2, 12
_NAME = regex.compile(r"\s+\p{Lu}[\p{L}\p{M}]*\p{Ll}")
"""A capital and a small letter: in a line of capitals every word would be a name."""


def misread_names(text: str, seen: Tokens, found: list[Hit]) -> list[Hit]:
    """The phrases found, and the offices and ranks among the words they leave, left to right."""
    found = _with_offices(text, seen, found)
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
    if not _SHORTEST <= len(word) <= _LONGEST or is_bare(word) or word in _known():
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
        if owners and is_bare(word) and word not in book.term_tree.words:  # no 'TX', no 'số'
            found[word] = owners
    return found


def _wants_name(phrase: ScopePhrase) -> bool:
    return phrase.level == "unit" and phrase.name in ("phrase-and-follows", "phrase-until")


def _with_offices(text: str, seen: Tokens, found: list[Hit]) -> list[Hit]:
    """The phrases found, and behind a head of theirs the offices that are like a known one."""
    kept, more, end = list(found), [], 0
    for at, (word, kind) in enumerate(zip(seen.folded, seen.kinds, strict=True)):
        if kind != "w" or at < end or text[seen.starts[at]].islower():
            continue
        here = next((hit for hit in found if hit.first <= at < hit.last), None)
        if here is not None and here.last - here.first > 1:
            continue
        office = _office(seen, at, _heads(word))
        if office is not None:
            kept = [hit for hit in kept if not office.first <= hit.first < office.last]
            more.append(office)
            end = office.last
    return sorted([*kept, *more], key=lambda hit: hit.first) if more else found


def _office(seen: Tokens, at: int, heads: tuple[str, ...]) -> Hit | None:
    """The known office whose letters are most like those behind its head."""
    from rapidfuzz.distance import Levenshtein

    best: tuple[float, int] | None = None
    found = None
    for head in heads:
        for tail, words, owner in _offices()[head]:
            end = at + 1 + words
            letters = "".join(seen.folded[at + 1 : end]) if end <= len(seen.folded) else ""
            like = Levenshtein.normalized_similarity(letters, tail, score_cutoff=ALIKE)
            if like and (best is None or (like, words) > best):
                best, found = (like, words), Hit(at, end, (owner,), 1 - like)
    return found


@lru_cache(maxsize=20_000)
def _heads(word: str) -> tuple[str, ...]:
    """The first words of offices that a word may be."""
    if word in _offices():
        return (word,)
    if len(word) > _LONGEST or word in _known():
        return ()  # may begin something else
    return tuple(head for head in _offices() if distance(word, head) is not None)


@cache
def _offices() -> dict[str, tuple[tuple[str, int, int], ...]]:
    """First word of a known office → the letters of what follows, its words, whose phrase."""
    book = term_book()
    named = {o for o, p in enumerate(book.scopes) if p.level == "unit" and p.name == "phrase"}
    found = {}
    for head in book.scope_tree.words:
        tails: list[tuple[str, int, int]] = []
        _tails(book.scope_tree.step(head), (), named, tails)
        if tails:
            found[head] = tuple(tails)
    return found


def _tails(
    state: State | None,
    words: tuple[str, ...],
    named: set[int],
    found: list[tuple[str, int, int]],
) -> None:
    """Collects every way on from a state that is long enough to be told by likeness."""
    if state is None or len(words) > _LONGEST:
        return
    letters = "".join(words)
    owner = next((end for end in state.ends if end in named), None)
    if owner is not None and len(letters) >= _TOLD:
        found.append((letters, len(words), owner))
    for word in state.words:
        _tails(state.step(word), (*words, word), named, found)


@cache
def _known() -> frozenset[str]:
    """Words that begin a phrase."""
    book = term_book()
    return frozenset((*book.scope_tree.words, *book.term_tree.words))


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
