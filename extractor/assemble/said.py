"""What has been said so far in a passage, while its numbers are bound.

Only memory and the questions that memory answers; no decision is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from extractor.assemble.claims import Claim, Context, Unread
from extractor.assemble.labels import weightless
from extractor.book.metrics import Kind
from extractor.match.items import Item
from extractor.models import Scope


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Number:
    """A number with what stands around it; ``value`` is None where the print is no number."""

    at: int
    item: Item
    kind: Kind
    value: int | Decimal | None
    post: list[Item]
    """Labels behind it."""
    onward: int
    """Index of the item behind its labels."""
    unit_known: bool
    """False where a noun follows that no report on files counts."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds outside an open bracket."""

    zone: list[Item]
    here: Context
    count: int
    """How many figures had been read."""
    inside: int | None
    new_scope: bool
    subject: bool
    foreign: int | None
    outside: Context | None


class Said:
    """The passage's items, and the memory of the walk over them."""

    def __init__(
        self,
        block: int,
        text: str,
        items: tuple[Item, ...],
        context: Context,
        whose: Callable[[Scope, str], Scope | None],
        *,
        damaged: bool = False,
    ) -> None:
        self.block = block
        self.text = text
        self.damaged = damaged
        self.items = items
        self.here = context.copy()
        self.base = context.copy()
        self.whose = whose
        """Names a scope in the light of who reports; None if it is the reporter itself."""
        self.claims: list[Claim] = []
        self.unread: list[Unread] = []
        self.zone: list[Item] = []
        """Labels since the last number, nearest last."""
        self.ahead: Number | None = None
        """The number that was looked at already, for the sign before it."""
        self.frames: list[Frame] = []
        self.split = (-1, 0)
        """(figures read up to the last closed bracket, up to where it opened)."""
        self.unread_closed = 0
        """How many numbers had been set aside up to the last closed bracket."""
        self.foreign: int | None = None
        """Where a number of something else stands, whose parts and elided nouns follow."""
        self.of: str | None = None
        """The metric of the number after a slash."""
        self.of_others = False
        """Between the label and the number to come others are named, who wait or send."""
        self.listed: frozenset[str] = frozenset()
        """What leads a list of units in brackets ('Trễ hạn ở phòng A (đã trả 5), phòng B (4)')."""
        self.arisen: frozenset[str] = frozenset()
        """The mark of a list of what came in the period ('Hồ sơ phát sinh nhiều ở: A 5, B 4')."""
        self.of_kinds = False
        """The names below are of kinds of work, no fields by the word ('Theo loại việc')."""
        self.named_behind = -1
        """How many figures had been read when the last was given to the field named behind it."""
        self.reasoned = -1
        """How many figures had been read with the last that a reason stands behind."""
        self.rest_of = -1
        """How many figures had been read when the rest of a list over units was named."""
        self.of_rest = False
        """The clause tells what is left of a list over units ('các xã còn lại tiếp nhận 90 …')."""
        self.of_some = False
        """The sentence tells of some units of a level ('có 12 xã tiếp nhận 400 hồ sơ')."""
        self.subject = False
        """The sentence named whose figures it gives, before its first number."""
        self.outside: Context | None = None
        """Whose the figures were before a field of work was named behind a number."""
        self.new_scope = False
        """A scope was said since the last number."""
        self.scopes_said: list[Scope] = []
        """In this sentence; several of them share it, and the next sentence is of all again."""
        self.aside: set[int] = set()
        """Figures in a bracket that named others for them ('quá hạn 19 (Phòng A 11)')."""
        self.fused_heads: set[int] = set()
        """Where numbers stand that count files of two groups, as their parts showed."""
        self.part_from = 0
        """How many figures had been read at the last semicolon."""
        self.unread_count = -1
        """Where the last number of files stands that no figure was made of."""
        self.passed: set[int] = set()
        """Where per cents stand that are no figures."""
        self.scopes_ever: list[Scope] = []
        self.inside: int | None = None
        """Where the number stands in whose bracket or 'trong đó' we are."""
        self.announced: frozenset[str] = frozenset()
        """Label before a colon that a list follows ('hồ sơ trễ hạn gồm: A 3 hồ sơ; B 2')."""
        self.lead = context.channel
        """The channel that leads a sentence ('Hồ sơ trực tuyến: tiếp nhận 500, …')."""
        self.led: tuple[Scope | None, int] = (None, 0)
        """The scope before the last colon, and how many figures had been read there."""
        self.narrow = False
        """The lead of the sentence speaks of one kind of files ('Hồ sơ vận tải: …')."""
        self.announced_at = 0
        """How many figures had been read when it was announced."""
        self.behind = ""
        """The level of the scope before it, where nothing but a comma parts them."""
        self.scope_start = 0
        """Where the scope said last begins."""
        self.scope_end = 0
        """Where the scope said last ends."""
        self.before_start = 0
        """Where the last sentence with figures begins."""
        self.sentence_start = 0
        self.used: set[int] = set()
        """Where labels stand that a number before their bracket has taken."""
        self.periods: Mapping[int, str] = {}
        """Periods that open a clause, by where their number stands."""

    def reports_for_a_centre(self) -> bool:
        """Whether the reporter is a centre: the procedures put there to be dealt with are its."""
        return self.whose(Scope(level="centre"), "") is None

    def item_at(self, at: int) -> Item | None:
        """The item there, or None beyond the passage's ends."""
        return self.items[at] if 0 <= at < len(self.items) else None

    def feature_at(self, at: int) -> str:
        """The feature of the item there, or ''."""
        return self.items[at].feature if 0 <= at < len(self.items) else ""

    def unheard(self, at: int, end: int) -> tuple[str, ...]:
        """Words up to ``text[:end]`` that no phrase took, since the number before this one."""
        first = at
        while first and self.items[first - 1].role != "number":
            first -= 1
        here = takewhile(lambda item: item.start < end, self.items[first:])
        return tuple(self.text[i.start : i.end] for i in here if i.role == "word" and not i.feature)

    def fresh(self) -> bool:
        """Whether a label was heard since the last number."""
        zone = self.zone
        return bool(zone) and not weightless().issuperset([item.feature for item in zone])

    @property
    def last(self) -> Claim | None:
        """The figure read last."""
        return self.claims[-1] if self.claims else None
