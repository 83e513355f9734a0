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
from extractor.orders.outline import Part
from extractor.orders.words import Said, folded_words
from extractor.patience import patience
from extractor.text import fold

_ADVERBS = 28
"""Characters that may stand between a name and its verb."""
_OPENING = 2
"""Characters (signs, blanks) that may stand before the verb that opens a clause."""


_NAME = 120
"""Longest name of one who is told."""


@dataclass(frozen=True, slots=True)
class Governed:
    """A clause that orders: who is told, as a span of the passage, and where the duty begins."""

    actor: tuple[int, int] | None
    begins: int
    told: bool
    """By an order, not by itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause with what was found in it; offsets are those of the passage."""

    text: str
    start: int
    end: int
    said: Sequence[Said]
    aims: Sequence[int]
    """Places of targets."""
    days: Sequence[tuple[int, int]]
    part: Part
    led: bool
    """It is known already who is told, by a heading or the sentence before."""


def governed(asked: Asked) -> Governed | None:
    """The order in a clause, or None."""
    if asked.part == "purpose" or _is_formula(asked) or _recounts(asked):
        return None
    here = [s for s in asked.said if asked.start <= s.start < asked.end]
    told = _told(asked, here)
    if told is not None:
        return told
    if asked.part == "findings" or _announces(asked) or _tells(asked):
        return None
    named = _named(asked, here)
    if named is not None and (asked.part != "before" or _obliges(asked, here)):
        return named
    done = _done(here)
    if done is None and asked.part != "before" and _opens(asked, here):
        return Governed(None, asked.start, told=False)
    agent = _agent(asked, here)
    return agent or _aimed(asked, here) or _bound(asked, here) or _listed(asked, here)


def _recounts(asked: Asked) -> bool:
    """'Chiều ngày 03/11, … chủ trì cuộc họp', 'Tuy vậy, … còn phải …': how it is, or was."""
    book = order_sections()
    told = [*book.recounts, book.legend]
    if asked.part in ("before", "findings"):
        told += book.recounts_before
    clause = fold(asked.text[asked.start : asked.end]).lstrip(" \"'“*-+")
    clause = " ".join(clause.split())
    if compiled(book.earlier).match(clause, timeout=patience(clause)):
        return True
    found = compiled("|".join(told)).match(clause, timeout=patience(clause))
    return found is not None and not _orders_inside(asked)


def _tells(asked: Asked) -> bool:
    """Ahead of all orders: 'Qua kiểm tra cho thấy: …'."""
    if asked.part != "before":
        return False
    clause = fold(asked.text[asked.start : asked.end])
    return compiled(order_sections().reviews).search(clause, timeout=patience(clause)) is not None


def _obliges(asked: Asked, here: Sequence[Said]) -> bool:
    """Ahead of all orders a sentence tells what is, unless somebody must, or by a day."""
    told = asked.led or _is_conditional(asked)
    return told or bool(asked.days) or any(s.label == "modal" for s in here)


def _is_formula(asked: Asked) -> bool:
    folded = fold(asked.text[asked.start : asked.end]).strip(" \"'“*(-")
    formula = compiled("|".join(order_sections().formulas)).match(folded, timeout=patience(folded))
    return formula is not None and not _orders_inside(asked)


def _orders_inside(asked: Asked) -> bool:
    """'Trên đây là Kế hoạch …; yêu cầu các đơn vị …': the closing orders all the same."""
    here = [s for s in asked.said if asked.start <= s.start < asked.end]
    return any(
        a.label == "order" and b.label == "actor" and b.start - a.end <= 2
        for a, b in itertools.pairwise(here)
    )


def _announces(asked: Asked) -> bool:
    """'… như sau:', '… ban hành Kế hoạch với các nội dung sau:' lead, and order nothing."""
    folded = fold(asked.text[asked.start : asked.end]).rstrip(" \n*_")
    if folded.endswith(":"):
        return True
    if asked.part != "before":
        return False
    book = order_sections()
    return bool(
        compiled(book.grounds).match(folded, timeout=patience(folded))
        and compiled(book.issuing).search(folded, timeout=patience(folded))
        and compiled(book.announcing).search(folded, timeout=patience(folded))
    )


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
    return opened or named


def _named(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """A name that a verb of duty follows; a sentence about what it did is none."""
    conditional = _is_conditional(asked)
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
    return _then(asked, here) if conditional else None


def _agent(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Thư xin lỗi do Trung tâm chuẩn bị', 'Báo cáo được các phòng gửi …': by whom it is done."""
    if asked.part in ("before", "findings") or any(_is_past(asked, s) for s in here):
        return None
    by = folded_words(order_words().agents)
    for name, verb in itertools.pairwise(here):
        if name.label != "actor" or verb.label != "duty" or verb.start - name.end > 2:
            continue
        ahead = fold(asked.text[asked.start : name.start]).split()
        if len(ahead) > 1 and ahead[-1] in by:
            return Governed((name.start, name.end), asked.start, told=False)
    return None


def _then(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Khi trả lời hồ sơ … thì phải thông qua …': nobody is named, somebody must."""
    for verb in here:
        before = fold(asked.text[asked.start : verb.start]).rstrip()
        if verb.label == "modal" and before.endswith(" thi"):
            return Governed(None, asked.start, told=False)
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
    return fold(before).endswith((" thi", " do"))


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


def _listed(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """An item under the name of the one who is told orders, unless it tells what was done."""
    if not asked.led or asked.part not in ("tasks", "directions", "open"):
        return None
    duties = [s for s in here if s.label in ("duty", "modal", "order")]
    past = any(s.label == "done" and _is_past(asked, s) for s in here)
    return None if past or not duties else Governed(None, asked.start, told=False)
