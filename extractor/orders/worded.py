"""Targets without a rate or a counted noun: none of them, a half, nine of ten.

Knows words; whether they order is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractor.book.orders import compiled, deadlines, opened, targets
from extractor.orders.compared import Comparison, Target, compared
from extractor.orders.named import metric_named
from extractor.patience import Match, Opened, Pattern
from extractor.text import fold

_PORTION = Pattern(r"(?<![\d.,/])(?P<n>\d{1,2})/(?P<of>\d{1,2}|100)(?![\d/.,])")


def portions(text: str, folded: str) -> list[Target]:
    """'ít nhất 9/10 người được hỏi': a share, behind words that compare and not those of a day."""
    found: list[Target] = []
    for match in _PORTION.finditer(folded):
        sign = _compared_share(text, folded, match)
        share, whole = int(match["n"]), int(match["of"])
        if match["n"].startswith("0") and sign and 0 < share < whole:  # 'ít nhất 02/03 đơn vị'
            printed = text[match.start() : match.end("n")]
            found.append(Target(match.start(), match.end(), None, sign, share, printed))
        else:
            found += _share(match, sign, share, whole, text)
    for match in opened(targets().words.half).finditer(folded):
        sign = ">" if match["over"] else compared(text, match, 0, match.start())
        found += _share(match, sign, 1, 2, text)
    for match in _spelled().finditer(folded):
        sign = compared(text, match, 0, match.start())
        numbers = deadlines().numbers
        share, whole = (
            numbers.get(text[match.start(g) : match.end(g)].lower(), 0) for g in ("n", "of")
        )
        found += _share(match, sign, share, whole, text)
    return found


def _compared_share(text: str, folded: str, match: Match) -> Comparison | None:
    """'bốc 1/10 số hồ sơ' is a share without words that compare; 'từ 1/10, các xã …' a day."""
    words = targets().words
    sign = compared(text[: match.end()], match, 0, match.start())
    if sign is None:
        return "=" if compiled(words.of_all).match(folded, match.end()) else None
    since = folded[: match.start()].rstrip().endswith(fold(words.since))
    return sign if not since or compiled(words.shared).match(folded, match.end()) else None


def _share(
    match: Match, sign: Comparison | None, share: int, whole: int, text: str
) -> Iterator[Target]:
    """Of a hundred, to two places."""
    if sign is None or not 0 < share < whole:
        return
    exact = Decimal(100 * share) / whole
    value = int(exact) if exact == exact.to_integral_value() else round(exact, 2)
    printed = text[match.start() : match.end()]
    yield Target(match.start(), match.end(), _of_files(text, match), sign, value, printed)


def _of_files(text: str, match: Match) -> str | None:
    """'ít nhất 9/10 hồ sơ được trả đúng hạn': what files of which a share is to be so."""
    behind = re.split(r"[;.]\s|;|,\s", text[match.end() :], maxsplit=1)[0]
    files = compiled(rf"\W*(?:phai )?(?:la )?{targets().words.files}\b").match(fold(behind))
    metric = metric_named(behind, damaged=behind.isascii()) if files else None
    return None if metric in targets().low else metric


@cache
def _spelled() -> Opened:
    """'hai phần ba', 'một nửa'."""
    return opened(targets().words.portion)


def halved(text: str, folded: str) -> list[Target]:
    """'giảm một nửa', 'tăng gấp đôi': a change told in words."""
    return [
        Target(m.start(), m.end(), None, _sign(m), change.value, text[m.start() : m.end()])
        for change in targets().changes
        for m in opened(rf"(?:{change.words})(?!\w)").finditer(folded)
    ]


def _sign(match: Match) -> Comparison:
    """'giảm ít nhất một nửa', and 'giảm một nửa'."""
    return ">=" if match.groupdict().get("least") else "="


def nothing(text: str, folded: str) -> list[Target]:
    """'không để hồ sơ trễ hạn': none is the target."""
    found: list[Target] = []
    if compiled(targets().words.none_of).search(folded) is None:
        return found
    for nothing in targets().none:  # the first in the book wins
        for match in compiled(rf"(?<!\w){nothing.words}").finditer(folded):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            if compiled(targets().words.until).search(folded[: match.start()]):
                continue  # 'báo cáo hằng tuần cho đến khi không còn hồ sơ quá hạn'
            if compiled(targets().words.allowed).match(folded, match.end()):
                continue
            printed = text[match.start() : match.end()]
            found.append(Target(match.start(), match.end(), nothing.metric, "=", 0, printed))
    return found
