"""Two lists told in parallel: 'trước hạn, đúng hạn lần lượt là 341 và 13 hồ sơ'.

Puts each number behind its own label or scope, so that the grammar reads them as if they had been
told one by one. Where the lists are not of one length nothing says which number is whose, and
the numbers are marked so that none is bound. Knows the order of items, not what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from extractor.book.metrics import grammar
from extractor.match.passage import Item
from extractor.match.tokens import Tokens
from extractor.text import fold

IN_TURN = "in_turn"
"""The feature of the words that tie the lists, and of the numbers that they leave untied."""
_APART = ";"
"""A sign that no label reaches across."""
_ENDS = frozenset(".;:")
_NEAR = 8
"""Tokens from the words that tie to the first number, and from one number to the next."""


def labels_apart(free: Tokens) -> Tokens:
    """The tokens for finding labels, what joins them before the tie replaced by a sign.

    So 'trước hạn, đúng hạn' are two labels there and not one of both.
    """
    tied = tie_of(free)
    if tied is None:
        return free
    begins, tie, _ = tied
    parts = {",", *_joins()}
    folded = [_APART if word in parts else word for word in free.folded[begins:tie]]
    folded = [*free.folded[:begins], *folded, *free.folded[tie:]]
    return Tokens(folded, free.starts, free.ends, free.kinds, free.lower, free.restored)


def tie_of(free: Tokens) -> tuple[int, int, int] | None:
    """Where a clause begins, where the words stand that tie its list, and how many numbers follow.

    None where nothing is tied to a list of numbers.
    """
    if _tying().isdisjoint(free.folded):
        return None
    may = (at for at, word in enumerate(free.folded) if word in _tying())
    ties = (at for at in may if _tied(free.folded, at))
    tie = next((at for at in ties if _numbers_follow(free, at)), 0)
    if not tie:
        return None
    begins = next((at for at in range(tie - 1, -1, -1) if free.folded[at] in _ENDS), -1) + 1
    numbers = [free.kinds.find("n", tie, tie + _NEAR)]
    while (behind := free.kinds.find("n", numbers[-1] + 1, numbers[-1] + _NEAR)) > 0:
        between = free.folded[numbers[-1] + 1 : behind]
        if not between or between[-1] not in {",", _APART, *_joins()}:
            break
        numbers.append(behind)
    return begins, tie, len(numbers)


def _tied(folded: list[str], at: int) -> bool:
    """Whether words that tie two lists begin at a token."""
    return any(
        folded[at] == words[0] and folded[at : at + len(words)] == words for words in _ties()
    )


def _numbers_follow(free: Tokens, tie: int) -> bool:
    """Whether a list of numbers stands behind the words that tie: one alone is tied to nothing."""
    first = free.kinds.find("n", tie, tie + _NEAR)
    if first < 0:
        return False
    behind = range(first + 1, min(first + _NEAR, len(free.kinds) - 1))
    part = next((at for at in behind if free.folded[at] in {",", _APART, *_joins()}), None)
    if part is None or free.kinds[part + 1] != "n":
        return False
    shares = [free.folded[at + 1 : at + 2] == ["%"] for at in (first, part + 1)]
    return shares != [True, False]  # 'tương ứng 97,68% và 96.420.000 đồng': no list of a kind


@cache
def _ties() -> tuple[list[str], ...]:
    return tuple(fold(word).split() for word in grammar().words.in_turn)


@cache
def _tying() -> frozenset[str]:
    """The words on which such words begin: most passages hold none."""
    return frozenset(words[0] for words in _ties())


@cache
def _spelled() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.spelled)


@cache
def _joins() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.joins)


def one_by_one(items: list[Item], named: Sequence[list[Item]] = ()) -> list[Item]:
    """The items with each of the tied numbers behind its own label or scope.

    ``named`` are the scopes of the list told before, which a second list may be of.
    """
    at = next((i for i, item in enumerate(items) if item.feature == IN_TURN), None)
    if at is None:
        return items
    first, told = _told(items, at)
    shared, numbers, end = _counted(items, at)
    if (len(numbers) < 2 and len(told) < 2) or _is_share_and_more(numbers):
        return [*items[:at], *one_by_one(items[at + 1 :], named)]
    if len(told) < 2 and all(_turns(item) for group in told for item in group):
        again = _said_before(items, at, numbers)
        first, told = (at, again) if again else (first, told)
    if len(told) < len(numbers) and (ahead := _named_ahead(items, at, len(numbers), named)):
        first, told = ahead
        last = told[-1][-1]
        shared += [i for i in items[first:at] if i.role == "term" and i.start > last.end]
    told = _behind_subject(told[-len(numbers) :])
    if len(told) < len(numbers) or not _alike(told):
        untied = [replace(i, feature=IN_TURN) for group in numbers for i in group[:1]]
        return [*items[:at], *untied, *one_by_one(items[end:], named)]
    extra = [item for item in items[first:at] if item.start < told[0][0].start]
    if any(item.role == "scope" for item in told[0]):  # 'cấp tỉnh, cấp xã tiếp nhận lần lượt'
        shared += [item for group in told for item in group if item.role != "scope"]
        told = [[item for item in group if item.role == "scope"] for group in told]
    else:
        told = [told[0], *(_with_elided(group, told[0][:-1]) for group in told[1:])]
    scopes = [[item for item in group if item.role == "scope"] for group in told]
    named = scopes if all(scopes) else named
    pairs = zip(told, _all_with_unit(numbers), strict=True)
    tied = [item for label, number in pairs for item in (*label, *number, _comma(number))]
    return [*items[:first], *extra, *shared, *tied[:-1], *one_by_one(items[end:], named)]


def _comma(number: list[Item]) -> Item:
    """What parts a number from the label of the next."""
    return Item("sign", number[0].end, number[0].end, ",")


def _with_elided(label: list[Item], said: list[Item]) -> list[Item]:
    """'tỷ lệ số hóa hồ sơ, kết quả': what the first label said and the others leave out."""
    held = {kind for item in label for kind in _classes(item)}
    return [*(item for item in said if held.isdisjoint(_classes(item))), *label]


def _classes(item: Item) -> frozenset[str]:
    """The classes of a label's features; a feature of no class stands for itself."""
    parts = grammar().implies.get(item.feature, (item.feature,))
    return frozenset(grammar().class_of(part) or part for part in parts)


