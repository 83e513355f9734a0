"""X2 inside one table: a longer span of time against the shorter ones in it.

Flows add up; what opens is that of the first span, what is open that of the last. Nobody is accused
where a span is missing, where the table's other columns do not show that its total is their sum, or
where figures run on from the beginning of the year. Knows which figures add up; not how spans are
named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.book.joining import relations
from extractor.book.rules import Balance, Spans, rules
from extractor.checks.balance import CARRIED
from extractor.checks.cells import Cell, View
from extractor.checks.sums import blocked
from extractor.checks.timespans import Timeline
from extractor.checks.verdict import Terms, Verdict, meets, total

RULE = "X2"
TABLE, ADDED = "table", "added"


def weigh_spans(lines: Iterable[Timeline]) -> Iterator[Verdict]:
    """A verdict for each figure of each longer span."""
    for line in lines:
        for whole, parts in line.sums():
            yield from _judged(whole, parts, line)


def _judged(whole: View, parts: Sequence[View], line: Timeline) -> Iterator[Verdict]:
    found = list(_columns(whole, parts))
    flows = [v for v in found if len(v.parts) == len(parts) and any(c.lo for c in v.cells())]
    held = [v for v in flows if v.outcome == "consistent"]
    running = [v for v in flows if meets(total(v.whole), total(v.parts[-1:])) and v not in held]
    if len(running) > len(held):
        return
    known = whole.period is not None or line.own is not None
    borne = len(held) >= (1 if known else 2) and 2 * len(held) >= len(flows)
    for verdict in found:
        if verdict.outcome == "inconsistent":
            _weigh(verdict, parts, borne=borne, known=known)
        if line.mixed and verdict.code:
            verdict.outcome, verdict.severity = "cannot-tell", "warning"
        yield verdict


def _columns(whole: View, parts: Sequence[View]) -> Iterator[Verdict]:
    """Each figure that adds up over time, or is the first's or the last's."""
    declared, words = relations().adding, _spans()
    flows = {*declared.flows, *declared.flows_of_new, words.total}
    for metric, cell in whole.cells.items():
        if metric in flows:
            some = list(parts)
        elif metric in declared.opening:
            some = [parts[0]]
        elif metric in declared.closing:
            some = [parts[-1]]
        else:
            continue
        if cell.figure is not None:
            yield _column(whole, cell, [view.cells.get(metric) for view in some])


def _column(whole: View, cell: Cell, cells: Sequence[Cell | None]) -> Verdict:
    """A span that was left blank may not have been told."""
    terms = tuple((c, 1) for c in cells if c is not None and c.figure)
    verdict = Verdict(RULE, whole, "consistent", "equal", ((cell, 1),), terms)
    if not all(c.known for c in verdict.cells()) or cell.metric in whole.ambiguous:
        verdict.outcome, verdict.missing = "blocked", (cell.metric,)
    elif meets((cell.lo, cell.hi), total(terms)):
        return verdict
    else:
        verdict.outcome = "inconsistent" if len(terms) == len(cells) else "cannot-tell"
        verdict.missing = () if len(terms) == len(cells) else (cell.metric,)
    return verdict


def _weigh(verdict: Verdict, parts: Sequence[View], *, borne: bool, known: bool) -> None:
    """What a figure that does not add up comes to."""
    metric = verdict.whole[0][0].metric
    verdict.code, verdict.variant = "cumulative-mismatch", TABLE
    if blocked(verdict):
        return
    if not (borne or known):
        verdict.outcome, verdict.code = "cannot-tell", ""
    elif metric == _spans().total and not _apart(parts):
        _weigh_total(verdict, parts)
    elif metric in relations().adding.flows_of_new:
        verdict.outcome, verdict.code = "cannot-tell", ""
    elif not borne:
        verdict.outcome, verdict.severity = "cannot-tell", "warning"
    elif len(verdict.parts) < len(parts) and _added(verdict, parts):
        verdict.outcome, verdict.severity, verdict.variant = "cannot-tell", "warning", ADDED


def _added(verdict: Verdict, parts: Sequence[View]) -> bool:
    """Whether the whole is the sum of what was open, which is not added."""
    cells = [view.cells.get(verdict.whole[0][0].metric) for view in parts]
    return meets(total(verdict.whole), total(tuple((c, 1) for c in cells if c)))


def _weigh_total(verdict: Verdict, parts: Sequence[View]) -> None:
    """Totals that hold what was carried over count it once: less what was open between them."""
    between = tuple((c, -1) for view in parts[:-1] if (c := view.cells.get(_spans().open)))
    terms: Terms = (*verdict.parts, *between)
    verdict.outcome, verdict.severity, verdict.variant = "cannot-tell", "warning", CARRIED
    if len(between) == len(parts) - 1 and meets(total(verdict.whole), total(terms)):
        verdict.outcome, verdict.code, verdict.parts = "consistent", "", terms


def _apart(parts: Sequence[View]) -> bool:
    """Whether the table itself shows that its totals leave out what was carried over."""
    shown = [_leaves_out(a, b) for a, b in pairwise(parts)]
    return True in shown and False not in shown


def _leaves_out(before: View, view: View) -> bool | None:
    """By the balance of a span with what was open before it; None where that does not tell."""
    words = _spans()
    metrics = (words.total, words.settled, words.open)
    cells = [view.cells.get(m) for m in metrics]
    left = before.cells.get(words.open)
    if not left or not left.exact or not left.lo or not all(c and c.exact for c in cells):
        return None
    came, settled, open_ = (c.lo for c in cells if c)
    if came + left.lo == settled + open_:
        return True
    return False if came == settled + open_ else None


def _spans() -> Spans:
    declared = rules().spans
    assert declared is not None
    return declared


def excuse_spans(rule: Balance, verdicts: Iterable[Verdict], lines: Sequence[Timeline]) -> None:
    """What a month's files are more than it received may be what the month before left open.

    Just that much: it holds so. Less than that, or the first month: a question, no error.
    """
    line_of = {id(v): line for line in lines for v in (*line.parts.values(), line.whole) if v}
    for verdict in verdicts:
        line = line_of.get(id(verdict.view)) if verdict.rule == rule.rule else None
        if line is None or {rule.new, rule.carried} & verdict.view.cells.keys():
            continue
        if verdict.code == "part-exceeds-whole":
            verdict.outcome, verdict.code = "cannot-tell", ""
        elif verdict.code == "balance-exceeded":
            _excuse(rule, verdict, line)


def _excuse(rule: Balance, verdict: Verdict, line: Timeline) -> None:
    before = line.before(verdict.view)
    left = before.cells.get(_spans().open) if before else None
    base: Terms = (*verdict.whole, (left, 1)) if left and left.figure else verdict.whole
    if len(base) > 1 and meets(total(base), total(verdict.parts)):
        verdict.outcome, verdict.kind, verdict.code, verdict.whole = "consistent", "equal", "", base
        verdict.votes, verdict.ways = {rule.convention: {False}}, ()
    elif before is None or total(base)[1] > total(verdict.parts)[0]:
        verdict.outcome, verdict.severity, verdict.variant = "cannot-tell", "warning", CARRIED
