"""Why files are late, told between one unit's number and the next: it says nothing of either.

Knows signs and the words that lead to a reason; binds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.assemble.labels import small_words
from extractor.match.items import Item


def without_reasons(items: Sequence[Item]) -> list[Item]:
    """The items but those of a reason up to the semicolon behind it.

    'phòng A: 13 hồ sơ, do chờ kết quả thẩm tra; phòng B: 06 hồ sơ'.
    """
    kept: list[Item] = []
    reason = False
    for item in items:
        reason = item.text in small_words("agents") or (reason and item.text != ";")
        if not reason:
            kept.append(item)
    return kept
