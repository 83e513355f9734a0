"""Reporting periods in all their spellings, with their places in the text.

Knows words for months, quarters and spans; not which of them a report is about (that is
:mod:`extractor.head.reporting`). Start and end are filled from printed dates only; what a
period *should* span by Decree 09/2019 art. 12 is :func:`nominal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractor.book.head import KindWithMonths, period_words, phrases
from extractor.head.dates import iso, long_form, short_form
from extractor.models import Period, made
from extractor.patience import Match, Pattern
from extractor.text import fold

_as_period = made(Period)
_YEAR = re.compile(r"20[0-4]\d")
_LOOK, _SHORT, _LONG = 64, 56, 130
"""How far before its year to look for hints, and how far back a label or a span may begin."""

Found = tuple[int, int, Period]


@dataclass(frozen=True, slots=True)
class Months:
    """The calendar months a label names: year and first to last month, 1..12."""

    year: int
    first: int
    last: int
    kind: KindWithMonths | None


def find_periods(text: str) -> list[Found]:
    """Every reporting period of the text as (start, end, period), left to right.

    'tháng 3/2024', 'quý II năm 2024', '05 tháng đầu năm 2024', 'năm 2023', 'từ 21/7 đến
    20/8/2024' … A single date is no period. Marks may be missing and small words misread.
    """
    return find_spans(text, labels_until=len(text))


def find_spans(text: str, *, labels_until: int) -> list[Found]:
    """Spans between printed dates anywhere, and labels ('tháng 3/2024') in the first part only.

    What a reader of heads needs, at half the cost.
    """
    found: list[Found] = []
    for low, high, years in _windows(text, labels_until):
        found += _in_window(text, low, high, years)
    return found


def _windows(text: str, labels_until: int) -> Iterator[tuple[int, int, set[int]]]:
    """Stretches that can hold a period, with the ends of the years that can close one.

    Most years of a report close plain dates; they are told by a look at the raw text, since
    folding and parsing a whole page would cost more than all else that is read from it.
    """
    low = high = 0
    years: set[int] = set()
    for match in _YEAR.finditer(text):
        back = _reach(text, match)
        if not back or (back == _SHORT and match.start() > labels_until):
            continue
        if not years or match.start() - back > high:
            if years:
                yield low, high, years
            low, years = max(0, match.start() - back), set()
        high = match.end()
        years.add(high)
    if years:
        yield low, high, years


def _reach(text: str, year: re.Match[str]) -> int:
    """How far before this year a period may begin; 0 where the year closes none."""
    start, end = year.span()
    after = text[end : end + 1]
    if text[start - 1 : start].isdigit() or after.isdigit() or after == "/":
        return 0
    left = text[max(0, start - _LOOK) : start]
    if _span_hint().search(left):
        return _LONG
    return 0 if _date_hint().search(left, max(0, len(left) - 34)) else _SHORT


def _in_window(text: str, low: int, high: int, years: set[int]) -> Iterator[Found]:
    folded = fold(text[low:high])
    try:
        for match in _grammar().finditer(folded):
            start, end = low + match.start(), low + match.end()
            if end in years:
                yield from _read(match, text[start:end], start)
    except TimeoutError:  # a hostile window: what was found before it stands
        return


def _read(match: Match, printed: str, start: int) -> Iterator[Found]:
    """What one match of the grammar means; nothing for a single date or 'Việt Nam 2023'."""
    end = start + len(printed)
    if match["date"] or match["range"]:
        return
    got = match.groupdict()
    if got["span"]:
        yield start, end, _span(got, printed)
    elif got["pair"]:
        yield start, start + match.end("left") - match.start(), _period(printed, _pair_left(got))
        inner = match.start("right") - match.start()
        yield from find_label(printed[inner:], start + inner)
    elif months := _months(got):
        if got["ya"] and printed.startswith("Nam"):
            return
        yield start, end, _period(printed, months)


def find_label(printed: str, start: int) -> Iterator[Found]:
    """The label at the beginning of ``printed``, placed at ``start``."""
    match = _grammar().match(fold(printed))
    if match and (months := _months(match.groupdict())):
        yield start, start + match.end(), _period(printed[: match.end()], months)


def _period(printed: str, months: Months | None) -> Period:
    kind = (months.kind or "span") if months else "span"
    return _as_period(start=None, end=None, label=_label(printed), kind=kind)


def _label(printed: str) -> str:
    return " ".join(printed.split()).strip("()[] ")


def _span(got: dict[str, str | None], printed: str) -> Period:
    """Both printed dates; the first takes month and year from the second where elided."""
    d2, m2, y2 = got["d2"], got["m2"], got["y2"]
    d1, m1, y1 = got["d1"] or got["d0"], got["m1"] or m2, got["y1"]
    if y1 is None and y2 and d1 and m1 and d2 and m2:
        later = (int(m1), int(d1)) > (int(m2), int(d2))
        y1 = str(int(y2) - 1) if later else y2
    return _as_period(
        start=iso(d1, m1, y1), end=iso(d2, m2, y2), label=_label(printed), kind="span"
    )


def _months(got: dict[str, str | None]) -> Months | None:
    """The months a label names, or None where it names none that can be."""
    if got["pair"]:
        return _pair_left(got)
    if (a := got["a"]) and (b := got["b"]) and (year := got["yb"]):
        same = 1 <= int(a) <= int(b) <= 12 and got["yx"] in (None, year)
        return Months(int(year), int(a), int(b), None) if same else None
    if (n := got["n"]) and (year := got["yn"]):
        return _several(n, int(year), last=bool(got["last"]))
    if (q := got["q"]) and (year := got["yq"]):
        return _quarter(q, int(year))
    if (m := got["m"]) and (year := got["ym"]) and 1 <= int(m) <= 12:
        return Months(int(year), int(m), int(m), "month")
    return Months(int(got["ya"]), 1, 12, "year") if got["ya"] else None


def _pair_left(got: dict[str, str | None]) -> Months | None:
    """'quý III và 9 tháng năm 2024': the left label borrows the right one's year."""
    year = next(int(y) for y in (got["yr"], "0") if y)
    if got["ql"]:
        return _quarter(got["ql"], year)
    return Months(year, int(got["ml"]), int(got["ml"]), "month") if got["ml"] else None


