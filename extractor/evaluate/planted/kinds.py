"""The kinds of error that are planted, each with its truth: where, what it was, whose fault it is.

A digit is changed by the tables of slips, so that what the judge believes is what is planted; how
often each kind is planted is equal, which the judge does not know. Knows figures; no relation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from extractor.book.judging import Way
from extractor.book.names import names
from extractor.models import Cause, Figure, Number, Reading, Report
from extractor.numbers import as_count, as_decimal
from extractor.slips import neighbours, reprint, slip_of

WITNESSED = 0.7
"""Share of misread digits where another witness saw the right number."""
SUSPECTED = 0.9
"""Confidence of a figure that was misread; of others ``SURE``."""
SURE = 0.995


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with an error in it, and the truth about it."""

    kind: str
    report: Report
    wrong: tuple[str, ...]
    """Ids of the figures that are wrong; none where one is missing."""
    true: tuple[Number | None, ...]
    """What they were."""
    cause: Cause
    silent: bool = False
    """Nothing is wrong with it: no figure has another value."""


Kind = Callable[[Report, Random], Planted | None]


def _counts(report: Report) -> list[Figure]:
    return [f for f in report.figures if names().metric[f.metric].kind == "count"]


def _rates(report: Report) -> list[Figure]:
    return [f for f in report.figures if names().metric[f.metric].kind == "rate"]


def _printed(figure: Figure, printed: str) -> Figure:
    """The figure with another print, read as the line reads one."""
    rate = names().metric[figure.metric].kind == "rate"
    value = as_decimal(printed) if rate else as_count(printed)
    return figure.model_copy(update={"printed": printed, "value": value})


def _with(report: Report, changed: Iterable[Figure]) -> Report:
    new = {f.id: f for f in changed}
    return report.model_copy(update={"figures": tuple(new.get(f.id, f) for f in report.figures)})


def _one(
    kind: str, report: Report, figure: Figure | None, printed: str | None, cause: Cause = "author"
) -> Planted | None:
    """One figure printed otherwise; None where that gives no other number."""
    if figure is None or printed is None:
        return None
    wrong = _printed(figure, printed)
    if wrong.value is None or wrong.value == figure.value:
        return None
    return Planted(kind, _with(report, [wrong]), (figure.id,), (figure.value,), cause)


def _picked(random: Random, figures: Sequence[Figure]) -> Figure | None:
    return random.choice(figures) if figures else None


def _slipped(figure: Figure | None, random: Random, way: Way, codes: Sequence[str]) -> str | None:
    """A print that comes of the figure's by one slip of these codes, drawn by its weight."""
    made: dict[str, float] = {}
    if figure is None or figure.value is None:
        return None
    for printed in neighbours(figure.printed):
        value = as_count(printed)
        if value is None or value == figure.value:
            continue
        slip = slip_of(printed, figure.value, way)
        if slip and slip.code in codes and reprint(printed, figure.value) == figure.printed:
            made[printed] = slip.weight
    return random.choices(list(made), weights=list(made.values()))[0] if made else None


SUBSTITUTED = ("digit-confused", "digit-changed")


def mistyped(report: Report, random: Random) -> Planted | None:
    """One digit mistyped."""
    figure = _picked(random, _counts(report))
    printed = _slipped(figure, random, "typing", SUBSTITUTED)
    return _one("digit-typed", report, figure, printed)


def misread(report: Report, random: Random) -> Planted | None:
    """One digit of a scanned page misread; mostly another witness saw it right."""
    figure = _picked(random, _counts(report))
    printed = _slipped(figure, random, "reading", SUBSTITUTED)
    planted = _one("digit-read", report, figure, printed, "reading")
    if planted is None or figure is None:
        return None
    seen = (figure.printed,) if random.random() < WITNESSED else ()
    readings = {
        f.id: Reading(reader="ocr", confidence=SUSPECTED, alternatives=seen)
        if f.id == figure.id
        else Reading(reader="ocr", confidence=SURE)
        for f in planted.report.figures
    }
    scanned = [f.model_copy(update={"reading": readings[f.id]}) for f in planted.report.figures]
    return Planted(
        "digit-read" if seen else "digit-read-alone", _with(planted.report, scanned),
        planted.wrong, planted.true, "reading",
    )  # fmt: skip


def confused(report: Report, random: Random) -> Planted | None:
    """One digit misread on a page that was really read: the other figures are as they were read."""
    figure = _picked(random, [f for f in _counts(report) if f.status == "read"])
    printed = _slipped(figure, random, "reading", SUBSTITUTED)
    planted = _one("digit-read-alone", report, figure, printed, "reading")
    if planted is None or figure is None or random.random() >= WITNESSED:
        return planted
    return _witnessed("digit-read", planted, figure)


def witness_taken(report: Report, random: Random) -> Planted | None:
    """The number that another witness saw on the page is taken for the right one."""
    told = [f for f in _counts(report) if f.status == "read" and f.reading.alternatives]
    figure = _picked(random, told)
    printed = random.choice(figure.reading.alternatives).strip() if figure else None
    planted = _one("witness-taken", report, figure, printed, "reading")
    return _witnessed("witness-taken", planted, figure) if planted and figure else None


