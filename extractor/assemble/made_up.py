"""Whose figures are where sums tell it better than the words around them.

'Hồ sơ nộp tại quầy của Trung tâm các xã 1.506 hồ sơ; trực tuyến 688; bưu điện 24': a level named on
the way is where something was done, not whose the files are. The figures under it that make up a
total of the whole, to the file and together with other figures of the whole, are the whole's too.
Knows claims and the sums of ``patterns/rules``; no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations, islice, product, takewhile

from extractor.assemble.claims import WHOLE, Claim
from extractor.book.rules import Signed, rules
from extractor.models import Scope

NOTE = "scope-by-sum"
"""Note of a figure that sums give to the whole against the level named beside it."""
_TERMS = 3
_LEAST = 50
"""A sum of fewer terms, or of a smaller total, may hold by chance."""
_TRIALS = 8
"""Of the values that one sum's figures were told with."""

Values = dict[str, set[int | Decimal]]
"""Metric → what it was told to be."""
_Place = tuple[int, Scope]


def whole_by_sums(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of a level that sums give to the whole moved there."""
    if all(claim.scope == WHOLE for claim in claims):
        return list(claims)
    return _with_the_whole(_behind_levels(claims))


def _behind_levels(claims: Sequence[Claim]) -> list[Claim]:
    """'cấp tỉnh 88, cấp xã 341, cộng 429 (tồn 8, mới 421)': the sum of the levels is of all.

    What is told behind it under the last level's name and makes it up is of all too.
    """
    found = list(claims)
    told: dict[tuple[int, str], dict[Scope, int | Decimal]] = defaultdict(dict)
    for at, claim in enumerate(claims):
        if not _is_level(claim.scope):
            continue
        levels = told[claim.block, claim.metric]
        if not (len(levels) > 1 and claim.scope in levels and _is_sum(claim, levels)):
            levels[claim.scope] = claim.value
            continue
        behind = _run(claims, at)
        moved = _moved({claim.metric: {claim.value}}, _told(claims[i] for i in behind))
        for i in (at, *(i for i in behind if claims[i].metric in moved)):
            found[i] = claims[i]._replace(scope=WHOLE, note=NOTE)
    return found


def _is_sum(claim: Claim, levels: dict[Scope, int | Decimal]) -> bool:
    return claim.value >= _LEAST and sum(levels.values()) == claim.value


def _run(claims: Sequence[Claim], at: int) -> list[int]:
    """The places behind one claim in its passage that bear its scope, up to another scope."""
    first = claims[at]
    same = takewhile(
        lambda i: (claims[i].block, claims[i].scope) == (first.block, first.scope),
        range(at + 1, len(claims)),
    )
    return list(same)


def _with_the_whole(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of a level that sums give to the whole moved there.

    Asks for an exact sum with figures of both; and no figure may be told twice by it, nor may the
    level have told its own ones elsewhere, or have an account of its own that they belong to.
    """
    whole = _told(c for c in claims if c.scope == WHOLE)
    beside: dict[_Place, list[int]] = defaultdict(list)
    blocks: dict[tuple[Scope, str], set[int]] = defaultdict(set)
    for at, claim in enumerate(claims if whole else ()):
        if _is_level(claim.scope):
            beside[claim.block, claim.scope].append(at)
            blocks[claim.scope, claim.metric].add(claim.block)
    found = list(claims)
    own = {scope: _own(claims, scope) for scope in {scope for _, scope in beside}}
    for (_, scope), places in beside.items():
        told = _told(claims[at] for at in places)
        free = told.keys() - whole.keys()  # an account that tells the whole's otherwise is its own
        kept = set().union(*(metrics for metrics in own[scope] if not metrics <= free))
        kept |= {metric for metric in told if len(blocks[scope, metric]) > 1}
        here = {m: v for m, v in told.items() if m not in whole and m not in kept}
        moved = _moved(whole, here)
        for at in places:
            if claims[at].metric in moved:
                found[at] = claims[at]._replace(scope=WHOLE, note=NOTE)
        whole |= {metric: here[metric] for metric in moved}
    return found


def _is_level(scope: Scope) -> bool:
    """A level as a whole: of what one unit did, its name was said for a reason."""
    return scope.name is None and scope.level not in ("field", "whole")


def _own(claims: Sequence[Claim], scope: Scope) -> list[set[str]]:
    """The sums that the level's own figures make up, each by its metrics."""
    told = _told(c for c in claims if c.scope == scope)
    sums = (s for s in _sums() if len(s) >= _TERMS and all(metric in told for metric, _ in s))
    return [{metric for metric, _ in terms} for terms in sums if _holds(terms, told)]


def _told(claims: Iterable[Claim]) -> Values:
    """The exact counts of the report's own period."""
    found: Values = defaultdict(set)
    for claim in claims:
        if claim.period is None and claim.qualifier == "exact":
            found[claim.metric].add(claim.value)
    return dict(found)


def _moved(whole: Values, here: Values) -> frozenset[str]:
    """The metrics of the level that belong to the whole: by one of its sums, and by theirs."""
    both = whole | here
    sums = [s for s in _sums() if all(m in both for m, _ in s) and any(m in here for m, _ in s)]
    held = [{m for m, _ in terms} for terms in sums if _holds(terms, both)]
    moved: set[str] = set()
    for metrics in held:
        if metrics & whole.keys() and len(metrics) >= _TERMS:
            moved |= metrics & here.keys()
    for metrics in held if moved else ():
        if metrics & moved:
            moved |= metrics & here.keys()
    groups = {metric.partition(".")[0] for metric in moved}
    return frozenset(m for m in here if m in moved or m.partition(".")[0] in groups)


def _holds(terms: Signed, told: Values) -> bool:
    """Whether some of the values told make the sum up, and it is no small one."""
    for values in islice(product(*(sorted(told[metric]) for metric, _ in terms)), _TRIALS):
        nought = sum(sign * value for (_, sign), value in zip(terms, values, strict=True)) == 0
        if nought and max(values) >= _LEAST:
            return True
    return False


@cache
def _sums() -> tuple[Signed, ...]:
    """What adds up to nought: each whole with each way to split it."""
    found: list[Signed] = []
    for rule in rules().sum:
        for split in rule.splits:
            if split.closes and len(split.parts) > 1 and not split.inside:
                parts = tuple((part, -1) for part in split.parts)
                found += [(*whole.signed, *parts) for whole in rule.wholes]
    for balance in rules().balance:
        for count in range(len(balance.extras) + 1):
            for extras in combinations(balance.extras, count):
                named = (*balance.parts, *extras)
                found.append(((balance.total, 1), *((part, -1) for part in named)))
    return tuple(found)
