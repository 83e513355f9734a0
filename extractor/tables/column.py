"""What was understood of one column of a table.

Only its shape; how it is read is :mod:`.columns`.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.book.metrics import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``metric`` None means it holds no figure of the vocabulary."""

    col: int
    path: tuple[str, ...]
    metric: str | None = None
    kind: Kind = "count"
    label: str | None = None
    """For a column that names rows: order, field, unit, either, metric or remark."""
    rate: str | None = None
    """What a per cent in the column means."""
    factor: int = 1
    """đồng for one of the printed unit, where the column is money."""
    period: str | None = None
    level: tuple[str, str] | None = None
    """(level, words as printed) where a heading says whose figures the column holds."""
    ambiguous: bool = False
    """Another column reads as the same figure."""
    by_form: bool = False
    """The form's number told the metric, not the heading."""
    own: frozenset[str] = frozenset()
    """The features of the headings that told the metric."""
    aside: str = ""
    """Why a column that looks like a figure is passed over."""
    ratio: tuple[str, str] | None = None
    """Metrics of 'a' and 'b' where the heading names two ('Đã số hóa/hồ sơ tiếp nhận')."""
    guessed: bool = False
    """A word of its headings was misread, and taken for the one near it."""
