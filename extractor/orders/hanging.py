"""Under which passage each passage of a plan, letter or decision stands.

In these 'A.' may head 'I.' or 'I.' may head 'A.': the mark met first is the outer one. Articles
head everything, and a sentence that ends with a colon heads the list that begins behind it. Knows
marks; not what a passage says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from extractor.book.orders import compiled, order_sections
from extractor.models import CleanPage
from extractor.orders.outline import begins_with_field, restyled
from extractor.segment import Block, Piece, segment
from extractor.text import fold

_RANKS = {
    **{"article": 0.0, "chapter": 0.5, "I": 1.0, "A": 1.0, "ordinal heading": 1.5},
    **{"capitals": 0.9, "1": 2.0, "a": 6.0, "numbered": 6.5},
}
_LINE = 12
"""Words of a line in capitals that heads a part."""
_BULLET, _LAST = 7.0, 8.0
_DASHES = frozenset("-")
_BEGINS = re.compile(r"[\W_]*(?:1(?:\.1)*(?:\\?[.)]|/)|1\s?[-–]\s|\([1ia]\)|[aAI][.)]|[-+*•])")
"""The mark of a list's first item."""
_LINE_ENDS = regex.compile(r"(?<=[\p{L}\d)])\s+(?=[*_]*\p{Lu})")
"""Between the words of an item and a field that was a line of its own."""
_FIELD = 60
"""Longest name of a field ('Đơn vị chủ trì:')."""
_COLON = regex.compile(r":\s+(?=[1\p{Lu}])")
_FIRST = regex.compile(r"1\s?[-–]\s+\p{Lu}")
_OPEN = regex.compile(r"\p{L}(?:\s{2,}\d{1,3})?$")
"""A sentence that goes on, and the number of its page."""
_FEW = 3
"""Words of the line that a page number parted from its sentence."""


def blocks_of(pages: Sequence[CleanPage]) -> list[Block]:
    """All blocks with words; '1- ' below a colon begins one, though no blank line is between."""
    there = (one for one in segment(pages) if any(map(str.isalnum, one.text)))
    parts = _rejoined(restyled(part) for block in there for part in _divided(block))
    return [p if p.index == at else replace(p, index=at) for at, p in enumerate(parts)]


def _rejoined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Two blocks as one where a page's end parted the last words from a sentence."""
    last: Block | None = None
    for block in blocks:
        short = block.style == "plain" and len(block.text.split()) <= _FEW
        ends = short and block.text.endswith((".", ";"))
        if ends and last is not None and _OPEN.search(last.text) and not last.text.isupper():
            text = f"{last.text}\n{block.text}"
            last = replace(last, text=text, pieces=(*last.pieces, *block.pieces), _folded=None)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _divided(block: Block) -> Iterator[Block]:
    """A block, or a lead and the first item that is glued to it, or an item and its fields."""
    cut = _cut(block)
    while cut is not None:
        ahead, block = _parted(block, cut)
        yield ahead
        cut = _cut(block)
    yield block


def _cut(block: Block) -> int | None:
    """Where a block parts: behind a lead's colon, before the line of a field."""
    glued = _glued(block.text) if block.style == "plain" else None
    if glued is not None:
        return glued
    if ":" not in block.text:
        return None
    lines = _LINE_ENDS.finditer(block.text)
    return next((line.start() for line in lines if _is_field(block.text, line.end())), None)


def _glued(text: str) -> int | None:
    """Behind the colon of a lead whose first item follows it: '1- …', 'Thứ nhất, …'."""
    for colon in _COLON.finditer(text):
        first = fold(text[colon.end() : colon.end() + _FIELD])
        if _FIRST.match(text, colon.end()) or compiled(order_sections().ordinal).match(first):
            return colon.start() + 1
    return None


def _is_field(text: str, at: int) -> bool:
    """'Người thực hiện: …', 'Thời gian: …' begins there."""
    return begins_with_field(fold(text[at : at + _FIELD]).lstrip("*_"))


