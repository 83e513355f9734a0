"""Totals that are called alike: what came in the period, what came in altogether, what was settled.

Knows what claims of a whole document say of each other's totals; no text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import chain, pairwise
from operator import attrgetter

from extractor.assemble.came_in import (
    all_that_came,
    instead,
    left_over_first,
    new_and_all,
    new_by_balance,
    new_by_parts,
    without_backlog,
)
from extractor.assemble.claims import Claim, Unread
from extractor.book.metrics import metrics
from extractor.models import Scope
from extractor.numbers import as_count

FLOWS_IN = ("received.new", "received.carried_over", "received.total")
_NEAR = 120
"""Characters between a whole and its first part, or its last part and the whole."""
_OFTEN = 2
"""Different values that a passage may tell of one scope: with and without the carry-over."""
_UNTOLD = ("no-label", "no-metric", "two-groups")
"""Why numbers of files are left aside that arithmetic may tell."""
OPEN_TOTAL = "carry-over-open"
"""Note of a figure of what was received, whose words leave open whether the carry-over is in it."""


def totals_told_apart(
    claims: Sequence[Claim], unread: Sequence[Unread], heard: Set[str]
) -> list[Claim]:
    """The claims, each total under the metric that its neighbours show it to be.

    ``heard`` are the features of all labels heard in passages with numbers.
    """
    told = all_that_came(_all_of_both(claims, unread), unread)
    told = _made_up(_added_up(left_over_first(told, unread)), unread)
    told = new_and_all(_wholes_of_shares(_new_among_totals(_due_first(told))))
    told = new_by_balance(new_by_parts(without_backlog(told)))
    return _left_open(_once_each(told), heard)


def _once_each(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that one passage tells of one scope again and again.

    'Gồm: đăng ký thuế tiếp nhận 9.316, miễn thuế tiếp nhận 1.205, hoàn thuế tiếp nhận 88': each
    is of something that was not made out, and none of the scope itself; but one told before them
    of which they make up most is what they are parts of.
    """
    counted = Counter([(c.block, c.metric) for c in claims])  # few are told so often at all
    if max(counted.values(), default=0) <= _OFTEN:
        return list(claims)
    values: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for c in claims:
        if counted[c.block, c.metric] > _OFTEN:
            values[c.block, c.metric, c.scope, c.period].append(c)
    dropped: set[int] = set()
    for told in values.values():
        if len({c.value for c in told}) > _OFTEN:
            parts = sum(c.value for c in told[1:])
            whole = parts <= told[0].value <= 2 * parts
            dropped.update(map(id, told[whole:]))
    return [c for c in claims if id(c) not in dropped]


def _due_first(claims: Sequence[Claim]) -> list[Claim]:
    """'900 hồ sơ có phát sinh phí thì 640 hồ sơ đã thanh toán trực tuyến': 900 were due."""
    found = list(claims)
    for at, (one, two) in enumerate(pairwise(claims)):
        if one.metric != two.metric or (one.block, one.scope) != (two.block, two.scope):
            continue
        due = metrics().get(metrics()[one.metric].of or "")
        if due is None or not due.metric.endswith(".due") or two.value > one.value:
            continue
        if any(way <= one.features and not way <= two.features for way in due.needs):
            found[at] = one._replace(metric=due.metric)
    return found


def _added_up(claims: Sequence[Claim]) -> list[Claim]:
    """'Số nhận: 1.918; năm trước còn lại: 37; tổng: 1.955': new, left over, and both together."""
    found = list(claims)
    opens = [c.metric for c in found].count("pending.total")
    for at in range(len(found) - 2 if opens > 1 else 0):
        came, left, both = found[at : at + 3]
        group = [c.metric for c in (came, left, both)]
        if group != ["received.total", "pending.total", "pending.total"]:
            continue
        if len({(c.block, c.scope, c.bracket_of) for c in (came, left, both)}) > 1:
            continue
        if "total" in both.features and left.value and came.value + left.value == both.value:
            for step, metric in enumerate(FLOWS_IN):
                one = found[at + step]  # 'năm 2016 còn lại' says whence they are, no time of theirs
                found[at + step] = one._replace(metric=metric, period=came.period)
    return found


