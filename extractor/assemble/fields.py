"""What a list of fields of work counts: all that was received, or what is new, as its sum tells.

'Chứng thực 121, hộ tịch 97, …' says neither; that the fields make up one figure of the report to
the file and not the other says which. Knows claims and their sums; no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.assemble.claims import Claim

ARISEN = "arisen"
"""Feature of a figure whose list says that its files came in the period."""
_TOTAL, _NEW = "received.total", "received.new"
_LEAST = 3
"""A sum of fewer fields may hold by chance."""
_APART = 2
"""Passages from one field of a list to the next."""


def fields_by_sum(claims: Sequence[Claim], own: str) -> list[Claim]:
    """The claims, lists of fields under the metric that they add up to.

    ``own`` is the document's period, which a passage may say or leave unsaid.
    """
    found = list(claims)
    claims = [c._replace(period=None) if c.period == own else c for c in claims]
    for run in _runs(claims):
        told = claims[run[0]].metric
        other = _NEW if told == _TOTAL else _TOTAL
        total = sum(claims[at].value for at in run)
        period = claims[run[0]].period
        wholes = {
            c.metric
            for c in claims
            if c.scope.level != "field" and c.period == period and c.value == total
        }
        if (other in wholes and told not in wholes) or (
            told == _TOTAL and not wholes and _some_of_new(claims, run, int(total))
        ):
            for at in run:
                found[at] = found[at]._replace(metric=other, note="list-by-sum")
    return found


def _some_of_new(claims: Sequence[Claim], run: Sequence[int], total: int) -> bool:
    """'tiếp nhận 500, trong đó mới 460. Lĩnh vực phát sinh nhiều: A 200, B 90': some of the 460.

    The report tells what is new of all, and the list that its files came in the period.
    """
    first = claims[run[0]]
    whole = [c for c in claims if c.scope.level == "whole" and c.period == first.period]
    told = {c.metric: c.value for c in whole}
    arisen = all(ARISEN in claims[at].features for at in run)
    return arisen and {_TOTAL, _NEW} <= told.keys() and total <= told[_NEW]


def _runs(claims: Sequence[Claim]) -> Iterator[list[int]]:
    """Places of claims that list fields by one metric of what came in, each field once."""
    run: list[int] = []
    for at, claim in enumerate(claims):
        if claim.scope.level != "field" or claim.metric not in (_TOTAL, _NEW):
            continue
        if run and not _goes_on([claims[i] for i in run], claim):
            yield from [run] if len(run) >= _LEAST else []
            run = []
        run.append(at)
    yield from [run] if len(run) >= _LEAST else []


def _goes_on(run: Sequence[Claim], claim: Claim) -> bool:
    last = run[-1]
    near = claim.block - last.block <= _APART
    alike = (claim.metric, claim.period) == (last.metric, last.period)
    return near and alike and claim.scope not in [c.scope for c in run]
