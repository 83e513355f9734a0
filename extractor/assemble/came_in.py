"""What came in new told from all that was there, by what was left from the period before.

'Kỳ trước chuyển sang 01, tiếp nhận trong kỳ 03, tổng 04': whatever the two are called, the one that
makes up the other with the carry-over is new. Knows claims and their sums; no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from extractor.assemble.claims import Claim, Unread
from extractor.numbers import as_count

_GROUPS = ("received", "feedback_received")
FLOWS = ("received.carried_over", "received.new", "received.total", "resolved.total")
_OUTCOMES = (
    "resolved.total",
    "pending.total",
    "refused.total",
    "withdrawn.total",
    "awaiting_supplement.total",
    "stopped.total",
)
"""What becomes of files (DOMAIN §4); the first two are told of nearly always."""
_BOTH = 2
_ORIGINS = ("received.new", "received.carried_over")
_BACKLOG = tuple(
    (late, "resolved.total", left)
    for late in ("pending.overdue", "resolved.late")
    for left in ("pending.total", "pending.overdue")
)
_ACCOUNT = 160
"""Characters from what was old to what is left of it."""
_NEAR = 40
"""Characters from what was left over to the sum of it and what came in."""


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


def left_over_first(claims: Sequence[Claim], unread: Sequence[Unread]) -> list[Claim]:
    """'Tồn 25, nhận mới 400, tổng 425, …': what is left over before anything comes in."""
    found = list(claims)
    for index, claim in enumerate(claims):
        if claim.metric != "pending.total" or "stock" not in claim.features:
            continue
        beside = [c for c in claims if (c.block, c.scope) == (claim.block, claim.scope)]
        before = [c for c in beside if c.start < claim.start and c.metric in FLOWS]
        after = [c for c in beside if c.start > claim.start]
        came = next((c for c in after if c.metric in FLOWS), None)
        shown = _between_in_and_out(before, after) or _added_to(claim, before, after, unread)
        if shown or _part_of_all(claim, before, came):
            found[index] = claim._replace(metric="received.carried_over")
            continue
        told = before or any(_settled_above(c, claim) for c in claims)
        if told or came is None or came.metric not in ("received.new", "received.total"):
            continue
        found[index] = claim._replace(metric="received.carried_over")
        for at, other in enumerate(claims):
            summed = other in after and other.value == claim.value + came.value
            if summed and other.metric == "pending.total" and "total" in other.features:
                found[at] = other._replace(metric="received.total")
    return found


def _settled_above(other: Claim, claim: Claim) -> bool:
    """Whether a passage above told already what was settled of the same files."""
    same = (other.scope, other.period) == (claim.scope, claim.period)
    return same and other.metric == "resolved.total" and other.block < claim.block


def _between_in_and_out(before: Sequence[Claim], after: Sequence[Claim]) -> bool:
    """'nhận mới 400, tồn 25, giải quyết 410, còn 15': told between what came in and went out."""
    came = bool(before) and all(c.metric == "received.new" for c in before)
    told = {c.metric for c in after}
    return (
        came and {"resolved.total", "pending.total"} <= told and "received.carried_over" not in told
    )


def _part_of_all(left: Claim, before: Sequence[Claim], came: Claim | None) -> bool:
    """'618 hồ sơ cần giải quyết: tháng 9 còn lại 55, nhận mới 563': both make what was told."""
    whole = before[-1] if before else None
    if whole is None or came is None or whole.metric != "received.total" or not left.value:
        return False
    new = came.metric in ("received.new", "received.total")
    return new and whole.value == left.value + came.value


def _added_to(
    left: Claim, before: Sequence[Claim], after: Sequence[Claim], unread: Sequence[Unread]
) -> bool:
    """'mới tiếp nhận 1.300, cộng với 20 hồ sơ tồn, tổng cộng 1.320': what both make is all.

    Also where no label tells what they make: 'nhận 1.300, cộng 20 hồ sơ tồn là 1.320 hồ sơ'.
    """
    came = before[-1] if before else None
    if came is None or came.metric not in ("received.new", "received.total") or not left.value:
        return False
    both = came.value + left.value
    total = next((c for c in after if c.metric == "received.total"), None)
    if total is not None and total.value == both:
        return True
    near = (u for u in unread if u.block == left.block and 0 < u.start - left.end < _NEAR)
    return any(as_count(u.printed) == both for u in near)


def all_that_came(claims: Sequence[Claim], unread: Sequence[Unread]) -> list[Claim]:
    """'Xử lý tổng số 1.610 hồ sơ (cũ 1.246, mới 364) … đã trả 456': the 1.610 are all there were.

    Files split into new and old ones are those received, if a smaller number was settled of them,
    told as a figure of its own or left aside because the first had its name.
    """
    found = list(claims)
    within = defaultdict(list)
    for claim in claims:
        if claim.bracket_of is not None:
            within[claim.block, claim.bracket_of].append(claim)
    for at, claim in enumerate(claims):
        parts = within.get((claim.block, claim.start), [])
        if claim.metric != "resolved.total":
            continue
        split = [c for c in parts if c.metric in _ORIGINS]
        if not split or len(split) < len(parts) or sum(c.value for c in split) > claim.value:
            continue
        same = (claim.scope, claim.period)
        fewer = any(
            (c.scope, c.period, c.metric) == (*same, "resolved.total") and c.value < claim.value
            for c in claims[at + 1 :]
        )
        aside = next((u for u in unread if _settled_of(claim, u)), None)
        if fewer or aside is not None:
            found[at] = claim._replace(metric="received.total")
        if aside is not None and not fewer:
            found.append(instead(claim, aside))
    return sorted(found, key=lambda c: (c.block, c.start)) if len(found) > len(claims) else found


def _settled_of(all_there: Claim, number: Unread) -> bool:
    """A smaller number left aside behind, that was called settled."""
    behind = number.block == all_there.block and number.start > all_there.end
    return (
        behind
        and "settled" in number.features
        and 0 < (as_count(number.printed) or 0) < all_there.value
    )


def instead(claim: Claim, number: Unread) -> Claim:
    """The claim of a number that had been left aside."""
    return claim._replace(
        block=number.block,
        value=as_count(number.printed) or 0,
        printed=number.printed,
        start=number.start,
        end=number.end,
        quote_start=number.start,
        quote_end=number.end,
        bracket_of=None,
    )


def without_backlog(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without an account of old files: '17 hồ sơ quá hạn, đã giải quyết 15, còn 02'.

    What was late and is settled is open no more: neither the 17 nor the parts of them are figures
    of the period's files.
    """
    dropped: set[int] = set()
    for at in range(len(claims) - 2):
        old, done, left = claims[at : at + 3]
        told = (old.metric, done.metric, left.metric)
        here = len({(c.block, c.scope, c.period) for c in (old, done, left)}) == 1
        if told not in _BACKLOG or not here or not done.value:
            continue
        if left.start - old.end < _ACCOUNT and old.value == done.value + left.value:
            dropped |= {at, at + 1, at + 2}
    return [claim for at, claim in enumerate(claims) if at not in dropped]


