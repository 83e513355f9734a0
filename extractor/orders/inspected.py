"""Numbers of files that an inspection found: never figures of a period, and never targets.

Knows a passage and the vocabulary. Files are late, open past their day or refused by the words
behind their number; a number with nothing behind it is of what the one before it was; any other
is a count of something that no metric means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from extractor.book.found import findings
from extractor.book.metrics import grammar, resolve
from extractor.book.orders import compiled, targets
from extractor.numbers import as_count
from extractor.orders.named import features_of
from extractor.orders.targets import rates_told
from extractor.patience import Match, Pattern
from extractor.text import fold

_DELIMITERS = regex.compile(r"[;()]|[,.:]\s|\s,")
_SENTENCE = regex.compile(r"[.]\s+(?=\p{Lu})")
_AHEAD = 300
"""Characters before a number in which its sentence may say how things stand."""
_NEAR = 40
"""Characters before a rate in which words say that it is so."""
_PARTS = 2
"""Parts that a whole has at least, one less: two numbers may add up to a third by chance."""
_SIGNS = " .;:…*_|\n"


@dataclass(frozen=True, slots=True)
class Found:
    """A number at ``text[start:end]`` with the words that say what it counts."""

    start: int
    end: int
    metric: str | None
    value: int | Decimal
    quote_start: int
    quote_end: int


def find_inspected(
    text: str,
    ordered: Sequence[tuple[int, int]],
    *,
    told: bool,
    ahead: bool = False,
    last: str | None = None,
) -> Iterator[Found]:
    """Numbers of a passage; what stands in an order is counted only in brackets.

    ``told``: the passage stands where an inspection tells what it found. ``ahead``: it stands
    ahead of all orders. ``last``: what the lead above it counted.
    """
    folded = fold(text)
    if not told and not any(c.isdigit() for c in folded):
        return
    counts = with_parts(list(_counts(text, folded, told=told, last=last)))
    tells = told or ahead or any(found.metric for found in counts)
    rates = (rate for rate in _rates(text, folded) if tells or _is_so(folded, rate.start))
    for found in (*counts, *rates):
        inside = any(a <= found.start < b for a, b in ordered)
        if not inside or _in_brackets(text, found.start):
            yield found


def with_parts(found: Sequence[Found]) -> list[Found]:
    """Counts that no words tell, and that add up to the one right before them, are parts of it.

    'còn 154 hồ sơ quá hạn, gồm 88 hồ sơ tại Chi nhánh, 37 hồ sơ tại các xã và 29 hồ sơ chờ thuế'.
    """
    kept = [*found]
    for at, whole in enumerate(found):
        stop, total = at + 1, Decimal(0)
        while stop < len(found) and total < whole.value and found[stop].metric is None:
            total += found[stop].value
            stop += 1
        if whole.metric and total == whole.value and stop - at > _PARTS:
            kept[at + 1 : stop] = [replace(f, metric=whole.metric) for f in found[at + 1 : stop]]
    return kept


def last_counted(text: str, found: Sequence[Found]) -> str | None:
    """What the last sentence of a lead counted: its list tells whose those files are."""
    begins = [m.end() for m in _SENTENCE.finditer(text)]
    since = begins[-1] if begins else 0
    counted = [one.metric for one in found if one.metric and one.start >= since]
    return counted[-1] if counted else None


def _rates(text: str, folded: str) -> Iterator[Found]:
    for rate in rates_told(text, folded):
        start, end = _around(text, rate.start, rate.end)
        yield Found(rate.start, rate.end, rate.metric, rate.value, start, end)


def _is_so(folded: str, at: int) -> bool:
    """'mới đạt 41 %', 'còn 4,7 %': how things are, wherever it stands."""
    return compiled(findings().as_it_is).search(folded[max(0, at - _NEAR) : at]) is not None


def _counts(text: str, folded: str, *, told: bool, last: str | None) -> Iterator[Found]:
    sentence = 0
    book = findings()
    matches = list(_counted().finditer(folded))
    for at, match in enumerate(matches):
        if _SENTENCE.search(text, sentence, match.start()):
            last = None
        sentence = match.start()
        digits = match.start("n")
        value = as_count(text[digits : match.end("n")]) if match["n"] else 0
        whole = as_count(match["of"]) if match["of"] else None
        if whole is not None and value is not None and value > whole:
            continue  # 'đến ngày 31/3 hồ sơ …'
        start, end = _around(text, match.start(), match.end())
        if value is None or _is_spared(folded[start : match.start()], folded[match.end() : end]):
            continue
        following = matches[at + 1].start() if at + 1 < len(matches) else end
        behind = text[match.end() : min(end, following)].strip(_SIGNS)
        if end <= following and compiled(book.late).search(fold(behind)):
            goes_on = compiled(book.open_still).match(folded, end)
            behind += goes_on.group() if goes_on else ""
        before = text[
            _own(folded, matches[at - 1].end() if at else start, start, match) : match.start()
        ]
        if not behind and not before.strip():
            before = _label(text, start) or ("" if last else _late_ahead(text, folded, start))
        stands = _stands(text, folded, match.start())
        metric = metric_of(behind, before, last, stands=stands)
        undone = compiled(targets().words.undone).search(folded[start : match.start()])
        if metric is None and not (match["sole"] or undone) and (not behind or match["bare"]):
            metric = last
        if match["n"] is None and metric not in (*book.metrics.values(), None):
            metric = None
        if metric is None and not (match["n"] and told and _of_files(match["unit"])):
            continue
        last = metric or last
        begin = digits if match["n"] else match.start()
        yield Found(begin, match.end(), metric, value, start, end)


def _own(folded: str, last: int, start: int, match: Match) -> int:
    """Where the words before a number begin: behind 'và', if another stands in its clause."""
    if last <= start:
        return start
    joins = [*compiled(findings().joined).finditer(folded[: match.start()], last)]
    return joins[-1].end() if joins else start


def _of_files(unit: str | None) -> bool:
    """What no metric counts is kept of files alone, and of none of the words of people."""
    return unit is not None and compiled(findings().files).fullmatch(unit) is not None


def _stands(text: str, folded: str, at: int) -> bool:
    """Whether the sentence ahead says that it is how things stand: 'Tính đến ngày …', 'hiện'."""
    first = max(0, at - _AHEAD)
    begin = max((m.end() for m in _SENTENCE.finditer(text, first, at)), default=first)
    return compiled(findings().stands).search(folded[begin:at]) is not None


def _is_spared(ahead: str, behind: str) -> bool:
    """A number of a rule, of another time or of what is to be done."""
    book = findings()
    if compiled(book.again).match(behind):
        return True
    since = compiled(rf"{book.since}$").search(ahead.rstrip()) is not None
    bounded = since and compiled(book.bounded).search(behind) is not None
    return bounded or compiled(book.spared).search(ahead) is not None


def _label(text: str, start: int) -> str:
    """'Đang giải quyết: 225 hồ sơ': the words before the colon that stands at ``start``.

    Before a bracket ('Hồ sơ quá hạn nhiều nhất là xã A (30 hồ sơ)') only those of late files.
    """
    ahead = text[:start].rstrip()
    if not ahead.endswith((":", "(")):
        return ""
    begin, _ = _around(text, len(ahead) - 1, len(ahead) - 1)
    label = ahead[begin:-1]
    if compiled(findings().rest).search(fold(label)):
        return ""  # 'Các Chi nhánh còn lại: 199 hồ sơ'
    told = rf"{findings().late}|{findings().refused}"
    kept = ahead.endswith(":") or compiled(told).search(fold(label)) is not None
    return label if kept else ""


def _late_ahead(text: str, folded: str, start: int) -> str:
    """'… còn để hồ sơ quá hạn; nhiều nhất là xã A (14 hồ sơ)': what the sentence speaks of."""
    if text[:start].rstrip()[-1:] != "(":
        return ""
    first = max(0, start - _AHEAD)
    begin = max((m.end() for m in _SENTENCE.finditer(text, first, start)), default=first)
    late = [*compiled(findings().late).finditer(folded[begin:start])]
    return text[begin : begin + late[-1].end()] if late else ""


def metric_of(
    behind: str, before: str = "", last: str | None = None, *, stands: bool = False
) -> str | None:
    """What files are by the words behind their number, else by the verb before it.

    ``last``: what the number before it in its sentence counted. ``stands``: its sentence tells
    how things stand.
    """
    book = findings()
    own = features_of(f"{before} {behind}")
    marked, behind, before = behind.strip(), fold(behind).strip(), fold(before)
    late = compiled(book.late).search(behind) or compiled(book.slow).match(behind)
    if late and not compiled(book.lacking).search(behind[: late.start()]):
        return _late(late.group(), before, behind[: late.end()], behind, last, stands)
    if compiled(book.refused).search(behind or before):
        return book.metrics["refused"]
    if compiled(book.feedback).match(behind):
        return book.metrics["feedback"]
    lacking = compiled(book.lacking).search(behind)
    if lacking is not None:
        own = features_of(marked[: lacking.start()])
        if compiled(book.done).match(behind) is None:
            own &= frozenset(book.aside)
        meant = resolve(own, frozenset(), "count") if own else None
        return meant.metric if meant else None  # '12 hồ sơ tạm dừng nhưng không có văn bản'
    said = rf"(?:{book.late}|{book.ahead})\W*$" if behind else rf"{book.late}|{book.ahead}\W*$"
    if late := compiled(said).search(before):
        return _late(late.group(), before[: late.start()], "", f"{before} {behind}", last, stands)
    return _counted_as(own, before, marked, last)


def _late(said: str, before: str, within: str, whole: str, last: str | None, stands: bool) -> str:
    """Late files are settled ones unless they are said, or counted before, to be open.

    Those past their day are open, too, where they are left over or how things stand is told;
    late ones where both are ('tính đến ngày 15/5 còn 64 hồ sơ chậm').
    ``said``: the words for it. ``before``: those ahead; ``within``: from the number up to it.
    """
    book = findings().metrics
    overdue = compiled(findings().overdue).search(said) is not None
    settles = findings().settled
    settled = compiled(rf"{settles}(?: [a-z]+){{0,3}} ?$").search(before.rstrip()) is not None
    if compiled(findings().slow).match(said):
        within = within[: -len(said)]  # 'chậm giải quyết' has settled nothing
    settled = settled or compiled(settles).search(within) is not None
    remain = compiled(findings().remain).search(before) is not None
    group = last.split(".")[0] if last else ""
    if compiled(findings().open).search(whole):
        return book["open"]
    if settled:
        return book["late"]
    if group == book["open"].split(".")[0] and (overdue or last != book["open"]):
        return book["open"]
    left = remain or (stands and group != book["late"].split(".")[0])
    return book["open" if (overdue and left) or (remain and stands) else "late"]


def _counted_as(own: frozenset[str], before: str, marked: str, last: str | None) -> str | None:
    """What was received, settled or left over, by the pattern book."""
    book, classes = findings(), grammar().classes
    implied = (grammar().implies.get(one, (one,)) for one in own)
    own = frozenset(part for parts in implied for part in parts)
    if own & classes["channel"]:  # 'trong đó 96 hồ sơ nộp trực tuyến'
        meant = resolve(own - classes["group"], frozenset(), "count")
        return meant.metric if meant else None
    still = compiled(book.still).search(fold(marked)) is not None
    open_here = book.groups[book.metrics["open"].split(".")[0]]
    if own & classes["timing"] and not own & classes["group"]:
        remain = still or compiled(book.remain).search(before) is not None
        group = (book.metrics["open"] if remain else last or "").split(".")[0]
        held = book.groups.get(group)  # 'giải quyết 50 hồ sơ (trước hạn 12)'
        meant = resolve(own, frozenset({held}), "count") if held else None
        return meant.metric if meant else None
    if not own & classes["group"]:
        return book.metrics["left"] if still else None
    remain = open_here in own and compiled(book.remain).search(before) is not None
    aside = features_of(marked) & frozenset(book.aside)
    told = still or remain or aside or compiled(book.received).search(before)
    told = told or compiled(book.done).match(fold(marked))
    meant = resolve(own, frozenset(), "count") if told else None
    return meant.metric if meant else None


@cache
def _counted() -> Pattern:
    book = findings()
    number = r"(?<![\d.,/])(?P<n>\d{1,3}(?:\.\d{3})+|\d+)"
    of_all = r"(?:/(?P<of>\d{1,3}(?:\.\d{3})+|\d+))?"
    return compiled(
        rf"(?:{number}{of_all} (?:bo )?(?P<unit>{book.unit})(?!\w)(?! ?%)"
        rf"|(?<!\w){book.none} (?:bo )?{book.unit}(?!\w)"
        rf"|(?P<bare>(?<=[(,] ?(?:[a-z]+ ){{1,6}}){book.dated}{number})(?= ?(?:[;)]|,(?!\d)))"
        rf"|(?P<sole>(?<={book.labels} ?(?::|la) ?){number})(?= ?(?:[;)]|[.,](?!\d)|$)))"
    )


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause between two signs that holds the number."""
    signs = list(_DELIMITERS.finditer(text))
    first = max((m.end() for m in signs if m.end() <= start), default=0)
    last = min((m.start() for m in signs if m.start() >= end), default=len(text))
    return first, last
