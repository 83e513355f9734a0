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
from extractor.match.tokens import Tokens, tokens
from extractor.models import Scope
from extractor.numbers import as_count
from extractor.text import fold

Role = Literal["term", "scope", "number", "zero", "inside", "sign", "word"]
_QUOTES = frozenset("\"'“”‘’«»*")
_SMALL = ("aside", "over", "under", "about", "zero", "inside", "percent", "money")


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
    seen: Tokens
    free: Tokens
    """``seen``, the numbers that were set aside made signs."""
    masked: tuple[tuple[int, int, str], ...]
    worn: bool = False
    """Read from an image: any mark may be misread."""


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


def scan(text: str, *, damaged: bool, worn: bool = False) -> Scan:
    """The passage's tokens, numbers that are no figures set aside."""
    folded = fold(text)
    seen = tokens(text, folded, damaged=damaged)
    masked = masks(folded, seen)
    free = unmasked(seen, masked)
    if damaged:
        free = _first_word_restored(free)
    return Scan(text, damaged, seen, free, masked, worn)


def items_of(passage: Scan) -> tuple[Item, ...]:
    """Everything the pattern book recognises in the passage, left to right."""
    damaged, worn = passage.damaged, passage.worn
    seen, free = passage.seen, passage.free
    book = term_book()
    hits = find(book.term_tree, free, damaged=damaged, worn=worn)
    terms = [(h, _term(free, h, book.features[h.owners[0]])) for h in hits]
    named = find(book.scope_tree, seen, damaged=damaged, slack=0.25, worn=worn)
    scopes = _scope_items(
        passage,
        [hit for hit in named if not _aside(passage, seen.starts[hit.first])],
        [item for _, item in terms],
    )
    firm = [pair for pair in scopes if pair[1].feature != "transparent"]
    tree, names = _small_words()
    small = [
        (h, _small(free, h, names[h.owner])) for h in find(tree, free, damaged=damaged, worn=worn)
    ]
    claimed: list[Item | None] = [None] * len(free.folded)
    _claim(claimed, [pair for pair in firm if not _is_self(pair[1])])
    _claim(claimed, [p for p in small if p[1].role == "zero" and " " in p[1].text])
    _claim(claimed, terms)
    _claim(claimed, [pair for pair in firm if _is_self(pair[1])])
    _claim(claimed, small)
    items = _ordered(free, claimed)
    if len(firm) < len(scopes):
        items += [item for _, item in scopes if item.feature == "transparent"]
        items.sort(key=lambda i: i.end if i.feature == "transparent" else i.start)
    return tuple(items)


def _ends_name(feature: str) -> bool:
    """A label ends a name that runs on; a noun of work does not ('Đội Kiểm tra thuế')."""
    return not feature.startswith("unit:") and grammar().class_of(feature) != "paid"


def _aside(passage: Scan, start: int) -> bool:
    """Whether it stands in a reason: whoever is named there counts nothing."""
    return any(a <= start < b and name == "reason" for a, b, name in passage.masked)


def _is_self(item: Item) -> bool:
    """The reporter named in passing yields to a label it is part of ('nhiệm vụ UBND giao')."""
    return item.scope is not None and item.scope.level == "self"


def holds_number(passage: Scan) -> bool:
    """A number that was not set aside, or a word that may begin 'không …'."""
    free = passage.free
    return "n" in free.kinds or not _zero_starts().isdisjoint(free.folded)


def may_hold_figure(passage: Scan) -> bool:
    """A number before a sign or before a word that begins a label or a unit, or 'không …'."""
    free, damaged = passage.free, passage.damaged
    if not _zero_starts().isdisjoint(free.folded):
        return True
    starts = (term_book().term_tree, _small_words()[0])
    last = len(free.kinds) - 1
    for at in (i for i, kind in enumerate(free.kinds) if kind == "n"):
        if at == last or free.kinds[at + 1] == "p":
            return True
        behind = free.folded[at + 1]
        if behind in _followers():
            return True
        if any(state.continues(behind, near=damaged) for state in starts):
            return True
    return False


@cache
def _zero_starts() -> frozenset[str]:
    """First words of what stands instead of a number ('không có')."""
    return frozenset(fold(word).split()[0] for word in grammar().words.zero)


@cache
def _followers() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.followers)


def _first_word_restored(seen: Tokens) -> Tokens:
    """Take '86' in '86 luong hồ sơ …: 371' for the word 'Số', misread.

    So a passage opens that begins with digits of its shape and has its number behind a colon.
    """
    kinds = seen.kinds
    first = len(kinds) - len(kinds.lstrip("p"))
    if kinds[first : first + 1] != "n":
        return seen
    behind = zip(seen.folded[first:], kinds[first + 1 :], strict=False)
    counted = any(word == ":" and kind == "n" for word, kind in behind)
    word = seen.folded[first]
    if not counted or all(distance(word, meant) is None for meant in first_words()):
        return seen
    return seen.as_kinds(f"{kinds[:first]}w{kinds[first + 1 :]}")


def _claim(claimed: list[Item | None], found: list[tuple[Hit, Item]]) -> None:
    """Give each item its tokens; the first to claim one keeps it."""
    for hit, item in found:
        span = slice(hit.first, hit.last)
        if not any(claimed[span]):
            claimed[span] = [item] * (hit.last - hit.first)


