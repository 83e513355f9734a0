"""How alike two texts are, from a few numbers of each: a sketch in place of the text.

A text is the set of its runs of three words. Every run is hashed once, the hashes are dealt into
bins, and the least of each bin is kept (one-permutation hashing, Li, Owen and Zhang 2012; empty
bins borrow from the next one as in Shrivastava and Li 2014). The share of bins that two sketches
have in common estimates the share of runs that the texts have in common. Knows words only.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from struct import Struct

BINS = 60
_RUN = 3
_EMPTY = 1 << 32
_MIX = 0x9E3779B1
"""Odd, so that no two hashes are made one: a checksum's low bits alone are no hash."""
_FORM = Struct(f"<{BINS}I")


def sketch_of(words: Sequence[str]) -> bytes | None:
    """Sixty numbers of four bytes; None for a text of fewer words than a run has."""
    if len(words) < _RUN:
        return None
    bins = [_EMPTY] * BINS
    runs = set(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    for run in runs:
        mixed = zlib.crc32(run.encode()) * _MIX & 0xFFFFFFFF
        at, value = mixed % BINS, mixed // BINS
        if value < bins[at]:
            bins[at] = value
    return _FORM.pack(*_filled(bins))


def _filled(bins: list[int]) -> list[int]:
    """Each empty bin takes what the next one behind it holds."""
    filled = list(bins)
    held = next(value for value in bins if value != _EMPTY)
    for at in reversed(range(BINS)):
        if filled[at] == _EMPTY:
            filled[at] = held
        held = filled[at]
    return filled


def numbers(sketch: bytes) -> tuple[int, ...]:
    """A sketch as its numbers."""
    return _FORM.unpack(sketch)


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of runs that two texts have in common, 0 to 1, give or take a tenth."""
    return sum(map(int.__eq__, a, b)) / BINS
