"""Whether a clause orders, promises or says what is; and who is told.

By the first word that governs it: an order with the one who is told ('Giao Phòng Nội vụ …'), a
name with a verb of duty behind it ('Phòng Nội vụ chủ trì …'), or a verb of duty that opens it.
What has been done, what a document rests on and how it closes is none.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.book.orders import compiled, order_sections, order_words, targets
from extractor.orders.telling import Asked, announces, is_formula, recounts, tells
from extractor.orders.words import Said, folded_words
from extractor.patience import patience
from extractor.text import fold

_ADVERBS = 28
"""Characters that may stand between a name and its verb."""
_OPENING = 2
"""Characters (signs, blanks) that may stand before the verb that opens a clause."""


_AHEAD = 24
"""Characters in which 'đã' tells of the clause, and not of a noun further on ('hồ sơ đã ký')."""
_TITLE = 18
"""Characters between 'công chức' and its 'phải' that still name him ('công chức tiếp nhận')."""
_WORDS = 6
"""Words that an item has at least, to be a task though none of its verbs is known."""
_NAME = 120
"""Longest name of one who is told."""


@dataclass(frozen=True, slots=True)
class Governed:
    """A clause that orders: who is told, as a span of the passage, and where the duty begins."""

    actor: tuple[int, int] | None
    begins: int
    told: bool
    """By an order, not by itself."""


def governed(asked: Asked) -> Governed | None:
    """The order in a clause, or None."""
    if asked.part == "purpose" or is_formula(asked) or recounts(asked):
        return None
    here = [s for s in asked.said if asked.start <= s.start < asked.end and not _in_day(asked, s)]
    told = _told(asked, here)
    if told is not None:
        return told
    if asked.part == "findings":
        return _promised(asked, here)
    if announces(asked) or tells(asked):
        return None
    named = _named(asked, here) or _agent(asked, here)
    if named is not None and (asked.part != "before" or _obliges(asked, here)):
        return named
    done = _done(here)
    if done is None and asked.part != "before" and _opens(asked, here):
        return Governed(None, asked.start, told=False)
    rest = _bound_later(asked, here) or _aimed(asked, here) or _bound(asked, here)
    return rest or _listed(asked, here)


def _in_day(asked: Asked, said: Said) -> bool:
    """'Chậm nhất ngày 20/02' is a day, though 'chậm nhất' may open an order."""
    return said.label == "duty" and any(a <= said.start < b for a, b in asked.days)


def _promised(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Chi nhánh cam kết trả xong 12 hồ sơ': what a body says that it will do."""
    named = _named(asked, here) or _speaker(asked, here)
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
        if _relays(asked, here[:at], a):
            continue
        if asked.part == "findings" and a.start - asked.start > 2:
            continue
        return Governed((b.start, b.end), b.end, told=True)
    return _told_unknown(asked, here)


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
    if not any(s.label == "done" and _is_past(asked, s) for s in before):
        return False
    return before[-1].label != "actor" or order.start - before[-1].end > 2


def _relays(asked: Asked, before: Sequence[Said], order: Said) -> bool:
    """'Sở Tài nguyên và Môi trường chỉ đạo Văn phòng …': who relays it is the one who is told."""
    relayed = _is_relayed(asked, order)
    subject = bool(before) and before[-1].label == "actor" and order.start - before[-1].end <= 2
    return relayed and subject and _is_subject(asked, before, len(before) - 1)


def _is_relayed(asked: Asked, order: Said) -> bool:
    return fold(asked.text[order.start : order.end]) in folded_words(order_words().relayed)


def _governs_before(asked: Asked, before: Sequence[Said]) -> bool:
    """A duty before the order word: 'Sở Nội vụ tham mưu, đề nghị UBND …', 'Tiếp tục yêu cầu …'."""
    if asked.part == "before":
        return False
    opened = bool(before) and before[0].label == "duty" and before[0].start - asked.start < _OPENING
    pairs = list(itertools.pairwise(before))
    named = any(a.label == "actor" and b.label in ("duty", "modal") for a, b in pairs)
    led = asked.led and any(s.label == "duty" for s in before)
    return opened or named or led


