"""X2: a longer period against the shorter ones in it. Flows add up, stocks do not.

A quarter against its months, a year against its quarters or months, 'from the beginning of the
year' against what came before and this month. What opens is that of the first part, what is open
that of the last. A part that is missing leaves it untold. Knows series of tellings; no unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.across.carrying import touching
from extractor.across.ledger import Ledger, Place, Telling
from extractor.across.periods import month_label
from extractor.across.reasons import explained, suspects
from extractor.across.telling import Judged, checked, compared, off, places_of, remark
from extractor.book.joining import relations
from extractor.checks.cells import Cell, Value
from extractor.checks.verdict import meets, show, total
from extractor.messages import Param
from extractor.models import Explanation, Outcome, Scope

RULE = "X2"
FEW = 3
Parts = tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure of a longer period and the figures it should be."""

    whole: Telling
    parts: Parts
    metric: str
    cells: tuple[Cell, ...]
    flow: bool = True

    def holds(self) -> bool:
        """Whether they agree."""
        left = self.whole.cells[self.metric]
        return meets((left.lo, left.hi), self.right())

    def right(self) -> tuple[Value, Value]:
        """What the parts make."""
        return total(tuple((cell, 1) for cell in self.cells))

    def equation(self) -> str:
        """As printed."""
        left = ((self.whole.cells[self.metric], 1),)
        return compared(left, tuple((c, 1) for c in self.cells), "=" if self.holds() else "≠")


def added_up(ledger: Ledger) -> Iterator[Judged]:
    """Every longer period of every series."""
    for key, series in ledger.tellings.items():
        ending: defaultdict[int, list[Telling]] = defaultdict(list)
        for telling in series:
            ending[telling.when.last].append(telling)
        for whole in series:
            if whole.when.length > 1 or whole.to_date:
                yield from _whole(whole, ending, ledger.names[key[0]])


def _whole(whole: Telling, ending: Mapping[int, list[Telling]], unit: str) -> Iterator[Judged]:
    covers, missing = covers_of(whole, ending)
    if not covers:
        if missing is not None:
            yield from _untold(whole, *missing, unit)
        return
    sums = [list(_sums(whole, parts)) for parts in covers]
    lacking = [set(whole.cells) & _adding(parts) - {s.metric for s in found}
               for parts, found in zip(covers, sums, strict=True)]  # fmt: skip
    for metric in sorted(set.intersection(*lacking)):
        yield checked(RULE, whole.scope, "cannot-tell", missing=[metric])
    best: dict[str, Sum] = {}
    for found in sums:
        for one in found:
            if one.metric not in best or (one.holds() and not best[one.metric].holds()):
                best[one.metric] = one
    yield from _judged(list(best.values()), unit)


def covers_of(
    whole: Telling, ending: Mapping[int, list[Telling]]
) -> tuple[list[Parts], tuple[Parts, list[int]] | None]:
    """The ways in which shorter periods make up the longer one: by the longest, by the shortest.

    Where neither is complete: what there is of the shortest, and the months that are missing.
    """
    covers, missing = list[Parts](), None
    for longest in (True, False):
        parts, gaps = _cover(whole, ending, longest=longest)
        if parts and not gaps and parts not in covers:
            covers.append(parts)
        elif parts and gaps and not longest:
            missing = parts, gaps
    return covers, missing


def _cover(
    whole: Telling, ending: Mapping[int, list[Telling]], *, longest: bool
) -> tuple[Parts, list[int]]:
    """From the last month back; at each step the longest part that fits, or the shortest."""
    parts: list[Telling] = []
    gaps: list[int] = []
    at = whole.when.last
    while at >= whole.when.first:
        fitting = [t for t in ending.get(at, ()) if _inside(t, whole, first=not parts)]
        if not fitting:
            gaps.append(at)
            at -= 1
            continue
        part = (max if longest else min)(fitting, key=lambda t: (t.when.length, t.to_date))
        parts.append(part)
        at = part.when.first - 1
    return tuple(reversed(parts)), gaps[::-1]


def _inside(part: Telling, whole: Telling, *, first: bool) -> bool:
    """Whether it may be a part: shorter; or as long, where only the other counts to date."""
    if part is whole or part.when.first < whole.when.first:
        return False
    if part.when.length == whole.when.length:
        return whole.to_date and not part.to_date
    return not part.to_date or (whole.to_date and part.when.first == whole.when.first)


def _adding(parts: Parts) -> set[str]:
    """The metrics that may be added over these parts."""
    declared = relations().adding
    new = all(
        r.conventions.get(name) == value
        for part in parts for r in part.reports for name, value in declared.new_if.items()
    )  # fmt: skip
    return {*declared.flows, *(declared.flows_of_new if new else ())}


