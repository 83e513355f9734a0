"""One unit over the months asked for: flows added, stocks from the first and the last of them.

Knows which reports make up a stretch of months and what may be added over them
(``patterns/across/relations.toml``); no other unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractor.across.periods import month_label
from extractor.consolidate.form import COLUMNS
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import MISSING, Cell, Note, Row, note, worst
from extractor.consolidate.official.columns import (
    CARRIED,
    COUNTER,
    EARLY,
    NEITHER,
    ONLINE,
    TOTAL,
    Printed,
    printed,
)
from extractor.consolidate.official.told import Number, Numbers, Told

PENDING = ("pending.total", "pending.in_time", "pending.overdue")
Speak = Callable[[Told], tuple[Numbers | None, Sequence[str]]]
"""What a report says of the one that is asked about, and the levels added for it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A report and what it says of the unit; ``said`` None where it says nothing of it."""

    report: Told
    said: Printed | None
    levels: Sequence[str] = ()

    @property
    def label(self) -> str:
        """Of its months."""
        return self.report.when.label()


@dataclass(frozen=True, slots=True)
class Cover:
    """The reports that make up a unit's months, in their order, and the months without one."""

    parts: tuple[Told, ...]
    gaps: tuple[int, ...]


def cover(reports: Iterable[Told], months: range) -> Cover:
    """By the shortest periods, or the longest where only those leave no gap."""
    ending: dict[int, list[Told]] = {}
    for report in reports:
        if report.when.first >= months.start and report.when.last < months.stop:
            ending.setdefault(report.when.last, []).append(report)
    short = _cover(ending, months, min)
    if not short.gaps:
        return short
    long = _cover(ending, months, max)
    return long if len(long.gaps) < len(short.gaps) else short


def _cover(ending: dict[int, list[Told]], months: range, choose: Callable[..., Told]) -> Cover:
    parts: list[Told] = []
    gaps: list[int] = []
    at = months.stop - 1
    while at >= months.start:
        if found := ending.get(at):
            parts.append(choose(found, key=lambda r: r.when.length))
            at = parts[-1].when.first - 1
        else:
            gaps.append(at)
            at -= 1
    return Cover(tuple(reversed(parts)), tuple(reversed(gaps)))


def reckon(covered: Cover, months: range, asked: Asked, speak: Speak) -> Row:
    """The unit's row; ``months`` are those of the period in which it stood."""
    parts = []
    for report in covered.parts:
        numbers, levels = speak(report)
        parts.append(Part(report, None if numbers is None else printed(report, numbers), levels))
    return tuple(_column(metric, parts, covered.gaps, months, asked) for metric in COLUMNS)


def _column(
    metric: str, parts: Sequence[Part], gaps: Sequence[int], months: range, asked: Asked
) -> Cell:
    if not parts:
        return MISSING
    if metric == CARRIED:
        return _opening(metric, parts, gaps, months, asked)
    if metric in PENDING:
        return _closing(metric, parts, gaps, months, asked)
    if len(parts) == 1 and not gaps and months == asked.months:
        return _single(metric, parts[0])
    if metric == TOTAL:
        return _total(parts, gaps, months, asked)
    if metric in (ONLINE, COUNTER):
        return _channel(metric, parts, gaps)
    return _flow(metric, parts, gaps)


def _single(metric: str, part: Part) -> Cell:
    """As the report has it."""
    number = _of(part, metric)
    plain = part.said and metric not in part.said.notes and not part.levels
    if plain and number is not None and not number.doubt:
        return Cell(number.value, "ok")
    cell = _cell([(part, _of(part, metric))], ())
    own = part.said.notes.get(metric) if part.said else None
    state = "neutral" if own and metric == EARLY else cell.state
    said = (own,) if own else ()
    return Cell(cell.value, state, (*cell.notes, *said), cell.shown)


def _of(part: Part, metric: str) -> Number | None:
    return part.said.numbers.get(metric) if part.said else None


def _opening(
    metric: str, parts: Sequence[Part], gaps: Sequence[int], months: range, asked: Asked
) -> Cell:
    """Of the first month alone."""
    if months.start > asked.first:
        return Cell(None, "neutral", (note("inherited"),))
    if gaps and gaps[0] == asked.first:
        return Cell(None, "missing", (note("first-missing", month=month_label(gaps[0])),))
    return _single(metric, parts[0])


