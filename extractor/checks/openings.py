"""X1 inside one table of months: what opens a span against what the span before it left open.

As between documents (:mod:`extractor.across.carrying`), but told by rows or columns of one table.
Any declared way of counting what was left open will do, whatever the report's conventions; what
fits none is a question, never an error. Knows figures and spans; not how a span is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.book.joining import CarryOver, Closing, relations
from extractor.book.rules import Signed
from extractor.checks.cells import View
from extractor.checks.sums import blocked
from extractor.checks.timespans import Timeline
from extractor.checks.verdict import Terms, Verdict, meets, total

RULE = "X1"
TABLE, STRANGE = "table", "table-strange"


def weigh_openings(lines: Iterable[Timeline]) -> Iterator[Verdict]:
    """A verdict for each span of a table that has one before it."""
    for line in lines:
        for rule in relations().carry_over:
            found = [v for view in line.parts.values() if (v := _opens(rule, view, line))]
            yield from _told(found)


def _opens(rule: CarryOver, view: View, line: Timeline) -> Verdict | None:
    """None where the opening, or all that was left open before it, is not printed."""
    cell, before = view.cells.get(rule.metric), line.before(view)
    if cell is None or cell.figure is None or before is None:
        return None
    left = [terms for way in rule.closing if (terms := _left(way, before))]
    if not left:
        return None
    whole: Terms = ((cell, 1),)
    fits = next((terms for terms in left if meets(total(whole), total(terms))), None)
    verdict = Verdict(RULE, view, "consistent", "equal", whole, fits or left[0])
    if rule.metric in view.ambiguous or not all(c.known for c in verdict.cells()):
        verdict.outcome, verdict.missing = "blocked", (rule.metric,)
    elif fits is None:
        verdict.outcome, verdict.severity = "cannot-tell", "warning"
        verdict.code, verdict.variant = "carry-over-mismatch", TABLE
        blocked(verdict)
    return verdict


def _left(way: Closing, before: View) -> Terms:
    """The figures of the first expression that is printed whole, less what is to be taken away."""
    for expression in way.signed:
        if terms := _printed(expression, before):
            less = ((c, -1) for m in way.less if (c := before.cells.get(m)) and c.figure)
            return (*terms, *less)
    return ()


def _printed(expression: Signed, view: View) -> Terms:
    found = [(view.cells.get(metric), sign) for metric, sign in expression]
    whole = all(cell and cell.figure and cell.metric not in view.ambiguous for cell, _ in found)
    return tuple((cell, sign) for cell, sign in found if cell) if whole else ()


def _told(found: list[Verdict]) -> Iterator[Verdict]:
    """All that hold; of those that do not, one where most do not: the table counts otherwise."""
    off = [verdict for verdict in found if verdict.code]
    opened = {verdict.whole[0][0].lo for verdict in found}
    if len(off) > 1 and len(opened) == 1:
        silent = off  # each row opens with what the year opened with
    elif len(off) > 1 and 2 * len(off) > len(found):
        off[0].variant, silent = STRANGE, off[1:]
    else:
        silent = []
    for verdict in silent:
        verdict.code = verdict.variant = ""
    yield from found
