"""One passage of a document that orders: what was found in it, and what its parts say.

Knows a passage; the passages above it are the business of :mod:`.passages`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.book.orders import compiled, order_sections, order_words
from extractor.head.citations import find_citations
from extractor.models import DocumentHead
from extractor.orders.asked import Asked, Governed
from extractor.orders.clauses import Clause
from extractor.orders.compared import Target
from extractor.orders.days import Signed
from extractor.orders.deadlines import Deadline
from extractor.orders.outline import Part, Place, opening
from extractor.orders.words import Said, folded_words
from extractor.patience import patience
from extractor.segment import Block

_OPENED = 10
"""Characters before a deadline that opens a sentence ('Phấn đấu đến hết năm 2024: …')."""
_LEADING = 60
"""The same, where a colon stands right behind it."""
_LEFT = 2
"""Characters between 'phải' and the colon of a lead."""
_BESIDE = 1
"""Characters between a target and the deadline told with it."""
REVIEW = 300
"""Characters before a number in which an inspection may be named."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEGINNING = 1_500
"""Characters at the beginning of a document where its own year stands."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with all that was found in it; offsets are within ``text``."""

    block: Block
    text: str
    folded: str
    said: Sequence[Said]
    targets: Sequence[Target]
    days: Sequence[Deadline]


def part_said(passage: Passage, clause: Clause) -> Part | None:
    """'Báo cáo của UBND xã: …': what stands behind the colon is how things are."""
    said = passage.folded[clause.start : clause.end]
    book = order_sections()
    told = compiled(book.findings).match(said, timeout=patience(said))
    told = told or compiled(book.telling).search(said, timeout=patience(said))
    return "findings" if told else None


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
        return day if ahead <= (_LEADING if colon else _OPENED) else None
    return None


def condition_end(passage: Passage, clause: Clause, found: Governed) -> int:
    """Where what is asked begins: numbers of 'Nếu không đạt 80 % … thì …' are no targets."""
    folded = passage.folded[clause.start : clause.end]
    book = order_sections()
    if not compiled(book.conditions).match(folded, timeout=patience(folded)):
        return clause.start
    then = compiled(book.then).search(folded, timeout=patience(folded))
    if then is not None:
        return clause.start + then.end()
    only = compiled(book.only_if).match(folded, timeout=patience(folded))
    return found.actor[0] if only and found.actor is not None else clause.start


def printed_day(passage: Passage, day: Deadline) -> str:
    """A deadline as printed."""
    return printed(passage.text, day.start, day.end)


def is_reviewed(before: str) -> bool:
    """Whether the sentence says before a number that an inspection or a review found it."""
    sentence = re.split(r"[.]\s", before)[-1]
    return (
        compiled(order_sections().reviews).search(sentence, timeout=patience(sentence)) is not None
    )


def tells_findings(passage: Passage) -> bool:
    """Whether a passage says that an inspection or a review found what it tells."""
    book = order_sections()
    begins = passage.folded[opening(passage.text) :]
    found = compiled(book.reviews).search(passage.folded, timeout=patience(passage.folded))
    return (
        found is not None
        or compiled(book.findings).match(begins, timeout=patience(begins)) is not None
    )


def directed(part: str, heading: bool) -> bool:
    """Whether a report's part tells what is to be done, or a heading may."""
    return part == "directions" or (heading and part != "before")


def signed_of(head: DocumentHead, text: str) -> Signed:
    """When it was signed; the year else of its title, else the first that it prints."""
    if head.date:
        return Signed(int(head.date[:4]), head.date)
    years = _YEAR.findall(head.title or "") or _YEAR.findall(text[:_BEGINNING])[:1]
    return Signed(int(years[-1]) if years else None)


def asked(passage: Passage, clause: Clause, place: Place, actor: str | None) -> Asked:
    """A clause with what was found in it."""
    return Asked(
        text=passage.text,
        start=clause.start,
        end=clause.end,
        said=passage.said,
        aims=[t.start for t in passage.targets],
        days=[(d.start, d.end) for d in passage.days if not d.bare],
        part=place.part,
        item=passage.block.style != "plain" and not place.lead,
        led=bool(actor or place.actor),
    )


def parted(passage: Passage, clause: Clause) -> list[Clause]:
    """'… xong trước ngày 31/7, UBND phường A xong trước ngày 15/7': a deadline for each."""
    here = (d for d in passage.days if clause.start <= d.start < clause.end)
    days = [d for d in here if d.day and not d.bare]
    if len(days) < 2:
        return [clause]
    for at, name in enumerate(passage.said):
        inside = days[0].end <= name.start < days[-1].start
        if name.label != "actor" or not inside or at + 1 >= len(passage.said):
            continue
        comma = passage.text[: name.start].rstrip()[-1:] in ",;"
        if comma and passage.said[at + 1].label in ("duty", "modal"):
            first = replace(clause, end=name.start)
            return [first, replace(clause, start=name.start, first=False)]
    return [clause]


def day_of(
    days: Sequence[Deadline], aim: Target | None, aims: Sequence[Target] = ()
) -> Deadline | None:
    """A dated deadline before a rhythm, a rhythm before an event; of a target its own.

    Where a clause has as many days as targets each has its own, in their order.
    """
    said = [d for d in days if not d.bare]
    if aim is None or not aims:
        return _first_of(said)
    dated = [d for d in days if d.day]
    if len(dated) == len(aims) > 1:
        return dated[aims.index(aim)]
    if not said:
        first = max((a.end for a in aims if a.end <= aim.start), default=0)
        own = [d for d in dated if first <= d.start < aim.start or 0 <= d.start - aim.end <= 1]
        return own[-1] if own else None
    behind = [d for d in said if d.day and 0 <= d.start - aim.end <= _BESIDE]
    if behind:
        return behind[0]
    ahead = [d for d in said if d.start <= aim.start and d.day]
    return ahead[-1] if ahead else _first_of(said)


