"""A passage cut into sentences and clauses that may each order something; offsets are kept.

A sentence ends at a full stop before a capital; a clause at a semicolon behind which another
verb of duty, another name or another target begins. Knows marks and the words of duty.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.book.orders import compiled, order_sections, order_words
from extractor.orders.words import Said, folded_words
from extractor.patience import Match, Pattern
from extractor.text import fold

_STOP = Pattern(
    r"""(?<!\b(?:TP|Tp|TX|Tx|TT|PCT|UB|STT|Ths|ThS|TS|BS|KT|TM|P|Q|H|X))(?<!\d)[.!?…](?:["”*)]*)\s+(?=(?:\((?:i{1,3}|iv|vi{0,3}|ix)\)\s)?["“(*]*\p{Lu})
      | (?<=\d)\.\s+(?=(?:\((?:i{1,3}|iv|vi{0,3}|ix)\)\s)?\p{Lu})
      | /\.(?=\W*$)
      | (?<=\p{L}\W?):\**\s+(?=\p{Lu})""",
    regex.VERBOSE,
)
_ROMAN = r"(?:i{1,3}|iv|vi{0,3}|ix)"
_BEGINS = regex.compile(rf"[\s;]*(?:\((?:\d{{1,2}}|{_ROMAN})\)\s*)?")
_NUMBERED = regex.compile(
    rf"(?:[;,:]\s*|\s(?=\((?:1|i)\)))(?=\((?:\d{{1,2}}|{_ROMAN})\)\s*\p{{L}})"
)
"""'… như sau: (1) rà soát; (2) báo cáo': each number begins a clause."""
_LATE = 12
"""Characters before 'sẽ' or 'phải' in which a time may stand ('quý II sẽ …')."""
_REST = 6
"""Words that a clause behind a semicolon has at most, if it only says by when."""
_SUBJECT = 9
"""Words of what must be so, before 'phải'."""
_FIRST = regex.compile(r"[;,:]?\s*\((?:1|i)\)\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]`` of the passage; ``first``: it begins its sentence."""

    start: int
    end: int
    first: bool
    lead: bool = False
    """It ends with a colon before a capital: it leads what follows in the passage."""


def sentences(text: str, start: int, said: Sequence[Said] = ()) -> Iterator[tuple[int, int, bool]]:
    """Spans of the sentences, and whether one ends with a colon; none ends amid a name."""
    at = start
    names = [s for s in said if s.label == "actor"]
    for match in _STOP.finditer(text, start):
        if _in_brackets(text, at, match.start()) or _is_field(text, at, match):
            continue
        if any(name.start < match.start() < name.end - 1 for name in names):
            continue  # 'Trưởng các phòng: Nội vụ, Tư pháp'
        end = match.end()
        yield at, _stripped(text, at, end), match.group().lstrip("*").startswith(":")
        at = end
    if text[at:].strip(" \n*_."):
        end = _stripped(text, at, len(text))
        yield at, end, text[:end].endswith(":")


def _is_field(text: str, start: int, match: Match) -> bool:
    """'Đơn vị thực hiện: Phòng …': what stands behind the colon belongs to it."""
    if not match.group().lstrip("*").startswith(":"):
        return False
    book = order_sections()
    folded = fold(text[start : match.end()])
    return any(
        compiled(field).match(folded) is not None
        for field in (book.field_actor, book.field_time, book.field_other)
    )


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" \n*_"))


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def clauses(
    text: str,
    start: int,
    said: Sequence[Said],
    targets: Sequence[int],
    days: Sequence[tuple[int, int]] = (),
) -> list[Clause]:
    """The clauses of a passage; ``targets`` and ``days`` are the places of its targets and days."""
    said = sorted([*said, *(Said(a, b, "day") for a, b in days)], key=lambda s: s.start)
    found = []
    for first, last, colon in sentences(text, start, said):
        cuts = [first, *_cuts(text, first, last, said, targets), last]
        for a, b in itertools.pairwise(cuts):
            begin = a + len(_BEGINS.match(text[a:b]).group())  # type: ignore[union-attr]
            if text[begin:b].strip(" ;.\n"):
                leads = colon or (a == first and _FIRST.match(text, b) is not None)
                found.append(Clause(begin, b, a == first, leads))
    return found


