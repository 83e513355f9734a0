"""What stands over a table and holds for all of it: by when, and who is to reach it.

Knows the lines above a table; which of its cells hold targets, :mod:`.matrix` knows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import regex

from extractor.book.orders import compiled, order_sections
from extractor.models import Page, Table
from extractor.orders.days import Signed
from extractor.orders.layout import Layout, fits, is_name, says, text_of
from extractor.orders.passage import actor_of_heading, taken_apart
from extractor.orders.targets import find_targets
from extractor.orders.timing import When, when_in_line
from extractor.orders.words import said_in
from extractor.segment import Block, style_of
from extractor.text import fold

_ABOVE = 400
"""Characters above a table in which its lead sentence stands."""
_LINES = 3
"""Lines of them that may name its time."""
_SHORT = 160
"""Characters of the longest heading."""
_UNDATED = Signed()
_EMPTY = regex.compile(r"\W*\d{0,3}\W*")
"""Between the parts of a table: nothing, or the number of a page."""


def text_above(layout: Layout) -> str:
    """The text right above a table, up to the one before it; of one that goes on, above that."""
    top = min(c.start for cells in layout.rows.values() for c in cells.values())
    before = sorted((t for t in layout.page.tables if t.end <= top), key=lambda t: t.end)
    heads = [text_of(layout.page, c) for c in layout.rows[min(layout.rows)].values()]
    while before and _goes_on(layout.page, before[-1], top, heads):
        top = before.pop().start
    ended = (t.end for t in before)  # what was said over another table
    return layout.page.text[max(0, top - _ABOVE, *ended) : top]


def _goes_on(page: Page, table: Table, top: int, heads: Sequence[str]) -> bool:
    """A table that is cut in two has the same headings again, and nothing between its parts."""
    between = page.text[table.end : top]
    first = [text_of(page, cell) for cell in table.cells if cell.row == 0]
    empty = _EMPTY.fullmatch(between) is not None or fits("goes_on", between)
    return empty and first == list(heads)


def lines_above(above: str) -> tuple[str, ...]:
    """The lines right above a table, the nearest first, without those about its paper."""
    lines = [said for line in above.splitlines() if (said := line.strip(" *_#|-"))]
    own = [line for line in lines if says("percent", line) or not fits("belongs", line)]
    return tuple(own[::-1][:_LINES])


def when_above(lines: Sequence[str], signed: Signed) -> When | None:
    """Of the line over the table; of one above that only where it is a heading of targets."""
    lines = [line for line in lines if not fits("attached", line)]
    for n, line in enumerate(lines):
        heading = len(line) < _SHORT and not line.endswith((".", ";")) and says("aims", line)
        item = line.endswith((".", ";")) and bool(find_targets(line))  # it has its own day
        if item or (n and not heading):
            return None
        if day := when_in_line(line, signed):
            return day
    return None


def told_above(lines: Sequence[str]) -> str | None:
    """'Năm 2024, các sở, ngành phấn đấu đạt các chỉ tiêu sau:', '2. Phòng Nội vụ' over a table.

    A line above the nearest one tells only as a lead, with a colon, or as a name alone, and none
    above a heading that names nobody.
    """
    for at, line in enumerate(lines):
        name = _named(line) or (_led(line) if line.endswith(":") else None)
        if name is None and not line.isupper() and (at == 0 or line.endswith(":")):
            block = Block(0, line, (), style_of(line), None, line.isascii())
            name = actor_of_heading(taken_apart(block, _UNDATED))
        if name is not None and not fits("level", name):
            return name
        if style_of(line) != "plain" or line.isupper():
            return None  # a heading of its own
    return None


def unheaded(line: str) -> str:
    """A line without its number, 'Giao' or 'Đối với' before a name, nor the colon behind."""
    headed = compiled(order_sections().columns["headed"]).match(fold(line))
    return line[headed.end() if headed else 0 :].rstrip(" :.")


def _named(line: str) -> str | None:
    """'2. Giao Sở Nội vụ:'."""
    alone = unheaded(line)
    orders = any(one.label != "actor" for one in said_in(alone, damaged=alone.isascii()))
    return alone if is_name(alone) and not orders else None


def _led(line: str) -> str | None:
    for name, verb in itertools.pairwise(said_in(line, damaged=line.isascii())):
        if name.label == "actor" and verb.label in ("duty", "modal"):
            reaches = fits("reaching", line[verb.start :]) and verb.start - name.end <= 1
            return line[name.start : name.end] if reaches else None
    return None
