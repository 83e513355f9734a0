"""One passage of a document that orders: what was found in it, and what its parts say.

Knows a passage; the passages above it are the business of :mod:`.passages`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.book.orders import compiled, order_sections, order_words, targets
from extractor.head.citations import find_citations
from extractor.models import DocumentHead
from extractor.orders.asked import Asked, Governed
from extractor.orders.clauses import Clause
from extractor.orders.compared import Target
from extractor.orders.days import Signed
from extractor.orders.deadlines import Deadline, find_deadlines
from extractor.orders.outline import Part, Place, opening
from extractor.orders.targets import find_targets
from extractor.orders.words import Said, folded_words, said_in
from extractor.segment import Block
from extractor.text import fold

_LEFT = 2
"""Characters between 'phải' and the colon of a lead."""
REVIEW = 300
"""Characters before a number in which an inspection may be named."""
_STOP = re.compile(r"[.!?]\s")
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
    past: Sequence[int] = ()
    """Places of rates that it tells of a year that is over."""


def taken_apart(block: Block, signed: Signed) -> Passage:
    """A block with its names, verbs, targets and days."""
    text = block.text.replace("**", "  ")  # 'trước **15/4/2024**' in Markdown
    folded = fold(text)
    said = said_in(text, damaged=block.damaged)
    days = find_deadlines(text, folded, signed)
    found = find_targets(text, damaged=block.damaged)
    past = [aim.start for aim in found if _was(folded, aim, signed)]
    aims = [aim for aim in found if aim.start not in past]
    return Passage(block, text, folded, said, aims, days, past)


def _was(folded: str, aim: Target, signed: Signed) -> bool:
    """'Năm 2023, tỷ lệ đúng hạn đạt 96 %' in a paper of 2024."""
    if aim.comparison != "=" or signed.year is None:
        return False
    begins = max((folded.rfind(stop, 0, aim.start) for stop in (". ", ";")), default=0)
    opened = compiled(targets().words.was).search(folded, max(0, begins), aim.start)
    return opened is not None and int(opened["y"]) < signed.year


def part_said(passage: Passage, clause: Clause) -> Part | None:
    """'Báo cáo của UBND xã: …': what stands behind the colon is how things are."""
    said = passage.folded[clause.start : clause.end]
    book = order_sections()
    told = compiled(book.findings).match(said)
    told = told or compiled(book.telling).search(said)
    return "findings" if told else None


def condition_end(passage: Passage, clause: Clause, found: Governed) -> int:
    """Where what is asked begins: numbers of 'Nếu không đạt 80 % … thì …' are no targets."""
    folded = passage.folded[clause.start : clause.end]
    book = order_sections()
    then = compiled(book.then).search(folded)
    if not compiled(book.conditions).match(folded):
        case = then is not None and _ends_at(found, clause, then.start())
        return clause.start + then.end() if case and then is not None else clause.start
    if then is not None:
        return clause.start + then.end()
    only = compiled(book.only_if).match(folded)
    return found.actor[0] if only and found.actor is not None else clause.start


def _ends_at(found: Governed, clause: Clause, at: int) -> bool:
    """Whether the name of who is told goes on up to a place in its clause: 'Đơn vị để … thì'."""
    return found.actor is not None and abs(found.actor[1] - clause.start - at) <= 1


def printed_day(passage: Passage, day: Deadline) -> str:
    """A deadline as printed."""
    return printed(passage.text, day.start, day.end)


def is_reviewed(before: str, behind: str = "") -> bool:
    """Whether the sentence says before a number that an inspection or a review found it.

    Or what was looked at: 'xem 240 hồ sơ, phát hiện …'.
    """
    book = order_sections()
    sentence = re.split(r"[.]\s", before)[-1]
    if compiled(book.reviews).search(sentence) is not None:
        return True
    looked = compiled(book.looked_at).search(sentence)
    finds = compiled(book.finds).match(behind)
    return looked is not None and finds is not None


def tells_findings(passage: Passage) -> bool:
    """Whether a passage says that an inspection or a review found what it tells."""
    book = order_sections()
    begins = passage.folded[opening(passage.text) :]
    return names_review(passage.folded) or compiled(book.findings).match(begins) is not None


def names_review(folded: str) -> bool:
    """Whether words name an inspection or a review that found something."""
    return compiled(order_sections().reviews).search(folded) is not None


def directed(part: str, heading: bool) -> bool:
    """Whether a report's part tells what is to be done, or a heading may."""
    return part == "directions" or (heading and part != "before")


def signed_of(head: DocumentHead, text: str) -> Signed:
    """When it was signed; the year else of its title, else the first that it prints."""
    if head.date:
        return Signed(int(head.date[:4]), head.date)
    issued = compiled(order_sections().issued).search(fold(text[:_BEGINNING]))
    if issued is not None:
        day = f"{issued['y']}-{int(issued['m']):02}-{int(issued['d']):02}"
        return Signed(int(issued["y"]), day)
    years = _YEAR.findall(head.title or "") or _YEAR.findall(text[:_BEGINNING])[:1]
    return Signed(int(years[-1]) if years else None)


