"""The walk down a document's outline: each block is read in the context of the block above it.

Most blocks of a report are headings and prose without a figure. Of those nothing is needed but
the context they hand down, and it is made only when a block with a number asks for it.
Knows how contexts run down the outline; binds no number itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from extractor.assemble.ahead import Ahead, is_silent_heading
from extractor.assemble.claims import Claim, Context, Unread
from extractor.assemble.clause import Reader
from extractor.assemble.headed import hand_order, headed
from extractor.assemble.periods import (
    other_periods,
    period_said,
    plain_period,
    spans_of_days,
    tells_two_spans,
)
from extractor.assemble.unsure import Told
from extractor.book.metrics import grammar
from extractor.match.items import (
    Item,
    Scan,
    holds_number,
    is_quiet,
    items_of,
    may_hold_figure,
    scan,
)
from extractor.match.scopes import as_meant
from extractor.match.told_once import in_order, order_of
from extractor.models import DocumentHead, Scope
from extractor.segment import Block

_DIGIT = re.compile(r"\d")
_BULLETS = frozenset("-+*•")
_SHORT = 80
"""Longest line that may be a heading though nothing marks it as one."""
_LABEL = 40
"""Characters of the label that an item opens with, its letter counted in."""
_HEADING = 160
"""Longest passage whose scope holds for what stands below it."""


@dataclass(slots=True)
class _Heir:
    """A block without a figure: what it would hand down if a block below it asked."""

    block: Block
    above: int | Context | None
    """The block whose context it stands in, or that context itself."""
    beside: frozenset[str] | None
    """What the figures of the block before it at its level counted."""
    announces: bool
    """What it names holds for what is below."""
    worth_reading: bool
    ahead: bool
    """It stands under a line without a mark that tells of the time to come."""
    passage: Scan | None = None
    """Where it was taken apart already."""
    found: tuple[Item, ...] | None = None
    """What the pattern book knows in it, where that was asked already."""

    def taken_apart(self) -> Scan:
        """The passage's tokens."""
        if self.passage is None:
            block = self.block
            how = {"damaged": block.damaged, "worn": block.worn, "restored": block.restored}
            self.passage = scan(block.text, block.folded, close=block.close, **how)
        return self.passage

    def items(self) -> tuple[Item, ...]:
        """What the pattern book recognises in the passage."""
        if self.found is None:
            self.found = items_of(self.taken_apart())
        return self.found


