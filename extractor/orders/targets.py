"""Targets: numbers that are to be reached, with their comparison and what they measure.

Knows a clause; whether it orders anything is decided elsewhere. A rate is a target of a metric
only where the pattern book resolves its own words to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

import regex

from extractor.book.metrics import grammar, resolve
from extractor.book.orders import compiled, targets
from extractor.book.terms import term_book
from extractor.match.phrases import find
from extractor.match.tokens import tokens
from extractor.numbers import as_count, as_decimal
from extractor.orders.compared import NEAR, NUMBER, Comparison, Target, compared
from extractor.orders.worded import halved, nothing, portions
from extractor.patience import patience
from extractor.text import fold


def find_targets(text: str, *, damaged: bool = False) -> list[Target]:
    """Every target of a clause, in order."""
    folded = fold(text)
    found = [*nothing(text, folded), *halved(text, folded)]
    if any(c.isdigit() for c in folded):
        found += _rates(text, folded, damaged)
        found += portions(text, folded)
        found += _counts(text, folded, damaged)
    return sorted(found, key=lambda t: t.start)


def _rates(text: str, folded: str, damaged: bool) -> list[Target]:
    found: list[Target] = []
    last = 0
    matches = list(_rate().finditer(folded, timeout=patience(folded)))
    for at, match in enumerate(matches):
        value = as_decimal(text[match.start("n") : match.end("n")])
        if _rises_from(text, folded, match):
            continue  # and the label before it is that of the value to which it rises
        if value is None or _is_past(folded, match) or _is_no_aim(folded, match):
            last = match.end()
            continue
        following = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        comparison = compared(text, match, last) or _inherited(folded, last, match, found)
        reduced = _is_reduced(text, folded, last, match, found)
        metric = None if reduced else _measured(text, last, match, following, damaged)
        if metric is None and not reduced and _goes_on(folded, last, match, found):
            metric = found[-1].metric
            comparison = found[-1].comparison if comparison == "=" and value != 100 else comparison
        number = int(value) if value == value.to_integral_value() else value
        printed = text[match.start("n") : match.end()]
        start = match.start("n")
        found.append(Target(start, match.end(), metric, comparison, number, printed, reduced))
        last = match.end()
    return found


def _rises_from(text: str, folded: str, match: regex.Match[str]) -> bool:
    """'từ 54 % (năm 2023) lên 70 %': where it rises from."""
    words = targets().words
    since = text[: match.start()].lower().rstrip().endswith((words.since, fold(words.since)))
    return (
        since
        and compiled(words.rises).match(folded, match.end(), timeout=patience(folded)) is not None
    )


def _is_no_aim(folded: str, match: regex.Match[str]) -> bool:
    """'(năm 2023 là 58,4 %)' tells what was; 'đơn vị có trên 5 % hồ sơ …' of whom it is asked."""
    words = targets().words
    if compiled(words.condition).search(
        folded[: match.start()], timeout=patience(folded[: match.start()])
    ):
        return True
    opened = folded.rfind("(", 0, match.start())
    if opened < 0 or ")" in folded[opened : match.start()]:
        return False
    return compiled(words.told).match(folded, opened, timeout=patience(folded)) is not None


def _is_reduced(
    text: str, folded: str, last: int, match: regex.Match[str], found: list[Target]
) -> bool:
    """'giảm ít nhất 25 % số hồ sơ trễ hạn', and '…, 100 % trước ngày …' behind it."""
    before = folded[last : match.start()]
    signs = "|".join(fold(one) for one in targets().before.values())
    between = fold(targets().words.between)
    reduced = compiled(rf"(?<!\w){targets().words.reduced} ?(?:(?:{signs}) ?)*{between}$")
    if reduced.search(before, timeout=patience(before)):
        level = compiled(rf"(?<!\w){targets().words.level}\b")  # 'giảm còn dưới 2 %' is a level
        return level.search(before[-NEAR:], timeout=patience(before)) is None
    again = bool(found) and found[-1].reduced and regex.search(r"[,;]\s*$|\bva\s*$", before)
    return bool(again)


def rates_told(text: str) -> Iterator[Target]:
    """Rates that a passage tells as they are ('mới đạt 41 %'), where a metric measures them."""
    folded = fold(text)
    matches = list(_rate().finditer(folded, timeout=patience(folded)))
    last = 0
    for at, match in enumerate(matches):
        value = as_decimal(text[match.start("n") : match.end("n")])
        following = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        before = folded[max(last, match.start() - NEAR) : match.start()]
        other = compiled(targets().words.other_rate).search(before, timeout=patience(before))
        told = value is not None and not other and not _is_no_aim(folded, match)
        metric = _measured(text, last, match, following, False) if told else None
        if metric is not None and value is not None and compared(text, match, last) is None:
            start, printed = match.start("n"), text[match.start("n") : match.end()]
            number = int(value) if value == value.to_integral_value() else value
            yield Target(start, match.end(), metric, "=", number, printed)
        last = match.end()


@cache
def _rate() -> regex.Pattern[str]:
    return compiled(rf"(?<![\d.,/]){NUMBER} ?{targets().words.rate}(?! ?len\b)")


def _is_past(folded: str, match: regex.Match[str]) -> bool:
    before = folded[max(0, match.start() - 30) : match.start()]
    return (
        compiled(rf"{targets().words.past}\W*$").search(before, timeout=patience(before))
        is not None
    )


def _inherited(folded: str, last: int, match: regex.Match[str], found: list[Target]) -> Comparison:
    """'tối thiểu 95 % … và 90 % …': the words before the first hold for the second."""
    before = folded[last : match.start()].rstrip()
    ends = compiled(rf"{targets().words.joined}$")
    joined = found and ends.search(before, timeout=patience(before))
    whole = as_decimal(match["n"]) == 100
    return found[-1].comparison if joined and not whole else "="


def _goes_on(folded: str, last: int, match: regex.Match[str], found: list[Target]) -> bool:
    """'… ở cấp tỉnh 80 %, ở cấp huyện 60 %': nothing else is named, so the same is measured."""
    if not found or found[-1].metric is None:
        return False
    words = targets().words
    between = _without_levels(folded[last : match.start()])
    behind = _without_levels(folded[match.end() :]).lstrip()
    noun = compiled(rf"(?<!\w)(?:{words.files}|{words.others})\b")
    # What stands before the last joint is what the first target is of.
    own = compiled(words.joined).split(between, timeout=patience(between))[-1]
    return (
        not regex.search(r"\.\s", between)
        and noun.search(own, timeout=patience(own)) is None
        and noun.match(behind, timeout=patience(behind)) is None
        and compiled(words.no_noun).match(behind, timeout=patience(behind)) is not None
    )


def _without_levels(folded: str) -> str:
    levels = compiled(rf"(?<!\w){targets().words.levels}(?!\w)")
    return levels.sub(lambda m: " " * len(m.group()), folded)


def _measured(
    text: str, last: int, match: regex.Match[str], following: int, damaged: bool
) -> str | None:
    """What a rate is of: the noun behind it ('90 % hồ sơ …'), else the label before it.

    The label of a split sentence may be said once ('số hóa 100 % hồ sơ và 60 % kết quả').
    """
    words = targets().words
    behind = regex.split(r"[;.]\s|;|,\s", text[match.end() : following], maxsplit=1)[0]
    bounds = "|".join(fold(bound) for bound in targets().after.values())
    bound = compiled(rf"\s*(?:{bounds})\s+").match(fold(behind), timeout=patience(behind))
    behind = behind[bound.end() :] if bound else behind  # '60 % trở lên hồ sơ …'
    folded = fold(behind).strip()
    if compiled(rf"{words.others}\b").match(folded, timeout=patience(folded)):
        return None
    plain = _without_levels(fold(text))
    spared = "".join(c if p != " " else " " for c, p in zip(text, plain, strict=True))
    labels = regex.split(r"[;,:.]\s", spared[last : match.start()])[::-1]
    if compiled(rf"(?:tong )?(?:so )?{words.files}\b").match(folded, timeout=patience(folded)):
        near = labels[0] if labels else ""
        start = text[: match.start()]
        return (
            metric_named(behind, damaged)
            or metric_named(f"{near} {behind}", damaged)
            or metric_named(f"{start} {behind}", damaged)
            or metric_named(text[match.end() : following].split(";")[0], damaged)
        )
    for label in labels:
        named = fold(label).strip(" -+*\n")
        if compiled(rf"{words.opening}{words.others}\b").match(named, timeout=patience(named)):
            return None
        if metric := metric_named(label, damaged):
            return metric
    return None


def metric_named(label: str, damaged: bool, kind: Literal["rate", "count"] = "rate") -> str | None:
    """The metric that a label's own words mean."""
    features = features_of(label, damaged=damaged) - {"rate"}
    if not features:
        return None
    asked = features | ({"rate"} if kind == "rate" else set())
    meant = resolve(asked, frozenset(), kind)
    if meant is None and features & grammar().classes["channel"]:  # 'được xử lý trực tuyến'
        meant = resolve(asked - grammar().classes["group"], frozenset(), kind)
    return meant.metric if meant else None


