"""Which period a report is about, among all periods it prints.

A span printed in the title, or after words such as 'số liệu tính từ', wins over a label; a
label in the title names the kind. A span that does not fit the label (a cumulative one in a
monthly report) is not taken. Nothing is computed: without printed dates they stay None.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import regex

from extractor.book.head import period_words
from extractor.head.periods import Found, find_periods, find_spans, months_of
from extractor.models import Period
from extractor.text import fold

_TIMEOUT = 1.0
_FORM = 1500
"""Characters of a form that can hold its 'Kỳ báo cáo'."""
_OPENING = 900
"""How far into the body a report without a period in its title may name one."""


def own_period(text: str, title: tuple[int, int]) -> Period | None:
    """A report's own period; ``title`` is where its heading and title stand in ``text``."""
    found = find_spans(text, labels_until=title[1] + _OPENING)
    marked = [f for f in found if _is_span(f[2]) and _announced(text, f[0])]
    titled = [f for f in found if title[0] <= f[0] < title[1]]
    label = next((f[2] for f in titled if not f[2].start), None)
    if label is None and not titled:
        label = next((f[2] for f in found if _opens(f, title)), None)
    spans = [f for f in titled if f[2].start] or marked or [f for f in found if _is_span(f[2])]
    span = next((f[2] for f in spans if _fits(f[2], label)), None)
    if span is None or label is None:
        near = [f[2] for f in spans if label is None and (f in titled or f in marked)]
        return label or (near[0] if near else None)
    return Period(start=span.start, end=span.end, label=label.label, kind=label.kind)


def _opens(found: Found, title: tuple[int, int]) -> bool:
    return title[1] <= found[0] < title[1] + _OPENING and found[2].kind != "year"


def _is_span(period: Period) -> bool:
    return period.start is not None and period.end is not None


def _announced(text: str, start: int) -> bool:
    before = text[max(0, start - period_words().report.before) : start]
    return _marker().search(fold(before), timeout=_TIMEOUT) is not None


def form_period(text: str) -> Period | None:
    """'Kỳ báo cáo: Quý I/2024 (Từ ngày … đến ngày …)' on a form, which has no type and title."""
    near = [f for f in find_periods(text[:_FORM]) if _announced(text, f[0])]
    if not near:
        return None
    label = next((f[2] for f in near if not f[2].start), None)
    span = next((f[2] for f in near if _is_span(f[2]) and _fits(f[2], label)), None)
    if label and span:
        return Period(start=span.start, end=span.end, label=label.label, kind=label.kind)
    return span or label


def _fits(span: Period, label: Period | None) -> bool:
    """Whether a printed span can be the labelled period: its length, and where it ends."""
    if label is None:
        return True
    if not (span.start and span.end) or (months := months_of(label)) is None:
        return False
    start, end = date.fromisoformat(span.start), date.fromisoformat(span.end)
    count = months.last - months.first + 1
    low, high = next(
        (k.days for k in period_words().kinds.values() if k.months == count),
        (30 * count - 22, 31 * count + 22),
    )
    off = (end.year - months.year) * 12 + end.month - months.last
    return low <= (end - start).days + 1 <= high and -1 <= off <= 1


@cache
def _marker() -> regex.Pattern[str]:
    return regex.compile("|".join(period_words().report.markers))