def _closing(
    metric: str, parts: Sequence[Part], gaps: Sequence[int], months: range, asked: Asked
) -> Cell:
    """Of the last month alone."""
    if months.stop - 1 < asked.last:
        return Cell(None, "neutral", (note("passed-on"),))
    if gaps and gaps[-1] == asked.last:
        return Cell(None, "missing", (note("last-missing", month=month_label(gaps[-1])),))
    return _single(metric, parts[-1])


def _total(parts: Sequence[Part], gaps: Sequence[int], months: range, asked: Asked) -> Cell:
    """What was carried over into the first month, and what came in all of them."""
    terms = [(part, part.said.new if part.said else None) for part in parts]
    came = _cell(terms, gaps)
    if months.start > asked.first:
        return Cell(came.value, came.state, (*came.notes, note("inherited")))
    opening = _opening(CARRIED, parts, gaps, months, asked)
    if came.value is None or opening.value is None:
        lacking = opening if opening.value is None else came
        known = came.value if came.value is not None else opening.value
        state = worst((came.state, opening.state, "partial")) if known is None else "partial"
        return Cell(known, state, tuple(dict.fromkeys((*came.notes, *lacking.notes))))
    state = worst((came.state, opening.state))
    return Cell(came.value + opening.value, state, (*came.notes, *opening.notes))


def _channel(metric: str, parts: Sequence[Part], gaps: Sequence[int]) -> Cell:
    """Only where it splits what is new; else the same files would be added twice."""
    if any(part.said and metric in part.said.numbers and not part.said.split_of_new
           for part in parts):  # fmt: skip
        return Cell(None, "silent", (note("channels"),))
    return _flow(metric, parts, gaps)


def _flow(metric: str, parts: Sequence[Part], gaps: Sequence[int]) -> Cell:
    neutral = [p for p in parts if metric == EARLY and p.said and p.said.merged]
    terms = [(part, _of(part, metric)) for part in parts if part not in neutral]
    if neutral and not terms:
        return Cell(None, "neutral", (note("merged-early"),))
    cell = _cell(terms, gaps)
    own = {p.said.notes[metric].key: note(p.said.notes[metric].key + "-months")
           for p in parts if p.said and metric in p.said.notes}  # fmt: skip
    return Cell(cell.value, cell.state, (*cell.notes, *own.values()), cell.shown)


def _cell(terms: Sequence[tuple[Part, Number | None]], gaps: Sequence[int]) -> Cell:
    """The sum of what is known, and what is to be said of the rest."""
    known = [(p, n) for p, n in terms if n is not None and n.value is not None]
    unread = [(p, n) for p, n in terms if n is not None and n.value is None]
    silent = [p for p, n in terms if n is None]
    notes = list(_notes([(p, n) for p, n in terms if n is not None], len(terms)))
    if gaps:
        notes.append(note("gaps", months=", ".join(map(month_label, gaps))))
    if silent and known:
        notes.append(note("silent-months", months=", ".join(p.label for p in silent)))
    if not known:
        shown = unread[0][1].printed if len(terms) == 1 and unread else ""
        state = "unresolved" if unread else "silent" if silent else "missing"
        return Cell(None, state, tuple(notes), shown)  # type: ignore[arg-type]
    total = sum(n.value for _, n in known if n.value is not None)
    if gaps or unread or silent:
        return Cell(total, "partial", tuple(notes))
    doubtful = any(n.doubt in NEITHER for _, n in known) or any(p.levels for p, _ in known)
    return Cell(total, "disputed" if doubtful else "ok", tuple(notes))


def _notes(terms: Sequence[tuple[Part, Number]], count: int) -> Iterable[Note]:
    """What single numbers need said, with their months where there are several."""
    for part, number in terms:
        month = part.label if count > 1 else ""
        if part.levels:
            yield note("levels", levels=",".join(part.levels), month=month)
        if number.doubt:
            yield note(
                f"number-{number.doubt}", printed=number.printed, why=number.why, month=month,
                document=part.report.document, page=number.page,
            )  # fmt: skip
