"""V1 inside one document: a total row over its rows, a whole over its levels.

A table is held to its total where its other columns show that all its rows were read. In
prose, scopes overlap and lists are examples: what adds up is said, what does not is no error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from extractor.book.names import names
from extractor.checks.cells import Cell, View, row_of
from extractor.checks.sums import blocked
from extractor.checks.verdict import Terms, Verdict, meets, total

DATA = frozenset({"unit", "field"})
ROOTS = ("whole", "centre", "province")
MOST_CHILDREN = 6
MOST_ROWS, MOST_INSIDE = 150, 20
"""Rows of a table that are tried for rows within rows, and rows within one."""


def weigh_tables(views: Sequence[View]) -> Iterator[Verdict]:
    """Each table's totals and subtotals, a verdict a column."""
    tables: dict[str, list[View]] = {}
    for view in views:
        if view.table:
            tables.setdefault(view.table, []).append(view)
    for rows in tables.values():
        if len(rows) > 1:
            rows.sort(key=_row)
            yield from _totals(rows)
            yield from _subtotals(rows)


def _row(view: View) -> int:
    return next((row_of(c.figure) for c in view.cells.values() if c.figure), -1)


def _totals(rows: list[View]) -> Iterator[Verdict]:
    """The one total row against the data rows, the groups, or all other rows."""
    whole = [row for row in rows if row.scope.level == "whole"]
    if not whole:
        yield from _last(rows)
        return
    others = [row for row in rows if row.scope.level != "whole"]
    data = [row for row in others if _named(row)]
    groups = [row for row in others if not _named(row)]
    if len(whole) != 1 or len(others) < 2:
        return
    ways = [way for way in (data, groups, others, _outer(others)) if len(way) > 1]
    # Only one way of adding can be the table's: the one that most columns bear out.
    best = max((_columns(whole[0], way) for way in ways), key=_holding, default=[])
    yield from _judged(best)


def _outer(rows: Sequence[View]) -> list[View]:
    """The rows without those that add up to the row above them in every column that tells."""
    found, at = [], 0
    while at < len(rows) and len(rows) <= MOST_ROWS:
        found.append(rows[at])
        at += 1 + _inside(rows[at], rows[at + 1 : at + 1 + MOST_INSIDE])
    return found


def _inside(head: View, below: Sequence[View]) -> int:
    """How many rows below a row are its parts; 0 where none or only one column bears that out."""
    kinds = {m: entry.kind for m in head.cells if (entry := names().metric.get(m))}
    counts = (c for m, c in head.cells.items() if kinds.get(m) == "count")
    leading = next((c for c in counts if c.lo and c.figure), None)
    if leading is None:
        return 0
    added = 0
    for count, row in enumerate(below, 1):
        part = row.cells.get(leading.metric)
        added += int(part.lo) if part is not None else 0
        if added > leading.hi:
            return 0
        if count < 2 or added < leading.lo:  # most rows are done with here
            continue
        told = _telling(_columns(head, below[:count]))
        if len(told) > 1 and _holding(told) == len(told):
            return count
    return 0


def _last(rows: list[View]) -> Iterator[Verdict]:
    """A last row that names a level, not a unit, is a total where most columns bear it out."""
    head, above = rows[-1], [row for row in rows[:-1] if _named(row)]
    if not _named(head) and len(above) > 1:
        columns = _columns(head, above)
        if _holding(columns) > 1 and _holding(columns) * 2 >= len(_telling(columns)):
            yield from _judged(columns)


def _named(view: View) -> bool:
    """Whether the row is of one unit or field, not of a level."""
    return view.scope.level in DATA or view.scope.name is not None


def _subtotals(rows: list[View]) -> Iterator[Verdict]:
    """Each group row against its data rows: those below it or, if more bear that out, above it."""
    heads = [i for i, row in enumerate(rows) if not _named(row)]
    below = [(rows[a], rows[a + 1 : b]) for a, b in pairwise([*heads, len(rows)])]
    above = [(rows[b], rows[a + 1 : b]) for a, b in pairwise([-1, *heads])]
    ways = [list(_grouped(way)) for way in (below, above)]
    best = max(ways, key=lambda groups: sum(map(_holding, groups)))
    for columns in best:
        if _holding(columns) * 2 >= len(columns):
            yield from _judged(columns)


