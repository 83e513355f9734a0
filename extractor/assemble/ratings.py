"""A whole that its parts tell: '874 phiếu, kết quả: 402 phiếu rất hài lòng, 472 phiếu hài lòng'.

Whoever is asked is called in many ways (lượt, phiếu, người, khách); that all classes printed behind
a number make it up says that it counts them all. Knows claims and the sums of ``patterns/rules``;
no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from extractor.assemble.claims import Claim, Unread
from extractor.book.rules import rules
from extractor.numbers import as_count

_WHOLE = "satisfaction.total"
_NEAR = 200
"""Characters from the whole to its first part."""
_LEAST = 2
"""Classes that make a sum."""


def rated(claims: Sequence[Claim], unread: Sequence[Unread]) -> list[Claim]:
    """The claims, and the numbers left aside that the classes of ratings behind them make up."""
    runs: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.metric in _classes():
            runs[claim.block, claim.scope, claim.period].append(claim)
    found = list(claims)
    for parts in runs.values():
        if len({c.metric for c in parts}) == len(parts) >= _LEAST:
            whole = _whole_of(parts, claims, unread)
            found += [whole] if whole is not None else []
    return sorted(found, key=lambda c: (c.block, c.start)) if len(found) > len(claims) else found


def _whole_of(
    parts: Sequence[Claim], claims: Sequence[Claim], unread: Sequence[Unread]
) -> Claim | None:
    """The claim of the number right before the parts that is their sum; None if there is none."""
    first, total = parts[0], sum(c.value for c in parts)
    told = [c for c in claims if c.block == first.block]
    if not total or any(c.metric == _WHOLE and c.scope == first.scope for c in told):
        return None
    for number in unread:
        apart = first.start - number.end
        if number.block != first.block or not 0 <= apart < _NEAR:
            continue
        between = any(number.start < c.start < first.start for c in told)
        if not between and as_count(number.printed) == total:
            return first._replace(
                metric=_WHOLE,
                value=int(total),
                printed=number.printed,
                start=number.start,
                end=number.end,
                quote_start=number.start,
                quote_end=number.end,
                bracket_of=None,
                note="",
            )
    return None


@cache
def _classes() -> frozenset[str]:
    """The parts into which ratings are split."""
    sums = [rule for rule in rules().sum if any(w.of == _WHOLE for w in rule.wholes)]
    return frozenset(part for rule in sums for part in rule.part_metrics)
