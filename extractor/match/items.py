"""A passage as the grammar sees it: labels, scopes, numbers, small words and signs in order.

Matching chooses nothing: every label, number and scope that the pattern book recognises is
here with its place. What belongs to what is decided in :mod:`extractor.assemble`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from extractor.book.metrics import grammar
from extractor.book.phrases import State, automaton
from extractor.book.reading import first_words
from extractor.book.terms import term_book
from extractor.match.inturn import IN_TURN, labels_apart, one_by_one
from extractor.match.masks import masks as masks
from extractor.match.masks import unmasked
from extractor.match.mended import mended, small_word
from extractor.match.misread import misread_names
from extractor.match.named import scope_items
from extractor.match.near import distance
from extractor.match.passage import Item as Item
from extractor.match.passage import Role
from extractor.match.passage import Scan as Scan
from extractor.match.phrases import Hit, continues, find
from extractor.match.plainly import plainly
from extractor.match.specks import without_specks
from extractor.match.tied import tied_fields
from extractor.match.tokens import Tokens, tokens
from extractor.match.told_once import behind_apart, lead_apart
from extractor.text import UNREAD, fold

_QUOTES = frozenset("\"'“”‘’«»*")
_LONG = 3
"""Words of a phrase that may hold a noun counted."""
_SMALL = ("in_turn", "aside", "over", "under", "about", "zero", "inside", "percent", "money")


@cache
def _small_words() -> tuple[State, tuple[str, ...]]:
    words = grammar().words
    owners = [getattr(words, name) for name in _SMALL] + [tuple(grammar().scales)]
    return automaton(owners), (*_SMALL, "scale")


def is_quiet(folded: str) -> bool:
    """Whether undamaged text without a digit surely holds no words that stand for a number.

    Asked of every heading before it is taken apart, so it may say no where none is.
    """
    return not any(map(folded.__contains__, _zero_starts()))


_SEVERAL = 2
"""Words of a phrase that its marks tell from others."""


def scan(
    text: str,
    folded: str | None = None,
    *,
    damaged: bool,
    worn: bool = False,
    close: bool = False,
    restored: bool = False,
) -> Scan:
    """The passage's tokens, numbers that are no figures set aside.

    ``folded`` is ``fold(text)`` where at hand; ``close``, that no blank parts thousands in it;
    ``restored``, that its garbled words were put right.
    """
    folded = fold(text) if folded is None else folded
    seen = tokens(text, folded, damaged=damaged, close=close, restored=restored)
    if worn and UNREAD in text:
        seen = _with_unread(text, seen)
    if damaged or worn:
        seen = without_specks(text, seen, damaged=damaged, worn=worn)
    masked = masks(*mended(folded, seen)) if damaged else masks(folded, seen)
    free = unmasked(seen, masked)
    if damaged:
        free = _first_word_restored(free)
    return Scan(text, damaged, seen, free, masked, worn)


def _with_unread(text: str, seen: Tokens) -> Tokens:
    """The tokens of a page image, with a number for each that nobody could read.

    Where a date or a span of time is told it is none that counts: 'tháng � năm 2025'.
    """
    folded, kinds = list(seen.folded), list(seen.kinds)
    times = {fold(word) for word in (*grammar().words.period, *grammar().words.dated)}
    for at, start in enumerate(seen.starts):
        if text[start : seen.ends[at]] == UNREAD:
            beside = folded[max(0, at - 1) : at] + folded[at + 1 : at + 2]
            folded[at], kinds[at] = UNREAD, "n" if times.isdisjoint(beside) else "x"
    return Tokens(folded, seen.starts, seen.ends, "".join(kinds), seen.lower)


def items_of(passage: Scan) -> tuple[Item, ...]:
    """Everything the pattern book recognises in the passage, left to right."""
    damaged, worn = passage.damaged, passage.worn
    seen, free = passage.seen, passage.free
    book = term_book()
    hits = find(
        book.terms(damaged=damaged or worn),
        behind_apart(lead_apart(labels_apart(free))),
        damaged=damaged,
        worn=worn,
        lone=True,
    )
    hits += [] if damaged or worn else _opening(free)
    hits = _with_spelled(free, hits) if damaged else hits
    terms = [(h, _term(free, h, book.features[h.owners[0]])) for h in hits]
    reasons = passage.set_aside("reason")
    if apart := [*passage.set_aside("comparison"), *reasons]:
        terms = [pair for pair in terms if not _within(apart, pair[1].start)]
    named = find(book.scope_tree, seen, damaged=damaged, slack=0.25, worn=worn)
    named = misread_names(passage.text, seen, named) if damaged else named
    if hits and not (damaged or worn):
        named = [hit for hit in named if not (hit.cost and _said_whole(hits, hit))]
    if reasons:  # whoever is named in a reason counts nothing
        named = [hit for hit in named if not _within(reasons, seen.starts[hit.first])]
    scopes = scope_items(passage, named, [item for _, item in terms]) if named else []
    if tied := tied_fields(passage, hits):
        spans = [(item.start, item.end) for _, item in tied]
        scopes = [pair for pair in scopes if not _within(spans, pair[1].start)] + tied
    if [item for _, item in scopes if is_hidden(item)]:
        times = [h for h, item in terms if _tells_state(item)]
        scopes = [p for p in scopes if not (is_hidden(p[1]) and _ends_inside(p[0], times))]
    firm = [pair for pair in scopes if pair[1].feature != "transparent"]
    itself = [pair for pair in firm if _is_self(pair[1])]
    tree, names = _small_words()
    small = [
        (h, _small(free, h, names[h.owner])) for h in find(tree, free, damaged=damaged, worn=worn)
    ]
    claimed: list[Item | None] = [None] * len(free.folded)
    _claim(claimed, [pair for pair in firm if not _is_self(pair[1])] if itself else firm)
    if small:
        zeros = [p for p in small if p[1].role == "zero" and " " in p[1].text]
        _claim(claimed, [zero for zero in zeros if not _ends_inside(zero[0], hits)])
        _claim(claimed, [p for p in small if p[1].feature == IN_TURN or _leads_aside(p)])
    _claim(claimed, [_before_scope(free, claimed, pair) for pair in terms])
    _claim(claimed, itself)
    _claim(claimed, small)
    read = small_word if damaged else str
    items = one_by_one(plainly(_ordered(free, claimed, read), passage.text))
    if len(firm) < len(scopes):
        items += [item for _, item in scopes if item.feature == "transparent"]
        items.sort(key=lambda i: i.end if i.feature == "transparent" else i.start)
    return tuple(items)


def _said_whole(labels: list[Hit], slip: Hit) -> bool:
    """'theo phương thức điện tử': a label letter for letter around what is near 'theo phường'."""
    return any(h.first <= slip.first and slip.last < h.last and not h.cost for h in labels)


def _opening(free: Tokens) -> list[Hit]:
    """Labels of one word that open a clause right before its number: '…; xong 40'."""
    tree = term_book().opening_tree
    if tree.words.keys().isdisjoint(free.folded):
        return []
    hits = find(tree, free, damaged=False)
    opens = [hit for hit in hits if _opens(free, hit.first)]
    return [h for h in opens if free.kinds[h.last : h.last + 2].lstrip("p").startswith("n")]


def _opens(free: Tokens, at: int) -> bool:
    """Behind a sign, 'trong đó' or nothing."""
    words = (fold(word).split() for word in grammar().words.inside)
    inside = any(free.folded[max(at - len(said), 0) : at] == said for said in words)
    return not at or free.kinds[at - 1] == "p" or inside


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _tells_state(item: Item) -> bool:
    book = grammar()
    parts = book.implies.get(item.feature, (item.feature,))
    return any(book.class_of(part) in ("timing", "group", "channel") for part in parts)


def _leads_aside(found: tuple[Hit, Item]) -> bool:
    """'chuyển hồ sơ sang': its noun is no label, whatever follows."""
    hit, item = found
    return item.feature == "aside" and hit.last - hit.first >= _LONG


def _with_spelled(free: Tokens, hits: list[Hit]) -> list[Hit]:
    """The hits, and rarer phrases of several words that stand there letter for letter.

    Marks that were put right by their neighbours tell them as those of clean text do.
    """
    spelled = behind_apart(lead_apart(labels_apart(free)))
    found = find(term_book().clear_tree, spelled, damaged=False)
    for hit in found:
        if hit.cost or hit.last - hit.first < _SEVERAL:
            continue
        over = [h for h in hits if h.first < hit.last and hit.first < h.last]
        longer = all(h.last - h.first < hit.last - hit.first for h in over)
        first, end = free.starts[hit.first], free.ends[hit.last - 1]
        if longer and not free.lower[first:end].isascii():
            hits = [h for h in hits if h not in over] + [hit]
    return sorted(hits, key=lambda h: h.first)


def is_hidden(item: Item) -> bool:
    """Words that are no scope by themselves and only keep others from being read there."""
    return item.scope is None and not item.text


def _ends_inside(hit: Hit, labels: Sequence[Hit]) -> bool:
    """'quá hạn nhưng chưa có kết quả', 'chưa đến hẹn trả': a label, and what ends it is no more."""
    return any(
        label.first <= hit.first and hit.last <= label.last
        for label in labels
        if label.last - label.first > hit.last - hit.first
    )


def _is_self(item: Item) -> bool:
    """The reporter named in passing yields to a label it is part of ('nhiệm vụ UBND giao')."""
    return item.scope is not None and item.scope.level in ("self", "house")


def holds_number(passage: Scan) -> bool:
    """A number that was not set aside, or a word that may begin 'không …'."""
    free = passage.free
    return "n" in free.kinds or not _zero_starts().isdisjoint(free.folded)


def may_hold_figure(passage: Scan) -> bool:
    """A number before a sign or before a word that begins a label or a unit, or 'không …'."""
    free, damaged = passage.free, passage.damaged
    if not _zero_starts().isdisjoint(free.folded):
        return True
    starts = (term_book().terms(damaged=damaged or passage.worn), _small_words()[0])
    last = len(free.kinds) - 1
    for at in (i for i, kind in enumerate(free.kinds) if kind == "n"):
        if at == last or free.kinds[at + 1] == "p":
            return True
        behind = free.folded[at + 1]
        if behind in _followers():
            return True
        if any(continues(state, behind, damaged=damaged) for state in starts):
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
        first, last = hit.first, hit.last
        if last - first == 1:
            claimed[first] = claimed[first] or item
        elif not any(claimed[first:last]):
            claimed[first:last] = [item] * (last - first)


def _before_scope(
    free: Tokens, claimed: list[Item | None], found: tuple[Hit, Item]
) -> tuple[Hit, Item]:
    """'nộp trực tiếp tại Bộ phận Một cửa huyện': how it was handed in, and then where."""
    hit, item = found
    if grammar().class_of(item.feature) != "channel" or hit.last - hit.first < _LONG:
        return found
    held = next((n for n in range(hit.first + 1, hit.last) if claimed[n] is not None), hit.last)
    if held == hit.last or claimed[hit.first] is not None or held - hit.first < _LONG - 1:
        return found
    cut = replace(item, end=free.ends[held - 1])
    return Hit(hit.first, held, hit.owners, hit.cost), cut


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


_ROLES: dict[str, Role] = {"n": "number", "w": "word", "p": "sign", "x": "sign"}


def _ordered(free: Tokens, claimed: list[Item | None], read: Callable[[str], str]) -> list[Item]:
    """Every token or its item; ``read`` tells what a word of no phrase says."""
    items: list[Item] = []
    last = None
    columns = zip(claimed, free.kinds, free.starts, free.ends, free.folded, strict=True)
    for held, kind, start, end, word in columns:
        if held is None:
            if kind != "p" or word not in _QUOTES:
                items.append(Item(_ROLES[kind], start, end, read(word) if kind == "w" else word))
        elif held is not last:
            items.append(held)
        last = held
    return items