def _made_up(claims: Sequence[Claim], unread: Sequence[Unread]) -> list[Claim]:
    """'Lũy kế: 2.878 hồ sơ (mới 2.874; năm 2020 chuyển sang 04)': what both parts make is all.

    The number that no label told stands right before the two, or right behind them.
    """
    found = list(claims)
    for at, (one, two) in enumerate(pairwise(claims)):
        if "received.carried_over" not in (one.metric, two.metric) or not _may_be_new(one, two):
            continue
        if (one.block, one.scope, one.period) != (two.block, two.scope, two.period):
            continue
        if not one.value or not two.value:
            continue
        before = claims[at - 1] if at else one
        again = before.note == "repeated" and before.value == one.value + two.value
        if again and (before.block, before.scope) == (one.block, one.scope):
            found[found.index(before)] = before._replace(metric="received.total", note="")
            continue
        total = _beside(one, two, claims, unread)
        if total is not None:
            whole = two._replace(metric="received.total", bracket_of=None)
            for part in (one, two):
                if part.metric == "received.total":
                    found[found.index(part)] = part._replace(metric="received.new")
            found.append(instead(whole, total))
    return sorted(found, key=lambda c: (c.block, c.start)) if len(found) > len(claims) else found


def _may_be_new(one: Claim, two: Claim) -> bool:
    """Whether what stands beside a carry-over is new, or 'tiếp nhận', which may be."""
    came = two if one.metric == "received.carried_over" else one
    return came.metric in ("received.new", "received.total")


def _beside(
    one: Claim, two: Claim, claims: Sequence[Claim], unread: Sequence[Unread]
) -> Unread | None:
    """The number without a label that is the sum of the two, with no figure in between.

    It may be the first of the passage below: 'Cộng: 2.878 hồ sơ.' on a line of its own.
    """
    told = [c.start for c in claims if c.block == one.block]
    below = [c.start for c in claims if c.block == one.block + 1]
    for number in unread:
        if number.reason not in _UNTOLD or number.block not in (one.block, one.block + 1):
            continue
        if number.block > one.block:
            first = number.start < min((*below, _NEAR)) and two.start == max(told)
            if first and as_count(number.printed) == one.value + two.value:
                return number
            continue
        low, high = sorted((number.start, one.start if number.start < one.start else two.start))
        near = not any(low < start < high for start in told)
        if near and high - low < _NEAR and as_count(number.printed) == one.value + two.value:
            return number
    return None


def _all_of_both(claims: Sequence[Claim], unread: Sequence[Unread]) -> list[Claim]:
    """'Tổng số hồ sơ giải quyết 2.050, trong đó đã giải quyết 2.000, đang giải quyết 50'.

    Open files are no part of the settled ones: the total is of all that was received, and the
    number left aside that makes it up with them is what was settled.
    """
    found: list[Claim] = []
    inside = [c for c in claims if c.metric == "pending.total" and c.bracket_of is not None]
    for claim in claims:
        pending = _open_inside(claim, inside) if claim.metric == "resolved.total" else None
        rest = pending and _aside_of(claim, int(claim.value - pending.value), unread)
        if not rest:
            found.append(claim)
            continue
        found.append(claim._replace(metric="received.total"))
        found.append(_settled(claim, rest))
    return sorted(found, key=attrgetter("block", "start"))


def _open_inside(claim: Claim, inside: Sequence[Claim]) -> Claim | None:
    """The open files that a total of settled ones is split into."""
    place = (claim.block, claim.start, claim.scope)
    return next((c for c in inside if (c.block, c.bracket_of, c.scope) == place), None)


def _aside_of(claim: Claim, value: int, unread: Sequence[Unread]) -> Unread | None:
    """A number left aside behind the claim that has this value and was called settled."""
    return next(
        (
            u
            for u in unread
            if u.block == claim.block
            and u.start > claim.end
            and "settled" in u.features
            and as_count(u.printed) == value
        ),
        None,
    )


def _settled(claim: Claim, rest: Unread) -> Claim:
    return instead(claim, rest)._replace(bracket_of=claim.start)