class Walk:
    """Reads blocks in their order; ``claims`` and ``unread`` are what they said.

    ``unread`` are the numbers left aside in passages that may hold figures; with ``everything``
    also those of silent sections, and those that no figure can be ('masked').
    """

    def __init__(self, head: DocumentHead, *, silent: bool, everything: bool = False) -> None:
        self.claims: list[Claim] = []
        self.unread: list[Unread] = []
        self.heard: set[str] = set()
        """Features of the labels in all passages with numbers."""
        self._issuer, self._parent = head.issuer or "", head.parent or ""
        self._period = head.period
        self.period = plain_period(head.period.label) if head.period else ""
        """The document's own, plain."""
        self._everything = everything
        self._contexts: dict[int | None, Context] = {None: Context(silent=silent)}
        self._heirs: dict[int | None, _Heir] = {}
        self._siblings: dict[int | None, frozenset[str]] = {}
        self._told: dict[int | None, Scope | None] = {}
        """Whose all the figures of the block before at a level were, where they were of one."""
        self._of_level: dict[int, Scope] = {}
        """Numbered items with figures of one level, and whose these are."""
        self._ended: set[int | Context | None] = set()
        """Blocks with figures that announce nothing: what they counted is said and done."""
        self._leads: dict[int | None, tuple[str, Context, int]] = {}
        """Lines of a scope alone that lead those beside them, unless others stand below them."""
        self._parents: dict[int, int | None] = {}
        self._kin: dict[int | None, list[int]] = {}
        """The blocks right below each block that has some."""
        self._outline: list[int] = []
        self._ahead = Ahead()
        self.damaged: dict[int, Told] = {}
        """The blocks of damaged text that were read."""

    def visit(self, block: Block) -> None:
        """Read a block; one that holds no figure only waits to be asked for its context."""
        self._close(block)
        self._parents[block.index] = block.parent
        self._kin.setdefault(block.parent, []).append(block.index)
        above: int | Context | None = block.parent
        if self._leads:
            self._leads = {k: lead for k, lead in self._leads.items() if lead[2] != block.parent}
            style, led, _ = self._leads.get(block.parent, ("", None, -1))
            above = block.parent if led is None or style != block.style else led
        digit = _DIGIT.search(block.text) is not None
        beside, announces = self._siblings.get(block.parent), _announces(block, digit=digit)
        leads = block.style in _BULLETS and len(block.text) <= _SHORT
        loud = leads or digit or block.damaged or not is_quiet(block.folded)
        worth = announces or loud or (":" in block.text and len(block.text) <= _HEADING)
        heir = _Heir(block, above, beside, announces, worth, self._ahead.visit(block))
        if not heir.worth_reading:
            self._heirs[block.index] = heir
            return
        if loud and self._must_be_read(heir, leads):
            self._read_now(heir)
        else:
            self._heirs[block.index] = heir
            self._siblings[block.parent] = frozenset()
            self._told[block.parent] = None
        if self._everything and heir.passage is not None:
            self.unread += [
                Unread(block.index, block.text[start:end], start, end, f"masked:{name}")
                for start, end, name in heir.passage.masked
            ]

    def _close(self, block: Block) -> None:
        """Forget what stands below the block's parent: nobody will ask for it any more."""
        while self._outline and self._outline[-1] != block.parent:
            closed = self._outline.pop()
            self._heirs.pop(closed, None)
            self._contexts.pop(closed, None)
            self._siblings.pop(closed, None)
            self._told.pop(closed, None)
            self._leads.pop(closed, None)
        self._outline.append(block.index)

    def _must_be_read(self, heir: _Heir, leads: bool) -> bool:
        """Whether the block may hold a figure, or is a line that leads those beside it."""
        passage = heir.taken_apart()
        if not heir.announces:
            return may_hold_figure(passage)
        if heir.block.damaged or holds_number(passage):
            return True
        if leads:
            self._hear(heir)
        return leads and _names_only(heir.items())

    def _hear(self, heir: _Heir) -> None:
        self.heard |= {item.feature for item in heir.items() if item.role == "term"}

    def _read_now(self, heir: _Heir) -> None:
        block = heir.block
        context = self._inherited(heir)
        self._hear(heir)
        if context.silent and not self._everything:
            self._contexts[block.index] = context
            self._siblings[block.parent] = frozenset()
            return
        reader = self._reader(heir, context)
        self.claims += reader.claims
        self.unread += reader.unread
        self._contexts[block.index] = _handed_down(heir, context, reader)
        if reader.claims and not block.text.rstrip(" *_").endswith(":"):
            self._ended.add(block.index)
        if _only_scope(block, reader):
            self._leads[block.parent] = (block.style, self._contexts[block.index], block.index)
        self._siblings[block.parent] = reader.here.features if reader.claims else frozenset()
        whose = {claim.scope for claim in reader.claims}
        self._told[block.parent] = next(iter(whose)) if len(whose) == 1 else None
        levels = {scope for scope in whose if scope.name is None}
        if len(levels) == 1 and block.style[0] == "1":
            self._of_level[block.index] = levels.pop()

    def _reader(self, heir: _Heir, context: Context) -> Reader:
        """The block, read in its context."""
        block, passage = heir.block, heir.taken_apart()
        reader = Reader(
            block.index,
            block.text,
            in_order(heir.items(), context.order),
            context,
            partial(as_meant, issuer=self._issuer, parent=self._parent, damaged=block.damaged),
            damaged=block.damaged,
        )
        named = _HEADING if heir.announces else 0
        said = period_said(block.text, passage.masked, named, self._period)
        spoken = context.period if said is None else said or None
        reader.here.period = reader.base.period = spoken
        reader.periods = {
            **other_periods(block.text, passage.masked, self.period),
            **spans_of_days(block.text, passage.masked, self._period),
        }
        reader.read()
        if block.damaged:
            named = bool(reader.scopes_ever)
            told = Told(block.text, block.parent, block.style, reader.items, named)
            self.damaged[block.index] = told
        return reader

    def _context(self, above: int | Context | None) -> Context:
        """What the block of this number hands down."""
        if isinstance(above, Context):
            return above
        heir = self._heirs.pop(above, None)
        if heir is not None:
            self._contexts[above] = self._of_heir(heir)
        return self._contexts[above]

    def _of_heir(self, heir: _Heir) -> Context:
        """What a block without a figure hands down: its own context, or what it announces."""
        if not heir.worth_reading:
            return self._context(heir.above)
        heir.taken_apart()
        context = self._inherited(heir)
        if heir.announces:
            return _handed_down(heir, context, self._reader(heir, context))
        context.weak = context.weak or heir.block.style[0] in "I1aA"
        return context

    def _inherited(self, heir: _Heir) -> Context:
        """The context in which a block is read."""
        block = heir.block
        context = self._context(heir.above).copy()
        grouped = block.style in _BULLETS or block.style == "a"
        if not context.features and heir.beside is not None and grouped:
            context.features, context.weak = heir.beside, True
        if block.style == "plain" and isinstance(heir.above, int) and not self._goes_on(heir):
            groups = grammar().classes["group"]
            context.features -= groups
            if self._is_last_of_list(heir.above):
                self._leave_list(context, heir.above)
            elif self._says_level(heir.above) and not context.scoped:
                context.scope, context.scoped = self._of_level[heir.above], True
        told = self._told.get(block.parent)
        if told is not None and not context.scoped and self._begins_inside(heir):
            context.scope, context.scoped = told, True
        silent = heir.ahead or is_silent_heading(block, heir.passage)
        context.silent = context.silent or silent
        return context

    def _leave_list(self, context: Context, last: int) -> None:
        """What stands behind a list of fields or units is of none of them, and names none."""
        lead = self._parents[last]
        whole = self._context(lead)
        if context.scope.level in ("field", "unit"):
            context.scope, context.scoped = whole.scope, whole.scoped
        if whole.below is not None:
            context.below = self._context(self._parents[lead]).below if lead is not None else None

    def _says_level(self, index: int) -> bool:
        """Whether the item's figures are one level's, and so what stands below it unmarked."""
        return index in self._of_level and not self._is_last_of_list(index)

    def _is_last_of_list(self, index: int) -> bool:
        """Whether the item ends a list of which no item before it had anything below."""
        kin = self._kin[self._parents[index]]
        return len(kin) > 1 and all(other not in self._kin for other in kin[:-1])

    def _goes_on(self, heir: _Heir) -> bool:
        """Whether it stands under a heading or an announcing item, or begins with 'trong đó'."""
        if heir.above not in self._ended:
            return True
        return self._begins_inside(heir)

    def _begins_inside(self, heir: _Heir) -> bool:
        """'Trong đó …': what was told before is split."""
        begins = next((i for i in heir.items() if i.role != "sign"), None)
        return begins is not None and begins.role == "inside"


