"""Why a figure was read, or was not: for ``baocao patterns explain``.

Shows what the line knew at each number; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.accounts import with_one_account
from extractor.assemble.claims import Unread
from extractor.book.metrics import grammar, metrics
from extractor.figures import Assembled, assemble, figures_of
from extractor.models import CleanPage, DocumentHead, Figure
from extractor.repair import raw_span
from extractor.tables import read_tables

_BESIDE = 60
"""Characters shown on each side of a number."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A number that was no figure: where, why, and what its label said."""

    page: int
    printed: str
    around: str
    """The words beside it, as they stand on the page."""
    reason: str
    """A stable code; 'masked:date' and its like name what the number is part of."""
    features: tuple[str, ...]
    near: tuple[str, ...]
    """Metrics that the label would have meant with a little more."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every figure with the pattern that read it, and every number that was left aside."""

    figures: tuple[Figure, ...]
    misses: tuple[Miss, ...]
    unread: dict[str, tuple[Miss, ...]]
    """Each metric that was not read → the numbers that came nearest to it."""


def explain(pages: Sequence[CleanPage], head: DocumentHead | None = None) -> Explanation:
    """Read the document's figures once more, keeping what was set aside."""
    assembled = assemble(pages, head, everything=True)
    figures = with_one_account(figures_of(assembled, pages) + read_tables(pages, head), head)
    misses = tuple(_miss(unread, assembled, pages) for unread in assembled.unread)
    read = {figure.metric for figure in figures}
    unread = {
        name: tuple(miss for miss in misses if name in miss.near)
        for name in metrics()
        if name not in read
    }
    return Explanation(figures, misses, unread)


def _miss(unread: Unread, assembled: Assembled, pages: Sequence[CleanPage]) -> Miss:
    block = assembled.blocks[unread.block]
    place = block.place(unread.start, unread.end)
    clean = pages[place.page]
    start, end = raw_span(clean, place.start, place.end)
    text = clean.page.text
    around = " ".join(text[max(0, start - _BESIDE) : end + _BESIDE].split())
    heavy = unread.features - grammar().weight.light
    return Miss(
        clean.page.number,
        text[start:end],
        around,
        unread.reason,
        tuple(sorted(unread.features)),
        tuple(name for name, metric in metrics().items() if _nearly(metric.needs, heavy)),
    )


def _nearly(needs: tuple[frozenset[str], ...], heard: frozenset[str]) -> bool:
    """Part of what the metric needs was heard."""
    return any(heard & need for need in needs)
