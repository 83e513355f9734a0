"""Arithmetic that settles a doubtful reading: where one combination alone makes the sums hold.

Only what some witness really saw is a candidate, so an author's error stays as it is printed; a
figure that was read for certain is never touched. The relations are those of
:mod:`extractor.checks`, judged by it: nothing is added up here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from extractor.book.names import names
from extractor.borne import borne_out, tells
from extractor.checks import relations
from extractor.checks.cells import key_of, table_of
from extractor.checks.verdict import SETTLED, Verdict
from extractor.models import Figure, Number, Report
from extractor.numbers import as_count, as_decimal, find_numbers

MOST_COMBINATIONS = 64
"""Tried for figures that hang together; where more are open nothing is settled."""
MOST_TRIALS = 600
"""Of all combinations in one document."""
WORTH = 0.99
"""Least confidence of a settled figure; see ``evaluate`` for how it bears out."""

DASHES = frozenset("-\u2010\u2011\u2012–—―−_~·")
"""What a dash in a table is read as: it means none."""

Candidates = dict[str, tuple[tuple[str, Number], ...]]
"""Figure id → (print, value) that a witness saw, what was taken first; values differ."""


def settle(report: Report) -> Report:
    """The report with those unresolved figures read that its sums leave no choice about."""
    if all(figure.status != "unresolved" for figure in report.figures):
        return report
    report = borne_out(report)
    found = {figure.id: seen for figure in report.figures if (seen := candidates(figure))}
    if not found:
        return report
    figures = {figure.id: figure for figure in report.figures}
    trials = MOST_TRIALS
    again = True
    while again and trials > 0:
        again = False
        for group in _groups(figures.values(), found):
            combinations = list(product(*(found[name] for name in group)))
            trials -= len(combinations)
            chosen = _only(group, combinations, figures)
            if chosen is None or trials < 0:
                continue
            for name, (printed, value) in zip(group, chosen, strict=True):
                figures[name] = _settled(figures[name], printed, value)
                del found[name]
            again = True
            break
    return report.model_copy(update={"figures": tuple(figures.values())})


def candidates(figure: Figure) -> tuple[tuple[str, Number], ...]:
    """What was seen where an unresolved figure stands, as values it may have; () for others.

    A figure whose meaning is in doubt, not its print, has no candidates.
    """
    if figure.status != "unresolved" or figure.reading.reader != "ocr" or figure.note:
        return ()
    found: dict[Number, str] = {}
    for seen in (figure.printed, *figure.reading.alternatives, *_again(figure)):
        value = figure.value if seen == figure.printed else _value(seen, figure)
        if value is not None:
            found.setdefault(value, seen)
    return tuple((seen, value) for value, seen in found.items())


def _again(figure: Figure) -> Iterator[str]:
    """What at least two readings of the second look saw alike."""
    counted = Counter(figure.reading.again)
    return (seen for seen, times in counted.items() if times > 1)


def _value(seen: str, figure: Figure) -> Number | None:
    """A witness's print as a value of the figure's kind; None where it is no such number.

    In a table a dash is one: two that were read as 7 would bear each other out.
    """
    if seen in DASHES and figure.origin == "table":
        return 0
    prints = list(find_numbers("".join(seen.split())))
    if len(prints) != 1:
        return None
    kind = names().metric[figure.metric].kind
    if kind == "count":
        return as_count(prints[0].printed)
    if kind == "rate":
        return as_decimal(prints[0].printed)
    return None


def _groups(figures: Iterable[Figure], found: Candidates) -> Iterator[tuple[str, ...]]:
    """Figures in doubt that one relation holds together, the fewest combinations first."""
    as_read = [_read(f, found[f.id][0][1]) if f.id in found else f for f in figures]
    together = {
        tuple(name for name in verdict.figures() if name in found)
        for verdict in relations(as_read)
        if verdict.whole and verdict.parts
    }
    sized = [(prod(len(found[name]) for name in group), group) for group in together if group]
    yield from (group for size, group in sorted(sized) if size <= MOST_COMBINATIONS)


def _read(figure: Figure, value: Number) -> Figure:
    return figure.model_copy(update={"status": "read", "value": value})


def _only(
    group: Sequence[str],
    combinations: Iterable[Sequence[tuple[str, Number]]],
    figures: Mapping[str, Figure],
) -> Sequence[tuple[str, Number]] | None:
    """The one combination under which all that can be judged of the group holds, if one does."""
    near = {_neighbourhood(figures[name]) for name in group}
    around = [figure for figure in figures.values() if _neighbourhood(figure) in near]
    fitting = None
    for combination in combinations:
        values = {name: value for name, (_, value) in zip(group, combination, strict=True)}
        trial = [_read(f, values[f.id]) if f.id in values else f for f in around]
        if _holds(group, relations(trial)):
            if fitting is not None:
                return None
            fitting = combination
    return fitting


def _neighbourhood(figure: Figure) -> object:
    """What relations stay within: a table, or the prose on one scope and period."""
    return table_of(figure) or key_of(figure)


def _holds(group: Sequence[str], verdicts: Iterable[Verdict]) -> bool:
    """Whether every figure of the group is borne out and none is spoken against."""
    borne: set[str] = set()
    for verdict in verdicts:
        concerned = set(verdict.figures()).intersection(group)
        if not concerned:
            continue
        if verdict.outcome == "inconsistent":
            return False
        if tells(verdict):
            borne |= concerned
    return borne.issuperset(group)


def _settled(figure: Figure, printed: str, value: Number) -> Figure:
    """The figure as it is read now; what was taken for it at first is among the alternatives."""
    others = dict.fromkeys((figure.printed, *figure.reading.alternatives))
    others.pop(printed, None)
    reading = figure.reading.model_copy(
        update={
            "alternatives": tuple(others),
            "confidence": max(figure.reading.confidence, WORTH),
        }
    )
    return figure.model_copy(
        update={
            "status": "read",
            "value": value,
            "printed": printed,
            "reading": reading,
            "note": SETTLED,
        }
    )