def _quarter(printed: str, year: int) -> Months:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(printed.replace("l", "i").replace("1v", "iv"))
    number = number or min(4, max(1, int(printed) if printed.isdigit() else len(printed)))
    return Months(year, 3 * number - 2, 3 * number, "quarter")


def _several(printed: str, year: int, *, last: bool) -> Months | None:
    """'6 tháng đầu năm', 'sáu tháng cuối năm': the year's first or last so many months."""
    spelled = period_words().counts.get(" ".join(printed.split()))
    count = spelled or (int(printed) if printed.isdigit() else 0)
    if not 1 <= count <= 12:
        return None
    kinds = {k.months: name for name, k in period_words().kinds.items()}
    kind = kinds.get(count) if count > 1 else None
    return Months(year, 13 - count, 12, kind) if last else Months(year, 1, count, kind)


def months_of(period: Period) -> Months | None:
    """The months a period's label names; None for a span between printed dates."""
    match = _grammar().match(fold(period.label))
    return _months(match.groupdict()) if match else None


def nominal(period: Period, *, calendar: bool = False) -> tuple[str, str] | None:
    """What the period should span, as ISO dates; for ordering, never for a document's record.

    Printed dates stand. Else Decree 09/2019 art. 12: from the 15th of the month before to the
    14th; ``calendar`` gives first to last day. None where the label names no months.
    """
    if period.start and period.end:
        return period.start, period.end
    if (months := months_of(period)) is None:
        return None
    if calendar:
        first, after = date(months.year, months.first, 1), _month_after(months)
        return first.isoformat(), date.fromordinal(after.toordinal() - 1).isoformat()
    cutoff = period_words().cutoff.day
    before = date(months.year - (months.first == 1), (months.first - 2) % 12 + 1, cutoff + 1)
    return before.isoformat(), date(months.year, months.last, cutoff).isoformat()