def _cuts(
    text: str, first: int, last: int, said: Sequence[Said], targets: Sequence[int]
) -> list[int]:
    """Semicolons of a sentence behind which something else is ordered, and numbers in it."""
    semicolons = [i for i in range(first, last) if text[i] == ";"]
    ends = [*semicolons[1:], last]
    cuts = [
        at
        for at, end in zip(semicolons, ends, strict=False)
        if not _in_brackets(text, first, at)
        and not _only_names(text, first, at, said)
        and _orders(text, at + 1, end, said, targets)
    ]
    return sorted({*cuts, *(m.start() for m in _NUMBERED.finditer(text, first + 1, last))})


def _orders(text: str, start: int, end: int, said: Sequence[Said], targets: Sequence[int]) -> bool:
    """A clause of its own: a verb of duty, an order or a name begins it, or it sets a target."""
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    near = [s for s in said if begin <= s.start < end]
    if any(_is_rest(text, begin, end, one) for one in near):
        return False  # '…; hoàn thành trước ngày 30/6'
    at = begin
    if any(one.label == "day" for one in near) and len(text[begin:end].split()) > _REST:
        return True  # '…; kết quả gửi về huyện trước ngày 20/12'
    while near and near[0].label in ("opener", "day") and near[0].start - at <= 3:
        at = near.pop(0).end
    timed = bool(near) and (
        near[0].label == "modal" or any(map(str.isdigit, text[at : near[0].start]))
    )
    far = bool(near) and near[0].start - at <= (_LATE if timed else 4)
    opened = far and near[0].label in ("duty", "order", "modal")
    named = bool(near) and near[0].label == "actor" and near[0].start <= begin + 2
    named = named and any(s.label in ("duty", "modal") for s in near[1:4])
    named = named or any(
        a.label == "actor" and b.label == "modal" and b.start - a.end <= 2
        for a, b in itertools.pairwise(near)
    )
    then = any(
        s.label in ("duty", "order", "modal", "actor")
        and fold(text[begin : s.start]).rstrip().endswith(order_sections().hence)
        for s in near
    )
    agent = any(
        a.label == "actor"
        and b.label == "duty"
        and b.start - a.end <= 2
        and fold(text[begin : a.start]).split()[-1:] == [fold(order_words().agents[0])]
        for a, b in itertools.pairwise(near)
    )
    aims = any(begin <= at < end for at in targets)
    return opened or named or then or agent or _bound(text, begin, near) or aims


def _only_names(text: str, first: int, at: int, said: Sequence[Said]) -> bool:
    """'Giám đốc các sở; Chủ tịch UBND các huyện chịu trách nhiệm …': a list of those told."""
    end = first
    for name in said:
        if first <= name.start < at:
            if name.label != "actor" or text[end : name.start].strip(" \n*;,"):
                return False
            end = name.end
    return end > first and not text[end:at].strip(" \n*;,")


def _bound(text: str, begin: int, near: Sequence[Said]) -> bool:
    """'mọi yêu cầu bổ sung phải bằng văn bản': something of its own that must be so."""
    for one in near:
        if one.label in ("actor", "order", "day", "done"):
            return False
        if fold(text[one.start : one.end]) in folded_words(order_words().musts):
            return 1 < len(text[begin : one.start].split()) <= _SUBJECT
    return False


def _is_rest(text: str, begin: int, end: int, one: Said) -> bool:
    """A deadline that is all there is of a clause."""
    if one.label != "day" or text[one.end : end].strip(" .;/)\n"):
        return False
    before = fold(text[begin : one.start])
    return compiled(order_sections().completes).fullmatch(before) is not None