def asked(
    passage: Passage, clause: Clause, place: Place, actor: str | None, *, item: bool = False
) -> Asked:
    """A clause with what was found in it; ``item``: though it has no mark."""
    return Asked(
        text=passage.text,
        start=clause.start,
        end=clause.end,
        said=passage.said,
        aims=[t.start for t in passage.targets],
        days=[(d.start, d.end) for d in passage.days if not d.bare],
        part=place.part,
        item=item or (passage.block.style != "plain" and not place.lead),
        led=bool(actor or place.actor or place.told),
        asks=place.asks and not actor,
    )


def actor_in_brackets(passage: Passage, clause: Clause) -> str | None:
    """'Rà soát các thủ tục (Phòng Tư pháp chủ trì)': whom a bracket names first."""
    for said in passage.said:
        inside = clause.start <= said.start < clause.end and said.label == "actor"
        if inside and passage.text[: said.start].endswith("("):
            return printed(passage.text, said.start, said.end)
    return None


def actor_at_end(passage: Passage, clause: Clause) -> str | None:
    """'Lắp bảng báo lượt; sửa nơi để xe (Văn phòng; trước 30/6)': for all of the sentence."""
    text = passage.text.rstrip(" \n.;,/*_")
    opened = text.rfind("(")
    if not text.endswith(")") or opened < clause.end or _STOP.search(text, clause.end - 1, opened):
        return None
    names = [s for s in passage.said if s.label == "actor" and s.start == opened + 1]
    return printed(passage.text, names[0].start, names[0].end) if names else None


def actor_of_heading(passage: Passage) -> str | None:
    """A heading that is a name ('2. Phòng Nội vụ', 'Đối với UBND các xã:'), or orders one."""
    begin = opening(passage.text)
    named = actor_in(passage, begin, len(passage.text), heading=True)
    return named or _given_to(passage, begin) or _in_last_brackets(passage)


def _given_to(passage: Passage, begin: int) -> str | None:
    """'Giao chỉ tiêu năm 2020 cho các phòng, đơn vị thuộc Sở như sau:': to whom."""
    given = compiled(order_sections().given_to)
    if compiled(order_sections().grounds).match(passage.folded[begin:]):
        return None
    for name in passage.said:
        if name.label == "actor" and given.search(passage.folded[begin : name.start]):
            return printed(passage.text, name.start, name.end)
    return None


def _in_last_brackets(passage: Passage) -> str | None:
    """'HAI LÀ, VỀ CON NGƯỜI (Sở Nội vụ)': a bracket at the end that is a name."""
    for said in passage.said:
        behind = passage.text[said.end :].strip(" \n*_:.")
        if said.label == "actor" and behind == ")" and passage.text[: said.start].endswith("("):
            return printed(passage.text, said.start, said.end)
    return None


def asks_for(passage: Passage) -> bool:
    """'III. Kiến nghị UBND tỉnh': a heading that asks somebody, whoever then acts."""
    begin = opening(passage.text)
    here = [s for s in passage.said if s.start >= begin]
    words = here[:2]
    named = [s.label for s in words] == ["order", "actor"] and words[0].start - begin <= _LEFT
    said = passage.folded[words[0].start : words[0].end] if named else ""
    return named and said not in folded_words(order_words().commands)


def aiming(passage: Passage, start: int) -> bool:
    """'Chỉ tiêu quý II/2026', 'Phấn đấu trong năm 2024 …': its time is that of the targets."""
    folded = passage.folded[start:].lstrip(" *_")
    return compiled(order_sections().aiming).match(folded) is not None


def sets_aims(passage: Passage, start: int) -> bool:
    """'UBND huyện giao chỉ tiêu năm 2024 cho …:': targets are set, whoever sets them."""
    folded = passage.folded[start:].lstrip(" *_")
    book = order_sections()
    return (
        compiled(book.setting).search(folded) is not None
        and compiled(book.grounds).match(folded) is None
    )


def actor_in(passage: Passage, start: int, end: int, *, heading: bool = False) -> str | None:
    """The one who is told, else the one whose name it is."""
    here = [s for s in passage.said if start <= s.start < end]
    if heading:
        here = [s for s in here if not _in_brackets(passage.text, start, s.start)]
    for at, (a, b) in enumerate(itertools.pairwise(here)):
        if a.label == "order" and b.label == "actor" and b.start - a.end <= 2:
            return printed(passage.text, b.start, _joined_end(passage.text, here[at + 1 :]))
    name = next((s for s in here if s.label == "actor"), None)
    if name is None:
        return None
    before = passage.folded[start : name.start].strip(" *_")
    led = compiled(order_sections().leads).fullmatch(before)
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
    return which.match(said) is not None


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


def whole_name(name: str, above: str | None) -> str:
    """'Đề nghị Sở …' under the heading 'Sở Nội vụ': which one is meant."""
    short = " " not in name and above is not None and above.startswith(f"{name} ")
    return above if short and above is not None else name


def duty_words(text: str) -> str:
    """A clause on one line, without the signs around it."""
    return " ".join(text.replace("*", "").split()).strip(" ;,.:/-")


def grounds(text: str) -> tuple[str, ...]:
    """The numbered documents that a clause cites, as it does."""
    if "/" not in text:
        return ()
    return tuple(" ".join(c.quote.split()) for c in find_citations(text) if c.number)
