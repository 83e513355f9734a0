"""Labels told once in the lead of a list, whose items give their numbers in that order.

'Cụ thể từng nghiệp vụ (nhận mới, giải quyết, chậm): / - Cấp sổ: 52 hồ sơ, 50 hồ sơ, 2 hồ sơ.' reads
as if each number had its label before it. Knows items; no phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractor.book.metrics import grammar
from extractor.match.passage import Item
from extractor.match.tokens import Tokens
from extractor.text import fold

Order = tuple[tuple[Item, ...], ...]
"""The labels of one number after the other."""
_PARTS = frozenset(",;/|-–+&")
"""Signs between the labels of such a lead, or between the numbers below it."""
_LEAST = 2
"""A list of fewer numbers has no order."""
_OPENS, _CLOSES, _LEADS, _APART, _PERCENT = "(", ")", ":", ";", "%"
_UNITS = "unit:"
_SPANS = ("inperiod", "cumulative")
_BETWEEN_NUMBERS = re.compile(r"n(?=w{3,6}(p)w{1,3}(n))")
"""A number, a noun with its label, a sign, a label and a number."""
_BEHIND = 4
"""Words that may stand between the bracket and the end of such a lead ('như sau')."""


def lead_apart(free: Tokens) -> Tokens:
    """The tokens for finding labels, what parts those in the bracket of a lead made one sign.

    So '(trước hạn, đúng hạn):' are two labels there and not one of both.
    """
    kinds, words = free.kinds, free.folded
    if _CLOSES not in words:
        return free
    closes = words.index(_CLOSES)
    opens = next((n for n in range(closes - 1, 0, -1) if words[n] == _OPENS), 0)
    if not opens or "n" in kinds[2:closes]:
        return free
    parts = _PARTS | _joins()
    held = [_APART if word in parts else word for word in words[opens:closes]]
    if not (_ends(free, closes) or _list_follows(free, closes, held.count(_APART) + 1)):
        return free
    folded = [*words[:opens], *held, *words[closes:]]
    return Tokens(folded, free.starts, free.ends, kinds, free.lower, free.restored)


def behind_apart(free: Tokens) -> Tokens:
    """The tokens for finding labels, where one ends behind its number and the next one begins.

    In '90 hồ sơ tiếp nhận, giải quyết 80' the comma parts two labels; of '90 hồ sơ tiếp nhận,
    giải quyết' alone it parts none.
    """
    if not _BETWEEN_NUMBERS.search(free.kinds):
        return free
    cut = list(free.folded)
    for found in _BETWEEN_NUMBERS.finditer(free.kinds):
        at, comma, number = found.start(), found.start(1), found.start(2)
        noun = any(cut[at + 1 : at + 1 + len(words)] == words for words in _files())
        noun = noun and cut[comma - 1] not in _fees()
        if noun and cut[comma] == "," and cut[number + 1 : number + 2] != [_PERCENT]:
            cut[comma] = _APART
    return Tokens(cut, free.starts, free.ends, free.kinds, free.lower, free.restored)


@cache
def _fees() -> frozenset[str]:
    """Before a comma: of one label with what follows ('phải nộp phí, lệ phí')."""
    return frozenset(fold(word) for word in grammar().words.fees)


@cache
def _files() -> tuple[list[str], ...]:
    """The nouns that count files in running text, folded."""
    return tuple(fold(noun).split() for noun in grammar().words.files)


def _ends(free: Tokens, closes: int) -> bool:
    """Whether nothing but a few words and a colon stands behind a bracket."""
    behind = free.kinds[closes + 1 :].rstrip("p")
    led = not behind or free.folded[-1] == _LEADS
    return len(behind) <= _BEHIND and set(behind) <= {"w"} and led


def _list_follows(free: Tokens, closes: int, count: int) -> bool:
    """Whether a colon stands there, and behind it a name with as many numbers."""
    if (
        free.folded[closes + 1 : closes + 2] != [_LEADS]
        or free.kinds[closes + 2 : closes + 3] != "w"
    ):
        return False
    stops = (n for n in range(closes, len(free.folded)) if free.folded[n] in (_APART, "."))
    return free.kinds[closes : next(stops, len(free.folded))].count("n") == count


def order_of(items: Sequence[Item]) -> Order:
    """What the bracket that ends a lead names, label after label; () where it names no order."""
    end = next((n for n in range(len(items) - 1, -1, -1) if items[n].text == _CLOSES), -1)
    behind = items[end + 1 :]
    plain = all(i.role == "sign" or (i.role == "word" and not i.feature) for i in behind)
    return _within(items, end) if end > 0 and plain and len(behind) <= _BEHIND + 1 else ()


def _within(items: Sequence[Item], closes: int) -> Order:
    """The labels between the bracket that closes at an index and the one that opens it."""
    begin = next((n for n in range(closes - 1, -1, -1) if items[n].text == _OPENS), -1)
    held = items[begin + 1 : closes]
    led = next((n for n, item in enumerate(held) if item.text == _LEADS), -1)
    groups: list[list[Item]] = [[]]
    for item in held[led + 1 :]:
        if _parts(item):
            groups.append([])
        elif item.role == "term":
            groups[-1].append(replace(item, start=0, end=0))
        elif item.role != "word" or item.feature or item.text not in _fillers() | _only():
            return ()
    told = begin >= 0 and all(map(_tells, groups))
    return tuple(map(tuple, groups)) if told else ()


@cache
def _only() -> frozenset[str]:
    """Words that say that nothing else is counted ('chỉ tính hồ sơ nhận mới')."""
    return frozenset(fold(word) for word in grammar().words.only)


def _tells(labels: Sequence[Item]) -> bool:
    """Whether they say more than the noun that is counted."""
    return any(not item.feature.startswith(_UNITS) for item in labels)


def _parts(item: Item) -> bool:
    return item.text in _PARTS if item.role == "sign" else item.text in _joins()


def in_order(items: Sequence[Item], order: Order) -> tuple[Item, ...]:
    """The items with each number of a clause behind its own label, where they are as many.

    What stands before the first number is then a name, and none of its words labels anything. A
    passage may hold its own lead: 'Theo lĩnh vực (nhận, trả): đất đai 52, 50; hộ tịch 9, 9.'
    """
    start = 0
    if not order:
        start, order = _led_within(items)
    if len(order) < _LEAST:
        return tuple(items)
    found = list(items[:start])
    while start < len(items):
        end = _end_of_clause(items, start, len(order))
        found += _one(items[start:end], order)
        start = end
    return tuple(found)


def _led_within(items: Sequence[Item]) -> tuple[int, Order]:
    """Where the list behind a lead in the same passage begins, and its order."""
    for at in range(1, len(items) - 1):
        if items[at].text == _LEADS and items[at - 1].text == _CLOSES:
            order = _within(items, at - 1)
            return (at + 1, order) if order else (0, ())
    return 0, ()


def _end_of_clause(items: Sequence[Item], start: int, count: int) -> int:
    """Behind the stop or semicolon that ends as many numbers, or the end of the passage."""
    numbers = 0
    for at in range(start, len(items)):
        item = items[at]
        numbers += item.role == "number"
        if item.text == "." or (item.text == ";" and numbers >= count):
            return at + 1
    return len(items)


def _one(clause: Sequence[Item], order: Order) -> list[Item]:
    """A clause with its labels; as it is where its numbers are others or have labels."""
    places = [n for n, item in enumerate(clause) if item.role == "number"]
    first = _name_end(clause, places)
    if not first or len(places) != len(order):
        return [*clause]
    behind = clause[places[0] :]
    plain = (i.role == "number" or _parts(i) or _may_stand(i) for i in behind)
    if not all(plain):
        return [*clause]
    found = [_as_name(item) for item in clause[:first]] + [*clause[first : places[0]]]
    labels = iter(order)
    for item in behind:
        if item.role == "number":
            found += [replace(i, start=item.start, end=item.start) for i in next(labels)]
        found.append(_parted(item))
    return found


def _may_stand(item: Item) -> bool:
    """A noun that is counted, a per cent, the clause's end."""
    return item.feature.startswith((_UNITS, "percent")) or item.text in (".", "(", ")")


def _parted(item: Item) -> Item:
    """'52/50/2': between numbers of an order a slash is no share."""
    return replace(item, role="sign", text=",") if _parts(item) else item


def _name_end(clause: Sequence[Item], places: Sequence[int]) -> int:
    """Where the name before the numbers ends; 0 where none stands there."""
    if not places or not places[0]:
        return 0
    end = places[0] - (clause[places[0] - 1].text in (":", "(", "-", "–"))
    return end if any(item.role in ("word", "term", "scope") for item in clause[:end]) else 0


def _as_name(item: Item) -> Item:
    """A label within a name is a word of it."""
    name = item.role == "term" and item.feature not in _SPANS
    return replace(item, role="word", feature="") if name else item


@cache
def _fillers() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.fillers)


@cache
def _joins() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.joins)
