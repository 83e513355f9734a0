"""Whose a figure of a garbled text is may be lost with a heading; what shows that it was.

'- Cap x, phudng:' is no heading any more, and what stands below it seems to be of all. It shows
where one and the same figure is told twice and differently, and where the passage beside it counts
the same of a level. No sum can tell: those of others add up as well.
Knows claims, and what the blocks above them named; no phrase.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import dropwhile, takewhile
from typing import NamedTuple

from extractor.assemble.claims import WHOLE, Claim
from extractor.assemble.garbled import is_loose
from extractor.assemble.halves import is_half
from extractor.book.metrics import metrics
from extractor.match.items import Item
from extractor.match.scopes import HOUSES
from extractor.models import Scope

DISPUTED, FIRST = "text-disputed", "text-first"
BESIDE, MISHEARD = "text-beside", "text-misheard"
SPLIT, HALF = "text-split", "text-half"
"""Cases of ``patterns/doubts-text.toml``."""
FEW = 2
FAR = 4
"""Items of a list that are compared; passages without a mark only with the next."""
SHARE = 0.3
"""Figures told differently elsewhere, and their share in a passage, from which all of it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """A block of damaged text, as it was read."""

    text: str
    parent: int | None
    style: str
    items: tuple[Item, ...]
    scoped: bool
    """It named a scope that is not the reporter's own."""


FLOW = ("received", "resolved", "pending")
"""Groups of which every account tells."""
_WORD = 2
"""Letters of a word that is no mark of an item."""
_MARKS = frozenset(".,;:()-+*")
"""Signs that may stand in a block's opening words."""
OWN = ("whole", "self", "own")
"""Levels of phrases that may be the reporter's own."""
Place = tuple[int | None, str]
"""A block's parent and its style: blocks of one list; (block, '') where it stands alone."""


class Named(NamedTuple):
    """A scope that a block names, and how what stands around it was read."""

    item: Item
    beside: bool
    """A strange word stands beside it."""
    between: bool
    """One stands between it and a scope of another level: 'Cấp tỉnh: Trung tâm … của các sở' is of
    the first, and with a word of the centre's name lost would be of the second."""


