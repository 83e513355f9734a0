"""Targets that are counted, and no share of a hundred: files, meetings, minutes, money.

A count is a target only behind words that compare. Knows the words around one number; rates are
known to :mod:`.targets`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

import regex

from extractor.book.orders import compiled, deadlines, opened, order_sections, targets
from extractor.numbers import as_count, as_decimal
from extractor.orders.compared import NUMBER, Comparison, Target, is_no_aim
from extractor.orders.named import features_of, metric_named
from extractor.patience import Match, Opened
from extractor.text import fold

_GROUPS: tuple[tuple[Comparison, str], ...] = (
    (">=", "ge"),
    ("<=", "le"),
    (">", "gt"),
    ("<", "lt"),
    (">=", "least"),
    ("<=", "most"),
    (">=", "up"),
    ("<=", "never"),
    ("=", "even"),
    ("=", "full"),
)
_FEW = ("least", "most", "never")
"""Words behind which a length of time is a target by itself."""
_AROUND = 36
"""Characters around a length of time that may say what it is of."""


def counts(
    text: str, nameless: Callable[[str], str], folded: str, *, damaged: bool
) -> Iterator[Target]:
    """'tối thiểu 03 đơn vị', 'từ 20 người trở lên', 'không dưới 1,8 tỷ đồng', in order.

    ``nameless`` puts blanks for the names of places.
    """
    lower = text.lower()
    was: str | None = None
    for match in _count(lower.isascii()).finditer(lower):
        group, sign = next((g, s) for s, g in _GROUPS if match[g])
        start = next(match.start(n) for n in ("n", "m", "o", "p", "q", "r") if match[n])
        end = next(match.end(n) for n in ("n", "m", "o", "p", "q", "r") if match[n])
        value = _value(lower[start:end], match["scale"])
        if value is None or is_no_aim(folded, match) or _is_spared(lower, folded, match, group):
            continue
        metric = _metric(nameless(text), folded, start, end, damaged=damaged)
        low = sign in ("<=", "<") and metric in targets().low
        if not low and compiled(targets().words.pace).search(_ahead(folded, start)):
            metric = None  # 'mỗi ngày nhập ít nhất 30 hồ sơ'
        if sign in (">=", ">") and metric in targets().low:
            metric = None  # 'mỗi ngày giải quyết ít nhất 05 hồ sơ quá hạn'
        if metric is None and was and _goes_on(folded, start, end):
            metric = was
        was = metric
        stop = match.end("scale") if match["scale"] else end
        yield Target(start, stop, metric, sign, value, text[start:stop])


def _value(printed: str, scale: str | None) -> int | None:
    """A number in digits or in words; of money in đồng."""
    if scale is not None:
        amount = as_decimal(printed)
        factor = targets().scales.get(" ".join(scale.split()))
        whole = amount * Decimal(factor) if amount is not None and factor else None
        return int(whole) if whole is not None and whole == whole.to_integral_value() else None
    return deadlines().numbers.get(printed) or as_count(printed)


def _is_spared(lower: str, folded: str, match: Match, group: str) -> bool:
    """A rule of how to act, where something comes from, or a time that is no target."""
    if _only_from(lower, match) or _of_whom(folded, match):
        return True
    if match["clock"]:
        return _is_when(folded, match, group)
    return False


def _is_when(folded: str, match: Match, group: str) -> bool:
    """'ít nhất 15 ngày trước khi …', 'hồ sơ quá hạn dưới 10 ngày': when, or of which."""
    words = targets().words
    clause = regex.split(r"[;.]\s", folded[: match.start()])[-1]
    behind = folded[match.end() : match.end() + _AROUND]
    level = compiled(rf"(?<!\w){fold(words.down)} ?$").search(folded[: match.start()])
    lasts = match["even"] is None and level is None  # 'xuống còn 10 phút trước ngày 30/4'
    if lasts and compiled(words.event).match(behind):
        return True
    if compiled(rf"(?<!\w){words.lasting}\b").search(clause + fold(match.group())):
        return False
    near = clause[-_AROUND:]
    of_which = compiled(words.of_which).search(near) is not None
    said = match.group()
    least = compiled(fold(words.least) if said.isascii() else words.least)
    few = group in _FEW or group == "le" or least.match(said) is not None
    return of_which or not few


def _only_from(lower: str, match: Match) -> bool:
    """'từ 41 hồ sơ xuống còn …': where it comes from; 'từ 41 hồ sơ trở lên' is a target."""
    if match["up"]:
        return False
    since = targets().words.since
    behind = fold(lower[match.end() : match.end() + 30])
    above = compiled(fold(targets().after[">="])).search(behind)
    return match.group().startswith((since, fold(since))) and above is None


def _of_whom(folded: str, match: Match) -> bool:
    """'công chức để hồ sơ quá hạn từ 02 lần trở lên': of whom something is asked."""
    if not match.group().startswith((targets().words.since, fold(targets().words.since))):
        return False
    before = folded[: match.start()]
    whom = compiled(targets().words.of_whom)
    return whom.search(before) is not None


def _metric(text: str, folded: str, start: int, end: int, *, damaged: bool) -> str | None:
    """What is counted, where a metric counts it; by how much it becomes less is none."""
    words = targets().words
    behind = folded[end:].lstrip()
    ahead = regex.split(r"[;.]\s", text[:start])[-1]
    told = fold(ahead)
    if compiled(rf"(?<!\w){words.reduced}\b[^,]{{0,20}}$").search(told):
        level = compiled(rf"(?<!\w){words.level}\b").search(told[-20:])
        if level is None:
            return None
    stock = compiled(words.stock).search(told) is not None
    falls = compiled(rf"(?<!\w){words.falls}").search(told)
    if falls is not None:  # 'giảm số hồ sơ trễ hạn còn 5': 'còn' is no word of open ones
        ahead = ahead[: falls.start("to")] + " " + ahead[falls.end("to") :]
        told = fold(ahead)
    if not compiled(words.counted_files).match(behind):
        if compiled(words.number_of).search(told) is None:
            return None
        return _still_open(metric_named(ahead, damaged, "count"), told)
    signs = "|".join(fold(one) for one in targets().before.values())
    looked = compiled(rf"{order_sections().looked_at.rstrip('$')}(?:{signs}) ?$")
    cases = compiled(words.cases).match(behind) and not compiled(words.counted_files).search(told)
    if cases or looked.search(told):
        return None  # 'rút ít nhất 80 hồ sơ', 'số thông báo chậm không quá 20 trường hợp'
    last = ahead.rsplit(",", 1)[-1]
    if last is not ahead and compiled(words.number_of).search(fold(last)):
        ahead, told = last, fold(last)  # '…, số hồ sơ bị từ chối dưới 20 hồ sơ'
    label = regex.split(r"[,;]|[.]\s", text[end:])[0]
    named = metric_named(label, damaged, "count")
    named = named or metric_named(f"{ahead} {label}", damaged, "count")
    return targets().open.get(named, named) if named and stock else _still_open(named, told)


def _goes_on(folded: str, start: int, end: int) -> bool:
    """'…; của mỗi xã không quá 03 hồ sơ': files of others, of what was counted before."""
    words = targets().words
    counted = compiled(words.counted_files).match(folded[end:].lstrip())
    ahead = _ahead(folded, start).strip()
    levelled = compiled(rf"(?:{words.of_others})\b").match(ahead)
    return counted is not None and levelled is not None and not features_of(ahead)


def _ahead(folded: str, start: int) -> str:
    return regex.split(r"[;.]\s", folded[:start])[-1]


def _still_open(metric: str | None, told: str) -> str | None:
    """'còn không quá 500 hồ sơ quá hạn' is of files that are open, not of settled ones."""
    still = compiled(rf"(?<!\w)(?:{targets().words.still})").search(told)
    return targets().open.get(metric, metric) if metric and still else metric


@cache
def _count(bare: bool) -> Opened:
    book = targets()
    said = fold if bare else str
    words = book.words
    spelled = "" if bare else "|" + "|".join(sorted(deadlines().numbers, key=len, reverse=True))
    number = rf"(?<![\d.,/])(?!{said(words.no_number)}){{}}(?![.,]?\d|/)"
    n, m, o, p, q, r = (
        number.replace("{}", NUMBER.replace("<n>", f"<{name}>")[:-1] + spelled + ")")
        for name in "nmopqr"
    )
    signs = "|".join(f"(?P<{group}>{said(book.before[sign])})" for sign, group in _GROUPS[:4])
    between = said(words.between)
    counted = rf"(?!{said(words.time)}){said(words.counted)}"
    clock = rf"(?P<clock>{said(words.clock)})"
    money = rf"(?P<scale>{'|'.join(map(said, book.scales))})"
    least = rf"(?:(?P<least>{said(words.least)})|(?P<most>{said(words.most)}))"
    noun = rf"(?!{said(words.time)}|{said(words.no_count)})[a-zà-ỹđ]+"
    return opened(
        rf"(?:{signs}){between}{n}"
        rf"(?: (?:{money}|{counted}|{clock})(?!\w)|{said(words.ends)})"
        rf"|{least}(?: {said(words.each)})?{between}{m} (?:{money}(?!\w)|{clock}(?!\w)|{noun})"
        rf"|(?P<up>{said(words.since)}) {o} {noun}(?: \w+){{0,2}} {said(book.after['>='])}"
        rf"|(?P<never>{said(words.never)}) {p} (?:{counted}|{clock})(?!\w)"
        rf"|(?P<even>{said(words.down)}) {q} {clock}(?!\w)"
        rf"|(?P<full>{said(words.full)}) {r} {counted}(?!\w)"
    )
