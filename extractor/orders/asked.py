"""A clause with what was found in it, and the order that it holds.

Shapes only: what tells is known to :mod:`extractor.orders.telling`, what orders to
:mod:`extractor.orders.duties` and :mod:`extractor.orders.bound`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.book.orders import order_words
from extractor.orders.outline import Part
from extractor.orders.words import Said, folded_words
from extractor.text import fold


@dataclass(frozen=True, slots=True)
class Governed:
    """A clause that orders: who is told, as a span of the passage, and where the duty begins."""

    actor: tuple[int, int] | None
    begins: int
    told: bool
    """By an order, not by itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause with what was found in it; offsets are those of the passage."""

    text: str
    start: int
    end: int
    said: Sequence[Said]
    aims: Sequence[int]
    """Places of targets."""
    days: Sequence[tuple[int, int]]
    part: Part
    item: bool
    """The passage is an item of a list."""
    led: bool
    """It is known already who is told, by a heading or the sentence before."""
    asks: bool = False
    """A heading asks them for it."""


def is_past(asked: Asked, said: Said) -> bool:
    """'đã', 'đang', 'qua kiểm tra': how it is, or was."""
    return fold(asked.text[said.start : said.end]) in folded_words(order_words().past)