def _first_of(days: Sequence[Deadline]) -> Deadline | None:
    dated = [d for d in days if d.day]
    rhythms = [d for d in days if d.repeat]
    return next(iter(dated or rhythms or days), None)


def actor_in_brackets(passage: Passage, clause: Clause) -> str | None:
    """'Rà soát các thủ tục (Phòng Tư pháp chủ trì)': whom a bracket names first."""
    for said in passage.said:
        inside = clause.start <= said.start < clause.end and said.label == "actor"
        if inside and passage.text[: said.start].endswith("("):
            return printed(passage.text, said.start, said.end)
    return None


def actor_of_heading(passage: Passage) -> str | None:
    """A heading that is a name ('2. Phòng Nội vụ', 'Đối với UBND các xã:'), or orders one."""
    named = actor_in(passage, opening(passage.text), len(passage.text), heading=True)
    return named or _in_last_brackets(passage)


def _in_last_brackets(passage: Passage) -> str | None:
    """'HAI LÀ, VỀ CON NGƯỜI (Sở Nội vụ)': a bracket at the end that is a name."""
    for said in passage.said:
        behind = passage.text[said.end :].strip(" \n*_:.")
        if said.label == "actor" and behind == ")" and passage.text[: said.start].endswith("("):
            return printed(passage.text, said.start, said.end)
    return None


def aiming(passage: Passage, start: int) -> bool:
    """'Chỉ tiêu quý II/2026', 'Phấn đấu trong năm 2024 …': its time is that of the targets."""
    folded = passage.folded[start:].lstrip(" *_")
    return compiled(order_sections().aiming).match(folded, timeout=patience(folded)) is not None


def actor_in(passage: Passage, start: int, end: int, *, heading: bool = False) -> str | None:
    """The one who is told, else the one whose name it is."""
    here = [s for s in passage.said if start <= s.start < end]
    if heading:
        here = [s for s in here if not _in_brackets(passage.text, start, s.start)]
    for a, b in itertools.pairwise(here):
        if a.label == "order" and b.label == "actor" and b.start - a.end <= 2:
            return printed(passage.text, b.start, b.end)
    name = next((s for s in here if s.label == "actor"), None)
    if name is None:
        return None
    before = passage.folded[start : name.start].strip(" *_")
    led = compiled(order_sections().leads).fullmatch(before, timeout=patience(before))
    names = [s for s in here if s.start >= name.start]
    stop = _joined_end(passage.text, names)
    after = [s for s in names if s.start >= stop]
    bound = bool(after) and after[0].label in ("modal", "duty") and after[0].start - stop <= 2
    colon = passage.text[:end].rstrip(" *_\n").endswith(":")
    if colon and not (before and not led) and _told_apart(passage, stop, end):
        return printed(passage.text, name.start, end).rstrip(" *_:")
    end_of_words = start + len(passage.text[start:end].rstrip(" *_\n:"))
    must = colon and any(s.label == "modal" and end_of_words - s.end <= _LEFT for s in after)
    ahead = before and not led and not (must and before.endswith(","))
    binds = heading and bool(after) and _binds(passage, after[0])
    leads = (must or (bound and (colon or binds))) and not _speaks(passage, after[0])
    if ahead or (any(s.label != "actor" for s in after) and not leads):
        return None
    return printed(passage.text, name.start, stop)


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _binds(passage: Passage, verb: Said) -> bool:
    """'Sở Nội vụ chủ trì, phối hợp …' heads what it has to do; 'UBND ban hành …' does not."""
    said = passage.folded[verb.start : verb.end]
    return said in folded_words(order_words().binding)


def _speaks(passage: Passage, verb: Said) -> bool:
    """'Trưởng đoàn kết luận:' names who speaks, not who is told."""
    said = passage.folded[verb.start : verb.end]
    return said in folded_words(order_words().speaking)


def _told_apart(passage: Passage, start: int, end: int) -> bool:
    """'Các đơn vị được giao chỉ tiêu:', 'UBND các xã có hồ sơ quá hạn:': which of them."""
    said = passage.folded[start:end].strip(" ,*_")
    which = compiled(order_sections().which)
    return which.match(said, timeout=patience(said)) is not None


def _joined_end(text: str, names: Sequence[Said]) -> int:
    """'Giám đốc các sở; Chủ tịch UBND các huyện': where the last name of a list ends."""
    end = names[0].end
    for name in names[1:]:
        if name.label != "actor" or text[end : name.start].strip(" \n,;"):
            break
        end = name.end
    return end


def printed(text: str, start: int, end: int) -> str:
    """A stretch of a passage on one line."""
    return " ".join(text[start:end].replace("*", "").split())


def duty_words(text: str) -> str:
    """A clause on one line, without the signs around it."""
    return " ".join(text.replace("*", "").split()).strip(" ;,.:/-")


def grounds(text: str) -> tuple[str, ...]:
    """The numbered documents that a clause cites, as it does."""
    if "/" not in text:
        return ()
    return tuple(" ".join(c.quote.split()) for c in find_citations(text) if c.number)