def _grouped(groups: Sequence[tuple[View, Sequence[View]]]) -> Iterator[list[Verdict]]:
    """The columns of each group that is no grand total and has rows to add."""
    for head, rows in groups:
        if head.scope.level != "whole" and len(rows) > 1:
            yield _columns(head, rows)


def _columns(head: View, rows: Sequence[View]) -> list[Verdict]:
    found = []
    for metric, cell in head.cells.items():
        entry = names().metric.get(metric)
        if entry is None or entry.kind == "rate" or cell.figure is None:
            continue
        terms = tuple((row.cells[metric], 1) for row in rows if metric in row.cells)
        unclear = any(metric in view.ambiguous for view in (head, *rows))
        found.append(_column(head, cell, terms, unclear=unclear))
    return found


def _column(head: View, cell: Cell, terms: Terms, *, unclear: bool) -> Verdict:
    verdict = Verdict("V1", head, "consistent", "equal", ((cell, 1),), terms)
    if unclear or not all(c.known for c in verdict.cells()):
        verdict.outcome, verdict.missing = "blocked", (cell.metric,)
    elif not meets((cell.lo, cell.hi), total(terms)):
        verdict.outcome, verdict.code = "inconsistent", "parent-mismatch"
        blocked(verdict)
    return verdict


def _telling(columns: Sequence[Verdict]) -> list[Verdict]:
    """Columns that are not all zero: zeros add up whatever was left unread."""
    return [v for v in columns if any(c.lo for c in v.cells())]


def _holding(columns: Sequence[Verdict]) -> int:
    return sum(v.outcome == "consistent" for v in _telling(columns))


def _judged(columns: list[Verdict]) -> Iterator[Verdict]:
    """Where most columns fall short, rows were not read: worth a look, no error."""
    told = [v for v in _telling(columns) if v.outcome != "blocked"]
    short = [v for v in told if v.outcome == "inconsistent"]
    complete = len(told) < 2 or len(short) * 2 <= len(told)
    for verdict in columns:
        if verdict.outcome == "inconsistent" and not complete:
            verdict.severity = "warning"
        yield verdict


def weigh_levels(views: Sequence[View]) -> Iterator[Verdict]:
    """In prose: a whole beside its levels, for each count told of both."""
    prose = [view for view in views if not view.table]
    told: dict[tuple[str, str | None], list[tuple[View, Cell]]] = {}
    for view in prose:
        for metric, cell in view.cells.items():
            entry = names().metric.get(metric)
            if entry and entry.kind == "count" and metric not in view.borrowed and cell.known:
                told.setdefault((metric, view.period), []).append((view, cell))
    for found in told.values():
        if 3 <= len(found) <= MOST_CHILDREN + 1 and len({v.scope for v, _ in found}) == len(found):
            yield from _whole(found)


def _whole(found: list[tuple[View, Cell]]) -> Iterator[Verdict]:
    """The widest scope against some of the others; what does not add up stays open."""
    head = next((x for level in ROOTS for x in found if x[0].scope.level == level), None)
    if head is None:
        return
    view, cell = head
    children = [c for v, c in found if v is not view]
    if not cell.lo:
        return
    for size in range(len(children), 1, -1):
        for some in combinations(children, size):
            terms = tuple((c, 1) for c in some)
            if meets((cell.lo, cell.hi), total(terms)):
                yield Verdict("V1", view, "consistent", "equal", ((cell, 1),), terms)
                return
    terms = tuple((c, 1) for c in children)
    yield _open(view, cell, terms)


def _open(view: View, cell: Cell, terms: Terms) -> Verdict:
    """Does not add up: a warning where one passage says whole and levels together."""
    verdict = Verdict("V1", view, "cannot-tell", "equal", ((cell, 1),), terms)
    levels = [c.figure.scope for c, _ in terms if c.figure]
    blocks = {c.figure.block for c in verdict.cells() if c.figure}
    same = len(blocks) == 1 and "" not in blocks
    if same and all(s.name is None for s in levels) and total(terms)[0] > cell.hi:
        larger = max(c.lo for c, _ in terms)
        beside = view.scope.level != "whole" and larger > cell.hi  # 'cấp tỉnh 10, cấp huyện 40'
        if larger != cell.lo and not beside:
            verdict.code, verdict.severity = "parent-mismatch", "warning"
    return verdict
