"""Plans, letters, decisions, notices, minutes: what sort a document is, and what it orders.

Not asked of a report with figures, beyond its sort. Of a report without figures only the
directions for the time to come are read. Knows the order of things; the grammar is in
:mod:`.duties`, names in :mod:`.words`, days in :mod:`.deadlines`, numbers in :mod:`.targets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.book.found import findings
from extractor.book.metrics import grammar
from extractor.book.orders import kind_book
from extractor.models import CleanPage, Commitment, DocumentHead, DocumentKind, Figure, Inspected
from extractor.orders.kinds import assigned_for, assigns, is_of_inspections, kind_of, orders_nothing
from extractor.orders.passages import Passages

__all__ = ["Orders", "read_orders"]

_FEW = 3
"""Figures of a report that may all be targets for the time to come: looked at once more."""
_TOTALS = frozenset({"received.total", "resolved.total", "pending.total"})
"""What every report on the handling of files tells."""
_FIRST = 700
"""Characters at the beginning of a document that may say what it is."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a document is and what it orders."""

    kind: DocumentKind
    commitments: tuple[Commitment, ...] = ()
    inspected: tuple[Inspected, ...] = ()
    others: frozenset[str] = frozenset()
    """Figures that are none: they stand in an order, or an inspection found them."""


def read_orders(
    pages: Sequence[CleanPage], head: DocumentHead, read: Sequence[Figure] = ()
) -> Orders:
    """``read``: the figures of file handling that the document was read to hold."""
    first = pages[0].text[:_FIRST] if len(pages) else ""
    figures = sum(1 for f in read if not _tells_of_none(f))
    kind = kind_of(head, first, figures, 0)
    if kind.kind == "report" and figures <= _FEW:
        return _promised_only(pages, head, first, read) or Orders(kind)
    if kind.kind == "report" or (kind.kind == "none" and orders_nothing(head, first)):
        return Orders(kind)
    if kind.kind == "annex" and assigns(head, first):
        return _assigned(pages, head, kind, first, read)
    if head.type is None and figures:
        return Orders(kind)
    reported = head.type in kind_book().kinds["report"] and kind.kind != "annex"
    passages = Passages(pages, head, directions_only=reported)
    passages.read()
    found = Orders(kind, tuple(passages.commitments), tuple(passages.told.reviewed))
    if not reported:
        others = frozenset(f.id for f in read if passages.is_other(f.evidence))
        retells = kind.kind in kind_book().retelling or (
            kind.kind in kind_book().ordering and len(passages.commitments) > figures - len(others)
        )
        told = [f for f in read if retells and passages.is_told(f.evidence)]
        others |= {f.id for f in told}
        kept = passages.told.inspected if len(others) == len(read) else passages.told.reviewed
        found = replace(found, inspected=_joined(told, kept), others=others)
    if head.type is None and head.addressees and passages.commitments:
        found = replace(found, kind=kind_of(head, first, figures, len(passages.commitments)))
    return found


def _assigned(
    pages: Sequence[CleanPage],
    head: DocumentHead,
    kind: DocumentKind,
    first: str,
    read: Sequence[Figure],
) -> Orders:
    """An annex alone that says what is to be reached or done: none of its numbers is a figure."""
    passages = Passages(pages, head, directions_only=False, ordering=True)
    passages.read()
    year = assigned_for(first)
    return Orders(
        kind,
        tuple(_by_the_end_of(year, one) for one in passages.commitments),
        tuple(passages.told.reviewed),
        frozenset(f.id for f in read),
    )


def _by_the_end_of(year: str | None, one: Commitment) -> Commitment:
    """A target without a time of its own is for the year that its annex is called after."""
    if year is None or one.target is None or one.deadline_words or one.repeat:
        return one
    return one.model_copy(update={"deadline": f"{year[-4:]}-12-31", "deadline_words": year})


def _tells_of_none(figure: Figure) -> bool:
    """'Không có phản ánh về thái độ': no number of file handling, by which a report is known."""
    group = figure.metric.split(".")[0]
    return figure.value == 0 and group not in grammar().files


def _joined(told: Sequence[Figure], found: Sequence[Inspected]) -> tuple[Inspected, ...]:
    """What a notice retells, as its figures were read; of one place the figure's reading.

    Unless the words say that the files are late: a figure may have been read to be settled, or to
    be what a place received ('05 đơn vị có hồ sơ trễ hạn, gồm: xã A (35 hồ sơ)').
    """
    book = findings().metrics
    late = [one for one in found if one.metric in (book["open"], book["late"])]
    figures = [
        _as_inspected(f, f.value)
        for f in told
        if f.value is not None and not any(_is_there(one, f) for one in late)
    ]
    there = {(one.page, one.value) for one in figures}
    return (*figures, *(one for one in found if (one.page, one.value) not in there))


def _is_there(one: Inspected, figure: Figure) -> bool:
    """Whether a number that was found is the one of a figure."""
    at = figure.evidence
    same = one.page == at.page and one.value == figure.value
    return same and one.start <= at.printed_start < one.end


def _as_inspected(figure: Figure, value: int | Decimal) -> Inspected:
    at = figure.evidence
    return Inspected(
        metric=figure.metric,
        value=value,
        printed=figure.printed,
        quote=at.quote,
        page=at.page,
        start=at.start,
        end=at.end,
    )


def _promised_only(
    pages: Sequence[CleanPage], head: DocumentHead, first: str, read: Sequence[Figure]
) -> Orders | None:
    """A report whose few figures are of its directions or of inspections; None for others."""
    passages = Passages(pages, head, directions_only=True)
    passages.read()
    others = frozenset(f.id for f in read if passages.is_other(f.evidence))
    if len(others) < len(read):
        if not others or not is_of_inspections(head) or any(f.metric in _TOTALS for f in read):
            return None
        others = frozenset(f.id for f in read)
    kind = kind_of(head, first, 0, 0)
    return Orders(kind, tuple(passages.commitments), tuple(passages.told.reviewed), others)
