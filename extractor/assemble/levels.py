"""The reporting unit's own figures told from the figures of all it speaks for.

'UBND huyện tiếp nhận 2.046 hồ sơ' is the whole in a report that knows no communes, and the district
level in one that does. Knows claims and levels; no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from extractor.assemble.claims import WHOLE, Claim
from extractor.book.head import agencies
from extractor.book.metrics import grammar
from extractor.book.terms import is_commune, own_level
from extractor.match.scopes import serves
from extractor.models import DocumentHead, Scope
from extractor.text import fold

BELOW: Mapping[str | None, tuple[str, ...]] = {
    "province": ("district", "commune"),
    "district": ("commune",),
}
"""Levels whose units report through one of this level."""
BESIDE: Mapping[str | None, tuple[str, ...]] = {"province": ("province", "department")}
"""Names of a unit's own level, where it has others than its own."""


def own_level_said(claims: list[Claim], head: DocumentHead) -> list[Claim]:
    """Files that a unit counts as its own, beside those of a lower level, are of its level.

    What a unit that names itself tells of feedback and tasks stays with the whole.
    """
    level = own_level(head.issuer or "")
    below = BELOW.get(level, ())
    lower = [c for c in claims if c.scope.level in below]
    if level is None or not lower:
        return claims
    of_files = any(map(_of_files, lower))
    own = Scope(level=level)
    contrasted = _contrasted(claims, below, BESIDE.get(level, (level,)))
    return [
        c._replace(scope=own)
        if (c.own == "of" and _is_contrasted(c, contrasted))
        or (c.own == "self" and of_files and (_of_files(c) or c.note == "repeated"))
        else c
        for c in claims
    ]


def own_centre_said(claims: list[Claim], head: DocumentHead) -> list[Claim]:
    """Files that came to a commune's own centre are all of the commune's where it goes on so.

    'Trung tâm … phường nhận 90 hồ sơ. Đã trả 80 hồ sơ': what of the rest of them is told of the
    whole, and no figure of both.
    """
    if not is_commune(head.issuer or ""):
        return claims
    own = [c.scope.level == "centre" and not _is_others(c.scope.name or "") for c in claims]
    told: dict[tuple[str, object], set[object]] = defaultdict(set)
    said: dict[tuple[str, object], set[object]] = defaultdict(set)
    for c, mine in zip(claims, own, strict=True):
        if mine:
            said[c.metric, c.period].add(c.value)
        elif c.scope == WHOLE and _of_files(c):
            told[c.metric, c.period].add(c.value)
    if not told or any(said[both].isdisjoint(told[both]) for both in said.keys() & told.keys()):
        return claims  # two bodies of which different figures are told
    pairs = zip(claims, own, strict=True)
    return [c._replace(scope=WHOLE) if mine else c for c, mine in pairs]


def _is_others(centre: str) -> bool:
    return any(serves(centre, level) for level in ("province", "district"))


def bases_of_own_level(claims: list[Claim], head: DocumentHead) -> list[Claim]:
    """'UBND huyện đã số hóa 1.804/2.902 hồ sơ': of its level, which received 2.902.

    The reporter names itself, and what stands behind the slash is a figure of its own level and
    none of the whole.
    """
    level = own_level(head.issuer or "")
    if not BELOW.get(level):
        return claims
    told: dict[str, set[object]] = defaultdict(set)
    for c in claims:
        if c.scope.name is None and _of_files(c):
            told[c.scope.level].add(c.value)
    found = list(claims)
    for base in claims:
        if base.own != "self" or base.scope != WHOLE or not base.metric.endswith(".due"):
            continue
        if base.value in told[str(level)] and base.value not in told["whole"]:
            group = base.metric.partition(".")[0]
            for at, c in enumerate(claims):
                alike = (c.block, c.scope, c.metric.partition(".")[0]) == (base.block, WHOLE, group)
                if alike and c.own == "self":
                    found[at] = c._replace(scope=Scope(level=str(level)))
    return found


def voices_of_the_reporter(claims: list[Claim], head: DocumentHead) -> list[Claim]:
    """'Văn phòng UBND tỉnh tiếp nhận 96 phản ánh' in the province's report: all it received.

    The office answers for its committee in what is not files; of files it is one unit of many.
    """
    issuer = fold(head.issuer or "")
    return [
        c._replace(scope=WHOLE)
        if c.scope.level == "unit" and not _of_files(c) and _is_office_of(c.scope.name, issuer)
        else c
        for c in claims
    ]


def _is_office_of(name: str | None, issuer: str) -> bool:
    """Whether a name is that of the office of the committee that reports, its place said or not."""
    said = f"{fold(name or '')} "
    for office, committee in _offices():
        if said.startswith(f"{office} ") and issuer.startswith(f"{committee} "):
            place, own = said.removeprefix(f"{office} "), issuer.removeprefix(f"{committee} ")
            return f"{own} ".startswith(place)
    return False


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    """(name of an office, of its committee), folded, from the longest."""
    committee, kind = fold(agencies().committees[0]), fold(agencies().branch_of)
    offices = sorted(map(fold, agencies().placed), key=len, reverse=True)
    return tuple((office, committee) for office in offices if office.startswith(kind))


def _of_files(claim: Claim) -> bool:
    """Whether files are counted, not feedback, tasks or procedures."""
    return claim.metric.partition(".")[0] in grammar().files


def _is_contrasted(claim: Claim, contrasted: Mapping[int, set[str]]) -> bool:
    """Whether its figure, of files any of its passage, stands beside that of a lower level."""
    metrics = contrasted.get(claim.block, set())
    return claim.metric in metrics or (_of_files(claim) and bool(metrics))


def _contrasted(
    claims: Sequence[Claim], below: Sequence[str], beside: Sequence[str]
) -> Mapping[int, set[str]]:
    """Passage → metrics that 'của huyện' tells there beside the same of a lower level alone.

    Where the unit's own level is named there too ('của huyện 12.000, trong đó cấp huyện 3.000,
    cấp xã 9.000'), they are of all.
    """
    said: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if not claim.own and claim.scope.name is None:
            said[claim.metric][claim.scope.level].add(claim.block)
    found: dict[int, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.own == "of":
            levels = said[claim.metric]
            lower = any(_near(claim, levels[level]) for level in below)
            if lower and not any(_near(claim, levels[level]) for level in beside):
                found[claim.block].add(claim.metric)
    return found


def _near(claim: Claim, blocks: Iterable[int]) -> bool:
    """Whether one of the passages is the claim's own or next to it."""
    return any(abs(claim.block - block) <= 1 for block in blocks)
