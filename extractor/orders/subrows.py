"""A row's label with what it is a part of: 'Tỷ lệ đúng hạn, trong đó:' over 'Cấp tỉnh', 'Cấp xã'.

Knows where a row's number or its first words hang it on another, or on a group beside it, and
which column names what is measured.
"""

from __future__ import annotations

import regex

from extractor.book.orders import compiled, targets
from extractor.orders.layout import Layout, fits
from extractor.orders.named import metric_named
from extractor.orders.words import said_in
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
    """Whether most of a column's rows are measures: 'Tỷ lệ …', 'Hồ sơ nộp qua mạng'."""
    said = [words for at in layout.body if (words := layout.text(at, col))]
    return 2 * sum(map(names_measure, said)) > len(said)


def names_measure(words: str) -> bool:
    """Whether words begin as a measure does, or are the name of one and order nothing."""
    begins = compiled(rf"(?:{targets().words.rated}|{targets().words.numbered})")
    if begins.match(fold(words).strip(" *_-")):
        return True
    said = said_in(words, damaged=words.isascii())
    return not (said and said[0].start == 0) and metric_named(words, damaged=False) is not None


def measured_by_heads(layout: Layout, col: int) -> bool:
    """Whether the headings of all numbers name measures, and no row of a column of names does."""
    if col in layout.numbers or not layout.names[col] <= {"measures", "what"}:
        return False
    heads = (layout.head(c) for c in layout.numbers)
    said = [words for at in layout.body if (words := layout.text(at, col))]
    named = bool(said) and all(map(any_metric, heads))
    return named and not any(map(names_measure, said))


def any_metric(words: str) -> str | None:
    """The metric of a rate or of a count that words name."""
    return metric_named(words, damaged=False) or metric_named(words, damaged=False, kind="count")
