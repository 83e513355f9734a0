"""Targets: numbers that are to be reached, with their comparison and what they measure.

Knows a clause; whether it orders anything is decided elsewhere. A rate is a target of a metric
only where the pattern book resolves its own words to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from extractor.book.orders import compiled, targets
from extractor.numbers import as_decimal
from extractor.orders.compared import NEAR, NUMBER, Comparison, Target, compared, is_no_aim
from extractor.orders.counted import counts
from extractor.orders.named import metric_named
from extractor.orders.sharing import bodiless, shared
from extractor.orders.worded import halved, nothing, portions
from extractor.patience import Match, Pattern
from extractor.text import fold

_DENIED: dict[Comparison, Comparison] = {">": "<=", "<": ">="}
"""'không để đơn vị nào dưới 90 %' is met with 90 % and more."""
_DATED = regex.compile(r"\W*(?:\p{L}+\s+){1,3}\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?\W*")
_DIGIT = re.compile(r"\d")
_WHOLE = 100
_SHORT = 3
"""Words behind a rate that may by themselves say what it is of."""


def find_targets(text: str, *, damaged: bool = False) -> list[Target]:
    """Every target of a clause, in order."""
    folded = fold(text)
    found = [*nothing(text, folded), *halved(text, folded), *portions(text, folded)]
    if _DIGIT.search(folded):
        found += shared(text, folded, _rates(text, folded, damaged), damaged)
    found += counts(text, _without_names, folded, damaged=damaged)
    return sorted(found, key=lambda t: t.start)


def _rates(text: str, folded: str, damaged: bool) -> list[Target]:
    found: list[Target] = []
    last = 0
    was: str | None = None
    matches = list(_rate().finditer(folded))
    nameless = _without_names(text) if matches else text
    for at, match in enumerate(matches):
        value = as_decimal(text[match.start("n") : match.end("n")])
        if _rises_from(text, folded, match):
            continue  # and the label before it is that of the value to which it rises
        denied = compiled(targets().words.denied).search(folded[last : match.start()])
        if value is None or _is_past(folded, match) or (is_no_aim(folded, match) and not denied):
            following = matches[at + 1].start() if at + 1 < len(matches) else len(text)
            was = _measured(nameless, last, match, following, damaged)
            last = match.end()
            continue
        following = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        comparison = compared(text, match, last) or _inherited(folded, last, match, found)
        beyond = compiled(targets().words.beyond).search(text[last : match.start()].lower())
        comparison = ">" if denied and beyond else comparison  # 'không để tỷ lệ … vượt quá 2 %'
        comparison = _DENIED.get(comparison, comparison) if denied else comparison
        if compiled(targets().words.span).search(folded[: match.start()]):
            last = match.end()
            continue  # 'từ 95 - 97%': which of them binds is not said
        reduced = _is_reduced(text, folded, last, match, found)
        unmeasured = reduced or _is_unmeasured(folded, last, match)
        metric = None if unmeasured else _measured(nameless, last, match, following, damaged)
        if was and not (metric or reduced) and _names_nothing(fold(nameless), last, match):
            metric = was  # '… năm ngoái chiếm 6,4 %, năm nay dưới 3 %'
        if metric in targets().low and comparison not in ("<", "<=") and value:
            if comparison != "=":
                last = match.end()
                continue  # 'đơn vị để tỷ lệ trễ hạn trên 5 %': of whom something is asked
            worked = compiled(targets().words.worked_off).search(folded[last : match.start()])
            whole = value == _WHOLE  # 'xin lỗi đối với 100 % hồ sơ trễ hạn'
            metric = None if whole or worked else metric
        again = not reduced and _goes_on(fold(nameless), last, match, found)
        if again and not found[-1].reduced and metric in (None, found[-1].metric):
            own = regex.split(r"[;,.:(]", text[match.end() : following], maxsplit=1)[0]
            metric = metric_named(own, damaged) or found[-1].metric  # '… và 5% ở mức độ 4'
            same = comparison == "=" and value != 100 and not _begins_anew(folded, last, match)
            comparison = found[-1].comparison if same else comparison
        number = int(value) if value == value.to_integral_value() else value
        printed = text[match.start("n") : match.end()]
        start = match.start("n")
        found.append(Target(start, match.end(), metric, comparison, number, printed, reduced))
        last = match.end()
    return found


def _is_unmeasured(folded: str, last: int, match: Match) -> bool:
    """'… ≥ 80 % kết quả cấp bản điện tử': what no figure of a report tells, right around a rate."""
    words = targets().words
    ahead = regex.split(r"[;.]\s", folded[last : match.start()])[-1]
    behind = regex.split(r"[;.,:]", folded[match.end() :], maxsplit=1)[0]
    if compiled(words.unmeasured).search(f"{ahead} {behind}") is not None:
        return True
    own = f"{ahead.rsplit(',', 1)[-1]} {behind}"
    return is_electronic(own)


def is_electronic(own: str) -> bool:
    """Of results that are made out electronically, in folded words, no figure tells."""
    words = targets().words
    made = compiled(words.electronic).search(own) is not None
    return made and compiled(words.unless).search(own) is None


def _begins_anew(folded: str, last: int, match: Match) -> bool:
    """'ít nhất 10 %; quý IV nâng lên 15 %': a clause of its own, with its own verb."""
    between = folded[last : match.start()]
    return compiled(targets().words.anew).search(between) is not None


def _without_names(text: str) -> str:
    """A text with blanks for the names of places, which make no nouns of their own."""
    for name in compiled(targets().words.named).finditer(text):
        text = text[: name.start()] + " " * len(name.group()) + text[name.end() :]
    return text


def _rises_from(text: str, folded: str, match: Match) -> bool:
    """'từ 54 % (năm 2023) lên 70 %': where it rises from."""
    words = targets().words
    since = text[: match.start()].lower().rstrip().endswith((words.since, fold(words.since)))
    return since and compiled(words.rises).match(folded, match.end()) is not None


def _is_reduced(text: str, folded: str, last: int, match: Match, found: list[Target]) -> bool:
    """'giảm ít nhất 25 % số hồ sơ trễ hạn', and '…, 100 % trước ngày …' behind it."""
    before = folded[last : match.start()]
    signs = "|".join(fold(one) for one in targets().before.values())
    between = fold(targets().words.between)
    reduced = compiled(rf"(?<!\w){targets().words.reduced} ?(?:(?:{signs}) ?)*{between}$")
    by = reduced.search(before)
    if by is not None:
        level = compiled(rf"(?<!\w){targets().words.level}\b")  # 'giảm còn dưới 2 %' is a level
        ahead = max(by.start() - NEAR, before.rfind(";") + 1)
        return level.search(before[ahead:]) is None
    again = bool(found) and found[-1].reduced and regex.search(r"[,;]\s*$|\bva\s*$", before)
    return bool(again)


def rates_told(text: str, folded: str) -> Iterator[Target]:
    """Rates that a passage tells as they are ('mới đạt 41 %'), where a metric measures them.

    Of 'tăng từ 62 % lên 72 %' both; of '… cấp tỉnh đạt 71 %, cấp xã mới đạt 38 %' both as well.
    """
    matches = list(_rate(rising=True).finditer(folded))
    last = 0
    held: str | None = None
    for at, match in enumerate(matches):
        value = as_decimal(text[match.start("n") : match.end("n")])
        following = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        before = folded[max(last, match.start() - NEAR) : match.start()]
        other = compiled(targets().words.other_rate).search(before)
        other = other or compiled(targets().words.procedures).match(folded, match.end())
        sentence = regex.split(r"[;.]\s", folded[last : match.start()])[-1]
        other = other or compiled(targets().words.undone).search(sentence)
        told = value is not None and not other and not is_no_aim(folded, match)
        metric = _measured(text, last, match, following, False) if told else None
        if told and metric is None and _of_level(folded[last : match.start()]):
            metric = held
        rises = _rises_from(text, folded, match)
        unbound = rises or compared(text, match, last) is None
        held = metric if unbound else None
        if metric is not None and value is not None and unbound:
            start, printed = match.start("n"), text[match.start("n") : match.end()]
            number = int(value) if value == value.to_integral_value() else value
            yield Target(start, match.end(), metric, "=", number, printed)
        last = last if rises else match.end()


def _of_level(between: str) -> bool:
    """', cấp xã mới đạt': between two rates only another level of the same is named."""
    words = targets().words
    level = compiled(rf"{words.also} {words.levels}{words.amounts}")
    return level.fullmatch(between.rstrip()) is not None


@cache
def _rate(*, rising: bool = False) -> Pattern:
    """``rising``: also '62 %' of 'từ 62 % lên 72 %', which is no target."""
    begins = "" if rising else r"(?! ?len\b)"
    return compiled(rf"(?<![\d.,/]){NUMBER} ?{targets().words.rate}{begins}")


def _is_past(folded: str, match: Match) -> bool:
    """'chỉ đạt 41 %', 'chiếm 12 %'; a share by a day to come ('chiếm 70 % vào cuối …') is none."""
    words = targets().words
    before = folded[max(0, match.start() - 30) : match.start()]
    share = compiled(rf"{words.share}\W*$").search(before)
    if share is not None:
        by = compiled(words.by).match(folded, match.end())
        return by is None
    past = compiled(rf"{words.past}\W*$").search(before)
    return past is not None


def _inherited(folded: str, last: int, match: Match, found: list[Target]) -> Comparison:
    """'tối thiểu 95 % … và 90 % …': the words before the first hold for the second."""
    before = folded[last : match.start()].rstrip()
    ends = compiled(rf"{targets().words.joined}$")
    joined = found and ends.search(before)
    whole = as_decimal(match["n"]) == 100
    return found[-1].comparison if joined and not whole else "="


def _goes_on(folded: str, last: int, match: Match, found: list[Target]) -> bool:
    """'… ở cấp tỉnh 80 %, ở cấp huyện 60 %': nothing else is named, so the same is measured."""
    return bool(found) and found[-1].metric is not None and _names_nothing(folded, last, match)


def _names_nothing(folded: str, last: int, match: Match) -> bool:
    """Neither before a rate nor behind it stands what it is of."""
    words = targets().words
    between = _without_levels(folded[last : match.start()])
    behind = _without_levels(folded[match.end() :]).lstrip()
    noun = compiled(rf"(?<!\w)(?:{words.files}|{words.others})\b")
    # What stands before the last joint is what the first target is of.
    own = compiled(rf"{words.joined}|:\s").split(between)[-1]
    return (
        not regex.search(r"\.\s", between)
        and noun.search(own) is None
        and noun.match(behind) is None
        and compiled(words.no_noun).match(behind) is not None
    )


def names_nothing(before: str, behind: str = "") -> bool:
    """Whether folded words around a rate name nothing that it could be of."""
    words = targets().words
    noun = compiled(rf"(?<!\w)(?:{words.files}|{words.others}|{words.offices})\b")
    behind = _without_levels(behind).lstrip(" )")  # 'Toàn bộ (100 %) kết quả …'
    ends = compiled(words.no_noun).match(behind) and not noun.match(behind)
    return noun.search(_without_levels(before)) is None and bool(ends)


def _without_levels(folded: str) -> str:
    levels = compiled(rf"(?<!\w){targets().words.levels}(?!\w)")
    for match in levels.finditer(folded):
        start, end = match.span()
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _measured(text: str, last: int, match: Match, following: int, damaged: bool) -> str | None:
    """What a rate is of: the noun behind it ('90 % hồ sơ …'), else the label before it.

    The label of a split sentence may be said once ('số hóa 100 % hồ sơ và 60 % kết quả').
    """
    words = targets().words
    behind = regex.split(r"[;.]\s|;|,\s", text[match.end() : following], maxsplit=1)[0]
    bounds = "|".join(fold(bound) for bound in targets().after.values())
    bound = compiled(rf"\s*(?:{bounds})\s+").match(fold(behind))
    behind = behind[bound.end() :] if bound else behind  # '60 % trở lên hồ sơ …'
    folded = fold(behind).strip()
    if compiled(rf"(?:{words.others}|{words.offices})\b|{words.procedures}").match(folded):
        return None
    plain = _without_levels(fold(text))
    pairs = zip(text[last : match.start()], plain[last : match.start()], strict=True)
    spared = "".join(c if p != " " else " " for c, p in pairs)
    labels = regex.split(r"[;,:.]\s", spared)[::-1]
    if compiled(rf"(?:tong )?(?:so )?{words.files}\b").match(folded):
        near = labels[0] if labels else ""
        start = regex.split(r"[.]\s+(?=[\p{Lu}\d])", text[: match.end()])[-1]
        start = start[: len(start) - (match.end() - match.start())]
        return (
            metric_named(behind, damaged)
            or metric_named(f"{near} {behind}", damaged)
            or metric_named(f"{start} {behind}", damaged)
            or metric_named(text[match.end() : following].split(";")[0], damaged)
        )
    few = 0 < len(behind.split()) <= _SHORT
    if few and (metric := metric_named(behind, damaged)):
        return metric  # '…, không quá 2 % trễ hạn'
    for at, said in enumerate(labels):
        if _DATED.fullmatch(said):
            continue  # 'xong trước 01/9' is no measure of early files
        label = bodiless(said)
        named = fold(label).strip(" -+*\n")
        if compiled(rf"{words.opening}{words.others}\b").match(named):
            return None
        if metric := metric_named(label, damaged):
            whole = ", ".join(labels[at : at + 2][::-1])  # 'trước hạn, đúng hạn' is one measure
            alone = _is_noun(named) or compiled(words.rated).match(named) is not None
            return (not alone and metric_named(whole, damaged)) or metric
    return None


def _is_noun(folded: str) -> bool:
    """'hồ sơ trực tuyến' names what it is of; 'đúng hạn' goes on with what stands before it."""
    return compiled(rf"(?<!\w){targets().words.files}(?!\w)").search(folded) is not None
