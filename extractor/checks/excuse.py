"""What excuses a failing sum: signs that the table prints something that was not read.

Knows the failing verdicts and what their rows print; no rule and no column. A sum whose parts
are more than its whole is never excused: nothing unread can mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.book.doubts import GARBLED
from extractor.checks.agreement import could_be_one
from extractor.checks.cells import Cell, Value, agree
from extractor.checks.parents import DATA
from extractor.checks.verdict import Verdict, meets, total
from extractor.models import Figure, Scope
from extractor.numbers import as_count

_NUMBER = regex.compile(r"\d[\d.,]*")
FEWEST = 3
"""Rows of units in which a sum must fail, and in no row hold."""
STRANGE = 2
"""How many times one side of a sum the other is, from which it is of something else."""
Rows = dict[tuple[str, str], list[Verdict]]


def excuse(verdicts: Sequence[Verdict]) -> None:
    """Turn failures that a table's own print explains into doubts: nobody is accused."""
    _excuse_columns(verdicts)
    _excuse_strangers(verdicts)
    _excuse_told_apart(verdicts)
    looked: Rows = {}
    for verdict in verdicts:
        if verdict.view.table and verdict.rule != "V1" and verdict.kind == "equal":
            looked.setdefault((verdict.view.table, verdict.rule), []).append(verdict)
    for rows in looked.values():
        failed = [v for v in rows if v.code == "sum-mismatch"]
        _excuse_rests(failed, len(rows))
        _excuse_all(failed, rows)
        for verdict in failed:
            if _rest(verdict) <= 0:
                continue
            if _rest(verdict) in set(_unread_numbers(verdict)):
                verdict.outcome, verdict.code = "cannot-tell", ""
            elif _hangs_on_blank(verdict, rows):
                verdict.outcome, verdict.severity = "cannot-tell", "warning"
        excused = any(verdict.outcome == "cannot-tell" for verdict in failed)
        for verdict in failed:
            verdict.lenient = excused


def _excuse_strangers(verdicts: Sequence[Verdict]) -> None:
    """Figures of a garbled text that differ by half and more are of others, not an author's slip.

    There a heading or a label may have been lost; digits hardly ever are.
    """
    for verdict in verdicts:
        if verdict.outcome != "inconsistent" or not (verdict.whole and verdict.parts):
            continue
        if verdict.kind != "rate" and any(_is_garbled(cell.figure) for cell in verdict.cells()):
            less, more = sorted((total(verdict.whole)[0], total(verdict.parts)[0]))
            if less * STRANGE < more:
                verdict.outcome, verdict.severity = "cannot-tell", "warning"


def _excuse_told_apart(verdicts: Sequence[Verdict]) -> None:
    """A total far from another of its name, which its parts do add up to, is of something else.

    One that is near, or a digit away, may be the author's slip.
    """
    told: dict[tuple[Scope, str | None, str], list[Cell]] = {}
    for view in {id(v.view): v.view for v in verdicts}.values():
        for metric in view.disputed & view.cells.keys() - view.borrowed:
            told.setdefault((view.scope, view.period, metric), []).append(view.cells[metric])
    for verdict in verdicts:
        if verdict.outcome != "inconsistent" or len(verdict.whole) != 1 or not verdict.parts:
            continue
        view, cell = verdict.view, verdict.whole[0][0]
        for other in told.get((view.scope, view.period, cell.metric), ()):
            fits = meets((other.lo, other.hi), total(verdict.parts))
            if fits and not agree(cell, other) and not could_be_one(cell, other):
                verdict.outcome, verdict.severity = "cannot-tell", "warning"


def _is_garbled(figure: Figure | None) -> bool:
    return figure is not None and figure.reading.around.startswith(GARBLED)


def _excuse_columns(verdicts: Sequence[Verdict]) -> None:
    """A column of rates that most rows of a table belie is of something else than its reader took.

    One wrong rate among right ones is the author's.
    """
    columns: Rows = {}
    for verdict in verdicts:
        if verdict.view.table and verdict.kind == "rate" and verdict.base:
            column = verdict.whole[0][0].metric
            columns.setdefault((verdict.view.table, column), []).append(verdict)
    for rows in columns.values():
        failed = [v for v in rows if v.code == "rate-mismatch"]
        if len(failed) > 1 and len(failed) * 2 > len(rows):
            for verdict in failed:
                verdict.outcome, verdict.severity = "cannot-tell", "warning"


def _rest(verdict: Verdict) -> Value:
    """What the whole has over its parts, at least."""
    return total(verdict.whole)[0] - total(verdict.parts)[1]


def _excuse_rests(failed: Sequence[Verdict], looked: int) -> None:
    """Rows of one table that all leave a rest speak of a column that was not read.

    One or two wrong rows do not; nor does a row whose parts are more than its whole.
    """
    units = sum(v.view.scope.level in DATA for v in failed)
    rests = all(_rest(v) > 0 for v in failed)
    if rests and units > 1 and len(failed) * 3 > looked:
        for verdict in failed:
            verdict.outcome, verdict.severity = "cannot-tell", "warning"
            verdict.variant = "omitted"


def _excuse_all(failed: Sequence[Verdict], rows: Sequence[Verdict]) -> None:
    """A sum that holds in no row of a table speaks of a column taken for another.

    Authors err in a row; zeros hold whatever is added.
    """
    told = [v for v in rows if any(c.lo for c in v.cells())]
    units = sum(v.view.scope.level in DATA for v in failed)
    if len(failed) == len(told) and units >= FEWEST:
        for verdict in failed:
            verdict.outcome, verdict.severity = "cannot-tell", "warning"


def _unread_numbers(verdict: Verdict) -> Iterator[Value]:
    """Counts that the row prints among its figures and nobody read.

    What stands left of the first figure is the row's number and name.
    """
    figures = [c.figure for c in verdict.view.cells.values() if c.figure]
    first = figures[0].evidence
    if any((f.evidence.page, f.evidence.start) != (first.page, first.start) for f in figures):
        return
    read = sorted(_printed(figure) for figure in figures)
    for match in _NUMBER.finditer(first.quote, read[0][1] - first.start):
        begin, end = match.start() + first.start, match.end() + first.start
        if not any(begin < stop and start < end for start, stop in read):
            count = as_count(match.group())
            if count is not None:
                yield count


def _printed(figure: Figure) -> tuple[int, int]:
    return figure.evidence.printed_start, figure.evidence.printed_end


def _hangs_on_blank(verdict: Verdict, rows: Sequence[Verdict]) -> bool:
    """Whether a blank could hold the rest, and no other row shows that a blank means zero."""
    blanks = {c.metric for c in verdict.cells() if c.figure is None}
    shown = {
        c.metric
        for v in rows
        if v.outcome == "consistent" and total(v.whole)[0] > 0
        for c in v.cells()
        if c.figure is None
    }
    return bool(blanks - shown)
