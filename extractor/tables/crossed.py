"""Rows that say of what the columns' figures are: 'Kết quả giải quyết' beside 'Đã số hóa'.

Such a row is no unit and no field of work: it is a heading that stands at the side. Knows
headings; no values.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.book.metrics import grammar
from extractor.book.tables import table_book
from extractor.tables.columns import Column, read_columns
from extractor.tables.words import meaning

FEWEST = 2
"""Rows that name an object."""


def crossed(
    labels: Sequence[str], columns: Sequence[Column], damaged: bool
) -> dict[str, list[Column]]:
    """The columns as each of these rows makes them mean; {} where no rows say of what they are."""
    repeating, objects = table_book().headings.repeating, grammar().classes["object"]
    if not any(column.own & repeating and not column.own & objects for column in columns):
        return {}
    named = [label for label in dict.fromkeys(labels) if _is_object(label, damaged)]
    if len(named) < FEWEST:
        return {}
    return {label: _beside(label, columns, damaged) for label in named}


def _beside(label: str, columns: Sequence[Column], damaged: bool) -> list[Column]:
    paths = [(label, *column.path) for column in columns]
    of = meaning(label, damaged).features & grammar().classes["object"]
    return read_columns(paths, subject=frozenset(), damaged=damaged, of=of)


def _is_object(label: str, damaged: bool) -> bool:
    """Its words say of what something was done, and nothing else."""
    said = meaning(label, damaged)
    allowed = grammar().classes["object"] | table_book().headings.wholes
    bare = {f for f in said.features if not f.startswith("unit:")}
    known = not said.strange and not said.negated
    return known and bare <= allowed and bool(bare & grammar().classes["object"])
