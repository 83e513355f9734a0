"""Targets without a rate or a counted noun: none of them, a half, nine of ten.

Knows words; whether they order is decided elsewhere.
"""

from __future__ import annotations

import regex

from extractor.book.orders import compiled, targets
from extractor.orders.compared import Target, compared
from extractor.patience import patience

_PORTION = regex.compile(r"(?<![\d.,/])(?P<n>[1-9])/(?P<of>\d{1,2})(?![\d/.,])")


def portions(text: str, folded: str) -> list[Target]:
    """'ít nhất 9/10 người được hỏi': a share, behind words that compare and not those of a day."""
    found = []
    for match in _PORTION.finditer(folded, timeout=patience(folded)):
        share, whole = int(match["n"]), int(match["of"])
        sign = compared(text[: match.end()], match, 0, match.start())
        if sign is not None and share < whole and 100 * share % whole == 0:
            value = 100 * share // whole
            found.append(Target(match.start(), match.end(), None, sign, value, match.group()))
    return found


def halved(text: str, folded: str) -> list[Target]:
    """'giảm một nửa', 'tăng gấp đôi': a change told in words."""
    return [
        Target(m.start(), m.end(), None, "=", change.value, text[m.start() : m.end()])
        for change in targets().changes
        for m in compiled(rf"(?<!\w){change.words}(?!\w)").finditer(
            folded, timeout=patience(folded)
        )
    ]


def nothing(text: str, folded: str) -> list[Target]:
    """'không để hồ sơ trễ hạn': none is the target."""
    found = []
    for nothing in targets().none:
        for match in compiled(rf"(?<!\w){nothing.words}").finditer(
            folded, timeout=patience(folded)
        ):
            printed = text[match.start() : match.end()]
            found.append(Target(match.start(), match.end(), nothing.metric, "=", 0, printed))
    return found