def _parted(block: Block, cut: int) -> tuple[Block, Block]:
    """Two blocks, without the character at ``cut``; the second has no mark."""
    ahead: list[Piece] = []
    behind: list[Piece] = []
    at = 0
    for page, begin, end in block.pieces:
        middle = min(max(begin + cut - at, begin), end)
        if middle > begin:
            ahead.append(Piece(page, begin, middle))
        if middle < end:
            behind.append(Piece(page, middle + (middle > begin), end))
        at += end - begin + 1
    first = replace(block, text=block.text[:cut], pieces=tuple(ahead), _folded=None)
    rest = replace(block, text=block.text[cut + 1 :], pieces=tuple(behind), _folded=None)
    return first, replace(rest, style="plain")


def parents(blocks: Sequence[Block]) -> dict[int, int | None]:
    """The number of the passage above each passage, by its own number."""
    stack: list[tuple[str, float, int]] = []
    found: dict[int, int | None] = {}
    lead: Block | None = None
    over: Block | None = None
    for block in blocks:
        style = _style(block)
        if style == "plain":
            over = (lead or over) if _is_ordinal(block) else None
            found[block.index] = over.index if over else stack[-1][2] if stack else None
            lead = block if _leads(block) else None
            continue
        rank = _rank(style)
        if lead is not None and _BEGINS.match(block.text):
            stack = [(s, r, i) for s, r, i in stack if r < rank and s != style]
            found[lead.index] = stack[-1][2] if stack else None
            stack.append(("lead", rank - 0.5, lead.index))
        lead = None
        _close(stack, style, rank)
        found[block.index] = stack[-1][2] if stack else None
        stack.append((style, rank, block.index))
    return found


def _close(stack: list[tuple[str, float, int]], style: str, rank: float) -> None:
    """A mark met before closes what stands below it; a new one what is deeper."""
    styles = [s for s, _, _ in stack]
    if style in styles:
        del stack[styles.index(style) :]
        return
    while stack and stack[-1][1] > rank:
        stack.pop()


def _style(block: Block) -> str:
    """The mark's style; articles, chapters and passages counted in words have theirs."""
    if block.style != "plain":
        return block.style
    book = order_sections()
    begins = fold(block.text[:40]).lstrip(" *_#|")
    for style, words in (("article", book.article), ("chapter", book.chapter)):
        if compiled(words).match(begins):
            return style
    if _is_ordinal(block):
        # 'Một là, …' in small letters is one of several beside each other: nothing hangs below it.
        return "ordinal heading" if _is_capital(block.text) else "plain"
    if compiled(book.numbered).match(begins):
        return "numbered"
    return "capitals" if _heads(block.text) else "plain"


def _is_ordinal(block: Block) -> bool:
    """'Một là, …', 'Thứ hai: …': below the sentence with a colon that leads to the first."""
    begins = fold(block.text[:40]).lstrip(" *_#|")
    return compiled(order_sections().ordinal).match(begins) is not None


def _heads(text: str) -> bool:
    """'LỊCH VIỆC', 'NHIỆM VỤ TRỌNG TÂM': a line of capitals that names a part."""
    words = text.strip(" *_:#").split()
    if not 1 < len(words) <= _LINE or not text.isupper():
        return False
    said = fold(" ".join(words))
    return compiled(order_sections().capitals).match(said) is not None


def _is_capital(text: str) -> bool:
    """Its first words stand in capitals: it heads what is below it."""
    words = re.sub(r"\W+", " ", text).split()
    return "".join(words[:4]).isupper()


def _rank(style: str) -> float:
    if style in _RANKS:
        return _RANKS[style]
    if style[0].isdigit():
        return _RANKS["1"] + style.count(".")
    return _BULLET if style in _DASHES else _LAST


def _leads(block: Block) -> bool:
    return block.text.rstrip(" *_").endswith(":")
