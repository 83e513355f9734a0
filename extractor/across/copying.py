"""Last period's line copied, or part of it left standing. Remarks only, never errors.

A row that repeats the one before in every figure is told as it is. Where only some figures are the
old ones, that is told if a relation over them fails in their own report, and set beside what else
may explain the failure. Knows series of tellings and what their own reports found; no relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.across.carrying import following
from extractor.across.ledger import Ledger, Telling
from extractor.across.reasons import Suspect, explained_within
from extractor.across.telling import places_of, remark
from extractor.book.joining import habits
from extractor.checks.cells import Cell
from extractor.messages import Param
from extractor.models import Finding

RULE = "X3"
SUMS = ("sum-mismatch", "balance-exceeded", "parent-mismatch")
"""Failures that say by how much: each of their figures would have to be off by that."""


def repeated(ledger: Ledger) -> Iterator[Finding]:
    """Copied rows and old figures of every series."""
    for key, series in ledger.tellings.items():
        own = [t for t in series if not t.to_date]
        for before, after in following(own):
            yield from _copied(before, after, ledger.names[key[0]])
            yield from _left_standing(before, after, ledger.names[key[0]])


def _copied(before: Telling, after: Telling, unit: str) -> Iterator[Finding]:
    """The row, where every figure is that of the period before."""
    declared = habits().copied
    shared = [m for m in after.cells if m in before.cells]
    alike = [m for m in shared if after.cells[m].lo == before.cells[m].lo]
    telling = {
        after.cells[m].lo for m in alike if len(str(int(after.cells[m].lo))) >= declared.digits
    }
    if len(alike) == len(shared) and len(telling) >= declared.figures:
        yield _copy(before, after, unit)


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


def _left_standing(before: Telling, after: Telling, unit: str) -> Iterator[Finding]:
    """Figures of a relation that fails in its own report, printed as in the period before."""
    for report in after.reports:
        for failing in (f for f in report.findings if f.severity == "error"):
            blamed = [c for c in after.cells.values() if c.id in failing.figures]
            same = [c for c in blamed if _recurs(c, before.cells.get(c.metric))]
            if 0 < len(same) < len(blamed):
                yield _standing(before, after, same, blamed, failing, unit)


def _recurs(cell: Cell, last: Cell | None) -> bool:
    """Whether a number is the last period's, and no small one that may well come again."""
    large = cell.exact and len(str(int(cell.lo))) >= habits().copied.digits
    return last is not None and large and last.exact and last.lo == cell.lo


def _standing(
    before: Telling, after: Telling, same: Sequence[Cell], blamed: Sequence[Cell],
    failing: Finding, unit: str,
) -> Finding:  # fmt: skip
    params: dict[str, Param] = {
        "variant": "figure" if len(same) == 1 else "part", "unit": unit,
        "period": after.when.label(), "before": before.when.label(),
        "metric": f"metric:{same[0].metric}",
        "metrics": f"metrics:{','.join(c.metric for c in same)}", "count": len(same),
        "value": "; ".join(c.printed() for c in same), "equation": failing.equation,
    }  # fmt: skip
    places = places_of(after, same)
    places += places_of(before, [before.cells[c.metric] for c in same])
    suspects = [s for c in blamed for s in _suspects(before, after, c, failing)]
    return remark(
        "repeated-row", "info", params, about=(unit, after.when.label(), failing.id), rule=RULE,
        places=places, scope=after.scope, metric=same[0].metric, equation=failing.equation,
        explanations=explained_within(suspects, places_of(after, same)),
    )  # fmt: skip


def _suspects(before: Telling, after: Telling, cell: Cell, failing: Finding) -> Iterator[Suspect]:
    """The figure, with the number for which the sum would close, and last period's."""
    if failing.code not in SUMS or failing.difference is None:
        return
    whole = cell.id == failing.figures[0]
    needed = cell.lo + (-failing.difference if whole else failing.difference)
    last = before.cells.get(cell.metric)
    for place in places_of(after, [cell]):
        yield Suspect(place, needed, last.figure if last else None, failing.equation)
