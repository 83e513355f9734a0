"""A passage as the grammar sees it: labels, scopes, numbers, small words and signs in order.

Matching chooses nothing: every label, number and scope that the pattern book recognises is
here with its place. What belongs to what is decided in :mod:`extractor.assemble`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.book.metrics import grammar
from extractor.book.phrases import State, automaton
from extractor.book.reading import first_words
from extractor.book.terms import ScopePhrase, term_book
from extractor.match.masks import masks as masks
from extractor.match.masks import unmasked
from extractor.match.near import distance
from extractor.match.phrases import Hit, find
from extractor.match.tokens import Token, tokens
from extractor.models import Scope
from extractor.numbers import as_count
from extractor.text import fold

Role = Literal["term", "scope", "number", "zero", "inside", "sign", "word"]
_QUOTES = frozenset("\"'“”‘’«»*")
_SMALL = ("over", "under", "about", "zero", "inside", "percent", "money")


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Item:
    """One thing in a passage, at ``text[start:end]``."""

    role: Role
    start: int
    end: int
    text: str
    """Folded words for a word or sign; the print for a number."""
    feature: str = ""
    scope: Scope | None = None
    weak: bool = False
    cost: float = 0.0


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Scan:
    """A passage's tokens, and the numbers that were set aside with the reason."""

    text: str
    damaged: bool
    seen: list[Token]
    free: list[Token]
    """``seen``, the numbers that were set aside made signs."""
    masked: tuple[tuple[int, int, str], ...]


@cache
def _small_words() -> tuple[State, tuple[str, ...]]:
    words = grammar().words
    owners = [getattr(words, name) for name in _SMALL] + [tuple(grammar().scales)]
    return automaton(owners), (*_SMALL, "scale")


_DIGIT = re.compile(r"\d")
_NUMBER_NAME = regex.compile(r"\s+\d{1,2}")
_NAME_END = regex.compile(r"\s*[,.;:()\d]")
_NAME = regex.compile(r"(?:(?:\s+-)?\s+(?:\p{Lu}[\p{L}\p{M}]*|\d{1,2}(?![\d.,%/])(?!\s*\p{Ll})))+")


def is_quiet(text: str) -> bool:
    """Whether undamaged ``text`` surely holds no number, nor words that stand for one.

    Asked of every heading before it is taken apart, so it may say no where none is.
    """
    if _DIGIT.search(text) is not None:
        return False
    folded = fold(text)
    return not any(word in folded for word in _zero_starts())


def scan(text: str, *, damaged: bool) -> Scan:
    """The passage's tokens, numbers that are no figures set aside."""
    folded = fold(text)
    seen = tokens(text, folded, damaged=damaged)
    masked = masks(folded, seen)
    free = unmasked(seen, masked)
    if damaged:
        free = _first_word_restored(free)
    return Scan(text, damaged, seen, free, masked)


def items_of(passage: Scan) -> tuple[Item, ...]:
    """Everything the pattern book recognises in the passage, left to right."""
    text, damaged, seen, free = passage.text, passage.damaged, passage.seen, passage.free
    book = term_book()
    claimed: dict[int, tuple[int, Item]] = {}
    hits = find(book.term_tree, free, damaged=damaged)
    labels = [free[h.first].start for h in hits if not book.features[h.owner].startswith("unit:")]
    scopes = find(book.scope_tree, seen, damaged=damaged, slack=0.25)
    numbered = frozenset(
        seen[h.last - 1].end
        for h in scopes
        if any(
            name == "inside-name" and a < seen[h.last - 1].end < b for a, b, name in passage.masked
        )
    )
    scoped = _scope_items(text, seen, scopes, labels, numbered)
    firm = [pair for pair in scoped if pair[1].feature != "transparent"]
    _claim(claimed, seen, [pair for pair in firm if not _is_self(pair[1])])
    tree, names = _small_words()
    small = [(h, _small(free, h, names[h.owner])) for h in find(tree, free, damaged=damaged)]
    _claim(claimed, free, [p for p in small if p[1].role == "zero" and " " in p[1].text])
    _claim(claimed, free, [(h, _term(free, h, book.features[h.owner])) for h in hits])
    _claim(claimed, seen, [pair for pair in firm if _is_self(pair[1])])
    _claim(claimed, free, small)
    items = _ordered(free, claimed)
    through = [item for _, item in scoped if item.feature == "transparent"]
    if through:
        items = sorted(
            [*items, *through], key=lambda i: i.end if i.feature == "transparent" else i.start
        )
    return tuple(items)