def features_of(label: str, *, damaged: bool = False) -> frozenset[str]:
    """What the pattern book recognises in a label."""
    book = term_book()
    hits = find(book.term_tree, tokens(label, damaged=damaged), damaged=damaged)
    return frozenset(
        feature for hit in hits if not (feature := book.features[hit.owners[0]]).startswith("unit:")
    )


def _counts(text: str, folded: str, damaged: bool) -> list[Target]:
    """'tối thiểu 03 đơn vị': a count is a target only behind words that compare."""
    found = []
    lower = text.lower()
    for match in _count(lower.isascii()).finditer(lower, timeout=patience(lower)):
        group = "n" if match["n"] else "any"
        value = as_count(text[match.start(group) : match.end(group)])
        sign = next((s for s, g in _GROUPS if match[g]), None)
        if value is None or sign is None:
            continue
        if (
            _is_no_aim(folded, match)
            or _only_from(lower, match)
            or (match["clock"] and not _is_lasting(folded, match))
            or (
                sign in ("<=", "<")
                and fold(match.group()).endswith(f" {fold(targets().words.rounds)}")
            )
        ):
            continue
        behind = folded[match.end(group) :].lstrip()
        files = compiled(targets().words.counted_files).match(behind, timeout=patience(behind))
        label = text[match.end(group) :].split(",")[0]
        ahead = regex.split(r"[;.]\s", text[: match.start()])[-1]
        named = metric_named(label, damaged, "count") or metric_named(
            f"{ahead} {label}", damaged, "count"
        )
        metric = named if files else None
        printed = match.group(group)
        found.append(Target(match.start(group), match.end(group), metric, sign, value, printed))
    return found