class Unsure:
    """Sees all the claims of a document; answers which case of doubt each is."""

    def __init__(
        self, claims: Sequence[Claim], blocks: Mapping[int, Told], strange: Callable[[str], bool]
    ) -> None:
        self._blocks = blocks
        self._strange = strange
        self._named = {n: [*_scopes(block, strange)] for n, block in blocks.items()}
        self._own: dict[int, int] = {}
        """Block → where it first says for certain that it tells of all or of who reports."""
        for number, named in self._named.items():
            sure = not _opens_oddly(blocks[number])
            own = (
                i.start for i, odd, _ in named if sure and not (i.cost or odd) and _is_own(i.scope)
            )
            if (start := next(own, None)) is not None:
                self._own[number] = start
        self._told: dict[object, list[int | Decimal]] = {}
        """What → its value where it is told first, the least and the greatest."""
        self._parts: dict[str, dict[Scope, int]] = defaultdict(dict)
        """Metric → level → its value."""
        self._units: dict[str, dict[Scope, int]] = defaultdict(dict)
        """The same of units that were named."""
        self._under: dict[int, list[Claim]] = defaultdict(list)
        """Block → the claims in and below it."""
        for claim in claims:
            first, least, most = self._told.get(_key(claim), [claim.value] * 3)
            self._told[_key(claim)] = [first, min(least, claim.value), max(most, claim.value)]
            if _is_others(claim):
                parts = self._parts if _is_level(claim) else self._units
                parts[claim.metric][claim.scope] = int(claim.value)
            for block in self._chain(claim.block):
                self._under[block].append(claim)
        self._flows: dict[Scope, set[str]] = defaultdict(set)
        """Whose → the groups that are told of it."""
        for claim in claims:
            self._flows[claim.scope].update(g for g in FLOW if claim.metric.startswith(f"{g}."))
        self._places: dict[int, dict[int, int]] = {}
        """Block → where an item begins → its index."""
        self._halves = self._of_half_a_label(claims)
        self._disputed = self._in_dispute(claims)
        self._doubted = {
            (c.block, c.scope, c.metric)
            for c in claims
            if c.scope == WHOLE and c.metric.startswith(FLOW) and self._is_disputed(c)
        }
        """Wholes told otherwise elsewhere: their parts are of the same body as they."""
        self._lost = self._without_scope()

    def case(self, claim: Claim) -> str:
        """'' where nothing shows that its scope was lost."""
        if self._is_disputed(claim) or self._place(claim) in self._disputed:
            return DISPUTED
        if (claim.block, claim.scope, metrics()[claim.metric].of) in self._doubted:
            return DISPUTED
        lost = not self._lost.isdisjoint(self._chain(claim.block))
        if lost and claim.scope == WHOLE and not self._names_its_own(claim):
            return BESIDE
        if self._is_split(claim.scope):
            return SPLIT
        if (claim.block, claim.start) in self._halves:
            return HALF
        if self._is_first(claim):
            return FIRST
        return MISHEARD if self._is_misheard(claim) else ""

    def _is_split(self, scope: Scope) -> bool:
        """Whether of a level only that is told which the account of all lacks.

        'Tiếp nhận 900, giải quyết 800 hồ sơ. Còn 100 hồ sơ tại các sở': one account, not two.
        """
        if scope == WHOLE or scope.level in ("field", "unit"):
            return False
        mine, all_ = self._flows[scope], self._flows[WHOLE]
        return bool(mine and all_) and mine.isdisjoint(all_)

    def _of_half_a_label(self, claims: Sequence[Claim]) -> set[tuple[int, int]]:
        """Block and place of the claims of which half the label was lost, and of their rates."""
        found: set[tuple[int, int]] = set()
        last: Claim | None = None
        for claim in sorted(claims, key=lambda c: (c.block, c.start)):
            rate = last is not None and last.block == claim.block and claim.metric.endswith("_rate")
            taken = last is not None and (last.block, last.start) in found
            if self._is_half(claim) or (rate and taken):
                found.add((claim.block, claim.start))
            last = claim
        return found

    def _is_half(self, claim: Claim) -> bool:
        block = self._blocks.get(claim.block)
        if block is None:
            return False
        if claim.block not in self._places:
            numbers = (n for n, item in enumerate(block.items) if item.role == "number")
            self._places[claim.block] = {block.items[n].start: n for n in numbers}
        at = self._places[claim.block].get(claim.start)
        return at is not None and is_half(block.items, at, block.text)

    def _chain(self, block: int | None) -> Iterator[int]:
        """The block and those above it."""
        while block is not None and block in self._blocks:
            yield block
            block = self._blocks[block].parent

    def _is_disputed(self, claim: Claim) -> bool:
        """Whether told otherwise, and not first: of a level, or of all and the most."""
        first, _, most = self._told[_key(claim)]
        return claim.value != first or (claim.scope == WHOLE and first != most)

    def _is_first(self, claim: Claim) -> bool:
        """Whether it is told otherwise further on."""
        _, least, most = self._told[_key(claim)]
        return least != most

    def _place(self, claim: Claim) -> tuple[Place, Scope]:
        block = self._blocks.get(claim.block)
        listed = block is not None and block.style != "plain"
        place = (block.parent, block.style) if block and listed else (claim.block, "")
        return place, claim.scope

    def _in_dispute(self, claims: Sequence[Claim]) -> set[tuple[Place, Scope]]:
        """The passages of which many figures are told otherwise elsewhere."""
        seen: dict[tuple[Place, Scope], list[bool]] = defaultdict(list)
        for claim in claims:
            seen[self._place(claim)].append(self._is_disputed(claim))
        return {
            place
            for place, told in seen.items()
            if sum(told) >= FEW and sum(told) >= SHARE * len(told)
        }

    def _without_scope(self) -> set[int]:
        """Blocks that name none, and one beside them counts the same of a level."""
        lists: dict[Place, list[int]] = defaultdict(list)
        for number, block in self._blocks.items():
            lists[block.parent, block.style].append(number)
        lost: set[int] = set()
        for row in lists.values():
            for at, number in enumerate(row):
                if self._under[number] and not self._is_scoped(number):
                    listed = self._blocks[number].style != "plain"
                    near = FAR if listed else 1
                    beside = [*row[max(0, at - near) : at], *row[at + 1 : at + 1 + near]]
                    whose = _is_others if _opens_oddly(self._blocks[number]) else _is_level
                    if any(self._counts_alike(number, other, whose) for other in beside):
                        lost.add(number)
        return lost

    def _is_scoped(self, number: int) -> bool:
        """Whether a block named a scope ahead of its first figure.

        What is only like 'cả xã' may have been 'các xã'.
        """
        block, named = self._blocks[number], self._named[number]
        own = [claim.start for claim in self._under[number] if claim.block == number]
        first = min(own, default=len(block.text))
        ahead = [n.item for n in named if n.item.start < first]
        if not block.scoped or (own and named and not ahead):
            return False
        like = all(
            i.cost and i.scope == WHOLE and block.text.count(" ", i.start, i.end) < FEW
            for i in ahead
        )
        return not (ahead and like)

    def _counts_alike(self, number: int, other: int, whose: Callable[[Claim], bool]) -> bool:
        """Whether one block's figures of all seem to be of a body as the other's are."""
        theirs = {claim.metric for claim in self._under[other] if whose(claim)}
        return any(
            claim.scope == WHOLE
            and claim.metric in theirs
            and all(
                claim.value != sum(t[claim.metric].values()) for t in (self._parts, self._units)
            )
            for claim in self._under[number]
        )

    def _names_its_own(self, claim: Claim) -> bool:
        """Whether its passage says 'toàn huyện' or who reports, and that was read for certain."""
        own = self._own.get(claim.block)
        return own is not None and own < claim.start

    def _is_misheard(self, claim: Claim) -> bool:
        """Whether the scope named last is only like one, or a name's, and by a strange word."""
        named = self._named_before(claim)
        if named is None or named.item.scope is None:
            return False
        if named.between and named.item.cost and named.item.scope.level == claim.scope.level:
            return True
        return named.beside and (named.item.cost > 0 or claim.scope.name is not None)

    def _named_before(self, claim: Claim) -> Named | None:
        """The scope named last before a claim or above it."""
        for number in self._chain(claim.block):
            named = self._named[number]
            start = claim.start if number == claim.block else None
            at = len(named) if start is None else bisect_left(named, start, key=_starts)
            if at:
                return named[at - 1]
        return None


