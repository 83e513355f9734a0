"""Claims: a number bound to a metric and a scope, not yet a figure of the report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.match.told_once import Order
from extractor.models import Scope

Qualifier = Literal["exact", "about", "over", "under"]
WHOLE = Scope(level="whole")
OF_ALL = "of-all"
"""Note of a figure that is all of the one before it."""
Own = Literal["", "self", "of"]
"""Not named; as the one who counts ('UBND huyện tiếp nhận'); as whose they are ('của huyện')."""


class Claim(NamedTuple):
    """What one number of a block says. Offsets are within the block's text."""

    block: int
    metric: str
    scope: Scope
    value: int | Decimal
    printed: str
    start: int
    """Where the print begins."""
    end: int
    quote_start: int
    quote_end: int
    qualifier: Qualifier = "exact"
    features: frozenset[str] = frozenset()
    cost: float = 0.0
    """How far the label was from letter for letter."""
    assumed: bool = False
    narrowed: bool = False
    """Its noun stands with a word that no pattern knows: perhaps files of one kind only."""
    rivals: tuple[str, ...] = ()
    own: Own = ""
    """How the reporting unit was named as the one who counts."""
    period: str | None = None
    bracket_of: int | None = None
    """Offset of the number in whose bracket or 'trong đó' this one stands."""
    note: str = ""
    unheard: tuple[str, ...] = ()
    """On damaged text, the words since the number before it that no phrase took."""
    clarity: str = ""
    """How what stands around it was read, by its name in ``patterns/doubts.toml`` or
    ``patterns/doubts-text.toml``; '' where the text is clean."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that was not taken for a figure, and why: for ``patterns explain``."""

    block: int
    printed: str
    start: int
    end: int
    reason: str
    """A stable code: masked:date, no-label, unknown-unit, no-metric, not-a-count …"""
    features: frozenset[str] = frozenset()


@dataclass(slots=True)
class Context:
    """What a passage hands on: whose figures, of what, in which period."""

    scope: Scope = WHOLE
    scoped: bool = False
    """A scope was said on the way here (not merely the whole by default)."""
    own: Own = ""
    features: frozenset[str] = frozenset()
    weak: bool = False
    """The group was only that of the item before ('+ Trước hạn' behind '+ Đã giải quyết')."""
    period: str | None = None
    announced: frozenset[str] = frozenset()
    """Label before a colon at a passage's end: what the items below count."""
    channel: frozenset[str] = frozenset()
    """The channel that a heading names: all below it are files that came so."""
    below: str | None = None
    """The level of the names that lead the items below ('Theo lĩnh vực')."""
    headed: frozenset[str] = frozenset()
    """What the files are that the heading above counts ('2. Hồ sơ đã giải quyết')."""
    order: Order = ()
    """The labels that the lead above names for the numbers of each item."""
    silent: bool = False
    """Under a heading whose numbers are plans or other people's files."""

    def copy(self) -> Context:
        """A context that may change without changing this one."""
        return Context(
            self.scope,
            self.scoped,
            self.own,
            self.features,
            self.weak,
            self.period,
            self.announced,
            self.channel,
            self.below,
            self.headed,
            self.order,
            self.silent,
        )
