"""Figures made ready for arithmetic: intervals, and views that hold one value for each metric.

A view is one telling of one scope in one period: a table row, or a run of prose in which no
figure is told twice with different values. Knows no rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from extractor.models import Figure, Scope
from extractor.numbers import as_decimal
from extractor.text import fold

Value = int | Decimal
INFINITE = Decimal("Infinity")
_DECIMALS = re.compile(r"\d[.,](\d+)\D*$")
_TABLE = re.compile(r"^(table\d+)\D*?(\d+)?$")


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Cell:
    """One term of an equation. ``figure`` is None for a blank of a table, which means zero."""

    metric: str
    lo: Value
    hi: Value
    figure: Figure | None = None
    known: bool = True
    _printed: str = field(default="", compare=False, repr=False)
    """What is printed, once it was asked for: most cells stand in several equations."""

    @property
    def id(self) -> str:
        """The figure's id, '' for a blank."""
        return self.figure.id if self.figure else ""

    @property
    def exact(self) -> bool:
        """Whether it is one value, not an interval."""
        return self.known and self.lo == self.hi

    def printed(self) -> str:
        """The characters on the page; '0' for a blank or for zero in words (damaged or not)."""
        if not self._printed:
            self._printed = self._as_printed()
        return self._printed

    def _as_printed(self) -> str:
        if self.figure is None:
            return "0"
        shown = self.figure.printed.strip()
        if self.figure.qualifier == "exact" and shown.isdigit():
            return shown
        if self.figure.value == 0 and any(c.isalpha() for c in shown):
            return "0"
        if any(c.isdigit() for c in shown):
            mark = {"about": "≈", "over": ">", "under": "<"}.get(self.figure.qualifier, "")
            return mark + (_written_out(self.figure) or shown)
        return "0" if self.figure.value == 0 else shown or "?"


def _written_out(figure: Figure) -> str:
    """'8.980' for '8,98' thousand: beside other counts, what is printed would not add up."""
    said, value = as_decimal(re.sub(r"[^\d.,]", "", figure.printed)), figure.value
    if said is None or not isinstance(value, int) or value < 1000 * said or not said:
        return ""
    return f"{value:,}".replace(",", ".")


@dataclass(slots=True)
class View:
    """One telling of one scope: at most one cell a metric, and what is doubtful about it."""

    scope: Scope
    cells: dict[str, Cell] = field(default_factory=dict)
    borrowed: set[str] = field(default_factory=set)
    """Metrics told only elsewhere in the same scope."""
    disputed: set[str] = field(default_factory=set)
    """Metrics that another telling of the scope gives another value."""
    ambiguous: dict[str, list[Cell]] = field(default_factory=dict)
    """Metrics with several values in one passage."""
    period: str | None = None
    table: str = ""
    shown: dict[str, str | bool] = field(default_factory=dict)
    """Conventions that its own sums have shown so far."""

    def doubtful(self, metrics: Iterable[str]) -> tuple[str, ...]:
        """Those of ``metrics`` whose value is itself in dispute."""
        return tuple(m for m in metrics if m in self.disputed or m in self.ambiguous)


def cell_of(figure: Figure) -> Cell:
    """The figure as an interval; unknown where it was not read for certain."""
    value = figure.value
    if value is None or figure.status == "unresolved":
        return Cell(figure.metric, 0, 0, figure, known=False)
    if figure.qualifier == "exact":
        return Cell(figure.metric, value, value, figure)
    if figure.qualifier == "over":
        return Cell(figure.metric, value, INFINITE, figure)
    if figure.qualifier == "under":
        return Cell(figure.metric, 0, value, figure)
    half = last_unit(figure) / 2
    return Cell(figure.metric, value - half, value + half, figure)


def last_unit(figure: Figure) -> Decimal:
    """What one step of the last printed digit is worth, in units of the value.

    The trailing zeros of a whole number count as not printed ('khoảng 1.400' means hundreds),
    which also serves amounts printed with a word ('5,2 tỷ').
    """
    number = _number(figure)
    if number is None or not number:
        return Decimal(1)
    digits, exponent = number.as_tuple().digits, number.as_tuple().exponent
    if not isinstance(exponent, int):
        return Decimal(1)
    if exponent < 0:
        return Decimal(1).scaleb(exponent)
    bare = "".join(map(str, digits)).rstrip("0")
    return Decimal(1).scaleb(exponent + len(digits) - len(bare))


def _number(figure: Figure) -> Decimal | None:
    """The figure's value with the decimals it is printed with, if it can be told."""
    value = figure.value
    if not isinstance(value, Decimal):
        return None if value is None else Decimal(value)
    decimals = _DECIMALS.search(figure.printed)
    if decimals and value == value.to_integral_value():
        shown = as_decimal(re.sub(r"[^\d.,]", "", figure.printed))
        return shown if shown == value else value
    return value