def _scopes(block: Told, strange: Callable[[str], bool]) -> Iterator[Named]:
    """The scopes that a block names, left to right."""
    odd = [_is_odd(block, strange, item) for item in block.items]
    last: tuple[int, Scope] | None = None
    for at, item in enumerate(block.items):
        if item.role == "number":
            last = None
        if item.scope is not None:
            beside = odd[max(0, at - 1)] or any(odd[at + 1 : at + 2])
            beside = beside or _is_listed_oddly(block, odd, at) or _is_place(block, at)
            apart = last is not None and last[1].level != item.scope.level
            yield Named(item, beside, apart and any(odd[last[0] if last else at : at]))
            last = at, item.scope


def _is_listed_oddly(block: Told, odd: Sequence[bool], at: int) -> bool:
    """'Dat dai, môi trường: 14' a strange word and a comma before it: two of one name."""
    return at > 1 and block.items[at - 1].text == "," and odd[at - 2]


def _is_place(block: Told, at: int) -> bool:
    """'Tại quầy của Trung tâm, Sd thụ lý 412': somebody else is the subject behind its comma."""
    ahead = block.items[at + 1 : at + 4]
    if [i.text for i in ahead[:1]] != [","] or [i.role for i in ahead[1:]] != ["word", "term"]:
        return False
    return is_loose(ahead[1]) and block.text[ahead[1].start].isupper()


def _is_odd(block: Told, strange: Callable[[str], bool], item: Item) -> bool:
    """Whether a word is of no phrase and none that stands between any label and its number."""
    return item.role == "word" and not item.feature and strange(block.text[item.start : item.end])


def _starts(named: Named) -> int:
    return named.item.start


def _key(claim: Claim) -> object:
    return claim.scope, claim.metric, claim.period


def _is_own(scope: Scope | None) -> bool:
    """'Toàn huyện', 'UBND huyện', 'Trung tâm'."""
    return scope is not None and (scope.level in OWN or scope.level in HOUSES)


def _opens_oddly(block: Told) -> bool:
    """Whether a word of no phrase stands before its first label: perhaps the name of somebody.

    Behind the block's mark; not before a date. In a heading, which has no number, anywhere.
    """
    items = [*dropwhile(lambda i: i.role != "word" or len(i.text) < _WORD, block.items)]
    opens = [*takewhile(lambda i: i.role == "word" or i.text in _MARKS, items)]
    behind = items[len(opens) : len(opens) + 1]
    if all(item.role != "number" for item in items):
        return any(map(is_loose, items))
    return any(map(is_loose, opens)) and not any(item.text[:1].isdigit() for item in behind)


def _is_others(claim: Claim) -> bool:
    return claim.scope != WHOLE and claim.scope.level != "field"


def _is_level(claim: Claim) -> bool:
    return claim.scope != WHOLE and claim.scope.name is None
