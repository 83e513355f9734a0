"""The deadline in a cell, a heading or the line over a table, which need no word before it.

Knows a few words; where they stand is known to :mod:`.tables` and :mod:`.matrix`.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.book.orders import compiled, deadlines, order_sections
from extractor.models import Repeat
from extractor.orders.days import Signed
from extractor.orders.deadlines import Deadline, find_deadlines
from extractor.orders.layout import says
from extractor.text import fold

_YEAR = regex.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class When:
    """A last day (ISO) or a rhythm, as printed."""

    words: str
    day: str | None = None
    repeat: Repeat | None = None


def when_in_cell(words: str, signed: Signed) -> When | None:
    """'Tháng 6/2024', '6/2024', 'Quý II', 'Cả năm', 'Hằng tuần', '2025 - 2026': a cell of time."""
    if not words:
        return None
    if compiled(order_sections().columns["years"]).fullmatch(fold(words)):
        return _year(words, signed)
    year = _whole_year(words, signed)
    if year is not None:
        return year
    found = _found(words, signed)
    best = next((d for d in found if d.day), found[0] if found else None)
    return When(words, best.day, best.repeat) if best else None


def times_in_cell(words: str, signed: Signed) -> list[tuple[When | None, str]]:
    """'6 tháng đầu năm: 70%; cả năm: 90%': each of a cell's parts with its time; else the whole."""
    parts = [part.partition(":") for part in words.split(";")]
    dated = [(when_in_head(time.strip(), signed), rest.strip()) for time, _, rest in parts]
    if len(dated) < 2 or not all(day and rest for day, rest in dated):
        return [(None, words)]
    return [*dated]


def when_in_head(words: str, signed: Signed) -> When | None:
    """'Kế hoạch năm 2024', 'Quý III/2025', 'KH 2023' head what is to be reached by its end."""
    year = _whole_year(words, signed)
    if year is not None:
        return year
    half = compiled(order_sections().columns["half_short"]).match(fold(words))
    spelled = f"{words} {order_sections().columns['first_half']}" if half else words
    dated = [d for d in _found(spelled, signed) if d.day]
    best = next((d for d in dated if not d.bare), None)
    if best is not None:
        return When(words, best.day)
    later = says("time_begins", words)
    if later is not None and later.start() > 0:
        inner = when_in_head(words[later.start() :], signed)
        if inner is not None:
            return When(words, inner.day)
    return _year(words, signed)


def when_in_line(line: str, signed: Signed) -> When | None:
    """'… đến hết năm 2025 như sau:', '2. Chỉ tiêu năm 2023': the line over a table."""
    dated = [d for d in _found(line, signed) if d.day]
    best = next((d for d in dated if not d.bare), None)
    if best is not None:
        shift = len(order_sections().by) + 1
        printed = line[max(0, best.start - shift) : best.end - shift].strip()
        return When(printed, best.day)
    return year_named(line, signed) if says("aims", line) else None


def year_named(words: str, signed: Signed) -> When | None:
    """'Tỷ lệ đúng hạn năm 2024': by the end of that year."""
    named = says("named_year", words)
    year = _year(named.group(), signed) if named is not None else None
    return When(words[named.start() : named.end()], year.day) if named and year else None


def _found(words: str, signed: Signed) -> list[Deadline]:
    led = f"{order_sections().by} {_last_of(words)}"
    return find_deadlines(led, fold(led), signed)


def _last_of(words: str) -> str:
    """'15/3 - 30/4/2024' is over on its last day; 'T6/2024', '6/2024', 'Q.II' are spelled out."""
    book, said = order_sections().columns, fold(words)
    span = compiled(book["day_span"]).match(said)
    if span is not None:
        return words[span.end() :]
    for name, whole in (("month_short", deadlines().month), ("quarter_short", deadlines().quarter)):
        short = compiled(book[name]).match(said)
        if short is not None:
            return f"{whole} {words[short.end() :]}"
    return words


def _whole_year(words: str, signed: Signed) -> When | None:
    said = fold(words)
    match = compiled(order_sections().columns["whole_year"]).match(said)
    year = (match["y"] or signed.year) if match else None
    return When(words, f"{year}-12-31") if year else None


def _year(words: str, signed: Signed) -> When | None:
    years = _YEAR.findall(words)
    if not years or signed.is_past(f"{years[-1]}-12-31"):
        return None
    return When(words, f"{years[-1]}-12-31")
