"""The reporting unit's own figures told from the figures of all it speaks for.

'UBND huyện tiếp nhận 2.046 hồ sơ' is the whole in a report that knows no communes, and the district
level in one that does. Knows claims and levels; no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extractor.assemble.claims import Claim
from extractor.book.metrics import grammar
from extractor.book.terms import own_level
from extractor.models import DocumentHead, Scope

BELOW: Mapping[str | None, tuple[str, ...]] = {
    "province": ("district", "commune"),
    "district": ("commune",),
}
"""Levels whose units report through one of this level."""
BESIDE: Mapping[str | None, tuple[str, ...]] = {"province": ("province", "department")}
"""Names of a unit's own level, where it has others than its own."""


def own_level_said(claims: list[Claim], head: DocumentHead) -> list[Claim]:
    """Files that a unit counts as its own, beside those of a lower level, are of its level.

    Feedback and tasks stay with the whole.
    """
    level = own_level(head.issuer or "")
    below = BELOW.get(level, ())
    if level is None or not any(c.scope.level in below and _of_files(c) for c in claims):
        return claims
    own = Scope(level=level)
    contrasted = _contrasted(claims, below, BESIDE.get(level, (level,)))
    return [
        c._replace(scope=own)
        if (c.own == "self" or (c.own == "of" and c.block in contrasted))
        and (_of_files(c) or c.note == "repeated")
        else c
        for c in claims
    ]


def _of_files(claim: Claim) -> bool:
    """Whether files are counted, not feedback, tasks or procedures."""
    return claim.metric.partition(".")[0] in grammar().files


def _contrasted(claims: Sequence[Claim], below: Sequence[str], beside: Sequence[str]) -> set[int]:
    """Passages whose figures 'của huyện' stand beside the same of a lower level alone.

    Where the unit's own level is named there too ('của huyện 12.000, trong đó cấp huyện 3.000,
    cấp xã 9.000'), they are of all.
    """
    said: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if not claim.own and claim.scope.name is None:
            said[claim.metric][claim.scope.level].add(claim.block)
    found = set()
    for claim in claims:
        if claim.own == "of":
            levels = said[claim.metric]
            lower = any(_near(claim, levels[level]) for level in below)
            if lower and not any(_near(claim, levels[level]) for level in beside):
                found.add(claim.block)
    return found


def _near(claim: Claim, blocks: Iterable[int]) -> bool:
    """Whether one of the passages is the claim's own or next to it."""
    return any(abs(claim.block - block) <= 1 for block in blocks)
