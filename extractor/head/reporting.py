"""Which period a report is about, among all periods it prints.

A span printed in the title, or after words such as 'số liệu tính từ', wins over a label; a
label in the title names the kind. A span that does not fit the label (a cumulative one in a
monthly report) is not taken. Nothing is computed: without printed dates they stay None.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from extractor.book.head import period_words, phrases
from extractor.head.periods import Found, find_label, find_periods, find_spans, months_of
from extractor.models import Period
from extractor.patience import Pattern
from extractor.text import fold

_FORM = 1500
"""Characters of a form that can hold its 'Kỳ báo cáo'."""
_TITLE = 1000
"""The end of the head, in which its title stands."""
_OPENING = 900
"""How far into the body a report without a period in its title may name one."""


def own_period(text: str, title: tuple[int, int], *, announced: bool = False) -> Period | None:
    """A report's own period; ``title`` is where its heading and title stand in ``text``.

    ``announced``: only with a span that words such as 'kỳ báo cáo' announce (of a document
    that need not be a report).
    """
    found = find_spans(text, labels_until=title[1] + _OPENING)
    titled = [f for f in found if title[0] <= f[0] < title[1]]
    dated = [] if announced else [f for f in titled if f[2].start]
    # a span of the title is taken before any that words announce
    marked = [] if dated else [f for f in found if _is_span(f[2]) and _announced(text, f[0])]
    label = _before_plan(text[max(title[0], title[1] - _TITLE) : title[1]]) or _label(
        found, titled, title
    )
    if announced:
        marked = [f for f in marked if f[0] < title[1] + _OPENING]
        return _joined(next((f[2] for f in marked if _fits(f[2], label)), None), label, None)
    spans = dated or marked or [f for f in found if _is_span(f[2])]
    span = next((f[2] for f in spans if _fits(f[2], label)), None)
    near = [f[2] for f in spans if f in titled or f in marked] or _only_opening(found, title)
    return _joined(span, label, near[0] if near else None)


def _label(found: list[Found], titled: list[Found], title: tuple[int, int]) -> Period | None:
    """The first label of the title, else of the opening when the title prints no period."""
    labels = [f[2] for f in titled if not f[2].start]
    if labels:
        return _part_of_year(labels) or labels[0]
    if titled:
        return None
    return next((f[2] for f in found if _opens(f, title) and not f[2].start), None)


def _part_of_year(labels: list[Period]) -> Period | None:
    """'kế hoạch năm 2024 … quý III năm 2024': a part of the year named first is meant."""
    year = months_of(labels[0])
    if year is None or year.kind != "year":
        return None
    parts = ((label, months_of(label)) for label in labels[1:])
    return next((p for p, m in parts if m and m.year == year.year and m.kind != "year"), None)


def _only_opening(found: list[Found], title: tuple[int, int]) -> list[Period]:
    """The one span the body opens with: nothing else of the opening can be meant."""
    near = [f[2] for f in found if _is_span(f[2]) and title[1] <= f[0] < title[1] + _OPENING]
    return near if len({(p.start, p.end) for p in near}) == 1 else []


def _joined(span: Period | None, label: Period | None, near: Period | None) -> Period | None:
    """The label with its span's dates; without a label the nearest span, else nothing."""
    if label is None:
        return near
    if span is None:
        return label
    return Period(start=span.start, end=span.end, label=label.label, kind=label.kind)


def _before_plan(title: str) -> Period | None:
    """'tháng 8 và nhiệm vụ tháng 9 năm 2023': the first is reported on, the year is shared."""
    folded = fold(title)
    if not _plan().search(folded):
        return None
    match = _planned().search(folded)
    if match is None:
        return None
    printed = " ".join(title[match.start(part) : match.end(part)] for part in ("own", "year"))
    label = next((p for _, _, p in find_label(" ".join(printed.split()), 0)), None)
    after = next((p for _, _, p in find_label(title[match.start("next") : match.end()], 0)), None)
    own, then = (months_of(p) if p else None for p in (label, after))
    return label if own and then and own.last <= then.last else None


def _opens(found: Found, title: tuple[int, int]) -> bool:
    return title[1] <= found[0] < title[1] + _OPENING and found[2].kind != "year"


def _is_span(period: Period) -> bool:
    return period.start is not None and period.end is not None


def _announced(text: str, start: int) -> bool:
    before = text[max(0, start - period_words().report.before) : start]
    return _marker().search(fold(before)) is not None


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
def _marker() -> Pattern:
    return Pattern("|".join(period_words().report.markers))


@cache
def _plan() -> Pattern:
    return Pattern("|".join(period_words().plan))


@cache
def _planned() -> Pattern:
    """A period without a year, words of a plan, a period with one: groups own, next, year."""
    w, p = period_words(), phrases()
    number = r"(?:i{1,3}|iv|\d{1,2})(?!\w)"
    counts = "|".join(w.counts)
    span = rf"(?:(?:\d{{1,2}}|{counts})\s+{p.month}\s+(?:{w.first}|{w.last})"
    one = rf"(?:{p.month}|{w.quarter})\s+{number}"
    return Pattern(
        rf"(?<!\w)(?P<own>{span})|{one})(?!\s*[/.]?\s*(?:{p.year}\s+)?(?:19|20)\d\d)"
        rf"[^\d]{{0,80}}?(?:{'|'.join(w.plan)})[^\d]{{0,80}}?"
        rf"(?P<next>(?:{span})|{one})\s*(?P<year>(?:/|{p.year}\s+)\s*(?:19|20)\d\d))"
    )
