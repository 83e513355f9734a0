"""Clauses that order though no name with a verb of duty opens them.

A target, 'phải', or an item of a list of tasks whatever its verb. Asked last, by
:mod:`extractor.orders.duties`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.book.orders import compiled, order_sections, order_words, targets
from extractor.orders.asked import Asked, Governed, is_past
from extractor.orders.words import Said, folded_words
from extractor.text import fold

_AHEAD = 24
"""Characters in which 'đã' tells of the clause, and not of a noun further on ('hồ sơ đã ký')."""
_TITLE = 18
"""Characters between 'công chức' and its 'phải' that still name him ('công chức tiếp nhận')."""
_WORDS = 6
"""Words that an item has at least, to be a task though none of its verbs is known."""


def bound_or_listed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """The order of a clause that no name and no verb of duty opens; None where it has none."""
    found = _bound_later(asked, here) or _aimed(asked, here) or _bound(asked, here)
    return found or _listed(asked, here) or _timed(asked, here)


def _aimed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """A clause that only sets a target; behind what was done an aim must be said."""
    aims = [at for at in asked.aims if asked.start <= at < asked.end]
    if not aims:
        return None
    past = any(s.label == "done" and s.start < aims[0] and is_past(asked, s) for s in here)
    if past or asked.part == "before":
        folded = fold(asked.text[asked.start : asked.end])
        if compiled(targets().words.aim).search(folded) is None:
            return None
    name = here[0] if here and not asked.led else None
    if name is not None and name.label == "actor" and name.start - asked.start <= 2:
        reach = compiled(targets().words.reach).match(fold(asked.text[name.end : aims[0]]))
        if reach is not None:  # 'Mỗi xã, thị trấn có ít nhất 10 hồ sơ …'
            return Governed((name.start, name.end), name.end, told=False)
    return Governed(None, asked.start, told=False)


def _bound_later(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Hồ sơ nào đã hẹn mà chưa xong, công chức tiếp nhận phải gọi điện': behind a comma."""
    if asked.part in ("before", "findings"):
        return None
    binding = folded_words(order_words().binding)
    for at, name in enumerate(here):
        ahead = asked.text[asked.start : name.start].rstrip()
        if name.label != "actor" or ahead[-1:] != ",":
            continue
        for verb in here[at + 1 : at + 3]:
            between = asked.text[name.end : verb.start]
            bound = fold(asked.text[verb.start : verb.end]) in binding
            if bound and len(between) <= _TITLE and "," not in between:
                return Governed((name.start, verb.start), verb.start, told=False)
    return None


def _bound(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'X có trách nhiệm …', 'X chủ trì …': whoever X is, if it opens the clause in capitals.

    In a list also what must be done by nobody who is named ('Hồ sơ phải được …').
    """
    for at, verb in enumerate(here):
        if verb.label == "done" and is_past(asked, verb):
            return None
        if fold(asked.text[verb.start : verb.end]) not in folded_words(order_words().binding):
            continue
        name = asked.text[asked.start : verb.start].strip(" \n*,")
        only = all(s.label in ("actor", "opener", "done") for s in here[:at])
        opens = here[0].label == "actor" and here[0].start - asked.start <= 2
        if only and (opens or name[:1].isupper()) and any(s.label == "actor" for s in here[:at]):
            return Governed(_whose(asked, here[:at], verb), verb.start, told=False)
        return None if asked.part == "before" else Governed(None, asked.start, told=False)
    return None


def _whose(asked: Asked, ahead: Sequence[Said], verb: Said) -> tuple[int, int]:
    """Who is bound by a verb: all ahead of it, but for what is told of him and of the matter.

    'Phòng Nội vụ là đơn vị thường trực, có trách nhiệm …'; 'Việc này Phòng Nội vụ phải …'.
    """
    names = [s for s in ahead if s.label == "actor"]
    openers = fold(asked.text[asked.start : names[0].start]).strip(" *_")
    led = not openers or compiled(order_sections().only_of).fullmatch(openers) is not None
    if not led and verb.start - names[-1].end <= 1:
        return names[-1].start, names[-1].end
    start = names[0].start if led else asked.start
    told = compiled(order_sections().apposed).search(fold(asked.text[names[0].end : verb.start]))
    return start, names[0].end + told.start() if led and told else verb.start


def _listed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """An item under the name of the one who is told orders, unless it tells what was done."""
    tasks = asked.part in ("tasks", "directions")
    listed = (tasks and (asked.led or _is_long_item(asked, here))) or (
        asked.led and asked.part == "open" and _is_long_item(asked, here)
    )
    if not listed and not (asked.led and asked.part == "open"):
        return None
    duties = [s for s in here if s.label in ("duty", "modal", "order")]
    past = any(is_past(asked, s) and _is_of_clause(asked, here, at) for at, s in enumerate(here))
    return None if past or not (listed or duties) else Governed(None, asked.start, told=False)


def _timed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Bản đăng ký của từng cơ quan nộp về huyện trước ngày 31/3': a duty with its day."""
    if asked.part in ("before", "findings") or any(is_past(asked, s) for s in here):
        return None
    duty = next((s for s in here if s.label in ("duty", "modal")), None)
    dated = duty is not None and any(
        duty.start < a < asked.end and "(" not in asked.text[asked.start : a] for a, _ in asked.days
    )
    return Governed(None, asked.start, told=False) if dated else None


def _is_long_item(asked: Asked, here: Sequence[Said]) -> bool:
    """An item of a list of tasks with a few words, which no name opens."""
    words = fold(asked.text[asked.start : asked.end]).lstrip(" *_-+")
    grounded = compiled(order_sections().grounds).match(words)
    long = len(words.split()) >= _WORDS and grounded is None
    named = bool(here) and here[0].label in ("actor", "done") and here[0].start - asked.start < 3
    return asked.item and long and not named


def _is_of_clause(asked: Asked, here: Sequence[Said], at: int) -> bool:
    """'đã' early in the clause or right behind its subject; not in 'giấy chứng nhận đã ký'."""
    said = here[at]
    subject = at > 0 and here[at - 1].label == "actor" and said.start - here[at - 1].end <= 2
    return subject or said.start - asked.start < _AHEAD
