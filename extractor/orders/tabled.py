"""The tables of a page, ruled or set with blanks, and where those stand that are no prose.

Knows who finds tables; what a table says is known to :mod:`.tables`.
"""

from __future__ import annotations

from extractor.models import Commitment, Inspected, Page
from extractor.orders.aligned import aligned_tables
from extractor.orders.columns import laid_tables
from extractor.orders.days import Signed
from extractor.orders.tables import Told, read_table


def read_tables(
    page: Page, signed: Signed, *, ordering: bool
) -> tuple[Told, list[tuple[int, int, int]]]:
    """What the tables of a page order and found; the page and spans of those that were read.

    ``ordering``: as for :func:`extractor.orders.tables.read_table`.
    """
    orders: list[Commitment] = []
    found: list[Inspected] = []
    closed: list[tuple[int, int, int]] = []
    ruled = [(table.start, table.end) for table in page.tables]
    for table in page.tables:
        told = read_table(page, table, signed, ordering=ordering)
        if told is not None:
            orders += told.commitments
            found += told.inspected
            closed.append((page.number, table.start, table.end))
    for laid in laid_tables(page):
        told = None
        if not _overlaps(ruled, laid.start, laid.end):
            told = read_table(laid.page, laid.table, signed, ordering=ordering)
        if told is not None:
            orders += laid.put_back(told.commitments, page)
            found += laid.put_back(told.inspected, page)
            ruled.append((laid.start, laid.end))
            closed.append((page.number, laid.start, laid.end))
    for table in aligned_tables(page):
        told = None
        if not _overlaps(ruled, table.start, table.end):
            told = read_table(page, table, signed, ordering=ordering)
        if told is not None:
            orders += told.commitments
            found += told.inspected
            closed.append((page.number, table.start, table.end))
    return Told(tuple(orders), tuple(found)), closed


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)