def _term(seen: Tokens, hit: Hit, feature: str) -> Item:
    start, end = seen.starts[hit.first], seen.ends[hit.last - 1]
    return Item("term", start, end, "", feature, None, False, hit.cost)


def _small(seen: Tokens, hit: Hit, name: str) -> Item:
    role: Role = "zero" if name == "zero" else "inside" if name == "inside" else "word"
    words = (
        seen.marks(hit.first, hit.last) if name == "scale" else seen.folded[hit.first : hit.last]
    )
    start, end = seen.starts[hit.first], seen.ends[hit.last - 1]
    return Item(role, start, end, " ".join(words), feature=name)


def _scope_items(passage: Scan, hits: list[Hit], labels: list[Item]) -> list[tuple[Hit, Item]]:
    """Scopes with their names; ``labels`` end a name that runs on."""
    seen = passage.seen
    numbered = [(start, end) for start, end, name in passage.masked if name == "inside-name"]
    found = []
    for hit in hits:
        named = (_named(passage, hit, term_book().scopes[o], labels, numbered) for o in hit.owners)
        fit = [item for item in named if item is not None]
        if fit:
            item = max(fit, key=lambda i: i.end)  # a name that follows says more than none
            last = hit.last
            while last < len(seen.starts) and seen.starts[last] < item.end:
                last += 1
            found.append((Hit(hit.first, last, hit.owners, hit.cost), item))
    return found


def _named(
    passage: Scan,
    hit: Hit,
    phrase: ScopePhrase,
    labels: list[Item],
    numbered: list[tuple[int, int]],
) -> Item | None:
    """The scope with the name that goes with it; None where the phrase wants what is not there."""
    text, seen = passage.text, passage.seen
    start, words_end = seen.starts[hit.first], seen.ends[hit.last - 1]
    end = words_end
    if phrase.name == "phrase-and-follows":
        follows = _NAME.match(text, end)
        if follows is None and any(a < end < b for a, b in numbered):  # 'phường 10 tiếp nhận'
            follows = _NUMBER_NAME.match(text, end)
        end = follows.end() if follows else end
        if phrase.level == "unit" and not follows:
            return None
    elif phrase.name == "until":
        end = _until(text, end, labels)
    elif phrase.name == "phrase-until":
        if not (text[start].isupper() and text[end : end + 2].strip()[:1].isupper()):
            return None
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
    named = phrase.name in ("phrase", "phrase-and-follows", "until", "phrase-until")
    name = " ".join(text[start:end].split()) if named else ""
    return Scope(level=phrase.level, name=name or None)


def _until(text: str, end: int, labels: list[Item]) -> int:
    """Where a name ends that runs on to the next label, number or sign."""
    behind = (i.start for i in labels if i.start > end and _ends_name(i.feature))
    stop = min(behind, default=len(text))
    cut = _NAME_END.search(text, end, min(stop, end + 60))
    colon = _NAME_END.search(text, end, end + 60)
    if colon is not None and colon.group().endswith(":"):  # 'Lĩnh vực thanh toán: …'
        cut, stop = colon, colon.start()
    name = text[end : cut.start() if cut else min(stop, end + 60)].rstrip()
    said = _said_of_name().search(name)
    name = name[: said.start()].rstrip() if said else name
    while name and name.split()[-1].lower() in _after_name():
        name = name[: -len(name.split()[-1])].rstrip()
    return end + len(name)


@cache
def _said_of_name() -> regex.Pattern[str]:
    """Words that begin what is said of a name; 'người có công' is one, 'có số' is said."""
    words = "|".join(regex.escape(words) for words in grammar().words.said_of_name)
    return regex.compile(rf"(?<=\s)(?:{words})(?=\s|$)", regex.IGNORECASE)


@cache
def _after_name() -> frozenset[str]:
    """Words that lead from a name to what is said of it ('đất đai đã …')."""
    words = grammar().words.after_name
    return frozenset(words) | frozenset(fold(word) for word in words if fold(word).isascii())


def _opens_sentence(text: str, seen: Tokens, hit: Hit) -> bool:
    """The phrase begins a sentence with a capital."""
    before = seen.folded[hit.first - 1] if hit.first else "."
    return before in ".:;+-*" and text[seen.starts[hit.first]].isupper()


def _leads(text: str, seen: Tokens, hit: Hit) -> bool:
    """The phrase opens the passage (behind its mark, 'b)'), and a colon or nothing follows."""
    before = seen.folded[: hit.first]
    lettered = len(before) > 1 and len(before[0]) == 1 and before[1] in ".)/"
    opens = "w" not in seen.kinds[lettered : hit.first]
    return opens and (hit.last == len(seen.folded) or seen.folded[hit.last] == ":")


_PLACED = {"lead": _leads, "opens": _opens_sentence}
"""Phrases that are scopes only where they stand so."""


_ROLES: dict[str, Role] = {"n": "number", "w": "word", "p": "sign", "x": "sign"}


def _ordered(free: Tokens, claimed: list[Item | None]) -> list[Item]:
    items: list[Item] = []
    last = None
    columns = zip(claimed, free.kinds, free.starts, free.ends, free.folded, strict=True)
    for held, kind, start, end, word in columns:
        if held is None:
            if kind != "p" or word not in _QUOTES:
                items.append(Item(_ROLES[kind], start, end, word))
        elif held is not last:
            items.append(held)
        last = held
    return items


def is_count(item: Item) -> bool:
    """Whether the print can be a whole number."""
    return as_count(item.text) is not None
