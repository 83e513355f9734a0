"""Rows without figures that say whose, or of when, the figures below them are.

'A. Cấp huyện | 1. Tiếp nhận | … | B. Cấp xã | 1. Tiếp nhận': the same rows again in every section
of a turned table. Knows labels; no column and no value.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.book.tables import table_book
from extractor.head.months import is_over
from extractor.models import Period, Scope
from extractor.tables.called import is_body
from extractor.tables.labels import level_of
from extractor.tables.neighbours import names_place
from extractor.tables.words import BEFORE, named, owner_of_all, period_of_row

_BRACKET = regex.compile(r"\s*\([^()]*\)\s*$")
"""'Cấp huyện (các phòng chuyên môn)', 'Toàn huyện (A+B)': it says no more whose they are."""


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading among the rows says of those below it; by itself that of the table."""

    number: int = 0
    scope: Scope | None = None
    """None where the heading names none: the table's, or its columns'."""
    period: str = ""
    """'' where it names none."""

    def is_past(self, own: Period | None) -> bool:
        """Whether its span is only compared with: before the document's ``own``."""
        return self.period == BEFORE or (bool(self.period) and is_over(self.period, own))

    def whose(self, column: Scope, whole: bool) -> Scope | None:
        """Whose the figure below this heading is, in a column of this scope; None: nobody knows.

        ``whole`` says that the column's heading names no part of what is reported.
        """
        if self.scope is None or (self.scope.level == "whole" and self.scope.name is None):
            return column
        return self.scope if whole else None


def opened(label: str, before: Section, damaged: bool) -> Section | None:
    """The section that a row without figures opens; None where it says nothing of the kind."""
    bare = _BRACKET.sub("", label) or label
    number = before.number + 1
    if span := period_of_row(bare, damaged):
        return Section(number, before.scope, "" if span == "own" else span)
    scope = _scope(bare, damaged)
    return Section(number, scope) if scope is not None else None


def _scope(label: str, damaged: bool) -> Scope | None:
    if owner_of_all(table_book().totals, label, damaged) is not None:
        return Scope(level="whole")
    if (found := level_of(label, damaged)) is not None:
        return Scope(level=found[0])
    if names_place(label):
        return None
    names = named(label, damaged)
    if names and names[0].first and names[0].phrase.level == "field" and names[0].rest:
        return Scope(level="field", name=names[0].rest)
    return Scope(level="unit", name=label) if is_body(label, damaged) else None
