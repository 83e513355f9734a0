"""Lines and sentences that say of the item above them whose it is, or by when.

'Đơn vị chủ trì: …', 'Hoàn thành trong tháng 10.', 'Giao Chánh Văn phòng thực hiện.' order nothing
by themselves. Knows a passage; which item is above, :mod:`extractor.orders.passages` knows.
"""

from __future__ import annotations

import regex

from extractor.book.orders import compiled, order_sections
from extractor.orders.clauses import Clause
from extractor.orders.deadlines import Deadline
from extractor.orders.outline import opening
from extractor.orders.passage import Passage, actor_in, printed, printed_day
from extractor.patience import patience


def fields_only(passage: Passage) -> bool:
    """A line of its own that says whose the item above is, or by when."""
    return begins_with_field(passage.folded[opening(passage.text) :])


def begins_with_field(folded: str) -> bool:
    """'Đơn vị thực hiện: …', 'Thời gian: …', 'Sản phẩm: …'."""
    book = order_sections()
    fields = (book.field_actor, book.field_time, book.field_other)
    return any(
        compiled(field).match(folded, timeout=patience(folded)) is not None for field in fields
    )


def field_values(passage: Passage, clause: Clause) -> dict[str, str | None]:
    """The actor and the deadline that fields in a clause name, as a commitment has them."""
    found: dict[str, str | None] = {}
    folded = passage.folded[: clause.end]
    book = order_sections()
    who = compiled(rf"(?<!\w){book.field_actor}").search(
        folded, clause.start, timeout=patience(folded)
    )
    if who:
        end = regex.search(r"[;.)]|$", folded, pos=who.end())
        found["actor"] = actor_in(passage, who.end(), end.start() if end else clause.end)
    when = compiled(rf"(?<!\w){book.field_time}").search(
        folded, clause.start, timeout=patience(folded)
    )
    day = next((d for d in passage.days if when and when.start() <= d.start < clause.end), None)
    if day is not None:
        found |= {
            "deadline": day.day,
            "repeat": day.repeat,
            "deadline_words": printed_day(passage, day),
        }
    return found


def only_day(passage: Passage, clause: Clause) -> Deadline | None:
    """'Hoàn thành trong tháng 10.': a sentence that only says by when."""
    here = [d for d in passage.days if clause.start <= d.start < clause.end and not d.bare]
    if len(here) != 1 or here[0].day is None:
        return None
    before = passage.folded[clause.start : here[0].start]
    behind = passage.folded[here[0].end : clause.end].strip(" .;/)\n")
    completes = compiled(order_sections().completes)
    alone = not behind and completes.fullmatch(before, timeout=patience(before))
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
    alone = whose.fullmatch(rest, timeout=patience(rest))
    return printed(passage.text, name.start, name.end) if alone else None
