"""V3: the same figure told twice, in prose, or in prose and a table, must be the same number.

Careful, for a scope may be told twice because two things are told: where each telling closes
by itself, that is a question to a person and no error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import combinations, permutations

from extractor.book.metrics import metrics
from extractor.book.rules import ANNEX, REPEATED, rules
from extractor.checks.cells import Cell, View, agree, key_of
from extractor.checks.findings import make
from extractor.checks.verdict import Verdict, is_assumed
from extractor.models import Check, Finding, Severity
from extractor.slips import slip_of

Judged = tuple[Check, Finding | None]
_CAME = "received."
_Key = tuple[str, str, str | None]


def compare(views: Sequence[View], verdicts: Sequence[Verdict]) -> Iterator[Judged]:
    """Every figure that is told more than once, with what came of comparing."""
    prose, tables = _by_scope(views, tables=False), _by_scope(views, tables=True)
    closing = {id(v.view) for v in verdicts if _closes(v)}
    for key, tellings in prose.items():
        yield from _repeated(tellings, closing)
        if key in tables:
            yield from _annexed(tellings, tables[key], prose, tables)


def _by_scope(views: Sequence[View], *, tables: bool) -> dict[_Key, list[View]]:
    found: dict[_Key, list[View]] = {}
    for view in views:
        figure = next((c.figure for c in view.cells.values() if c.figure), None)
        if figure and bool(view.table) == tables:
            found.setdefault(key_of(figure), []).append(view)
    return found


def _repeated(views: list[View], closing: Set[int]) -> Iterator[Judged]:
    """Conflicts inside prose: between tellings, and inside one passage."""
    metrics = dict.fromkeys(m for v in views for m in v.cells if m in v.disputed)
    apart = sum(id(view) in closing for view in views) > 1
    for metric in metrics:
        cells = [v.cells[metric] for v in views if metric in v.cells]
        sure = _distinct(cell for cell in cells if not is_assumed(cell))
        if apart or not any(_differing(sure)):
            yield _conflict(views[0], metric, cells, "ambiguous-claim", "warning")
        else:
            two = len({cell.lo for cell in sure}) == 2
            near = two and any(could_be_one(*pair) for pair in _differing(sure))
            near = near and not any(_of_what_came(v, metric) for v in views if metric in v.cells)
            severity: Severity = "error" if near and not _is_rate(metric) else "warning"
            yield _conflict(views[0], metric, cells, "duplicate-conflict", severity)
    for view in views:
        for metric, cells in view.ambiguous.items():
            if metric not in metrics:
                yield _conflict(view, metric, cells, "ambiguous-claim", "warning")


def _is_rate(metric: str) -> bool:
    """Two rates of one name may stand on two bases, and each is held against its own (R9)."""
    return metrics()[metric].kind == "rate"


def _distinct(cells: Iterable[Cell]) -> list[Cell]:
    """One cell of each print and value: a figure told a thousand times is compared once."""
    return list({(cell.printed(), cell.lo, cell.hi, cell.known): cell for cell in cells}.values())


def _differing(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Pair by pair those that cannot be one number; never all pairs at once."""
    return ((a, b) for a, b in combinations(cells, 2) if not agree(a, b))


def _of_what_came(view: View, metric: str) -> bool:
    """'12.887 hồ sơ năm trước chưa kết thúc': with what is new it makes up all that came in.

    A number that adds up with those received is one of them, whatever else its words may say.
    """
    cell = view.cells[metric]
    came = [
        c.lo
        for m, c in view.cells.items()
        if m.startswith(_CAME) and c.known and metrics()[m].kind == "count"
    ]
    if metric.startswith(_CAME) or not cell.known or not cell.lo:
        return False
    pairs = [*permutations(came, 2)]
    return any(a + b == cell.lo or cell.lo + a == b for a, b in pairs if a and b)


def could_be_one(a: Cell, b: Cell) -> bool:
    """Whether two tellings are near enough to be of one thing: by size, or by a single digit.

    Numbers far apart are mostly of two things, whatever their words say.
    """
    declared = rules().repeated
    small, large = sorted((a.lo, b.lo))
    if declared is None or small >= large * declared.near:
        return True
    return any(
        isinstance(there.lo, int)
        and here.exact
        and (slip := slip_of(here.printed(), there.lo, "typing"))
        and slip.code.startswith("digit")
        for here, there in ((a, b), (b, a))
    )


