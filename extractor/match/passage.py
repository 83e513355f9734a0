"""What a passage is made of for the grammar: its items, and its tokens before they are items.

Only shapes; nothing is recognised here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.match.tokens import Tokens
from extractor.models import Scope

Role = Literal["term", "scope", "number", "zero", "inside", "sign", "word"]


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Item:
    """One thing in a passage, at ``text[start:end]``."""

    role: Role
    start: int
    end: int
    text: str
    """Folded words for a word or sign; the print for a number."""
    feature: str = ""
    scope: Scope | None = None
    weak: bool = False
    cost: float = 0.0


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Scan:
    """A passage's tokens, and the numbers that were set aside with the reason."""

    text: str
    damaged: bool
    seen: Tokens
    free: Tokens
    """``seen``, the numbers that were set aside made signs."""
    masked: tuple[tuple[int, int, str], ...]
    worn: bool = False
    """Read from an image: any mark may be misread."""

    def set_aside(self, mask: str) -> list[tuple[int, int]]:
        """What was set aside with this reason."""
        if not self.masked:
            return []
        return [(start, end) for start, end, name in self.masked if name == mask]
