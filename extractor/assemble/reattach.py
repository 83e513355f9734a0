"""A split whose parts add up to another total than the one whose bracket it stands in.

'mới tiếp nhận 431 hồ sơ (trực tuyến 477, trực tiếp và bưu chính 21)': the bracket is printed
behind what is new, but 477 + 21 = 498 is all that was received. The figures are attached to
that total, and say so. And what a bracket says of the figure before it. Knows sums of claims;
no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractor.assemble.claims import Claim
from extractor.book.metrics import grammar, metrics

_EARLY, _ON_TIME = "resolved.early", "resolved.on_time"
_BOTH = "resolved.early_or_on_time"


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


def early_among_on_time(claims: Sequence[Claim]) -> list[Claim]:
    """'đúng hạn 480 (trong đó trước hạn 300), trễ hạn 20': the 480 hold the early ones too."""
    early = {(c.block, c.bracket_of, c.scope): c for c in claims if c.metric == _EARLY}
    found, rate = list(claims), metrics()[_ON_TIME].rate
    for at, claim in enumerate(claims if early else ()):
        if claim.metric != _ON_TIME:
            continue
        rated = [c for c in claims[at + 1 : at + 2] if (c.metric, c.scope) == (rate, claim.scope)]
        starts = [c.start for c in (claim, *rated)]
        inner = [early[k] for k in [(claim.block, s, claim.scope) for s in starts] if k in early]
        if inner and inner[0].value <= claim.value:
            found[at] = claim._replace(metric=_BOTH)
            for one in rated:
                found[at + 1] = one._replace(metric=metrics()[_BOTH].rate or one.metric)
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
