"""Which months the rows or columns of a table are of, and which of them make up a longer one.

Knows labels as they are printed and the period of the document; no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.checks.cells import View
from extractor.head.months import told, told_of
from extractor.models import Period
from extractor.text import fold

Months = tuple[int, int]
"""First and last month, counted from the year 0 or, where no year is told, in the year."""
CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The tellings of one scope in one table, by their months.

    ``whole`` is the one that names no span.
    """

    parts: dict[Months, View]
    whole: View | None
    mixed: bool
    """A telling 'from the beginning of the year' stands among them."""
    own: Months | None
    """The months of the document's own period."""

    def sums(self) -> list[tuple[View, list[View]]]:
        """Each telling of a longer span and those that make it up, in their order."""
        found = []
        for months, view in self.parts.items():
            if parts := _tiles([m for m in self.parts if m != months and _in(m, months)], months):
                found.append((view, [self.parts[m] for m in parts]))
        if self.whole is not None and (parts := _tiles(list(self.parts), None)):
            spanned = parts[0][0], parts[-1][1]
            if self.own is None or _in(self.own, spanned):
                found.append((self.whole, [self.parts[m] for m in parts]))
        return found

    def before(self, view: View) -> View | None:
        """The telling of the span that ends where this one begins, if they are as long."""
        at = next((m for m, v in self.parts.items() if v is view), None)
        if at is None:
            return None
        long = at[1] - at[0] + 1
        return self.parts.get((at[0] - long, at[0] - 1))


def timelines(views: Sequence[View], own: Period | None) -> list[Timeline]:
    """Every scope of a table that is told of two spans or more; [] for none."""
    groups: dict[tuple[str, str, str], list[View]] = {}
    for view in views:
        if view.table:
            name = fold(view.scope.name or "")
            groups.setdefault((view.table, view.scope.level, name), []).append(view)
    return [
        line
        for group in groups.values()
        if sum(v.period is not None for v in group) > 1 and (line := _timeline(group, own))
    ]


def _timeline(group: Sequence[View], own: Period | None) -> Timeline | None:
    """None where two tell of one span, or some with their year and others without."""
    said = [(view, told(view.period)) for view in group if view.period not in (None, CUMULATIVE)]
    ours = told_of(own)
    years = {span[0] for _, span in said if span}
    dated = 0 not in years
    if not dated and len((years | {ours[0] if ours else 0}) - {0}) > 1:
        return None
    parts: dict[Months, View] = {}
    for view, span in said:
        if span is None:
            continue
        months = _months(span, dated=dated)
        if months in parts:
            return None
        parts[months] = view
    rest = [view for view in group if view.period is None]
    return Timeline(
        parts, rest[0] if len(rest) == 1 else None,
        any(view.period == CUMULATIVE for view in group),
        _months(ours, dated=dated) if ours and (ours[0] or not dated) else None,
    )  # fmt: skip


def _months(span: tuple[int, int, int], *, dated: bool) -> Months:
    year, first, last = span
    return (12 * year + first, 12 * year + last) if dated else (first, last)


def _in(inner: Months, outer: Months) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _tiles(spans: Iterable[Months], whole: Months | None) -> list[Months]:
    """Spans of one length, the shortest first, that end to end make ``whole``; [] for none."""
    ordered = sorted(spans)
    for long in sorted({last - first for first, last in ordered}):
        found = [m for m in ordered if m[1] - m[0] == long]
        joined = all(a[1] + 1 == b[0] for a, b in pairwise(found))
        if len(found) > 1 and joined and whole in (None, (found[0][0], found[-1][1])):
            return found
    return []
