"""Which passages tell of the time to come: plans and targets, and no figure of any period.

By the heading they stand under, or by the line or sentence without a mark that leads them.
Knows marks and the headings of the pattern book; nothing of the numbers there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.book.notfigures import leading_words, our_matter, section_headings
from extractor.match.items import Scan
from extractor.match.phrases import find
from extractor.match.tokens import Tokens, tokens
from extractor.segment import Block

_HEADING = 200
"""Longest passage that may be such a heading."""
_LEAD = 320
"""Longest sentence that may lead a list of what is to be done."""
_FIRST = re.compile(r"[\W_]*(?:I|A|a|1|1(?:\.1)*)[.)]")
"""The mark with which a numbering begins anew."""
_MATTER, _AHEAD, _PAST = 0, 1, 1
"""Owners in the pattern book: of headings, and of words that lead."""
_ENDS = (".", ";", ",", "!", "?")


def is_silent_heading(block: Block, passage: Scan | None = None) -> bool:
    """A heading under which numbers are plans or of another matter."""
    if len(block.text) > _HEADING or block.style[0] not in "I1aA":
        return False
    if not (block.damaged or _may_head().search(block.folded)):
        return False
    seen = passage.seen if passage is not None else None
    if seen is None:
        seen = tokens(block.text, damaged=block.damaged, restored=block.restored)
    return _heads(seen, (_MATTER, _AHEAD), damaged=block.damaged)


def _heads(seen: Tokens, owners: Sequence[int], *, damaged: bool, behind: int = 1) -> bool:
    """Whether such a heading begins at the first words or ``behind`` the name of a part."""
    opening, headings = seen.words(14), section_headings()
    if not damaged and headings.words.keys().isdisjoint(opening.folded[: behind + 1]):
        return False
    hits = find(headings, opening, damaged=damaged)
    heads = [hit for hit in hits if hit.first <= behind and hit.owner in owners]
    if any(hit.owner == _AHEAD for hit in heads) and _tells_results(opening, damaged):
        return False
    if any(hit.owner == _AHEAD for hit in heads):
        return True  # of both it is only what 'Tiếp công dân và giải quyết TTHC' heads
    return bool(heads) and not find(our_matter(), opening, damaged=damaged)


@cache
def _may_head() -> re.Pattern[str]:
    """Found in every folded text with such a heading: few have it, and the others are left."""
    return re.compile(section_headings().openings())


@cache
def _may_lead() -> re.Pattern[str]:
    """The same of the words that lead, and of headings."""
    return re.compile(f"{leading_words().openings()}|{section_headings().openings()}")


def _tells_results(opening: Tokens, damaged: bool) -> bool:
    """'Chỉ tiêu được giao và kết quả đến nay: …': what was set stands beside what was achieved."""
    return any(hit.owner == _PAST for hit in find(leading_words(), opening, damaged=damaged))


class Ahead:
    """Told of each block in turn: whether it stands under a line that tells of the time to come.

    Such a line has no mark, so that nothing hangs below it in the outline. A heading holds up to
    the next heading without a mark, or the mark that goes on with the numbering before it; a
    sentence with a colon holds for the list behind it.
    """

    def __init__(self) -> None:
        self._heading = False
        self._begun: set[str] = set()
        """Styles whose numbering began under the heading."""
        self._lead: Block | None = None
        self._items = ""
        """The style of the list that the lead leads; '' until it begins."""

    def visit(self, block: Block) -> bool:
        """Whether the block stands under such a line, or is one."""
        may_lead = block.style == "plain" or not block.style[0].isalnum()
        if may_lead and self._opens(block):
            return True
        if self._lead is not None:
            return self._led(block) or self._headed(block)
        return self._headed(block)

    def _opens(self, block: Block) -> bool:
        """A heading or a lead of what is to be done; another heading ends the one before."""
        text = block.text.rstrip(" *_")
        colon = text.endswith(":")
        if len(text) > (_LEAD if colon else _HEADING) or text.endswith(_ENDS):
            return False
        folded = block.folded[: len(text)]
        if not (block.damaged or _may_lead().search(folded)):
            if block.style == "plain" and text.isupper():
                self._heading = False
            return False
        seen = tokens(text, folded, damaged=block.damaged, restored=block.restored)
        found = find(leading_words(), seen, damaged=block.damaged)
        part = max((h.last for h in found if h.owner == 2 and h.first == 0), default=0)
        # a part or a line in capitals also heads what is of another matter
        kinds = (_MATTER, _AHEAD) if part or text.isupper() else (_AHEAD,)
        ahead = _heads(seen, kinds, damaged=block.damaged, behind=part)
        if block.style == "plain" and (not colon or text.isupper()):
            if ahead:
                self._heading, self._begun, self._lead = True, set(), None
                return True
            if part or text.isupper() or any(h.owner == 3 and h.first == 0 for h in found):
                self._heading = False
        led = ahead or any(h.owner == 0 for h in found)
        if colon and led and all(h.owner != 1 for h in found):
            self._lead, self._items = block, ""
            return True
        return False

    def _led(self, block: Block) -> bool:
        """An item of the list behind a lead; anything of an outer rank ends the list."""
        lead = self._lead
        assert lead is not None
        inner = block.style != "plain" and block.style != lead.style
        if not self._items:
            self._items = block.style if inner else "plain"
            inner = True
        elif block.style[0] in "IA1a" and block.style != self._items:
            inner = block.style[0] == "a" or block.style.startswith(self._items)
        if not inner:
            self._lead = None
        return inner

    def _headed(self, block: Block) -> bool:
        if self._heading and block.style[0] in "IA1" and block.style not in self._begun:
            self._heading = _FIRST.match(block.text) is not None
            self._begun.add(block.style)
        return self._heading