def _is_self(item: Item) -> bool:
    """The reporter named in passing yields to a label it is part of ('nhiệm vụ UBND giao')."""
    return item.scope is not None and item.scope.level == "self"


def holds_number(passage: Scan) -> bool:
    """A number that was not set aside, or a word that may begin 'không …'."""
    return any(t.kind == "n" or t.folded in _zero_starts() for t in passage.free)


def may_hold_figure(passage: Scan) -> bool:
    """A number before a sign or before a word that begins a label or a unit, or 'không …'."""
    free, damaged = passage.free, passage.damaged
    starts = (term_book().term_tree, _small_words()[0])
    for token, behind in zip(free, [*free[1:], None], strict=True):
        if token.kind != "n":
            if token.folded in _zero_starts():
                return True
            continue
        if behind is None or behind.kind == "p":
            return True
        if any(state.continues(behind.folded, near=damaged) for state in starts):
            return True
        if behind.folded in _followers():
            return True
    return False


@cache
def _zero_starts() -> frozenset[str]:
    """First words of what stands instead of a number ('không có')."""
    return frozenset(fold(word).split()[0] for word in grammar().words.zero)


@cache
def _followers() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.followers)


def _first_word_restored(seen: list[Token]) -> list[Token]:
    """Take '86' in '86 luong hồ sơ …: 371' for the word 'Số', misread.

    So a passage opens that begins with digits of its shape and has its number behind a colon.
    """
    first = next((i for i, t in enumerate(seen) if t.kind != "p"), None)
    if first is None or seen[first].kind != "n":
        return seen
    looks = any(distance(seen[first].folded, word) is not None for word in first_words())
    counted = any(
        a.folded == ":" and b.kind == "n"
        for a, b in zip(seen[first:], seen[first + 1 :], strict=False)
    )
    if not (looks and counted):
        return seen
    token = seen[first]
    word = Token("w", token.start, token.end, token.text, token.folded)
    return [*seen[:first], word, *seen[first + 1 :]]


def _claim(
    claimed: dict[int, tuple[int, Item]], seen: list[Token], found: list[tuple[Hit, Item]]
) -> None:
    """Give each item its tokens, keyed by where they start; the first to claim one keeps it."""
    for hit, item in found:
        starts = [t.start for t in seen[hit.first : hit.last]]
        if any(s in claimed for s in starts):
            continue
        for s in starts:
            claimed[s] = (starts[0], item)


def _term(seen: list[Token], hit: Hit, feature: str) -> Item:
    start, end = seen[hit.first].start, seen[hit.last - 1].end
    return Item("term", start, end, "", feature, cost=hit.cost)


def _small(seen: list[Token], hit: Hit, name: str) -> Item:
    start, end = seen[hit.first].start, seen[hit.last - 1].end
    words = " ".join(t.folded for t in seen[hit.first : hit.last])
    role: Role = "zero" if name == "zero" else "inside" if name == "inside" else "word"
    marked = " ".join(t.text for t in seen[hit.first : hit.last])
    return Item(role, start, end, marked if name == "scale" else words, feature=name)


