"""Which rows open a group by their place alone, and which level a group's rows give it.

Knows numerals, names' beginnings and sums of rows; no words of levels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.models import Scope
from extractor.tables.called import is_body
from extractor.tables.labels import level_listed, level_of
from extractor.tables.row import Group, Row

AGAIN = 2
"""Times that the numerals of a table begin anew, by which rows without one open groups."""


def by_place(rows: Sequence[Row], damaged: bool) -> set[int]:
    """Numbers of the rows that open a group, as the next shows: '1' over '1.1', 'Sở' over '1'."""
    found = {a.number for a, b in pairwise(rows) if _lies_below(b.marker, a.marker)}
    anew = [
        above.number
        for above, row in pairwise(rows)
        if row.marker.lstrip("0") == "1" and not above.marker and is_body(above.label, damaged)
    ]
    return found | set(anew) if len(anew) >= AGAIN else found


def _lies_below(marker: str, above: str) -> bool:
    """'1.1' lies below '1', '2.3.1' below '2.3'."""
    return above[:1].isdecimal() and marker.rpartition(".")[0] == above.strip(".") != ""


def score(total: Row, rows: Sequence[Row]) -> float:
    """The share of the total's columns, zeros apart, that are the sum of the rows."""
    told = {col: count for col, count in total.counts.items() if count}
    if not told or not rows:
        return 0.0
    right = sum(sum(r.counts.get(col, 0) for r in rows) == count for col, count in told.items())
    return right / len(told)


def by_listing(groups: Sequence[Group], damaged: bool) -> None:
    """Give groups the level of their rows: 'Tuyến cơ sở' over communes, whose sum it is.

    Only where their names say neither level nor body, and of two such groups of one level none.
    """
    found: dict[int, str] = {}
    for at, group in enumerate(groups):
        own = group.own
        if own is None or level_of(own.label, damaged) or is_body(own.label, damaged):
            continue
        level = level_listed([row.label for row in group.rows])
        if level and own.scope and own.scope.level == "unit" and score(own, group.rows) == 1.0:
            found[at] = level
    times = Counter(found.values())
    told = {group.level for group in groups if group.level}
    for at, level in found.items():
        own = groups[at].own
        if own is not None and times[level] == 1 and level not in told:
            own.scope = Scope(level=level)