def _announces(block: Block, *, digit: bool) -> bool:
    """A heading, or an item that ends with a colon: what it names holds for what is below."""
    if len(block.text) > _HEADING:
        return False
    if block.style[0] in "I1aA#" or block.text.rstrip(" *_").endswith(":"):
        return True
    return not digit and len(block.text) <= _SHORT


def _names_only(items: tuple[Item, ...]) -> bool:
    """Nothing but scopes and signs."""
    return not any(i.role in ("word", "term", "number") for i in items)


def _only_scope(block: Block, reader: Reader) -> bool:
    """'• UBND huyện' alone on its line leads the items beside it up to the next such line."""
    if reader.claims or not reader.scopes_ever or block.style not in _BULLETS:
        return False
    return _names_only(reader.items) and len(block.text) <= _SHORT


def _handed_down(heir: _Heir, context: Context, reader: Reader) -> Context:
    """What the passages below this one inherit: a heading's scope, an item's group."""
    passed = reader.here.copy() if reader.claims or heir.announces else context.copy()
    if not reader.claims and heir.block.style[0] in "I1aA":
        passed.weak = True  # a heading's verb is no figure's: 'Kết quả giải quyết hồ sơ'
    if heir.announces:
        passed.headed = frozenset() if reader.claims else headed(reader.items)
        hand_order(passed, order_of(reader.items), context)
    if not reader.claims and tells_two_spans(heir.block.text, reader.items):
        passed.period = context.period
    if not (heir.announces or _is_labelled(heir.block, reader)) or (
        len(_different(reader.scopes_ever)) > 1
    ):
        passed.scope, passed.scoped = context.scope, context.scoped
    return passed


def _is_labelled(block: Block, reader: Reader) -> bool:
    """Whether a lettered item opens with whose all its figures are: 'a) Cấp tỉnh: thụ lý …'."""
    label, colon, _ = block.text.partition(":")
    if block.style != "a" or not colon or len(label) > _LABEL or "\n" in label:
        return False
    scopes = {claim.scope for claim in reader.claims}
    return len(scopes) == 1 and scopes == {reader.here.scope}


def _different(scopes: list[Scope]) -> set[tuple[str, str | None]]:
    return {(scope.level, scope.name) for scope in scopes}