def _scope_items(
    text: str, seen: list[Token], hits: list[Hit], labels: list[int], numbered: frozenset[int]
) -> list[tuple[Hit, Item]]:
    """Scopes with their names; ``labels`` are the offsets at which labels begin."""
    found = []
    for hit in hits:
        named = (
            _named(text, seen, hit, term_book().scopes[o], labels, numbered) for o in hit.owners
        )
        fit = [item for item in named if item is not None]
        if fit:
            item = max(fit, key=lambda i: i.end)  # a name that follows says more than none
            last = hit.last
            while last < len(seen) and seen[last].start < item.end:
                last += 1
            found.append((Hit(hit.first, last, hit.owners, hit.cost), item))
    return found


def _named(
    text: str,
    seen: list[Token],
    hit: Hit,
    phrase: ScopePhrase,
    labels: list[int],
    numbered: frozenset[int],
) -> Item | None:
    """The scope with the name that goes with it; None where the phrase wants what is not there."""
    start, words_end = seen[hit.first].start, seen[hit.last - 1].end
    end = words_end
    if phrase.name == "phrase-and-follows":
        follows = _NAME.match(text, end)
        if follows is None and end in numbered:  # 'phường 10 tiếp nhận'
            follows = _NUMBER_NAME.match(text, end)
        end = follows.end() if follows else end
        if phrase.level == "unit" and not follows:
            return None
    elif phrase.name == "until":
        end = _until(text, end, labels)
    elif phrase.name in _PLACED and not _PLACED[phrase.name](text, seen, hit):
        return None
    item = Item("scope", start, end, "below" if phrase.name == "below" else "")
    item.scope = _scope(text, phrase, start, end, words_end)
    item.weak = phrase.weak
    item.feature = "transparent" if phrase.transparent else ""
    return item


def _scope(text: str, phrase: ScopePhrase, start: int, end: int, words_end: int) -> Scope | None:
    if not phrase.level:
        return None
    if phrase.name == "until":
        start = words_end
    named = phrase.name in ("phrase", "phrase-and-follows", "until")
    name = " ".join(text[start:end].split()) if named else ""
    return Scope(level=phrase.level, name=name or None)


def _until(text: str, end: int, labels: list[int]) -> int:
    """Where a name ends that runs on to the next label, number or sign."""
    stop = min((at for at in labels if at > end), default=len(text))
    cut = _NAME_END.search(text, end, min(stop, end + 60))
    colon = _NAME_END.search(text, end, end + 60)
    if colon is not None and colon.group().endswith(":"):  # 'Lĩnh vực thanh toán: …'
        cut, stop = colon, colon.start()
    return end + len(text[end : cut.start() if cut else min(stop, end + 60)].rstrip())


def _opens_sentence(text: str, seen: list[Token], hit: Hit) -> bool:
    """The phrase begins a sentence with a capital."""
    before = seen[hit.first - 1].folded if hit.first else "."
    return before in ".:;+-*" and text[seen[hit.first].start].isupper()


def _leads(text: str, seen: list[Token], hit: Hit) -> bool:
    """The phrase opens the passage (behind its mark), and a colon or nothing follows."""
    opens = all(t.kind != "w" for t in seen[: hit.first])
    return opens and (hit.last == len(seen) or seen[hit.last].folded == ":")


_PLACED = {"lead": _leads, "opens": _opens_sentence}
"""Phrases that are scopes only where they stand so."""


def _ordered(free: list[Token], claimed: dict[int, tuple[int, Item]]) -> list[Item]:
    items = []
    for token in free:
        held = claimed.get(token.start)
        if held is not None:
            if held[0] == token.start:
                items.append(held[1])
        elif token.kind == "n":
            items.append(Item("number", token.start, token.end, token.text))
        elif token.folded in _QUOTES:
            continue
        elif token.kind == "w":
            items.append(Item("word", token.start, token.end, token.folded))
        else:
            items.append(Item("sign", token.start, token.end, token.folded))
    return items


def is_count(item: Item) -> bool:
    """Whether the print can be a whole number."""
    return as_count(item.text) is not None