def _told(items: list[Item], at: int) -> tuple[int, list[list[Item]]]:
    """The run of labels and scopes before ``at``: where it begins, and its members in order."""
    groups: list[list[Item]] = [[]]
    first = at
    while at:
        at -= 1
        item = items[at]
        if _parts(item):
            groups.insert(0, [])
        elif item.role in ("term", "scope"):
            groups[0].insert(0, item)
        elif not _leads(item):
            break
        first = at
    return first, [group for group in groups if group]


def _leads(item: Item) -> bool:
    """'số hồ sơ trả sớm và số trả muộn', '…, gửi qua bưu điện': a word that labels nothing."""
    small = item.text in _fillers() or item.feature == "aside"
    return item.role == "word" and small and " " not in item.text


@cache
def _fillers() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.fillers)


def _named_ahead(
    items: list[Item], at: int, count: int, named: Sequence[list[Item]]
) -> tuple[int, list[list[Item]]] | None:
    """Where labels stand, and whose the numbers are that were named ahead of them.

    'Sở A, Sở B có số hồ sơ trễ hạn nhiều nhất, lần lượt 61 và 44': a list of scopes, no number
    behind it. 'Cấp tỉnh giải quyết 70, cấp xã 40; số quá hạn tương ứng là 9 và 3': of those again.
    """
    sentence = _sentence(items, at)
    last = next((n for n in reversed(sentence) if items[n].role in ("number", "scope")), None)
    if last is not None and items[last].role == "scope":
        first, told = _told(items, last + 1)
        told = told[-count:]
        listed = len(told) == count and all(_is_named(group) for group in told)
        return (items.index(told[0][0]), told) if listed else None
    said = [[items[n]] for n in sentence if items[n].role == "scope" and items[n].scope]
    told = [*named] if len(named) == count else said
    first = sentence[0] if last is None else last + 1
    stops = (n + 1 for n in range(at - 1, first - 1, -1) if items[n].text in (_APART, ","))
    return (next(stops, first), told) if len(told) == count else None


def _is_named(group: list[Item]) -> bool:
    """Whether these are a scope and no label."""
    return [item.role for item in group] == ["scope"]


def _said_before(items: list[Item], at: int, numbers: list[list[Item]]) -> list[list[Item]]:
    """'trước hạn 420, trễ hạn 1; lũy kế tương ứng là 951 và 3': the labels of the list before.

    Only where another span of time or scope stands between the two lists of the sentence.
    """
    sentence = _sentence(items, at)
    share = _is_share(numbers[0])
    alike = [n for n in sentence if items[n].role == "number" and _is_share(items[n:at]) == share]
    places = alike[-len(numbers) :]
    if len(places) < len(numbers) or not any(_turns(i) for i in items[places[-1] : at]):
        return []
    behind = [_labels(items[place + 1 : at]) for place in places]
    before = [_labels(items[sentence[0] : place][::-1])[::-1] for place in places]
    whole = (labels for labels in (behind, before) if all(map(_tells, labels)))
    return next(whole, [])


