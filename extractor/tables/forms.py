"""Fills columns whose headings cannot be read from the form they belong to.

A form is trusted when its number is printed over the table and its columns are numbered as the
form's, when its sums are printed with the column numbers, or when most headings that can be read
agree with it; never against a heading that says something else.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.book.tables import Form, table_book
from extractor.tables.columns import Column
from extractor.tables.header import Header

AGREEING = 6
"""Headings that must agree with an unnamed form."""


def by_form(
    columns: list[Column], header: Header, named: Form | None
) -> tuple[list[Column], Form | None]:
    """The columns, filled up where a form is recognised, and that form."""
    for form in table_book().forms:
        if not form.numbered:
            continue
        numbers = header.numbers or _by_position(columns, form, named)
        if _is(form, columns, numbers, header, named):
            return [_filled(c, form, numbers) for c in columns], form
    return columns, None


def _by_position(columns: list[Column], form: Form, named: Form | None) -> dict[int, int]:
    """Column numbers by counting, for a named form that prints none."""
    if form is not named or len(columns) != max(form.numbered):
        return {}
    return {column.col: column.col + 1 for column in columns}


def _is(
    form: Form, columns: list[Column], numbers: dict[int, int], header: Header, named: Form | None
) -> bool:
    meant = {column: form.numbered.get(numbers.get(column.col, 0)) for column in columns}
    agree = sum(c.metric is not None and c.metric == metric for c, metric in meant.items())
    clash = any(
        c.metric and metric and c.metric != metric and not c.guessed for c, metric in meant.items()
    )
    all_there = set(form.numbered) <= set(numbers.values())
    if clash or not all_there:
        return False
    sums = len(header.formulas & set(form.formulas))
    return form is named or sums > 1 or agree >= AGREEING


def _filled(column: Column, form: Form, numbers: dict[int, int]) -> Column:
    metric = form.numbered.get(numbers.get(column.col, 0))
    told = column.metric is not None and (not column.guessed or column.metric == metric)
    if told or metric is None or column.aside:
        return column
    return replace(column, metric=metric, kind="count", label=None, by_form=True)
