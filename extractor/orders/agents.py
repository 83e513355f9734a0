"""Who has to do it, where he stands behind what is done: '… do Sở Tư pháp chuẩn bị', 'bởi …'.

Knows one clause; names that stand ahead of their verb are known to :mod:`.duties`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.book.orders import compiled, order_sections, order_words
from extractor.orders.asked import Asked, Governed, is_past
from extractor.orders.words import Said, folded_words
from extractor.text import fold


def agent(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'Thư xin lỗi do Trung tâm chuẩn bị', 'Báo cáo được các phòng gửi …': by whom it is done."""
    if asked.part in ("before", "findings") or any(is_past(asked, s) for s in here):
        return None
    by = folded_words(order_words().agents)
    for name, verb in itertools.pairwise(here):
        if name.label != "actor" or verb.label not in ("duty", "modal"):
            continue
        if verb.start - name.end > 2:
            continue
        ahead = fold(asked.text[asked.start : name.start]).split()
        bound = any(
            s.label == "modal"
            and s.start > verb.start
            and "," not in asked.text[verb.end : s.start]
            for s in here
        )
        if len(ahead) > 1 and ahead[-1] in by and not bound:
            return Governed((name.start, name.end), asked.start, told=False)
    return None


def at_end(asked: Asked, here: Sequence[Said]) -> Governed | None:
    """'… được bố trí trong quý I, bởi Phòng Tài chính', 'nhận việc này là Phòng Tư pháp'."""
    name = here[-1] if here else None
    if name is None or name.label != "actor" or asked.part in ("before", "findings"):
        return None
    if asked.text[name.end : asked.end].strip(" \n*./;,") or any(is_past(asked, s) for s in here):
        return None
    ahead = fold(asked.text[asked.start : name.start])
    last = compiled(order_sections().at_end).search(ahead)
    must = any(s.label == "modal" for s in here) or asked.days or asked.aims
    found = last is not None and must
    return Governed((name.start, name.end), asked.start, told=False) if found else None
