"""What is unlike a unit's own past. Remarks only, never errors.

A count is held against the unit's own earlier periods by median and median absolute deviation,
after counts are made of even spread, so that zeros and small counts are not all outliers
(``patterns/across/habits.toml`` names the sources). Knows series of tellings; no relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import median

from extractor.across.ledger import Ledger, Telling
from extractor.across.telling import places_of, remark
from extractor.book.joining import habits
from extractor.checks.cells import Cell
from extractor.checks.verdict import show
from extractor.messages import Param
from extractor.models import Finding

RULE = "X3"


def unusual(ledger: Ledger) -> Iterator[Finding]:
    """Outliers of every series."""
    for key, series in ledger.tellings.items():
        own = [t for t in series if not t.to_date]
        if len(own) > 1:
            yield from _outliers(own, ledger.names[key[0]])


def _outliers(series: Sequence[Telling], unit: str) -> Iterator[Finding]:
    declared = habits().outliers
    if len(series) <= declared.least:
        return
    for metric in declared.metrics:
        past: dict[int, list[float]] = {}
        for telling in series:
            cell = telling.cells.get(metric)
            if cell is None or not cell.exact:
                continue
            earlier = past.setdefault(telling.when.length, [])
            value = float(cell.lo)
            if len(earlier) >= declared.least and abs(score(value, earlier)) > declared.limit:
                yield _outlier(telling, cell, earlier, unit)
            earlier.append(value)


def score(value: float, past: Sequence[float]) -> float:
    """How many spreads a count lies from the median: Anscombe's counts, Hampel's spread."""
    declared = habits().outliers
    even = [_even(x) for x in past]
    middle = median(even)
    spread = declared.scale * median([abs(x - middle) for x in even])
    return (_even(value) - middle) / max(spread, declared.floor)


def _even(count: float) -> float:
    """A count whose standard deviation is about 1 where files come at random."""
    return 2 * sqrt(max(count, 0) + 0.375)


def _outlier(telling: Telling, cell: Cell, past: Sequence[float], unit: str) -> Finding:
    when = telling.when.label()
    params: dict[str, Param] = {
        "metric": f"metric:{cell.metric}", "unit": unit, "period": when, "value": cell.printed(),
        "median": show(round(median(past))), "count": len(past),
        "least": show(int(min(past))), "most": show(int(max(past))),
    }  # fmt: skip
    return remark(
        "outlier", "info", params, about=(unit, when), rule=RULE,
        places=places_of(telling, [cell]), scope=telling.scope, metric=cell.metric,
        stated=cell.lo, computed=round(median(past)),
    )  # fmt: skip
