"""What was ordered, promised and found, with what was reported, as a table in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from extractor.across.timeline import Event, timeline
from extractor.book.names import Lang, metric_name
from extractor.models import Report

TIMELINE = (
    "issuer", "day", "sort", "document", "page", "quote", "actor", "metric_name", "target",
    "deadline", "outcome", "reported", "period", "report", "told", "metric",
)  # fmt: skip


def timeline_frame(reports: Sequence[Report], lang: Lang = "vi") -> pd.DataFrame:
    """A row an event, unit by unit in the order of time; empty where nothing was ordered."""
    rows = [_row(event, lang) for event in timeline(reports)]
    return pd.DataFrame(rows, columns=list(TIMELINE), dtype=object)


def _row(event: Event, lang: Lang) -> tuple[object, ...]:
    found = (
        event.unit, event.day, event.sort, event.document, event.page, event.quote, event.actor,
        metric_name(event.metric, lang) if event.metric else None,
        event.asked, event.deadline, event.outcome,
        event.reported, event.period, event.report, event.answer, event.metric,
    )  # fmt: skip
    return tuple(value or None for value in found)
