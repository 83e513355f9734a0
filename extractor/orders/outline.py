"""Where a passage of a plan or a letter stands: its part, and whose and by when it is above it.

Knows headings and leads; the parts are 'purpose', 'findings', 'tasks', 'open' (a list that is
under none of them) and 'before' (all that comes ahead of the first list or heading).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import regex

from extractor.book.head import phrases
from extractor.book.orders import compiled, order_sections
from extractor.models import Repeat
from extractor.segment import Block
from extractor.text import fold

Part = Literal["before", "purpose", "findings", "tasks", "directions", "open"]
_MARK = regex.compile(
    r"""[\s#*_>|"“]*
    (?: (?:[IVX]{1,5}|[A-ZĐ]|[a-zđ])[.)]\**\s+
      | \d{1,2}(?:\.\d{1,2})*(?:\\?[.)]|/)?\**\s+(?=\D)
      | \d{1,2}\s?[-–]\s+(?=\p{Lu})
      | \(\d{1,2}\)\s
      | [-+*•–—▪●○◦]\s* )?
    [\s*_"“]*""",
    regex.VERBOSE,
)
_RULE = regex.compile(r"\s*[-–—=_~]{3,}")
_DASHED = regex.compile(r"\s*\d{1,2}\s?[-–]\s+(?=\p{Lu})")
_TITLE = 20
"""Shortest line that is a title, and no word of one."""
_SENTENCE = regex.compile(r"(?<!\b\p{Lu}\p{L}?)(?:\.(?:\s+\p{Lu}|$)|:$)")
"""Where a sentence ends; 'TP. Hồ Chí Minh' is a name."""
_TOPIC = 80
"""Characters at the beginning of an item in which it may say what it is about."""
_SHORT = 12
"""Words of a line without a full stop that heads a table or what is below it."""
_ITEMS = frozenset("-+*•–")
_HEADING = 220
"""Longest passage that may be a heading."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a passage inherits from the headings and leads above it."""

    part: Part = "before"
    actor: str | None = None
    day: str | None = None
    day_words: str | None = None
    repeat: Repeat | None = None
    """The rhythm of what stands below 'Hằng tháng:'."""
    of_aims: bool = False
    """The day holds only where a number is to be reached."""
    measure: str | None = None
    """The metric that a lead names: '1. Tỷ lệ hồ sơ trực tuyến:' over 'Cấp tỉnh: 80 %'."""
    asks: bool = False
    """A heading asks the actor for it: 'Kiến nghị UBND tỉnh'."""
    lead: bool = False
    """The block itself is a heading or a lead, not a complete item."""
    told: bool = False
    """The lines below it say whose it is or by when: it orders, whatever its verb."""


@lru_cache(maxsize=64)  # of one passage it is asked time and again
def opening(text: str) -> int:
    """Where the words of a passage begin, behind its mark and the name of an article."""
    match = _MARK.match(text)
    at = match.end() if match else 0
    folded = fold(text[at : at + 40])
    book = order_sections()
    counted = compiled(
        f"(?:{book.article}|{book.chapter}|{book.ordinal}|{book.numbered}|{book.label}"
        f"|{book.counted_item})"
    )
    named = counted.match(folded)
    if named is None:
        return at
    at += named.end()
    topic = compiled(book.topic).match(fold(text[at : at + _TOPIC]))
    at += topic.end() if topic is not None else 0
    return at + len(text[at:]) - len(text[at:].lstrip(" *_"))  # '**Gỡ:** soạn …'


def is_heading(block: Block, has_children: bool) -> bool:
    """A line that heads what is below it: short, ends like no sentence, or in capitals."""
    text = block.text.strip().strip("*_ ")
    if not text or len(text) > _HEADING * 3:
        return False
    if text.endswith(":"):
        return True
    if text.endswith((".", ";", "/.")):
        return False
    bare = re.sub(r"[\W\d_]", "", text[opening(text) :])
    if (
        block.style not in _ITEMS
        and len(text.split()) <= _SHORT
        and not text.endswith(")")
        and ":" not in text
    ):
        return True
    return has_children or (block.style in ("I", "A") and len(text) <= _HEADING) or bare.isupper()


def part_of(block: Block, heading: bool, above: Place, *, begun: bool, plan: bool) -> Part:
    """The part that a block belongs to; a heading names that of what is below it."""
    part = above.part
    if heading and len(block.text) <= _HEADING and not _is_lead(block):
        folded = fold(block.text)[opening(block.text) :].strip()
        part = _named(folded, plan) or part
    labelled = _labelled(block)
    if labelled == "tasks" or (labelled is not None and not heading):
        return labelled
    if part == "before" and (block.style != "plain" or begun):
        return "open"
    return part