def _named(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """A name that a verb of duty follows, or in a list any verb; what it did is none."""
    conditional = _is_conditional(asked)
    found = _named_with_duty(asked, here, conditional)
    if found is None and (conditional or asked.item):
        found = _then(asked, here)
    return found or _assigned(asked, here)


def _named_with_duty(asked: Asked, here: Sequence[Said], conditional: bool) -> Governed | None:
    for at, name in enumerate(here):
        if name.label != "actor":
            if name.label not in ("opener",) and not conditional:
                return None
            continue
        if not _is_subject(asked, here, at):
            continue
        verb = next((s for s in here[at + 1 :] if s.label != "opener"), None)
        if verb is None or not (verb.label in ("duty", "modal") or _is_relayed(asked, verb)):
            continue
        between = asked.text[name.end : verb.start]
        bracket = between.strip().startswith("(") and ")" in between
        if len(between) > _ADVERBS and not bracket:
            continue
        return Governed((name.start, name.end), name.end, told=False)
    return None


def _agent(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Thư xin lỗi do Trung tâm chuẩn bị', 'Báo cáo được các phòng gửi …': by whom it is done."""
    if asked.part in ("before", "findings") or any(_is_past(asked, s) for s in here):
        return None
    by = folded_words(order_words().agents)
    for name, verb in itertools.pairwise(here):
        if name.label != "actor" or verb.label != "duty" or verb.start - name.end > 2:
            continue
        ahead = fold(asked.text[asked.start : name.start]).split()
        bound = any(s.label == "modal" and s.start > verb.start for s in here)
        if len(ahead) > 1 and ahead[-1] in by and not bound:
            return Governed((name.start, name.end), asked.start, told=False)
    return None


def _assigned(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Trưởng các thôn báo lịch đến từng hộ': in a list of tasks a name and whatever it does."""
    listed = asked.part in ("tasks", "directions") or (asked.item and asked.part == "open")
    if not listed or not here or here[0].label != "actor":
        return None
    name, rest = here[0], here[1:]
    ahead = asked.text[asked.start : name.start].strip(' \n*"“(')
    dated = any(a < name.start for a, _ in asked.days)
    ahead = "" if dated and ahead.endswith(",") else ahead
    behind = fold(asked.text[name.end : asked.end]).split()
    if ahead or len(behind) < 3 or any(_is_past(asked, s) for s in rest):
        return None
    state = folded_words(order_words().done) | folded_words(order_words().joins)
    return (
        None
        if behind[0].strip(",.;") in state
        else Governed((name.start, name.end), name.end, told=False)
    )


def _then(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Khi trả lời hồ sơ … thì phải thông qua …': nobody is named, somebody must."""
    for verb in here:
        before = fold(asked.text[asked.start : verb.start]).rstrip()
        if verb.label in ("modal", "duty") and before.endswith(order_sections().hence):
            named = here[0].label == "actor" and here[0].start - asked.start <= _OPENING
            actor = (here[0].start, here[0].end) if named else None
            return Governed(actor, asked.start, told=False)
    return None


def _is_conditional(asked: Asked) -> bool:
    """'Nếu có vướng mắc, các đơn vị phản ánh …', 'Trường hợp … thì thủ trưởng phải …'."""
    folded = fold(asked.text[asked.start : asked.end]).lstrip(" \"'“*(-")
    return compiled(order_sections().conditions).match(folded, timeout=patience(folded)) is not None


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
        return True
    return fold(before).endswith((order_sections().hence, " do"))


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


def _aimed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """A clause that only sets a target; behind what was done an aim must be said."""
    aims = [at for at in asked.aims if asked.start <= at < asked.end]
    if not aims:
        return None
    past = any(s.label == "done" and s.start < aims[0] and _is_past(asked, s) for s in here)
    if past or asked.part == "before":
        folded = fold(asked.text[asked.start : asked.end])
        if compiled(targets().words.aim).search(folded, timeout=patience(folded)) is None:
            return None
    return Governed(None, asked.start, told=False)


def _is_past(asked: Asked, said: Said) -> bool:
    return fold(asked.text[said.start : said.end]) in folded_words(order_words().past)


def _bound_later(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Hồ sơ nào đã hẹn mà chưa xong, công chức tiếp nhận phải gọi điện': behind a comma."""
    if asked.part in ("before", "findings"):
        return None
    binding = folded_words(order_words().binding)
    for at, name in enumerate(here):
        ahead = asked.text[asked.start : name.start].rstrip()
        if name.label != "actor" or ahead[-1:] != ",":
            continue
        for verb in here[at + 1 : at + 3]:
            between = asked.text[name.end : verb.start]
            bound = fold(asked.text[verb.start : verb.end]) in binding
            if bound and len(between) <= _TITLE and "," not in between:
                return Governed((name.start, verb.start), verb.start, told=False)
    return None


def _bound(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'X có trách nhiệm …', 'X chủ trì …': whoever X is, if it opens the clause in capitals.

    In a list also what must be done by nobody who is named ('Hồ sơ phải được …').
    """
    for at, verb in enumerate(here):
        if verb.label == "done" and _is_past(asked, verb):
            return None
        if fold(asked.text[verb.start : verb.end]) not in folded_words(order_words().binding):
            continue
        name = asked.text[asked.start : verb.start].strip(" \n*,")
        only = all(s.label in ("actor", "opener", "done") for s in here[:at])
        if only and name[:1].isupper() and any(s.label == "actor" for s in here[:at]):
            return Governed((asked.start, verb.start), verb.start, told=False)
        return None if asked.part == "before" else Governed(None, asked.start, told=False)
    return None


def _is_long_item(asked: Asked, here: Sequence[Said]) -> bool:
    """An item of a list of tasks with a few words, which no name opens."""
    long = len(asked.text[asked.start : asked.end].split()) >= _WORDS
    named = bool(here) and here[0].label in ("actor", "done") and here[0].start - asked.start < 3
    return asked.item and long and not named


def _listed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """An item under the name of the one who is told orders, unless it tells what was done."""
    tasks = asked.part in ("tasks", "directions")
    listed = (tasks and (asked.led or _is_long_item(asked, here))) or (
        asked.led and asked.part == "open" and _is_long_item(asked, here)
    )
    if not listed and not (asked.led and asked.part == "open"):
        return None
    duties = [s for s in here if s.label in ("duty", "modal", "order")]
    past = any(s.start - asked.start < _AHEAD and _is_past(asked, s) for s in here)
    return None if past or not (listed or duties) else Governed(None, asked.start, told=False)
