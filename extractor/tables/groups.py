"""Which rows open a group by their place, which numerals units bear, which level rows give it.

Knows numerals, names' beginnings and sums of rows; gives no row its scope but a group's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.match.scopes import HOUSES
from extractor.models import Scope
from extractor.tables.called import are_fields, is_body
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


def styles_of_units(rows: Sequence[Row], damaged: bool) -> frozenset[str]:
    """Numerals of groups that bear units: half of their names at least, no level and no field."""
    found = set()
    for style in ("roman", "letter"):
        labels = [row.label for row in rows if row.style == style and row.cells and row.label]
        bodies = sum(is_body(label, damaged) for label in labels)
        others = any(is_level(label, damaged) or are_fields([label]) for label in labels)
        if bodies and bodies * 2 >= len(labels) and not others:
            found.add(style)
    return frozenset(found)


def is_level(label: str, damaged: bool) -> bool:
    """Whether it names a level; among single units a land registry or a counter is one of them."""
    found = level_of(label, damaged)
    return found is not None and found[0] not in HOUSES


def bodies(rows: Sequence[Row], damaged: bool) -> int:
    """Rows of a plain list that are single units."""
    listed = [row.label for row in rows if row.style == "arabic" and row.cells]
    return sum(is_body(label, damaged) and not level_of(label, damaged) for label in listed)
