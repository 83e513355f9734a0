"""How well what stands around a number on a page image could be read.

Its digits may be beyond doubt and its name or its scope lost all the same: under a stamp, in a
heading nobody can read, behind a label of another number that was not met. Tells cases apart;
what each is worth was counted (:mod:`extractor.book.doubts`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from extractor.assemble import garbled
from extractor.assemble.claims import Claim, Unread
from extractor.assemble.unsure import Told, Unsure
from extractor.models import CleanPage
from extractor.repair.smudges import Span, smudges
from extractor.repair.syllables import KINDS, Kind
from extractor.segment import Block, Piece

MUCH = 3
"""Unreadable words in the headings above a passage from which its scope may be lost."""
ROUGH = 0.025
"""Share of a page's words that could not be read, from which also what was read is worth less."""
YEARS = range(1990, 2051)
_OPENING = re.compile(r"\W*(?:\d+(?:\.\d+)*[.)/]\s)?\D+")
"""What stands before the first number of a passage, its mark apart."""
_TORN = re.compile(r"\d[.,]? [.,]?\d")
"""Two numbers side by side: nothing is printed so but one number with a sign read as a blank."""


class Around:
    """Sees every passage of a document, and says of each claim how clear its surroundings are."""

    def __init__(self, pages: Sequence[CleanPage]) -> None:
        self._pages = pages
        self._smudges: dict[int, tuple[Span, ...]] = {}
        self._own: dict[int, int] = {}
        """Block → unreadable words in it."""
        self._above: dict[int, int] = {}
        """The same of all blocks above it in the outline."""
        self._before: dict[int, int] = {}
        """The same of the block that comes before it."""
        self._last = 0

    def visit(self, block: Block) -> None:
        """One more passage, in the document's order."""
        if not block.worn:
            self._last = 0
            return
        own = sum(len(self._within(piece)) for piece in block.pieces)
        parent = block.parent
        self._own[block.index], self._before[block.index] = own, self._last
        if parent is not None:
            self._above[block.index] = self._above.get(parent, 0) + self._own.get(parent, 0)
        self._last = own

    def _within(self, piece: Piece) -> tuple[Span, ...]:
        found = self._smudges.get(piece.page)
        if found is None:
            found = self._smudges[piece.page] = smudges(self._pages[piece.page])
        first = bisect_left(found, piece.start, key=lambda span: span[1])
        return found[first : bisect_left(found, piece.end, key=lambda span: span[0])]

    def told(
        self,
        claims: Sequence[Claim],
        blocks: dict[int, Block],
        unread: Iterable[Unread],
        damaged: Mapping[int, Told],
    ) -> list[Claim]:
        """The claims, those from page images and garbled text with the name of their case."""
        unsure = Unsure(claims, damaged, garbled.is_strange)
        left = Counter(u.block for u in unread if not u.reason.startswith("masked"))
        return [
            claim._replace(
                clarity=self._case(claim, blocks[claim.block], left[claim.block], unsure)
            )
            if blocks[claim.block].worn or self._is_garbled(blocks[claim.block])
            else claim
            for claim in claims
        ]

    def _is_garbled(self, block: Block) -> bool:
        """Whether the letters of its text are not the page's."""
        return block.damaged and self._pages[block.pieces[0].page].health.quality == "poor"

    def _case(self, claim: Claim, block: Block, unread: int, unsure: Unsure) -> str:
        if not block.worn:
            return unsure.case(claim) or garbled.case(claim, unread, block.text)
        if any(self._no_word(word, block) for word in (claim.scope.name or "").split()):
            return "unnamed"
        if len(claim.printed) == 4 and claim.value in YEARS:
            return "year"
        if _TORN.search(block.text[max(0, claim.start - 3) : claim.end + 3]):
            return "torn"
        smudged = self._up_to(block, claim.end)
        if smudged and not self._is_apart(claim, block):
            return "dark" if smudged > 1 else "smudged"
        if self._above.get(block.index, 0) >= MUCH:
            return "below-dark"
        if smudged:
            return "apart"
        rough = "-rough" if self._is_rough(block.pieces[0].page) else ""
        if self._before.get(block.index, 0):
            return f"beside{rough}"
        if claim.cost:
            return f"slip{rough}"
        return ("unread" if unread else "clear") + rough

    def _no_word(self, word: str, block: Block) -> bool:
        """Whether a word of a name cannot be one: it could not be read, or is a nought for 'ở'."""
        if word == "0":
            return True
        if KINDS[word] is not Kind.BAD:
            return False
        pages = range(max(0, block.pieces[0].page - 1), block.pieces[-1].page + 1)
        return any(word in self._unread(page) for page in pages)

    def _unread(self, page: int) -> set[str]:
        """The words of a page that could not be read."""
        text = self._pages[page].text
        if page not in self._smudges:
            self._smudges[page] = smudges(self._pages[page])
        return {part for a, b in self._smudges[page] for part in text[a:b].split()}

    def _is_rough(self, page: int) -> bool:
        words = self._pages[page].page.words
        return len(self._smudges.get(page, ())) >= ROUGH * max(len(words), 1)

    def _is_apart(self, claim: Claim, block: Block) -> bool:
        """Whether it was read what opens the passage, and all of the figure's own words.

        What stands between other figures tells of those.
        """
        opening = _OPENING.match(block.text)
        stretches = [(claim.quote_start, claim.quote_end)]
        if opening is not None:
            stretches.append((0, opening.end()))
        pieces = (piece for start, end in stretches for piece in block.places(start, end))
        return not any(self._within(piece) for piece in pieces)

    def _up_to(self, block: Block, end: int) -> int:
        """Unreadable words of the passage up to the end of a number."""
        last = block.place(end - 1, end)
        count = 0
        for piece in block.pieces:
            within = self._within(piece)
            if piece.page == last.page:
                return count + sum(start < last.end for start, _ in within)
            count += len(within)
        return count
