"""Which columns hold an earlier span's figures, with which the document's own are compared.

Knows headings and the document's period; no rows and no values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.book.metrics import grammar
from extractor.head.months import is_over
from extractor.models import Period
from extractor.tables.column import Column
from extractor.tables.words import BEFORE, meaning, period_of_row, weightless

LEVELS = 2
"""Headings of a column that names what is counted and its time."""
FLOW = frozenset({"received", "open"})
"""What of a time before may be part of: what came in, and what is left."""
PAST = "comparison"
"""Why a column of an earlier span is passed over."""


def without_past(columns: Sequence[Column], own: Period | None, damaged: bool) -> list[Column]:
    """The columns, those of a span before the document's own passed over."""
    read = [_of_span(column, own, damaged) for column in columns]
    before = _compared(read, damaged)
    read = [replace(c, metric=None, aside=PAST) if c.path[-1:] in before else c for c in read]
    told = {(c.metric, c.kind) for c in read if c.metric and not _names_past(c, own)}
    return [
        replace(c, metric=None, aside=PAST)
        if (c.metric, c.kind) in told and _names_past(c, own)
        else c
        for c in read
    ]


def _compared(columns: Sequence[Column], damaged: bool) -> set[tuple[str, ...]]:
    """Lowest headings of a time before ('Kỳ trước') below what came in from none: 'Quá hạn'.

    Where one of them is compared with, all of them are, below what came in too.
    """
    groups = grammar().classes["group"]
    found = set()
    for column in columns:
        if len(column.path) < LEVELS or period_of_row(column.path[-1], damaged) != BEFORE:
            continue
        over = meaning(column.path[-LEVELS], damaged).features
        if over & (groups | grammar().classes["timing"]) and not over & FLOW:
            found.add(column.path[-1:])
    return found


def _names_past(column: Column, own: Period | None) -> bool:
    """'Đã giải quyết quý I/2023': what is counted and its span in one heading."""
    return any(is_over(text, own) for text in column.path)


def _of_span(column: Column, own: Period | None, damaged: bool) -> Column:
    """A column of a span before the document's own ('Năm 2023') is what that is compared with.

    The lowest heading of a figure's column may say what is counted ('Tiếp nhận | Kỳ trước').
    """
    said = [(text, period_of_row(text, damaged)) for text in column.path]
    if column.metric is not None and said and said[-1][1] in ("", BEFORE):
        said.pop()
    past = any(told == BEFORE for _, told in said) or any(
        is_over(text, own) for text, told in said if told or weightless(text, damaged)
    )
    return replace(column, metric=None, aside=PAST) if past else column
