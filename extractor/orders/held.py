"""The day of a clause, and what the first clause of a sentence hands to those behind it.

Knows the days, targets and verbs of a passage; not what is above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.book.orders import compiled, order_sections, order_words
from extractor.orders.clauses import Clause
from extractor.orders.compared import Target
from extractor.orders.deadlines import Deadline
from extractor.orders.outline import Place, opening
from extractor.orders.passage import Passage, aiming, printed_day, sets_aims
from extractor.orders.words import folded_words

_OPENED = 10
"""Characters before a deadline that opens a sentence ('Phấn đấu đến hết năm 2024: …')."""
_LEADING = 60
"""The same, where a colon stands right behind it."""
_APART = 16
"""Characters between a target and the day of the next."""
_BESIDE = 2
"""Characters between a target and the deadline told with it: '90% (năm 2021)'."""


class Held:
    """What holds for the further clauses of the sentence that is being read."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._ahead: Deadline | None = None
        self._aimed: Deadline | None = None
        self._was = False

    def skips(self, clause: Clause) -> bool:
        """Behind what was done a clause that only tells rates orders nothing."""
        if clause.first:
            self._was = False
        skips = self._was and only_tells(self._passage, clause)
        skips = skips or was_then(self._passage, clause)
        self._was = self._was or has_been(self._passage, clause)
        return skips

    def place(self, clause: Clause, where: Place) -> Place:
        """The clause's place, with the day that the sentence opened with."""
        if clause.first:
            self._ahead = opening_day(self._passage, clause)
            self._aimed = aimed_day(self._passage, clause)
            return where
        of_aims = self._aimed if aims_at(self._passage, clause) else None
        held = self._ahead or of_aims
        if held is None or dated(self._passage, clause):
            return where
        return dated_by(where, self._passage, held)


def dated_by(place: Place, passage: Passage, day: Deadline) -> Place:
    """A place for which a day holds; a year alone holds for what is to be reached in it."""
    words = printed_day(passage, day)
    return replace(place, day=day.day, day_words=words, repeat=day.repeat, of_aims=day.bare)


def undated(place: Place) -> Place:
    """A place for which no day holds."""
    return replace(place, day=None, day_words=None, repeat=None)


def day_of_heading(passage: Passage, last: int, *, plain: bool) -> Deadline | None:
    """The day that a heading or a lead gives what is below it.

    ``last``: where its last sentence begins. ``plain``: it introduces, and names nobody. A year
    alone is a deadline where targets are set: 'Giao chỉ tiêu năm 2024 cho các xã như sau:'.
    """
    begin = max(last, opening(passage.text))
    aims = aiming(passage, begin)
    sets = aims or sets_aims(passage, begin)
    said = (d for d in passage.days if (sets or not d.bare) and d.start >= last)
    day = next((d for d in said if d.day or d.repeat is None or d.start <= begin), None)
    if day is None or (plain and not aims and not day.bare and passage.block.style == "plain"):
        return None
    return day


def dated(passage: Passage, clause: Clause) -> bool:
    """Whether a deadline stands in a clause."""
    return any(clause.start <= d.start < clause.end and not d.bare for d in passage.days)


def opening_day(passage: Passage, clause: Clause) -> Deadline | None:
    """A deadline that opens a sentence, or stands before its colon, holds for all its clauses."""
    for day in passage.days:
        if day.bare or not day.day or day.start < clause.start:
            continue
        ahead = day.start - clause.start
        colon = passage.text[day.end :].lstrip()[:1] == ":"
        lead = passage.folded[clause.start : passage.folded.find(":", day.end, clause.end) + 1]
        if compiled(order_sections().counted).search(lead):
            return day
        return day if ahead <= (_LEADING if colon else _OPENED) else None
    return None


def aimed_day(passage: Passage, clause: Clause) -> Deadline | None:
    """'đến 31/12/2025 không quá 3 %; riêng đất đai không quá 4 %': the first aim's own day."""
    aim = next((t for t in passage.targets if clause.start <= t.start < clause.end), None)
    if aim is None:
        return None
    here = (d for d in passage.days if clause.start <= d.start < aim.start)
    return next((d for d in here if d.day), None)


def aims_at(passage: Passage, clause: Clause) -> bool:
    """Whether a clause sets a target."""
    return any(clause.start <= t.start < clause.end for t in passage.targets)


