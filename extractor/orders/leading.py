"""What stands over a table and holds for all of it: by when, and who is to reach it.

Knows the lines above a table; which of its cells hold targets, :mod:`.matrix` knows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.orders.days import Signed
from extractor.orders.layout import Layout, fits, says
from extractor.orders.targets import find_targets
from extractor.orders.timing import When, when_in_line
from extractor.orders.words import said_in

_ABOVE = 400
"""Characters above a table in which its lead sentence stands."""
_SHORT = 160
"""Characters of the longest heading."""


def text_above(layout: Layout) -> str:
    """The text right above a table, up to the table before it."""
    top = min(c.start for cells in layout.rows.values() for c in cells.values())
    ended = (t.end for t in layout.page.tables if t.end <= top)  # what was said over another table
    return layout.page.text[max(0, top - _ABOVE, *ended) : top]


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
    """'Năm 2024, các sở, ngành phấn đấu đạt các chỉ tiêu sau:': who is to reach what follows."""
    line = lines[0] if lines else ""
    if not line.endswith(":"):
        return None
    for name, verb in itertools.pairwise(said_in(line, damaged=line.isascii())):
        if name.label == "actor" and verb.label in ("duty", "modal"):
            reaches = fits("reaching", line[verb.start :]) and verb.start - name.end <= 1
            return line[name.start : name.end] if reaches else None
    return None