def _month_after(months: Months) -> date:
    return date(months.year + (months.last == 12), months.last % 12 + 1, 1)


@cache
def _span_hint() -> re.Pattern[str]:
    return re.compile(period_words().span_hint)


@cache
def _date_hint() -> re.Pattern[str]:
    return re.compile(period_words().date_before_year)


@cache
def _grammar() -> Pattern:
    """One alternation over folded text; dates stand first, so that they are no periods."""
    w, p = period_words(), phrases()
    year = r"(?:19|20)\d\d"
    tail = rf"\s*(?:[/.,\-]\s*|{p.year}\s*)?(?:{p.year}\s*)?"
    counts = "|".join(sorted((c.replace(" ", r"\s+") for c in w.counts), key=len, reverse=True))
    half = rf"(?:{w.first}|{w.last})"
    quarter = rf"{w.quarter}\s*(?P<%s>i{{1,3}}|l{{1,3}}|[i1l]v|[1-4])(?!\w)"
    month = rf"{p.month}\s*(?P<%s>\d{{1,2}})(?!\d)"
    several = (
        rf"(?P<n>\d{{1,2}}|{counts})\s*{p.month}\s*(?:(?:{w.first}|(?P<last>{w.last}))\s*)?"
        rf"(?:{p.of}\s*)?(?:{p.year}\s*|/\s*)(?P<yn>{year})"
    )
    return Pattern(
        rf"""(?<!\w)(?:
          (?P<span>{_span_grammar()})
        | (?P<date>{_unnamed(long_form())}|{_unnamed(short_form())})
        | (?P<range>(?:{w.not_after})\s*(?:{p.year}\s*)?{year}[^.;]{{0,12}}?(?:{year})?)
        | (?:{w.from_}\s*)?{p.month}\s*(?P<a>\d{{1,2}})(?:{tail}(?P<yx>{year}))?\s*(?:{w.to})\s*
            {p.month}\s*(?P<b>\d{{1,2}}){tail}(?P<yb>{year})
        | (?P<pair>(?P<left>(?:{quarter % "ql"}|{month % "ml"}))\s*(?:{w.and_})\s*
            (?P<right>(?:\d{{1,2}}|{counts})\s*{p.month}\s*(?:{half}\s*)?{p.year}\s*(?P<yr>{year})
            | (?:{w.cumulative}\s+)?(?:{w.first}\s+)?{p.year}\s*(?P<yr>{year})))
        | {several}
        | {quarter % "q"}{tail}(?P<yq>{year})
        | {month % "m"}{tail}(?P<ym>{year})
        | {p.year}\s+(?P<ya>{year})(?!\s*-+\s*{year})
        )(?!\d)""",
        re.VERBOSE,
    )


def _unnamed(pattern: str) -> str:
    """The same pattern with its groups renamed, so that it may stand inside another."""
    return re.sub(r"\(\?P<(?!s>)\w+>", "(?:", pattern)


def _span_grammar() -> str:
    """'từ ngày D đến hết ngày D', 'từ 21/7 đến 20/8/2024', or two full dates with a dash."""
    w, p = period_words(), phrases()
    day = rf"(?:{p.day}\s*)*"
    year = r"(?:19|20)\d\d"
    sep = rf"\s*(?:[/.\-]|{p.month})\s*"

    def full(n: str, *, optional: bool) -> str:
        rest = rf"(?:\s*(?:[/.\-]|,?\s*{p.year})\s*(?P<y{n}>{year}))"
        return rf"{day}(?P<d{n}>\d{{1,2}}){sep}(?P<m{n}>\d{{1,2}})(?!\d){rest}{'?' * optional}"

    second = full("2", optional=False)
    return (
        rf"(?:{w.from_}\s*(?:{full('1', optional=True)}|{day}(?P<d0>\d{{1,2}}))"
        rf"|{full('1', optional=False)}|(?<=\(\s*){full('1', optional=True)})"
        rf"\s*\)?\s*,?\s*(?:{w.to})\s*{second}"
    )
