"""The head of a document as the report page shows it, what is in doubt with its picture.

Knows how dates are written in either language's usage; no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.book.names import Lang
from extractor.messages import say
from extractor.models import Report
from extractor.writers.crops.gallery import Album
from extractor.writers.crops.shown import ShotView, shot_of

PARTS = {"name": "title"}
"""What the page calls by another name than the head does."""


@dataclass(frozen=True, slots=True)
class HeadView:
    """A part of the head; with its doubt, and a picture, where it was not read for certain."""

    key: str
    value: str | None
    doubt: str = ""
    shots: tuple[ShotView, ...] = ()


def head_views(report: Report, lang: Lang, album: Album) -> Iterable[HeadView]:
    """The head's parts, those in doubt with what the page image shows of them."""
    readings = report.document.readings
    for key, value in _head_values(report, lang):
        name = PARTS.get(key, key)
        part = readings.get(name)
        if part is None or part.status != "unresolved":
            yield HeadView(key, value)
            continue
        shots = shot_of(f"head:{name}", part.page or 0, value or "", album, lang)
        yield HeadView(key, value, _doubt(part.alternatives, lang), shots)


def _doubt(alternatives: Sequence[str], lang: Lang) -> str:
    status = say("book.status.unresolved", {}, lang)
    others = ", ".join(vietnamese_date(other) or other for other in alternatives)
    return f"{status}; {say('sheet.also', {'values': others}, lang)}" if others else status


def _head_values(report: Report, lang: Lang) -> Iterable[tuple[str, str | None]]:
    head, source = report.document, report.source
    yield "name", head.title
    yield "number", head.number
    yield "date", vietnamese_date(head.date)
    yield "period", _period(report)
    signer = head.signer
    parts = (signer.authority, signer.position, signer.name) if signer else ()
    yield "signer", ", ".join(part for part in parts if part)
    status = say(f"book.status.{source.status}", {}, lang)
    pages = say("sheet.pages", {"count": source.pages}, lang)
    yield "outcome", f"{status} ({pages})" if source.pages else status


def _period(report: Report) -> str | None:
    period = report.document.period
    if period is None:
        return None
    days = [vietnamese_date(day) for day in (period.start, period.end) if day]
    return f"{period.label} ({' – '.join(map(str, days))})" if days else period.label


def vietnamese_date(value: str | None) -> str | None:
    """'2024-03-15' → '15/03/2024'; '2024-03' → '03/2024'; anything else as it is."""
    try:
        return f"{date.fromisoformat(value or ''):%d/%m/%Y}"
    except ValueError:
        year, dash, month = (value or "").partition("-")
        return f"{month}/{year}" if dash and month.isdecimal() else value