def _sums(whole: Telling, parts: Parts) -> Iterator[Sum]:
    declared = relations().adding
    for metric in sorted(_adding((whole, *parts)) & set(whole.cells)):
        if all(metric in part.cells for part in parts):
            yield Sum(whole, parts, metric, tuple(part.cells[metric] for part in parts))
    for metrics, part in ((declared.opening, parts[0]), (declared.closing, parts[-1])):
        for metric in metrics:
            if metric in whole.cells and metric in part.cells:
                yield Sum(whole, (part,), metric, (part.cells[metric],), flow=False)


def _judged(sums: Sequence[Sum], unit: str) -> Iterator[Judged]:
    """Where nothing that is not zero holds, the periods are counted in different ways."""
    failing = [s for s in sums if not s.holds()]
    bearing = [s for s in sums if s.holds() and s.right()[0]]
    for one in sums:
        if one.holds():
            yield checked(RULE, one.whole.scope, "consistent", one.equation())
    if len(failing) >= FEW and len(bearing) < len(failing):
        yield _strange(failing, unit)
        return
    for one in failing:
        yield _mismatch(one, unit, told=ends_meet(one.whole, one.parts) or not one.flow)


def ends_meet(whole: Telling, parts: Parts) -> bool:
    """Whether the parts lie end to end and fill the whole, day for day as far as days are told."""
    near = relations().expected.near
    inner = all(touching(a, b) != "apart" for a, b in pairwise(parts))
    first = abs((parts[0].when.start - whole.when.start).days) <= near
    return inner and first and abs((parts[-1].when.end - whole.when.end).days) <= near


def _mismatch(one: Sum, unit: str, *, told: bool) -> Judged:
    left, right = one.whole.cells[one.metric], one.right()
    text = one.equation()
    params: dict[str, Param] = {
        "metric": f"metric:{one.metric}", "unit": unit, "period": one.whole.when.label(),
        "equation": text, "stated": show(left.lo), "computed": show(right[0]),
        "difference": off(left.lo, right[0]), "parts": _labels(one.parts),
        "variant": "flow" if one.flow else "stock",
    }  # fmt: skip
    if not told:
        params["variant"] = "apart"
    finding = remark(
        "cumulative-mismatch", "warning" if told else "info", params,
        about=(unit, one.whole.when.label(), str(one.whole.to_date)), rule=RULE,
        places=_places(one), scope=one.whole.scope, metric=one.metric, equation=text,
        stated=left.lo, computed=right[0], explanations=_why(one),
    )  # fmt: skip
    outcome: Outcome = "inconsistent" if told else "cannot-tell"
    return Judged(checked(RULE, one.whole.scope, outcome, text).check, finding)


def _why(one: Sum) -> tuple[Explanation, ...]:
    """The whole may be wrong, or one of the parts."""
    left = one.whole.cells[one.metric]
    gap = one.right()[0] - left.lo
    found = suspects(one.whole, ((left, 1),), gap)
    for n, (part, cell) in enumerate(zip(one.parts, one.cells, strict=True)):
        found += suspects(part, ((cell, 1),), -gap, one.parts[n - 1] if n else None)
    return explained(found)


def _places(one: Sum) -> list[Place]:
    found = places_of(one.whole, [one.whole.cells[one.metric]])
    for part, cell in zip(one.parts, one.cells, strict=True):
        found += places_of(part, [cell])
    return found


def _labels(parts: Iterable[Telling]) -> str:
    return ", ".join(part.when.label() for part in parts)


def _strange(failing: Sequence[Sum], unit: str) -> Judged:
    """Hardly anything adds up: no figure is at fault, the periods are counted otherwise."""
    one = failing[0]
    params: dict[str, Param] = {
        "variant": "strange", "unit": unit, "period": one.whole.when.label(),
        "metrics": f"metrics:{','.join(s.metric for s in failing)}",
        "equation": one.equation(), "parts": _labels(one.parts),
    }  # fmt: skip
    finding = remark(
        "cumulative-mismatch", "info", params, rule=RULE,
        about=(unit, one.whole.when.label(), str(one.whole.to_date), "strange"),
        places=[p for s in failing for p in _places(s)], scope=one.whole.scope,
        equation=one.equation(),
    )  # fmt: skip
    return Judged(checked(RULE, one.whole.scope, "cannot-tell", one.equation()).check, finding)


def _untold(whole: Telling, parts: Parts, gaps: Sequence[int], unit: str) -> Iterator[Judged]:
    """Parts are missing: what there is may still be more than the whole."""
    months = [month_label(m) for m in gaps]
    for metric in sorted(_adding((whole, *parts)) & set(whole.cells)):
        cells = tuple(part.cells[metric] for part in parts if metric in part.cells)
        if not cells:
            continue
        one = Sum(whole, parts, metric, cells)
        if len(cells) == len(parts) and one.right()[0] > whole.cells[metric].hi:
            yield _mismatch(one, unit, told=True)
        else:
            yield _gap(whole.scope, months)


def _gap(scope: Scope, months: Sequence[str]) -> Judged:
    return checked(RULE, scope, "cannot-tell", missing=months)