def _closes(verdict: Verdict) -> bool:
    """Whether its telling holds together by figures of its own that are disputed."""
    view = verdict.view
    return (
        verdict.outcome == "consistent"
        and verdict.kind == "equal"
        and len(verdict.parts) > 1
        and bool(view.disputed)
        and any(c.metric in view.disputed for c in verdict.cells())
        and not any(c.metric in view.borrowed for c in verdict.cells())
    )


def _conflict(
    view: View, metric: str, cells: Sequence[Cell], code: str, severity: Severity
) -> Judged:
    figures = [c.figure for c in cells if c.figure]
    shown = list(dict.fromkeys(c.printed() for c in cells))
    text = " ≠ ".join(shown)
    check = Check(
        rule="V3", relation=REPEATED, scope=view.scope, equation=text,
        figures=tuple(f.id for f in figures),
        outcome="inconsistent" if severity == "error" else "cannot-tell",
    )  # fmt: skip
    finding = make(
        code, severity, view.scope, metric,
        {"metric": f"metric:{metric}", "count": len(shown), "values": "; ".join(shown)},
        figures=figures, equation=text, stated=cells[0].lo, computed=cells[-1].lo,
        difference=cells[0].lo - cells[-1].lo, rule="V3",
    )  # fmt: skip
    return check, finding


def _annexed(
    prose: list[View],
    tables: list[View],
    everywhere: dict[_Key, list[View]],
    levels: dict[_Key, list[View]],
) -> Iterator[Judged]:
    """Prose beside a table on the same scope and period.

    ``everywhere`` and ``levels`` hold what is told of all scopes in prose and in tables.
    """
    pairs = [
        (view.cells[metric], rows, metric)
        for view in prose
        for metric in view.cells
        if metric not in view.borrowed and view.cells[metric].known
        if (rows := [r.cells[metric] for r in tables if _real(r, metric)])
    ]
    said = [any(agree(cell, row) for row in rows) for cell, rows, _ in pairs]
    if not pairs:
        return
    # Not one of several figures agrees: the table is about something else.
    strange = len(pairs) > 1 and not any(
        ok and cell.lo for ok, (cell, _, _) in zip(said, pairs, strict=True)
    )
    for ok, (cell, rows, metric) in zip(said, pairs, strict=True):
        view = next(v for v in prose if v.cells.get(metric) is cell)
        if ok:
            yield _agreed(view, cell, rows), None
        elif not view.doubtful([metric]):
            other = _told_elsewhere(rows[0], metric, view, everywhere)
            summed = {key: rows for key, rows in levels.items() if rows[0].scope.name is None}
            other = other or _told_elsewhere(cell, metric, view, summed)
            doubt = strange or other or any(is_assumed(c) for c in (cell, *rows))
            yield _differs(view, cell, rows[0], "warning" if doubt else "error")


def _real(view: View, metric: str) -> bool:
    cell = view.cells.get(metric)
    return bool(cell and cell.figure and cell.known)


def _told_elsewhere(
    told: Cell, metric: str, view: View, everywhere: dict[_Key, list[View]]
) -> bool:
    """Whether the number is told of another scope as well: then it may be that one's."""
    return any(
        (cell := other.cells.get(metric)) is not None and cell.known and cell.lo == told.lo != 0
        for views in everywhere.values()
        for other in views
        if other.scope != view.scope
    )


def _agreed(view: View, cell: Cell, rows: list[Cell]) -> Check:
    row = next(r for r in rows if agree(cell, r))
    return Check(
        rule="V3", relation=ANNEX, scope=view.scope, outcome="consistent",
        equation=f"{cell.printed()} = {row.printed()}", figures=(cell.id, row.id),
    )  # fmt: skip


def _differs(view: View, cell: Cell, row: Cell, severity: Severity) -> Judged:
    text = f"{cell.printed()} ≠ {row.printed()}"
    check = Check(
        rule="V3", relation=ANNEX, scope=view.scope, equation=text, figures=(cell.id, row.id),
        outcome="inconsistent" if severity == "error" else "cannot-tell",
    )  # fmt: skip
    finding = make(
        "annex-mismatch", severity, view.scope, cell.metric,
        {"metric": f"metric:{cell.metric}", "prose": cell.printed(), "table": row.printed()},
        figures=[c.figure for c in (cell, row) if c.figure], equation=text, stated=cell.lo,
        computed=row.lo, difference=cell.lo - row.lo, rule="V3",
    )  # fmt: skip
    return check, finding
