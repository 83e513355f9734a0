"""What a clause tells instead of ordering: how things are, what was, formulas and leads.

Knows one clause with what was found in it; whether the rest orders is decided in
:mod:`extractor.orders.duties`.
"""

from __future__ import annotations

import itertools

from extractor.book.orders import compiled, order_sections
from extractor.orders.asked import Asked
from extractor.text import fold


def recounts(asked: Asked) -> bool:
    """'Chiều ngày 03/11, … chủ trì cuộc họp', 'Tuy vậy, … còn phải …': how it is, or was."""
    book = order_sections()
    told = [*book.recounts, book.legend]
    if asked.part in ("before", "findings"):
        told += book.recounts_before
    clause = fold(asked.text[asked.start : asked.end]).lstrip(" \"'“*-+")
    clause = " ".join(clause.split())
    if compiled(book.earlier).match(clause) or _praises(asked, clause):
        return True
    found = compiled("|".join(told)).match(clause)
    if found is None or _orders_inside(asked) or _is_to_come(asked):
        return False
    return not _agrees(asked, clause)


def _is_to_come(asked: Asked) -> bool:
    """'Ngày 05/8 tổ chức hội nghị': a day that is no past one opens a duty of a list."""
    opens = any(0 <= a - asked.start <= 1 for a, _ in asked.days)
    return opens and asked.item and asked.part not in ("before", "findings")


def _praises(asked: Asked, clause: str) -> bool:
    """'Biểu dương xã A', 'Ghi nhận những cố gắng': nobody has to do it, who is told by nobody."""
    free = not asked.led and not any(asked.start <= a < asked.end for a, _ in asked.days)
    praised = free and compiled(order_sections().praises).match(clause) is not None
    return praised and not _orders_inside(asked)


def _agrees(asked: Asked, clause: str) -> bool:
    """'Thống nhất với Chi nhánh thời gian luân chuyển, ký biên bản trước 20/5': a duty."""
    dated = any(asked.start <= a < asked.end for a, _ in asked.days)
    listed = asked.item and asked.led and asked.part not in ("before", "findings")
    return listed and dated and compiled(order_sections().agreeing).match(clause) is not None


def tells(asked: Asked) -> bool:
    """Ahead of all orders: 'Qua kiểm tra cho thấy: …'."""
    if asked.part != "before":
        return False
    clause = fold(asked.text[asked.start : asked.end])
    return compiled(order_sections().reviews).search(clause) is not None


def is_formula(asked: Asked) -> bool:
    """'Trên đây là …', 'Kinh phí thực hiện …': what refers or closes."""
    folded = fold(asked.text[asked.start : asked.end]).strip(" \"'“*(-")
    book = order_sections()
    if compiled(book.courtesies).match(folded):
        return True
    formula = compiled("|".join(book.formulas)).match(folded)
    return formula is not None and not _orders_inside(asked)


def _orders_inside(asked: Asked) -> bool:
    """'Trên đây là Kế hoạch …; yêu cầu các đơn vị …': the closing orders all the same."""
    here = [s for s in asked.said if asked.start <= s.start < asked.end]
    return any(
        a.label == "order" and b.label == "actor" and b.start - a.end <= 2
        for a, b in itertools.pairwise(here)
    )


def announces(asked: Asked) -> bool:
    """'… như sau:', '… ban hành Kế hoạch với các nội dung sau:' lead, and order nothing."""
    folded = fold(asked.text[asked.start : asked.end]).rstrip(" \n*_")
    if folded.endswith(":"):
        return True
    if asked.part != "before":
        return False
    book = order_sections()
    return bool(
        compiled(book.grounds).match(folded)
        and compiled(book.issuing).search(folded)
        and compiled(book.announcing).search(folded)
    )
