"""What is said beside a line of the table: when a unit stood, what lacks, what it prints itself.

Knows one line; not the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from extractor.consolidate.form import COLUMNS
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import Note, Row, note
from extractor.consolidate.official.kin import Node
from extractor.consolidate.official.reckon import Cover

Owed = Mapping[tuple[str, int], str]
"""Unit and month (counted from the year 0) → how the report that is owed stands: a status of the
office's calendar."""
NOT_THERE = frozenset({"missing", "awaited"})
TOLD = 3
"""Differences, or missing units, that a remark names; other sheets have them all."""


def standing(node: Node, asked: Asked) -> Iterator[Note]:
    """From when or until when a unit stood that did not stand all the time."""
    if node.months.start > asked.first:
        yield note("from", day=_day(node.unit.start))
    if node.months.stop - 1 < asked.last:
        yield note("until", day=_day(node.unit.end))


def _day(iso: str) -> str:
    """'01/07/2025'."""
    return "/".join(reversed(iso.split("-")))


def lacking(covered: Cover, node: Node, owed: Owed) -> Iterator[Note]:
    """What came of the reports that it owes and that are not in its line."""
    gaps = [m for m in covered.gaps if (node.unit.id, m) in owed]
    unused = Counter(owed[node.unit.id, m] for m in gaps)
    count = sum(unused.pop(status, 0) for status in NOT_THERE)
    if count and len(node.months) == 1:
        yield note("no-report")
    elif count:
        yield note("no-reports", count=count, months=len(node.months))
    for status in unused:
        yield note(f"unused-{status}")


def beside(printed: Row, row: Row) -> Iterator[Note]:
    """Where the unit's own print differs from what was recomputed, or from more than a part of it.

    That a part is less than the print is no news: the line itself says what is missing.
    """
    found = []
    for metric, one, other in zip(COLUMNS, printed, row, strict=True):
        if one.state != "ok" or one.value is None or other.value is None:
            continue
        off = other.value - one.value
        if (other.state == "ok" and off) or (other.state == "partial" and off > 0):
            found.append(note("differs", metric=f"metric:{metric}", printed=one.value,
                              made=other.value, difference=off))  # fmt: skip
    yield from found[:TOLD]
    if len(found) > TOLD:
        yield note("differs-more", count=len(found) - TOLD)
