"""Numbers that are no figures: dates, references, targets, set aside by the pattern book's masks.

Knows where a mask may begin, not what it says.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress, count

from extractor.book.notfigures import mask_needs, mask_starts, masks_at, next_word
from extractor.match.tokens import Tokens

_MASK_REACH = 160
"""How far before a number, in characters, the words may stand that set it aside."""
_OPENING = 4
"""Characters of signs that may stand before a number that opens a passage."""


def masks(folded: str, seen: Tokens) -> tuple[tuple[int, int, str], ...]:
    """Spans of the passage whose numbers are no figures, with the name of the mask."""
    if "n" not in seen.kinds:
        return ()
    numbers = list(compress(count(), map("n".__eq__, seen.kinds)))
    found: list[tuple[int, int, str]] = []
    end = 0
    words, starts, told = [*seen.folded, "$", "$"], seen.starts, mask_starts()
    held = tuple([word for word in mask_needs() if word in folded])
    known = compress(count(), map(told.__contains__, words[: numbers[-1]]))
    begins = [i for i in known if told[words[i]][words[i + 1]]]
    for at in sorted([*numbers, *begins]):
        start, behind = starts[at], words[at + 1]
        word = words[at] if seen.kinds[at] != "n" else _place(folded, start)
        if start < end or not word:
            continue
        here = masks_at(word, next_word(behind), words[at + 2][0].isdecimal(), held)
        if here is None or starts[numbers[bisect_left(numbers, at)]] - start > _MASK_REACH:
            continue
        try:
            match = here[0].match(folded, start)
        except TimeoutError:
            return (*found, (start, len(folded), "timeout"))
        if match is not None and match.end() > end:
            end = match.end()
            found.append((start, end, here[1][(match.lastindex or 1) - 1]))
    return tuple(found)


def _place(folded: str, start: int) -> str:
    """Where a number stands, as :func:`masks_at` asks; '' inside a run of digits and signs."""
    before = folded[start - 1 : start]
    if start > 1 and before in ".," and folded[start - 2].isdigit():
        return ""
    return f"{'^' if start <= _OPENING else ''}{'a' if before.isalpha() else ''}#"


def unmasked(seen: Tokens, masked: tuple[tuple[int, int, str], ...]) -> Tokens:
    """Masked numbers become signs that no label reaches across; words stay."""
    if not masked:
        return seen
    kinds = list(seen.kinds)
    for start, end, _ in masked:
        for at in range(bisect_left(seen.starts, start), bisect_left(seen.starts, end)):
            if kinds[at] == "n":
                kinds[at] = "x"
    return seen.as_kinds("".join(kinds))