def _new_among_totals(claims: Sequence[Claim]) -> list[Claim]:
    """'Tiếp nhận trong kỳ: 457' is what is new where the scope's total stands elsewhere.

    So it is if a larger total is printed for the scope; whatever it is called ('tồn 15, nhận
    300'), if with the carry-over it is the larger total, or if only with the carry-over it is
    what was settled and what is open (R5).
    """
    found = list(claims)
    beside: dict[tuple[Scope, str | None], dict[str, list[Claim]]] = defaultdict(dict)
    for claim in claims:
        same = beside[claim.scope, claim.period].setdefault(claim.metric, [])
        if len(same) < 2:  # the first that is another one
            same.append(claim)
    for index, claim in enumerate(claims):
        vague = claim.metric == "received.total" and claim.note != "whole-of"
        there = list(chain.from_iterable(beside[claim.scope, claim.period].values()))
        if vague and "total" not in claim.features and _is_new(claim, there):
            for at in (index, *_listed_of(claims, index)):
                found[at] = claims[at]._replace(metric="received.new")
    return found


def _listed_of(claims: Sequence[Claim], whole: int) -> Iterator[int]:
    """'Trong 460 hồ sơ nhận vào, nhiều nhất là A 200, B 90': the places of those that split it."""
    head = claims[whole]
    for at in range(whole + 1, len(claims)):
        c = claims[at]
        if c.note != "repeated" or (c.block, c.metric) != (head.block, head.metric):
            break
        yield at


def _wholes_of_shares(claims: Sequence[Claim]) -> list[Claim]:
    """'trực tuyến 411/500 hồ sơ' where 520 were received: the 500 are the new files.

    Shares are taken of all files or of the new ones. A whole less than the total printed is
    what is new, unless the new files or those carried over are printed and say otherwise; so is
    what equals the new files where no total is printed.
    """
    received = (pair for pair in enumerate(claims) if pair[1].metric == "received.total")
    wholes = [(index, claim) for index, claim in received if claim.note == "whole-of"]
    said: dict[tuple[Scope, str | None], dict[str, int]] = defaultdict(dict)
    for claim in claims if wholes else ():
        if claim.note != "whole-of":
            said[claim.scope, claim.period].setdefault(claim.metric, int(claim.value))
    found = list(claims)
    for index, claim in wholes:
        others = said[claim.scope, claim.period]
        total = others.get("received.total", 0)
        new = others.get("received.new", total - others.get("received.carried_over", 0))
        smaller = claim.value < total and new in (claim.value, total)
        if smaller or (not total and claim.value == new):
            found[index] = claim._replace(metric="received.new")
    return found


def _is_new(claim: Claim, beside: Sequence[Claim]) -> bool:
    """``beside``: the claims of its scope and period, the first few of each metric."""
    values: dict[str, int] = {}
    for other in beside:
        if other is not claim:
            values.setdefault(other.metric, int(other.value))
    total, carried = values.get("received.total", 0), values.get("received.carried_over")
    if "received.new" not in values and carried and total == claim.value + carried:
        return True
    if carried and total > claim.value == values.get("received.new"):
        return True  # 'trong 402 hồ sơ nhận vào, …': what is new, told again
    if "inperiod" in claim.features and total > claim.value and "received.new" not in values:
        return True
    settled = values.get("resolved.total")
    pending = values.get("pending.total")
    if carried is None or settled is None or pending is None or not carried:
        return False
    if "received.new" in values and "inperiod" not in claim.features:
        return False  # the total is told beside it, and may be wrong
    return claim.value + carried == settled + pending


def _left_open(claims: Sequence[Claim], heard: Set[str]) -> list[Claim]:
    """Mark totals of which nothing says that they hold the carry-over.

    'Tổng số' is all of it, unless a carry-over is spoken of that the scope does not print.
    """
    carried = {(c.scope, c.period) for c in claims if c.metric == "received.carried_over"}
    spoken_of = "carried" in heard
    return [
        claim._replace(note=OPEN_TOTAL)
        if claim.metric == "received.total"
        and claim.note in ("", "repeated")
        and (claim.scope, claim.period) not in carried
        and (spoken_of or "total" not in claim.features)
        else claim
        for claim in claims
    ]
