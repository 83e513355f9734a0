"""Numbers that are no figures: dates, references, targets, set aside by the pattern book's masks.

Knows where a mask may begin, not what it says.
"""

from __future__ import annotations

from extractor.book.notfigures import masks_at
from extractor.match.tokens import Token

TIMEOUT = 2.0
"""Seconds one pattern may take on one passage; beyond it, the passage counts as unmasked."""
_MASK_REACH = 160
"""How far before a number, in characters, the words may stand that set it aside."""


def masks(folded: str, seen: list[Token]) -> tuple[tuple[int, int, str], ...]:
    """Spans of the passage whose numbers are no figures, with the name of the mask."""
    at = masks_at()
    found: list[tuple[int, int, str]] = []
    end = 0
    numbers = iter([t.start for t in seen if t.kind == "n"])
    number = next(numbers, None)
    for token in seen:
        start = token.start
        while number is not None and number < start:
            number = next(numbers, None)
        if number is None:
            break
        if start < end or number - start > _MASK_REACH:
            continue
        if (
            start == number
            and start > 1
            and folded[start - 1] in ".,"
            and folded[start - 2].isdigit()
        ):
            continue  # amid a run of digits and dots
        here = at.get("#" if start == number else token.folded)
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


def unmasked(seen: list[Token], masked: tuple[tuple[int, int, str], ...]) -> list[Token]:
    """Masked numbers become signs that no label reaches across; words stay."""
    if not masked:
        return seen
    kept = []
    spans = iter([*masked, (1 << 60, 1 << 60, "")])
    start, end, _ = next(spans)
    for token in seen:
        while token.start >= end:
            start, end, _ = next(spans)
        if token.kind == "n" and token.start >= start:
            kept.append(Token("x", token.start, token.end, token.text, token.folded))
        else:
            kept.append(token)
    return kept
