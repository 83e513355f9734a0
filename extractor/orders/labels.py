"""A name and a colon at the beginning of a passage: 'Đ/c Hùng: lắp xong màn hình', 'Địa chính: …'.

Knows names of people and of offices; what stands behind the colon is known to others.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.book.orders import order_words
from extractor.head.names import word_key
from extractor.orders.passage import Passage, printed

_LONGEST = 90
"""Characters of the longest label."""
_BRACKET = re.compile(r"\s*\([^()]*\)$")


def actor_label(passage: Passage, begin: int) -> tuple[str, int] | None:
    """Whose the passage is, and where its first sentence begins; None without such a label."""
    colon = passage.text.find(":", begin, begin + _LONGEST)
    rest = passage.text[colon + 1 :].strip(" *_\n") if colon > 0 else ""
    if not rest:
        return None
    label = _BRACKET.sub("", passage.text[begin:colon].rstrip(" *_"))
    end = begin + len(label)
    named = any(s.label == "actor" and s.start - begin <= 1 and s.end >= end for s in passage.said)
    if not named and not is_office(label):
        return None
    return printed(passage.text, begin, end), colon + 1


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