def _witnessed(kind: str, planted: Planted, figure: Figure) -> Planted:
    """The same, where a witness saw what is really printed."""
    told = Reading(
        reader=figure.reading.reader, confidence=SUSPECTED, alternatives=(figure.printed,)
    )
    wrong = next(f for f in planted.report.figures if f.id == figure.id)
    wrong = wrong.model_copy(update={"reading": told})
    return replace(planted, kind=kind, report=_with(planted.report, [wrong]))


def transposed(report: Report, random: Random) -> Planted | None:
    """Two neighbouring digits in the wrong order."""
    figure = _picked(random, [f for f in _counts(report) if len(f.printed) > 1])
    printed = _slipped(figure, random, "typing", ("digits-swapped",))
    return _one("transposed", report, figure, printed)


def dropped(report: Report, random: Random) -> Planted | None:
    """A digit was not typed."""
    figure = _picked(random, [f for f in _counts(report) if len(f.printed) > 1])
    printed = _slipped(figure, random, "typing", ("digit-missing",))
    return _one("dropped", report, figure, printed)


def doubled(report: Report, random: Random) -> Planted | None:
    """A digit was typed twice."""
    figure = _picked(random, _counts(report))
    printed = _slipped(figure, random, "typing", ("digit-doubled",))
    return _one("doubled", report, figure, printed)


def separator(report: Report, random: Random) -> Planted | None:
    """A separator was lost: harmless in a count, a hundredfold in a rate."""
    parted = [f for f in report.figures if set(f.printed) & set(".,")]
    figure = _picked(random, parted)
    if figure is None:
        return None
    bare = "".join(c for c in figure.printed if c.isdigit())
    wrong = _printed(figure, bare)
    same = wrong.value == figure.value
    return Planted(
        "separator-count" if same else "separator-rate", _with(report, [wrong]),
        () if same else (figure.id,), () if same else (figure.value,), "author", silent=same,
    )  # fmt: skip


def siblings(report: Report, random: Random) -> Planted | None:
    """Two parts or a whole and a part, printed next to each other, changed places."""
    figures = _counts(report)
    pairs = [
        (a, b)
        for a, b in pairwise(figures)
        if a.block == b.block and a.value != b.value
        and a.metric.split(".")[0] == b.metric.split(".")[0]
    ]  # fmt: skip
    if not pairs:
        return None
    a, b = random.choice(pairs)
    swapped = [_printed(a, b.printed), _printed(b, a.printed)]
    return Planted("swapped", _with(report, swapped), (a.id, b.id), (a.value, b.value), "author")


def omitted(report: Report, random: Random) -> Planted | None:
    """A category that holds files is not printed."""
    left = ("received.postal", "resolved.late", "withdrawn.total", "awaiting_supplement.total")
    figure = _picked(random, [f for f in report.figures if f.metric in left and f.value])
    if figure is None or figure.origin == "table":
        return None
    kept = tuple(f for f in report.figures if f.id != figure.id)
    return Planted(
        "omitted", report.model_copy(update={"figures": kept}), (), (), "omitted-category"
    )


def wrong_rate(report: Report, random: Random) -> Planted | None:
    """A rate that its numbers do not make."""
    figure = _picked(random, _rates(report))
    if figure is None or not isinstance(figure.value, Decimal):
        return None
    off = Decimal(random.randint(3, 30)) * random.choice((-1, 1))
    value = figure.value + off
    if not 0 <= value <= 100:
        return None
    return _one("wrong-rate", report, figure, reprint(figure.printed, value))


def shifted(report: Report, random: Random) -> Planted | None:
    """The numbers of a table's row stand one column to the right from some column on."""
    rows: dict[str, list[Figure]] = {}
    for figure in report.figures:
        if figure.origin == "table" and names().metric[figure.metric].kind == "count":
            rows.setdefault(figure.block, []).append(figure)
    long = [row for row in rows.values() if len(row) > 4]
    if not long:
        return None
    row = random.choice(long)
    start = random.randint(1, len(row) - 4)
    moved = row[start:]
    prints = ["0", *(f.printed for f in moved[:-1])]
    wrong = [_printed(f, p) for f, p in zip(moved, prints, strict=True)]
    changed = [(n, o) for n, o in zip(wrong, moved, strict=True) if n.value != o.value]
    if len(changed) < 3:
        return None
    return Planted(
        "shifted", _with(report, wrong), tuple(o.id for _, o in changed),
        tuple(o.value for _, o in changed), "author",
    )  # fmt: skip


def carried(report: Report, random: Random) -> Planted | None:
    """What was carried over is that of another period: a number of its size, by no slip of one."""
    told = [f for f in report.figures if f.metric.endswith(".carried_over") and f.value]
    figure = _picked(random, told)
    if figure is None:
        return None
    size = int(figure.value or 0)
    other = random.randint(size // 2, 2 * size + 1)
    slips = (slip_of(reprint(figure.printed, other), size, way) for way in ("reading", "typing"))
    return (
        None if any(slips) else _one("carry-over", report, figure, reprint(figure.printed, other))
    )


KINDS: tuple[Kind, ...] = (
    mistyped, misread, transposed, dropped, doubled, separator, siblings, omitted, wrong_rate,
    shifted, carried,
)  # fmt: skip
