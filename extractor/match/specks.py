"""Specks of a scanned page that were read as signs inside a label: 'trước: hạn' is 'trước hạn'.

Knows only where such a sign cannot be the author's: it hangs on a word, a small letter follows,
and with it no label ends there while without it one runs across.
"""

from __future__ import annotations

from extractor.book.terms import term_book
from extractor.match.phrases import find
from extractor.match.tokens import Tokens

_SPECKS = frozenset(".:'‘’`·")
_REACH = 6
"""Tokens on either side that a label across the speck may hold."""


def without_specks(text: str, seen: Tokens, *, damaged: bool, worn: bool) -> Tokens:
    """The tokens of a page read from an image, specks in labels left out."""
    specks = [
        at
        for at in range(1, len(seen.folded) - 1)
        if seen.folded[at] in _SPECKS
        and seen.kinds[at - 1] == seen.kinds[at + 1] == "w"
        and _hangs(text, seen, at)
        and _splits(seen, at, damaged=damaged, worn=worn)
    ]
    for at in reversed(specks):
        seen = _left_out(seen, at)
    return seen


def _hangs(text: str, seen: Tokens, at: int) -> bool:
    """'trước: hạn', not 'trước : hạn' nor 'trước:hạn': as a sign is set, but in mid-sentence."""
    behind = seen.starts[at + 1]
    hangs = seen.starts[at] == seen.ends[at - 1] and behind == seen.ends[at] + 1
    return hangs and text[behind].islower()


def _splits(seen: Tokens, at: int, *, damaged: bool, worn: bool) -> bool:
    """Whether a label runs across the place without the sign, and none ends at it."""
    first, last = max(0, at - _REACH), at + 1 + _REACH
    near = _part(seen, first, last)
    tree = term_book().term_tree
    here = at - first
    if any(h.last == here for h in find(tree, near, damaged=damaged, worn=worn)):
        return False
    joined = find(tree, _left_out(near, here), damaged=damaged, worn=worn)
    return any(h.first < here < h.last for h in joined)


def _part(seen: Tokens, first: int, last: int) -> Tokens:
    return Tokens(
        seen.folded[first:last],
        seen.starts[first:last],
        seen.ends[first:last],
        seen.kinds[first:last],
        seen.lower,
        seen.restored,
    )


def _left_out(seen: Tokens, at: int) -> Tokens:
    """The tokens without one of them."""
    return Tokens(
        [*seen.folded[:at], *seen.folded[at + 1 :]],
        [*seen.starts[:at], *seen.starts[at + 1 :]],
        [*seen.ends[:at], *seen.ends[at + 1 :]],
        seen.kinds[:at] + seen.kinds[at + 1 :],
        seen.lower,
        seen.restored,
    )
