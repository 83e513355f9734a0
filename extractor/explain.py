"""Why a number became a figure, and why another did not.

Replays the prose reader over repaired pages and looks at what it left aside; knows the features
that a metric needs, and so what an unread number lacked. Chooses no words: codes and quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.assemble.claims import Unread
from extractor.book.metrics import Metric, metrics
from extractor.figures import Assembled, assemble
from extractor.models import CleanPage, DocumentHead

AROUND = 40
"""Characters of the passage shown on either side of a number."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A number that is no figure: where, why, and what it lacked for a metric."""

    page: int
    printed: str
    quote: str
    reason: str
    """A stable code of the reader: no-label, no-metric, masked:date …"""
    lacking: tuple[str, ...] = ()
    """Features that the metric needs and the number did not have."""
    barred: tuple[str, ...] = ()
    """Features that it had and the metric excludes."""

    @property
    def distance(self) -> int:
        """How far it was from being the metric."""
        return len(self.lacking) + len(self.barred)


def misses(
    pages: Sequence[CleanPage], head: DocumentHead, metric: str | None = None, most: int = 8
) -> tuple[Miss, ...]:
    """Numbers of the prose that were not read: all that no mask set aside, in reading order.

    With a metric, those nearest to it first, masked ones included, at most ``most``.
    """
    assembled = assemble(pages, head)
    if metric is None:
        open_ = (unread for unread in assembled.unread if not unread.reason.startswith("masked:"))
        return tuple(_miss(unread, assembled, None) for unread in open_)
    wanted = metrics()[metric]
    found = [_miss(unread, assembled, wanted) for unread in assembled.unread if unread.features]
    return tuple(sorted(found, key=lambda miss: miss.distance)[:most])


def _miss(unread: Unread, assembled: Assembled, metric: Metric | None) -> Miss:
    block = assembled.blocks[unread.block]
    quote = block.text[max(0, unread.start - AROUND) : unread.end + AROUND]
    page = block.place(unread.start, unread.end).page
    lacking, barred = _apart(unread.features, metric)
    return Miss(page + 1, unread.printed, " ".join(quote.split()), unread.reason, lacking, barred)


def _apart(
    features: frozenset[str], metric: Metric | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What parts a number's features from the metric's nearest wording."""
    if metric is None:
        return (), ()
    lacking = min((needs - features for needs in metric.needs), key=len)
    return tuple(sorted(lacking)), tuple(sorted(features & metric.unless))


def known(metric: str) -> Iterator[str]:
    """The metric itself when the book has it; else the names most like it."""
    import difflib

    if metric in metrics():
        yield metric
    else:
        yield from difflib.get_close_matches(metric, metrics(), n=3)
