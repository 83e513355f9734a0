"""A clause that asks several things by several days, cut into one for each of them.

Knows the names, verbs and days of a passage; what each part orders, :mod:`.duties` knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.book.orders import compiled, order_sections
from extractor.orders.clauses import Clause
from extractor.orders.deadlines import Deadline
from extractor.orders.passage import Passage
from extractor.orders.words import Said


def parted(passage: Passage, clause: Clause) -> list[Clause]:
    """'… xong trước ngày 31/7, UBND phường A xong trước ngày 15/7': a deadline for each."""
    days = [d for d in passage.days if clause.start <= d.start < clause.end and not d.bare]
    if len(days) < 2 or not any(d.day for d in days):
        return [clause]
    for at, name in enumerate(passage.said[:-1]):
        inside = days[0].end <= name.start < days[-1].start
        if name.label != "actor" or not inside or name.start <= clause.start:
            continue
        comma = compiled(order_sections().and_who).search(passage.folded, 0, name.start)
        if comma and passage.said[at + 1].label in ("duty", "modal"):
            rest = replace(clause, start=name.start, first=False)
            return [replace(clause, end=name.start), *parted(passage, rest)]
    joint = _joint(passage, days)
    if joint is None or any(joint <= t.start < clause.end for t in passage.targets):
        return [clause]
    rest = replace(clause, start=joint, first=False)
    return [replace(clause, end=joint), *parted(passage, rest)]


def _joint(passage: Passage, days: Sequence[Deadline]) -> int | None:
    """'… tổng kết trước 20/12 và báo cáo kết quả trước 25/12': where the second duty begins."""
    for at, first in enumerate(days[:-1]):
        rest = days[at + 1 :]
        for verb in (s for s in passage.said if s.label == "duty" and s.start > first.end):
            joins = compiled(order_sections().and_then).match(passage.folded, first.end)
            if joins is None or joins.end() > verb.start:
                break
            ahead = [d for d in rest if d.start < verb.start]
            between = _blanked(passage.folded, joins.end(), verb.start, ahead)
            own = ahead or not _is_of_another(passage, verb, rest[0].start)
            if own and not between.strip(" ,"):
                return joins.end()
    return None


def _blanked(folded: str, start: int, end: int, days: Sequence[Deadline]) -> str:
    """What stands between two places beside days."""
    kept = (c for i, c in enumerate(folded[start:end], start) if not _within(i, days))
    return "".join(kept)


def _within(at: int, days: Sequence[Deadline]) -> bool:
    return any(d.start <= at < d.end for d in days)


def _is_of_another(passage: Passage, verb: Said, day: int) -> bool:
    """Whether somebody else is named between a verb and the day behind it."""
    return any(s.label == "actor" and verb.end < s.start < day for s in passage.said)
