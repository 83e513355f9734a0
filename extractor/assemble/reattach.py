"""A split whose parts add up to another total than the one whose bracket it stands in.

'mới tiếp nhận 431 hồ sơ (trực tuyến 477, trực tiếp và bưu chính 21)': the bracket is printed
behind what is new, but 477 + 21 = 498 is all that was received. The figures are attached to
that total, and say so. Knows sums of claims; no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractor.assemble.claims import Claim
from extractor.book.metrics import grammar


def reattach(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of a split that belongs to another total marked 'reattached'."""
    brackets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        if claim.bracket_of is not None:
            brackets[claim.block, claim.bracket_of].append(index)
    found = list(claims)
    for (block, start), inside in brackets.items():
        split = [i for i in inside if _is_channel(claims[i])] if len(inside) > 1 else []
        if len(split) < 2:
            continue
        parent = next((c for c in claims if c.block == block and c.start == start), None)
        if parent is None:
            continue
        total = sum(claims[i].value for i in split)
        if total != parent.value and _stands_elsewhere(total, parent, claims):
            for i in split:
                found[i] = claims[i]._replace(note="reattached")
    return found


def _is_channel(claim: Claim) -> bool:
    """Whether the figure says how files came in."""
    return not grammar().classes["channel"].isdisjoint(claim.features)


def _stands_elsewhere(total: object, parent: Claim, claims: Sequence[Claim]) -> bool:
    """Whether the sum is another figure of the same group and scope."""
    group = parent.metric.partition(".")[0]
    return any(
        c.value == total
        and c is not parent
        and c.scope == parent.scope
        and c.block == parent.block
        and c.metric.partition(".")[0] == group
        and not _is_channel(c)
        for c in claims
    )
