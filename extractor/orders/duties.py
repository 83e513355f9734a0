"""Whether a clause orders, promises or says what is; and who is told.

By the first word that governs it: an order with the one who is told ('Giao Phòng Nội vụ …'), a
name with a verb of duty behind it ('Phòng Nội vụ chủ trì …'), or a verb of duty that opens it.
What has been done, what a document rests on and how it closes is none.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractor.book.orders import compiled, order_sections, order_words
from extractor.orders.agents import agent, at_end
from extractor.orders.asked import Asked, Governed, is_past
from extractor.orders.bound import bound_or_listed
from extractor.orders.meant import hence, name_end, of_case, then, whichever, with_relative
from extractor.orders.telling import announces, is_formula, recounts, tells
from extractor.orders.words import Said, folded_words
from extractor.text import fold

_ADVERBS = 28
"""Characters that may stand between a name and its verb."""
_OPENING = 2
"""Characters (signs, blanks) that may stand before the verb that opens a clause."""


_NAME = 120
"""Longest name of one who is told."""


def governed(asked: Asked) -> Governed | None:
    """The order in a clause, or None."""
    if asked.part == "purpose" or is_formula(asked) or recounts(asked):
        return None
    here = [s for s in asked.said if asked.start <= s.start < asked.end and not _in_day(asked, s)]
    return _undated(asked, with_relative(asked, here, _governed(asked, here)))


def _undated(asked: Asked, found: Governed | None) -> Governed | None:
    """'Các phòng chậm nhất ngày 20/02 phải …': the day behind a name is none of it."""
    if found is None or found.actor is None:
        return found
    start, end = found.actor
    days = ((a, b) for a, b in asked.days if start < a and b <= end <= b + _OPENING)
    ends = (a for a, b in days if any(map(str.isdigit, asked.text[a:b])))  # no 'hằng tháng'
    stop = next(ends, end)
    return replace(found, actor=(start, start + len(asked.text[start:stop].rstrip(" ,"))))


def _governed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    told = _told(asked, here)
    if told is not None:
        return told
    if asked.part == "findings":
        return _promised(asked, here)
    if announces(asked) or tells(asked):
        return None
    named = whichever(asked, here) or at_end(asked, here)
    named = named or _named(asked, here) or agent(asked, here)
    if named is not None and (asked.part != "before" or _obliges(asked, here)):
        return named
    done = _done(here)
    if done is None and asked.part != "before" and _opens(asked, here):
        return Governed(_promiser(asked, here), asked.start, told=False)
    return bound_or_listed(asked, here)


def _in_day(asked: Asked, said: Said) -> bool:
    """'Chậm nhất ngày 20/02', 'trước khi hết hạn' are days, whatever their words else do."""
    return said.label in ("duty", "done", "modal") and any(
        a <= said.start < b for a, b in asked.days
    )


def _promised(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Chi nhánh cam kết trả xong 12 hồ sơ': what a body says that it will do."""
    for name, modal in itertools.pairwise(here):  # '…, cam kết UBND xã sẽ số hóa nốt'
        beside = name.label == "actor" and not asked.text[name.end : modal.start].strip()
        said = fold(asked.text[modal.start : modal.end]) if modal.label == "modal" else ""
        if beside and said in folded_words(order_words().promises):
            return Governed((name.start, name.end), name.end, told=False)
    named = _named(asked, here) or _speaker(asked, here) or _speaker_ahead(asked, here)
    if named is None or named.actor is None:
        return None
    verb = next((s for s in here if s.start >= named.begins and s.label != "opener"), None)
    said = fold(asked.text[verb.start : verb.end]) if verb is not None else ""
    return named if said in folded_words(order_words().promises) else None