def new_by_parts(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; what units or fields received is new where it adds up to what came new to all.

    'Gối đầu 90, nhận mới 563 … Lĩnh vực A nhận 320 hồ sơ, B 243': told of a list in one passage, or
    of all of a level in the document.
    """
    all_new = _of_whole(claims, "received.new") - _of_whole(claims, "received.total")
    if not all_new:
        return list(claims)
    lists: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        if claim.metric == "received.total" and claim.scope.name is not None:
            lists[claim.scope.level, claim.period, claim.block].append(at)
            lists[claim.scope.level, claim.period].append(at)
    found = list(claims)
    for (_, period, *_), places in lists.items():
        parts = {claims[at].scope: claims[at].value for at in places}
        if len(parts) >= _BOTH and (sum(parts.values()), period) in all_new:
            for at in places:
                found[at] = claims[at]._replace(metric="received.new")
    return found


def new_by_balance(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; 'nhận 93, kỳ trước 6; trả 77, đang làm 22': 93 is new, for 93 + 6 went out.

    Only where nothing was told as new, both were told once, and all that became of the files,
    settled and open at least, is their sum exactly.
    """
    found = list(claims)
    told: dict[tuple[object, ...], dict[str, set[int | Decimal]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for claim in claims:
        told[claim.scope, claim.period][claim.metric].add(claim.value)
    for (scope, period), values in told.items():
        came, left = values.get("received.total", set()), values.get("received.carried_over", set())
        gone = [values[metric] for metric in _OUTCOMES if metric in values]
        sure = all(len(some) == 1 for some in (came, left, *gone))
        if "received.new" in values or not sure or not {*_OUTCOMES[:_BOTH]} <= values.keys():
            continue
        all_gone = sum(next(iter(some)) for some in gone)
        if not next(iter(left)) or all_gone != next(iter(came)) + next(iter(left)):
            continue
        for at, claim in enumerate(found):
            if (claim.scope, claim.period, claim.metric) == (scope, period, "received.total"):
                found[at] = claim._replace(metric="received.new")
    return found


def _of_whole(claims: Sequence[Claim], metric: str) -> set[tuple[int | Decimal, str | None]]:
    """Values and periods that a metric has for the whole, or for a level."""
    told = (c for c in claims if c.metric == metric and c.scope.name is None)
    return {(c.value, c.period) for c in told}