def _sentence(items: list[Item], at: int) -> range:
    """Where the sentence of an item stands before it."""
    stops = (i for i in range(at - 1, -1, -1) if items[i].role == "sign" and items[i].text == ".")
    return range(next(stops, -1) + 1, at)


def _is_share(number: list[Item]) -> bool:
    """Whether a per cent sign stands behind the number that these begin with."""
    return len(number) > 1 and number[1].feature == "percent"


def _is_share_and_more(numbers: list[list[Item]]) -> bool:
    """'tương ứng 97,68% và 96.420.000 đồng': a per cent and a sum are no list."""
    return [_is_share(number) for number in numbers] == [True, False]


def _turns(item: Item) -> bool:
    """Whether it says that what follows is of others or of another span of time."""
    return item.role == "scope" or item.feature in ("cumulative", "inperiod")


def _labels(beside: list[Item]) -> list[Item]:
    """The labels that stand next to a number, none of them beyond a sign or another number."""
    own = takewhile(lambda i: i.role in ("term", "word"), beside)
    terms = (item for item in own if item.role == "term" and not _turns(item))
    return [item for item in terms if item.feature != "percent"]


def _tells(label: list[Item]) -> bool:
    """Whether it says more than the noun that is counted."""
    return any(not item.feature.startswith("unit:") for item in label)


def _counted(items: list[Item], at: int) -> tuple[list[Item], list[list[Item]], int]:
    """What is said of all numbers behind ``at``, each of them with its unit, and where they end."""
    shared: list[Item] = []
    numbers: list[list[Item]] = []
    onward, apart = at + 1, False
    while onward < len(items) and items[onward].role in ("term", "word"):
        shared += [items[onward]] if items[onward].role == "term" else []
        onward += 1
    while onward < len(items) and items[onward].role == "number":
        end = _with_unit(items, onward)
        numbers.append(items[onward:end])
        onward = end
        apart = _parts_numbers(items[end : end + 2]) and (apart or len(numbers) == 1)
        if apart or (end < len(items) and _parts(items[end])):
            follows = end + 1 + _is_spelled(items[end + 1 : end + 3])
            onward = follows if items[follows : follows + 1] else onward
    return shared, numbers, onward


def _is_spelled(items: list[Item]) -> bool:
    """'ba (03) hồ sơ': a number in words, its digits behind it."""
    return [i.role for i in items] == ["word", "number"] and items[0].text in _spelled()


def _with_unit(items: list[Item], at: int) -> int:
    """Where what stands at a number ends: its per cent sign and the noun counted."""
    end = at + 1
    while end < len(items) and (
        items[end].feature == "percent" or items[end].feature.startswith("unit:")
    ):
        end += 1
    return end


def _all_with_unit(numbers: list[list[Item]]) -> list[list[Item]]:
    """'100, 200 và 300 hồ sơ': the noun behind the last is said of each."""
    noun = numbers[-1][1:]
    spans = ((group[0].start, group[0].end) for group in numbers)
    said = [[replace(item, start=start, end=end) for item in noun] for start, end in spans]
    pairs = zip(numbers, said, strict=True)
    return [group if len(group) > 1 else [*group, *unit] for group, unit in pairs]


def _parts(item: Item) -> bool:
    """A comma or 'và' between the members of a list."""
    return item.text == "," if item.role == "sign" else item.text in _joins()


def _parts_numbers(items: list[Item]) -> bool:
    """'5.207; 6.480; 3.019 và 212': a semicolon between two numbers."""
    return [item.text for item in items[:1]] == [_APART] and items[-1].role == "number"


def _behind_subject(told: list[list[Item]]) -> list[list[Item]]:
    """'Lĩnh vực đất đai trước hạn, đúng hạn, trễ hạn': whose all of them are is none of the first.

    The subject then stands before the list.
    """
    first, *others = told or [[]]
    if len(first) < 2 or first[0].role != "scope" or not _alike([first[1:], *others]):
        return told
    return told if any(i.role == "scope" for i in first[1:]) else [first[1:], *others]


def _alike(groups: list[list[Item]]) -> bool:
    """All of them scopes, or none of them."""
    return len({any(item.role == "scope" for item in group) for group in groups}) == 1