def _speaker(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Ông Tâm (Phòng Nội vụ): sẽ …': who speaks, up to the colon."""
    colon = asked.text.find(":", asked.start, asked.end)
    if colon < 0 or not here or here[0].label != "actor" or here[0].start - asked.start > _OPENING:
        return None
    return Governed((here[0].start, colon), colon, told=False)


def _promiser(asked: Asked, here: Sequence[Said]) -> tuple[int, int] | None:
    """'Ông A tiếp thu kết luận; hứa xong trước 30/6': whoever opened the sentence promises."""
    first, said = asked.said[0], fold(asked.text[here[0].start : here[0].end])
    speaks = first.label == "actor" and ". " not in asked.text[first.end : asked.start]
    promises = said in folded_words(order_words().promises) and not asked.led
    return (first.start, first.end) if speaks and promises and first.end < asked.start else None


def _speaker_ahead(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Bưu điện huyện: …; hứa trả trong ngày': whoever spoke in the clause before."""
    first = next(iter(asked.said), None)
    if first is None or first.label != "actor" or not here or here[0].start - asked.start > 2:
        return None
    speaks = asked.text[first.end :].lstrip().startswith(":") and first.end < asked.start
    return Governed((first.start, first.end), asked.start, told=False) if speaks else None


def _obliges(asked: Asked, here: Sequence[Said]) -> bool:
    """Ahead of all orders a sentence tells what is, unless somebody must, or by a day."""
    told = asked.led or _is_conditional(asked)
    return told or bool(asked.days) or any(s.label == "modal" for s in here)


def _told(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """An order word with the name of the one who is told right behind it."""
    if fold(asked.text[asked.start : asked.end]).rstrip(" \n*_").endswith(":"):
        return None
    for at, (a, b) in enumerate(itertools.pairwise(here)):
        if a.label != "order" or b.label != "actor" or b.start - a.end > 2:
            continue
        if asked.led and _is_relayed(asked, a):
            continue
        if _has_passed(asked, here[:at], a) or _governs_before(asked, here[:at]):
            continue
        if _relays(asked, here[:at], a) or _is_denied(asked, here[:at], a):
            continue
        if asked.part == "findings" and a.start - asked.start > 2 and not _asks_by(asked, here, at):
            continue
        return Governed((b.start, b.end), b.end, told=True)
    return _told_unknown(asked, here)


def _asks_by(asked: Asked, here: Sequence[Said], at: int) -> bool:
    """'Phòng A đề nghị Văn phòng bố trí máy trước ngày 15/10': though it stands among what was."""
    speaks = at > 0 and here[at - 1].label == "actor" and here[at].start - here[at - 1].end <= 2
    return speaks and any(here[at + 1].end < day < asked.end for day, _ in asked.days)


def _told_unknown(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Giao X chủ trì …' opens a clause: X is told, though its name is not known."""
    if len(here) < 2 or here[0].label != "order" or here[0].start - asked.start > 2:
        return None
    order, verb = here[0], here[1]
    name = asked.text[order.end : verb.start].strip(" \n,:*")
    if verb.label not in ("duty", "modal") or not name[:1].isupper() or len(name) > _NAME:
        return None
    start = asked.text.index(name, order.end)
    return Governed((start, start + len(name)), verb.start, told=True)


def _has_passed(asked: Asked, before: Sequence[Said], order: Said) -> bool:
    """'đã chỉ đạo phòng Nội vụ …' tells what was done; a new subject begins anew."""
    if not any(s.label == "done" and is_past(asked, s) for s in before):
        return False
    return before[-1].label != "actor" or order.start - before[-1].end > 2


def _relays(asked: Asked, before: Sequence[Said], order: Said) -> bool:
    """'Sở Tài nguyên và Môi trường chỉ đạo Văn phòng …': who relays it is the one who is told."""
    relayed = _is_relayed(asked, order)
    subject = bool(before) and before[-1].label == "actor" and order.start - before[-1].end <= 2
    return relayed and subject and _is_subject(asked, before, len(before) - 1)


def _is_denied(asked: Asked, before: Sequence[Said], order: Said) -> bool:
    """'không được giao nhân viên bưu điện thẩm định': he is not told, who is named there."""
    last = before[-1] if before else None
    near = last is not None and last.label == "modal" and order.start - last.end <= _OPENING
    return near and asked.led


def _is_relayed(asked: Asked, order: Said) -> bool:
    said = fold(asked.text[order.start : order.end])
    relayed = said in folded_words(order_words().relayed)
    return relayed or (asked.asks and said in folded_words(order_words().commands))


def _governs_before(asked: Asked, before: Sequence[Said]) -> bool:
    """A duty before the order word: 'Sở Nội vụ tham mưu, đề nghị UBND …', 'Tiếp tục yêu cầu …'."""
    if asked.part == "before":
        return False
    colon = asked.text.rfind(":", asked.start, before[-1].end + _OPENING) if before else -1
    before = [s for s in before if s.start > colon]  # 'Về kiến nghị của xã A: giao Phòng …'
    opened = bool(before) and before[0].label == "duty" and before[0].start - asked.start < _OPENING
    pairs = list(itertools.pairwise(before))
    named = any(a.label == "actor" and b.label in ("duty", "modal") for a, b in pairs)
    led = asked.led and any(s.label == "duty" for s in before)
    return opened or named or led


def _named(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """A name that a verb of duty follows, or in a list any verb; what it did is none."""
    conditional = _is_conditional(asked)
    after = hence(asked, here)
    if after is not None:
        return after
    found = of_case(asked, here) or _named_with_duty(asked, here, conditional)
    if found is None and (conditional or asked.item):
        found = then(asked, here)
    return found or _assigned(asked, here)


def _named_with_duty(asked: Asked, here: Sequence[Said], conditional: bool) -> Governed | None:
    for at, name in enumerate(here):
        if name.label != "actor":
            subject = at > 0 and here[at - 1].label == "actor"
            told = is_past(asked, name) and subject  # 'Sở đã cử … do Trường tổ chức'
            if (name.label not in ("opener",) and not conditional) or told:
                return None
            continue
        if not _is_subject(asked, here, at) or _is_apart(asked, name):
            continue
        after = name_end(asked, name)
        verb = next((s for s in here[at + 1 :] if s.label != "opener" and s.start >= after), None)
        if verb is None or not (verb.label in ("duty", "modal") or _is_relayed(asked, verb)):
            continue
        between = _without_days(asked, after, verb.start)
        bracket = between.strip().startswith("(") and ")" in between
        if len(between) > _ADVERBS and not bracket:
            continue
        start = _joined_start(asked, here, at)
        must = fold(asked.text[verb.start : verb.end]) in folded_words(order_words().musts)
        which = must and _is_which(asked.text[name.end : verb.start])
        return Governed((start, verb.start if which else name.end), name.end, told=False)
    return None


def _is_apart(asked: Asked, name: Said) -> bool:
    """'… của từng Chi nhánh đạt 90 %, riêng Chi nhánh A đạt 100 %': of the second number only."""
    ahead = fold(asked.text[asked.start : name.start])
    apart = compiled(rf"(?:{order_sections().set_apart})$").search(ahead)
    return apart is not None and any(asked.start <= at < name.start for at in asked.aims)


def _joined_start(asked: Asked, here: Sequence[Said], at: int) -> int:
    """Where a list of names that semicolons part begins, if one opens the clause."""
    begin = at
    while begin and here[begin - 1].label == "actor":
        gap = asked.text[here[begin - 1].end : here[begin].start]
        if gap.strip(" \n*") != ";":
            break
        begin -= 1
    return here[begin].start


def _is_which(between: str) -> bool:
    """'Đơn vị chậm tiến độ phải …', 'Bộ phận, cá nhân nào làm sai phải …': which of them."""
    which = compiled(order_sections().some).match(fold(between))
    return which is not None and not any(c in between for c in ",;:(")


def _without_days(asked: Asked, start: int, end: int) -> str:
    """What stands between a name and its verb beside a time ('…, vào sáng thứ Hai, lập bảng')."""
    at, parts = start, []
    for a, b in sorted(asked.days):
        if start <= a and b <= end:
            parts.append(asked.text[at:a])
            at = b
    return "".join([*parts, asked.text[at:end]])


def _assigned(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Trưởng các thôn báo lịch đến từng hộ': in a list of tasks a name and whatever it does."""
    listed = asked.part in ("tasks", "directions") or (asked.item and asked.part == "open")
    if not listed or not here or here[0].label != "actor":
        return None
    name, rest = here[0], here[1:]
    ahead = asked.text[asked.start : name.start].strip(' \n*"“(')
    dated = any(a < name.start for a, _ in asked.days)
    ahead = "" if dated and ahead.endswith((",", ":")) else ahead
    words = fold(asked.text[name.end : asked.end])
    behind = words.split()
    if ahead or len(behind) < 3 or any(is_past(asked, s) for s in rest):
        return None
    counts = compiled(order_sections().counts).search(words)
    if counts is not None and not asked.days and not asked.aims:
        return None  # 'Trung tâm tiếp nhận 8.264 hồ sơ' tells what was
    state = folded_words(order_words().done) | folded_words(order_words().joins)
    if behind[0].strip(",.;") in state:
        return None
    return Governed((name.start, name.end), name.end, told=False)


def _is_conditional(asked: Asked) -> bool:
    """'Nếu có vướng mắc, các đơn vị phản ánh …', 'Trường hợp … thì thủ trưởng phải …'."""
    folded = fold(asked.text[asked.start : asked.end]).lstrip(" \"'“*(-")
    return compiled(order_sections().conditions).match(folded) is not None


def _is_subject(asked: Asked, here: Sequence[Said], at: int) -> bool:
    """A name opens the clause, or stands behind a comma, a deadline or an opening word."""
    name = here[at]
    before = asked.text[asked.start : name.start].rstrip(' \n*"“(')
    if not before or before.endswith((",", ":", ";")):
        return True
    if any(name.start - 3 <= end <= name.start for _, end in asked.days):
        return True
    last = here[at - 1] if at else None
    if last is not None and last.label == "opener" and name.start - last.end <= 2:
        said = fold(asked.text[last.start : last.end])  # '… để Chi nhánh bổ sung'
        return last.start - asked.start <= 2 or said not in folded_words(order_words().letting)
    agent = f" {fold(order_words().agents[0])}"
    return fold(before).endswith((order_sections().hence, agent))


def _done(here: Sequence[Said]) -> Said | None:
    """The first word that says how things are, if no duty came before it."""
    for said in here:
        if said.label in ("duty", "order", "modal"):
            return None
        if said.label == "done":
            return said
    return None


def _opens(asked: Asked, here: Sequence[Said]) -> bool:
    """A verb of duty opens the clause, behind opening words, deadlines and commas."""
    at = asked.start
    spans = sorted([*((s.start, s.end) for s in here if s.label == "opener"), *asked.days])
    for start, end in spans:
        if start - at <= 3:
            at = max(at, end)
    first = next((s for s in here if s.start >= at and s.label not in ("opener",)), None)
    verbs = ("duty", "order", "modal")
    return first is not None and first.label in verbs and first.start - at <= _OPENING