def rate_unit(figure: Figure) -> Decimal:
    """One step of a rate's last printed decimal: '68,48' → 0.01, '100' → 1."""
    decimals = _DECIMALS.search(figure.printed)
    if decimals:
        return Decimal(1).scaleb(-len(decimals.group(1)))
    exponent = Decimal(figure.value or 0).as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def table_of(figure: Figure) -> str:
    """'table1' of a figure read from that table, '' for prose."""
    if figure.origin != "table":
        return ""
    match = _TABLE.match(figure.block)
    return match.group(1) if match else figure.block.partition(":")[0]


def row_of(figure: Figure) -> int:
    """The row of a table's figure, -1 where its block does not tell."""
    match = _TABLE.match(figure.block)
    return int(match.group(2)) if match and match.group(2) else -1


Key = tuple[str, str, str | None]


def key_of(figure: Figure) -> Key:
    """Whose and when: what figures must share to speak of the same thing."""
    name = figure.scope.name
    return figure.scope.level, fold(name.strip()) if name else "", figure.period


def views_of(figures: Sequence[Figure]) -> list[View]:
    """Every telling of every scope, prose first, in the order of the document."""
    prose: dict[Key, list[Figure]] = {}
    rows: dict[tuple[str, str, str | None], list[Figure]] = {}
    for figure in figures:
        if figure.origin == "table":
            rows.setdefault((table_of(figure), figure.block, figure.period), []).append(figure)
        else:
            prose.setdefault(key_of(figure), []).append(figure)
    found = [view for group in prose.values() for view in _tellings(group)]
    return found + _rows(rows)


def _rows(rows: dict[tuple[str, str, str | None], list[Figure]]) -> list[View]:
    """A view a table row; a metric that other rows of the table print is zero where blank.

    Where periods stand side by side, only what other rows print for the same period.
    """
    told = Counter((table, block) for table, block, _ in rows)
    sided = {table for (table, _), periods in told.items() if periods > 1}
    columns: dict[tuple[str, str | None], dict[str, None]] = {}
    for (table, _, period), group in rows.items():
        at = (table, period if table in sided else None)
        columns.setdefault(at, {}).update(dict.fromkeys(f.metric for f in group))
    found = []
    for (table, _, period), group in rows.items():
        view = View(group[0].scope, period=period, table=table)
        for figure in group:
            _put(view, cell_of(figure))
        for metric in columns[table, period if table in sided else None]:
            view.cells.setdefault(metric, Cell(metric, 0, 0))
        found.append(view)
    return found


def _put(view: View, cell: Cell) -> None:
    """Adds a cell; a second, different value of its metric makes the metric ambiguous."""
    old = view.cells.get(cell.metric)
    if old is None:
        view.cells[cell.metric] = cell
    elif not agree(old, cell):
        view.ambiguous.setdefault(cell.metric, [old]).append(cell)


def agree(a: Cell, b: Cell) -> bool:
    """Whether two cells can be the same number, as far as both are known."""
    if not (a.known and b.known):
        return True
    if a.lo <= b.hi and b.lo <= a.hi:
        return True
    if isinstance(a.lo, Decimal) and isinstance(b.lo, Decimal) and a.figure and b.figure:
        return abs(a.lo - b.lo) < max(rate_unit(a.figure), rate_unit(b.figure))
    return False


def _tellings(group: list[Figure]) -> list[View]:
    """Cuts the prose on one scope where a passage tells a figure again with another value."""
    scope, period = group[0].scope, group[0].period
    found = [View(scope, period=period)]
    for _, passage in groupby(group, key=lambda f: f.block):
        cells = [cell_of(figure) for figure in passage]
        now = found[-1].cells
        if any(c.metric in now and not agree(now[c.metric], c) for c in cells):
            found.append(View(scope, period=period))
        for cell in cells:
            _put(found[-1], cell)
    return _lend(found) if len(found) > 1 else found


def _lend(views: list[View]) -> list[View]:
    """Gives each telling what only others tell, and marks what they tell differently."""
    told: dict[str, list[Cell]] = {}
    for view in views:
        for metric, cell in view.cells.items():
            told.setdefault(metric, []).append(cell)
    own = [set(view.cells) for view in views]
    for metric, cells in told.items():
        united = all(agree(cells[0], cell) for cell in cells)
        for view, has in zip(views, own, strict=True):
            if not united:
                view.disputed.add(metric)
            elif metric not in has:
                view.cells[metric] = cells[0]
                view.borrowed.add(metric)
    return views
