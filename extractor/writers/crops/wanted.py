"""Which places of a document are worth a picture, and what each picture shows.

One picture is one line of print, whole; every figure on the line looks at its own part of it.
Knows figures, findings and the words of a page; no pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.models import Box, Figure, Page, Report

IMAGED = "ocr"
MOST = 60
"""Pictures of one document."""
LEVEL = 0.5
"""Share of the lower of two words by which they stand on one line."""
SAME = 0.6
"""Share of both heights by which two lines are one."""
ABOVE = 0.6
"""Heights of the number that are shown of what is above and below its line."""
TALLEST = 1.6
"""Heights of the number that a line may reach above and below it: larger letters, marks."""
AROUND = 110.0
"""Points shown on either side of a number, where the line goes so far."""
RANKS = {"error": 1, "warning": 2}
UNSURE, OTHER = 0, 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be shown. Boxes are on the page as it is read: upright."""

    key: str
    """The figure's id, or the head's part as 'head:number'."""
    strip: int
    window: Box
    marks: tuple[Box, ...]
    """What the figure was read from: the number, or the place of a blank."""
    words: tuple[Box, ...]
    """The other words of the quote that are in the window."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of print to be cut out."""

    page: int
    quarters: int
    """Quarter turns, clockwise, by which the page is turned to be read."""
    box: Box
    rank: int
    """0 is what must be looked at first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All pictures of a document, the most needed first."""

    strips: tuple[Strip, ...]
    spots: tuple[Spot, ...]
    left: int
    """Places on page images that get no picture, for there would be too many."""


class _Place(NamedTuple):
    """A figure or a part of the head on its page."""

    key: str
    page: Page
    rank: int
    mark: Box
    quoted: tuple[Box, ...]


def wanted(report: Report, pages: Iterable[Page]) -> Wanted:
    """The pictures that the report calls for, of those of its pages that are images."""
    shown = {page.number: page for page in pages if page.reader == IMAGED}
    places = sorted(_places(report, shown), key=lambda place: place.rank)
    strips: list[Strip] = []
    spots: list[Spot] = []
    left = 0
    for place in places:
        line = _line(place)
        at = _known(strips, line)
        if at is None and len(strips) == MOST:
            left += 1
            continue
        if at is None:
            at = len(strips)
            strips.append(line)
        else:
            strips[at] = _both(strips[at], line)
        spots.append(Spot(place.key, at, line.box, (place.mark,), place.quoted))
    return Wanted(tuple(strips), tuple(_framed(s, strips[s.strip]) for s in spots), left)


def _places(report: Report, pages: dict[int, Page]) -> Iterator[_Place]:
    for name, part in report.document.readings.items():
        page = pages.get(part.page or 0)
        if page is not None and part.bbox is not None and part.status == "unresolved":
            mark = upright(part.bbox, page, quarters(page))
            yield _Place(f"head:{name}", page, UNSURE, mark, ())
    gravest = _gravest(report)
    for figure in report.figures:
        page = pages.get(figure.evidence.page)
        box = None if page is None else _box(figure, page)
        if page is not None and box is not None:
            turn = quarters(page)
            unsure = figure.status == "unresolved"
            rank = UNSURE if unsure else gravest.get(figure.id, OTHER)
            quoted = tuple(upright(b, page, turn) for b in _quoted(figure, page))
            yield _Place(figure.id, page, rank, upright(box, page, turn), quoted)


def _gravest(report: Report) -> dict[str, int]:
    found: dict[str, int] = {}
    for finding in report.findings:
        rank = RANKS.get(finding.severity, OTHER)
        for id in finding.figures:
            found[id] = min(rank, found.get(id, OTHER))
    return found


def _box(figure: Figure, page: Page) -> Box | None:
    """Where the number is printed."""
    evidence = figure.evidence
    return page.words.over(evidence.printed_start, evidence.printed_end) or evidence.bbox


def _quoted(figure: Figure, page: Page) -> list[Box]:
    """The other words of the quote."""
    evidence = figure.evidence
    return [
        word.box
        for word in page.words.between(evidence.start, evidence.end)
        if word.end <= evidence.printed_start or word.start >= evidence.printed_end
    ]


# ---------------------------------------------------------------------------------- geometry


def quarters(page: Page) -> int:
    """Quarter turns, clockwise, by which the page was turned before it was read."""
    turned = sum(step.measure for step in page.steps if step.name == "turned")
    return round(turned / 90) % 4


def upright(box: Box, page: Page, turns: int) -> Box:
    """A box of the page as it lies in the file, on the page as it is read."""
    x0, top, x1, bottom = box
    wide, high = page.width, page.height
    for _ in range(turns):
        x0, top, x1, bottom = high - bottom, x0, high - top, x1
        wide, high = high, wide
    return (x0, top, x1, bottom)


def _line(place: _Place) -> Strip:
    """The line that the number stands on, from its first word to its last."""
    page, mark = place.page, place.mark
    turn = quarters(page)
    wide, high = (page.height, page.width) if turn % 2 else (page.width, page.height)
    size = mark[3] - mark[1]
    words = [upright(word.box, page, turn) for word in page.words]
    on_it = [mark, *(word for word in words if _level(word, mark))]
    box = (
        max(0.0, min(b[0] for b in on_it) - size),
        max(0.0, max(min(b[1] for b in on_it), mark[1] - TALLEST * size) - ABOVE * size),
        min(wide, max(b[2] for b in on_it) + size),
        min(high, min(max(b[3] for b in on_it), mark[3] + TALLEST * size) + ABOVE * size),
    )
    return Strip(page.number, turn, box, place.rank)


def _level(one: Box, other: Box) -> bool:
    least = min(one[3] - one[1], other[3] - other[1])
    return min(one[3], other[3]) - max(one[1], other[1]) > LEVEL * least


def _known(strips: Sequence[Strip], line: Strip) -> int | None:
    """Which of the lines it is."""
    for at, strip in enumerate(strips):
        shared = min(strip.box[3], line.box[3]) - max(strip.box[1], line.box[1])
        whole = max(strip.box[3], line.box[3]) - min(strip.box[1], line.box[1])
        if strip.page == line.page and shared >= SAME * whole:
            return at
    return None


def _both(one: Strip, other: Strip) -> Strip:
    a, b = one.box, other.box
    box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    return Strip(one.page, one.quarters, box, min(one.rank, other.rank))


def _framed(spot: Spot, strip: Strip) -> Spot:
    """The spot with its part of the line, measured from the line's upper left corner."""
    left, top, right, bottom = strip.box
    ((x0, y0, x1, y1),) = spot.marks
    room = 2 * ABOVE * (y1 - y0)  # of a line that leans more is cut out than is looked at
    window = (
        max(left, x0 - AROUND), max(top, y0 - room), min(right, x1 + AROUND), min(bottom, y1 + room)
    )  # fmt: skip
    return Spot(
        spot.key,
        spot.strip,
        _from(window, left, top),
        tuple(_from(box, left, top) for box in spot.marks),
        tuple(_from(box, left, top) for box in spot.words if _inside(box, window)),
    )


def _inside(box: Box, frame: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _from(box: Box, left: float, top: float) -> Box:
    return (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
