"""What came in new told from all that was there, by what was left from the period before.

'Kỳ trước chuyển sang 01, tiếp nhận trong kỳ 03, tổng 04': whatever the two are called, the one that
makes up the other with the carry-over is new. Knows claims and their sums; no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractor.assemble.claims import Claim

_GROUPS = ("received", "feedback_received")
_BOTH = 2


def new_and_all(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; of two of a passage that differ by the carry-over, the less is what is new."""
    found = list(claims)
    told: dict[tuple[object, str], list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        group, _, measure = claim.metric.partition(".")
        if group in _GROUPS and measure in ("total", "new", "carried_over"):
            told[(claim.block, claim.scope, claim.period), group].append(at)
    for (_, group), places in told.items():
        left = {claims[at].value for at in places if claims[at].metric.endswith("carried_over")}
        came = [at for at in places if not claims[at].metric.endswith("carried_over")]
        if len(came) != _BOTH or len(left - {0}) != 1:
            continue
        less, more = sorted(came, key=lambda at: claims[at].value)
        if claims[more].value - claims[less].value in left:
            found[less] = claims[less]._replace(metric=f"{group}.new")
            found[more] = claims[more]._replace(metric=f"{group}.total")
    return found
