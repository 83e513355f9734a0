"""A name and a colon at the beginning of a passage: 'Đ/c Hùng: lắp xong màn hình', 'Địa chính: …'.

Knows names of people and of offices, and what a lead measures that stands above such labels; what
else stands behind the colon is known to others.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.book.orders import compiled, order_sections, order_words
from extractor.head.names import word_key
from extractor.orders.compared import Target
from extractor.orders.deadlines import Deadline
from extractor.orders.named import metric_named
from extractor.orders.outline import opening
from extractor.orders.passage import Passage, printed
from extractor.orders.targets import names_nothing
from extractor.text import fold

_LONGEST = 90
"""Characters of the longest label."""
_BRACKET = re.compile(r"\s*\([^()]*\)$")


def actor_label(passage: Passage, begin: int) -> tuple[str, int] | None:
    """Whose the passage is, and where its first sentence begins; None without such a label."""
    colon = passage.text.find(":", begin, begin + _LONGEST)
    rest = passage.text[colon + 1 :].strip(" *_\n") if colon > 0 else ""
    if not rest:
        return None
    if any(s.label == "actor" and s.start < colon < s.end - 1 for s in passage.said):
        return None  # 'Trưởng các phòng: Nội vụ, Tư pháp chịu trách nhiệm …'
    label = _BRACKET.sub("", passage.text[begin:colon].rstrip(" *_"))
    end = begin + len(label)
    named = any(s.label == "actor" and s.start - begin <= 1 and s.end >= end for s in passage.said)
    if not named and not is_office(label):
        return None
    return printed(passage.text, begin, end), colon + 1


def phase_of(passage: Passage, begin: int) -> tuple[Deadline | None, int] | None:
    """'Đợt 1 (01/8 - 20/8): …': the day by which, and where it begins what is to be done."""
    match = compiled(order_sections().phase).match(passage.folded, begin)
    if match is None:
        return None
    dated = [d for d in passage.days if begin <= d.start < match.end() and d.day]
    return (dated[-1] if dated else None), match.end()


def only_aims(passage: Passage, start: int) -> bool:
    """'Sở Tư pháp: 100 %': behind the colon a number is to be reached, and nothing done."""
    verbs = (s for s in passage.said if s.start >= start and s.label in ("duty", "modal", "order"))
    return next(verbs, None) is None and any(t.start >= start for t in passage.targets)


def is_level(label: str) -> bool:
    """'Cấp xã' is told by its name whose the number is, and is nobody."""
    return compiled(order_sections().matrix["level"]).match(f"{fold(label)} ") is not None


def measure_of(passage: Passage, above: str | None) -> str | None:
    """The metric of the rates below a lead or a heading; of one that names nothing, that above."""
    if passage.targets:
        return None
    begin = opening(passage.text)
    own = metric_named(passage.text[begin:], passage.block.damaged)
    return own or (above if names_nothing(passage.folded[begin:]) else None)


def measured_below(passage: Passage, start: int, aim: Target, above: str | None) -> str | None:
    """The metric of a lead, for a rate below it that names nothing itself."""
    if above is None or "%" not in aim.printed or aim.reduced:
        return None
    behind = passage.folded[aim.end :].split(";")[0]
    nothing = names_nothing(passage.folded[start : aim.start], behind)
    return above if nothing else None


def is_office(words: str) -> bool:
    """Whether words are nothing but fields of work: 'Tư pháp - Hộ tịch', 'Địa chính'."""
    joins = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in order_words().joins)
    parts = [part.strip() for part in re.split(joins, words.replace("*", "")) if part.strip()]
    known = _fields()
    return words[:1].isupper() and bool(parts) and all(_key(part) in known for part in parts)


def _key(words: str) -> str:
    return " ".join(word_key(word) for word in words.lower().split())


@cache
def _fields() -> frozenset[str]:
    book = order_words()
    return frozenset(_key(phrase) for phrase in (*book.body, *book.heads))
