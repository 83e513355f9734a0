"""Figures in the shape of form II.06a (Circular 01/2020/TT-VPCP): a row a unit, scope and period.

Knows which metric stands in which column and when a printed figure may stand in a column that
is not quite its own. Computes nothing: a cell holds what one document prints, or nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from extractor.across import Joined, first_of_each
from extractor.across.periods import nominal
from extractor.across.units import name_of
from extractor.book.names import LEVELS
from extractor.consolidate.frames import Told, cited_in, findings_of
from extractor.models import Figure, Finding, Report, Severity
from extractor.text import plain

COLUMNS = (
    "received.total",
    "received.online",
    "received.in_person_or_postal",
    "received.carried_over",
    "resolved.total",
    "resolved.early",
    "resolved.on_time",
    "resolved.late",
    "pending.total",
    "pending.in_time",
    "pending.overdue",
)
"""Columns (3) to (13) of the form."""
EXTRA = ("awaiting_supplement.total", "withdrawn.total", "refused.total", "stopped.total")
"""What the form does not ask for and the balance of a report needs."""
MERGED = "resolved.early_or_on_time"
HEAD = ("document", "issuer", "level", "unit", "period", "start", "end", "block", "nominal")
READ_FROM = {*COLUMNS, *EXTRA, MERGED, "received.in_person", "received.postal"}
_TRUST = {"confirmed": 0, "corrected": 0, "read": 1, "unresolved": 2}

Kind = Literal[
    "finding",
    "unresolved",
    "several",
    "merged",
    "merged-elsewhere",
    "part-only",
    "approximate",
    "without-carried-over",
    "duplicate",
    "copies",
]
Value = int | str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What one cell of the form needs said beside it; ``column`` '' is the row itself."""

    row: int
    column: str
    kind: Kind
    severity: Severity | None = None
    params: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def doubtful(self) -> bool:
        """Whether the printed value itself is in doubt or in dispute."""
        disputed = self.kind == "finding" and self.severity in ("error", "warning")
        return bool(self.column) and (disputed or self.kind in ("unresolved", "several"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row before it has its place in the table."""

    head: tuple[str | None, ...]
    cells: Mapping[str, Value]
    marks: tuple[Mark, ...]

    @property
    def key(self) -> tuple[str, ...] | None:
        """What two rows for the same thing share; None where the issuer is not known."""
        document, issuer, level, unit, _, start, end, _, period = self.head
        if not issuer or not period or document is None:
            return None
        whose = (" ".join(name_of(issuer).words), " ".join(name_of(unit).words))
        return (*whose, str(level), period, start or "", end or "")


def form(
    reports: Sequence[Report], joined: Joined | None = None
) -> tuple[pd.DataFrame, tuple[Mark, ...]]:
    """The rows in the order of levels, periods and units, and the marks on their cells.

    Cells are int, None where the report is silent, or the printed characters where it could
    not be read. Of two documents with the same bytes only the first is used, of versions the one
    that counts.
    """
    left = first_of_each(reports).keys() | (joined.replaced.keys() if joined else ())
    told = cited_in(joined.findings if joined else ())
    rows = [row for n, report in enumerate(reports) if n not in left for row in _rows(report, told)]
    rows = _without_twins(sorted(rows, key=_place))
    frame = pd.DataFrame(
        [(*row.head, *(row.cells.get(c) for c in (*COLUMNS, *EXTRA))) for row in rows],
        columns=[*HEAD, *COLUMNS, *EXTRA],
        dtype=object,
    )
    marks = tuple(replace(m, row=n) for n, row in enumerate(rows) for m in row.marks)
    return frame, marks


def _place(row: Row) -> tuple[Any, ...]:
    _, issuer, level, unit, _, start, _, _, period = row.head
    rank = LEVELS.index(level) if level in LEVELS else len(LEVELS)
    names = (counted(issuer), counted(unit), start or "")
    return (rank, level or "", unit is not None, period or "", *names)


def counted(name: str | None) -> str:
    """A name that sorts as people count: 'Phường 2' before 'Phường 10'."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(9), plain(name or ""))


def _rows(report: Report, told: Told) -> Iterator[Row]:
    disputed = findings_of(report, told)
    scopes: defaultdict[tuple[str, str | None], dict[str, list[Figure]]] = defaultdict(dict)
    for figure in _of_own_period(report):
        if figure.metric in READ_FROM:
            scope = (figure.scope.level, figure.scope.name)
            scopes[scope].setdefault(figure.metric, []).append(figure)
    for (level, unit), figures in scopes.items():
        cells, marks = _cells(figures, disputed, report.conventions)
        yield Row(_head(report, level, unit), cells, tuple(marks))


def _of_own_period(report: Report) -> Sequence[Figure]:
    """Not those told for another span beside it ('lũy kế', a month of the quarter).

    Where all are of another span, nothing else is the document's: they stand, as it tells them.
    """
    return [f for f in report.figures if f.period is None] or report.figures


def _head(report: Report, level: str, unit: str | None) -> tuple[str | None, ...]:
    period = report.document.period
    label, start, end = (period.label, period.start, period.end) if period else (None, None, None)
    block = level if unit is None else f"{level}:named"
    names = (report.source.path, report.document.issuer, level, unit)
    return (*names, label, start, end, block, nominal(period))


def _cells(
    figures: Mapping[str, Sequence[Figure]],
    disputed: Mapping[str, Sequence[Finding]],
    conventions: Mapping[str, str | bool],
) -> tuple[dict[str, Value], list[Mark]]:
    cells: dict[str, Value] = {}
    marks: list[Mark] = []
    for column in (*COLUMNS, *EXTRA):
        found = figures.get(column)
        if found:
            cells[column], said = _printed(column, found, disputed)
            marks += said
    _merged(figures, disputed, cells, marks)
    _counter_and_post(figures, disputed, cells, marks)
    if "received.total" in cells and conventions.get("received_includes_carried_over") is False:
        marks.append(Mark(0, "received.total", "without-carried-over"))
    return cells, marks


def _printed(
    column: str, found: Sequence[Figure], disputed: Mapping[str, Sequence[Finding]]
) -> tuple[Value, list[Mark]]:
    """The figure most to be trusted of those printed, and what is to be said of it."""
    figure = min(found, key=lambda f: _TRUST[f.status])
    marks = [
        Mark(0, column, "finding", f.severity, {"message": f.message or f.code, "code": f.code})
        for f in disputed.get(figure.id, ())
    ]
    if figure.status == "unresolved" or figure.value is None:
        marks.append(Mark(0, column, "unresolved", "warning", {"printed": figure.printed}))
    if len({f.value for f in found}) > 1:
        values = "; ".join(dict.fromkeys(f.printed for f in found))
        marks.append(Mark(0, column, "several", "warning", {"values": values}))
    if figure.qualifier != "exact":
        marks.append(Mark(0, column, "approximate", "info", {"printed": figure.printed}))
    return _value(figure), marks


def _value(figure: Figure) -> Value:
    """A whole number as int; anything else as it is printed, so that it is never added."""
    value = figure.value
    return int(value) if value is not None and value == int(value) else figure.printed


def _merged(
    figures: Mapping[str, Sequence[Figure]],
    disputed: Mapping[str, Sequence[Finding]],
    cells: dict[str, Value],
    marks: list[Mark],
) -> None:
    """'On time or early' in one figure stands under 'on time', unless that would count twice."""
    column, found = "resolved.on_time", figures.get(MERGED)
    if not found or column in cells:
        return
    value, said = _printed(column, found, disputed)
    if cells.get("resolved.early") is not None:
        printed = {"printed": found[0].printed}
        marks.append(Mark(0, column, "merged-elsewhere", "info", printed))
        return
    cells[column] = value
    marks += [*said, Mark(0, column, "merged", "info", {"printed": found[0].printed})]


def _counter_and_post(
    figures: Mapping[str, Sequence[Figure]],
    disputed: Mapping[str, Sequence[Finding]],
    cells: dict[str, Value],
    marks: list[Mark],
) -> None:
    """Column (5) from its two halves where only they are printed."""
    column = "received.in_person_or_postal"
    names = [m for m in ("received.in_person", "received.postal") if figures.get(m)]
    if column in cells or not names:
        return
    read = [_printed(column, figures[name], disputed) for name in names]
    numbers = [value for value, _ in read if isinstance(value, int)]
    whole = len(numbers) == len(read)
    cells[column] = sum(numbers) if whole else " + ".join(str(value) for value, _ in read)
    for _, said in read:
        marks += said
    halves = {"metrics": f"metrics:{','.join(names)}"}
    marks.append(Mark(0, column, "part-only", "info", halves))


def _without_twins(rows: Sequence[Row]) -> list[Row]:
    """Rows of two documents for the same thing: one if they agree, both and marked if not."""
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        groups[row.key or (str(n),)].append(n)
    kept = dict(enumerate(rows))
    for group in groups.values():
        if len({rows[n].head[0] for n in group}) < 2:
            continue
        documents = ", ".join(str(rows[n].head[0]) for n in group)
        alike = all(rows[n].cells == rows[group[0]].cells for n in group)
        mark = Mark(0, "", "copies", "info") if alike else Mark(0, "", "duplicate", "warning")
        mark = replace(mark, params={"documents": documents})
        for n in group[:1] if alike else group:
            kept[n] = replace(rows[n], marks=(*rows[n].marks, mark))
        for n in group[1:] if alike else ():
            del kept[n]
    return list(kept.values())
