"""A row's label with what it is a part of: 'Tỷ lệ đúng hạn, trong đó:' over 'Cấp tỉnh', 'Cấp xã'.

Knows where a row's number or its first words hang it on another, or on a group beside it, and
which column names what is measured.
"""

from __future__ import annotations

import regex

from extractor.book.orders import compiled, targets
from extractor.orders.layout import Layout, fits
from extractor.orders.named import metric_named
from extractor.text import fold

_INDEX = regex.compile(r"(?P<whole>\d{1,2}(?:\.\d{1,2})*)\.?")
_DASH = regex.compile(r"[-–+•*]\s*\p{L}")
_SHORTEST = 4
"""Characters of a name that is longer than any number of a row."""


def whole_label(layout: Layout, at: int, col: int) -> str:
    """A measure with its lead or its group ('Số hóa | Hồ sơ khi tiếp nhận'), where that tells."""
    own = layout.text(at, col)
    lead = None if metric_named(own, damaged=False) else _lead_of(layout, at, col)
    if lead and metric_named(lead, damaged=False):
        return f"{lead} {own}"
    for before in (c for c in layout.heads if c < col and not layout.names[c]):
        above = (layout.text(row, before) for row in reversed(layout.body) if row <= at)
        group = next((words for words in above if words), "")
        whole = f"{group} {own}"
        if len(group) > _SHORTEST and metric_named(whole, damaged=False):
            return whole
    return own


def _lead_of(layout: Layout, at: int, col: int) -> str | None:
    """The label of the row that a row is a part of; None where it is none.

    A part is numbered below its lead (3.1 below 3), or without a number of its own begins with a
    dash or with 'Cấp …'. A lead holds no number: it would be a measure itself.
    """
    own = _number(layout, at, col)
    if own is None and not (
        _DASH.match(layout.text(at, col)) or fits("level", layout.text(at, col))
    ):
        return None
    for row in reversed([row for row in layout.rows if row < at]):
        label, above = layout.text(row, col), _number(layout, row, col)
        if above is not None and own is not None and not own.startswith(f"{above}."):
            if own.rpartition(".")[0] == above.rpartition(".")[0]:
                continue  # beside it
            return None
        if any(layout.text(row, c) for c in layout.numbers):
            if above is None and own is None:
                continue  # another part
            return None
        return label or None
    return None


def _number(layout: Layout, at: int, col: int) -> str | None:
    """The row's number, in a column before its label."""
    for before in (c for c in layout.heads if c < col):
        match = _INDEX.fullmatch(layout.text(at, before))
        if match is not None:
            return match["whole"]
    return None


def measures_in(layout: Layout) -> int | None:
    """The column whose rows name measures, whatever stands over it ('Hạng mục', 'Danh mục')."""
    words = (c for c in layout.heads if c not in layout.numbers)
    free = (c for c in words if layout.names[c] <= {"much", "what"})
    return next((c for c in free if names_measures(layout, c)), None)


def names_measures(layout: Layout, col: int) -> bool:
    """Whether most of a column's rows begin as measures do: 'Tỷ lệ …', 'Số hồ sơ …'."""
    said = [fold(words).strip(" *_-") for at in layout.body if (words := layout.text(at, col))]
    begins = compiled(rf"(?:{targets().words.rated}|{targets().words.numbered})")
    return 2 * sum(1 for words in said if begins.match(words)) > len(said)
