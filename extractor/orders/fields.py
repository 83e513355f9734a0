"""Lines and sentences that say of the item above them whose it is, or by when.

'Đơn vị chủ trì: …', 'Hoàn thành trong tháng 10.', 'Giao Chánh Văn phòng thực hiện.' order nothing
by themselves. Knows a passage; which item is above, :mod:`extractor.orders.passages` knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from extractor.book.orders import compiled, order_sections, order_words
from extractor.models import Commitment
from extractor.orders.clauses import Clause
from extractor.orders.compared import Target
from extractor.orders.deadlines import Deadline
from extractor.orders.layout import is_name
from extractor.orders.outline import begins_with_field, opening
from extractor.orders.passage import (
    Passage,
    actor_at_end,
    actor_in,
    actor_in_brackets,
    printed,
    printed_day,
)
from extractor.segment import Block
from extractor.text import fold

_LONGEST = 90
"""Characters in which a field's name and its colon stand."""


def fields_only(passage: Passage) -> bool:
    """A line of its own that says whose the item above is, or by when."""
    return begins_with_field(passage.folded[opening(passage.text) :])


def items_told(blocks: Sequence[Block], above: Mapping[int, int | None]) -> set[int]:
    """Items below which only lines stand that say whose they are or by when: they head nothing.

    ``above``: the number of the passage above each passage, by its own number.
    """
    fielded: set[int] = set()
    others: set[int | None] = set()
    for block in blocks:
        over = above[block.index]
        begins = fold(block.text[opening(block.text) :][:_LONGEST])
        if not begins_with_field(begins):
            signs = compiled(order_sections().ends).match(begins)
            others |= set() if signs and block.style == "plain" else {over}
        elif over is not None:
            fielded.add(over)
    return fielded - others


def field_values(passage: Passage, clause: Clause) -> dict[str, str | None]:
    """The actor and the deadline that fields in a clause name, as a commitment has them."""
    found: dict[str, str | None] = {}
    folded = passage.folded[: clause.end]
    book = order_sections()
    who = compiled(rf"(?<!\w){book.field_actor}").search(folded, clause.start)
    if who:
        end = regex.search(r"[;.)]|$", folded, pos=who.end())
        found["actor"] = actor_in(passage, who.end(), end.start() if end else clause.end)
    when = compiled(rf"(?<!\w){book.field_time}").search(folded, clause.start)
    day = next((d for d in passage.days if when and when.start() <= d.start < clause.end), None)
    if day is not None:
        found |= {
            "deadline": day.day,
            "repeat": day.repeat,
            "deadline_words": printed_day(passage, day),
        }
    return found


def filled(old: Commitment, changes: dict[str, str | None]) -> Commitment:
    """A commitment with what it does not say itself: one 'kể từ ngày 22/10' has its own time."""
    timed = old.deadline or old.deadline_words or old.repeat
    new = {
        key: value
        for key, value in changes.items()
        if value and getattr(old, key) is None and not (timed and key != "actor")
    }
    return old.model_copy(update=new)


def actor_told(passage: Passage, clause: Clause) -> str | None:
    """Whom a clause names beside what it orders: a field, '(Chủ trì: Phòng Tư pháp)', the end."""
    own = field_values(passage, clause).get("actor") or actor_in_brackets(passage, clause)
    return own or actor_at_end(passage, clause)


def actor_apart(
    passage: Passage, clause: Clause, aim: Target | None, aims: Sequence[Target]
) -> str | None:
    """'… đạt 85 %, riêng xã Thanh Bình tối thiểu 70 %': for whom a target of its own is set."""
    if aim is None:
        return None
    since = max((t.end for t in aims if t.end <= aim.start), default=clause.start)
    book = order_sections()
    apart = [*compiled(book.set_apart).finditer(passage.folded[since : aim.start])]
    if not apart:
        return None
    at = since + apart[-1].end()
    place = compiled(book.places).match(passage.text, at)
    if place is not None and place.end() <= aim.start:
        return printed(passage.text, at, place.end())
    name = next((s for s in passage.said if s.label == "actor" and s.start == at), None)
    words = printed(passage.text, name.start, name.end) if name is not None else ""
    return words if is_name(words) else None


def only_day(passage: Passage, clause: Clause) -> Deadline | None:
    """'Hoàn thành trong tháng 10.': a sentence that only says by when."""
    here = [d for d in passage.days if clause.start <= d.start < clause.end and not d.bare]
    if len(here) != 1 or here[0].day is None:
        return None
    before = passage.folded[clause.start : here[0].start]
    behind = passage.folded[here[0].end : clause.end].strip(" .;/)\n")
    completes = compiled(order_sections().completes)
    alone = not behind and completes.fullmatch(before)
    return here[0] if alone else None


def told_of_item(
    passage: Passage, clause: Clause, *, follows: bool
) -> dict[str, str | None] | None:
    """What a clause says of the item above it and nothing else; None where it says more.

    ``follows``: there is such an item.
    """
    only = only_day(passage, clause) if clause.first and follows else None
    if only is not None:
        return {"deadline": only.day, "deadline_words": printed_day(passage, only)}
    if begins_with_field(passage.folded[clause.start : clause.end]):
        return field_values(passage, clause)
    who = _only_actor(passage, clause) if clause.first and follows else None
    return {"actor": who} if who else None


def _only_actor(passage: Passage, clause: Clause) -> str | None:
    """'Giao Chánh Văn phòng Sở thực hiện.', 'Phòng Tư pháp là đầu mối.': whose the item is."""
    here = [s for s in passage.said if clause.start <= s.start < clause.end]
    name = next((s for s in here if s.label == "actor"), None)
    if name is None or any(s.label == "actor" and s is not name for s in here):
        return None
    rest = " ".join(
        (passage.folded[clause.start : name.start] + passage.folded[name.end : clause.end]).split()
    )
    whose = compiled(order_sections().whose)
    alone = whose.fullmatch(rest)
    return printed(passage.text, name.start, name.end) if alone else None


def told_of_all(passage: Passage, clause: Clause) -> dict[str, str | None] | None:
    """'Các chỉ tiêu trên tính đến …', 'Các việc ở điểm này do … thực hiện': of all items above.

    Up to an exception ('trừ …', 'riêng …'). None where the sentence is about something else or
    says neither whose nor by when.
    """
    book = order_sections()
    folded = passage.folded[clause.start : clause.end]
    if not clause.first or not compiled(book.of_all_above).match(folded):
        return None
    excepts = compiled(book.excepting).search(folded)
    end = clause.start + excepts.start() if excepts else clause.end
    found: dict[str, str | None] = {}
    name = next((s for s in passage.said if clause.start <= s.start < end), None)
    by = {fold(one) for one in order_words().agents}
    before = passage.folded[: name.start].split() if name is not None else []
    if name is not None and name.label == "actor" and before and before[-1] in by:
        found["actor"] = printed(passage.text, name.start, name.end)
    dated = [d for d in passage.days if clause.start <= d.start < end and d.day]
    if len(dated) == 1:
        found |= {"deadline": dated[0].day, "deadline_words": printed_day(passage, dated[0])}
    return found or None
