"""What is unlike a unit's own past, or suspiciously like it. Remarks only, never errors.

A count is held against the unit's own earlier periods by median and median absolute deviation,
after counts are made of even spread, so that zeros and small counts are not all outliers
(``patterns/across/habits.toml`` names the sources). Knows series of tellings; no relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import median

from extractor.across.carrying import following
from extractor.across.ledger import Ledger, Telling
from extractor.across.telling import places_of, remark
from extractor.book.joining import habits
from extractor.checks.cells import Cell
from extractor.checks.verdict import show
from extractor.messages import Param
from extractor.models import Finding

RULE = "X3"


def unusual(ledger: Ledger) -> Iterator[Finding]:
    """Outliers and copied rows of every series."""
    for key, series in ledger.tellings.items():
        own = [t for t in series if not t.to_date]
        if len(own) > 1:
            unit = ledger.names[key[0]]
            yield from _copied(own, unit)
            yield from _left_standing(own, unit)
            yield from _outliers(own, unit)


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


def _copied(series: Sequence[Telling], unit: str) -> Iterator[Finding]:
    """Rows in which every figure is that of the period before."""
    declared = habits().copied
    for before, after in following(series):
        shared = [m for m in after.cells if m in before.cells]
        alike = [m for m in shared if after.cells[m].lo == before.cells[m].lo]
        telling = {
            after.cells[m].lo for m in alike if len(str(int(after.cells[m].lo))) >= declared.digits
        }
        if len(alike) == len(shared) and len(telling) >= declared.figures:
            yield _copy(before, after, unit)


def _left_standing(series: Sequence[Telling], unit: str) -> Iterator[Finding]:
    """A figure of a relation that fails in its own report, printed as in the period before."""
    for before, after in following(series):
        for report in after.reports:
            failing = [f for f in report.findings if f.severity == "error"]
            for finding in failing:
                blamed = [c for c in after.cells.values() if c.id in finding.figures]
                same = [c for c in blamed if _recurs(c, before.cells.get(c.metric))]
                if len(same) == 1 and len(blamed) > 1:
                    yield _standing(before, after, same[0], finding, unit)


def _recurs(cell: Cell, last: Cell | None) -> bool:
    """Whether a number is the last period's, and no small one that may well come again."""
    large = cell.exact and len(str(int(cell.lo))) >= habits().copied.digits
    return last is not None and large and last.exact and last.lo == cell.lo


def _standing(before: Telling, after: Telling, cell: Cell, failing: Finding, unit: str) -> Finding:
    params: dict[str, Param] = {
        "variant": "figure", "unit": unit, "period": after.when.label(),
        "before": before.when.label(), "metric": f"metric:{cell.metric}",
        "value": cell.printed(), "equation": failing.equation,
    }  # fmt: skip
    places = places_of(after, [cell]) + places_of(before, [before.cells[cell.metric]])
    return remark(
        "repeated-row", "info", params, about=(unit, after.when.label(), failing.id), rule=RULE,
        places=places, scope=after.scope, metric=cell.metric, equation=failing.equation,
    )  # fmt: skip


def _copy(before: Telling, after: Telling, unit: str) -> Finding:
    params: dict[str, Param] = {
        "unit": unit, "period": after.when.label(), "before": before.when.label(),
        "count": len([m for m in after.cells if m in before.cells]),
    }  # fmt: skip
    places = places_of(after, list(after.cells.values())[:1])
    places += places_of(before, list(before.cells.values())[:1])
    return remark(
        "repeated-row", "info", params, about=(unit, before.when.label(), after.when.label()),
        rule=RULE, places=places, scope=after.scope,
    )  # fmt: skip
