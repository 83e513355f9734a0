"""The numbers of sums that fail are looked at once more, where the page is an image.

A sum that fails says that somebody erred: who read the page, or who wrote it. What readings of
each number alone see tells the two apart. It is written beside the figure as evidence, and a
figure that was in doubt may be settled by it; one that was read keeps its value. Only what some
reading really saw is ever taken. Knows figures, findings and places; no pixel.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from extractor.answers import messages
from extractor.checks import check_report
from extractor.children import open_channel
from extractor.models import Box, Figure, Page, Report, Source
from extractor.readers.serve import request
from extractor.scratch import scratch
from extractor.settings import Limits, Settings

LOOKERS = "extractor.ocr.closer:LOOKERS"
ASKED, SEEN = "places.json", "seen.json"
KINDS = frozenset({"pdf", "image"})
IMAGED = "ocr"
MOST = 48
"""Numbers of a document that are looked at once more; of more, the first."""
MOST_PAGES = 6
"""Pages that are opened for it: each costs as much as a third of its reading."""
MOST_READINGS = 8
"""Of one number, and
MOST_CHARACTERS of each, are taken of what a child says."""
MOST_CHARACTERS = 40

Place = tuple[int, Box]
"""Page and box of a printed number."""


def look_again(report: Report, pages: Iterable[Page], source: Source, settings: Settings) -> Report:
    """The report with what a second look saw of the numbers of sums that fail.

    Args:
        report: figures that were not judged yet.
        pages: those that they were read from.
        source: its file; where that is gone nothing is looked at.
        settings: limits of a page hold for the whole look; ``never`` looks at nothing.
    """
    if settings.scans.mode == "never" or source.kind not in KINDS:
        return report
    asked = wanted(report, pages)
    if not asked or not Path(source.file).is_file():
        return report
    seen = _seen(source, sorted(set(asked.values())), settings)
    figures = [_with(f, seen.get(asked[f.id], ()) if f.id in asked else ()) for f in report.figures]
    return report.model_copy(update={"figures": tuple(figures)})


def wanted(report: Report, pages: Iterable[Page]) -> dict[str, Place]:
    """Figure → where its number is printed, for those that failing relations are about."""
    if not any(figure.reading.reader == IMAGED for figure in report.figures):
        return {}
    failing = _failing(report)
    about: dict[int, list[Figure]] = defaultdict(list)
    for figure in report.figures:
        if figure.id in failing and figure.reading.reader == IMAGED and _digits(figure.printed):
            about[figure.evidence.page].append(figure)
    found: dict[str, Place] = {}
    if not about:
        return found
    chosen = set(sorted(about)[:MOST_PAGES])
    for page in pages:
        for figure in about[page.number] if page.number in chosen else ():
            box = _box(figure, page)
            if box is not None and len(found) < MOST:
                found[figure.id] = (page.number, box)
    return found


def _failing(report: Report) -> set[str]:
    """Figures of errors and questions, were all taken as they were read first."""
    trial = [_as_read(f) for f in report.figures]
    judged = check_report(report.model_copy(update={"figures": tuple(trial)}))
    told = (f for f in judged.findings if f.severity != "info" and f.equation)
    return {name for finding in told for name in finding.figures}


def _as_read(figure: Figure) -> Figure:
    """A figure whose digits alone are in doubt, taken for read."""
    if figure.status != "unresolved" or figure.note:
        return figure
    return figure.model_copy(update={"status": "read"})


def _box(figure: Figure, page: Page) -> Box | None:
    """Where the number is printed: of a longer word, its share of the letters."""
    start, end = figure.evidence.printed_start, figure.evidence.printed_end
    words = list(page.words.between(start, end))
    if not words:
        return figure.evidence.bbox
    box = page.words.over(start, end)
    first, last = min(w.start for w in words), max(w.end for w in words)
    others = page.text[first:start] + page.text[end:last]
    if box is None or not any(c.isalnum() for c in others):
        return box
    left, top, right, bottom = box
    letter = (right - left) / (last - first)
    return (left + letter * (start - first), top, left + letter * (end - first), bottom)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdecimal())


def _seen(
    source: Source, places: Sequence[Place], settings: Settings
) -> Mapping[Place, tuple[str, ...]]:
    """What was seen at the places; of those that the time did not reach, nothing."""
    limits = settings.limits
    own = limits.model_copy(
        update={"seconds": limits.page_seconds, "memory_mb": limits.page_memory_mb}
    )
    with scratch() as name:
        folder = Path(name)
        how = settings.scans
        asked = {"cache": how.cache, "ready": how.ready, "places": places}
        (folder / ASKED).write_text(json.dumps(asked), encoding="ascii")
        _ask(source, own, name)
        return _told(folder / SEEN)


def _ask(source: Source, limits: Limits, folder: str) -> None:
    try:
        channel = open_channel(request(source, limits, LOOKERS, folder))
    except OSError:
        return
    try:
        for _ in messages(channel, limits):
            pass  # a page that is refused is not looked at: its figures stay as they are
    finally:
        channel.close()


def _told(path: Path) -> dict[Place, tuple[str, ...]]:
    """The readings of each place; what is not of this form is as if it had not been said."""
    try:
        rows = json.loads(path.read_bytes())
        return {
            (page, tuple(box)): tuple(str(text)[:MOST_CHARACTERS] for text in seen[:MOST_READINGS])
            for page, box, seen in rows
        }
    except (OSError, ValueError, TypeError):
        return {}


def _with(figure: Figure, seen: Sequence[str]) -> Figure:
    again = tuple(text for text in seen if text)
    if not again:
        return figure
    return figure.model_copy(update={"reading": figure.reading.model_copy(update={"again": again})})
