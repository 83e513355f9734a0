"""Numbers that are no figures: dates, references, targets, set aside by the pattern book's masks.

Knows where a mask may begin, not what it says.
"""

from __future__ import annotations

from bisect import bisect_left

from extractor.book.notfigures import mask_starts, masks_at
from extractor.match.tokens import Tokens

TIMEOUT = 2.0
"""Seconds one pattern may take on one passage; beyond it, the passage counts as unmasked."""
_MASK_REACH = 160
"""How far before a number, in characters, the words may stand that set it aside."""
_OPENING = 4
"""Characters of signs that may stand before a number that opens a passage."""


def masks(folded: str, seen: Tokens) -> tuple[tuple[int, int, str], ...]:
    """Spans of the passage whose numbers are no figures, with the name of the mask."""
    numbers = [i for i, kind in enumerate(seen.kinds) if kind == "n"]
    if not numbers:
        return ()
    found: list[tuple[int, int, str]] = []
    end = 0
    words, starts = [*seen.folded, "$"], seen.starts
    told = mask_starts()
    begins = [i for i, word in enumerate(words[: numbers[-1]]) if word in told]
    for at in sorted([*numbers, *begins]):
        start = starts[at]
        number = starts[numbers[bisect_left(numbers, at)]]
        if start < end or number - start > _MASK_REACH:
            continue
        if start == number and _amid_digits(folded, start):
            continue
        word = words[at] if start < number else "^#" if start <= _OPENING else "#"
        behind = words[at + 1]
        here = masks_at(word, "#" if behind[0].isdecimal() else behind)
        if here is None:
            continue
        try:
            match = here[0].match(folded, start, timeout=TIMEOUT)
        except TimeoutError:
            return (*found, (start, len(folded), "timeout"))
        if match is not None and match.end() > end:
            end = match.end()
            found.append((start, end, here[1][(match.lastindex or 1) - 1]))
    return tuple(found)


def _amid_digits(folded: str, start: int) -> bool:
    """Inside a run of digits and dots."""
    return start > 1 and folded[start - 1] in ".," and folded[start - 2].isdigit()


def unmasked(seen: Tokens, masked: tuple[tuple[int, int, str], ...]) -> Tokens:
    """Masked numbers become signs that no label reaches across; words stay."""
    if not masked:
        return seen
    kinds = seen.kinds.copy()
    for start, end, _ in masked:
        for at in range(bisect_left(seen.starts, start), bisect_left(seen.starts, end)):
            if kinds[at] == "n":
                kinds[at] = "x"
    return seen.as_kinds(kinds)
