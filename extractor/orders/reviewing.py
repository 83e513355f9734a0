"""Numbers that a document's passages say were found, each at its place on the page.

Knows passages and the lead that a list stands under; the words are known to :mod:`.inspected`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.models import CleanPage, Inspected
from extractor.orders.inspected import Found, find_inspected, last_counted
from extractor.orders.passage import REVIEW, Passage, is_reviewed, tells_findings
from extractor.orders.quoted import quoted, text_of


class Reviewing:
    """Collects what passages tell; a number that was told before is not told again."""

    def __init__(self, pages: Sequence[CleanPage]) -> None:
        self.inspected: list[Inspected] = []
        self.reviewed: list[Inspected] = []
        """Those that the page itself says an inspection or a review found."""
        self._pages = pages
        self._counted: dict[int | None, str | None] = {}
        """What the lead of a list counted last."""

    def read(
        self,
        passage: Passage,
        ordered: Sequence[tuple[int, int]],
        parent: int | None,
        *,
        told: bool,
        ahead: bool,
    ) -> None:
        """``ordered``: spans of orders in it. ``told``: it stands where findings are told.

        ``ahead``: it stands ahead of all orders.
        """
        seen = {(one.metric, one.value) for one in self.inspected}
        told = told or bool(passage.past) or tells_findings(passage)
        lead = self._counted.get(parent)
        found = list(find_inspected(passage.text, ordered, told=told, ahead=ahead, last=lead))
        if passage.text.rstrip(" \n*_").endswith(":"):
            self._counted[passage.block.index] = last_counted(passage.text, found)
        for number in found:
            if (number.metric, number.value) in seen:
                continue
            seen.add((number.metric, number.value))
            one = self._placed(passage, number)
            self.inspected.append(one)
            if is_reviewed(passage.folded[max(0, number.start - REVIEW) : number.start]):
                self.reviewed.append(one)

    def _placed(self, passage: Passage, found: Found) -> Inspected:
        span = quoted(
            self._pages, passage.block, found.quote_start, found.quote_end, holds=found.start
        )
        return Inspected(
            metric=found.metric,
            value=found.value,
            printed=passage.text[found.start : found.end],
            quote=text_of(self._pages, span),
            page=span.page,
            start=span.start,
            end=span.end,
        )