def has_been(passage: Passage, clause: Clause) -> bool:
    """Whether a clause tells what was done: 'xã đã tiếp nhận hồ sơ của 03 xã cũ'."""
    past = folded_words(order_words().past)
    here = (s for s in passage.said if clause.start <= s.start < clause.end)
    first = next((s for s in here if s.label in ("done", "duty", "modal", "order")), None)
    return first is not None and passage.folded[first.start : first.end] in past


def was_then(passage: Passage, clause: Clause) -> bool:
    """'Năm 2023, tỷ lệ đúng hạn đạt 96 %': nothing but rates of a year that is over."""
    there = any(clause.start <= at < clause.end for at in passage.past)
    return there and not aims_at(passage, clause) and not dated(passage, clause)


def only_tells(passage: Passage, clause: Clause) -> bool:
    """Behind what was done, rates without a verb and without words that compare."""
    here = [s for s in passage.said if clause.start <= s.start < clause.end]
    aims = [t for t in passage.targets if clause.start <= t.start < clause.end]
    return not any(s.label in ("duty", "modal", "order") for s in here) and all(
        t.comparison == "=" for t in aims
    )


def days_asked(passage: Passage, clause: Clause, begin: int) -> list[Deadline]:
    """The days of what is asked: none of its condition, nor of whom it is asked of.

    'nếu hết tháng 4 chưa ký thì …'; 'Trạm đứng cuối bảng vào ngày 30/6 phải giải trình trước 10/7'.
    ``begin``: where what is asked begins.
    """
    here = [d for d in passage.days if clause.start <= d.start < clause.end]
    condition = max(clause.start, passage.text.rfind(",", clause.start, begin))
    here = [d for d in here if not condition <= d.start < begin]
    if any(clause.start <= t.start < clause.end for t in passage.targets):
        return here
    musts = folded_words(order_words().musts)
    must = next(
        (
            s.start
            for s in passage.said
            if clause.start < s.start < clause.end
            and s.label == "modal"
            and passage.folded[s.start : s.end] in musts
        ),
        clause.start,
    )
    behind = [d for d in here if d.start > must and d.day]
    ahead = [d for d in here if d.start < must and d.start - clause.start > _OPENED]
    return [d for d in here if d not in ahead] if behind else here


def day_of(
    days: Sequence[Deadline],
    aim: Target | None,
    aims: Sequence[Target] = (),
    *,
    above: bool = False,
) -> Deadline | None:
    """A dated deadline before a rhythm, a rhythm before an event; of a target its own.

    Where a clause has as many days as targets each has its own, in their order. ``above``: a
    day is known for it, that 'ngay khi tiếp nhận' does not undo where a number is to be reached.
    """
    said = [d for d in days if not d.bare and (d.day or d.repeat or not (above and aim))]
    if aim is None or not aims:
        return _first_of(said)
    dated = [d for d in days if d.day]
    if len(dated) == len(aims) > 1:
        return dated[aims.index(aim)] if len(aims) > 2 else _of_two(dated, aims, aim)
    if not said:
        first = max((a.end for a in aims if a.end <= aim.start), default=0)
        if len(dated) == 1 and dated[0].end <= aims[0].start:
            return dated[0]  # 'Chỉ tiêu năm 2024: đúng hạn 99%, trực tuyến 60%'
        own = [d for d in dated if first <= d.start < aim.start]
        own = own or [d for d in dated if _is_beside(d, aim)]
        return own[-1] if own else None
    behind = [d for d in said if d.day and _is_beside(d, aim)]
    if behind:
        return behind[0]
    ahead = [d for d in said if d.start <= aim.start and d.day]
    return ahead[-1] if ahead else _first_of(said)


def _of_two(days: Sequence[Deadline], aims: Sequence[Target], aim: Target) -> Deadline:
    """In their order; in '100 % …, trong đó năm 2024 30 %, xong trước …' the inner day is inner."""
    first, second = days
    apart = (
        first.bare
        and first.start - aims[0].end > _APART
        and 0 <= aims[1].start - first.end <= _APART
    )
    inner = apart and second.start > aims[1].end
    return days[(aims.index(aim) + 1) % 2] if inner else days[aims.index(aim)]


def _is_beside(day: Deadline, aim: Target) -> bool:
    return 0 <= day.start - aim.end <= _BESIDE


def _first_of(days: Sequence[Deadline]) -> Deadline | None:
    dated = [d for d in days if d.day]
    rhythms = [d for d in days if d.repeat]
    near = [d for d in dated if d.year is not None]  # 'xong trong tuần tới (trước 10/10)'
    return next(iter(near or dated or rhythms or days), None)
