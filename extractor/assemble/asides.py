"""Whether a sentence that names nobody goes on with whom the last one named, or is of all again.

'Toàn tỉnh tiếp nhận 900 hồ sơ. Riêng lĩnh vực đất đai tiếp nhận 200 hồ sơ. Đã giải quyết 850 hồ
sơ.' Knows accounts: nobody settles more than came in, or receives two totals; and who is only
shown beside the whole, by figures that were told of the whole before, begins no account.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.assemble.claims import Claim
from extractor.models import Scope

_CAME_IN = "received.total"
_OF_THESE = ("received.", "resolved.", "pending.", "digitised_records.", "online_")
"""What is counted of the files that came in, and so never more than these."""
_PICKED = ("field", "unit", "centre", "land_registry")
"""Levels of which one is shown beside the whole; province, district and commune tell of all."""


def is_of_all_again(claims: Sequence[Claim], named: Scope, whole: Scope, claim: Claim) -> bool:
    """Whether ``claim``, first of a sentence that names nobody, is the whole's, not the named's.

    ``claims`` are those of the passage before it; ``named`` is whom the sentence before named.
    """
    theirs = {c.metric: c.value for c in claims if c.scope == named and c.period == claim.period}
    of_all = {c.metric: c.value for c in claims if c.scope == whole and c.period == claim.period}
    if claim.metric in of_all or named.level not in _PICKED or not theirs:
        return False
    if claim.metric in theirs:
        return theirs[claim.metric] != claim.value
    if _stem(claim.metric) == claim.metric and claim.metric.startswith(_OF_THESE):
        came = sum(v for m, v in theirs.items() if m.startswith(_OF_THESE[0]) and m == _stem(m))
        if _CAME_IN in theirs and claim.value > came:
            return True
    return {_stem(metric) for metric in theirs} <= {_stem(metric) for metric in of_all}


def sums_up(claims: Sequence[Claim], named: Scope, claim: Claim) -> bool:
    """'đất đai nhận 40, hộ tịch nhận 30; tổng số nhận 90': more than those listed, not the last's.

    ``claim``, called a total, follows ``claims`` of the same passage and names nobody.
    """
    alike = [c for c in claims if (c.metric, c.period) == (claim.metric, claim.period)]
    listed = [c.value for c in alike if c.scope.level == named.level]
    again = any(c.scope == named for c in alike)
    return named.level in _PICKED and again and claim.value >= sum(listed)


def _stem(metric: str) -> str:
    """A rate is of what its count is of."""
    return metric.removesuffix("_rate")