def _labelled(block: Block) -> Part | None:
    """'Tồn tại: …' tells how things are, 'Giải pháp: …' behind it what is to be done."""
    text = fold(block.text[:_HEADING])
    mark = _MARK.match(block.text)
    begins = text[mark.end() if mark else 0 :]
    book = order_sections()
    if compiled(book.untold).match(begins):
        return "findings"
    return "tasks" if compiled(book.label).match(begins) else None


def _is_lead(block: Block) -> bool:
    """A passage without a mark that ends with a colon leads a list, and names no part."""
    return block.style == "plain" and block.text.rstrip(" *_").endswith(":")


def _named(folded: str, plan: bool) -> Part | None:
    book = order_sections()
    if plan and compiled(book.demands).match(folded):
        return "purpose"
    if plan and compiled(book.contents).match(folded):
        return "tasks"
    if compiled(book.tasks).search(folded):
        only = compiled(book.purposes).match(folded)
        return "purpose" if only else _directions(folded)
    if compiled(book.purposes).match(folded):
        return "purpose"
    if compiled(book.findings).match(folded):
        return "findings"
    return None


def _directions(folded: str) -> Part:
    directed = compiled(order_sections().directions).search(folded)
    return "directions" if directed else "tasks"


def decides(block: Block) -> bool:
    """An article of a decision, or an item of one: what stands there holds."""
    begins = fold(block.text[:40]).lstrip(" *_#|")
    article = compiled(order_sections().article).match(begins)
    return block.style != "plain" or article is not None


def begins_with_field(folded: str) -> bool:
    """'Đơn vị thực hiện: …', 'Thời gian: …', 'Sản phẩm: …'."""
    book = order_sections()
    fields = compiled("|".join((book.field_actor, book.field_time, book.field_other)))
    return fields.match(folded) is not None


def restyled(block: Block) -> Block:
    """A ruled line is no item of a list; '1- ', '(1) ' and 'Nhiệm vụ 1:' begin one."""
    if _RULE.match(block.text):
        return replace(block, style="plain")
    named = compiled(order_sections().counted_item).match(fold(block.text[:40]).lstrip(" *_#"))
    if block.style == "plain" and (_DASHED.match(block.text) or named):
        return replace(block, style="1")
    return block


def up_to_close(block: Block) -> tuple[Block, bool]:
    """A block up to what ends the body (Decree 30/2020), and whether it does: './.', 'Nơi nhận:'.

    The latter where no './.' parts it from the last passage.
    """
    end = block.text.find("./.")
    if end >= 0:
        return replace(block, text=block.text[: end + len("./.")]), True
    copies = compiled(order_sections().copies).search(fold(block.text))
    if copies is None:
        return block, False
    return replace(block, text=block.text[: copies.start() + 1]), True


def is_attached(block: Block) -> bool:
    """'(Kèm theo Quyết định số …)': what was issued with it begins behind the signature."""
    folded = fold(block.text[:200])
    attached = compiled(order_sections().matrix["attached"])
    return attached.match(folded) is not None


def addresses(block: Block, *, begun: bool) -> bool:
    """'Kính gửi:', 'CHỦ TỊCH UBND TỈNH, điện:': the list behind it orders nothing."""
    folded = fold(block.text).lstrip(" *_#|")
    if compiled(phrases().addressed).match(folded[:40]):
        return True
    sent = compiled(order_sections().dispatched)
    return not begun and sent.match(folded) is not None


def continues(addressed: Block, block: Block) -> bool:
    """'Kính gửi: - Sở Nội vụ,' and the dash below it: one more of the addressees."""
    follows = block.index == addressed.index + 1 and block.style == "-"
    return follows and addressed.text.rstrip(" \n").endswith((",", ";"))


def leads_orders(block: Block) -> bool:
    """'… có ý kiến chỉ đạo như sau:': what follows orders, though it has no marks."""
    if not block.text.rstrip(" *_").endswith(":"):
        return False
    folded = fold(block.text)
    begins = compiled(order_sections().begins)
    return begins.search(folded) is not None


def is_title(block: Block, title: str, *, begun: bool) -> bool:
    """The subject, which names what the document is about and orders nothing.

    A full sentence is none, though the head took it for the subject's last line.
    """
    if _SENTENCE.search(block.text.rstrip(" *_\n")):
        return False
    words = fold(" ".join(block.text.replace("*", "").split())).strip(" #_")
    ends = title.endswith(words) or (not begun and words in title)
    return len(words) > _TITLE and ends
