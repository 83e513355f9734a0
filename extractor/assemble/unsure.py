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

from extractor.assemble.claims import WHOLE, Claim
from extractor.match.items import Item
from extractor.match.scopes import HOUSES
from extractor.models import Scope

DISPUTED, FIRST = "text-disputed", "text-first"
BESIDE, MISHEARD = "text-beside", "text-misheard"
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


OWN = ("whole", "self", "own")
"""Levels of phrases that may be the reporter's own."""
Place = tuple[int | None, str]
"""A block's parent and its style: blocks of one list; (block, '') where it stands alone."""


class Unsure:
    """Sees all the claims of a document; answers which case of doubt each is."""

    def __init__(
        self, claims: Sequence[Claim], blocks: Mapping[int, Told], strange: Callable[[str], bool]
    ) -> None:
        self._blocks = blocks
        self._named = {n: [*_scopes(block, strange)] for n, block in blocks.items()}
        self._own: dict[int, int] = {}
        """Block → where it first says for certain that it tells of all or of who reports."""
        for number, named in self._named.items():
            own = (i.start for i, odd in named if not (i.cost or odd) and _is_own(i.scope))
            if (start := next(own, None)) is not None:
                self._own[number] = start
        self._told: dict[object, list[int | Decimal]] = {}
        """What → its value where it is told first, the least and the greatest."""
        self._parts: dict[str, dict[Scope, int]] = defaultdict(dict)
        """Metric → level → its value."""
        self._under: dict[int, list[Claim]] = defaultdict(list)
        """Block → the claims in and below it."""
        for claim in claims:
            first, least, most = self._told.get(_key(claim), [claim.value] * 3)
            self._told[_key(claim)] = [first, min(least, claim.value), max(most, claim.value)]
            if _is_level(claim):
                self._parts[claim.metric][claim.scope] = int(claim.value)
            for block in self._chain(claim.block):
                self._under[block].append(claim)
        self._disputed = self._in_dispute(claims)
        self._lost = self._without_scope()

    def case(self, claim: Claim) -> str:
        """'' where nothing shows that its scope was lost."""
        if self._is_disputed(claim) or self._place(claim) in self._disputed:
            return DISPUTED
        lost = not self._lost.isdisjoint(self._chain(claim.block))
        if lost and claim.scope == WHOLE and not self._names_its_own(claim):
            return BESIDE
        if self._is_first(claim):
            return FIRST
        return MISHEARD if self._is_misheard(claim) else ""

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
                if self._under[number] and not self._blocks[number].scoped:
                    listed = self._blocks[number].style != "plain"
                    near = FAR if listed else 1
                    beside = [*row[max(0, at - near) : at], *row[at + 1 : at + 1 + near]]
                    if any(self._counts_alike(number, other) for other in beside):
                        lost.add(number)
        return lost

    def _counts_alike(self, number: int, other: int) -> bool:
        """Whether one block's figures of all seem to be of a level as the other's are."""
        theirs = {claim.metric for claim in self._under[other] if _is_level(claim)}
        return any(
            claim.scope == WHOLE
            and claim.metric in theirs
            and claim.value != sum(self._parts[claim.metric].values())
            for claim in self._under[number]
        )

    def _names_its_own(self, claim: Claim) -> bool:
        """Whether its passage says 'toàn huyện' or who reports, and that was read for certain."""
        own = self._own.get(claim.block)
        return own is not None and own < claim.start

    def _is_misheard(self, claim: Claim) -> bool:
        """Whether the scope named last is only like one, or a name's, and by a strange word."""
        item, strange = self._named_before(claim) or (None, False)
        return item is not None and strange and (item.cost > 0 or claim.scope.name is not None)

    def _named_before(self, claim: Claim) -> tuple[Item, bool] | None:
        """The scope named last before a claim or above it, and whether by a strange word."""
        for number in self._chain(claim.block):
            named = self._named[number]
            start = claim.start if number == claim.block else None
            at = len(named) if start is None else bisect_left(named, start, key=_starts)
            if at:
                return named[at - 1]
        return None


def _scopes(block: Told, strange: Callable[[str], bool]) -> Iterator[tuple[Item, bool]]:
    """The scopes that a block names, and whether a strange word stands beside each."""
    for at, item in enumerate(block.items):
        if item.scope is not None:
            near = (*block.items[max(0, at - 1) : at], *block.items[at + 1 : at + 2])
            words = (i for i in near if i.role == "word" and not i.feature)
            yield item, any(strange(block.text[word.start : word.end]) for word in words)


def _starts(named: tuple[Item, bool]) -> int:
    return named[0].start


def _key(claim: Claim) -> object:
    return claim.scope, claim.metric, claim.period


def _is_own(scope: Scope | None) -> bool:
    """'Toàn huyện', 'UBND huyện', 'Trung tâm'."""
    return scope is not None and (scope.level in OWN or scope.level in HOUSES)


def _is_level(claim: Claim) -> bool:
    return claim.scope != WHOLE and claim.scope.name is None