def _is_rounds(match: regex.Match[str]) -> bool:
    """'Không quá 01 lần' is a rule of how to act."""
    return fold(match.group()).endswith(f" {fold(targets().words.rounds)}")


def _is_lasting(folded: str, match: regex.Match[str]) -> bool:
    """'thời gian chờ không quá 15 phút': a length of time that is to be reached."""
    clause = regex.split(r"[;.]\s", folded[: match.start()])[-1]
    lasting = compiled(rf"(?<!\w){targets().words.lasting}\b")
    return lasting.search(clause, timeout=patience(clause)) is not None


def _only_from(lower: str, match: regex.Match[str]) -> bool:
    """'từ 41 hồ sơ xuống còn …': where it comes from; 'từ 41 hồ sơ trở lên' is a target."""
    behind = lower[match.end() : match.end() + 30]
    after = fold(targets().after[">="])
    since = targets().words.since
    return match.group().startswith((since, fold(since))) and after not in fold(behind)


_GROUPS: tuple[tuple[Comparison, str], ...] = (
    (">=", "ge"),
    ("<=", "le"),
    (">", "gt"),
    ("<", "lt"),
    (">=", "least"),
    ("<=", "most"),
)


@cache
def _count(bare: bool) -> regex.Pattern[str]:
    book = targets()
    said = fold if bare else str
    words = book.words
    signs = "|".join(f"(?P<{group}>{said(book.before[sign])})" for sign, group in _GROUPS)
    return compiled(
        rf"(?<!\w)(?:{signs}){said(words.between)}(?<![\d.,/]){NUMBER}(?![\d.,]*\d)"
        rf" (?:(?!{said(words.time)}){said(words.counted)}|(?P<clock>{said(words.clock)}))(?!\w)"
        rf"|(?<!\w)(?:(?P<least>{said(words.least)})|(?P<most>{said(words.most)}))"
        rf"{said(words.between)}(?<![\d.,/]){NUMBER.replace('<n>', '<any>')}(?![\d.,]*\d)"
        rf" (?!{said(words.time)})[a-zà-ỹđ]+"
    )
