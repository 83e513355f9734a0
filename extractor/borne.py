"""What sums bear out although its surroundings could not be read: it is read after all.

A figure whose heading could not be read for certain is unresolved, whatever its digits. Where the
rows of its table add up as its headings say, and do so again and again, the headings were
understood. Only sums within a row speak, and only for figures against which none speaks: an
author's error stays in doubt. Relations are those of :mod:`extractor.checks`; nothing is added up
here. Whose figures a row holds no sum of it can tell: a doubtful name stays one.

In the prose of a garbled text a label may have been lost between two numbers; where a figure makes
a sum or a rate of its scope hold, it had the right one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractor.accounts import with_one_account
from extractor.book.doubts import TEXT_BORNE, borne_by_sums, worth
from extractor.checks import relations
from extractor.checks.cells import table_of
from extractor.checks.verdict import ASSUMED, BORNE, SURROUNDINGS, Verdict
from extractor.models import Figure, Report

TWICE = 2
"""Rows in which a column must bear its heading out."""
MOSTLY = 3
"""Rows that bear it out for each that does not: there a digit was misread, or the author erred."""
WORTH = 0.99
"""Least confidence of such a figure; see ``evaluate`` for how it bears out."""

Column = tuple[str, str | None]
"""Metric and period: what a column of a table is to mean."""


def borne_out(report: Report) -> Report:
    """The report with those figures read that sums bear out."""
    tables: dict[str, list[Figure]] = {}
    prose: list[Figure] = []
    for figure in report.figures:
        if figure.value is not None:
            table = figure.origin == "table"
            (tables.setdefault(table_of(figure), []) if table else prose).append(figure)
    read: dict[str, Figure] = {}
    if any(map(_is_open, prose)):
        read |= {figure.id: figure for figure in _told_by_sums(prose)}
    for figures in tables.values():
        if any(map(_is_open, figures)):
            read |= {figure.id: figure for figure in _borne(figures)}
    if not read:
        return report
    figures_ = tuple(read.get(f.id, f) for f in report.figures)
    return report.model_copy(update={"figures": with_one_account(figures_, report.document)})


def _is_open(figure: Figure) -> bool:
    """Whether nothing but its surroundings, of a kind that sums can tell, is in doubt."""
    return (
        figure.status == "unresolved"
        and figure.note in (SURROUNDINGS, ASSUMED)
        and borne_by_sums(figure.reading.around)
    )


def _told_by_sums(figures: list[Figure]) -> Iterator[Figure]:
    """The figures of prose in doubt that a relation bears out, and none speaks against."""
    told = relations([_as_read(f) if _is_open(f) else f for f in figures])
    evidence = _Evidence(figures, told)
    for figure in figures:
        if figure.id in evidence.borne and _is_open(figure):
            sure = {"around": TEXT_BORNE, "confidence": worth(TEXT_BORNE)}
            reading = figure.reading.model_copy(update=sure)
            yield _as_read(figure).model_copy(update={"note": BORNE, "reading": reading})


def _borne(figures: list[Figure]) -> Iterator[Figure]:
    """The figures of one table that are read, or whose digits alone stay in doubt.

    And those that a sum speaks against which nobody else would add up: it has a doubtful heading.
    """
    # Whoever the rows are of: their sums tell what the columns are.
    trial = [_as_read(f) if f.note in ("", SURROUNDINGS) else f for f in figures]
    told = [v for v in relations(trial) if _in_a_row(v)]
    evidence = _Evidence(trial, told)
    unseen = evidence.unexplained({f.id: f for f in figures})
    for figure in figures:
        if figure.id in unseen and figure.status == "read":
            yield figure.model_copy(update={"status": "unresolved"})
        elif _is_open(figure) and evidence.bears(figure):
            if figure.reading.alternatives:
                yield figure.model_copy(update={"note": ""})  # its digits are for others to settle
            elif figure.id in evidence.borne:
                yield _read(figure)


class _Evidence:
    """What the sums within the rows of a table say of its figures and columns."""

    def __init__(self, trial: Sequence[Figure], told: Sequence[Verdict]) -> None:
        self._failing = [v for v in told if v.outcome == "inconsistent"]
        self.against = {name for v in self._failing for name in v.figures()}
        self.borne = {name for v in told if tells(v) for name in v.figures()} - self.against
        weighty = [figure for figure in trial if figure.value]
        self._for = Counter(_column(f) for f in weighty if f.id in self.borne)
        self._against = Counter(_column(f) for f in weighty if f.id in self.against)

    def bears(self, figure: Figure) -> bool:
        """Whether nothing speaks against a figure, and its column adds up again and again."""
        column = _column(figure)
        enough = max(TWICE, MOSTLY * self._against[column])
        return figure.id not in self.against and self._for[column] >= enough

    def unexplained(self, figures: Mapping[str, Figure]) -> set[str]:
        """Those in sums that fail although no digit in them is in doubt, only a heading."""
        found: set[str] = set()
        for verdict in self._failing:
            members = [figures[name] for name in verdict.figures()]
            if any(map(_is_open, members)) and not any(f.reading.alternatives for f in members):
                found.update(verdict.figures())
        return found


def _column(figure: Figure) -> Column:
    return figure.metric, figure.period


def _in_a_row(verdict: Verdict) -> bool:
    return len({cell.figure.block for cell in verdict.cells() if cell.figure}) == 1


def tells(verdict: Verdict) -> bool:
    """Whether a relation that holds would not hold for most other numbers.

    A sum of three terms, two of them not zero, or a rate of what it is usually taken of.
    """
    if verdict.outcome != "consistent" or not (verdict.whole and verdict.parts):
        return False
    if verdict.kind == "rate":
        return verdict.code != "rate-base"
    cells = verdict.cells()
    return verdict.kind == "equal" and len(cells) > 2 and sum(bool(c.lo) for c in cells) > 1


def _as_read(figure: Figure) -> Figure:
    return figure.model_copy(update={"status": "read"})


def _read(figure: Figure) -> Figure:
    sure = max(figure.reading.confidence, WORTH)
    reading = figure.reading.model_copy(update={"confidence": sure})
    return figure.model_copy(update={"status": "read", "note": BORNE, "reading": reading})
