"""Which of those who are named are told: 'các xã được giao chỉ tiêu', 'đơn vị nào chậm …'.

Knows a clause and the name that was found to govern it; who that is, :mod:`.duties` knows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractor.book.orders import compiled, order_sections, order_words
from extractor.orders.asked import Asked, Governed
from extractor.orders.words import Said, folded_words
from extractor.text import fold

_LONGEST = 70
"""Characters that tell which of them, between the name and its verb."""
_ADVERBS = 28
"""Characters that may stand between a name and its verb."""
_OPENING = 2
"""Characters (signs, blanks) before the name that opens a clause."""
_SIGNS = frozenset(",;:()%")
_VERBS = ("duty", "modal")


def with_relative(asked: Asked, here: Sequence[Said], found: Governed | None) -> Governed | None:
    """'Các xã không có tên trong Bảng 1 phấn đấu …': the name with what tells which of them."""
    if found is None or found.actor is None:
        return found
    start, end = found.actor
    aims = any(found.begins <= at < asked.end for at in asked.aims)
    if aims and fits_level(asked.text[start:end]):
        return replace(found, actor=None)  # 'cấp xã đạt từ 96 %' is of all of them
    said = compiled(order_sections().relative).match(fold(asked.text[end : asked.end]))
    if said is None:
        return found
    verb = next((s for s in here if s.start >= end + said.end() and s.label in _VERBS), None)
    between = asked.text[end : verb.start] if verb is not None else ""
    if verb is None or len(between) > _LONGEST or not _SIGNS.isdisjoint(between):
        return found
    how = compiled(order_sections().adverbs).search(fold(asked.text[end : verb.start]))
    stop = end + how.start() if how else verb.start
    return replace(found, actor=(start, stop), begins=stop)


def name_end(asked: Asked, name: Said) -> int:
    """Where a name ends with what tells which of them: 'các xã có trên 50 hồ sơ trễ hẹn'."""
    said = compiled(order_sections().relative).match(fold(asked.text[name.end : asked.end]))
    return name.end + said.end() if said is not None else name.end


def fits_level(name: str) -> bool:
    """'cấp xã', 'khối xã, phường': whose part of the files is meant, and nobody who is told."""
    return compiled(order_sections().matrix["level"]).match(fold(name)) is not None


def whichever(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Đơn vị nào chậm báo cáo, Văn phòng sẽ …': who acts stands behind; else it is they.

    None where no such name opens the clause.
    """
    if not here or here[0].label != "actor" or asked.part in ("before", "findings"):
        return None
    first = here[0]
    behind = fold(asked.text[first.end : asked.end])
    opened = first.start - asked.start <= 2
    if not opened or compiled(order_sections().whichever).match(behind) is None:
        return None
    for name, verb in itertools.pairwise(here[1:]):
        if name.label == "actor" and verb.label in _VERBS and verb.start - name.end <= 2:
            ahead = asked.text[asked.start : name.start].rstrip()
            if ahead.endswith(",") or fold(ahead).endswith(order_sections().hence):
                return Governed((name.start, name.end), name.end, told=False)
    for verb in here[1:]:
        ahead = asked.text[asked.start : verb.start].rstrip()
        must = fold(asked.text[verb.start : verb.end]) in folded_words(order_words().musts)
        if verb.label in _VERBS and must:
            return Governed((first.start, verb.start), verb.start, told=False)
        if verb.label in (*_VERBS, "order") and ahead.endswith(","):
            they = verb.label == "order" or not asked.led
            whose = (first.start, asked.start + len(ahead) - 1) if they else None
            return Governed(whose, verb.start, told=False)
    return None


def hence(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Người nào không nộp thì Chủ tịch UBND huyện xem xét': who acts stands behind 'thì'."""
    for name, verb in itertools.pairwise(here):
        if name.label != "actor" or verb.label not in ("duty", "modal", "order"):
            continue
        before = fold(asked.text[asked.start : name.start]).rstrip()
        if before.endswith(order_sections().hence) and verb.start - name.end <= _ADVERBS:
            return Governed((name.start, name.end), name.end, told=False)
    return None


def then(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Khi trả lời hồ sơ … thì phải thông qua …': nobody is named, somebody must."""
    for verb in here:
        if verb.label not in ("modal", "duty"):
            continue
        before = fold(asked.text[asked.start : verb.start]).rstrip()
        if before.endswith(order_sections().hence):
            named = here[0].label == "actor" and here[0].start - asked.start <= _OPENING
            actor = (here[0].start, _case_end(asked, here[0], before)) if named else None
            return Governed(actor, asked.start, told=False)
    return None


def _case_end(asked: Asked, name: Said, before: str) -> int:
    """'Đơn vị không đạt hai chỉ tiêu thì …': which of them are meant, up to 'thì'."""
    end = asked.start + len(before) - len(order_sections().hence)
    between = asked.text[name.end : end]
    which = compiled(order_sections().case).match(fold(between))
    return end if which is not None and len(between) <= _LONGEST else name.end


def of_case(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Đơn vị không đạt hai chỉ tiêu thì không xét …': those who are meant, with their case."""
    found = then(asked, here) if here and here[0].label == "actor" else None
    if found is None or found.actor is None or found.actor[1] == here[0].end:
        return None
    return found
