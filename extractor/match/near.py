"""How near a misread word is to a word of the pattern book.

Letters that engines take for one another (declared in ``patterns/reading``) cost half a step.
Answers are remembered: the same few damaged words recur all over a page.
"""

from __future__ import annotations

from functools import cache, lru_cache

from extractor.book.reading import apart, confusable

APART = 0.5
"""What it costs to take two characters for the halves of one letter."""
SLIP = 0.5
"""How far a word is with one letter misread."""


@cache
def allowance(length: int) -> float:
    """How many steps a word of this length may be away: short words leave little room."""
    return 0.5 if length <= 3 else 1.0 if length == 4 else 1.5


@lru_cache(maxsize=100_000)
def is_slip(seen: str, meant: str) -> bool:
    """Whether a folded word may be another with one letter misread, a stroke or a half."""
    far = distance(seen, meant)
    return far is not None and far <= SLIP


@lru_cache(maxsize=100_000)
def distance(seen: str, meant: str) -> float | None:
    """Weighted edit distance of two folded words, or None beyond what is allowed.

    A single letter is itself: 'A.' before a heading is no 'Q.' for 'quận'.
    """
    if len(meant) == 1:
        return None
    limit = allowance(len(meant))
    if not -limit <= len(seen) - len(meant) <= 2 * limit:
        return None
    same, halves = confusable(), apart()
    if seen.isdecimal() and any(
        b not in same.get(a, "") for a, b in zip(seen, meant, strict=False)
    ):
        return None  # digits become a word only stroke by stroke ('86' for 'so')
    row = [float(j) for j in range(len(meant) + 1)]
    last = row
    for i, a in enumerate(seen, 1):
        before, last, row = last, row, [float(i)]
        whole = halves.get(seen[i - 2 : i], "") if i > 1 else ""
        for j, b in enumerate(meant, 1):
            swap = (
                0.0 if a == b else 1.0 if b not in same.get(a, "") else 0.5 if a.isalpha() else 0.25
            )
            lost = SLIP if meant[j - 2 : j] == b + b else 1  # 'bu' for 'bưu'
            step = min(last[j] + 1, row[j - 1] + lost, last[j - 1] + swap)
            row.append(min(step, before[j - 1] + APART) if b in whole else step)
        if min(row) > limit and min(last) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
