"""Turns of phrase told in plainer ones: a topic's end as a comma, a number said twice as once.

Knows single small words of the pattern book; binds nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractor.book.metrics import grammar
from extractor.match.passage import Item
from extractor.numbers import as_count
from extractor.text import fold

_LISTS = (",", ";", "(")
"""Signs behind which the next of a list stands."""
_DASHES = ("-", "–", "—")
_NOUN = "unit:"
_SPAN = 6
"""Items from a slash to the number it parts from the next."""


def plainly(items: list[Item], text: str) -> list[Item]:
    """The items, as the grammar of labels and numbers would have them.

    'trong 60 hồ sơ nhận vào thì 58 đã trả': the topic ends as before a comma. 'mười (10) hồ sơ':
    the bracket only says the number again. '205 trên 298 kết quả': as '205/298'.
    """
    found = [_parting(item, text) if item.text in _ends() else item for item in items]
    found = _none_late(_none_let(_none_came(_without_equals(found), text), text), text)
    found = _not_yet(_none_of(found, text), text)
    found = _parted(_in_dashes(_as_shares(found, text), text))
    opens = [at for at in range(1, len(found) - 2) if found[at].text == "("]
    again = [at for at in opens if _says_again(found[at - 1 : at + 3], text)]
    signs = {at for first in again for at in (first, first + 2)}
    return [item for at, item in enumerate(found) if at not in signs] if signs else found


def _as_shares(items: list[Item], text: str) -> list[Item]:
    """'188 trên 561 hồ sơ', '188 hồ sơ trên 561 hồ sơ', '58 hồ sơ trong 60 hồ sơ': as '188/561'."""
    found: list[Item] = []
    for at, item in enumerate(items):
        noun = len(found) > 1 and found[-1].feature.startswith(_NOUN)
        among = noun and _said(item, text) in grammar().words.among
        of = item.feature == "over" or among
        if not of or not _is_of([*found[-1 - noun :][:1], item, *items[at + 1 : at + 2]]):
            found.append(item)
            continue
        if noun:
            found.pop()  # it is told of the whole again, or what follows there is
        found.append(replace(item, role="sign", text="/", feature=""))
    return found


def _in_dashes(items: list[Item], text: str) -> list[Item]:
    """'96 hồ sơ trực tuyến – toàn trình 60, một phần 36 –, chiếm 89 %': dashes as brackets.

    Two alone in their sentence, behind a number's label; the second before a comma or a small word,
    for a dash may as well begin the next of a list.
    """
    dashes = [at for at, item in enumerate(items) if item.text in _DASHES and _apart(item, text)]
    stops = [at for at, item in enumerate(items) if item.text in (".", ";", ":")]
    for first, last in pairwise(dashes):
        begin = max((at for at in stops if at < first), default=-1)
        end = min((at for at in stops if at > first), default=len(items))
        if last > end or sum(begin < at < end for at in dashes) != len((first, last)):
            continue
        held, behind = items[first + 1 : last], items[last + 1 : last + 2]
        ahead = [item.role for item in items[max(begin, 0) : first]]
        closes = bool(behind) and (behind[0].text == "," or behind[0].feature == "rate")
        told = "number" in ahead and "number" in [item.role for item in held]
        if closes and told and ahead[-1] == "term":
            signs = {first: "(", last: ")"}
            return [replace(i, text=signs[at]) if at in signs else i for at, i in enumerate(items)]
    return items


def _without_equals(items: list[Item]) -> list[Item]:
    """'188/561 = 33,51 %', 'đúng hạn = 40': a comma behind a number, a colon behind its label.

    Of 'tiếp nhận 12 + 308 = 320' the sum alone is told.
    """
    found: list[Item] = []
    for at, item in enumerate(items):
        if item.text != "=":
            found.append(item)
            continue
        if added := _added(found, items[at + 1 : at + 2]):
            del found[-added:]
            continue
        told = _told(items[max(at - _SPAN, 0) : at][::-1])
        found.append(replace(item, text="," if told else ":"))
    return found


def _added(before: list[Item], behind: list[Item]) -> int:
    """How many items before '=' are numbers with plus signs between, whose sum stands behind it."""
    size = 1
    while [i.role for i in before[-size:][:1]] == ["number"] and before[-size - 1 :][0].text == "+":
        size += 2
    stated = [i.role for i in behind] == ["number"]
    return size if stated and size > 1 else 0


def _parted(items: list[Item]) -> list[Item]:
    """'nhận 1.942/ trả 1.897/ còn 45': a slash between a number told and the next one's label.

    The sign of a share stands between two numbers, and between two labels ('trước/đúng hạn') it
    joins them.
    """
    found = list(items)
    for at, item in enumerate(items):
        if item.text != "/" or not _told(items[max(at - _SPAN, 0) : at][::-1]):
            continue
        behind = items[at + 1 : at + 1 + _SPAN]
        if behind and behind[0].role in ("term", "word", "inside") and _told(behind):
            found[at] = replace(item, text=",")
    return found


def _told(items: list[Item]) -> bool:
    """Whether the nearest number stands before any sign but the end of its bracket or a colon."""
    for item in items:
        if item.role in ("number", "zero"):
            return True
        if item.role == "sign" and item.text not in "):":
            return False
    return False


def _apart(item: Item, text: str) -> bool:
    """A dash between two words, not within one ('Lao động - Thương binh' is no bracket either)."""
    around = text[max(item.start - 1, 0) : item.start], text[item.end : item.end + 1]
    return item.role == "sign" and around[0].isspace() and (around[1].isspace() or around[1] == ",")


def _none_came(items: list[Item], text: str) -> list[Item]:
    """'không tiếp nhận phản ánh', 'không nhận được phản ánh': there were none of them."""
    subjects, found = grammar().classes["subject"], list(items)
    for at in range(len(items) - 1, 0, -1):
        if items[at].feature not in subjects:
            continue
        end = items[at - 1].end
        for first in range(max(at - 3, 0), at):
            start = items[first].start
            if text[start:end].lower() in grammar().words.none_came:
                none = Item("zero", start, end, fold(text[start:end]), "zero")
                found[first:at] = [none]
                break
    return found


def _none_of(items: list[Item], text: str) -> list[Item]:
    """'không trả lại hồ sơ nào', 'không trễ hẹn hồ sơ nào': 'không có' before its label.

    What tells as one label that all were in time is there a label denied.
    """
    found = list(items)
    for at in range(len(items) - 3, -1, -1):
        label, ahead = items[at], items[at - 1] if at else None
        files = items[at + 1].feature == "unit:file" and _said(items[at + 2], text) in _any()
        if label.role != "term" or not files:
            continue
        first = text[label.start : label.end].split()[0]
        denied = grammar().denied.get(label.feature)
        if denied is not None and first.lower() in grammar().words.denials:
            end = label.start + len(first)
            behind = replace(label, start=end + 1, feature=denied)
            found[at : at + 1] = [_none(label.start, end, text), behind]
        elif ahead is not None and ahead.role == "zero":
            found[at - 1] = _none(ahead.start, ahead.end, text)
    return found


def _none_late(items: list[Item], text: str) -> list[Item]:
    """'…, đã trả 257 hồ sơ, không muộn.': alone between two signs it counts those late, none."""
    found = list(items)
    for at in range(len(items) - 1, 1, -1):
        label = items[at]
        denied = grammar().denied.get(label.feature)
        if denied is None or items[at - 1].text not in _LISTS or items[at - 2].feature == "percent":
            continue
        first = text[label.start : label.end].split()[0]
        if first.lower() in grammar().words.denials and _closes(items[at + 1 : at + 2]):
            end = label.start + len(first)
            behind = replace(label, start=end + 1, feature=denied)
            found[at : at + 1] = [_none(label.start, end, text), behind]
    return found


def _none_let(items: list[Item], text: str) -> list[Item]:
    """'…, chưa để xảy ra trường hợp quá hạn.', '…, không để hồ sơ trễ hạn': there were none.

    Not where it is wished or bidden ('phấn đấu …, không để quá hạn').
    """
    words, found = grammar().words, list(items)
    for at in range(len(items) - 2, 0, -1):
        if _said(items[at], text) not in words.lets:
            continue
        denies = text[items[at - 1].start : items[at - 1].end].lower() in words.denials
        if not denies or not _opens(items, at - 1, text):
            continue
        label = at + 1
        while label < len(items) and _said(items[label], text) in words.happens:
            label += 1
        happens = label > at + 1
        first = label
        label = _past_none_of(items, label, text)
        timed = items[label : label + 1]
        behind = _past_none_of(items, label + 1, text)
        late = bool(timed) and timed[0].feature == grammar().denied["early_ontime"]
        listed = at > 1 and items[at - 2].text not in ".:"
        if late and (listed or happens) and _closes(items[behind : behind + 1]):
            none = _none(items[at - 1].start, items[first - 1].end, text)
            found[at - 1 : first] = [none]
    return found


def _not_yet(items: list[Item], text: str) -> list[Item]:
    """'chưa ký trả 12 hồ sơ', 'chưa thể khép lại': what is not settled yet is open."""
    found: list[Item] = []
    for item in items:
        beside = (
            found[-1:]
            if not found or _said(found[-1], text) not in grammar().words.may
            else found[-2:]
        )
        denies = (
            bool(beside) and text[beside[0].start : beside[0].end].lower() == grammar().words.yet
        )
        if denies and item.feature == "settled" and beside[0].role != "sign":
            del found[-len(beside) :]
            item = replace(item, start=beside[0].start, feature="open")
        found.append(item)
    return found


def _past_none_of(items: list[Item], at: int, text: str) -> int:
    """The index behind 'hồ sơ nào' in 'không để hồ sơ nào trễ hẹn', 'không để trễ hồ sơ nào'."""
    while at < len(items) and (
        items[at].feature.startswith("unit:") or _said(items[at], text) in _any()
    ):
        at += 1
    return at


def _opens(items: list[Item], at: int, text: str) -> bool:
    """Whether a clause of what is told begins there, and none of what is wished."""
    if at and items[at - 1].text not in (*_LISTS, ".") and not _joins(items[at - 1], text):
        return False
    stop = next((n for n in range(at - 2, -1, -1) if items[n].text == "."), -1)
    wishes = grammar().words.wishes
    return all(_said(item, text) not in wishes for item in items[stop + 1 : at])


def _joins(item: Item, text: str) -> bool:
    return _said(item, text) in grammar().words.joins


def _closes(behind: list[Item]) -> bool:
    """Whether a clause ends before these."""
    return not behind or behind[0].text in (",", ";", ".", ")")


def _any() -> tuple[str, ...]:
    """Behind what there is none of ('nào')."""
    return grammar().words.any


def _none(start: int, end: int, text: str) -> Item:
    """The word as one that counts nothing."""
    return Item("zero", start, end, f"{fold(text[start:end])} {grammar().words.has[0]}", "zero")


@cache
def _ends() -> frozenset[str]:
    """Words that may end a topic, folded as the items are."""
    return frozenset(fold(word) for word in grammar().words.topic_ends)


def _parting(item: Item, text: str) -> Item:
    """The end of a topic as the comma it stands for; 'thị' is not 'thì'."""
    ends = _said(item, text) in grammar().words.topic_ends
    return replace(item, role="sign", text=",") if ends else item


def _said(item: Item, text: str) -> str:
    """A word that no phrase took, with its marks."""
    plain = item.role == "word" and not item.feature
    return text[item.start : item.end].lower() if plain else ""


def _is_of(items: list[Item]) -> bool:
    """'2.205 trên 2.298': a part and its whole, as with a slash; the part is no more than it."""
    if len(items) < len(("part", "of", "whole")):
        return False
    part, _, whole = items
    if part.role != "number" or whole.role != "number":
        return False
    one, all_ = as_count(part.text), as_count(whole.text)
    return one is not None and all_ is not None and one <= all_


def _says_again(items: list[Item], text: str) -> bool:
    """Whether these are a number in words, a bracket, its digits and the bracket's end."""
    word, _, number, closes = items
    return (
        closes.text == ")"
        and number.role == "number"
        and _said(word, text) in grammar().words.spelled
    )
